//! `generator check`.

use insta::assert_snapshot;

use crate::support::{HINT, Project};

#[test]
fn what_differs_is_listed_and_left_alone() {
    let project = Project::new();
    project.run(&[]).exits(0);
    let files = project.files("client").len() - 1;
    let summary = format!("client (client) is up to date: {files} files\n{HINT}");
    assert!(project.run(&["check"]).exits(0).ends_with(&summary), "all but the manifest, which is the user's");

    let marker = project.read("client/src/models/book.rs").lines().next().unwrap().to_owned();
    project.write("client/src/models/book.rs", format!("{marker}\n\n// edited\n"));
    project.remove("client/src/models/film.rs");
    project.write("client/src/models/gone.rs", format!("{marker}\n"));
    project.write("client/src/by_hand.rs", "//! The user's own.\n");
    let before = project.files("client");
    let outcome = project.run(&["check"]);
    let list = outcome.exits(1).split_once("1 warning\n").unwrap().1;
    assert_snapshot!(list, @"
    client (client) is out of date; `generator generate` brings it up to date
      client/src/models/book.rs: differs
      client/src/models/film.rs: missing
      client/src/models/gone.rs: no longer generated
    `generator explain missing-path-parameter` says more
    ");
    assert_eq!(project.files("client"), before);

    project.run(&[]).exits(0);
    project.run(&["check"]).exits(0);
    assert_eq!(project.read("client/src/by_hand.rs"), "//! The user's own.\n");
}

#[test]
fn a_crate_that_is_not_there_is_stale() {
    let project = Project::new();
    let outcome = project.run(&["check"]);
    assert!(outcome.exits(1).contains("client/Cargo.toml: missing\n"), "{outcome:?}");
    assert!(!project.exists("client"));
}

#[test]
fn the_command_that_mends_it_is_the_one_that_was_asked_for() {
    let project = Project::new();
    let arguments = ["check", "--input", "specs/pages", "--output", "my client", "--name", "acme-client", "-v"];
    let outcome = project.run(&arguments);
    let line = outcome.exits(1).lines().find(|line| line.contains("out of date")).unwrap();
    assert_snapshot!(line, @"acme-client (my client) is out of date; `generator generate --input specs/pages --output 'my client' --name acme-client` brings it up to date");
    project.run(&["generate", "--input", "specs/pages", "--output", "my client", "--name", "acme-client"]).exits(0);
    project.run(&arguments).exits(0);
}

#[test]
fn a_version_may_be_raised_before_the_crate_is_generated() {
    let project = Project::new();
    let set = |version: &str| {
        let manifest = project.read("client/Cargo.toml");
        let (head, rest) = manifest.split_once("version = \"").unwrap();
        let rest = rest.split_once('"').unwrap().1;
        project.write("client/Cargo.toml", format!("{head}version = \"{version}\"{rest}"));
    };
    project.run(&[]).exits(0);
    assert!(project.read("client/api.lock").contains("\nreleased = 0.1.0\n"));
    set("0.2.0");
    project.run(&["check"]).exits(0);
    project.remove("specs/pages/get-loan.api.mdx");
    let outcome = project.run(&["check"]);
    assert!(outcome.exits(1).contains("asks for 0.2.0 (0.1.0 before, now 0.2.0): "), "{outcome:?}");
    let outcome = project.run(&[]);
    assert!(outcome.exits(0).contains("asks for 0.2.0 (0.1.0 before, now 0.2.0): "), "{outcome:?}");
    let outcome = project.run(&["check"]);
    assert!(!outcome.exits(0).contains("asks for"), "{outcome:?}");
}
