#![allow(
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use serde_json::{Value, json};

use super::{Additional, Document, JsonType, Schema, Style};
use crate::notes::Notes;

fn parse(document: Value) -> Document {
    super::parse(document, &Notes::default())
}

fn document(schemas: Value) -> Document {
    parse(json!({ "components": { "schemas": schemas } }))
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
fn what_repair_found_out_are_fields() {
    let union =
        json!({ "oneOf": [{}, {}], "discriminator": { "propertyName": "kind", "mapping": { "a": "#/oneOf/0" } } });
    let mut notes = Notes::default();
    notes.implied_tags.insert("/components/schemas/Disk".to_owned(), vec![Some("A".to_owned()), None]);
    notes.places.insert("/webhooks/full/post".to_owned(), "/paths/~1disks/get".to_owned());
    let document = json!({ "components": { "schemas": { "Disk": union } }, "webhooks": { "full": { "post": {} } } });
    let document = super::parse(document, &notes);
    let discriminator = document.schemas["Disk"].discriminator.as_ref().unwrap();
    assert_eq!(discriminator.implied_tags, Some(vec![Some("A".to_owned()), None]));
    assert_eq!(discriminator.mapping, [("a".to_owned(), "#/oneOf/0".to_owned())]);
    assert_eq!(document.webhooks[0].origin.as_deref(), Some("/paths/~1disks/get"));
    assert!(schema(json!({ "type": "integer", "format": "big-integer" })).is_big_integer());
}

#[test]
fn a_reference_to_a_schema_around_it_is_a_place() {
    let root = "/components/schemas/Disk/properties/parts";
    let disk = schema(json!({ "properties": { "parts": { "items": { "$ref": format!("#{root}") } } } }));
    assert_eq!(disk.properties["parts"].items.as_ref().unwrap().ancestor.as_deref(), Some(root));
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
fn parameters_have_the_style_of_their_place() {
    let text = json!({ "type": "string" });
    let document = parse(json!({ "paths": { "/disks": { "get": { "parameters": [
        { "name": "a", "in": "query", "schema": text },
        { "name": "b", "in": "header", "schema": text },
        { "name": "c", "in": "query", "style": "pipeDelimited", "content": { "application/json": {} } },
        { "name": "d", "in": "query", "content": { "text/plain": {}, "application/json": {} } },
    ], "responses": { "200": {}, "x-of-somebody": {} } } } } }));
    let operation = &document.operations[0];
    let styles: Vec<Style> = operation.parameters.iter().map(|parameter| parameter.style).collect();
    assert_eq!(styles, [Style::Form, Style::Simple, Style::PipeDelimited, Style::Form]);
    // What could be written in several ways is text.
    let content = |at: usize| operation.parameters[at].value.only_content().map(|(name, _)| name);
    assert_eq!([0, 2, 3].map(content), [None, Some("application/json"), None]);
    assert_eq!(operation.responses.len(), 1);
}
