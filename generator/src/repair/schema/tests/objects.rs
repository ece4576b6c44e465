//! Properties, and which are required.

use serde_json::{Value, json};

use super::{check, check_newer, unchanged};

#[test]
fn required_is_a_list_of_properties() {
    check(
        json!({"type": "object", "properties": {"a": {"type": "string", "required": true}, "b": {"required": "false"}}}),
        json!({"type": "object", "properties": {"a": {"type": "string"}, "b": {}}, "required": ["a"]}),
        &["boolean-required", "boolean-required"],
    );
    check(
        json!({"type": "object", "properties": {"a": {}}, "required": "a"}),
        json!({"type": "object", "properties": {"a": {}}, "required": ["a"]}),
        &["invalid-required"],
    );
    check(
        json!({"type": "object", "properties": {"a": {}}, "required": ["a", "a", "b", 1]}),
        json!({
            "type": "object",
            "properties": {"a": {}, "b": {"nullable": true}},
            "required": ["a", "b"],
        }),
        &["invalid-required", "duplicate-required", "unknown-required"],
    );
    check(
        json!({"type": "object", "properties": {"a": {}, "required": ["a"]}}),
        json!({"type": "object", "properties": {"a": {}}, "required": ["a"]}),
        &["misplaced-required"],
    );
    unchanged(json!({"allOf": [{"type": "object", "properties": {"a": {}}, "required": ["b"]}]}));
    unchanged(json!({"type": "object", "properties": {"a": {}}, "required": ["b"], "allOf": [{"type": "object"}]}));
    check(json!({"type": "string", "required": true}), json!({"type": "string"}), &["boolean-required"]);
}

#[test]
fn what_is_required_can_be_sent() {
    let object = |required: Value, additional: Value| {
        let mut object = json!({"type": "object", "properties": {"created_at": {}, "b": {}}, "required": required});
        if !additional.is_null() {
            object["additionalProperties"] = additional;
        }
        object
    };
    // Spelled otherwise.
    check(object(json!(["createdAt"]), Value::Null), object(json!(["created_at"]), Value::Null), &["unknown-required"]);
    check(
        object(json!(["CREATED-AT", "createdAt"]), json!(false)),
        object(json!(["created_at"]), json!(false)),
        &["unknown-required", "unknown-required"],
    );
    // The one is required itself, so the other is another.
    let mut both = object(json!(["created_at", "createdAt"]), Value::Null);
    both["properties"]["createdAt"] = json!({"nullable": true});
    check(object(json!(["created_at", "createdAt"]), Value::Null), both, &["unknown-required"]);
    // A map holds it, or nothing does.
    check(object(json!(["b", "x"]), json!(true)), object(json!(["b"]), json!(true)), &["unknown-required"]);
    check(object(json!(["b", "x"]), json!(false)), object(json!(["b"]), json!(false)), &["unknown-required"]);
    unchanged(json!({"type": "object", "required": ["x"]}));
    unchanged(json!({"type": "object", "required": ["x"], "properties": {}}));
    // Another member may declare it.
    unchanged(json!({"allOf": [{"$ref": "#/components/schemas/Other"}, {"required": ["x"]}]}));
    unchanged(json!({"type": "object", "properties": {"a": {}}, "required": ["x"], "oneOf": [{"type": "object"}]}));
}

#[test]
fn properties_are_schemas() {
    check(json!({"type": "object", "properties": ["a"]}), json!({"type": "object"}), &["invalid-value"]);
    check(
        json!({"type": "object", "properties": {"a": "string", "description": "Some text.", "c": null}}),
        json!({"type": "object", "properties": {"a": {"type": "string"}, "c": {}}}),
        &["not-a-schema", "not-a-schema", "not-a-schema"],
    );
    check(
        json!({"type": "object", "additionalProperties": "true"}),
        json!({"type": "object", "additionalProperties": true}),
        &["converted-value"],
    );
    check(json!({"type": "object", "additionalProperties": []}), json!({"type": "object"}), &["invalid-value"]);
    check(
        json!({"type": "object", "additionalProperties": "string"}),
        json!({"type": "object", "additionalProperties": {"type": "string"}}),
        &["not-a-schema"],
    );
    check_newer(
        json!({"type": "object", "patternProperties": {"^a": {"type": "string"}, "^b": {"type": "integer"}}}),
        json!({"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "integer"}, {}]}}),
        &["pattern-properties"],
    );
    check_newer(
        json!({"type": "object", "patternProperties": {"^a": {"type": "string"}}, "additionalProperties": false}),
        json!({"type": "object", "additionalProperties": {"type": "string"}}),
        &["pattern-properties"],
    );
    check_newer(
        json!({"type": "object", "patternProperties": {"^.*$": {"type": "string"}}}),
        json!({"type": "object", "additionalProperties": {"type": "string"}}),
        &["pattern-properties"],
    );
    check_newer(
        json!({"type": "object", "patternProperties": {"^a": {"type": "string"}}, "additionalProperties": {"type": "integer"}}),
        json!({"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}),
        &["pattern-properties"],
    );
    check_newer(
        json!({
            "type": "object",
            "properties": {"kind": {"type": "string"}},
            "if": {"properties": {"kind": {"const": "a"}}},
            "then": {"properties": {"size": {"type": "integer"}}},
            "else": {"properties": {"size": {"type": "string", "enum": ["s"]}, "kind": {"const": "b"}}},
            "dependentSchemas": {"kind": {"properties": {"note": {"minLength": 1}}}},
        }),
        json!({
            "type": "object",
            "properties": {
                "kind": {"type": "string"},
                "size": {"anyOf": [{"type": "integer"}, {"type": "string"}]},
                "note": {},
            },
        }),
        &["unsupported-keyword"; 5],
    );
    check(
        json!({"type": "object", "items": {"type": "Int"}}),
        json!({"type": "object", "items": {"type": "integer"}}),
        &["inapplicable-keyword", "invalid-type"],
    );
}
