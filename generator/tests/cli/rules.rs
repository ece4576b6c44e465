//! Rules of the configuration, as far as they change more than the model of the API.

use std::collections::BTreeSet;

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::Project;

const HEAD: &str = "input = [\"pages\"]\noutput = \"../client\"\n";

#[test]
fn what_is_excluded_is_gone_and_the_rest_is_as_it_was() {
    let project = Project::new();
    project.run(&[]).exits(0);
    let all = project.contents("client/src");
    project.write(
        "specs/generator.toml",
        format!("{HEAD}[exclude]\ntags = [\"Loans\"]\npaths = [\"/books/{{bookId}}\"]\n"),
    );
    let outcome = project.run(&[]);
    // The warning was about an operation that is excluded.
    assert_snapshot!(outcome.exits(0).lines().take(2).collect::<Vec<_>>().join("\n"), @"
    4 pages read: 2 operations, 24 schemas before unifying and 11 after
    generated 6 types, 1 error type; 2 operations excluded
    ");
    let some = project.contents("client/src");
    let removed: Vec<&str> = all.keys().filter(|path| !some.contains_key(*path)).map(String::as_str).collect();
    let of = |folder: &str| removed.iter().filter_map(|path| path.strip_prefix(folder)).collect::<Vec<_>>();
    assert_eq!(of("models/"), ["film.rs", "loan.rs", "loan_borrower.rs", "loan_item.rs"]);
    assert!(of("services/").iter().all(|path| path.contains("loan") || path.contains("get_book")), "{removed:?}");
    assert_eq!(some.get("models/book.rs"), all.get("models/book.rs"));
    let manifest = project.read("client/Cargo.toml");
    assert!(!project.run(&["check"]).exits(1).contains("wire"), "the API still has them");
    project.write("client/Cargo.toml", manifest.replacen("\nversion = \"0.1.0\"", "\nversion = \"0.2.0\"", 1));
    project.run(&["check"]).exits(0);
}

#[test]
fn the_rebuilt_document_has_what_is_included() {
    let project = Project::new();
    project.write("specs/generator.toml", format!("{HEAD}[include]\noperations = [\"getLoan\"]\n"));
    project.run(&["openapi", "-o", "acme.json"]).exits(0);
    let document: Value = serde_json::from_str(&project.read("acme.json")).unwrap();
    let keys = |pointer: &str| document.pointer(pointer).unwrap().as_object().unwrap().keys().cloned();
    assert_eq!(keys("/paths").collect::<Vec<_>>(), ["/loans/{loanId}"]);
    let names: BTreeSet<String> = keys("/components/schemas").collect();
    assert!(names.contains("Loan") && !names.contains("NewBook"), "{names:?}");
    project.run(&["generate", "--input", "acme.json", "--output", "other", "--name", "client"]).exits(0);
    project.run(&[]).exits(0);
    assert_eq!(project.contents("other/src/models"), project.contents("client/src/models"));
}

#[test]
fn what_a_patch_corrects_needs_no_repair() {
    let project = Project::new();
    let parameters = "[{ name = \"bookId\", in = \"path\", required = true, schema = { type = \"integer\" } }]";
    let patch = format!(
        "[[patch]]\nfile = \"pages/get-book.api.mdx\"\npointer = \"/parameters\"\nvalue = {parameters}\nreason = \"x\"\n"
    );
    project.write("specs/generator.toml", format!("{HEAD}{patch}"));
    // From another folder, too, where the file has another name.
    assert!(!project.run_in("specs", &[]).exits(0).contains("missing-path-parameter"));
    assert!(project.read("client/src/services/books/get_book.rs").contains("book_id: i64"));
    project.run(&["check"]).exits(0);
}
