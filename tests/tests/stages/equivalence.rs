//! Following every reference of the rebuilt document gives back what *repair* made of each input.

use std::collections::BTreeSet;
use std::path::Path;

use generator::parse::parse;
use generator::read::{InputPath, Options, read};
use generator::{openapi, repair, unify};
use tests::equivalence::differences;
use tests::{corpus, slow};

/// Compares the rebuilt document of `path` with every input below it, and returns how many operations there were.
fn assert_rebuilt(path: &Path) -> usize {
    let input = read(&[InputPath::named(path, "")], &Options::default());
    let mut diagnostics = Vec::new();
    let pages = input.pages.into_iter();
    let pages =
        pages.filter_map(|page| repair::page(&page.file, page.title.as_deref(), page.operation, &mut diagnostics));
    let mut sources: Vec<_> = pages.collect();
    let documents = input.documents.into_iter();
    sources.extend(documents.filter_map(|document| repair::document(&document.file, document.value, &mut diagnostics)));
    let copies = sources.iter().map(|source| unify::Source {
        file: source.file.clone(),
        page: source.page,
        document: parse(source.document.clone(), &source.notes),
    });
    let rebuilt = unify::unify(copies.collect(), unify::Duplicates::KeepFirst, &mut diagnostics).document;
    let rebuilt = openapi::write(&rebuilt, &BTreeSet::new());
    for source in &sources {
        assert_eq!(differences(&source.document, &rebuilt), Vec::<String>::new(), "{}", source.file);
    }
    let paths = rebuilt.get("paths").and_then(|paths| paths.as_object());
    paths.into_iter().flatten().filter_map(|(_, item)| item.as_object()).map(serde_json::Map::len).sum()
}

#[test]
fn the_role_mining_pages() {
    assert_eq!(assert_rebuilt(Path::new("../specs/role-mining")), 25);
}

#[test]
fn the_corpus() {
    let Some(corpus) = corpus::folder() else { return };
    assert_eq!(assert_rebuilt(&corpus.join("pages/petstore-cycles")), 21);
    if !slow::proves("references in most of the corpus") {
        return;
    }
    let counts = ["pages/sailpoint-beta", "pages/nexus-plain"].map(|folder| assert_rebuilt(&corpus.join(folder)));
    assert_eq!(counts, [460, 193]);
    for folder in ["documents", "documents-yaml"] {
        for file in std::fs::read_dir(corpus.join(folder)).into_iter().flatten().flatten() {
            assert!(assert_rebuilt(&file.path()) > 0, "{} has operations", file.path().display());
        }
    }
}
