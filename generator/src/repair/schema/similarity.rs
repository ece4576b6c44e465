//! Whether two copies are of one schema.

use serde_json::{Map, Value};

use super::circular;
use crate::names::words::letters;

/// What may differ between two places that use one schema.
const ANNOTATIONS: [&str; 4] = ["title", "description", "example", "default"];

/// Returns whether two schemas are the same except for annotations. A cycle marker counts as the schema that it names.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    if let Some(title) = circular::title(one) {
        return names(title, other);
    }
    if let Some(title) = circular::title(other) {
        return names(title, one);
    }
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            count(one) == count(other)
                && significant(one).all(|(key, value)| {
                    other.get(key).is_some_and(|other| {
                        if key == "properties" { is_same_map(value, other) } else { is_same(value, other) }
                    })
                })
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        _ => one == other,
    }
}

/// Compares two maps of schemas, whose keys are names and never annotations.
fn is_same_map(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, value)| other.get(key).is_some_and(|other| is_same(value, other)))
        }
        _ => one == other,
    }
}

fn significant(map: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    map.iter().filter(|(key, _)| !ANNOTATIONS.contains(&key.as_str()))
}

fn count(map: &Map<String, Value>) -> usize {
    significant(map).count()
}

/// Returns whether a marker can stand for a schema: one without a title can stand for any without.
fn names(title: &str, schema: &Value) -> bool {
    let other = circular::title(schema).or_else(|| schema.get("title").and_then(Value::as_str)).unwrap_or_default();
    schema.is_object() && same_words(title, other)
}

/// Compares two names by their letters and digits.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    one == other || folded(one) == folded(other)
}

/// The letters and digits of a name, or the name itself where it has none.
pub(super) fn folded(text: &str) -> String {
    let plain = letters(text);
    if plain.is_empty() { text.to_owned() } else { plain }
}
