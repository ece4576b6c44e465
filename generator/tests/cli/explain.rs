//! `generator explain`.

use generator::diagnostic::Code;
use insta::assert_snapshot;

use crate::support::{HINT, Outcome, Project};

fn explain(arguments: &[&str]) -> Outcome {
    Project::empty().run(&[&["explain"], arguments].concat())
}

#[test]
fn a_code_is_explained() {
    let outcome = explain(&["missing-items"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert_snapshot!(outcome.stdout, @r#"
    missing-items: a list without a schema for its items

    Severity: note

    An array has no schema for its items. It is a list of values of any type.

        {"type": "array"}

    Add `items`.
    "#);
    assert_eq!(explain(&["note[missing-items]:"]), outcome);
}

#[test]
fn every_code_is_listed_and_explained() {
    let list = explain(&[]);
    assert_eq!((list.code, list.stdout.lines().count()), (0, Code::ALL.len()));
    for (line, code) in list.stdout.lines().zip(Code::ALL) {
        assert!(line.starts_with(code.name()) && line.ends_with(code.meaning()), "{line}");
    }
    assert!(list.stdout.contains("  note or warning   "), "{}", list.stdout);
}

#[test]
fn another_name_is_bad_usage() {
    assert_snapshot!(explain(&["missing-itmes"]).exits(2), @"error: there is no code `missing-itmes`: did you mean `missing-items`?");
    assert_snapshot!(explain(&["x"]).exits(2), @"error: there is no code `x`: `generator explain` lists all codes");
}

#[test]
fn messages_say_where_to_read_on() {
    let project = Project::new();
    for arguments in [&[][..], &["check"], &["check", "--deny-warnings"], &["-v"]] {
        let outcome = project.run(arguments);
        assert!(outcome.stderr.ends_with(HINT) && outcome.stderr.matches("explain").count() == 1, "{outcome:?}");
    }
    assert!(!project.run(&["-q", "--deny-warnings"]).stderr.contains("explain"));
    assert!(project.run(&["inspect", "--input", "nowhere"]).stderr.ends_with("explain missing-input` says more\n"));
    assert!(project.run(&["diff", "nowhere", "x"]).stderr.ends_with("explain missing-input` says more\n"));
    // Nothing was said, so there is nothing to explain.
    project.remove("specs/pages/get-book.api.mdx");
    assert!(!project.run(&[]).stderr.contains("explain"));
}
