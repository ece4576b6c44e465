//! `allOf`, `oneOf`, `anyOf` and discriminators.

use serde_json::{Value, json};

use super::{check, components};

#[test]
fn compositions_are_lists() {
    check(json!({"allOf": {"type": "string"}}), json!({"allOf": [{"type": "string"}]}), &["invalid-composition"]);
    check(json!({"oneOf": []}), json!({}), &["empty-composition"]);
    check(json!({"anyOf": "x"}), json!({}), &["invalid-value"]);
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
        {"type": "object", "title": "Cat", "properties": {"name": {"type": "string"}, "cat": {"$ref": "#/components/schemas/X/anyOf/0"}}},
        untitled,
        // Nothing around it is called so.
        {},
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
    let (schemas, diagnostics) = components("3.0.3", &json!({"X": before}));
    assert_eq!(schemas["X"], after);
    let found: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
    assert_eq!(found, ["invalid-type", "unmatched-mapping", "unresolved-cycle"]);
}
