//! `anyOf` of objects, of which a value can be several at once.

use serde_json::json;

use super::render::{render, types};
use super::{lowered, received, sent};

#[test]
fn objects_are_one_struct_with_the_properties_of_all() {
    let document = received(json!({
        "ByAge": { "type": "object", "required": ["id", "age"], "properties": {
            "id": { "type": "string" }, "age": { "type": "integer" }, "nickname": { "type": "string" }
        } },
        "ByType": { "type": "object", "required": ["id", "petType"], "properties": {
            "id": { "type": "string", "description": "Documented in its own words." },
            "petType": { "type": "string", "enum": ["cat", "dog"] }
        } },
        "Pet": { "anyOf": [{ "$ref": "#/components/schemas/ByAge" }, { "$ref": "#/components/schemas/ByType" }] },
        "Inline": { "anyOf": [
            { "properties": { "kind": { "type": "string", "enum": ["a"] } } },
            { "allOf": [{ "$ref": "#/components/schemas/ByAge" }], "properties": { "more": { "type": "boolean" } } }
        ] },
        "Beside": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } }, "anyOf": [
            { "$ref": "#/components/schemas/ByAge" }, { "required": ["name"] }, { "properties": { "x": { "type": "string" } } }
        ] },
        "Nullable": { "anyOf": [
            { "properties": { "a": { "type": "string" } } }, { "properties": { "b": { "type": "string" } } },
            { "enum": [null] }
        ] }
    }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      by_age: Option<ByAge> = "ByAge_"
      by_type: Option<ByType> = "ByType_"
      pet: Option<Pet> = "Pet_"
      inline: Option<Inline> = "Inline_"
      beside: Option<Beside> = "Beside_"
      nullable: Option<Nullable> = "Nullable_"
    struct Beside mod beside (received)
      name: String
      id: Option<String>
      age: Option<I64>
      nickname: Option<String>
      x: Option<String>
    struct ByAge mod by_age (received)
      id: String
      age: I64
      nickname: Option<String>
    struct ByType mod by_type (received)
      id: String
      pet_type: ByTypePetType = "petType"
    enum ByTypePetType mod by_type_pet_type (received)
      Cat = "cat"
      Dog = "dog"
    struct Inline mod inline (received)
      kind: Option<InlineKind>
      id: Option<String>
      age: Option<I64>
      nickname: Option<String>
      more: Option<Boolean>
    enum InlineKind mod inline_kind (received)
      A = "a"
    struct Nullable mod nullable (received)
      a: Option<String>
      b: Option<String>
    struct Pet mod pet (received)
      id: String
      age: Option<I64>
      nickname: Option<String>
      pet_type: Option<ByTypePetType> = "petType"
    "#);
}

#[test]
fn what_no_value_can_be_at_once_stays_a_union() {
    let object = |name: &str, ty: &str| json!({ "type": "object", "properties": { (name): { "type": ty } } });
    let closed = |name: &str| json!({ "type": "object", "additionalProperties": false, "properties": { (name): { "type": "string" } } });
    let document = received(json!({
        "Conflict": { "anyOf": [object("a", "string"), object("a", "integer")] },
        "Closed": { "anyOf": [closed("a"), closed("b")] },
        "Mixed": { "anyOf": [object("a", "string"), { "type": "string" }] },
        "Map": { "anyOf": [object("a", "string"), { "type": "object", "additionalProperties": { "type": "integer" } }] },
        "Tagged": { "anyOf": [
            { "type": "object", "required": ["is"], "properties": { "is": { "type": "string", "enum": ["x"] } } },
            { "type": "object", "required": ["is"], "properties": { "is": { "type": "string", "enum": ["y"] } } }
        ] },
        "OneOf": { "oneOf": [object("a", "string"), object("b", "string")] }
    }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      conflict: Option<Conflict> = "Conflict_"
      closed: Option<Closed> = "Closed_"
      mixed: Option<Mixed> = "Mixed_"
      map: Option<Map> = "Map_"
      tagged: Option<Tagged> = "Tagged_"
      one_of: Option<OneOf> = "OneOf_"
    union Closed mod closed (received)
      A(ClosedA)
      B(ClosedB)
    struct ClosedA mod closed_a (received)
      a: Option<String>
    struct ClosedB mod closed_b (received)
      b: Option<String>
    union Conflict mod conflict (received)
      String(ConflictStringA)
      Integer(ConflictIntegerA)
    struct ConflictIntegerA mod conflict_integer_a (received)
      a: Option<I64>
    struct ConflictStringA mod conflict_string_a (received)
      a: Option<String>
    union Map mod map (received)
      A(MapA)
      Map(Map<I64>)
    struct MapA mod map_a (received)
      a: Option<String>
    union Mixed mod mixed (received)
      A(MixedA)
      String(String)
    struct MixedA mod mixed_a (received)
      a: Option<String>
    union OneOf mod one_of (received)
      A(OneOfA)
      B(OneOfB)
    struct OneOfA mod one_of_a (received)
      a: Option<String>
    struct OneOfB mod one_of_b (received)
      b: Option<String>
    union Tagged mod tagged (received) by is
      X(TaggedX) = ["x"]
      Y(TaggedY) = ["y"]
    struct TaggedX mod tagged_x (received)
    struct TaggedY mod tagged_y (received)
    "#);
}

#[test]
fn a_body_of_any_of_is_built_from_what_all_require() {
    let document = sent(json!({
        "Filter": { "anyOf": [
            { "type": "object", "required": ["field", "from"], "properties": {
                "field": { "type": "string" }, "from": { "type": "integer" }
            } },
            { "type": "object", "required": ["field", "to"], "properties": {
                "field": { "type": "string" }, "to": { "type": "integer", "nullable": true }
            } }
        ] }
    }));
    insta::assert_snapshot!(render(&lowered(document)), @r#"
    service Api fn api mod api
      send_it SendIt POST /it
        argument body: json Filter (application/json)
        -> empty
    struct Filter mod filter (sent)
      field: String
      from: Option<I64>
      to: Option<Option<I64>>
    "#);
}

#[test]
fn what_several_alternatives_are_at_once_is_said() {
    let object = |name: &str| json!({ "type": "object", "properties": { (name): { "type": "string" } } });
    let document = received(json!({
        "Plain": { "anyOf": [object("a"), object("b")] },
        "Described": { "description": "A filter.", "anyOf": [object("c"), object("d")] }
    }));
    let result = lowered(document);
    let described = |name: &str| {
        let found = result.api.types.iter().find(|it| it.name == name).unwrap();
        found.documentation.description.clone().unwrap()
    };
    assert_eq!(
        described("Plain"),
        "A value can match several alternatives at once: these are the properties of all of them."
    );
    assert_eq!(described("Described"), "A filter.");
}
