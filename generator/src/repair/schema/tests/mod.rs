//! One table for each class of repair: what was found, what became of it, and what is said about it.

mod compositions;
mod enums;
mod objects;
mod references;
mod types;
mod values;
mod whole;

use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;
use crate::repair::document;

/// Repairs `schemas` as the components of a document of `version`.
fn components(version: &str, schemas: &Value) -> (Value, Vec<Diagnostic>) {
    let input = json!({
        "openapi": version,
        "info": {"title": "API", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    });
    let mut diagnostics = Vec::new();
    let source = document("api.json", input, &mut diagnostics).expect("a document");
    serde_json::from_value::<openapiv3::OpenAPI>(source.document.clone()).expect("a valid document");
    (source.document["components"]["schemas"].clone(), diagnostics)
}

#[track_caller]
fn check_version(version: &str, before: &Value, after: &Value, codes: &[&str]) {
    let (schemas, diagnostics) = components(version, &json!({"X": before, "Other": {"type": "object"}}));
    assert_eq!(&schemas["X"], after, "of {before}");
    let found: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
    assert_eq!(found, codes, "of {before}");
    let (again, _) = components("3.0.3", &schemas);
    assert_eq!(again, schemas, "what is repaired stays as it is");
}

/// Checks a repair of OpenAPI 3.0.
#[track_caller]
fn check(before: Value, after: Value, codes: &[&str]) {
    check_version("3.0.3", &before, &after, codes);
}

/// Checks a translation of OpenAPI 3.1.
#[track_caller]
fn check_newer(before: Value, after: Value, codes: &[&str]) {
    check_version("3.1.0", &before, &after, codes);
}

#[track_caller]
fn unchanged(schema: Value) {
    check_version("3.0.3", &schema.clone(), &schema, &[]);
}
