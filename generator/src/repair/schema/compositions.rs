//! `allOf`, `oneOf`, `anyOf` and `not`.

use serde_json::{Map, Value};

use super::super::context::Context;
use super::super::values;
use super::{Position, repair_at};
use crate::diagnostic::Code;

const LISTS: [&str; 3] = ["allOf", "oneOf", "anyOf"];

/// Turns the keywords into lists of schemas, or drops them.
pub(super) fn repair_form(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    if !values::has_any(map, &["allOf", "oneOf", "anyOf", "not"]) {
        return;
    }
    for key in LISTS {
        repair_list(context, map, key);
    }
    if map.get("not").is_some_and(|schema| !schema.is_object() && !schema.is_boolean()) {
        values::drop_value(context, map, "not", "a schema");
    }
}

fn repair_list(context: &mut Context<'_>, map: &mut Map<String, Value>, key: &str) {
    let Some(value) = map.get_mut(key) else { return };
    if value.is_object() {
        *value = Value::Array(vec![value.take()]);
        context.within(key, |context| {
            context.note(Code::InvalidComposition, "expected a list: the value became its only item");
        });
    }
    match value {
        Value::Array(members) if members.is_empty() => {
            map.shift_remove(key);
            context.within(key, |context| {
                context.note(Code::EmptyComposition, format!("an empty `{key}` says nothing and was dropped"));
            });
        }
        Value::Array(_) => {}
        _ => values::drop_value(context, map, key, "a list of schemas"),
    }
}

/// Repairs the members.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    if !values::has_any(map, &["allOf", "oneOf", "anyOf", "not"]) {
        return;
    }
    for key in LISTS {
        let Some(Value::Array(members)) = map.get_mut(key) else { continue };
        context.within(key, |context| {
            for (index, member) in members.iter_mut().enumerate() {
                context.within(index, |context| repair_at(context, member, Position::Member));
            }
        });
    }
    if let Some(schema) = map.get_mut("not") {
        context.within("not", |context| repair_at(context, schema, Position::Member));
    }
    lift_annotations(map);
}

/// Keywords of a member of `allOf` that don't change the shape.
const ANNOTATIONS: [&str; 9] =
    ["title", "description", "example", "default", "nullable", "readOnly", "writeOnly", "deprecated", "externalDocs"];

/// If all members of `allOf` but one only have annotations, moves these to the schema. Annotations beside a reference then don't
/// count as a shape, and the schema keeps the name in the reference.
fn lift_annotations(map: &mut Map<String, Value>) {
    let is_annotation = |member: &Value| {
        member.as_object().is_some_and(|member| member.keys().all(|key| ANNOTATIONS.contains(&key.as_str())))
    };
    let Some(Value::Array(members)) = map.get_mut("allOf") else { return };
    if members.len() < 2 || members.iter().filter(|member| !is_annotation(member)).count() != 1 {
        return;
    }
    let (said, only): (Vec<Value>, Vec<Value>) = std::mem::take(members).into_iter().partition(is_annotation);
    *members = only;
    for (key, value) in said
        .into_iter()
        .filter_map(|member| match member {
            Value::Object(member) => Some(member),
            _ => None,
        })
        .flatten()
    {
        if key == "nullable" {
            // One that says no takes nothing back.
            if value == Value::Bool(true) {
                map.insert(key, value);
            }
        } else if !map.contains_key(&key) {
            map.insert(key, value);
        }
    }
}
