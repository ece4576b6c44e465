//! Configurations with several APIs, and with less than a whole one.

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::Project;

fn document(path: &str) -> String {
    format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "x", "version": "1"}}, "paths": {{"{path}": {{"get": {{
            "operationId": "get", "tags": ["a"], "responses": {{"204": {{"description": ""}}}}
        }}}}}}}}"#
    )
}

/// Two APIs, the second of which has a rule that matches nothing where `is_broken`.
fn project(is_broken: bool) -> Project {
    let project = Project::empty();
    project.write("specs/disks.json", document("/disks"));
    project.write("specs/rooms.json", document("/rooms"));
    let tag = if is_broken { "b" } else { "a" };
    let config = format!(
        "[[api]]\ninput = [\"rooms.json\"]\noutput = \"../rooms\"\n[api.include]\ntags = [\"{tag}\"]\n\n\
         [[api]]\ninput = [\"disks.json\"]\noutput = \"../disks\"\nname = \"acme-disks\"\n"
    );
    project.write("specs/generator.toml", config);
    project
}

/// Leaves out how many files there are.
fn lines(text: &str) -> String {
    text.lines().map(|line| line.split(": ").next().unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_api_is_generated_and_checked() {
    let project = project(false);
    assert_snapshot!(lines(project.run(&[]).exits(0)), @"
    == rooms ==
    1 document read
    generated 0 types, 0 error types
    rooms (rooms)
    == acme-disks ==
    1 document read
    generated 0 types, 0 error types
    acme-disks (disks)
    ");
    assert!(project.exists("rooms/src/lib.rs"));
    assert!(project.read("disks/Cargo.toml").contains("name = \"acme-disks\""));
    project.run(&["check"]).exits(0);
    project.remove("rooms/src/lib.rs");
    assert_snapshot!(lines(project.run(&["check"]).exits(1)), @"
    == rooms ==
    1 document read
    generated 0 types, 0 error types
    rooms (rooms) is out of date; `generator generate` brings it up to date
      rooms/src/lib.rs
    == acme-disks ==
    1 document read
    generated 0 types, 0 error types
    acme-disks (disks) is up to date
    ");
}

#[test]
fn an_api_that_fails_stops_no_other() {
    let project = project(true);
    assert_snapshot!(lines(project.run(&[]).exits(2)), @"
    == rooms ==
    error[unused-rule]
      --> specs/generator.toml:5:9
      = help

    nothing was written
    == acme-disks ==
    1 document read
    generated 0 types, 0 error types
    acme-disks (disks)
    `generator explain unused-rule` says more
    ");
    assert!(!project.exists("rooms"));
    assert!(project.exists("disks/src/lib.rs"));
    // Of an unusable input and a stale crate, the former is worse.
    project.remove("disks/src/lib.rs");
    project.run(&["check"]).exits(2);
}

#[test]
fn one_api_is_chosen_by_its_name() {
    let project = project(true);
    project.run(&["--api", "acme-disks"]).exits(0);
    assert!(project.exists("disks") && !project.exists("rooms"));
    project.run(&["check", "--api", "acme-disks"]).exits(0);
    project.run(&["openapi", "--api", "acme-disks", "-o", "disks.yaml"]).exits(0);
    let first = |arguments: &[&str]| project.run(arguments).exits(2).lines().next().unwrap().to_owned();
    assert_snapshot!(first(&["--api", "disks"]), @"error: the configuration has no API `disks`; it has `rooms`, `acme-disks`");
    assert_snapshot!(first(&["openapi", "-o", "x.yaml"]), @"error: the configuration has several APIs: choose one with `--api`");
    assert_snapshot!(first(&["--input", "specs/disks.json", "--config", "specs/generator.toml"]), @"error: `--input` is for one API, and the configuration has several: choose one with `--api`");
    assert_snapshot!(first(&["--output", "x"]), @"error: `--output` and `--name` are for one API, and the configuration has several: choose one with `--api`");
    assert_snapshot!(first(&["--input", "specs/disks.json", "--output", "x", "--api", "x"]), @"error: `--api` chooses one of the APIs of a configuration: name the configuration with `--config`");
}

#[test]
fn the_results_are_one_object() {
    let project = project(true);
    let outcome = project.run(&["--message-format", "json"]);
    assert_eq!(outcome.code, 2);
    let result: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let text = |pointer: &str| result.pointer(pointer).and_then(Value::as_str).unwrap().to_owned();
    assert_eq!([text("/apis/0/name"), text("/apis/1/name")], ["rooms", "acme-disks"]);
    assert_eq!(text("/apis/0/diagnostics/0/code"), "unused-rule");
    assert_eq!(result.pointer("/apis/1/operations"), Some(&Value::from(1)));
    assert_eq!(result.as_object().unwrap().len(), 1);
    // One that is chosen is printed as if it were alone.
    let outcome = project.run(&["--message-format", "json", "--api", "acme-disks"]);
    let result: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(result.get("operations"), Some(&Value::from(1)));
}

#[test]
fn what_the_command_line_names_need_not_stand_in_the_file() {
    let project = Project::new();
    project.write("specs/generator.toml", "[exclude]\ntags = [\"Loans\"]\n");
    let config = ["--config", "specs/generator.toml"];
    assert_snapshot!(project.run(&config).exits(2), @"
    error[invalid-configuration]: missing field `input`
      --> specs/generator.toml:1:1
      = help: add it, or name it with `--input`; docs/configuration.md lists all keys

    nothing was written
    `generator explain invalid-configuration` says more
    ");
    let with_input = [&config[..], &["--input", "specs/pages"]].concat();
    assert_snapshot!(project.run(&with_input).exits(2), @"
    error[invalid-configuration]: missing field `output`
      --> specs/generator.toml:1:1
      = help: add it, or name it with `--output`; docs/configuration.md lists all keys

    nothing was written
    `generator explain invalid-configuration` says more
    ");
    project.run(&[&with_input[..], &["--output", "client"]].concat()).exits(0);
    assert!(project.exists("client/src/services/books") && !project.exists("client/src/services/loans"));
    project.run(&[&["openapi", "-o", "acme.yaml"], &with_input[..]].concat()).exits(0);
}
