//! `if`, `then`, `else`, `dependentSchemas`: what a value has under a condition.

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::super::values;
use crate::diagnostic::Code;

/// What a schema says beyond a restriction of values that another may describe.
const STRUCTURE: [&str; 7] = ["type", "$ref", "properties", "items", "allOf", "oneOf", "anyOf"];

/// How deeply conditions are followed.
const DEEPEST: usize = 16;

/// Turns conditional properties into optional ones: they are kept whether or not the condition holds.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    if !values::has_any(map, &["if", "then", "else", "dependentSchemas", "dependencies"]) {
        return;
    }
    let mut found: Vec<(String, Value)> = Vec::new();
    collect(map, &mut found, 0);
    if found.is_empty() || map.get("type").is_some_and(|name| name != "object") {
        return;
    }
    let Some(properties) = map.entry("properties").or_insert_with(|| Value::Object(Map::new())).as_object_mut() else {
        return;
    };
    let declared: Vec<String> = properties.keys().cloned().collect();
    for (name, schema) in found.into_iter().filter(|(name, _)| !declared.contains(name)) {
        match properties.get_mut(&name) {
            None => _ = properties.insert(name, schema),
            Some(other) if *other == schema => {}
            Some(other) => match other.get_mut("anyOf").and_then(Value::as_array_mut) {
                Some(kinds) if kinds.contains(&schema) => {}
                Some(kinds) => kinds.push(schema),
                None => *other = json!({"anyOf": [other.take(), schema]}),
            },
        }
    }
    context.note(Code::UnsupportedKeyword, "properties that depend on a condition became optional");
}

fn collect(map: &Map<String, Value>, found: &mut Vec<(String, Value)>, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    let mut parts: Vec<&Value> = ["if", "then", "else"].iter().filter_map(|key| map.get(*key)).collect();
    for key in ["dependentSchemas", "dependencies"] {
        parts.extend(map.get(key).and_then(Value::as_object).into_iter().flat_map(Map::values));
    }
    for part in parts.into_iter().filter_map(Value::as_object) {
        for (name, schema) in part.get("properties").and_then(Value::as_object).into_iter().flatten() {
            found.push((name.clone(), open(schema)));
        }
        collect(part, found, depth + 1);
    }
}

/// What a property can be whether or not the condition holds: its values are not limited to those of one case.
fn open(schema: &Value) -> Value {
    let Some(map) = schema.as_object().filter(|map| STRUCTURE.iter().any(|key| map.contains_key(*key))) else {
        return json!({});
    };
    let mut map = map.clone();
    map.shift_remove("const");
    map.shift_remove("enum");
    Value::Object(map)
}
