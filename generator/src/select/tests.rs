#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::*;
use crate::notes::Notes;
use crate::openapi;
use crate::parse::parse;

fn operation(id: &str, tag: &str, schema: &str) -> Value {
    json!({ "operationId": id, "tags": [tag], "responses": { "200": { "description": "", "content": {
        "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } }
    } } } })
}

fn document() -> Document {
    let mut nameless = operation("", "Parts", "Part");
    nameless.as_object_mut().unwrap().shift_remove("operationId");
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Disks", "version": "1" },
        "paths": {
            "/disks": { "get": operation("listDisks", "Disks", "Disk"), "post": operation("addDisk", "Disks", "Disk") },
            "/disks/{id}": { "get": operation("getDisk", "Disks", "Disk") },
            "/disks/{id}/parts": { "get": nameless },
        },
        "components": { "schemas": {
            "Disk": { "properties": { "room": { "$ref": "#/components/schemas/Room" } } },
            "Part": { "properties": { "kind": { "$ref": "#/components/schemas/Kind" } } },
            "Kind": { "discriminator": { "propertyName": "kind" }, "properties": { "kind": { "type": "string" } } },
            "Screw": { "allOf": [{ "$ref": "#/components/schemas/Kind" }] },
            "Room": { "properties": { "id": { "type": "string" } } },
            "Odd~name": { "type": "string", "enum": ["a"] }
        } }
    });
    parse(document, &Notes::default())
}

fn rule(value: Selector) -> Rule<Selector> {
    Rule { value, place: Place::file("generator.toml") }
}

fn path(method: Option<&str>, pattern: &str) -> Rule<Selector> {
    rule(Selector::Path { method: method.map(str::to_owned), pattern: pattern.to_owned() })
}

/// The operations that are left, and the schemas that they have no use for.
fn left(include: Vec<Rule<Selector>>, exclude: Vec<Rule<Selector>>) -> String {
    let (mut document, mut diagnostics) = (document(), Vec::new());
    let selected = select(&mut document, &Places::default(), &Selection { include, exclude }, &mut diagnostics);
    let mut text = String::new();
    for (path, item) in openapi::write(&document, &BTreeSet::new())["paths"].as_object().unwrap() {
        let methods: Vec<&str> = item.as_object().unwrap().keys().map(String::as_str).collect();
        writeln!(text, "{path}: {}", methods.join(" ")).unwrap();
    }
    writeln!(text, "unreached: {:?}, excluded: {}", selected.unreached, selected.excluded).unwrap();
    for Diagnostic { code, message, help, .. } in diagnostics {
        writeln!(text, "{code}: {message}\n  {}", help.unwrap()).unwrap();
    }
    text
}

#[test]
fn without_a_selection_all_is_left() {
    assert_snapshot!(left(Vec::new(), Vec::new()), @"
    /disks: get post
    /disks/{id}: get
    /disks/{id}/parts: get
    unreached: {}, excluded: 0
    ");
}

#[test]
fn operations_are_chosen_by_tag_id_or_path() {
    assert_snapshot!(left(vec![rule(Selector::Tag("Parts".to_owned()))], Vec::new()), @r#"
    /disks/{id}/parts: get
    unreached: {"Disk", "Odd~name", "Room"}, excluded: 3
    "#);
    assert_snapshot!(left(Vec::new(), vec![rule(Selector::Tag("Parts".to_owned())), path(Some("POST"), "/**")]), @r#"
    /disks: get
    /disks/{id}: get
    unreached: {"Kind", "Odd~name", "Part", "Screw"}, excluded: 2
    "#);
    let ids = ["getDisk", "get_disks_by_id_parts"].map(|id| rule(Selector::Operation(id.to_owned())));
    assert_snapshot!(left(ids.to_vec(), vec![path(None, "/disks/*/parts")]), @r#"
    /disks/{id}: get
    unreached: {"Kind", "Odd~name", "Part", "Screw"}, excluded: 3
    "#);
}

#[test]
fn an_entry_that_matches_nothing_is_an_error() {
    let include = vec![
        rule(Selector::Tag("disks".to_owned())),
        rule(Selector::Operation("listDisk".to_owned())),
        path(None, "/disk"),
        path(Some("PUT"), "/disks"),
        path(None, "/disks/**"),
    ];
    assert_snapshot!(left(include, Vec::new()), @r#"
    /disks: get post
    /disks/{id}: get
    /disks/{id}/parts: get
    unreached: {}, excluded: 0
    unused-rule: no operation has the tag `disks`
      did you mean `Disks`? Otherwise correct the entry, or remove it
    unused-rule: no operation is called `listDisk`
      did you mean `listDisks`? Otherwise correct the entry, or remove it
    unused-rule: no path matches `/disk`
      did you mean `/disks`? Otherwise correct the entry, or remove it
    unused-rule: no operation matches `PUT /disks`
      did you mean `GET /disks`? Otherwise correct the entry, or remove it
    "#);
}

#[test]
fn a_selection_of_nothing_is_an_error() {
    let report = left(vec![rule(Selector::Tag("Parts".to_owned()))], vec![path(None, "**")]);
    assert!(report.contains("unusable-rule: `include` and `exclude` leave no operation"), "{report}");
}

#[test]
fn messages_about_what_is_taken_out_go_with_it() {
    let mut places = Places::default();
    places.insert("/paths/~1disks/get", Place::file("list.api.mdx"));
    let mut diagnostics = vec![
        Diagnostic::warning(Code::UnsupportedMethod, Place::file("a.yaml"), "left out").leaving_out("get", "/odd"),
    ];
    let exclude = vec![path(None, "/disks"), path(None, "/odd")];
    let selected = select(&mut document(), &places, &Selection { include: Vec::new(), exclude }, &mut diagnostics);
    assert_eq!(diagnostics.len(), 1);
    let list = Place::file("list.api.mdx");
    assert!(selected.hides(&diagnostics[0]));
    assert!(selected.hides(&Diagnostic::warning(Code::UnknownType, list.child("responses"), "")));
    assert!(selected.hides(&Diagnostic::note(Code::UnknownType, list.clone(), "")));
    assert!(!selected.hides(&Diagnostic::error(Code::UnknownType, list, "")));
    assert!(!selected.hides(&Diagnostic::warning(
        Code::UnknownType,
        Place::file("get.api.mdx").child("responses"),
        ""
    )));
    let schema = Place { file: String::new(), pointer: "/components/schemas/Odd~0name/enum".to_owned() };
    assert!(selected.hides(&Diagnostic::warning(Code::UnknownType, schema, "")));
    let schema = Place { file: String::new(), pointer: "/components/schemas/Disk/properties".to_owned() };
    assert!(!selected.hides(&Diagnostic::warning(Code::UnknownType, schema, "")));
}

#[test]
fn a_pruned_document_has_what_its_operations_use() {
    let (mut document, mut diagnostics) = (document(), Vec::new());
    let selection = Selection { include: vec![path(None, "/disks/{id}")], exclude: Vec::new() };
    let selected = select(&mut document, &Places::default(), &selection, &mut diagnostics);
    let document = openapi::write(&document, &selected.unreached);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    assert_eq!(schemas.keys().collect::<Vec<_>>(), ["Disk", "Room"]);
}
