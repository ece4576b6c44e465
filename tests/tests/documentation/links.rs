//! Links between the pages of the documentation lead somewhere, headings included.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> =
        ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].iter().map(|page| root().join(page)).collect();
    for folder in ["docs", "generator/docs/diagnostics"] {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(entries.filter(|path| path.extension().is_some_and(|it| it == "md")));
    }
    pages.sort();
    pages
}

/// A page without its blocks of code.
fn prose(page: &Path) -> String {
    let text = fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
    let text = text.replace("\r\n", "\n");
    text.split("\n```").step_by(2).collect::<Vec<_>>().join("\n")
}

/// The targets of the links that are no URLs.
fn targets(prose: &str) -> Vec<&str> {
    let targets = prose.split("](").skip(1).map(|rest| rest.split(')').next().unwrap());
    targets.filter(|target| !target.contains("://")).collect()
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(prose: &str) -> Vec<String> {
    let headings = prose
        .lines()
        .filter_map(|line| line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#')));
    let slug = |heading: &str| {
        let kept = heading.to_lowercase().replace(' ', "-");
        kept.chars().filter(|it| it.is_alphanumeric() || matches!(it, '-' | '_')).collect()
    };
    headings.map(slug).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut failures = String::new();
    let mut count = 0;
    for page in pages() {
        let text = prose(&page);
        for target in targets(&text) {
            count += 1;
            let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
            let to = if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            let is_there = to.exists() && (anchor.is_empty() || anchors(&prose(&to)).iter().any(|it| it == anchor));
            if !is_there {
                writeln!(failures, "{}: {target}", page.display()).unwrap();
            }
        }
    }
    assert!(count > 100, "{count} links");
    assert_eq!(failures, "");
}

/// The pages of `docs/`, the table of contents aside.
fn guide() -> Vec<String> {
    let names = pages().into_iter().map(|page| page.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"));
    names.filter(|name| name.starts_with("docs/") && name != "docs/SUMMARY.md").collect()
}

#[test]
fn the_readme_leads_to_every_page() {
    let readme = prose(&root().join("README.md"));
    for name in guide() {
        assert!(targets(&readme).iter().any(|target| target.split('#').next() == Some(&name)), "{name}");
    }
}

#[test]
fn the_table_of_contents_has_every_page_once() {
    let summary = prose(&root().join("docs/SUMMARY.md"));
    let mut listed: Vec<String> = targets(&summary).iter().map(|target| format!("docs/{target}")).collect();
    listed.sort();
    assert_eq!(listed, guide());
}

#[test]
fn the_book_begins_with_the_first_steps_and_ends_with_internals() {
    let summary = prose(&root().join("docs/SUMMARY.md"));
    let parts: Vec<&str> = summary.lines().filter_map(|line| line.strip_prefix("# ")).collect();
    assert_eq!(parts, ["Summary", "Guides", "Reference", "Internals"]);
    assert_eq!(targets(&summary).first(), Some(&"getting-started.md"));
    let book: toml::Table = fs::read_to_string(root().join("book.toml")).unwrap().parse().unwrap();
    let text = |table: &str, key: &str| book.get(table).unwrap().get(key).unwrap().as_str().unwrap();
    assert_eq!(text("book", "src"), "docs");
    assert!(text("build", "build-dir").starts_with("target/"));
}

/// A block without a language is coloured as any, and none of the tests of code finds it.
#[test]
fn every_block_of_code_names_its_language() {
    let mut failures = String::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap().replace("\r\n", "\n");
        let fences: Vec<&str> = text.lines().filter_map(|line| line.trim_start().strip_prefix("```")).collect();
        assert_eq!(fences.len() % 2, 0, "{}: a block has no end", page.display());
        for fence in fences.iter().step_by(2) {
            let language = fence.split([',', ' ']).next().unwrap();
            if !["console", "json", "mdx", "mermaid", "rust", "text", "toml", "yaml"].contains(&language) {
                writeln!(failures, "{}: ```{fence}", page.display()).unwrap();
            }
        }
    }
    assert_eq!(failures, "");
}
