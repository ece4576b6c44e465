//! `generator` and `generator generate`: what is read and where it goes.

use insta::assert_snapshot;

use crate::support::{HINT, Project, pages};

#[test]
fn no_arguments_are_needed_in_the_root_or_below() {
    let project = Project::new();
    let outcome = project.run(&[]);
    // As many as the runtime has, and the API's own: the first run writes the manifest, which is the user's from then on.
    let files = project.files("client").len();
    let printed = outcome.exits(0).replace(&format!("{files} files"), "ALL files");
    assert_snapshot!(printed, @"
    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: it takes a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    4 pages read: 4 operations, 24 schemas before unifying and 11 after
    generated 10 types, 1 error type
    1 warning
    client (client): ALL files written, 0 unchanged, 0 removed
    `generator explain missing-path-parameter` says more
    ");
    let first = project.files("client");
    let again = project.run_in("specs/pages", &["generate"]);
    let summary = format!("client (../../client): 0 files written, {} unchanged, 0 removed\n{HINT}", files - 1);
    assert!(again.exits(0).ends_with(&summary), "{again:?}");
    assert_eq!(project.files("client"), first);
}

#[test]
fn a_second_run_touches_nothing() {
    let project = Project::new();
    project.run(&[]).exits(0);
    let first = project.files("");
    project.run(&[]).exits(0);
    assert_eq!(project.files(""), first);
}

#[test]
fn the_output_is_the_same_on_every_machine() {
    let names = ["add-book.api.mdx", "get-book.api.mdx", "get-loan.api.mdx", "list-books.api.mdx"];
    let folder = pages();
    let folder = folder.to_str().unwrap();
    let (one, other) = (Project::empty(), Project::new());
    let paths = names.map(|name| format!("{folder}/{name}"));
    let mut arguments = vec!["generate", "--output", "here/acme-library"];
    arguments.extend(paths.iter().flat_map(|path| ["--input", path]));
    one.run(&arguments).exits(0);

    let output = other.path("elsewhere/acme-library");
    let mut arguments = vec!["generate", "--output", output.to_str().unwrap()];
    arguments.extend(names.iter().rev().flat_map(|name| ["--input", name]));
    other.run_in("specs/pages", &arguments).exits(0);
    assert_eq!(one.contents("here/acme-library"), other.contents("elsewhere/acme-library"));
    assert!(one.exists("here/acme-library/Cargo.toml"));
}

#[test]
fn inputs_need_an_output() {
    let project = Project::new();
    let outcome = project.run(&["--input", "specs/pages"]);
    assert_snapshot!(outcome.exits(2), @"
    error: `--input` without a configuration needs `--output`, the folder of the generated crate

    Usage: generator [OPTIONS]
           generator <COMMAND>

    For more information, try '--help'.
    ");
    assert!(!project.exists("client"));
}

#[test]
fn without_a_configuration_there_is_nothing_to_do() {
    assert_snapshot!(Project::empty().run(&[]).exits(2), @"
    error: there is no `specs/generator.toml` in this folder or one above: name the inputs with `--input`, or a configuration with `--config`

    Usage: generator [OPTIONS]
           generator <COMMAND>

    For more information, try '--help'.
    ");
}

#[test]
fn inputs_replace_the_configuration_unless_it_is_named() {
    let project = Project::new();
    let rule = "[[override]]\nfield = \"Book.nothing\"\ntype = \"any\"\nreason = \"a slip\"\n";
    project.write("specs/generator.toml", format!("input = [\"nowhere\"]\noutput = \"../client\"\n{rule}"));
    project.run(&["--input", "specs/pages", "--output", "other"]).exits(0);
    let named = ["--config", "specs/generator.toml", "--input", "specs/pages", "--output", "third"];
    assert!(project.run(&named).exits(2).contains("Book.nothing"));
    assert!(!project.exists("third"));
}

#[test]
fn an_override_that_matches_nothing_is_an_error() {
    let project = Project::new();
    let rule = |field: &str| format!("[[override]]\nfield = \"{field}\"\ntype = \"any\"\nreason = \"the docs err\"\n");
    let config = "input = [\"pages\"]\noutput = \"../client\"\n\n";
    project.write("specs/generator.toml", format!("{config}{}", rule("Book.subtitel")));
    assert_snapshot!(project.run(&[]).exits(2), @"
    error[unused-rule]: the override of `Book.subtitel` matches no field of a generated type
      --> specs/generator.toml:5:9
      = help: did you mean `Book.subtitle`? Otherwise remove it, or name the schema and the property as the rebuilt document does: `Schema.property`

    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: it takes a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written
    `generator explain unused-rule` says more; this works for other codes, too
    ");
    assert!(!project.exists("client"));

    project.write("specs/generator.toml", format!("{config}{}", rule("Book.subtitle")));
    project.run(&[]).exits(0);
    let book = project.read("client/src/models/book.rs");
    assert!(book.contains("pub subtitle: Option<Value>"), "{book}");
}

#[test]
fn keep_going_leaves_out_what_is_broken() {
    let project = Project::new();
    project.write("specs/pages/get-loan.api.mdx", "---\napi: eJ%%\n---\n");
    project.run(&[]).exits(2);
    assert!(!project.exists("client"));
    let outcome = project.run(&["--keep-going"]);
    assert!(outcome.exits(0).contains("error[broken-base64]"), "{outcome:?}");
    assert!(project.exists("client/src/services/books/get_book.rs"));
    assert!(!project.exists("client/src/services/loans"));
}

#[test]
fn denied_warnings_write_nothing() {
    let project = Project::new();
    assert_snapshot!(project.run(&["--deny-warnings"]).exits(1), @"
    warning[missing-path-parameter]: `{bookId}` of the path isn't declared: it takes a string
      --> specs/pages/get-book.api.mdx#/parameters
      = help: declare the parameter with `in: path` and `required: true`

    nothing was written: with `--deny-warnings`, no warnings are allowed, and no operation may be left out
    `generator explain missing-path-parameter` says more
    ");
    assert!(!project.exists("client"));
    // Nothing to warn of.
    let page = "---\napi: {\"method\": \"get\", \"path\": \"/a\", \"responses\": {\"204\": {\"description\": \"Done.\"}}}\n---\n";
    project.write("one.api.mdx", page);
    project.run(&["--input", "one.api.mdx", "--output", "client", "--deny-warnings"]).exits(0);
    assert!(project.exists("client/src/lib.rs"));
}

#[test]
fn going_on_takes_something_to_go_on_with() {
    let project = Project::new();
    project.run(&[]).exits(0);
    let before = project.files("client");
    let outcome = project.run(&["--input", "nowhere", "--output", "client", "--keep-going"]);
    assert!(outcome.exits(2).starts_with("error[missing-input]"), "{outcome:?}");
    assert_eq!(project.files("client"), before);
}
