//! Members of `oneOf` and `anyOf` that are `null`: in OpenAPI 3.0 the schema around them is `nullable`.

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::super::values;
use super::metadata;
use crate::diagnostic::Code;

pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    if !values::has_any(map, &["oneOf", "anyOf"]) {
        return;
    }
    for key in ["oneOf", "anyOf"] {
        let Some(Value::Array(members)) = map.get_mut(key) else { continue };
        drop_workaround(context, members);
        let before = members.len();
        members.retain(|member| !is_null(member));
        if members.len() == before {
            continue;
        }
        let only = if members.len() == 1 { members.pop() } else { None };
        let is_empty = members.is_empty();
        map.insert("nullable".to_owned(), Value::Bool(true));
        if !context.newer {
            context.note(Code::NullType, format!("a `null` member of `{key}` makes the schema nullable"));
        }
        if is_empty {
            map.shift_remove(key);
        }
        if let Some(only) = only {
            merge(map, key, only);
        }
    }
}

/// Turns a string that is described as a work-around for null into null: `oneOf` of an object and
/// `{type: string, nullable: true, description: Workaround to support null}`.
fn drop_workaround(context: &mut Context<'_>, members: &mut [Value]) {
    let [one, other] = members else { return };
    let (string, object) = if is_workaround(one) { (one, other) } else { (other, one) };
    let is_object = object.get("$ref").is_some()
        || object.get("properties").is_some()
        || object.get("type").is_some_and(|name| name == "object");
    if is_object && is_workaround(string) {
        *string = json!({"type": "null"});
        let message = "a string that is described as a work-around for null is null; other strings than the empty one \
                       are errors";
        context.note(Code::NullType, message);
    }
}

/// Whether a nullable string has nothing but a description.
fn is_workaround(member: &Value) -> bool {
    let Some(map) = member.as_object() else { return false };
    let is_bare = map.keys().all(|key| matches!(key.as_str(), "type" | "nullable" | "title" | "description"));
    let is_nullable_string = match map.get("type") {
        Some(Value::String(name)) => name == "string" && map.get("nullable") == Some(&Value::Bool(true)),
        Some(Value::Array(names)) => {
            names.len() == 2 && ["string", "null"].iter().all(|name| names.contains(&json!(name)))
        }
        _ => false,
    };
    let says_so = |key: &str| {
        let text = map.get(key).and_then(Value::as_str).unwrap_or_default().to_lowercase();
        text.contains("null") && ["workaround", "work-around", "work around"].iter().any(|word| text.contains(word))
    };
    is_bare && is_nullable_string && (says_so("title") || says_so("description"))
}

fn is_null(member: &Value) -> bool {
    let is_null_list = |value: &Value| value.as_array().is_some_and(|list| matches!(list.as_slice(), [Value::Null]));
    member.get("type").is_some_and(|name| name == "null" || name == &serde_json::json!(["null"]))
        || member.get("enum").is_some_and(is_null_list)
        || member.get("const").is_some_and(Value::is_null)
}

/// Puts the only member that is left in place of the list, unless the two say different things.
fn merge(map: &mut Map<String, Value>, key: &str, only: Value) {
    let only = match only {
        Value::Object(mut member)
            if !map.contains_key("discriminator")
                && !["$ref", "$dynamicRef", "$recursiveRef"].iter().any(|key| member.contains_key(*key))
                && member.iter().all(|(key, value)| map.get(key).is_none_or(|other| other == value)) =>
        {
            metadata::repair(&mut member);
            map.extend(member);
            return;
        }
        other => other,
    };
    if map.contains_key("discriminator") || map.contains_key("allOf") {
        map.insert(key.to_owned(), Value::Array(vec![only]));
    } else {
        map.insert("allOf".to_owned(), Value::Array(vec![only]));
    }
}
