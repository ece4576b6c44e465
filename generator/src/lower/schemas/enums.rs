//! `enum`: open enums of strings or integers, and what other lists of values come to.

use serde_json::Value;

use crate::api::{Literal, Type};
use crate::diagnostic::Code;
use crate::lower::drafts::{DraftKind, DraftValue};
use crate::lower::formats;
use crate::lower::report::Report;
use crate::parse::{JsonType, Schema};

/// What a schema with `enum` is, null among its values left aside.
pub(crate) fn lower(schema: &Schema, report: &mut Report<'_>) -> DraftKind {
    let values: Vec<&Value> = schema.values.iter().filter(|value| !value.is_null()).collect();
    let all = |test: fn(&Value) -> bool| values.iter().all(|value| test(value));
    match schema.kind {
        Some(JsonType::Boolean) => return DraftKind::Alias(Type::Boolean),
        Some(JsonType::Number) if all(Value::is_number) => return DraftKind::Alias(Type::F64),
        Some(JsonType::String) => {
            let texts = values.iter().filter_map(|value| value.as_str());
            return listed(schema, &texts.map(|text| Literal::String(text.to_owned())).collect::<Vec<_>>());
        }
        Some(JsonType::Integer) => {
            if let Some(numbers) = values.iter().map(|value| integer(value)).collect::<Option<Vec<i64>>>() {
                return listed(schema, &numbers.into_iter().map(Literal::Integer).collect::<Vec<_>>());
            }
            return DraftKind::Alias(formats::integer(schema, &schema.values));
        }
        _ => {}
    }
    let message = "the listed values have several types; any value is accepted";
    report.warning(Code::EnumMixed, &format!("{}/enum", schema.pointer()), message);
    DraftKind::Alias(Type::Any)
}

fn listed(schema: &Schema, literals: &[Literal]) -> DraftKind {
    let of_value = |texts: &[String], index: usize| {
        // A list of another length can't be told apart value by value.
        let text = texts.get(index).filter(|text| !text.is_empty() && texts.len() == literals.len());
        text.cloned()
    };
    let mut seen: Vec<DraftValue> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for (index, value) in literals.iter().enumerate() {
        if known.insert(value) {
            seen.push(DraftValue {
                value: value.clone(),
                name: of_value(&schema.value_names, index),
                description: of_value(&schema.value_descriptions, index),
            });
        }
    }
    DraftKind::Enum(seen)
}

/// A whole number, also one that is written as a string or with a fraction of zero.
#[allow(clippy::cast_possible_truncation, reason = "the value is whole and within 2^53")]
fn integer(value: &Value) -> Option<i64> {
    let whole = |number: f64| number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0;
    value
        .as_i64()
        .or_else(|| value.as_f64().filter(|&number| whole(number)).map(|number| number as i64))
        .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}
