//! What holds of every schema.

use serde_json::json;

use super::{check, check_newer, components, unchanged};

#[test]
fn valid_schemas_stay_as_they_are() {
    unchanged(json!({}));
    unchanged(json!({"$ref": "#/components/schemas/Other"}));
    unchanged(json!({"type": "string", "enum": ["a", "b"], "nullable": true, "x-order": [1], "example": 7}));
    unchanged(json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true, "multipleOf": 2, "default": null}));
    unchanged(json!({"type": "array", "items": {"$ref": "#/components/schemas/X"}, "uniqueItems": true}));
    unchanged(json!({"type": "string", "description": "circular(X)", "title": "date-time"}));
    unchanged(json!({
        "oneOf": [{"$ref": "#/components/schemas/Other"}, {"type": "string"}],
        "discriminator": {"propertyName": "kind", "mapping": {"a": "#/components/schemas/Other"}},
        "externalDocs": {"url": "https://example.com"},
    }));
    unchanged(json!({
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"type": "string"}, "properties": {"type": "object"}, "$ref": {"type": "string"}},
        "additionalProperties": false,
    }));
}

#[test]
fn values_that_are_no_schemas_become_some() {
    check(json!({"type": "array", "items": true}), json!({"type": "array", "items": {}}), &["boolean-schema"]);
    check_newer(json!({"type": "array", "items": false}), json!({"type": "array", "items": {"not": {}}}), &[]);
    check(json!({"type": "array", "items": []}), json!({"type": "array", "items": {}}), &["tuple"]);
    check(json!({"type": "array", "items": 7}), json!({"type": "array", "items": {}}), &["not-a-schema"]);
    check(
        json!({"type": "array", "items": "int"}),
        json!({"type": "array", "items": {"type": "integer"}}),
        &["not-a-schema", "invalid-type"],
    );
    check(json!({"not": 5}), json!({}), &["invalid-value"]);
}

#[test]
fn what_openapi_cannot_say_is_dropped() {
    check_newer(
        json!({
            "$schema": "s", "$id": "i", "$anchor": "a", "$comment": "c", "$defs": {"D": {}},
            "type": "object", "propertyNames": {"pattern": "a"}, "if": {}, "then": {}, "else": {},
            "dependentRequired": {}, "unevaluatedProperties": false,
        }),
        json!({"type": "object"}),
        &["unsupported-keyword"; 5],
    );
}

#[test]
fn annotations_have_their_types() {
    check(
        json!({"type": "string", "title": 7, "description": ["a"], "nullable": "true", "deprecated": null, "format": 1}),
        json!({"type": "string", "title": "7", "nullable": true}),
        &["converted-value", "invalid-value", "converted-value", "invalid-value"],
    );
    check(
        json!({"type": "string", "x-nullable": true, "externalDocs": {"description": "D"}}),
        json!({"type": "string", "x-nullable": true, "nullable": true}),
        &["nullable-extension", "incomplete-object"],
    );
}

#[test]
fn nesting_is_limited() {
    let mut schema = json!({"type": "string"});
    for _ in 0..150 {
        schema = json!({"type": "object", "properties": {"a": schema}});
    }
    let (schemas, diagnostics) = components("3.0.3", &json!({"X": schema}));
    assert_eq!(diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["too-deep"]);
    let mut levels = 0;
    let mut level = &schemas["X"];
    while let Some(inner) = level["properties"].get("a") {
        levels += 1;
        level = inner;
    }
    assert_eq!((levels, level), (super::super::DEPTH, &json!({})));
}
