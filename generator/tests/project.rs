//! The generator as a library.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use generator::output::Difference;
use generator::{Project, Reason};
use tempfile::TempDir;

#[allow(dead_code, reason = "a test calls what `main` calls")]
#[path = "../examples/xtask.rs"]
mod xtask;

/// A folder with the pages of the API at hand in `specs`, and a configuration for `client`.
fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let specs = folder.path().join("specs");
    fs::create_dir_all(specs.join("pages")).unwrap();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/role-mining")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), specs.join("pages").join(entry.file_name())).unwrap();
    }
    let config = specs.join("generator.toml");
    fs::write(&config, "input = [\"pages\"]\noutput = \"../client\"\n").unwrap();
    (folder, config)
}

const DOCUMENT: &str = r#"{"openapi": "3.0.3", "info": {"title": "Acme", "version": "1"}, "paths": {"/disks": {"get": {
    "operationId": "listDisks", "responses": {"200": {"description": "", "content": {"application/json": {"schema":
    {"$ref": "disk.json#/Disk"}}}}}}}}}"#;

/// A document in `specs` that refers to another file.
fn document(folder: &Path) -> Project {
    let specs = folder.join("specs");
    fs::create_dir_all(&specs).unwrap();
    fs::write(specs.join("api.json"), DOCUMENT).unwrap();
    fs::write(specs.join("disk.json"), r#"{"Disk": {"type": "object", "properties": {"id": {"type": "string"}}}}"#)
        .unwrap();
    Project::new([specs.join("api.json")], folder.join("acme-client"))
}

#[test]
fn the_example_generates_and_checks() {
    let (folder, config) = folder();
    let config = config.to_str().unwrap();
    assert!(!xtask::run(config, true).unwrap());
    assert!(!folder.path().join("client").exists());
    assert!(xtask::run(config, false).unwrap());
    assert!(xtask::run(config, true).unwrap());
    fs::remove_file(folder.path().join("client/src/lib.rs")).unwrap();
    assert!(!xtask::run(config, true).unwrap());
}

#[test]
fn the_documentation_shows_the_example() {
    let read = |path: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        fs::read_to_string(path).unwrap().replace("\r\n", "\n")
    };
    assert!(read("../docs/library.md").contains(&read("examples/xtask.rs")));
}

#[test]
fn an_outcome_says_what_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let project = document(folder.path());
    assert_eq!(project.crate_name(), "acme-client");
    let first = project.write().unwrap();
    assert_eq!((first.statistics.operations, first.statistics.types), (1, 1));
    assert_eq!((first.changes.unchanged, first.changes.removed.len()), (0, 0));
    assert!(first.differences.iter().all(|(_, difference)| *difference == Difference::Missing));
    assert!(first.report.changes.is_empty());

    let model = folder.path().join("acme-client/src/models/disk.rs");
    let again = project.write().unwrap();
    // All but the manifest, which is the user's from then on.
    assert_eq!((again.changes.unchanged, again.is_up_to_date()), (first.files() - 1, true));
    let written = fs::read_to_string(&model).unwrap();
    fs::write(&model, written.replace("pub struct", "struct")).unwrap();
    let check = project.check().unwrap();
    assert_eq!(check.differences, [("src/models/disk.rs".to_owned(), Difference::Differs)]);
    assert_eq!(check.changes.written, ["src/models/disk.rs"]);
    assert_ne!(fs::read_to_string(&model).unwrap(), written);
    project.write().unwrap();
    assert_eq!(fs::read_to_string(&model).unwrap(), written);
}

#[test]
fn an_outcome_says_what_changes_for_users() {
    let folder = tempfile::tempdir().unwrap();
    let project = document(folder.path());
    project.write().unwrap();
    fs::write(folder.path().join("specs/api.json"), DOCUMENT.replace("/disks", "/shelves")).unwrap();
    let check = project.check().unwrap();
    assert!(!check.report.changes.is_empty());
    assert_eq!(check.version.unwrap().to_string(), "0.1.0");
}

#[test]
fn the_inputs_are_all_that_was_read_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let outcome = document(folder.path()).check().unwrap();
    assert_eq!(outcome.inputs.len(), 2, "{:?}", outcome.inputs);
    for (input, name) in outcome.inputs.iter().zip(["specs/api.json", "specs/disk.json"]) {
        assert_eq!(fs::canonicalize(input).unwrap(), fs::canonicalize(folder.path().join(name)).unwrap());
    }

    let (_folder, config) = self::folder();
    let [project] = Project::read(&config).unwrap().try_into().unwrap();
    let inputs = project.check().unwrap().inputs;
    assert_eq!(inputs.len(), 25 + 2);
    assert!(inputs.contains(&config));
    assert!(inputs.contains(&project.inputs.first().unwrap().path), "the folder, in which a page can be added");
}

#[test]
fn a_failure_is_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = document(folder.path());
    fs::write(folder.path().join("specs/disk.json"), "{}").unwrap();
    project.deny_warnings = true;
    let denied = project.write().unwrap_err();
    assert_eq!(denied.reason, Reason::Denied);
    assert!(!folder.path().join("acme-client").exists());
    let line = denied.outcome.diagnostics.iter().find(|one| one.code == "unresolved-reference").unwrap().to_string();
    assert!(line.starts_with("warning[unresolved-reference]: ") && !line.contains('\n'), "{line}");

    fs::write(folder.path().join("specs/api.json"), "{").unwrap();
    let failure = project.check().unwrap_err();
    assert_eq!(failure.reason, Reason::Unusable);
    let text = failure.to_string();
    assert!(text.starts_with("the client can't be generated\n\nerror[broken-json]: "), "{text}");
    assert_eq!(format!("{failure:?}"), text);

    let none = Project::new([folder.path().join("specs/api.json")], "").write().unwrap_err();
    assert!(none.to_string().contains("there is no output"), "{none}");
    let name = Project::new([folder.path().join("specs/api.json")], folder.path().join("a b")).check().unwrap_err();
    assert!(name.to_string().contains("`a b` can't be the name of a crate"), "{name}");
    let missing = Project::read(folder.path().join("none.toml")).unwrap_err();
    assert!(missing.to_string().contains("error[unreadable]"), "{missing}");
    fs::write(folder.path().join("part.toml"), "output = \"client\"").unwrap();
    let part = Project::read(folder.path().join("part.toml")).unwrap_err();
    assert!(part.to_string().contains("missing field `input`"), "{part}");
}

#[test]
fn the_model_and_the_document_need_no_output() {
    let folder = tempfile::tempdir().unwrap();
    let mut project = document(folder.path());
    project.output = PathBuf::new();
    let (modelled, outcome) = project.model().unwrap();
    assert_eq!((modelled.api.operations().count(), outcome.statistics.types), (1, 1));
    let (document, _) = project.document().unwrap();
    assert!(document.pointer("/components/schemas/Disk").is_some(), "{document:#}");
}
