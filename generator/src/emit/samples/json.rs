//! Values without a known type: JSON as `serde_json::json!` takes it, objects and patches.

use super::{Expression, string};
use serde_json::Value;

/// How many operations of a patch an example shows.
const MOST_OPERATIONS: usize = 3;

/// Any value.
pub(super) fn any(example: Option<&Value>) -> Expression {
    let value = match example {
        Some(example) => json(example),
        None => braced(vec![Expression::text("\"value\"").within("\"key\": ", "")]),
    };
    Expression::list("serde_json::json!(", vec![value], ")")
}

/// An object without known properties.
pub(super) fn object(example: Option<&Value>) -> Expression {
    let properties = example.and_then(Value::as_object).into_iter().flatten();
    let mut entries: Vec<_> = properties.map(|(key, value)| entry(key, any(Some(value)))).collect();
    if entries.is_empty() {
        entries.push(entry("key", any(Some(&Value::from("value")))));
    }
    Expression::list("serde_json::Map::from_iter(", vec![Expression::list("[", entries, "]")], ")")
}

/// An entry of a map.
pub(super) fn entry(key: &str, value: Expression) -> Expression {
    Expression::list("(", vec![Expression::text(format!("{}.to_owned()", string(key))), value], ")")
}

/// The contents of `json!`, whose numbers are literals of Rust.
fn json(value: &Value) -> Expression {
    match value {
        Value::String(text) => Expression::text(string(text)),
        Value::Number(number) => Expression::text(match (number.as_i64(), number.as_u64()) {
            (Some(integer), _) if i32::try_from(integer).is_ok() => integer.to_string(),
            (Some(integer), _) => format!("{integer}_i64"),
            (None, Some(integer)) => format!("{integer}_u64"),
            (None, None) => format!("{:?}", number.as_f64().unwrap_or_default()),
        }),
        Value::Array(items) => Expression::list("[", items.iter().map(json).collect(), "]"),
        Value::Object(properties) => braced(
            properties.iter().map(|(key, value)| json(value).within(&format!("{}: ", string(key)), "")).collect(),
        ),
        Value::Null | Value::Bool(_) => Expression::text(value.to_string()),
    }
}

fn braced(items: Vec<Expression>) -> Expression {
    Expression::List { open: "{".to_owned(), items, close: "}".to_owned(), is_spaced: true }
}

/// A JSON Patch; `path` is the type's.
pub(super) fn patch(path: &str, example: Option<&Value>) -> Expression {
    let operations = example.and_then(Value::as_array).into_iter().flatten();
    let mut calls: Vec<_> = operations.filter_map(operation).take(MOST_OPERATIONS).collect();
    if calls.is_empty() {
        calls.push(Expression::text(".replace(\"/name\", \"value\")"));
    }
    Expression::text(format!("{path}::new()")).chain(calls)
}

/// The call that adds an operation to a patch; `None` if the value is none.
pub(super) fn operation(value: &Value) -> Option<Expression> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(|text| Expression::text(string(text)));
    let changed = || {
        Some(match value.get("value")? {
            Value::String(text) => Expression::text(string(text)),
            Value::Bool(boolean) => Expression::text(boolean.to_string()),
            number @ Value::Number(_) => json(number),
            other => any(Some(other)),
        })
    };
    let (method, arguments) = match value.get("op")?.as_str()? {
        method @ ("add" | "replace" | "test") => (method, vec![text("path")?, changed()?]),
        "remove" => ("remove", vec![text("path")?]),
        "move" => ("move_", vec![text("from")?, text("path")?]),
        "copy" => ("copy", vec![text("from")?, text("path")?]),
        _ => return None,
    };
    Some(Expression::list(format!(".{method}("), arguments, ")"))
}
