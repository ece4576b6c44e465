//! `--message-format json`.

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::support::Project;

/// The one object on standard output, and the exit code.
fn run(project: &Project, arguments: &[&str]) -> (i32, Value) {
    let outcome = project.run(&[arguments, &["--message-format", "json"]].concat());
    (outcome.code, serde_json::from_str(&outcome.stdout).unwrap())
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_result_is_one_object() {
    let project = Project::new();
    let (code, result) = run(&project, &[]);
    assert_eq!(code, 0);
    assert_eq!(
        keys(&result),
        ["operations", "types", "error_types", "skipped", "webhooks", "diagnostics", "changes", "release", "files"]
    );
    let figures = ["operations", "types", "error_types"].map(|key| result.get(key).unwrap().as_u64().unwrap());
    assert_eq!(figures, [4, 10, 1]);
    assert_eq!(result.get("skipped").unwrap(), &json!([]));
    assert_snapshot!(format!("{:#}", result.get("diagnostics").unwrap()), @r#"
    [
      {
        "code": "missing-path-parameter",
        "severity": "warning",
        "file": "specs/pages/get-book.api.mdx",
        "pointer": "/parameters",
        "line": null,
        "message": "`{bookId}` of the path isn't declared: it takes a string",
        "help": "declare the parameter with `in: path` and `required: true`"
      }
    ]
    "#);
    let files = result.get("files").unwrap();
    assert_eq!(keys(files), ["written", "unchanged", "removed"]);
    let written = files.get("written").unwrap().as_array().unwrap();
    assert_eq!(written.first().unwrap(), "Cargo.toml");
    assert_eq!(written.len(), project.files("client").len());
    assert_eq!((files.get("unchanged").unwrap(), files.get("removed").unwrap()), (&json!(0), &json!([])));

    // `check` says the same of what would be done.
    project.remove("specs/pages/get-loan.api.mdx");
    let (code, checked) = run(&project, &["check"]);
    assert_eq!(code, 1);
    let (code, generated) = run(&project, &["generate"]);
    assert_eq!(code, 0);
    assert_eq!(checked, generated);
    assert_eq!(generated.pointer("/files/removed").unwrap().as_array().unwrap().len(), 6);
}

#[test]
fn errors_are_in_the_object_too() {
    let (code, result) = run(&Project::empty(), &["--input", "nowhere", "--output", "x"]);
    assert_eq!(code, 2);
    assert_eq!(
        keys(&result),
        ["operations", "types", "error_types", "skipped", "webhooks", "diagnostics", "changes", "release", "files"]
    );
    assert_eq!(result.pointer("/diagnostics/0/severity").unwrap(), "error");
    assert_eq!(result.pointer("/files").unwrap(), &json!({ "written": [], "unchanged": 0, "removed": [] }));
}
