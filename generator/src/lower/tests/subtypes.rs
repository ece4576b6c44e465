//! Bases with a discriminator that list no alternatives.

use serde_json::{Value, json};

use super::render::{render, types};
use super::{codes, lowered, received, sent};

fn extension(base: &str, property: &str) -> Value {
    json!({ "allOf": [
        { "$ref": format!("#/components/schemas/{base}") },
        { "type": "object", "properties": { (property): { "type": "boolean" } } }
    ] })
}

#[test]
fn a_base_is_a_union_of_what_extends_it() {
    let lowered = lowered(received(json!({
        "Home": { "type": "object", "properties": { "pets": { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } } } },
        "Pet": { "type": "object", "required": ["petType"], "properties": {
                "petType": { "type": "string" }, "friend": { "$ref": "#/components/schemas/Pet" } },
            "discriminator": { "propertyName": "petType", "mapping": {
                "dog": "#/components/schemas/Dog", "hound": "#/components/schemas/Dog" } } },
        "Dog": extension("Pet", "bark"),
        "Cat": extension("Pet", "purr"),
        "Persian": extension("Cat", "brushed"),
        "Alias": { "allOf": [{ "$ref": "#/components/schemas/Pet" }], "description": "Another name." }
    })));
    insta::assert_snapshot!(render(&lowered), @r#"
    service Api fn api mod api
      all All GET /all
        -> All
        accepts application/json
    struct All mod all (received)
      home: Option<Home> = "Home_"
      pet: Option<Pet> = "Pet_"
      dog: Option<Dog> = "Dog_"
      cat: Option<Cat> = "Cat_"
      persian: Option<Persian> = "Persian_"
      alias: Option<Pet> = "Alias_"
    union Cat mod cat (received) by petType
      Persian(Persian) = ["Persian"]
      Base(CatBase)
    struct CatBase mod cat_base (received)
      pet_type: String = "petType"
      friend: Option<Box<Pet>>
      purr: Option<Boolean>
      ..additional_properties: Any
    struct Dog mod dog (received)
      pet_type: String = "petType"
      friend: Option<Box<Pet>>
      bark: Option<Boolean>
    struct Home mod home (received)
      pets: Option<Vec<Pet>>
    struct Persian mod persian (received)
      pet_type: String = "petType"
      friend: Option<Box<Pet>>
      purr: Option<Boolean>
      brushed: Option<Boolean>
    union Pet mod pet (received) by petType
      Dog(Dog) = ["dog", "hound"]
      Persian(Persian) = ["Persian"]
      Cat(CatBase) = ["Cat"]
      Base(PetBase)
    struct PetBase mod pet_base (received)
      pet_type: String = "petType"
      friend: Option<Box<Pet>>
      ..additional_properties: Any
    note[discriminator-without-union] #/components/schemas/Pet: 3 schemas extend this one: where it is named, a value can be any of them
    note[discriminator-without-union] #/components/schemas/Cat: 1 schema extends this one: where it is named, a value can be either
    "#);
}

#[test]
fn a_base_of_bases() {
    let lowered = lowered(sent(json!({
        "Shape": { "type": "object", "required": ["kind"], "properties": {
                "kind": { "type": "string", "enum": ["Shape", "Round", "Circle", "Square"] } },
            "discriminator": { "propertyName": "kind" } },
        "Round": { "allOf": [{ "$ref": "#/components/schemas/Shape" }],
            "properties": { "radius": { "type": "number" } }, "discriminator": { "propertyName": "kind" } },
        "Circle": extension("Round", "full"),
        "Square": extension("Shape", "even")
    })));
    insta::assert_snapshot!(types(&lowered), @r#"
    struct Circle mod circle (sent)
      radius: Option<F64>
      full: Option<Boolean>
    struct RoundBase mod round_base (sent)
      kind: ShapeKind
      radius: Option<F64>
      ..additional_properties: Any
    union Shape mod shape (sent) by kind
      Circle(Circle) = ["Circle"]
      Round(RoundBase) = ["Round"]
      Square(Square) = ["Square"]
      Base(ShapeBase)
    struct ShapeBase mod shape_base (sent)
      kind: ShapeKind
      ..additional_properties: Any
    enum ShapeKind mod shape_kind (sent)
      Shape = "Shape"
      Round = "Round"
      Circle = "Circle"
      Square = "Square"
    struct Square mod square (sent)
      even: Option<Boolean>
    "#);
    assert_eq!(codes(&lowered), ["discriminator-without-union", "discriminator-without-union"]);
}

#[test]
fn a_base_of_everything_keeps_what_it_does_not_know() {
    let mut schemas = json!({ "Entity": { "type": "object", "properties": { "@type": { "type": "string" } },
        "discriminator": { "propertyName": "@type" } } });
    for number in 0..100 {
        schemas[format!("Extension{number}")] = extension("Entity", "more");
    }
    let lowered = lowered(sent(schemas));
    insta::assert_snapshot!(types(&lowered), @r#"
    struct Entity mod entity (sent)
      r#type: Option<String> = "@type"
      ..additional_properties: Any
    "#);
    assert_eq!(codes(&lowered), ["discriminator-without-union"]);
}
