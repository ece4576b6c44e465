//! Whole documents and pages.

mod documents;
mod mutations;
mod operations;
mod pages;
mod tags;

use serde_json::{Value, json};

use super::document;
use crate::diagnostic::Diagnostic;

/// Repairs a document, which must come out valid.
fn repaired(input: Value) -> (Value, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let source = document("api.json", input, &mut diagnostics).expect("a document");
    serde_json::from_value::<openapiv3::OpenAPI>(source.document.clone()).expect("a valid document");
    (source.document, diagnostics)
}

/// Returns a document of `version` with `parts` beside what each must have.
fn with(version: &str, parts: Value) -> Value {
    let mut document = json!({"openapi": version, "info": {"title": "API", "version": "1"}, "paths": {}});
    if let (Some(document), Value::Object(parts)) = (document.as_object_mut(), parts) {
        document.extend(parts);
    }
    document
}

/// Lists codes with the places that they are reported for.
fn listed(diagnostics: &[Diagnostic]) -> String {
    let lines = diagnostics.iter().map(|found| format!("{} {} {}", found.severity, found.code, found.place.pointer));
    lines.collect::<Vec<_>>().join("\n")
}
