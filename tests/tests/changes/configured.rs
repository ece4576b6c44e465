//! What only the configuration changes: code that used the client may break, but nothing on the wire does.

use generator::compare::{Change, Report, compare};
use generator::diagnostic::Place;
use generator::lock::Lock;
use generator::read::{Document, Input};
use generator::rules::{Override, Rename, RenameKind, Rule, Rules, Selection, Selector};
use generator::{Options, model};
use serde_json::{Value, json};

fn lock(document: Value, rules: Rules, lock: Option<Lock>) -> Lock {
    let documents = vec![Document { file: "api.json".to_owned(), value: document }];
    let options = Options { crate_name: "acme".to_owned(), rules, lock, ..Options::default() };
    model(Input { documents, ..Input::default() }, &options).unwrap().lock
}

/// Disks that are listed and made, and tapes.
fn api(size: &Value, states: &[&str]) -> Value {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let content = |schema: Value| json!({"application/json": {"schema": schema}});
    let answer = |schema: Value| json!({"200": {"description": "", "content": content(schema)}});
    json!({
        "openapi": "3.0.3", "info": {"title": "Acme", "version": "1"},
        "paths": {
            "/disks": {
                "get": {"operationId": "listDisks", "tags": ["disks"], "responses": answer(json!({"type": "array", "items": to("Disk")}))},
                "post": {
                    "operationId": "makeDisk", "tags": ["disks"], "responses": answer(to("Disk")),
                    "requestBody": {"required": true, "content": content(to("Disk"))}
                }
            },
            "/tapes": {"get": {"operationId": "listTapes", "tags": ["tapes"], "responses": answer(to("Tape"))}}
        },
        "components": {"schemas": {
            "Size": {"type": "object", "required": ["bytes"], "properties": {"bytes": {"type": "integer"}, "unit": {"type": "string"}}},
            "Disk": {"type": "object", "required": ["size"], "properties": {"size": size, "name": {"type": "string"}}},
            "State": {"type": "string", "enum": states},
            "Tape": {"type": "object", "properties": {"state": to("State"), "states": {"type": "array", "items": to("State")}, "disk": to("Disk")}}
        }}
    })
}

fn size() -> Value {
    json!({"$ref": "#/components/schemas/Size"})
}

fn overridden(field: &str, ty: &str) -> Rules {
    let rule = Override {
        field: field.to_owned(),
        ty: ty.to_owned(),
        reason: "the service does otherwise".to_owned(),
        place: Place::default(),
    };
    Rules { overrides: vec![rule], ..Rules::default() }
}

fn excluded(selector: Selector) -> Rules {
    let exclude = vec![Rule { value: selector, place: Place::default() }];
    Rules { selection: Selection { exclude, ..Selection::default() }, ..Rules::default() }
}

/// Asserts that going from one configuration to another, and back, changes nothing on the wire, and returns both reports.
#[track_caller]
fn nothing_on_the_wire(document: &Value, before: &Rules, after: &Rules) -> [Report; 2] {
    let first = lock(document.clone(), before.clone(), None);
    let second = lock(document.clone(), after.clone(), Some(first.clone()));
    let third = lock(document.clone(), before.clone(), Some(second.clone()));
    let reports = [compare(&first.surface, &second.surface), compare(&second.surface, &third.surface)];
    for report in &reports {
        let wire: Vec<String> = report.changes.iter().filter(|it| it.breaks.wire).map(Change::line).collect();
        assert_eq!(wire, [""; 0]);
    }
    reports
}

#[test]
fn an_override() {
    let document = api(&size(), &["on"]);
    for ty in ["any", "string", "rust_decimal::Decimal"] {
        let reports = nothing_on_the_wire(&document, &Rules::default(), &overridden("Disk.size", ty));
        // Whoever uses the field has to know.
        assert!(reports.iter().all(|report| report.changes.iter().any(|it| it.breaks.rust)), "{reports:?}");
    }
    nothing_on_the_wire(&document, &overridden("Disk.size", "any"), &overridden("Disk.size", "string"));
    nothing_on_the_wire(&document, &Rules::default(), &overridden("Disk.name", "any"));
}

#[test]
fn what_the_api_changes_beside_an_override_is_told() {
    let rules = || overridden("Disk.name", "any");
    let first = lock(api(&size(), &["on"]), rules(), None);
    let second = lock(api(&json!({"type": "boolean"}), &["on"]), rules(), Some(first.clone()));
    let report = compare(&first.surface, &second.surface);
    assert!(report.changes.iter().any(|it| it.breaks.wire && it.reason.contains("size")), "{report:?}");
}

#[test]
fn an_operation_that_is_not_asked_for() {
    let document = api(&size(), &["on"]);
    for selector in [
        Selector::Operation("makeDisk".to_owned()),
        Selector::Operation("listTapes".to_owned()),
        Selector::Tag("disks".to_owned()),
        Selector::Path { method: None, pattern: "/tapes".to_owned() },
    ] {
        let [gone, back] = nothing_on_the_wire(&document, &Rules::default(), &excluded(selector));
        let told = |report: &Report, words: &str| report.changes.iter().any(|it| it.reason.contains(words));
        assert!(told(&gone, "is excluded now") && told(&back, "is new"), "{gone:?} {back:?}");
    }
    // What the API drops is gone, whatever is excluded.
    let mut less = document.clone();
    less["paths"].as_object_mut().unwrap().remove("/tapes");
    let first = lock(document, Rules::default(), None);
    let rules = excluded(Selector::Operation("makeDisk".to_owned()));
    let report = compare(&first.surface, &lock(less, rules, Some(first.clone())).surface);
    let wire: Vec<String> = report.changes.iter().filter(|it| it.breaks.wire).map(Change::line).collect();
    assert_eq!(
        wire,
        ["breaking (Rust and wire), removed: `GET /tapes` (`tapes().list_tapes`) is gone, and `ListTapes` with it"]
    );
}

#[test]
fn another_name() {
    let rename =
        |kind, from: &str, to: &str| Rename { kind, from: from.to_owned(), to: to.to_owned(), place: Place::default() };
    let renames = vec![
        rename(RenameKind::Type, "Disk", "Drive"),
        rename(RenameKind::Field, "Disk.name", "label"),
        rename(RenameKind::Variant, "State.on", "Running"),
        rename(RenameKind::Operation, "listDisks", "all_disks"),
        rename(RenameKind::Service, "tapes", "reels"),
    ];
    nothing_on_the_wire(&api(&size(), &["on"]), &Rules::default(), &Rules { renames, ..Rules::default() });
}

#[test]
fn values_that_are_added_to_what_is_only_read() {
    let first = lock(api(&size(), &["on"]), Rules::default(), None);
    let second = lock(api(&size(), &["on", "off"]), Rules::default(), Some(first.clone()));
    let lines: Vec<String> = compare(&first.surface, &second.surface).changes.iter().map(Change::line).collect();
    let told =
        "compatible, changed: type `State` lists `off`: it has the variant `Off`; until now it was read as `Unknown`";
    assert_eq!(lines, [told]);
}
