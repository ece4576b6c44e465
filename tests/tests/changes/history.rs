//! APIs of the corpus over time, and locks of earlier generators: names are kept, and reports can be believed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use generator::compare::{Change, ChangeKind, Verdict, compare};
use generator::config::Config;
use generator::lock::{Lock, Surface};
use generator::read::{Input, InputPath, read};
use generator::{Options, Project, model};
use tests::corpus;

#[test]
fn a_re_versioned_api_keeps_the_names_of_its_client() {
    let Some(corpus) = corpus::folder() else { return };
    let document = corpus.join("history/role-mining-v1/iai-role-mining/openapi.yaml");
    let lock = |input: std::path::PathBuf| Project::new([input], "../generated-client").model().unwrap().0.lock.surface;
    let (old, new) = (lock("../specs/role-mining".into()), lock(document));
    let methods = |surface: &Surface| -> BTreeSet<(String, String)> {
        surface.operations.values().map(|it| (it.service.clone(), it.name.clone())).collect()
    };
    assert_eq!(methods(&new), methods(&old));
    assert_eq!(new.operations.len(), old.operations.len());
    let lost: Vec<&String> = old.types.keys().filter(|name| !new.types.contains_key(*name)).collect();
    assert_eq!(lost, [""; 0]);
    let moved = compare(&old, &new).changes.iter().filter(|change| change.kind == ChangeKind::Moved).count();
    assert_eq!(moved, old.operations.len());
}

/// The states of an API of the corpus, in the order of time.
fn states(corpus: &Path, folder: &str) -> Vec<Input> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(corpus.join("history").join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|file| read(&[InputPath::new(file)], &generator::read::Options::default())).collect()
}

/// A name without what only sets words apart.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

#[test]
fn releases_of_real_apis_rename_nothing_and_are_told_as_they_are() {
    let Some(corpus) = corpus::folder() else { return };
    // How many rows of each step are about the wire; each was compared with the documents.
    for (folder, wire) in [("nexus", vec![30, 10]), ("twilio-verify", vec![0, 0, 1])] {
        let (mut before, mut found): (Option<Lock>, Vec<usize>) = (None, Vec::new());
        for input in states(&corpus, folder) {
            let lock = before.clone();
            let schemas = input.documents.iter().filter_map(|it| it.value.pointer("/components/schemas")?.as_object());
            let components: BTreeSet<String> = schemas.flat_map(|it| it.keys().map(|name| letters(name))).collect();
            let options = Options { crate_name: "acme".to_owned(), keep_going: true, lock, ..Options::default() };
            let now = model(input, &options).unwrap().lock;
            if let Some(before) = before {
                let report = compare(&before.surface, &now.surface);
                let renamed: Vec<String> =
                    report.changes.iter().filter(|it| it.kind == ChangeKind::Renamed).map(Change::line).collect();
                assert_eq!(renamed, [""; 0], "{folder}");
                let (old, new) = (&before.surface, &now.surface);
                let lost: Vec<&String> = old.types.keys().filter(|name| !new.types.contains_key(*name)).collect();
                let needless: Vec<_> = lost.iter().filter(|name| components.contains(&letters(name))).collect();
                assert!(needless.is_empty(), "{folder}: {needless:?}");
                for (key, operation) in &old.operations {
                    let Some(now) = new.operations.get(key) else { continue };
                    assert_eq!((&now.service, &now.name), (&operation.service, &operation.name), "{folder}");
                }
                found.push(report.changes.iter().filter(|change| change.breaks.wire).count());
            }
            before = Some(now);
        }
        assert_eq!(found, wire, "{folder}");
    }
}

/// Each step back is a form in which the committed lock once stood.
#[test]
fn locks_of_earlier_forms_give_no_breaking_row() {
    let text = fs::read_to_string("../generated-client/api.lock").unwrap();
    let config = Config::read(Path::new("../specs/generator.toml")).unwrap();
    let names = |surface: &Surface| -> BTreeSet<(String, String)> {
        let operations = surface.operations.values().map(|it| (it.service.clone(), it.name.clone()));
        let types = surface.types.keys().map(|name| ("type".to_owned(), name.clone()));
        operations.chain(types).chain(surface.errors.keys().map(|name| ("error".to_owned(), name.clone()))).collect()
    };
    let breaking = |text: &str| -> Vec<String> {
        let (lock, conflicts) = Lock::parse(text, "api.lock").unwrap();
        assert!(conflicts.is_empty(), "{conflicts:?}");
        let input = read(&config.inputs, &generator::read::Options::default());
        let rules = config.rules.clone();
        let options = Options { crate_name: "acme".to_owned(), rules, lock: Some(lock.clone()), ..Options::default() };
        let now = model(input, &options).unwrap().lock.surface;
        assert_eq!(names(&now), names(&lock.surface));
        let changes = compare(&lock.surface, &now).changes;
        changes.iter().filter(|it| it.verdict == Verdict::Breaking).map(Change::line).collect()
    };
    let without = |text: &str, is_later: &dyn Fn(&str) -> bool| -> String {
        let kept: String = text.lines().filter(|line| !is_later(line)).flat_map(|line| [line, "\n"]).collect();
        assert!(kept.len() < text.len(), "there is nothing of that form");
        kept
    };
    let encodings = ["feature brotli", "feature gzip", "feature http2"];
    let steps: [&dyn Fn(&str) -> String; 5] = [
        &|text| text.replace(" overridden", ""),
        &|text| without(text, &|line| encodings.contains(&line)),
        &|text| without(text, &|line| line.contains(" documentation = ")),
        // A type that an earlier generator had, and dropped.
        &|text| {
            let variants = ["EntityCreatedByDto = 1 EntityCreatedByDto", "String = 2 String"];
            let variants = variants.map(|it| format!("gone type CreatedBy variant {it}\n")).concat();
            format!("{text}gone type CreatedBy = union received\n{variants}")
        },
        &|text| without(text, &|line| line.starts_with("format ")),
    ];
    assert!(text.contains(" overridden"));
    let mut earlier = text;
    for step in steps {
        earlier = step(&earlier);
        assert_eq!(breaking(&earlier), [""; 0]);
    }
    // Before services had features, whoever turned the default ones off had them all.
    let earlier = without(&earlier, &|line| line == "feature iai-role-mining" || line.contains(" feature = "));
    let needs = "breaking (Rust), changed: service `iai_role_mining` needs the feature `iai-role-mining` where `default-features` is off";
    assert_eq!(breaking(&earlier), [needs]);
}
