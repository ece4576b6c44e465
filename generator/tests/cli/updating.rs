//! Runs that the documentation shows, as they are written there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Project;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Copies the files of a folder, those of folders in it aside.
fn copy(project: &Project, folder: &str) {
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            project.write(&format!("{folder}/{}", entry.file_name().display()), fs::read(entry.path()).unwrap());
        }
    }
}

/// The API at hand, generated.
fn role_mining() -> Project {
    let project = Project::empty();
    for folder in ["specs", "specs/role-mining", "generated-client"] {
        copy(&project, folder);
    }
    project.run(&[]).exits(0);
    project
}

/// An edit that a page shows behind a heading, and what a run prints then.
fn walk<'page>(page: &'page str, heading: &str) -> (&'page str, &'page str) {
    let walk = page.split_once(heading).unwrap().1;
    let block = walk.split_once("```console\n").unwrap().1.split_once("```").unwrap().0;
    let (edit, rest) = block.split_once('\n').unwrap();
    let (command, printed) = rest.split_once('\n').unwrap();
    assert_eq!(command, "$ cargo run -p generator");
    (edit, printed)
}

#[test]
fn a_change_of_the_specification() {
    let page = fs::read_to_string(root().join("docs/updating.md")).unwrap();
    let (edit, printed) = walk(&page, "## When the spec changes");
    // `s/OLD/&ADDED/`, and the page.
    let (pattern, page) = edit.strip_prefix("$ sed -i 's/").unwrap().split_once("/' ").unwrap();
    let (old, added) = pattern.split_once("/&").unwrap();
    let old = old.replace("\\[", "[");

    let project = role_mining();
    let text = project.read(page);
    assert!(text.contains(&old), "{old}");
    project.write(page, text.replacen(&old, &format!("{old}{added}"), 1));
    assert_eq!(project.run(&[]).exits(0), printed);
    let report = printed.split_once("compatible:").unwrap().1;
    assert!(project.run(&["check"]).exits(1).ends_with(report));
    raise(&project, "0.1.0", "0.1.1");
    project.run(&["check"]).exits(0);
}

/// Sets another version in the client's manifest.
fn raise(project: &Project, old: &str, new: &str) {
    let file = "generated-client/Cargo.toml";
    let version = |version: &str| format!("\nversion = \"{version}\"");
    assert!(project.read(file).contains(&version(old)));
    project.write(file, project.read(file).replacen(&version(old), &version(new), 1));
}

#[test]
fn a_type_of_another_name() {
    let page = fs::read_to_string(root().join("docs/updating.md")).unwrap();
    let (edit, printed) = walk(&page, "## Rename something");
    let (added, file) = edit.strip_prefix("$ printf '").unwrap().split_once("' >> ").unwrap();

    let project = role_mining();
    project.write(file, project.read(file) + &added.replace("\\n", "\n"));
    assert_eq!(project.run(&[]).exits(0), printed);
    assert!(page.contains(r#"sed -i 's/^version = "0.1.0"/version = "0.1.1"/' generated-client/Cargo.toml"#));
    raise(&project, "0.1.0", "0.1.1");
    project.run(&["check"]).exits(0);

    let (_, rest) = page.split_once("$ cargo run -p generator -- prune\n").unwrap();
    let (printed, _) = rest.split_once("```").unwrap();
    assert_eq!(project.run(&["prune"]).exits(0), printed);
    project.run(&["check"]).exits(1);
    raise(&project, "0.1.1", "0.2.0");
    project.run(&["check"]).exits(0);
}

#[test]
fn a_check_of_a_breaking_change() {
    let project = role_mining();
    let page = "specs/role-mining/get-role-mining-sessions.api.mdx";
    let filters = r#""in":"query","name":"filters""#;
    project.write(page, project.read(page).replacen(filters, &format!("{filters},\"required\":true"), 1));
    let checked = project.run(&["check"]);
    let page = fs::read_to_string(root().join("docs/changes.md")).unwrap();
    assert!(page.contains(checked.exits(1)), "{checked:?}");
}
