//! Bounds, items and formats.

use serde_json::{Value, json};

use super::{check, check_newer};

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
    let unsigned = |minimum: u64, maximum: Value, format: &str| json!({"type": "integer", "minimum": minimum, "maximum": maximum, "format": format});
    for maximum in [json!(u64::MAX), json!(9_999_999_999_999_999_999_u64), json!(1e25)] {
        check(
            unsigned(1, maximum, "int64"),
            json!({"type": "integer", "minimum": 1, "format": "uint64"}),
            &["invalid-bound"],
        );
    }
    // The greatest signed integer, through a double.
    check(
        unsigned(0, json!(9_223_372_036_854_775_808_u64), "int64"),
        json!({"type": "integer", "minimum": 0, "format": "int64"}),
        &["invalid-bound"],
    );
    check(
        json!({"type": "integer", "minimum": -1, "maximum": u64::MAX}),
        json!({"type": "integer", "minimum": -1, "format": "big-integer"}),
        &["invalid-bound"],
    );
    for (kept, dropped, bound) in [("minimum", "maximum", 1e20), ("maximum", "minimum", -1e20)] {
        check(
            json!({"type": "integer", kept: 0, dropped: bound}),
            json!({"type": "integer", kept: 0, "format": "big-integer"}),
            &["invalid-bound"],
        );
    }
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
