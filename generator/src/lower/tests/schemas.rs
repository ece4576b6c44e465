//! Scalars, enums, objects, presence, and formats.

use serde_json::json;

use super::render::{render, types};
use super::{codes, lowered, received, sent};

#[test]
fn scalars_are_as_wide_as_their_values() {
    let document = received(json!({ "Numbers": { "type": "object", "properties": {
        "none": { "type": "integer" },
        "int32": { "type": "integer", "format": "int32" },
        "int32Beyond": { "type": "integer", "format": "int32", "example": 4_294_967_296_u64 },
        "int64": { "type": "integer", "format": "int64" },
        "int8": { "type": "integer", "format": "int8" },
        "uint32": { "type": "integer", "format": "uint32" },
        "uint64": { "type": "integer", "format": "uint64" },
        "beyondI64": { "type": "integer", "maximum": 18_446_744_073_709_551_615_u64 },
        "roundedI64": { "type": "integer", "maximum": 9_223_372_036_854_775_808_u64 },
        "beyondU64": { "type": "integer", "format": "big-integer" },
        "neverNegative": { "type": "integer", "minimum": 0 },
        "count": { "type": "integer", "minimum": 0, "maximum": 100 },
        "number": { "type": "number", "format": "float" },
        "decimal": { "type": "number", "format": "decimal" },
        "boolean": { "type": "boolean" },
        "untyped": {},
        "nothing": { "not": { "type": "string" } }
    } } }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      numbers: Option<Numbers> = "Numbers_"
    struct Numbers mod numbers (received)
      none: Option<I64>
      int32: Option<I32>
      int32_beyond: Option<I64> = "int32Beyond"
      int64: Option<I64>
      int8: Option<I32>
      uint32: Option<I64>
      uint64: Option<U64>
      beyond_i64: Option<U64> = "beyondI64"
      rounded_i64: Option<I64> = "roundedI64"
      beyond_u64: Option<Decimal> = "beyondU64"
      never_negative: Option<U64> = "neverNegative"
      count: Option<I64>
      number: Option<F64>
      decimal: Option<Decimal>
      boolean: Option<Boolean>
      untyped: Option<Any>
      nothing: Option<Any>
    "#);
}

#[test]
fn objects_are_structs_maps_or_free() {
    let document = received(json!({
        "Free": { "type": "object" },
        "FreeWithItems": { "type": "object", "items": { "type": "string" } },
        "MapOfStrings": { "type": "object", "additionalProperties": { "type": "string", "nullable": true } },
        "MapOfAny": { "type": "object", "additionalProperties": true },
        "Both": { "type": "object", "properties": { "a": { "type": "string" }, "additionalProperties": { "type": "string" } },
            "additionalProperties": { "type": "integer" } },
        "Closed": { "properties": { "a": { "type": "string" } }, "additionalProperties": false },
        "Items": { "type": "array" },
        "Alias": { "$ref": "#/components/schemas/Items" }
    }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      free: Option<Object> = "Free_"
      free_with_items: Option<Object> = "FreeWithItems_"
      map_of_strings: Option<Map<Option<String>>> = "MapOfStrings_"
      map_of_any: Option<Object> = "MapOfAny_"
      both: Option<Both> = "Both_"
      closed: Option<Closed> = "Closed_"
      items: Option<Vec<Any>> = "Items_"
      alias: Option<Vec<Any>> = "Alias_"
    struct Both mod both (received)
      a: Option<String>
      additional_properties: Option<String> = "additionalProperties"
      ..other_properties: I64
    struct Closed mod closed (received)
      a: Option<String>
    "#);
}

#[test]
fn enums_are_of_strings_or_integers() {
    let lowered = lowered(received(json!({
        "State": { "type": "string", "enum": ["QUEUED", "IN_PROGRESS", null] },
        "Level": { "type": "integer", "enum": [-1, 0, 1, 2] },
        "Named": { "type": "integer", "enum": [10, 20], "x-enum-varnames": ["Low", "High"] },
        "Flag": { "type": "boolean", "enum": [true] },
        "Mixed": { "enum": ["a", 1] },
        "TextOfNumbers": { "type": "string", "enum": ["1", "b", "false"] },
        "Odd": { "enum": ["", "1", "1.0", "10", "+1", "-1", ">", "active", "ACTIVE", "A+", "A-", "unknown", "Self", "名", "🎉"] },
        "Twice": { "type": "string", "enum": ["a", "a"] }
    })));
    insta::assert_snapshot!(types(&lowered), @r#"
    struct All mod all (received)
      state: Option<State> = "State_"
      level: Option<Level> = "Level_"
      named: Option<Named> = "Named_"
      flag: Option<Boolean> = "Flag_"
      mixed: Option<Any> = "Mixed_"
      text_of_numbers: Option<TextOfNumbers> = "TextOfNumbers_"
      odd: Option<Odd> = "Odd_"
      twice: Option<Twice> = "Twice_"
    enum Level mod level (received)
      Minus1 = -1
      N0 = 0
      N1 = 1
      N2 = 2
    enum Named mod named (received)
      Low = 10
      High = 20
    enum Odd mod odd (received)
      Empty = ""
      N1 = "1"
      N1_0 = "1.0"
      N10 = "10"
      Plus1 = "+1"
      Minus1 = "-1"
      GreaterThan = ">"
      Active = "active"
      Active2 = "ACTIVE"
      APlus = "A+"
      AMinus = "A-"
      Unknown = "unknown"
      Self_ = "Self"
      名 = "名"
      ValueU1f389 = "🎉"
      Unlisted for others
    enum State mod state (received)
      Queued = "QUEUED"
      InProgress = "IN_PROGRESS"
    enum TextOfNumbers mod text_of_numbers (received)
      N1 = "1"
      B = "b"
      False = "false"
    enum Twice mod twice (received)
      A = "a"
    "#);
    assert_eq!(codes(&lowered), ["enum-mixed"]);
}

#[test]
fn absent_and_null_are_told_apart_where_they_are_sent() {
    let schema = json!({ "Thing": { "type": "object", "required": ["a", "b", "id", "secret"], "properties": {
        "a": { "type": "string" },
        "b": { "type": "string", "nullable": true },
        "c": { "type": "string" },
        "d": { "type": "string", "nullable": true },
        "id": { "type": "string", "readOnly": true },
        "secret": { "type": "string", "writeOnly": true },
        "e": { "nullable": true },
        "f": { "type": "array", "items": { "type": "string", "nullable": true } }
    } } });
    insta::assert_snapshot!(types(&lowered(sent(schema.clone()))), @r#"
    struct Thing mod thing (sent)
      a: String
      b: Option<String> required
      c: Option<String>
      d: Option<Option<String>>
      id: Option<String>
      secret: String
      e: Option<Any>
      f: Option<Vec<Option<String>>>
    "#);
    insta::assert_snapshot!(types(&lowered(received(schema))), @r#"
    struct All mod all (received)
      thing: Option<Thing> = "Thing_"
    struct Thing mod thing (received)
      a: String
      b: Option<String> required
      c: Option<String>
      d: Option<String>
      id: String
      secret: Option<String>
      e: Option<Any>
      f: Option<Vec<Option<String>>>
    "#);
}

#[test]
fn a_wrapper_annotates_what_it_refers_to() {
    let lowered = lowered(sent(json!({
        "Outer": { "type": "object", "properties": {
            "inner": { "allOf": [{ "$ref": "#/components/schemas/Inner" }], "nullable": true, "description": "Here." },
            "bare": { "$ref": "#/components/schemas/Inner" }
        } },
        "Inner": { "type": "object", "description": "An inner one.", "properties": { "a": { "type": "string" } } }
    })));
    insta::assert_snapshot!(types(&lowered), @r#"
    struct Inner mod inner (sent)
      a: Option<String>
    struct Outer mod outer (sent)
      inner: Option<Option<Inner>>
      bare: Option<Inner>
    "#);
    let outer = lowered.api.types.iter().find(|definition| definition.name == "Outer").unwrap();
    let crate::api::TypeKind::Struct(outer) = &outer.kind else { panic!("{outer:?}") };
    let descriptions: Vec<_> = outer.fields.iter().map(|field| field.documentation.description.as_deref()).collect();
    assert_eq!(descriptions, [Some("Here."), Some("An inner one.")]);
}

#[test]
fn uuids_and_timestamps_follow_the_examples() {
    let document = received(json!({ "Dates": { "type": "object", "properties": {
        "id": { "type": "string", "format": "uuid", "example": "8c190e67-87aa-4ed9-a90b-d9d5344523fb" },
        "ownerId": { "type": "string", "format": "uuid" },
        "upper": { "type": "string", "format": "uuid", "example": "8C190E67-87AA-4ED9-A90B-D9D5344523FB" },
        "created": { "type": "string", "format": "date-time" },
        "modified": { "type": "string", "format": "date-time", "example": "last week" },
        "day": { "type": "string", "format": "date" },
        "otherDay": { "type": "string", "format": "date", "example": "2020-01-01T00:00:00Z" },
        "ids": { "type": "array", "items": { "type": "string", "format": "uuid" },
            "example": ["8c190e67-87aa-4ed9-a90b-d9d5344523fb"] },
        "file": { "type": "string", "format": "binary" },
        "fromParent": { "type": "string", "format": "uuid" }
    }, "example": { "fromParent": "8c190e67-87aa-4ed9-a90b-d9d5344523fb", "day": "2020-02-30" } } }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      dates: Option<Dates> = "Dates_"
    struct Dates mod dates (received)
      id: Option<Uuid>
      owner_id: Option<String> = "ownerId"
      upper: Option<String>
      created: Option<DateTime>
      modified: Option<String>
      day: Option<String>
      other_day: Option<String> = "otherDay"
      ids: Option<Vec<Uuid>>
      file: Option<String>
      from_parent: Option<Uuid> = "fromParent"
    "#);
}

#[test]
fn recursion_is_boxed_on_one_edge() {
    let document = received(json!({
        "Node": { "type": "object", "properties": {
            "next": { "$ref": "#/components/schemas/Node" },
            "children": { "type": "array", "items": { "$ref": "#/components/schemas/Node" } }
        } },
        "A": { "type": "object", "properties": { "b": { "$ref": "#/components/schemas/B" } } },
        "B": { "type": "object", "required": ["a"], "properties": { "a": { "$ref": "#/components/schemas/A" } } },
        "Tree": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
        "Json": { "oneOf": [{ "type": "string" }, { "type": "array", "items": { "$ref": "#/components/schemas/Json" } }] },
        "Must": { "type": "object", "required": ["must"], "properties": { "must": { "$ref": "#/components/schemas/Must" } } }
    }));
    insta::assert_snapshot!(render(&lowered(document)), @r#"
    service Api fn api mod api
      all All GET /all
        -> All
        accepts application/json
    struct A mod a (received)
      b: Option<B>
    struct All mod all (received)
      node: Option<Node> = "Node_"
      a: Option<A> = "A_"
      b: Option<B> = "B_"
      tree: Option<Tree> = "Tree_"
      json: Option<Json> = "Json_"
      must: Option<Must> = "Must_"
    struct B mod b (received)
      a: Box<A>
    union Json mod json (received)
      String(String)
      Array(Vec<Json>)
    struct Must mod must (received)
      must: Option<Box<Must>>
    struct Node mod node (received)
      next: Option<Box<Node>>
      children: Option<Vec<Node>>
    newtype Tree mod tree (received) Vec<Tree>
    warning[required-cycle] #/components/schemas/Must/required: `must` is required and contains the type that it belongs to; it becomes optional
    "#);
}

#[test]
fn references_in_a_circle_are_any() {
    let lowered = lowered(received(json!({
        "One": { "$ref": "#/components/schemas/Two" },
        "Two": { "allOf": [{ "$ref": "#/components/schemas/One" }], "nullable": true },
        "Lost": { "$ref": "#/components/schemas/Nowhere" }
    })));
    insta::assert_snapshot!(types(&lowered), @r#"
    struct All mod all (received)
      one: Option<Any> = "One_"
      two: Option<Any> = "Two_"
      lost: Option<Any> = "Lost_"
    "#);
    assert!(codes(&lowered).is_empty());
}

#[test]
fn inline_types_are_named_by_their_place() {
    let document = received(json!({ "Order": { "type": "object", "properties": {
        "state": { "type": "string", "enum": ["open", "closed"] },
        "lines": { "type": "array", "items": { "type": "object", "properties": {
            "sku": { "type": "string" }, "kind": { "type": "string", "title": "Line kind", "enum": ["a", "b"] }
        } } }
    } } }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      order: Option<Order> = "Order_"
    enum LineKind mod line_kind (received)
      A = "a"
      B = "b"
    struct Order mod order (received)
      state: Option<OrderState>
      lines: Option<Vec<OrderLine>>
    struct OrderLine mod order_line (received)
      sku: Option<String>
      kind: Option<LineKind>
    enum OrderState mod order_state (received)
      Open = "open"
      Closed = "closed"
    "#);
}

#[test]
fn bounds_are_put_in_words() {
    let lowered = lowered(received(json!({ "Bounded": { "type": "object", "properties": {
        "a": { "type": "integer", "minimum": 0, "maximum": 100, "exclusiveMaximum": true, "default": 5 },
        "b": { "type": "string", "minLength": 1, "maxLength": 1, "pattern": "^a$", "readOnly": true },
        "c": { "type": "array", "items": {}, "minItems": 1, "uniqueItems": true }
    } } })));
    let bounded = lowered.api.types.iter().find(|definition| definition.name == "Bounded").unwrap();
    let crate::api::TypeKind::Struct(bounded) = &bounded.kind else { panic!("{bounded:?}") };
    let words: Vec<String> = bounded.fields.iter().map(|field| field.documentation.constraints.join(", ")).collect();
    insta::assert_snapshot!(words.join("\n"), @r#"
    at least 0, less than 100
    exactly 1 character, matches the pattern `^a$`, read-only
    at least 1 item, no item twice
    "#);
}
