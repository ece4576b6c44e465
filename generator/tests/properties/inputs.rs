//! Arbitrary JSON that looks enough like OpenAPI to get anywhere, and pages with anything in place of anything.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

/// What stages look for.
const KEYS: [&str; 44] = [
    "openapi",
    "info",
    "paths",
    "/disks/{id}",
    "get",
    "post",
    "parameters",
    "in",
    "name",
    "required",
    "schema",
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "enum",
    "const",
    "$ref",
    "title",
    "nullable",
    "format",
    "minimum",
    "maximum",
    "discriminator",
    "mapping",
    "propertyName",
    "additionalProperties",
    "requestBody",
    "content",
    "application/json",
    "multipart/form-data",
    "encoding",
    "responses",
    "200",
    "default",
    "components",
    "schemas",
    "security",
    "servers",
    "url",
    "tags",
];

const TEXTS: [&str; 24] = [
    "",
    "3.0.3",
    "3.1.0",
    "string",
    "integer",
    "object",
    "array",
    "null",
    "date-time",
    "path",
    "query",
    "id",
    "{id}",
    "#/components/schemas/Disk",
    "#/components/schemas/get",
    "#",
    "#/paths",
    "circular(Disk)",
    "circular()",
    "Disk",
    "true",
    "form",
    "https://{a}.example.com",
    "Ünï€\u{0}\"\\",
];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        select(&TEXTS[..]).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ]
}

/// Any JSON, whose keys and texts are often known ones.
pub(crate) fn json_value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(6, 96, 8, |inner| {
        let key = prop_oneof![8 => select(&KEYS[..]).prop_map(str::to_owned), 1 => any::<String>()];
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            4 => prop::collection::vec((key, inner), 0..8).prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// The page of one operation.
fn page() -> Value {
    json!({
        "method": "post", "path": "/disks/{id}", "operationId": "writeDisk", "tags": ["Disks"],
        "parameters": [
            {"name": "id", "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}},
            {"name": "filter", "in": "query", "style": "deepObject", "schema": {"type": "object"}},
        ],
        "requestBody": {"required": true, "content": {
            "application/json": {"schema": {
                "title": "Disk", "type": "object", "required": ["size"],
                "properties": {
                    "size": {"type": "integer", "minimum": 0, "maximum": 9},
                    "parent": "circular(Disk)",
                    "state": {"type": "string", "enum": ["idle", "busy"], "nullable": true},
                    "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            }},
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"image": {"type": "string", "format": "binary"}}},
                "encoding": {"image": {"contentType": "image/png", "headers": {"X": {"schema": {}}}}},
            },
        }},
        "responses": {
            "200": {"description": "A disk.", "content": {"application/json": {"schema": {
                "oneOf": [
                    {"title": "Disk", "type": "object", "properties": {"kind": {"type": "string", "enum": ["disk"]}}},
                    {"allOf": [{"title": "Base", "type": "object", "properties": {"kind": {"type": "string"}}}]},
                ],
                "discriminator": {"propertyName": "kind"},
            }}}},
            "4XX": {"description": "No.", "content": {"text/event-stream": {"schema": {"type": "array", "items": {}}}}},
        },
        "security": [{"key": []}],
        "securitySchemes": {"key": {"type": "apiKey", "name": "K", "in": "header"}},
        "info": {"title": "Disks", "version": "1"},
        "servers": [{"url": "https://{t}.example.com", "variables": {"t": {"default": "a"}}}],
    })
}

/// A change of one value: which one, to what, and whether it goes altogether.
type Change = (Index, Value, bool);

/// A page of which up to six values were replaced or removed.
pub(crate) fn mutated_page() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec((any::<Index>(), json_value(), any::<bool>()), 0..6).prop_map(|changes: Vec<Change>| {
        let mut page = page();
        for (index, value, remove) in changes {
            let all = pointers(&page);
            let place = &all[index.index(all.len())];
            let (parent, key) = place.rsplit_once('/').unwrap();
            let key = key.replace("~1", "/").replace("~0", "~");
            match page.pointer_mut(parent).unwrap() {
                Value::Object(map) if remove => drop(map.shift_remove(&key)),
                Value::Object(map) => drop(map.insert(key, value)),
                Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
                _ => {}
            }
            if page.as_object().is_none_or(Map::is_empty) {
                break;
            }
        }
        page.as_object().cloned().unwrap_or_default()
    })
}

/// The pointers of all values but the whole.
fn pointers(value: &Value) -> Vec<String> {
    let mut all = Vec::new();
    let mut waiting = vec![(String::new(), value)];
    while let Some((place, value)) = waiting.pop() {
        let children: Vec<(String, &Value)> = match value {
            Value::Object(map) => {
                map.iter().map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value)).collect()
            }
            Value::Array(list) => list.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
            _ => Vec::new(),
        };
        for (key, value) in children {
            all.push(format!("{place}/{key}"));
            waiting.push((format!("{place}/{key}"), value));
        }
    }
    all
}
