//! Schemas of OpenAPI 3.0 in the words of JSON Schema 2020-12, made of the input and not of what the generator makes of it.

use serde_json::{Map, Value, json};

/// The components of a document, in which references lead as they do there.
pub(super) fn components(document: &Value) -> Value {
    let is_older = document["openapi"].as_str().is_some_and(|version| version.starts_with("3.0"));
    let schemas = document["components"]["schemas"].clone();
    json!({ "components": { "schemas": if is_older { raised_all(schemas) } else { schemas } } })
}

fn raised_all(schemas: Value) -> Value {
    let Value::Object(schemas) = schemas else { return json!({}) };
    Value::Object(schemas.into_iter().map(|(name, schema)| (name, raised(schema))).collect())
}

/// A schema without `nullable` and with bounds of today.
fn raised(schema: Value) -> Value {
    let Value::Object(mut map) = schema else { return schema };
    for key in ["properties", "patternProperties"] {
        if let Some(properties) = map.remove(key) {
            map.insert(key.to_owned(), raised_all(properties));
        }
    }
    for key in ["items", "additionalProperties", "not"] {
        if let Some(inner) = map.remove(key) {
            map.insert(key.to_owned(), raised(inner));
        }
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        if let Some(Value::Array(members)) = map.remove(key) {
            map.insert(key.to_owned(), members.into_iter().map(raised).collect());
        }
    }
    for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        match map.remove(exclusive) {
            Some(Value::Bool(true)) => {
                if let Some(limit) = map.remove(bound) {
                    map.insert(exclusive.to_owned(), limit);
                }
            }
            Some(Value::Number(number)) => _ = map.insert(exclusive.to_owned(), Value::Number(number)),
            _ => {}
        }
    }
    // Beside `$ref`, 3.0 passes over all else; what narrows it is meant all the same, and read so.
    if let Some(reference) = map.get("$ref") {
        return match map.get("enum") {
            Some(values) => json!({ "$ref": reference, "enum": values }),
            None => json!({ "$ref": reference }),
        };
    }
    if map.remove("nullable") == Some(Value::Bool(true)) { nullable(map) } else { Value::Object(map) }
}

fn nullable(mut map: Map<String, Value>) -> Value {
    if let Some(Value::Array(values)) = map.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    match map.get("type").cloned() {
        Some(name @ Value::String(_)) => {
            map.insert("type".to_owned(), json!([name, "null"]));
            Value::Object(map)
        }
        _ => json!({ "anyOf": [map, { "type": "null" }] }),
    }
}
