//! `type` in all its spellings.

use serde_json::{Value, json};

use super::{check, check_newer, unchanged};

#[test]
fn types_are_spelled_out() {
    check(json!({"type": "date-time"}), json!({"type": "string", "format": "date-time"}), &["invalid-type"]);
    check(json!({"type": "uuid", "format": "v4"}), json!({"type": "string", "format": "v4"}), &["invalid-type"]);
    check(json!({"type": "integer32"}), json!({"type": "integer", "format": "int32"}), &["invalid-type"]);
    check(json!({"type": "float"}), json!({"type": "number", "format": "float"}), &["invalid-type"]);
    check(json!({"type": "file"}), json!({"type": "string", "format": "binary"}), &["invalid-type"]);
    check(json!({"type": "any", "title": "T"}), json!({"title": "T"}), &["invalid-type"]);
    check(json!({"type": "Array"}), json!({"type": "array", "items": {}}), &["invalid-type", "missing-items"]);
    check(
        json!({"type": "bool", "format": "x"}),
        json!({"type": "boolean"}),
        &["invalid-type", "inapplicable-keyword"],
    );
    check(json!({"type": "map"}), json!({"type": "object"}), &["invalid-type"]);
    check(json!({"type": "null"}), json!({"nullable": true}), &["invalid-type"]);
    check_newer(json!({"type": "null"}), json!({"nullable": true}), &[]);
    check(json!({"type": "string[]"}), json!({"type": "array", "items": {"type": "string"}}), &["invalid-type"]);
    check(json!({"type": "Other"}), json!({"allOf": [{"$ref": "#/components/schemas/Other"}]}), &["unknown-type"]);
    check(json!({"type": "wibble", "title": "T"}), json!({"title": "T"}), &["unknown-type"]);
    check(json!({"type": {"a": 1}}), json!({}), &["invalid-value"]);
    check(json!({"type": null}), json!({}), &[]);
    check(json!({"type": "string|null"}), json!({"type": "string", "nullable": true}), &["invalid-type", "type-list"]);
}

#[test]
fn lists_of_types_become_nullable_and_any_of() {
    check_newer(json!({"type": ["string", "null"]}), json!({"type": "string", "nullable": true}), &[]);
    check(json!({"type": ["string"]}), json!({"type": "string"}), &["type-list"]);
    check_newer(json!({"type": ["integer", "number"]}), json!({"type": "number"}), &[]);
    check_newer(json!({"type": []}), json!({}), &[]);
    check_newer(json!({"type": ["null"]}), json!({"nullable": true}), &[]);
    check_newer(
        json!({"type": ["string", "number", "boolean", "object", "array", "null"]}),
        json!({"nullable": true}),
        &[],
    );
    check_newer(
        json!({
            "type": ["string", "integer", "array", "null"],
            "title": "T",
            "description": "D",
            "minLength": 1,
            "minimum": 2,
            "format": "int64",
            "items": {"type": "string"},
            "default": 5,
        }),
        json!({
            "title": "T",
            "description": "D",
            "default": 5,
            "nullable": true,
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "integer", "minimum": 2, "format": "int64"},
                {"type": "array", "items": {"type": "string"}},
            ],
        }),
        &[],
    );
    check_newer(
        json!({"type": ["string", "integer", "boolean"], "enum": ["auto", 1, 2, null]}),
        json!({"nullable": true, "anyOf": [{"type": "string", "enum": ["auto"]}, {"type": "integer", "enum": [1, 2]}]}),
        &[],
    );
    check_newer(
        json!({"type": ["string", "object"], "oneOf": [{"type": "string"}, {"type": "object"}]}),
        json!({"oneOf": [{"type": "string"}, {"type": "object"}]}),
        &[],
    );
}

#[test]
fn null_members_make_a_schema_nullable() {
    check_newer(
        json!({"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}], "title": "T"}),
        json!({"title": "T", "nullable": true, "type": "string", "format": "uuid"}),
        &[],
    );
    check_newer(
        json!({"oneOf": [{"$ref": "#/components/schemas/Other"}, {"type": ["null"]}], "description": "D"}),
        json!({"description": "D", "nullable": true, "allOf": [{"$ref": "#/components/schemas/Other"}]}),
        &[],
    );
    check_newer(
        json!({"anyOf": [{"type": "string"}, {"type": "integer"}, {"const": null}]}),
        json!({"anyOf": [{"type": "string"}, {"type": "integer"}], "nullable": true}),
        &[],
    );
    check_newer(
        json!({"title": "Outer", "anyOf": [{"title": "Inner", "type": "string"}, {"enum": [null]}]}),
        json!({"title": "Outer", "nullable": true, "allOf": [{"title": "Inner", "type": "string"}]}),
        &[],
    );
    check(json!({"oneOf": [{"type": "null"}]}), json!({"nullable": true}), &["null-type"]);
}

#[test]
fn types_are_inferred_where_there_is_one_answer() {
    let inferred = |schema: Value, name: &str| {
        let mut after = schema.clone();
        after["type"] = json!(name);
        check(schema, after, &["inferred-type"]);
    };
    inferred(json!({"properties": {"a": {}}}), "object");
    inferred(json!({"additionalProperties": {"type": "string"}}), "object");
    inferred(json!({"items": {}}), "array");
    inferred(json!({"enum": ["a"]}), "string");
    inferred(json!({"maxLength": 5}), "string");
    inferred(json!({"format": "int64"}), "integer");
    unchanged(json!({"properties": {"a": {}}, "items": {}}));
    unchanged(json!({"enum": ["a"], "oneOf": [{"type": "string"}]}));
    unchanged(json!({"minimum": 1}));
    unchanged(json!({"format": "wibble"}));
}
