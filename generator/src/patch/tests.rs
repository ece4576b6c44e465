#![allow(
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use insta::assert_snapshot;
use serde_json::json;

use super::*;

fn rule(file: Option<&str>, pointer: &str, change: Change) -> Rule<Patch> {
    let reason = "wrong".to_owned();
    let value = Patch { file: file.map(str::to_owned), pointer: pointer.to_owned(), change, expect: None, reason };
    Rule { value, place: Place::file("generator.toml") }
}

fn set(pointer: &str, value: Value) -> Rule<Patch> {
    rule(None, pointer, Change::Set(value))
}

fn expecting(rule: Rule<Patch>, expect: Value) -> Rule<Patch> {
    Rule { value: Patch { expect: Some(expect), ..rule.value }, ..rule }
}

fn document(file: &str) -> Document {
    let value =
        json!({ "paths": { "/disks/{id}": { "get": { "tags": ["a", "b"], "first": 1, "x": 2.0, "last": null } } } });
    Document { file: file.to_owned(), value }
}

fn page(file: &str) -> Page {
    let operation = json!({ "method": "get", "path": "/disks" }).as_object().unwrap().clone();
    Page { file: file.to_owned(), title: None, operation }
}

const GET: &str = "/paths/~1disks~1{id}/get";

fn at(rest: &str) -> String {
    format!("{GET}{rest}")
}

/// The operation after `patches`, or what is wrong with them.
fn patched(patches: Vec<Rule<Patch>>) -> String {
    let mut input = Input { documents: vec![document("specs/api.yaml")], ..Input::default() };
    let errors = apply(&mut input, &patches);
    if errors.is_empty() { input.documents[0].value.pointer(GET).unwrap().to_string() } else { report(&errors) }
}

fn report(errors: &[Diagnostic]) -> String {
    let show = |error: &Diagnostic| format!("{}: {}\n  {}", error.code, error.message, error.help.as_deref().unwrap());
    errors.iter().map(show).collect::<Vec<_>>().join("\n")
}

#[test]
fn values_are_replaced_added_and_removed() {
    let patches = vec![set(&at("/first"), json!("one")), set(&at("/deprecated"), json!(true))];
    assert_snapshot!(patched(patches), @r#"{"tags":["a","b"],"first":"one","x":2.0,"last":null,"deprecated":true}"#);
    let patches = vec![rule(None, &at("/first"), Change::Remove), rule(None, &at("/tags/0"), Change::Remove)];
    assert_snapshot!(patched(patches), @r#"{"tags":["b"],"x":2.0,"last":null}"#);
    let patches =
        vec![set(&at("/tags/1"), json!("c")), set(&at("/tags/-"), json!("d")), set(&at("/tags/3"), json!("e"))];
    assert_snapshot!(patched(patches), @r#"{"tags":["a","c","d","e"],"first":1,"x":2.0,"last":null}"#);
    let patches =
        vec![expecting(set(&at("/x"), json!(3)), json!(2)), expecting(set(&at("/last"), json!(4)), json!(null))];
    assert_snapshot!(patched(patches), @r#"{"tags":["a","b"],"first":1,"x":3,"last":4}"#);
}

#[test]
fn a_patch_that_changes_nothing_is_an_error() {
    let patches = vec![set(&at("/x"), json!(2)), set(&at("/tags"), json!(["a", "b"])), set(&at("/tags/-"), json!("a"))];
    assert_snapshot!(patched(patches), @"
    unused-rule: specs/api.yaml#/paths/~1disks~1{id}/get/x is 2 without the patch
      the specification already says so: remove the rule
    unused-rule: specs/api.yaml#/paths/~1disks~1{id}/get/tags is [\"a\",\"b\"] without the patch
      the specification already says so: remove the rule
    unused-rule: the list at specs/api.yaml#/paths/~1disks~1{id}/get/tags/- has \"a\" without the patch
      the specification already says so: remove the rule
    ");
}

#[test]
fn a_patch_of_what_is_not_there_is_an_error() {
    let patches = vec![
        rule(None, &at("/tag"), Change::Remove),
        set("/path/~1disks/get", json!(1)),
        set("/paths/~1disk~1{id}/get/x", json!(1)),
        set(&at("/tags/5"), json!("c")),
        set(&at("/first/x"), json!("c")),
        expecting(set(&at("/firsts"), json!(1)), json!(1)),
    ];
    assert_snapshot!(patched(patches), @"
    unused-rule: there is nothing at specs/api.yaml#/paths/~1disks~1{id}/get/tag: `/paths/~1disks~1{id}/get` has no `tag`
      did you mean `tags`? Otherwise correct the rule, or remove it
    unused-rule: there is nothing at specs/api.yaml#/path/~1disks/get: its top has no `path`
      did you mean `paths`? Otherwise correct the rule, or remove it
    unused-rule: there is nothing at specs/api.yaml#/paths/~1disk~1{id}/get/x: `/paths` has no `~1disk~1{id}`
      did you mean `~1disks~1{id}`? Otherwise correct the rule, or remove it
    unused-rule: there is nothing at specs/api.yaml#/paths/~1disks~1{id}/get/tags/5: `/paths/~1disks~1{id}/get/tags` has no `5`
      there are `0` and `1`; correct the rule, or remove it
    unused-rule: there is nothing at specs/api.yaml#/paths/~1disks~1{id}/get/first/x: `/paths/~1disks~1{id}/get/first` has no `x`
      correct the rule, or remove it
    unused-rule: there is nothing at specs/api.yaml#/paths/~1disks~1{id}/get/firsts: `/paths/~1disks~1{id}/get` has no `firsts`
      did you mean `first`? Otherwise correct the rule, or remove it
    ");
}

#[test]
fn a_patch_of_what_was_otherwise_is_an_error() {
    let patches = vec![
        expecting(set(&at("/tags"), json!([])), json!(["a"])),
        expecting(rule(None, &at("/x"), Change::Remove), json!("y".repeat(99))),
    ];
    assert_snapshot!(patched(patches), @r#"
    unusable-rule: specs/api.yaml#/paths/~1disks~1{id}/get/tags is ["a","b"], not ["a"] as the patch expects
      look at what the specification says there now, and correct `expect` or remove the rule
    unusable-rule: specs/api.yaml#/paths/~1disks~1{id}/get/x is 2.0, not "yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy.. as the patch expects
      look at what the specification says there now, and correct `expect` or remove the rule
    "#);
}

#[test]
fn the_file_is_named_by_its_end() {
    let input = || Input {
        pages: vec![page("specs/a/get.api.mdx"), page("specs/b/get.api.mdx")],
        documents: vec![document("specs/api.yaml")],
        diagnostics: vec![Diagnostic::error(Code::BrokenYaml, Place::file("specs/c/x.yaml"), "broken")],
        ..Input::default()
    };
    let add = |file: Option<&str>| rule(file, "/summary", Change::Set(json!("x")));
    let mut given = input();
    let names = ["a/get.api.mdx", "../specs/b/get.api.mdx", "specs/api.yaml", "x.yaml"].map(|file| add(Some(file)));
    assert_eq!(apply(&mut given, &names), []);
    assert!(given.pages.iter().all(|page| page.operation.contains_key("summary")));
    assert!(given.documents[0].value.get("summary").is_some());
    let mut given = input();
    let wrong = ["get.api.mdx", "t.api.mdx", "api.yml", "c/get.api.mdx"].map(|file| add(Some(file)));
    assert_snapshot!(report(&apply(&mut given, &wrong)), @"
    unusable-rule: several inputs are called `get.api.mdx`
      name one with its folders, such as `specs/a/get.api.mdx` or `specs/b/get.api.mdx`
    unused-rule: no input is called `t.api.mdx`
      did you mean `get.api.mdx`? Otherwise correct the rule, or remove it
    unused-rule: no input is called `api.yml`
      did you mean `api.yaml`? Otherwise correct the rule, or remove it
    unused-rule: no input is called `c/get.api.mdx`
      did you mean `a/get.api.mdx`? Otherwise correct the rule, or remove it
    ");
    given.diagnostics.clear();
    assert_snapshot!(report(&apply(&mut given, &[add(None)])), @"
    unusable-rule: there are 3 inputs, and the patch doesn't say which it is for
      name one as messages do: `file = \"specs/a/get.api.mdx\"`
    ");
}
