#![allow(
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use serde_json::{Value, json};

use super::{Additional, Document, JsonType, ParameterValue, Schema, Style, parse};
use crate::names::NameOrigin;

fn document(schemas: Value) -> Document {
    parse(&json!({ "components": { "schemas": schemas } }))
}

fn schema(value: Value) -> Schema {
    document(json!({ "Disk": value })).schemas["Disk"].clone()
}

#[test]
fn a_schema_knows_its_place() {
    let disk =
        schema(json!({ "properties": { "a/b": { "items": { "oneOf": [{}, {}] } } }, "additionalProperties": {} }));
    let items = disk.properties["a/b"].items.as_deref().unwrap();
    assert_eq!(items.one_of[1].pointer(), "/components/schemas/Disk/properties/a~1b/items/oneOf/1");
}

#[test]
fn schemas_are_equal_wherever_they_stand() {
    let same = json!({ "type": "string", "title": "A" });
    let disk = schema(json!({ "properties": { "a": same, "b": same, "c": { "type": "string" } } }));
    let [a, b, c] = ["a", "b", "c"].map(|name| &disk.properties[name]);
    assert_eq!(a, b);
    assert_ne!(a, c);
    assert!(a.is_same_but_for_annotations(c));
}

#[test]
fn references_lead_to_components_and_else_to_any_value() {
    let document = document(json!({
        "A~/": { "$ref": "#/components/schemas/B" }, "B": { "type": "integer" },
        "C": { "$ref": "#/components/schemas/A~0~1", "description": "Not said." }, "Lost": { "$ref": "#/components/schemas/D" }
    }));
    let c = &document.schemas["C"];
    assert_eq!(document.target(c).map(|(name, _)| name), Some("A~/"));
    assert_eq!(document.resolve_named(c), Some((Some("B"), &document.schemas["B"])));
    assert_eq!((&c.description, c.is_unconstrained()), (&None, false));
    assert!(document.schemas["Lost"].is_unconstrained());
}

#[test]
fn what_earlier_stages_found_out_are_fields() {
    let disk = schema(json!({
        "x-name-origin": "context", "oneOf": [{}, {}],
        "discriminator": { "propertyName": "kind", "mapping": { "a": "#/oneOf/0" }, "x-implied-tags": ["A", null] }
    }));
    assert_eq!(disk.origin, NameOrigin::Context);
    let discriminator = disk.discriminator.unwrap();
    assert_eq!(discriminator.implied_tags, Some(vec![Some("A".to_owned()), None]));
    assert_eq!(discriminator.mapping, [("a".to_owned(), "#/oneOf/0".to_owned())]);
    assert!(schema(json!({ "type": "integer", "format": "big-integer" })).is_big_integer);
}

#[test]
fn a_missing_type_is_inferred() {
    let kind = |value: Value| schema(value).kind;
    assert_eq!(kind(json!({ "properties": { "a": {} } })), Some(JsonType::Object));
    assert_eq!(kind(json!({ "items": {} })), Some(JsonType::Array));
    assert_eq!(kind(json!({ "enum": [1, null] })), Some(JsonType::Integer));
    assert_eq!(kind(json!({ "format": "date" })), Some(JsonType::String));
    assert_eq!(kind(json!({ "enum": [1, "a"] })), None);
}

#[test]
fn a_keyword_of_another_kind_counts_as_missing() {
    let mut odd = schema(json!({
        "type": 1, "title": [], "nullable": "yes", "minLength": -1, "required": "a", "properties": [], "allOf": {}, "enum": 1,
        "additionalProperties": 5, "discriminator": "kind", "example": null
    }));
    // What is neither a schema nor a boolean is a schema that says nothing.
    assert!(matches!(odd.additional.take(), Some(Additional::Schema(schema)) if schema.is_unconstrained()));
    odd.kind = None;
    assert_eq!(odd, schema(json!({})));
}

#[test]
fn schemas_nest_up_to_a_bound() {
    let mut deep = json!({ "type": "string" });
    for _ in 0..40 {
        deep = json!({ "type": "array", "items": deep });
    }
    let document = document(json!({ "Deep": deep, "Flat": {} }));
    assert_eq!(document.cut, [format!("/components/schemas/Deep{}", "/items".repeat(33))]);
}

#[test]
fn parameters_have_the_style_of_their_place() {
    let text = json!({ "type": "string" });
    let document = parse(&json!({ "paths": { "/disks": { "get": { "parameters": [
        { "name": "a", "in": "query", "schema": text },
        { "name": "b", "in": "header", "schema": text },
        { "name": "c", "in": "query", "style": "pipeDelimited", "content": { "application/json": {} } },
        { "name": "d", "in": "query", "content": { "text/plain": {}, "application/json": {} } },
    ], "responses": { "200": {}, "x-of-somebody": {} } } } } }));
    let operation = &document.operations[0];
    let styles: Vec<Style> = operation.parameters.iter().map(|parameter| parameter.style).collect();
    assert_eq!(styles, [Style::Form, Style::Simple, Style::PipeDelimited, Style::Form]);
    let is_content = |at: usize| matches!(operation.parameters[at].value, ParameterValue::Content(..));
    assert_eq!([0, 2, 3].map(is_content), [false, true, false]);
    assert_eq!(operation.responses.len(), 1);
}
