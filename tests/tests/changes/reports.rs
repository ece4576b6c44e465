//! How reports look.

use generator::compare::{Change, Folding, Verdict};
use insta::assert_snapshot;
use semver::Version;

use crate::table;

fn report(name: &str) -> generator::compare::Report {
    table::pairs().remove(name).unwrap().report()
}

#[test]
fn of_one_change() {
    let report = report("required parameter added");
    assert_snapshot!(report.human(Some(&Version::new(0, 1, 0)), Folding::Screen), @"
    breaking:
      `GET /books/{bookId}` (`books().get_book`) requires `language` in the query: `language: String` is a new argument [Rust and wire]
    asks for 0.2.0 (now 0.1.0): 1 breaking change
    ");
    assert_snapshot!(report.markdown(Some(&Version::new(1, 4, 2))), @"
    ### Breaking

    - `GET /books/{bookId}` (`books().get_book`) requires `language` in the query: `language: String` is a new argument (Rust and wire)

    Asks for 2.0.0 (now 1.4.2): 1 breaking change.
    ");
    assert_snapshot!(format!("{:#}", report.json(Some(&Version::new(0, 1, 0)))), @r#"
    {
      "changes": [
        {
          "subject": {
            "kind": "operation",
            "name": "books().get_book",
            "method": "GET",
            "path": "/books/{bookId}"
          },
          "kind": "changed",
          "verdict": "breaking",
          "breaks_rust": true,
          "breaks_wire": true,
          "reason": "requires `language` in the query: `language: String` is a new argument"
        }
      ],
      "release": {
        "kind": "breaking",
        "version": "0.1.0",
        "next": "0.2.0",
        "breaking": 1,
        "compatible": 0,
        "documentation": 0
      }
    }
    "#);
}

#[test]
fn of_documentation_alone() {
    let report = report("operation documented differently");
    assert_snapshot!(report.human(None, Folding::Screen), @"
    documentation only:
      `GET /books/{bookId}` (`books().get_book`) has another description
    asks for a patch release: 1 documentation only change
    ");
    assert_snapshot!(report.markdown(Some(&Version::new(1, 4, 2))), @"
    ### Documentation only

    - `GET /books/{bookId}` (`books().get_book`) has another description

    Asks for 1.4.3 (now 1.4.2): 1 documentation only change.
    ");
}

#[test]
fn of_a_new_version() {
    let report = report("new version of the API");
    let version = Version::new(1, 4, 2);
    assert_snapshot!("new_version_human", report.human(Some(&version), Folding::All));
    assert_snapshot!("new_version_markdown", report.markdown(Some(&version)));
    assert_snapshot!("new_version_json", format!("{:#}", report.json(Some(&version))));
}

#[test]
fn of_many_changes_fits_a_screen() {
    let mut report = report("new version of the API");
    let one = std::mem::take(&mut report.changes);
    for number in 0..40 {
        report.changes.extend(
            one.iter().cloned().map(|change| Change { reason: format!("{} {number}", change.reason), ..change }),
        );
    }
    report.changes.sort_by_key(|change| (change.verdict, change.subject.clone()));
    let text = report.human(None, Folding::Screen);
    assert!(text.lines().count() < 50, "{text}");
    assert!(text.contains("more (-v shows all)"), "{text}");
    assert!(!report.human(None, Folding::All).contains("more (-v"));
}

#[test]
fn of_one_cause_is_one_row() {
    let mut report = report("new version of the API");
    report.changes.retain(|change| change.verdict == Verdict::Breaking);
    report.changes = std::iter::repeat_n(report.changes, 3).flatten().collect();
    report.changes.sort_by_key(|change| change.subject.clone());
    assert_snapshot!(report.human(None, Folding::Screen), @"
    breaking:
      3 operations, such as `GET /books` (`books().list_books`): each requires `shelf` in the query: the setter `shelf` became the argument `shelf` [Rust and wire]
      3 operations, such as `GET /books/{bookId}` (`books().get_book`): each asks for `token[read]`, no longer for `token` [wire]
      3 operations moved, such as `GET /exports/{exportId}/state` (`exports().get_export`), which was `GET /exports/{exportId}`: requests go elsewhere [wire]
      3 types, such as type `Book`: each has lost the field `pages` [Rust]
      3 types, such as type `Book`: each has `title: Option<String>`, no longer `String`: it can be missing [Rust and wire]
      3 types, such as type `NewBook`: each requires `isbn`: `isbn: String` is an argument of `new` [Rust and wire]
    asks for a breaking release: 18 breaking changes
    ");
}
