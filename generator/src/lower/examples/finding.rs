//! Faults of an example.

use crate::parse::{Document, JsonType, Schema};
use serde_json::Value;

use super::spot::Spot;

/// A property of a component, or a pointer if there is no component.
pub(super) type Key = (String, String);

/// A value that its schema does not allow.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) key: Key,
    pub(super) pointer: String,
    pub(super) message: String,
    pub(super) flaw: Flaw,
    /// Where a list says that the property is required, and the others that it names, if that is the fault.
    pub(super) required: Option<(String, Vec<String>)>,
}

/// The fault of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flaw {
    /// It is another than the schema allows.
    Contradicts,
    /// It is only a property that the schema allows without declaring it.
    Undeclared,
    /// It is only a value that an open enum does not list.
    Unlisted,
}

/// A value that is not listed, and that `fits` the schema's type or not.
pub(super) fn unlisted(spot: &Spot<'_>, value: &Value, schema: &Schema, document: &Document, fits: bool) -> Finding {
    if !fits {
        return contradiction(spot, value, schema, document);
    }
    let message = format!("the example {value} is not among the values that {} lists", subject(spot));
    Finding { key: Key::clone(&spot.key), pointer: spot.pointer(), message, flaw: Flaw::Unlisted, required: None }
}

/// A value of another type.
pub(super) fn contradiction(spot: &Spot<'_>, value: &Value, schema: &Schema, document: &Document) -> Finding {
    let message = format!("the example has {} where {} is {}", found(value), subject(spot), expected(schema, document));
    Finding { key: Key::clone(&spot.key), pointer: spot.pointer(), message, flaw: Flaw::Contradicts, required: None }
}

fn subject(spot: &Spot<'_>) -> String {
    let (schema, property) = &*spot.key;
    if property.is_empty() { "its schema".to_owned() } else { format!("`{schema}.{property}`") }
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn expected(schema: &Schema, document: &Document) -> String {
    let name = |kind: Option<JsonType>| match kind {
        Some(JsonType::Object) => "objects",
        Some(JsonType::Array) => "arrays",
        Some(JsonType::String) => "strings",
        Some(JsonType::Integer) => "integers",
        Some(JsonType::Number) => "numbers",
        Some(JsonType::Boolean) => "booleans",
        _ => "values",
    };
    match schema.kind {
        Some(JsonType::Object) => "an object".to_owned(),
        Some(JsonType::Integer) => "an integer".to_owned(),
        Some(JsonType::Array) => {
            let items = schema.items.as_ref().and_then(|items| document.resolve(items));
            format!("an array of {}", name(items.and_then(|schema| schema.kind)))
        }
        Some(kind) => format!("a {}", kind.as_str()),
        None => "something else".to_owned(),
    }
}
