//! One table for each class of repair: what was found, what became of it, and what is said about it.

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
    let found: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
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
fn cycle_markers_are_kept_where_a_schema_can_stand() {
    check(
        json!({
            "type": "object",
            "description": "circular(A)",
            "properties": {"description": "circular(A)", "list": {"type": "array", "items": "circular()"}},
            "additionalProperties": "circular(A B)",
        }),
        json!({
            "type": "object",
            "description": "circular(A)",
            "properties": {
                "description": {"x-circular": "A"},
                "list": {"type": "array", "items": {"x-circular": ""}},
            },
            "additionalProperties": {"x-circular": "A B"},
        }),
        &[],
    );
    check(
        json!({"allOf": ["circular(A)"], "oneOf": ["circular(B)", {"type": "string"}], "not": {"anyOf": ["circular(C)"]}}),
        json!({
            "allOf": [{"x-circular": "A"}],
            "oneOf": [{"x-circular": "B"}, {"type": "string"}],
            "not": {"anyOf": [{"x-circular": "C"}]},
        }),
        &[],
    );
}

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
fn constants_and_examples_are_translated() {
    check_newer(json!({"const": "a"}), json!({"enum": ["a"], "type": "string"}), &["inferred-type"]);
    check_newer(json!({"type": "integer", "const": 3}), json!({"type": "integer", "enum": [3]}), &[]);
    check_newer(json!({"const": null}), json!({"nullable": true}), &[]);
    check_newer(json!({"type": "string", "examples": ["a", "b"]}), json!({"type": "string", "example": "a"}), &[]);
    check_newer(
        json!({"type": "string", "examples": {"a": {"value": 1}}}),
        json!({"type": "string", "example": 1}),
        &[],
    );
    check_newer(json!({"type": "string", "example": 1, "examples": [2]}), json!({"type": "string", "example": 1}), &[]);
}

#[test]
fn json_schemas_words_for_bytes_are_formats() {
    check_newer(
        json!({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"}),
        json!({"type": "string", "format": "byte"}),
        &[],
    );
    check_newer(
        json!({"contentMediaType": "application/octet-stream"}),
        json!({"format": "binary", "type": "string"}),
        &[],
    );
    check_newer(json!({"type": "string", "contentMediaType": "application/json"}), json!({"type": "string"}), &[]);
    check_newer(
        json!({"type": "string", "contentEncoding": "base64url"}),
        json!({"type": "string"}),
        &["unsupported-keyword"],
    );
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

#[test]
fn bounds_fit_the_type() {
    check_newer(
        json!({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 9, "maximum": 20}),
        json!({"type": "integer", "exclusiveMinimum": true, "exclusiveMaximum": true, "maximum": 9, "minimum": 0}),
        &[],
    );
    check(
        json!({"type": "number", "minimum": 5, "exclusiveMinimum": 1}),
        json!({"type": "number", "minimum": 5}),
        &["numeric-exclusive-bound"],
    );
    check(
        json!({"type": "integer", "minimum": "1", "maximum": 10.0}),
        json!({"type": "integer", "minimum": 1, "maximum": 10}),
        &["converted-value"],
    );
    check(
        json!({"type": "integer", "maximum": 9_223_372_036_854_776_000_u64}),
        json!({"type": "integer"}),
        &["invalid-bound"],
    );
    check(
        json!({"type": "integer", "minimum": 0, "maximum": 18_446_744_073_709_552_000.0}),
        json!({"type": "integer", "minimum": 0, "format": "uint64"}),
        &["invalid-bound"],
    );
    check(
        json!({"type": "integer", "minimum": 0.5, "exclusiveMinimum": true, "multipleOf": 0}),
        json!({"type": "integer"}),
        &["invalid-bound", "invalid-bound"],
    );
    check(
        json!({"type": "string", "minLength": "3", "maxLength": 5.0}),
        json!({"type": "string", "minLength": 3, "maxLength": 5}),
        &["converted-value", "converted-value"],
    );
    check(json!({"type": "string", "maxLength": -1}), json!({"type": "string"}), &["invalid-bound"]);
    check(json!({"type": "number", "maximum": "lots"}), json!({"type": "number"}), &["invalid-bound"]);
    check(json!({"type": "string", "maximum": 3}), json!({"type": "string"}), &["inapplicable-keyword"]);
}

#[test]
fn tuples_become_lists_of_any_of_their_types() {
    check_newer(
        json!({"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}, {"type": "string"}], "items": false}),
        json!({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}, "maxItems": 3}),
        &["tuple"],
    );
    check(
        json!({"items": [{"type": "string"}], "additionalItems": {"type": "string"}}),
        json!({"items": {"type": "string"}, "type": "array"}),
        &["tuple"],
    );
}

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
        json!({"type": "object", "properties": {"a": {}}, "required": ["a"]}),
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
        json!({"type": "object", "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}),
        &["pattern-properties"],
    );
    check_newer(
        json!({"type": "object", "patternProperties": {"^a": {"type": "string"}}, "additionalProperties": {"type": "integer"}}),
        json!({"type": "object", "additionalProperties": {"type": "integer"}}),
        &["unsupported-keyword"],
    );
    check(
        json!({"type": "object", "items": {"type": "Int"}}),
        json!({"type": "object", "items": {"type": "integer"}}),
        &["inapplicable-keyword", "invalid-type"],
    );
}

#[test]
fn compositions_are_lists() {
    check(json!({"allOf": {"type": "string"}}), json!({"allOf": [{"type": "string"}]}), &["invalid-composition"]);
    check(json!({"oneOf": []}), json!({}), &["empty-composition"]);
    check(json!({"anyOf": "x"}), json!({}), &["invalid-value"]);
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
fn references_stand_alone_and_lead_to_components() {
    check(
        json!({"$ref": "#/components/schemas/Other", "description": "D", "nullable": true}),
        json!({"description": "D", "nullable": true, "allOf": [{"$ref": "#/components/schemas/Other"}]}),
        &[],
    );
    check(
        json!({"$ref": "#/components/schemas/Other", "type": "object"}),
        json!({"$ref": "#/components/schemas/Other"}),
        &["reference-sibling"],
    );
    check(json!({"$ref": "#/components/schemas/None"}), json!({}), &["dangling-reference"]);
    check(json!({"$ref": "other.yaml#/X", "title": "T"}), json!({"title": "T"}), &["external-reference"]);
    check(json!({"$ref": "api.json#/components/schemas/Other"}), json!({"$ref": "#/components/schemas/Other"}), &[]);
    check(json!({"$ref": "Other"}), json!({"$ref": "#/components/schemas/Other"}), &[]);
    check(json!({"$ref": "#/definitions/Other"}), json!({"$ref": "#/components/schemas/Other"}), &[]);
    check(json!({"$ref": 7}), json!({}), &["invalid-value"]);
    check(json!({"$ref": "#/info"}), json!({"title": "API", "version": "1"}), &[]);
    check(json!({"$ref": "#/info/title"}), json!({}), &["dangling-reference"]);
    check(json!({"$ref": "#"}), json!({}), &["dangling-reference"]);
}

#[test]
fn odd_names_are_found_encoded_or_not() {
    let (schemas, diagnostics) = components(
        "3.0.3",
        &json!({
            "Foo Bar/Baz~": {"type": "string"},
            "100%25": {"type": "string"},
            "A": {"$ref": "#/components/schemas/Foo%20Bar~1Baz~0"},
            "B": {"$ref": "#/components/schemas/Foo Bar~1Baz~0"},
            "C": {"$ref": "#/components/schemas/100%25"},
        }),
    );
    assert_eq!(schemas["A"]["$ref"], "#/components/schemas/Foo Bar~1Baz~0");
    assert_eq!(schemas["B"]["$ref"], "#/components/schemas/Foo Bar~1Baz~0");
    assert_eq!(schemas["C"]["$ref"], "#/components/schemas/100%25");
    assert_eq!(diagnostics, []);
}

#[test]
fn schemas_referred_to_where_they_stand_become_components() {
    let (schemas, diagnostics) = components(
        "3.1.0",
        &json!({
            "A": {
                "type": "object",
                "$defs": {"Inner": {"type": "int"}, "Own": {"type": "string", "$anchor": "own"}},
                "properties": {
                    "one": {"$ref": "#/components/schemas/A/$defs/Inner"},
                    "two": {"$ref": "#/$defs/Inner"},
                    "three": {"$ref": "#own"},
                    "self": {"type": "object", "properties": {"deep": {"$ref": "#/components/schemas/A/properties/self"}}},
                },
            },
            "Alias": {"$ref": "#/components/schemas/A"},
            "Through": {"$ref": "#/components/schemas/Alias/properties/self"},
            "Inner": {"type": "boolean"},
        }),
    );
    assert_eq!(schemas["A"]["properties"]["one"]["$ref"], "#/components/schemas/Inner_2");
    assert_eq!(schemas["A"]["properties"]["two"]["$ref"], "#/components/schemas/Inner_2");
    assert_eq!(schemas["A"]["properties"]["three"]["$ref"], "#/components/schemas/Own");
    assert_eq!(schemas["A"]["properties"]["self"]["properties"]["deep"]["$ref"], "#/components/schemas/A_self");
    assert_eq!(schemas["Through"]["$ref"], "#/components/schemas/A_self");
    assert_eq!(schemas["A_self"]["properties"]["deep"]["$ref"], "#/components/schemas/A_self");
    assert_eq!(schemas["Inner_2"], json!({"type": "integer"}));
    assert_eq!(schemas["Own"], json!({"type": "string"}));
    let found: Vec<_> = diagnostics.iter().map(|found| (found.code, found.place.pointer.as_str())).collect();
    assert_eq!(found, [("invalid-type", "/components/schemas/A/$defs/Inner/type")]);
}

#[test]
fn schemas_that_are_nothing_but_each_other_are_broken_up() {
    let (schemas, diagnostics) = components(
        "3.0.3",
        &json!({
            "A": {"$ref": "#/components/schemas/B"},
            "B": {"$ref": "#/components/schemas/A"},
            "C": {"allOf": [{"$ref": "#/components/schemas/C"}, {"type": "object"}]},
            "D": {"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/E"}]},
            "E": {"anyOf": [{"$ref": "#/components/schemas/D"}]},
            "Pet": {"oneOf": [{"$ref": "#/components/schemas/Cat"}]},
            "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "object"}]},
            "List": {"type": "array", "items": {"$ref": "#/components/schemas/List"}},
        }),
    );
    assert_eq!(schemas["A"], json!({"$ref": "#/components/schemas/B"}));
    assert_eq!(schemas["B"], json!({}));
    assert_eq!(schemas["C"], json!({"allOf": [{"type": "object"}]}));
    assert_eq!(schemas["D"], json!({"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/E"}]}));
    assert_eq!(schemas["E"], json!({}));
    assert_eq!(schemas["Pet"]["oneOf"][0]["$ref"], "#/components/schemas/Cat");
    assert_eq!(schemas["Cat"]["allOf"][0]["$ref"], "#/components/schemas/Pet");
    assert_eq!(schemas["List"]["items"]["$ref"], "#/components/schemas/List");
    assert!(diagnostics.iter().all(|found| found.code == "circular-reference"));
    assert_eq!(diagnostics.len(), 3);
}

#[test]
fn discriminators_are_objects_that_name_a_property() {
    let union = |discriminator: Value| json!({"oneOf": [{"type": "object"}], "discriminator": discriminator});
    let plain = union(json!({"propertyName": "kind"}));
    check(union(json!("kind")), plain.clone(), &["invalid-discriminator"]);
    check(union(json!({"mapping": {}})), json!({"oneOf": [{"type": "object"}]}), &["invalid-discriminator"]);
    check(union(json!(7)), json!({"oneOf": [{"type": "object"}]}), &["invalid-discriminator"]);
    check(union(json!({"propertyName": "kind", "mapping": []})), plain.clone(), &["invalid-value"]);
    check(
        union(json!({"propertyName": "kind", "mapping": {"a": "Other", "b": "None", "c": "other/Other.json"}})),
        union(
            json!({"propertyName": "kind", "mapping": {"a": "#/components/schemas/Other", "c": "#/components/schemas/Other"}}),
        ),
        &["unknown-mapping"],
    );
}

#[test]
fn mappings_to_copies_name_the_members() {
    let cat =
        json!({"type": "object", "title": "Cat", "properties": {"name": {"type": "String"}, "cat": "circular(Cat)"}});
    let untitled = json!({"type": "object", "properties": {"bark": {"type": "string", "description": "One."}}});
    let other = json!({"type": "object", "properties": {"bark": {"type": "string", "description": "Two."}}});
    let members = json!([
        {"type": "object", "title": "Cat", "properties": {"name": {"type": "string"}, "cat": {"x-circular": "Cat"}}},
        untitled,
        {"x-circular": "Bird"},
    ]);
    let before = json!({
        "anyOf": [cat, untitled, "circular(Bird)"],
        "discriminator": {
            "propertyName": "kind",
            "mapping": {
                "cat": cat,
                "dog": other,
                "bird": "circular(Bird)",
                "Bird": {},
                "titled": {"title": "cat", "type": "object"},
                "fish": {"type": "object", "title": "Fish"},
            },
        },
    });
    let after = json!({
        "anyOf": members,
        "discriminator": {
            "propertyName": "kind",
            "mapping": {
                "cat": "#/anyOf/0",
                "dog": "#/anyOf/1",
                "bird": "#/anyOf/2",
                "Bird": "#/anyOf/2",
                "titled": "#/anyOf/0",
            },
        },
    });
    check(before, after, &["invalid-type", "unmatched-mapping"]);
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
    assert_eq!((levels, level), (super::DEPTH, &json!({})));
}
