//! Input of any shape: no panic, no overflow of the stack, no hang.

use serde_json::{Value, json};

use super::{document, lowered, received};

/// A document that uses every construct.
fn rich() -> Value {
    let mut document = received(json!({
        "A": { "type": "object", "required": ["x"], "properties": {
            "x": { "type": "string", "format": "uuid", "example": "x" },
            "y": { "allOf": [{ "$ref": "#/components/schemas/B" }], "nullable": true },
            "z": { "type": "array", "items": { "oneOf": [{ "$ref": "#/components/schemas/A" }, { "type": "integer", "maximum": 5 }] } }
        }, "additionalProperties": { "type": "string" }, "discriminator": { "propertyName": "x", "mapping": { "a": "B" } } },
        "B": { "allOf": [{ "$ref": "#/components/schemas/A" }, { "anyOf": [{ "required": ["x"] }, { "enum": ["a", 1, null] }] }] },
        "C": { "type": "string", "enum": ["a", "b"], "x-enum-varnames": ["One", "Two"] }
    }));
    document["paths"]["/b/{id}"] = json!({ "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
        "patch": { "operationId": "b", "tags": ["T"], "security": [{ "k": [] }], "parameters": [
            { "name": "q", "in": "query", "style": "deepObject", "schema": { "$ref": "#/components/schemas/A" }, "examples": { "e": { "value": {} } } }],
            "requestBody": { "content": { "multipart/form-data": { "schema": { "$ref": "#/components/schemas/A" }, "encoding": { "x": { "contentType": "a/b" } } } } },
            "responses": { "200": { "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/C" }, "example": "a" } } },
                "4XX": { "description": "" }, "default": { "$ref": "#/components/responses/R" } } } });
    document["components"]["responses"] = json!({ "R": { "description": "", "content": { "*/*": { "schema": {} } } } });
    document["servers"] = json!([{ "url": "https://{a}.example.com", "variables": { "a": { "default": "b" } } }]);
    document
}

/// Every pointer of a value, itself included.
fn pointers(value: &Value, pointer: String, all: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, child) in map {
                pointers(child, format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), all);
            }
        }
        Value::Array(items) => {
            for (index, child) in items.iter().enumerate() {
                pointers(child, format!("{pointer}/{index}"), all);
            }
        }
        _ => {}
    }
    all.push(pointer);
}

/// What a value at `pointer` can meet: all of the schemas where it stands in one, else simple ones.
fn context_of(rich: &Value, pointer: &str) -> Value {
    let mut context = rich.clone();
    if pointer.starts_with("/paths/") {
        context["components"]["schemas"] = json!({
            "A": { "type": "object", "properties": { "x": { "type": "string" }, "y": { "$ref": "#/components/schemas/B" } } },
            "All": { "$ref": "#/components/schemas/A" }, "B": { "type": "object" }, "C": { "enum": ["a", "b"] }
        });
    }
    for (path, other) in [("/all", "/b/{id}"), ("/b/{id}", "/all")] {
        if pointer.starts_with(&format!("/paths/{}/", path.replace('/', "~1"))) {
            context["paths"].as_object_mut().unwrap().remove(other);
        }
    }
    context
}

/// Whether this is a run with all that takes long.
fn is_slow() -> bool {
    std::env::var_os("SLOW").is_some_and(|value| value == "1")
}

#[test]
fn any_value_anywhere_is_survived() {
    let rich = rich();
    let mut all = Vec::new();
    pointers(&rich, String::new(), &mut all);
    let values = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e300),
        json!(""),
        json!("#/components/schemas/A"),
        json!([]),
        json!({}),
        json!([{}]),
        json!({ "$ref": "#/components/schemas/A" }),
        json!({ "": null }),
        json!(["a", 1, null]),
        json!({ "allOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }] }),
    ];
    for (place, pointer) in all.iter().enumerate() {
        let context = context_of(&rich, pointer);
        // Without `SLOW=1` a third of the values at each place, which are others at the next.
        for (_, value) in values.iter().enumerate().filter(|(index, _)| is_slow() || (place + index) % 3 == 0) {
            let mut mutated = context.clone();
            *mutated.pointer_mut(pointer).unwrap() = value.clone();
            lowered(mutated);
        }
    }
}

#[test]
fn the_same_input_gives_the_same_model() {
    let (once, again) = (lowered(rich()), lowered(rich()));
    assert_eq!(once.api, again.api);
    assert_eq!(once.diagnostics, again.diagnostics);
}

#[test]
fn modules_are_unique() {
    let lowered = lowered(rich());
    let mut modules: Vec<String> = lowered.api.types.iter().map(|it| it.module.to_lowercase()).collect();
    modules.sort();
    let count = modules.len();
    modules.dedup();
    assert_eq!(modules.len(), count);
}

#[test]
fn deep_nesting_ends_in_any() {
    let mut schema = json!({ "type": "string" });
    for _ in 0..200 {
        schema = json!({ "type": "array", "items": schema });
    }
    let result = lowered(received(json!({ "Deep": { "type": "object", "properties": { "deep": schema } } })));
    assert!(result.diagnostics.iter().any(|it| it.code == "type-too-deep"));
}

#[test]
fn long_chains_of_references_end() {
    let chain = |link: fn(String) -> Value| {
        let mut schemas = serde_json::Map::new();
        for index in 0..1000 {
            schemas.insert(format!("S{index}"), link(format!("#/components/schemas/S{}", index + 1)));
        }
        schemas.insert("S1000".to_owned(), json!({ "type": "object", "properties": { "a": {} } }));
        let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S0" } } });
        let get = json!({ "operationId": "get", "responses": { "200": { "description": "", "content": content } } });
        lowered(document(json!({ "/a": { "get": get } }), Value::Object(schemas)))
    };
    chain(|next| json!({ "$ref": next }));
    chain(|next| json!({ "type": "array", "items": { "$ref": next } }));
    chain(|next| json!({ "allOf": [{ "$ref": next }, { "properties": { "x": {} } }] }));
    chain(|next| json!({ "oneOf": [{ "$ref": next }, { "type": "integer" }] }));
    let structs = chain(|next| json!({ "type": "object", "properties": { "next": { "$ref": next } } }));
    assert_eq!(structs.api.types.len(), 1001);
}

#[test]
fn unions_within_unions_are_not_multiplied_out_without_end() {
    let pair = |name: &str| {
        json!({ "oneOf": [
        { "type": "object", "properties": { format!("{name}1"): {} } }, { "type": "object", "properties": { format!("{name}2"): {} } }] })
    };
    let members: Vec<Value> = (0..24).map(|index| pair(&format!("p{index}"))).collect();
    let result = lowered(received(json!({ "Product": { "allOf": members } })));
    assert!(result.diagnostics.iter().any(|it| it.code == "composition-too-large"));
}

/// Documents whose size would show what takes more than a few steps for each part.
#[test]
fn size_alone_takes_no_time() {
    // Without `SLOW=1` a fifth.
    let size = if is_slow() { 50_000 } else { 10_000 };
    let string = json!({ "type": "string" });
    let properties: serde_json::Map<String, Value> =
        (0..size).map(|index| (format!("p{index}"), string.clone())).collect();
    let values: Vec<String> = (0..size).map(|index| format!("value {index}")).collect();
    // What stands between two words is no part of a name.
    let between = |index: usize| format!("{index:017b}").replace('0', "-").replace('1', "_");
    let same: serde_json::Map<String, Value> =
        (0..size * 2 / 5).map(|index| (format!("a{}b", between(index)), string.clone())).collect();
    let result = lowered(received(json!({
        "Object": { "type": "object", "properties": properties },
        "Enum": { "type": "string", "enum": values },
        // All properties come to one name, which has to be numbered.
        "Same": { "type": "object", "properties": same },
    })));
    assert_eq!(result.api.types.len(), 4);
    // Each refers to the next, and but for their names they are equal.
    let count = size / 5;
    let reference = |index: usize| json!({ "$ref": format!("#/components/schemas/S{index}") });
    let schemas: serde_json::Map<String, Value> = (0..count)
        .map(|index| {
            (format!("S{index}"), json!({ "type": "object", "properties": { "a": reference((index + 1) % count) } }))
        })
        .collect();
    assert_eq!(lowered(received(schemas.into())).api.types.len(), count + 1);
}

#[test]
fn a_schema_that_is_referred_to_twice_is_gathered_once() {
    // Walked in each combination, twenty links would be 8^20 steps.
    for key in ["allOf", "oneOf", "anyOf"] {
        let mut schemas = serde_json::Map::new();
        for index in 0..20 {
            let next = json!({ "$ref": format!("#/components/schemas/S{}", index + 1) });
            let own = json!({ "type": "object", "properties": { format!("p{index}"): { "type": "string" } } });
            let members = if key == "allOf" {
                json!([next, next, next, next, next, next, next, next, own])
            } else {
                json!([next, { "allOf": [next, own] }])
            };
            schemas.insert(format!("S{index}"), json!({ key: members }));
        }
        schemas.insert("S20".to_owned(), json!({ "type": "object", "properties": { "last": {} } }));
        let result = lowered(received(schemas.into()));
        if key == "allOf" {
            let first = result.api.types.iter().find(|it| it.name == "S0").unwrap();
            let crate::api::TypeKind::Struct(object) = &first.kind else { panic!("{first:?}") };
            assert_eq!(object.fields.len(), 21);
        }
    }
}

#[test]
fn a_union_of_very_many_members_takes_no_time() {
    let (count, tags) = (1_000, 10_000);
    let reference = |index: usize| format!("#/components/schemas/Member{index}");
    let mut schemas: serde_json::Map<String, Value> = (0..count)
        .map(|index| {
            let properties = json!({ "kind": { "type": "string" }, format!("p{index}"): { "type": "string" } });
            (format!("Member{index}"), json!({ "type": "object", "properties": properties }))
        })
        .collect();
    let mapping: serde_json::Map<String, Value> =
        (0..tags).map(|index| (format!("tag{index}"), reference(index % count).into())).collect();
    let members: Vec<Value> = (0..count).map(|index| json!({ "$ref": reference(index) })).collect();
    let discriminator = json!({ "propertyName": "kind", "mapping": mapping });
    schemas.insert("Any".to_owned(), json!({ "oneOf": members, "discriminator": discriminator }));
    let mut document = received(schemas.into());
    document["components"]["schemas"]["All"] = json!({ "$ref": "#/components/schemas/Any" });
    let result = lowered(document);
    let any = result.api.types.iter().find(|it| it.name == "Any").unwrap();
    let crate::api::TypeKind::Union(any) = &any.kind else { panic!("{any:?}") };
    let tagged: usize = any.variants.iter().map(|variant| variant.tags.len()).sum();
    assert_eq!((any.variants.len(), tagged), (count, tags));
}
