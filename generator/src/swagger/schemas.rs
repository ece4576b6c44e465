//! Schemas: what Swagger 2 says of them in other words.

use serde_json::{Map, Value, json};

/// How deeply schemas may be nested; deeper ones stay as they are.
const LEVELS: usize = 200;

/// A schema as OpenAPI 3.0 writes it.
pub(super) fn converted(schema: &Value) -> Value {
    let mut schema = schema.clone();
    convert(&mut schema, 0);
    schema
}

fn convert(value: &mut Value, level: usize) {
    let Value::Object(schema) = value else { return };
    if level > LEVELS {
        return;
    }
    if schema.get("type").and_then(Value::as_str) == Some("file") {
        schema.insert("type".to_owned(), json!("string"));
        schema.insert("format".to_owned(), json!("binary"));
    }
    if let Some(Value::String(property)) = schema.get("discriminator") {
        let discriminator = json!({"propertyName": property});
        schema.insert("discriminator".to_owned(), discriminator);
    }
    convert_nullable(schema);
    for (key, value) in schema.iter_mut() {
        match (key.as_str(), value) {
            ("properties" | "patternProperties" | "definitions", Value::Object(schemas)) => {
                schemas.values_mut().for_each(|schema| convert(schema, level + 1));
            }
            ("allOf" | "oneOf" | "anyOf" | "items", Value::Array(schemas)) => {
                for schema in schemas {
                    convert(schema, level + 1);
                }
            }
            ("items" | "additionalProperties" | "not", schema) => convert(schema, level + 1),
            _ => {}
        }
    }
}

/// Other values than `true` and `false` are left for *repair*.
fn convert_nullable(schema: &mut Map<String, Value>) {
    if let Some(Value::Bool(nullable)) = schema.get("x-nullable") {
        let nullable = Value::Bool(*nullable);
        schema.shift_remove("x-nullable");
        schema.entry("nullable").or_insert(nullable);
    }
}
