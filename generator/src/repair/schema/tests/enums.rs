//! `enum`, `const` and examples.

use serde_json::json;

use super::{check, check_newer};

#[test]
fn constants_and_examples_are_translated() {
    check_newer(json!({"const": "a"}), json!({"enum": ["a"], "type": "string"}), &["inferred-type"]);
    check_newer(json!({"type": "integer", "const": 3}), json!({"type": "integer", "enum": [3]}), &[]);
    check_newer(json!({"const": null}), json!({"nullable": true}), &[]);
    let flags = json!({"type": "array", "items": {"type": "boolean"}});
    check_newer(json!({"const": [false]}), flags, &[]);
    check_newer(json!({"const": [1, "a"]}), json!({"type": "array", "items": {}}), &[]);
    check_newer(json!({"const": {"a": 1}}), json!({"type": "object"}), &[]);
    check_newer(json!({"type": "string", "examples": ["a", "b"]}), json!({"type": "string", "example": "a"}), &[]);
    check_newer(
        json!({"type": "string", "examples": {"a": {"value": 1}}}),
        json!({"type": "string", "example": 1}),
        &[],
    );
    check_newer(json!({"type": "string", "example": 1, "examples": [2]}), json!({"type": "string", "example": 1}), &[]);
}

#[test]
fn enums_hold_different_values_of_the_type() {
    check(json!({"type": "string", "enum": []}), json!({"type": "string"}), &["invalid-enum"]);
    check(json!({"type": "string", "enum": "a"}), json!({"type": "string", "enum": ["a"]}), &["invalid-enum"]);
    check(json!({"type": "string", "enum": {"a": 1}}), json!({"type": "string"}), &["invalid-enum"]);
    check(json!({"type": "string", "enum": [["a"]]}), json!({"type": "string", "enum": ["a"]}), &["invalid-enum"]);
    check(
        json!({"type": "string", "enum": ["a", "a", "b"]}),
        json!({"type": "string", "enum": ["a", "b"]}),
        &["duplicate-enum-value"],
    );
    check(
        json!({"type": "string", "enum": ["a", null]}),
        json!({"type": "string", "enum": ["a"], "nullable": true}),
        &["null-in-enum"],
    );
    check(
        json!({"type": "string", "nullable": true, "enum": ["a", null]}),
        json!({"type": "string", "nullable": true, "enum": ["a"]}),
        &[],
    );
    check(
        json!({"type": "string", "enum": [1, true, "x"]}),
        json!({"type": "string", "enum": ["1", "true", "x"]}),
        &["enum-type"],
    );
    check(json!({"type": "integer", "enum": ["1", 2.0]}), json!({"type": "integer", "enum": [1, 2]}), &["enum-type"]);
    check(
        json!({"type": "integer", "enum": ["a", "b"]}),
        json!({"type": "string", "enum": ["a", "b"]}),
        &["enum-type"],
    );
    check(json!({"type": "integer", "enum": [1, 2.5]}), json!({"type": "number", "enum": [1, 2.5]}), &["enum-type"]);
    check(json!({"type": "integer", "enum": ["a", 1]}), json!({"enum": ["a", 1]}), &["enum-type"]);
    check(json!({"type": "boolean", "enum": ["true"]}), json!({"type": "boolean", "enum": [true]}), &["enum-type"]);
    check(json!({"type": "boolean", "enum": [0, 1]}), json!({"type": "integer", "enum": [0, 1]}), &["enum-type"]);
    check(
        json!({"type": "array", "items": {"type": "string"}, "enum": ["a"]}),
        json!({"type": "array", "items": {"type": "string", "enum": ["a"]}}),
        &["misplaced-enum"],
    );
    check(json!({"type": "object", "enum": ["a"]}), json!({"type": "string", "enum": ["a"]}), &["misplaced-enum"]);
    check(json!({"enum": [1, "a", null]}), json!({"enum": [1, "a"], "nullable": true}), &["null-in-enum"]);
}
