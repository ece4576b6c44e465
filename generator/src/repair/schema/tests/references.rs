//! References and cycle markers.

use serde_json::json;

use super::{check, components};

#[test]
fn a_cycle_marker_leads_to_the_schema_around_it_that_is_meant() {
    check(
        json!({
            "type": "object",
            "title": "A",
            "description": "circular(A)",
            "properties": {"description": "circular(A)", "list": {"type": "array", "items": "circular()"}},
            "additionalProperties": "circular(A B)",
        }),
        json!({
            "type": "object",
            "title": "A",
            "description": "circular(A)",
            "properties": {
                "description": {"$ref": "#/components/schemas/X"},
                "list": {"type": "array", "items": {"$ref": "#/components/schemas/X"}},
            },
            "additionalProperties": {},
        }),
        &["unresolved-cycle"],
    );
    let inner = json!({"type": "object", "title": "B", "properties": {
        "near": "circular(B)", "far": "circular(A)", "nameless": {"oneOf": ["circular()", {"type": "string"}]},
    }});
    let (schemas, diagnostics) =
        components("3.0.3", &json!({"X": {"title": "A", "allOf": [inner], "not": {"anyOf": ["circular(B)"]}}}));
    assert_eq!(
        schemas["X"]["allOf"][0]["properties"],
        json!({
            "near": {"$ref": "#/components/schemas/X/allOf/0"},
            "far": {"$ref": "#/components/schemas/X"},
            "nameless": {"oneOf": [
                {"$ref": "#/components/schemas/X/allOf/0/properties/nameless"},
                {"type": "string"},
            ]},
        })
    );
    // `B` isn't around that one.
    assert_eq!(schemas["X"]["not"], json!({"anyOf": [{}]}));
    let found: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
    assert_eq!(found, ["unresolved-cycle"]);
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
    let found: Vec<_> = diagnostics.iter().map(|found| (found.code.name(), found.place.pointer.as_str())).collect();
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
    assert_eq!(schemas["D"], json!({"oneOf": [{"type": "string"}]}));
    assert_eq!(schemas["E"], json!({"anyOf": [{"type": "string"}]}));
    assert_eq!(schemas["Pet"]["oneOf"][0]["$ref"], "#/components/schemas/Cat");
    assert_eq!(schemas["Cat"]["allOf"][0]["$ref"], "#/components/schemas/Pet");
    assert_eq!(schemas["List"]["items"]["$ref"], "#/components/schemas/List");
    assert!(diagnostics.iter().all(|found| found.code == "circular-reference"));
    assert_eq!(diagnostics.len(), 2);
}
