//! Markers where a documentation site cut a cycle.

use serde_json::{Map, Value, json};

use crate::marks::CIRCULAR;

/// Returns the schema that `circular(Title)` becomes.
pub(super) fn marker(text: &str) -> Option<Value> {
    let title = text.trim().strip_prefix("circular(")?.strip_suffix(')')?;
    Some(json!({ CIRCULAR: title }))
}

/// Returns whether `map` is such a schema.
pub(super) fn is_marker(map: &Map<String, Value>) -> bool {
    map.len() == 1 && map.get(CIRCULAR).is_some_and(Value::is_string)
}

/// Returns the title of the ancestor that a marker stands for.
pub(super) fn title(value: &Value) -> Option<&str> {
    value.as_object().filter(|map| is_marker(map))?.get(CIRCULAR)?.as_str()
}
