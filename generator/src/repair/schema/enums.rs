//! Lists of the values that there are.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value, json};

use super::super::context::Context;
use crate::diagnostic::Code;

/// Turns a constant into an enum of one value. If it is a list or an object, only its type is kept: no enum has such values.
pub(super) fn repair_constant(map: &mut Map<String, Value>) {
    let Some(value) = map.shift_remove("const") else { return };
    match value {
        Value::Null => _ = map.insert("nullable".to_owned(), Value::Bool(true)),
        Value::Array(items) => {
            map.entry("type").or_insert_with(|| json!("array"));
            let names = ["string", "integer", "number", "boolean", "object", "array"];
            let name = names.into_iter().find(|name| all_are_of_type(&items, name));
            map.entry("items").or_insert_with(|| name.map_or_else(|| json!({}), |name| json!({"type": name})));
        }
        Value::Object(_) => _ = map.entry("type").or_insert_with(|| json!("object")),
        scalar => _ = map.entry("enum").or_insert_with(|| Value::Array(vec![scalar])),
    }
}

/// Makes `enum` a list of different values of the schema's type.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    let Some(value) = map.shift_remove("enum") else { return };
    let mut values = match value {
        Value::Array(values) => values,
        Value::Null => return,
        Value::Object(_) => {
            return context.within("enum", |context| {
                context.warning(Code::InvalidEnum, "`enum` must be a list of values and was dropped");
            });
        }
        scalar => {
            context.within("enum", |context| {
                context.note(Code::InvalidEnum, "`enum` must be a list: the value became its only item");
            });
            vec![scalar]
        }
    };
    if values.is_empty() {
        return context
            .within("enum", |context| context.note(Code::InvalidEnum, "an empty list of values was dropped"));
    }
    context.within("enum", |context| {
        flatten(context, &mut values);
        drop_nulls(context, map, &mut values);
        drop_duplicates(context, &mut values);
    });
    if values.is_empty() {
        return;
    }
    let Some(name) = map.get("type").and_then(Value::as_str).map(str::to_owned) else {
        map.insert("enum".to_owned(), Value::Array(values));
        return;
    };
    if name == "array" || name == "object" {
        return misplaced(context, map, &name, values);
    }
    fit(context, map, &name, &mut values);
    if !values.is_empty() {
        map.insert("enum".to_owned(), Value::Array(values));
    }
}

/// Returns whether `value` is one of the type `name`.
pub(super) fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}

/// Returns whether there are values, all of the type `name`.
pub(super) fn all_are_of_type(values: &[Value], name: &str) -> bool {
    !values.is_empty() && values.iter().all(|value| is_of_type(value, name))
}

fn flatten(context: &mut Context<'_>, values: &mut Vec<Value>) {
    if let [Value::Array(inner)] = values.as_mut_slice() {
        *values = std::mem::take(inner);
        context.note(Code::InvalidEnum, "a list within the list of values is used as the list");
    }
}

fn drop_nulls(context: &mut Context<'_>, map: &mut Map<String, Value>, values: &mut Vec<Value>) {
    let before = values.len();
    values.retain(|value| !value.is_null());
    if values.len() < before {
        let previous = map.insert("nullable".to_owned(), Value::Bool(true));
        if !context.newer && previous != Some(Value::Bool(true)) {
            context.note(Code::NullInEnum, "a schema whose values include `null` is nullable");
        }
    }
}

fn drop_duplicates(context: &mut Context<'_>, values: &mut Vec<Value>) {
    let mut seen = BTreeSet::new();
    let before = values.len();
    values.retain(|value| seen.insert(value.to_string()));
    if values.len() < before {
        context.note(Code::DuplicateEnumValue, "a value that is listed twice counts once");
    }
}

/// Moves values beside the type of a list or an object to where they belong.
fn misplaced(context: &mut Context<'_>, map: &mut Map<String, Value>, name: &str, values: Vec<Value>) {
    let is_scalar = values.iter().all(|value| !value.is_array() && !value.is_object());
    let own = |context: &mut Context<'_>, severe: bool, message: String| {
        context.within("enum", |context| {
            if severe {
                context.warning(Code::MisplacedEnum, message);
            } else {
                context.note(Code::MisplacedEnum, message);
            }
        });
    };
    if !is_scalar {
        return own(context, false, format!("the client doesn't distinguish the listed values of type `{name}`"));
    }
    if name == "object" {
        let bare = !map.contains_key("properties") && !map.contains_key("additionalProperties");
        let kind = ["string", "integer", "number", "boolean"].into_iter().find(|name| all_are_of_type(&values, name));
        if let Some(kind) = kind.filter(|_| bare) {
            map.insert("type".to_owned(), Value::String(kind.to_owned()));
            map.insert("enum".to_owned(), Value::Array(values));
            return own(context, true, format!("these values are not objects: the type `{kind}` is used"));
        }
        return own(context, true, "these values are not objects: they were dropped".to_owned());
    }
    let items = map.entry("items").or_insert_with(|| Value::Object(Map::new()));
    match items {
        Value::Object(items) if !items.contains_key("enum") && !items.contains_key("$ref") => {
            items.insert("enum".to_owned(), Value::Array(values));
            own(context, true, "these values are not lists: they became the values of the items".to_owned());
        }
        _ => own(context, true, "these values are not lists: they were dropped".to_owned()),
    }
}

/// Makes the values and the type agree: by the values where nothing is lost, else by the type.
fn fit(context: &mut Context<'_>, map: &mut Map<String, Value>, name: &str, values: &mut Vec<Value>) {
    if values.iter().all(|value| is_of_type(value, name)) {
        return;
    }
    context.within("enum", |context| {
        if name == "string" && values.iter().any(|value| value.is_array() || value.is_object()) {
            values.retain(|value| !value.is_array() && !value.is_object());
            context.warning(Code::EnumType, "values that are not strings were dropped");
        }
    });
    let converted: Option<Vec<Value>> = values.iter().map(|value| converted(value, name)).collect();
    if let Some(converted) = converted {
        *values = converted;
        context.within("enum", |context| {
            context.note(Code::EnumType, format!("the values were converted to the type `{name}`"));
            drop_duplicates(context, values);
        });
        return;
    }
    let other = ["integer", "number", "boolean", "string"].into_iter().find(|name| all_are_of_type(values, name));
    let message = match other {
        Some(other) => {
            map.insert("type".to_owned(), Value::String(other.to_owned()));
            format!("the values don't have the type `{name}`: the type `{other}` is used")
        }
        None if name == "integer" && values.iter().all(Value::is_number) => {
            values.clear();
            "the client doesn't distinguish values beyond 64 bits".to_owned()
        }
        None => {
            map.shift_remove("type");
            format!("the values have several types instead of `{name}`")
        }
    };
    context.within("enum", |context| context.warning(Code::EnumType, message));
}

/// Returns `value` as one of the type `name`, if it says the same.
fn converted(value: &Value, name: &str) -> Option<Value> {
    if is_of_type(value, name) {
        return Some(value.clone());
    }
    match (name, value) {
        ("string", Value::Number(_) | Value::Bool(_)) => Some(Value::String(value.to_string())),
        ("integer", Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
        ("integer", Value::Number(number)) => integral(number).map(Value::from),
        ("number", Value::String(text)) => match text.trim().parse::<i64>() {
            Ok(integer) => Some(Value::from(integer)),
            Err(_) => Number::from_f64(text.trim().parse::<f64>().ok()?).map(Value::Number),
        },
        ("boolean", Value::String(text)) => text.trim().to_ascii_lowercase().parse::<bool>().ok().map(Value::Bool),
        _ => None,
    }
}

/// Returns a number such as `1.0` as an integer, if it is one and a `f64` tells it from its neighbours.
pub(super) fn integral(number: &Number) -> Option<i64> {
    if let Some(integer) = number.as_i64() {
        return Some(integer);
    }
    let float = number.as_f64()?;
    // All integers up to 2^53 are told apart, and the text of such a number is the integer itself.
    (float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0).then(|| format!("{float:.0}").parse().ok())?
}
