//! `enum`: open enums of strings or integers, and what other lists of values come to.

use serde_json::Value;

use crate::api::{Literal, Type};
use crate::diagnostic::Code;
use crate::lower::document::view::View;
use crate::lower::drafts::{DraftKind, DraftValue};
use crate::lower::formats;
use crate::lower::report::Report;

/// What a schema with `enum` is, null among its values left aside.
pub(crate) fn lower(view: &View<'_>, pointer: &str, report: &mut Report<'_>) -> DraftKind {
    let values: Vec<&Value> = view.values.iter().filter(|value| !value.is_null()).collect();
    let all = |test: fn(&Value) -> bool| values.iter().all(|value| test(value));
    match view.kind {
        Some("boolean") => return DraftKind::Alias(Type::Boolean),
        Some("number") if all(Value::is_number) => return DraftKind::Alias(Type::F64),
        Some("string") => return strings(view, &values, pointer, report),
        Some("integer") => {
            if let Some(numbers) = values.iter().map(|value| integer(value)).collect::<Option<Vec<i64>>>() {
                return listed(view, &numbers.into_iter().map(Literal::Integer).collect::<Vec<_>>());
            }
            return DraftKind::Alias(formats::integer(view, &view.values));
        }
        _ => {}
    }
    let message = "the listed values are of several kinds; any value is accepted";
    report.warning(Code::EnumMixed, &format!("{pointer}/enum"), message);
    DraftKind::Alias(Type::Any)
}

/// An enum of strings. A value of another type becomes its text.
fn strings(view: &View<'_>, values: &[&Value], pointer: &str, report: &mut Report<'_>) -> DraftKind {
    if values.iter().any(|value| !value.is_string()) {
        if values.iter().any(|value| value.is_object() || value.is_array()) {
            let message = "the listed values are of several kinds; any value is accepted";
            report.warning(Code::EnumMixed, &format!("{pointer}/enum"), message);
            return DraftKind::Alias(Type::Any);
        }
        let message = "`type` is string, but not all listed values are; they are taken as text";
        report.note(Code::EnumType, &format!("{pointer}/enum"), message);
    }
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    listed(view, &values.iter().map(|value| Literal::String(text(value))).collect::<Vec<_>>())
}

fn listed(view: &View<'_>, literals: &[Literal]) -> DraftKind {
    let extension = |names: &[&str], index: usize| -> Option<String> {
        let list = names.iter().find_map(|name| view.data.extensions.get(*name))?.as_array()?;
        // A list of another length can't be told apart value by value.
        let text = list.get(index)?.as_str().filter(|text| !text.is_empty())?;
        (list.len() == literals.len()).then(|| text.to_owned())
    };
    let mut seen: Vec<DraftValue> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for (index, value) in literals.iter().enumerate() {
        if known.insert(value) {
            seen.push(DraftValue {
                value: value.clone(),
                name: extension(&["x-enum-varnames", "x-enumNames", "x-enum-names"], index),
                description: extension(&["x-enum-descriptions", "x-enumDescriptions"], index),
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
