//! Keywords whose value has the wrong JSON type.

use serde_json::{Map, Value};

use super::context::Context;
use super::inline;
use crate::diagnostic::Code;

/// Returns whether `map` has one of `keys`.
///
/// A schema has a few of the sixty keywords that repairs are about. To look each of them up takes longer than all else, so a
/// repair asks first whether there is anything to look at.
pub(super) fn has_any(map: &Map<String, Value>, keys: &[&str]) -> bool {
    map.keys().any(|key| keys.contains(&key.as_str()))
}

/// Makes `key` hold a string, or nothing.
pub(super) fn string(context: &mut Context<'_>, map: &mut Map<String, Value>, key: &str) {
    let Some(value) = map.get_mut(key) else { return };
    match value {
        Value::String(_) => {}
        Value::Number(_) | Value::Bool(_) => {
            *value = Value::String(value.to_string());
            context.within(key, |context| {
                context.note(Code::ConvertedValue, "expected a string: the value was converted");
            });
        }
        _ => drop_value(context, map, key, "a string"),
    }
}

/// Makes each of `keys` hold a string, or nothing.
pub(super) fn strings(context: &mut Context<'_>, map: &mut Map<String, Value>, keys: &[&str]) {
    for key in keys {
        string(context, map, key);
    }
}

/// Makes each of `keys` hold `true` or `false`, or nothing.
pub(super) fn booleans(context: &mut Context<'_>, map: &mut Map<String, Value>, keys: &[&str]) {
    if !has_any(map, keys) {
        return;
    }
    for key in keys {
        let Some(value) = map.get_mut(*key) else { continue };
        if value.is_boolean() {
            continue;
        }
        match as_boolean(value) {
            Some(boolean) => {
                *value = Value::Bool(boolean);
                context.within(key, |context| {
                    context
                        .note(Code::ConvertedValue, format!("expected a boolean: the value was read as `{boolean}`"));
                });
            }
            None => drop_value(context, map, key, "a boolean"),
        }
    }
}

/// Reads what people write for a boolean.
pub(super) fn as_boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(boolean) => Some(*boolean),
        Value::String(text) if ["true", "yes"].iter().any(|word| text.trim().eq_ignore_ascii_case(word)) => Some(true),
        Value::String(text) if ["false", "no"].iter().any(|word| text.trim().eq_ignore_ascii_case(word)) => Some(false),
        Value::Number(number) if number.as_u64() == Some(1) => Some(true),
        Value::Number(number) if number.as_u64() == Some(0) => Some(false),
        _ => None,
    }
}

/// Makes `key` hold an object, or nothing. Returns it.
///
/// A reference in place of the whole object is replaced by what it leads to.
pub(super) fn object<'m>(
    context: &mut Context<'_>,
    map: &'m mut Map<String, Value>,
    key: &str,
) -> Option<&'m mut Map<String, Value>> {
    let value = map.get_mut(key)?;
    context.within(key, |context| inline::repair_container(context, value));
    if !value.is_object() {
        drop_value(context, map, key, "an object");
    }
    map.get_mut(key)?.as_object_mut()
}

/// Drops `key`, whose value is wrong; a `null` is dropped without a message.
pub(super) fn drop_value(context: &mut Context<'_>, map: &mut Map<String, Value>, key: &str, expected: &str) {
    let Some(value) = map.shift_remove(key) else { return };
    if !value.is_null() {
        context.within(key, |context| {
            context.warning(Code::InvalidValue, format!("expected {expected}, found {}: it was dropped", kind(&value)));
        });
    }
}

/// Drops `externalDocs` that don't say where they are.
pub(super) fn external_docs(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    let Some(docs) = object(context, map, "externalDocs") else { return };
    context.within("externalDocs", |context| strings(context, docs, &["description", "url"]));
    if !docs.contains_key("url") {
        map.shift_remove("externalDocs");
        context.note(Code::IncompleteObject, "`externalDocs` without a `url` were dropped");
    }
}

/// Keeps the values of `map` that `keep` wants, each at its own place.
pub(super) fn retain(
    context: &mut Context<'_>,
    map: &mut Map<String, Value>,
    mut keep: impl FnMut(&mut Context<'_>, &str, &mut Value) -> bool,
) {
    map.retain(|key, value| context.within(key, |context| keep(context, key, value)));
}

/// Keeps the members of `list` that `keep` wants, each at its own place.
pub(super) fn retain_list(
    context: &mut Context<'_>,
    list: &mut Vec<Value>,
    mut keep: impl FnMut(&mut Context<'_>, &mut Value) -> bool,
) {
    let mut index = 0;
    list.retain_mut(|value| {
        let kept = context.within(index, |context| keep(context, value));
        index += 1;
        kept
    });
}

/// Names the JSON type of a value for a message.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
