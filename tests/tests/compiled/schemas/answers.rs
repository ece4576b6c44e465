//! Schemas that stand within answers, made components, so that they have a name by which their types are found.

use serde_json::{Map, Value, json};

/// Gives each object that is an answer, or an item of one, a name.
pub(super) fn name(document: &mut Value) {
    let mut named = Map::new();
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
        for operation in item.values_mut() {
            let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
            for response in responses.into_iter().flat_map(Map::values_mut) {
                let Some(schema) = response.pointer_mut("/content/application~1json/schema") else { continue };
                let schema = if schema.get("items").is_some() { &mut schema["items"] } else { schema };
                let is_inline = ["properties", "allOf", "oneOf", "anyOf"].iter().any(|key| schema.get(key).is_some());
                if is_inline && schema.get("$ref").is_none() {
                    let name = format!("Answer{}", named.len());
                    let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
                    named.insert(name, std::mem::replace(schema, reference));
                }
            }
        }
    }
    if named.is_empty() {
        return;
    }
    let root = document.as_object_mut();
    let components = root.map(|root| root.entry("components").or_insert(json!({})));
    let components = components.and_then(Value::as_object_mut);
    let schemas = components.map(|components| components.entry("schemas").or_insert(json!({})));
    if let Some(schemas) = schemas.and_then(Value::as_object_mut) {
        schemas.extend(named);
    }
}
