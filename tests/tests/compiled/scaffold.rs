//! The two commands of a new workspace pass: the client is up to date, and the tests call it.

use std::fs;

use generator::{Project, Scaffold};
use tests::slow::is_slow;

use crate::nested::{FEATURES, cargo, profile, target, write};

#[test]
fn a_new_workspace_is_up_to_date_and_its_tests_pass() {
    let folder = target().join("outside/acme");
    // What an earlier run left is not new.
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    Scaffold::new(&folder).write().unwrap_or_else(|failure| panic!("{failure:?}"));
    for project in Project::read(folder.join("specs/generator.toml")).unwrap() {
        let outcome = project.write().unwrap();
        assert!(outcome.changes.written.is_empty() && outcome.hints.is_empty(), "{:?}", outcome.hints);
    }
    // The versions and the features that this workspace was built with, which are all there without a network.
    fs::copy("../Cargo.lock", folder.join("Cargo.lock")).unwrap();
    if !is_slow() {
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let members = manifest.replace("\"tests\"]", "\"tests\", \"features\"]");
        assert_ne!(members, manifest);
        fs::write(folder.join("Cargo.toml"), format!("{members}\n{}", profile())).unwrap();
        write(&folder.join("features/Cargo.toml"), FEATURES);
        write(&folder.join("features/src/lib.rs"), "");
    }
    let arguments = ["test", "--workspace", "--offline", "--no-fail-fast"];
    let output = cargo().args(arguments).current_dir(&folder).output().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success() && !text[1].contains("warning"), "{}", text.concat());
    for test in ["list_disks_is_called", "list_disks_200", "get_disk_200"] {
        assert!(text[0].contains(&format!("test {test} ... ok")), "{test}: {}", text[0]);
    }
}
