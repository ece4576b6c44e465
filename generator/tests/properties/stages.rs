//! Repair, unify and all that follows, over arbitrary JSON and over pages with anything in place of anything.

use std::collections::BTreeSet;

use generator::diagnostic::Diagnostic;
use generator::parse::parse;
use generator::read::{Document, Input, Page};
use generator::unify::{Duplicates, Source, unify};
use generator::{Options, generate, openapi, repair};
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::cases;
use crate::inputs::{json_value, mutated_page};

/// How many values a value holds.
fn size(value: &Value) -> usize {
    let mut size = 0;
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        size += 1;
        match value {
            Value::Object(map) => waiting.extend(map.values()),
            Value::Array(list) => waiting.extend(list),
            _ => {}
        }
    }
    size
}

/// Repairs and unifies: what comes out is valid, and grows with what went in.
fn check(repaired: Vec<repair::Source>, size_before: usize, mut diagnostics: Vec<Diagnostic>) {
    let limit = 64 + 64 * size_before;
    let sources: Vec<Source> = repaired
        .into_iter()
        .map(|repair::Source { file, page, document, notes }| {
            serde_json::from_value::<openapiv3::OpenAPI>(document.clone()).unwrap();
            assert!(size(&document) <= limit, "{} of {size_before}", size(&document));
            Source { file, page, document: parse(document, &notes) }
        })
        .collect();
    let mut backwards = sources.clone();
    backwards.reverse();
    let written = |sources, diagnostics: &mut Vec<Diagnostic>| {
        openapi::write(&unify(sources, Duplicates::KeepFirst, diagnostics).document, &BTreeSet::new())
    };
    let unified = written(sources, &mut diagnostics);
    serde_json::from_value::<openapiv3::OpenAPI>(unified.clone()).unwrap();
    assert!(size(&unified) <= limit, "{} of {size_before}", size(&unified));
    assert!(diagnostics.len() <= limit);
    assert_eq!(written(backwards, &mut Vec::new()), unified);
}

fn as_document(mut value: Value, version: &str) -> Value {
    if let Some(map) = value.as_object_mut() {
        map.insert("openapi".to_owned(), version.into());
    }
    value
}

/// A document around any JSON, at a place where it is likely to be looked at.
fn document() -> impl Strategy<Value = Value> {
    let around = |key: &'static str| move |value: Value| serde_json::json!({ key: value });
    let value = prop_oneof![
        json_value(),
        json_value().prop_map(around("paths")),
        json_value().prop_map(|item| serde_json::json!({"paths": {"/disks/{id}": item}})),
        json_value().prop_map(|get| serde_json::json!({"paths": {"/disks/{id}": {"get": get}}})),
        (json_value(), json_value()).prop_map(|(disk, get)| serde_json::json!({
            "paths": {"/disks": {"get": {"responses": {"200": {"description": "", "content": {"application/json": {
                "schema": {"allOf": [{"$ref": "#/components/schemas/Disk"}, get]}
            }}}}}}},
            "components": {"schemas": {"Disk": disk, "get": {"$ref": "#/components/schemas/Disk"}}},
        })),
    ];
    (value, prop::sample::select(&["3.0.3", "3.1.0"][..])).prop_map(|(value, version)| as_document(value, version))
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn any_document_is_repaired_and_unified(value in document()) {
        let mut diagnostics = Vec::new();
        let before = size(&value);
        let repaired = repair::document("api.json", value, &mut diagnostics);
        prop_assert!(repaired.is_some() || !diagnostics.is_empty());
        check(repaired.into_iter().collect(), before, diagnostics);
    }

    #[test]
    fn any_pages_are_repaired_and_unified(pages in prop::collection::vec(mutated_page(), 1..4)) {
        let mut diagnostics = Vec::new();
        let before = pages.iter().map(|page| size(&Value::Object(page.clone()))).sum();
        let numbered = pages.into_iter().enumerate();
        let repaired = numbered.filter_map(|(index, page)| {
            repair::page(&format!("{index}.api.mdx"), Some("A title"), page, &mut diagnostics)
        });
        let repaired: Vec<_> = repaired.collect();
        check(repaired, before, diagnostics);
    }
}

proptest! {
    // Writing a crate takes longer than reading its input.
    #![proptest_config(cases(24))]

    #[test]
    fn whatever_is_read_a_crate_is_written(page in mutated_page(), value in document()) {
        let mut input = Input::default();
        input.pages.push(Page { file: "a.api.mdx".to_owned(), title: None, operation: page });
        input.documents.push(Document { file: "b.json".to_owned(), value });
        let options = Options { crate_name: "client".to_owned(), keep_going: true, ..Options::default() };
        let generated = generate(input, &options);
        prop_assert!(generated.is_ok(), "{:#?}", generated.unwrap_err());
    }

    #[test]
    fn any_operation_is_a_method_or_skipped(get in json_value()) {
        let value = serde_json::json!({"openapi": "3.0.3", "paths": {"/disks": {"get": get}}});
        let is_given = !value["paths"]["/disks"]["get"].is_null();
        let mut input = Input::default();
        input.documents.push(Document { file: "b.json".to_owned(), value });
        let options = Options { crate_name: "client".to_owned(), ..Options::default() };
        let generated = generate(input, &options).unwrap();
        let found = generated.statistics.operations + generated.skipped.len();
        prop_assert_eq!(found, usize::from(is_given));
    }
}

#[test]
fn no_page_is_no_operation() {
    let mut diagnostics = Vec::new();
    assert_eq!(repair::page("a.api.mdx", None, Map::new(), &mut diagnostics), None);
    assert_eq!(diagnostics.len(), 1);
}
