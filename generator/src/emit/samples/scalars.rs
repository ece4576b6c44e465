//! Strings, numbers and the values of enums.

use serde_json::Value;

use super::{Place, string};
use crate::api::{Enum, Literal, Type};
use crate::emit::models::enums;

/// A text in a place that takes anything that becomes a string.
pub(super) fn text(example: Option<&Value>, place: Place<'_>) -> String {
    string(example.and_then(Value::as_str).unwrap_or(place.wire_name))
}

/// A value of a type without parts, by value.
pub(super) fn owned(ty: &Type, example: Option<&Value>, place: Place<'_>) -> String {
    let parsed = |made_up: &str| format!("{}.parse()?", string(example.and_then(Value::as_str).unwrap_or(made_up)));
    match ty {
        Type::Boolean => example.and_then(Value::as_bool).unwrap_or(true).to_string(),
        Type::F64 => format!("{:?}", example.and_then(Value::as_f64).unwrap_or(1.5)),
        Type::Number | Type::Decimal => number(example),
        Type::Uuid => parsed("8c190e67-87aa-4ed9-a90b-d9d5344523fb"),
        Type::DateTime => parsed("2026-01-31T12:00:00Z"),
        Type::Date => parsed("2026-01-31"),
        Type::Bytes => "\"content\".into()".to_owned(),
        Type::String => format!("{}.to_owned()", text(example, place)),
        _ => example.map_or_else(|| "1".to_owned(), Value::to_string),
    }
}

/// A number of any size. A literal would be an `i32`.
fn number(example: Option<&Value>) -> String {
    match example.map(|example| (example.as_u64(), example.to_string())) {
        None => "1.into()".to_owned(),
        Some((Some(integer), text)) if i32::try_from(integer).is_ok() => format!("{text}.into()"),
        Some((_, text)) => format!("{}.parse()?", string(&text)),
    }
}

/// A value of the enum at `path`.
pub(super) fn enumeration(path: &str, enumeration: &Enum, example: Option<&Value>) -> String {
    let is_it = |literal: &Literal, value: &Value| match literal {
        Literal::String(text) => value.as_str() == Some(text),
        Literal::Integer(integer) => value.as_i64() == Some(*integer),
    };
    let listed = match example {
        Some(value) => enumeration.variants.iter().find(|variant| is_it(&variant.value, value)),
        None => enumeration.variants.first(),
    };
    match (listed, example) {
        (Some(variant), _) => format!("{path}::{}", variant.name),
        (None, Some(Value::String(text))) => format!("{path}::from({})", string(text)),
        (None, Some(other)) => format!("{path}::from({other})"),
        (None, None) if enums::is_integer(enumeration) => format!("{path}::from(1)"),
        (None, None) => format!("{path}::from(\"value\")"),
    }
}
