//! Documents and pages with anything in place of anything: repair never fails and its result is always valid.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::{document, page};

/// A generator of numbers that is the same on every machine (`xorshift64`).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or_default()
    }
}

/// How many inputs are tried; `$MUTATIONS` asks for more of them.
fn count(times: usize) -> usize {
    std::env::var("MUTATIONS").ok().and_then(|factor| factor.parse::<usize>().ok()).unwrap_or(1) * times
}

fn sample() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1", "license": {"name": "MIT"}, "contact": {"name": "N"}},
        "servers": [{"url": "https://{t}.example.com", "variables": {"t": {"default": "a", "enum": ["a"]}}}],
        "tags": [{"name": "Pets", "externalDocs": {"url": "https://example.com"}}],
        "security": [{"key": []}],
        "paths": {"/pets/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "get": {
                "operationId": "getPet",
                "tags": ["Pets"],
                "deprecated": false,
                "parameters": [
                    {"name": "q", "in": "query", "style": "form", "explode": true, "schema": {"type": "array", "items": {"type": "string"}}},
                    {"name": "j", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}},
                ],
                "responses": {
                    "200": {"description": "D", "content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/Pet"},
                        "examples": {"a": {"value": 1}},
                    }}, "headers": {"X": {"schema": {"type": "integer"}}}},
                    "4XX": {"$ref": "#/components/responses/Bad"},
                    "default": {"description": "D"},
                },
                "security": [],
                "servers": [{"url": "https://example.com"}],
                "externalDocs": {"url": "https://example.com"},
            },
            "post": {
                "requestBody": {"required": true, "content": {"multipart/form-data": {
                    "schema": {"type": "object", "properties": {"f": {"type": "string", "contentMediaType": "image/png"}}},
                    "encoding": {"f": {"contentType": "image/png", "style": "form", "headers": {"Y": {"schema": {}}}}},
                }}},
                "responses": {"204": {"description": "D"}},
            },
        }},
        "components": {
            "parameters": {"Id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}},
            "responses": {"Bad": {"description": "D", "content": {"application/json": {"schema": {"title": "E"}}}}},
            "securitySchemes": {
                "key": {"type": "apiKey", "name": "K", "in": "header"},
                "http": {"type": "http", "scheme": "bearer"},
                "oauth": {"type": "oauth2", "flows": {"implicit": {"authorizationUrl": "u", "scopes": {"a": "b"}}}},
                "oidc": {"type": "openIdConnect", "openIdConnectUrl": "u"},
            },
            "schemas": {
                "Pet": {
                    "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"type": "object", "title": "Dog"}],
                    "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat", "dog": {"type": "object", "title": "Dog"}}},
                },
                "Cat": {
                    "allOf": [{"$ref": "#/components/schemas/Base"}, {"type": "object", "required": ["a"]}],
                    "$defs": {"D": {"type": ["string", "integer", "null"], "enum": ["a", 1, null]}},
                },
                "Base": {
                    "type": "object",
                    "title": "T",
                    "description": "D",
                    "required": ["n", "s"],
                    "minProperties": 1,
                    "properties": {
                        "n": {"type": "integer", "format": "int64", "minimum": 1, "exclusiveMaximum": 9, "multipleOf": 1},
                        "s": {"type": "string", "pattern": "a", "minLength": 1, "enum": ["a", "b"], "nullable": true},
                        "d": {"$ref": "#/components/schemas/Cat/$defs/D"},
                        "t": {"type": "array", "prefixItems": [{"type": "string"}], "minItems": 1, "uniqueItems": true},
                        "c": {"const": 1},
                        "m": {"anyOf": [{"type": "number"}, {"type": "null"}]},
                        "r": "circular(T)",
                        "x": {"not": {"type": "string"}, "externalDocs": {"url": "u"}, "readOnly": true},
                    },
                    "additionalProperties": {"type": "string"},
                    "patternProperties": {"a": {}},
                },
            },
        },
    })
}

fn junk(numbers: &mut Numbers) -> Value {
    let pool = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("text"),
        json!("true"),
        json!("circular(T)"),
        json!("date-time"),
        json!("null"),
        json!("{id}"),
        json!("/pets/{id}"),
        json!("Ünï€"),
        json!([]),
        json!([null]),
        json!(["string", "null", 7]),
        json!([{}, {"type": "object"}]),
        json!({}),
        json!({"": {}}),
        json!({"$ref": "#/components/schemas/Pet"}),
        json!({"$ref": "#/components/schemas/Base/properties/n"}),
        json!({"$ref": "#/components/parameters/Id"}),
        json!({"$ref": "#/paths/~1pets~1%7Bid%7D"}),
        json!({"$ref": "#/components/responses/Bad/content/application~1json/schema", "description": "D"}),
        json!({"$ref": "#/paths/~1pets~1{id}/post/requestBody/content/multipart~1form-data/schema"}),
        json!({"$ref": "#"}),
        json!({"$ref": "#/components"}),
        json!({"$ref": 7}),
        json!({"type": ["string", "array"], "items": [true, false]}),
        json!({"type": "object", "required": true, "properties": {"a": null, "required": ["a"]}}),
        json!({"oneOf": [{"type": "null"}, {"enum": [null]}], "nullable": "x"}),
        json!({"name": "id", "in": "path"}),
        json!({"name": "b", "in": "body", "schema": 7}),
        json!({"description": 7, "content": {"schema": {}}}),
    ];
    pool[numbers.below(pool.len())].clone()
}

/// Returns the pointers of all values.
fn pointers(value: &Value, place: &str, all: &mut Vec<String>) {
    all.push(place.to_owned());
    match value {
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                pointers(value, &format!("{place}/{index}"), all);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                pointers(value, &format!("{place}/{}", key.replace('~', "~0").replace('/', "~1")), all);
            }
        }
        _ => {}
    }
}

fn mutate(numbers: &mut Numbers, value: &mut Value) {
    let mut all = Vec::new();
    pointers(value, "", &mut all);
    let pick = |numbers: &mut Numbers| all[numbers.below(all.len())].clone();
    let place = pick(numbers);
    let other = value.pointer(&pick(numbers)).cloned().unwrap_or_default();
    let kind = numbers.below(6);
    let made = junk(numbers);
    let Some(target) = value.pointer_mut(&place) else { return };
    match (kind, target) {
        (0, target) => *target = other,
        (1, Value::Object(map)) => {
            if let Some(key) = map.keys().nth(numbers.below(map.len())).cloned() {
                map.shift_remove(&key);
            }
        }
        (2, Value::Object(map)) => {
            const KEYS: [&str; 15] = [
                "type",
                "$ref",
                "allOf",
                "items",
                "enum",
                "required",
                "properties",
                "in",
                "schema",
                "content",
                "nullable",
                "discriminator",
                "examples",
                "200",
                "additionalProperties",
            ];
            map.insert(KEYS[numbers.below(KEYS.len())].to_owned(), made);
        }
        (3, Value::Array(list)) => list.push(made),
        (_, target) => *target = made,
    }
}

/// Whether a reference leads to a schema around the place where it stands, which is where a cycle was cut.
fn leads_back(reference: &str, place: &str) -> bool {
    place.strip_prefix(reference.trim_start_matches('#')).is_some_and(|rest| rest.starts_with('/'))
}

/// Checks that each reference leads to a component or back, and stands alone.
fn check_references(value: &Value, schemas: Option<&Value>, place: &str) {
    match value {
        Value::Object(map) => {
            if let Some(reference) = map.get("$ref").and_then(Value::as_str)
                && !leads_back(reference, place)
            {
                let name = reference.strip_prefix("#/components/schemas/").expect("a reference to a schema");
                let name = name.replace("~1", "/").replace("~0", "~");
                assert!(
                    schemas.and_then(|schemas| schemas.get(name)).is_some(),
                    "{reference} at {place} leads nowhere"
                );
                assert_eq!(map.len(), 1);
            }
            for (key, value) in map {
                if !["example", "examples", "default", "enum", "value"].contains(&key.as_str())
                    && !key.starts_with("x-")
                {
                    check_references(value, schemas, &format!("{place}/{}", crate::pointer::escape(key)));
                }
            }
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, value)| check_references(value, schemas, &format!("{place}/{at}")));
        }
        _ => {}
    }
}

/// Describes the first place where two values differ.
fn difference(one: &Value, other: &Value, place: &str) -> Option<String> {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) if one.keys().collect::<BTreeSet<_>>() == other.keys().collect() => {
            one.iter().find_map(|(key, value)| difference(value, &other[key], &format!("{place}/{key}")))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            one.iter().zip(other).find_map(|(one, other)| difference(one, other, place))
        }
        _ => (one != other).then(|| format!("{place}: {one} became {other}")),
    }
}

fn check(document: &Value, input: &Value) {
    let typed = serde_json::from_value::<openapiv3::OpenAPI>(document.clone());
    assert!(typed.is_ok(), "{:?} of {input}\n{document}", typed.err());
    // Without the keywords that nothing reads.
    let document = serde_json::to_value(typed.unwrap_or_default()).unwrap_or_default();
    if let Some(paths) = document.get("paths") {
        let schemas = document.get("components").and_then(|components| components.get("schemas"));
        check_references(paths, schemas, "/paths");
        if let Some(all) = schemas {
            check_references(all, schemas, "/components/schemas");
        }
    }
}

#[test]
fn a_mutated_document_comes_out_valid() {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for _ in 0..count(400) {
        let mut input = sample();
        for _ in 0..=numbers.below(5) {
            mutate(&mut numbers, &mut input);
        }
        let Some(source) = document("api.json", input.clone(), &mut Vec::new()) else { continue };
        check(&source.document, &input);
        // Where a cycle was cut, the schema around it gets a name the next time.
        if source.document.to_string().contains("\"#/paths") {
            continue;
        }
        let again = document("api.json", source.document.clone(), &mut Vec::new()).expect("a document");
        assert_eq!(difference(&source.document, &again.document, ""), None, "what is repaired stays: {input}");
    }
}

#[test]
fn a_mutated_page_comes_out_valid() {
    let mut numbers = Numbers(0xD1B5_4A32_D192_ED03);
    let document = sample();
    let mut operation = document["paths"]["/pets/{id}"]["get"].as_object().cloned().unwrap_or_default();
    operation.extend(Map::from_iter([
        ("method".to_owned(), json!("get")),
        ("path".to_owned(), json!("/pets/{id}")),
        ("info".to_owned(), document["info"].clone()),
        ("servers".to_owned(), document["servers"].clone()),
        ("securitySchemes".to_owned(), document["components"]["securitySchemes"].clone()),
    ]));
    operation.insert("x-schemas".to_owned(), document["components"]["schemas"].clone());
    for _ in 0..count(200) {
        let mut input = Value::Object(operation.clone());
        for _ in 0..=numbers.below(5) {
            mutate(&mut numbers, &mut input);
        }
        let Value::Object(api) = &input else { continue };
        if let Some(source) = page("a.api.mdx", Some("Title"), api.clone(), &mut Vec::new()) {
            check(&source.document, &input);
        }
    }
}

#[test]
fn any_value_can_be_a_document() {
    let mut numbers = Numbers(7);
    for _ in 0..200 {
        let input = junk(&mut numbers);
        document("api.json", input, &mut Vec::new());
    }
    let mut deep = json!({});
    for _ in 0..20_000 {
        deep = Value::Object(Map::from_iter([("paths".to_owned(), deep)]));
    }
    deep["openapi"] = json!("3.0.3");
    let mut diagnostics = Vec::new();
    document("api.json", deep, &mut diagnostics);
    assert!(diagnostics.iter().any(|found| found.code == "too-deep"));
}
