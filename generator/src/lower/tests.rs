//! Tests of the whole stage, on small rebuilt documents.
#![allow(
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that panics has failed, and `json!` gives values"
)]

mod any_of;
mod composition;
mod errors;
mod examples;
mod formats;
mod hostile;
mod merging;
mod naming;
mod operations;
mod overrides;
mod paging;
mod render;
mod schemas;
mod streams;
mod subtypes;

use serde_json::{Value, json};

use super::{Lowered, lower};
use crate::diagnostic::Places;
use crate::names::NameOrigin;
use crate::notes::Notes;
use crate::parse::{Document, parse};
use crate::rules::Rules;

/// Types a document. `x-name-origin` says where the name of a component comes from.
fn parsed(document: Value) -> Document {
    let mut document = parse(document, &Notes::default());
    for schema in document.schemas.values_mut() {
        schema.origin = match schema.rest.0.get("x-name-origin").and_then(Value::as_str) {
            Some("title") => NameOrigin::Title,
            Some("context") => NameOrigin::Context,
            _ => NameOrigin::Component,
        };
    }
    document
}

/// Lowers a document without places and overrides.
fn lowered(document: Value) -> Lowered {
    lower(&parsed(document), &Places::default(), &Rules::default(), None)
}

/// A document with one operation, which answers with an object of all `schemas`.
fn received(schemas: Value) -> Value {
    let properties: serde_json::Map<String, Value> = schemas
        .as_object()
        .unwrap()
        .keys()
        .map(|name| (format!("{name}_"), json!({ "$ref": format!("#/components/schemas/{name}") })))
        .collect();
    let mut schemas = schemas;
    schemas["All"] = json!({ "type": "object", "properties": properties });
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Test", "version": "1" },
        "paths": { "/all": { "get": { "operationId": "all", "responses": { "200": {
            "description": "All.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/All" } } }
        } } } } },
        "components": { "schemas": schemas }
    })
}

/// A document with one operation, which sends a body of the first of `schemas`.
fn sent(schemas: Value) -> Value {
    let first = schemas.as_object().unwrap().keys().next().unwrap().clone();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Test", "version": "1" },
        "paths": { "/it": { "post": { "operationId": "send it", "requestBody": {
            "required": true,
            "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{first}") } } }
        }, "responses": { "204": { "description": "Done." } } } } },
        "components": { "schemas": schemas }
    })
}

/// A document with `operations` by path and method.
fn document(paths: Value, schemas: Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Test", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas }
    })
}

/// The codes of all diagnostics.
fn codes(lowered: &Lowered) -> Vec<&'static str> {
    lowered.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
}
