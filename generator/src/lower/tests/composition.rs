//! `allOf`, `oneOf` and `anyOf`.

use serde_json::json;

use super::render::{render, types};
use super::{codes, lowered, received, sent};

#[test]
fn all_of_is_one_struct() {
    let document = received(json!({
        "Base": { "type": "object", "required": ["id"], "properties": {
            "id": { "type": "string" }, "kind": { "type": "string" }, "owner": { "$ref": "#/components/schemas/Owner" }
        } },
        "Owner": { "type": "object", "properties": { "name": { "type": "string" } } },
        "Derived": { "allOf": [
            { "$ref": "#/components/schemas/Base" },
            { "type": "object", "required": ["kind"], "properties": {
                "kind": { "type": "string", "enum": ["derived"] },
                "extra": { "type": "integer" },
                "owner": { "type": "object", "properties": { "age": { "type": "integer" } } }
            }, "additionalProperties": { "type": "string" } },
            { "description": "Only words." }
        ] },
        "Nested": { "allOf": [{ "$ref": "#/components/schemas/Derived" }], "properties": { "more": { "type": "boolean" } } },
        "Renamed": { "allOf": [{ "$ref": "#/components/schemas/Base" }, { "description": "The same." }] }
    }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      base: Option<Base> = "Base_"
      owner: Option<Owner> = "Owner_"
      derived: Option<Derived> = "Derived_"
      nested: Option<Nested> = "Nested_"
      renamed: Option<Base> = "Renamed_"
    struct Base mod base (received)
      id: String
      kind: Option<String>
      owner: Option<Owner>
    struct Derived mod derived (received)
      id: String
      kind: DerivedKind
      owner: Option<DerivedOwner>
      extra: Option<I64>
      ..additional_properties: String
    enum DerivedKind mod derived_kind (received)
      Derived = "derived"
    struct DerivedOwner mod derived_owner (received)
      name: Option<String>
      age: Option<I64>
    struct Nested mod nested (received)
      id: String
      kind: DerivedKind
      owner: Option<DerivedOwner>
      extra: Option<I64>
      more: Option<Boolean>
      ..additional_properties: String
    struct Owner mod owner (received)
      name: Option<String>
    "#);
}

#[test]
fn all_of_scalars_is_the_narrowest() {
    let lowered = lowered(received(json!({
        "Color": { "type": "string", "enum": ["red", "green", "blue"] },
        "Warm": { "allOf": [{ "$ref": "#/components/schemas/Color" }, { "type": "string", "enum": ["red"] }] },
        "Any": { "allOf": [{ "$ref": "#/components/schemas/Color" }, { "type": "string" }] },
        "Conflict": { "allOf": [{ "type": "string" }, { "type": "integer" }] }
    })));
    insta::assert_snapshot!(render(&lowered), @r#"
    service Api fn api mod api
      all All GET /all
        -> All
        accepts application/json
    struct All mod all (received)
      color: Option<Color> = "Color_"
      warm: Option<Warm> = "Warm_"
      any: Option<Color> = "Any_"
      conflict: Option<Any> = "Conflict_"
    enum Color mod color (received)
      Red = "red"
      Green = "green"
      Blue = "blue"
    enum Warm mod warm (received)
      Red = "red"
    warning[composition-conflict] #/components/schemas/Conflict: `allOf` asks for values of different types at once; any value is accepted
    "#);
}

#[test]
fn a_union_within_all_of_is_multiplied_out() {
    let document = received(json!({
        "A": { "type": "object", "properties": { "a": { "type": "string" } } },
        "B": { "type": "object", "properties": { "b": { "type": "string" } } },
        "Either": { "type": "object", "properties": { "id": { "type": "string" } }, "oneOf": [
            { "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }
        ] },
        "Required": { "type": "object", "properties": { "x": { "type": "string" } }, "anyOf": [
            { "required": ["x"] }, { "required": ["y"] }
        ] }
    }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct A mod a (received)
      a: Option<String>
    struct All mod all (received)
      a: Option<A> = "A_"
      b: Option<B> = "B_"
      either: Option<Either> = "Either_"
      required: Option<Required> = "Required_"
    struct B mod b (received)
      b: Option<String>
    union Either mod either (received)
      A(EitherA)
      B(EitherB)
    struct EitherA mod either_a (received)
      id: Option<String>
      a: Option<String>
    struct EitherB mod either_b (received)
      id: Option<String>
      b: Option<String>
    struct Required mod required (received)
      x: Option<String>
    "#);
}

#[test]
fn a_base_that_lists_its_extensions_is_no_endless_loop() {
    let document = received(json!({
        "Pet": { "type": "object", "required": ["petType"], "properties": { "petType": { "type": "string" } },
            "discriminator": { "propertyName": "petType" },
            "oneOf": [{ "$ref": "#/components/schemas/Dog" }, { "$ref": "#/components/schemas/Cat" }] },
        "Dog": { "allOf": [{ "$ref": "#/components/schemas/Pet" }, { "properties": { "bark": { "type": "boolean" } } }] },
        "Cat": { "allOf": [{ "$ref": "#/components/schemas/Pet" }, { "properties": { "purr": { "type": "boolean" } } }] }
    }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      pet: Option<Pet> = "Pet_"
      dog: Option<Dog> = "Dog_"
      cat: Option<Cat> = "Cat_"
    struct Cat mod cat (received)
      pet_type: String = "petType"
      purr: Option<Boolean>
    struct Dog mod dog (received)
      pet_type: String = "petType"
      bark: Option<Boolean>
    union Pet mod pet (received) by petType
      Dog(Dog) = ["Dog"]
      Cat(Cat) = ["Cat"]
    "#);
}

#[test]
fn unions_collapse_to_what_json_can_tell_apart() {
    let document = received(json!({
        "S": { "type": "object", "properties": { "s": { "type": "string" } } },
        "E": { "type": "string", "enum": ["a", "b"] },
        "Holder": { "type": "object", "properties": {
            "nullable": { "oneOf": [{ "$ref": "#/components/schemas/S" }, { "enum": [null] }] },
            "single": { "anyOf": [{ "$ref": "#/components/schemas/S" }] },
            "enumOrString": { "anyOf": [{ "$ref": "#/components/schemas/E" }, { "type": "string" }] },
            "numbers": { "oneOf": [{ "type": "integer" }, { "type": "number" }] },
            "strings": { "oneOf": [{ "type": "string", "format": "date" }, { "type": "string", "format": "date-time" }] },
            "structOrText": { "oneOf": [{ "$ref": "#/components/schemas/S" }, { "type": "string", "nullable": true }] },
            "all": { "oneOf": [{ "type": "string" }, { "type": "integer" }, { "type": "boolean" }, { "type": "object" },
                { "type": "array", "items": { "type": "string" } }] },
            "twoArrays": { "oneOf": [{ "type": "array", "items": { "$ref": "#/components/schemas/S" } },
                { "type": "array", "items": { "$ref": "#/components/schemas/E" } }] },
            "enums": { "anyOf": [{ "type": "string", "enum": ["x"] }, { "type": "string", "enum": ["y"] }] },
            "anything": { "oneOf": [{ "type": "string" }, {}] },
            "same": { "oneOf": [{ "$ref": "#/components/schemas/S" }, { "allOf": [{ "$ref": "#/components/schemas/S" }] }] }
        } }
    }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      s: Option<S> = "S_"
      e: Option<E> = "E_"
      holder: Option<Holder> = "Holder_"
    enum E mod e (received)
      A = "a"
      B = "b"
    struct Holder mod holder (received)
      nullable: Option<S>
      single: Option<S>
      enum_or_string: Option<E> = "enumOrString"
      numbers: Option<Number>
      strings: Option<String>
      struct_or_text: Option<HolderStructOrText> = "structOrText"
      all: Option<HolderAll>
      two_arrays: Option<HolderTwoArrays> = "twoArrays"
      enums: Option<HolderEnums>
      anything: Option<Any>
      same: Option<S>
    union HolderAll mod holder_all (received)
      String(String)
      Integer(I64)
      Boolean(Boolean)
      Object(Object)
      Array(Vec<String>)
    enum HolderEnums mod holder_enums (received)
      X = "x"
      Y = "y"
    union HolderStructOrText mod holder_struct_or_text (received)
      S(S)
      String(String)
    union HolderTwoArrays mod holder_two_arrays (received)
      SArray(Vec<S>)
      EArray(Vec<E>)
    struct S mod s (received)
      s: Option<String>
    "#);
}

#[test]
fn discriminators_are_given_or_inferred() {
    let lowered = lowered(received(json!({
        "CircleShape": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string", "enum": ["circle"] } } },
        "SquareShape": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string", "enum": ["square"] },
            "side": { "type": "number" } } },
        "Blob": { "type": "object", "properties": { "volume": { "type": "number" } } },
        "Inferred": { "oneOf": [{ "$ref": "#/components/schemas/CircleShape" }, { "$ref": "#/components/schemas/SquareShape" }] },
        "Mapped": { "discriminator": { "propertyName": "type", "mapping": {
                "round": "#/components/schemas/CircleShape", "O": "#/components/schemas/CircleShape", "blob": "Blob" } },
            "oneOf": [{ "$ref": "#/components/schemas/CircleShape" }, { "$ref": "#/components/schemas/Blob" }] },
        "ByName": { "discriminator": { "propertyName": "type" },
            "oneOf": [{ "$ref": "#/components/schemas/CircleShape" }, { "$ref": "#/components/schemas/Blob" }] },
        "Neither": { "oneOf": [{ "$ref": "#/components/schemas/CircleShape" }, { "$ref": "#/components/schemas/Blob" }] },
        "Unusable": { "discriminator": { "propertyName": "kind" },
            "oneOf": [{ "$ref": "#/components/schemas/CircleShape" }, { "type": "string" }] }
    })));
    insta::assert_snapshot!(types(&lowered), @r#"
    struct All mod all (received)
      circle_shape: Option<CircleShape> = "CircleShape_"
      square_shape: Option<SquareShape> = "SquareShape_"
      blob: Option<Blob> = "Blob_"
      inferred: Option<Inferred> = "Inferred_"
      mapped: Option<Mapped> = "Mapped_"
      by_name: Option<ByName> = "ByName_"
      neither: Option<Neither> = "Neither_"
      unusable: Option<Unusable> = "Unusable_"
    struct Blob mod blob (received)
      volume: Option<F64>
    union ByName mod by_name (received) by type
      CircleShape(CircleShape) = ["CircleShape"]
      Blob(Blob) = ["Blob"]
    struct CircleShape mod circle_shape (received)
      kind: CircleShapeKind
    enum CircleShapeKind mod circle_shape_kind (received)
      Circle = "circle"
    union Inferred mod inferred (received) by kind
      Circle(CircleShape) = ["circle"]
      Square(SquareShape) = ["square"]
    union Mapped mod mapped (received) by type
      CircleShape(CircleShape) = ["round", "O"]
      Blob(Blob) = ["blob"]
    union Neither mod neither (received)
      CircleShape(CircleShape)
      Blob(Blob)
    struct SquareShape mod square_shape (received)
      kind: SquareShapeKind
      side: Option<F64>
    enum SquareShapeKind mod square_shape_kind (received)
      Square = "square"
    union Unusable mod unusable (received)
      CircleShape(CircleShape)
      String(String)
    "#);
    assert_eq!(codes(&lowered), ["discriminator-unusable"]);
}

#[test]
fn a_member_of_one_union_leaves_the_discriminator_to_the_union() {
    let tag = |value: &str| json!({ "type": "string", "enum": [value] });
    let lowered = lowered(sent(json!({
        "State": { "oneOf": [{ "$ref": "#/components/schemas/Running" }, { "$ref": "#/components/schemas/Failed" }] },
        "Running": { "type": "object", "required": ["state"], "properties": {
            "state": tag("running"), "since": { "type": "string" }
        } },
        "Failed": { "type": "object", "required": ["state"], "properties": {
            "state": tag("failed"), "last": { "$ref": "#/components/schemas/Failed" }
        } },
    })));
    // `Failed` is named by itself, too, where no union writes its state.
    insta::assert_snapshot!(types(&lowered), @r#"
    struct Failed mod failed (sent)
      state: FailedState
      last: Option<Box<Failed>>
    enum FailedState mod failed_state (sent)
      Failed = "failed"
    struct Running mod running (sent)
      since: Option<String>
    union State mod state (sent) by state
      Running(Running) = ["running"]
      Failed(Failed) = ["failed"]
    "#);
}

#[test]
fn integers_are_not_rounded_by_their_union() {
    let (wide, narrow) = (json!({ "type": "integer", "format": "uint64" }), json!({ "type": "integer" }));
    let listed = json!({ "type": "integer", "enum": [1, 2] });
    let number = json!({ "type": "number" });
    let document = received(json!({ "Holder": { "type": "object", "required": ["both"], "properties": {
        "both": { "oneOf": [wide, narrow] },
        "all": { "anyOf": [narrow, number, { "type": "string" }] },
        "listed": { "oneOf": [listed, number] },
        "listedOrWide": { "oneOf": [listed, wide] },
        "listedOrAny": { "oneOf": [listed, narrow] },
        "past": { "type": "integer", "format": "int64", "enum": [1, 9_223_372_036_854_775_808_u64] },
        "fromBelow": { "type": "integer", "enum": [-1, 18_446_744_073_709_551_615_u64] }
    } } }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      holder: Option<Holder> = "Holder_"
    struct Holder mod holder (received)
      both: Number
      all: Option<HolderAll>
      listed: Option<Number>
      listed_or_wide: Option<Number> = "listedOrWide"
      listed_or_any: Option<HolderListedOrAnyValue> = "listedOrAny"
      past: Option<U64>
      from_below: Option<Number> = "fromBelow"
    union HolderAll mod holder_all (received)
      Number(Number)
      String(String)
    enum HolderListedOrAnyValue mod holder_listed_or_any_value (received)
      N1 = 1
      N2 = 2
    "#);
}

#[test]
fn all_of_lists_of_values_is_what_they_have_in_common() {
    let list = |values: &[&str]| json!({ "type": "string", "enum": values });
    let number = json!({ "type": "integer", "enum": [1, 2] });
    let lowered = lowered(received(json!({
        "Base": { "type": "object", "properties": { "kind": list(&["base"]) } },
        "Derived": { "allOf": [{ "$ref": "#/components/schemas/Base" }, { "properties": { "kind": list(&["derived"]) } }] },
        "Holder": { "type": "object", "properties": {
            "common": { "allOf": [list(&["a", "b", "c"]), list(&["c", "b"])] },
            "none": { "allOf": [list(&["a", "b"]), list(&["c"])] },
            "number": { "allOf": [{ "type": "number" }, number] },
            "wide": { "allOf": [number, { "type": "integer", "format": "uint64" }] },
            "moment": { "allOf": [{ "type": "string", "format": "date-time" }, list(&["now", "never"])] },
            "day": { "allOf": [list(&["2026-01-31"]), { "type": "string", "format": "date" }] },
            "text": { "allOf": [number, { "type": "string" }] }
        } }
    })));
    insta::assert_snapshot!(render(&lowered), @r#"
    service Api fn api mod api
      all All GET /all
        -> All
        accepts application/json
    struct All mod all (received)
      base: Option<Base> = "Base_"
      derived: Option<Derived> = "Derived_"
      holder: Option<Holder> = "Holder_"
    struct Base mod base (received)
      kind: Option<BaseKind>
    enum BaseKind mod base_kind (received)
      Base = "base"
    struct Derived mod derived (received)
      kind: Option<DerivedKind>
    enum DerivedKind mod derived_kind (received)
      Derived = "derived"
    struct Holder mod holder (received)
      common: Option<HolderCommon>
      none: Option<HolderNone>
      number: Option<HolderNumber>
      wide: Option<HolderWide>
      moment: Option<HolderMoment>
      day: Option<HolderDay>
      text: Option<Any>
    enum HolderCommon mod holder_common (received)
      B = "b"
      C = "c"
    enum HolderDay mod holder_day (received)
      N2026_01_31 = "2026-01-31"
    enum HolderMoment mod holder_moment (received)
      Now = "now"
      Never = "never"
    enum HolderNone mod holder_none (received)
      C = "c"
    enum HolderNumber mod holder_number (received)
      N1 = 1
      N2 = 2
    enum HolderWide mod holder_wide (received)
      N1 = 1
      N2 = 2
    warning[composition-conflict] #/components/schemas/Derived/allOf/1/properties/kind: `allOf` combines lists of values that have none in common; the last list is used
    warning[composition-conflict] #/components/schemas/Holder/properties/none: `allOf` combines lists of values that have none in common; the last list is used
    warning[composition-conflict] #/components/schemas/Holder/properties/text: `allOf` asks for values of different types at once; any value is accepted
    "#);
}

/// `Link0` is an object; each of the others extends the one before it.
fn chain(length: usize) -> serde_json::Value {
    let own = |index: usize| json!({ "type": "object", "properties": { format!("p{index}"): { "type": "string" } } });
    let schema = |index: usize| match index {
        0 => own(0),
        _ => json!({ "allOf": [{ "$ref": format!("#/components/schemas/Link{}", index - 1) }, own(index)] }),
    };
    (0..length).map(|index| (format!("Link{index}"), schema(index))).collect::<serde_json::Map<_, _>>().into()
}

fn field_count(lowered: &crate::lower::Lowered, name: &str) -> usize {
    let found = lowered.api.types.iter().find(|it| it.name == name).unwrap();
    let crate::api::TypeKind::Struct(object) = &found.kind else { panic!("{found:?}") };
    object.fields.len()
}

#[test]
fn a_long_line_of_bases_loses_nothing() {
    let result = lowered(received(chain(300)));
    assert_eq!((field_count(&result, "Link299"), codes(&result)), (300, vec![]));
}

#[test]
fn a_line_of_bases_beyond_all_measure_is_said() {
    let mut document = received(chain(2_000));
    document["components"]["schemas"]["All"] = json!({ "$ref": "#/components/schemas/Link1999" });
    let result = lowered(document);
    assert_eq!((field_count(&result, "Link1999"), codes(&result)), (512, vec!["composition-too-large"]));
}

#[test]
fn what_no_member_declares_can_be_sent() {
    let base =
        json!({ "type": "object", "properties": { "ownerId": { "type": "string" }, "name": { "type": "string" } } });
    let with = |schema: serde_json::Value| json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, schema] });
    let document = received(json!({
        "Base": base,
        "Unknown": with(json!({ "required": ["name", "secret"] })),
        "Spelled": with(json!({ "required": ["owner_id"] })),
        "Closed": with(json!({ "required": ["secret"], "additionalProperties": false })),
        "Open": with(json!({ "required": ["secret"], "additionalProperties": true })),
        "Later": { "allOf": [
            { "type": "object", "required": ["kind"], "properties": { "id": { "type": "string" } } },
            { "type": "object", "properties": { "kind": { "type": "string" } } }
        ] }
    }));
    let result = lowered(document);
    insta::assert_snapshot!(types(&result), @r#"
    struct All mod all (received)
      base: Option<Base> = "Base_"
      unknown: Option<Unknown> = "Unknown_"
      spelled: Option<Spelled> = "Spelled_"
      closed: Option<Closed> = "Closed_"
      open: Option<Open> = "Open_"
      later: Option<Later> = "Later_"
    struct Base mod base (received)
      owner_id: Option<String> = "ownerId"
      name: Option<String>
    struct Closed mod closed (received)
      owner_id: Option<String> = "ownerId"
      name: Option<String>
    struct Later mod later (received)
      id: Option<String>
      kind: String
    struct Open mod open (received)
      owner_id: Option<String> = "ownerId"
      name: Option<String>
      ..additional_properties: Any
    struct Spelled mod spelled (received)
      owner_id: String = "ownerId"
      name: Option<String>
    struct Unknown mod unknown (received)
      owner_id: Option<String> = "ownerId"
      name: String
      secret: Option<Any> required
    "#);
    let messages: Vec<&str> = result.diagnostics.iter().map(|it| it.message.as_str()).collect();
    insta::assert_snapshot!(messages.join("\n"), @r"
    `secret` is required but no member declares it: a property of any type was added
    `owner_id` is required but no member declares it: `ownerId` is required instead
    `secret` is required but no member declares it, and no other properties are allowed: it is not required
    `secret` is required but no member declares it: additional properties can hold it
    ");
}
