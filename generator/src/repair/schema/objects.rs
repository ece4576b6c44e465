//! The properties of an object.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::super::values;
use super::{Position, repair as repair_schema, type_names, undeclared};
use crate::diagnostic::Code;

/// Patterns that every name matches.
const MATCH_ALL: [&str; 8] = ["", "^", ".*", "^.*", "^.*$", ".+", "^.+", "^.+$"];

/// Turns schemas for names that match a pattern into the schema of additional properties.
pub(super) fn repair_patterns(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    if !values::has_any(map, &["unevaluatedProperties", "patternProperties"]) {
        return;
    }
    let rest = map.shift_remove("unevaluatedProperties");
    if let Some(rest @ Value::Object(_)) = rest
        && !["allOf", "oneOf", "anyOf"].iter().any(|key| map.contains_key(*key))
    {
        map.entry("additionalProperties").or_insert(rest);
    }
    let Some(patterns) = map.shift_remove("patternProperties") else { return };
    let Value::Object(patterns) = patterns else { return };
    if patterns.is_empty() {
        return;
    }
    // A name that matches no pattern is as free as `additionalProperties` says.
    let others = match map.get("additionalProperties") {
        Some(Value::Bool(false)) => None,
        Some(others @ Value::Object(_)) => Some(others.clone()),
        _ if patterns.keys().any(|pattern| MATCH_ALL.contains(&pattern.as_str())) => None,
        _ => Some(json!({})),
    };
    let mut kinds: Vec<Value> = Vec::new();
    for kind in patterns.into_iter().map(|(_, kind)| kind).chain(others) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let is_lost = kinds.len() > 1;
    let kind = if kinds.len() == 1 { kinds.pop().unwrap_or_default() } else { json!({"anyOf": kinds}) };
    map.insert("additionalProperties".to_owned(), kind);
    context.within("patternProperties", |context| {
        let message = "properties whose names match a pattern became additional properties";
        if is_lost {
            context.warning(Code::PatternProperties, format!("{message}, which can have the type of any pattern"));
        } else {
            context.note(Code::PatternProperties, message);
        }
    });
}

/// Makes `properties`, `required` and `additionalProperties` what they must be.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>, position: Position) {
    let mut required = repair_properties(context, map);
    repair_required(context, map, &mut required, position);
    repair_additional(context, map);
}

/// Repairs the properties. Returns the names that say themselves that they are required.
fn repair_properties(context: &mut Context<'_>, map: &mut Map<String, Value>) -> Vec<String> {
    let mut required = Vec::new();
    let Some(properties) = values::object(context, map, "properties") else { return required };
    context.within("properties", |context| {
        values::retain(context, properties, |context, name, property| {
            if name == "required" && property.is_array() {
                let names = property.as_array().into_iter().flatten().filter_map(Value::as_str);
                required.extend(names.map(str::to_owned));
                context.warning(Code::MisplacedRequired, "a list of required properties was among the properties");
                return false;
            }
            if is_no_property(property) {
                context.warning(Code::NotASchema, "a string was among the properties and was dropped");
                return false;
            }
            if take_required(context, property) {
                required.push(name.to_owned());
            }
            repair_schema(context, property);
            true
        });
    });
    required
}

/// Returns whether a value is a keyword's that was written one level too deep.
fn is_no_property(property: &Value) -> bool {
    property.as_str().is_some_and(|text| super::circular::marker(text).is_none() && !type_names::is_known(text))
}

/// Takes a boolean `required` off a property.
fn take_required(context: &mut Context<'_>, property: &mut Value) -> bool {
    let Some(map) = property.as_object_mut() else { return false };
    let Some(required) = map.get("required").and_then(values::as_boolean) else { return false };
    map.shift_remove("required");
    context.within("required", |context| {
        context.note(Code::BooleanRequired, "a property's own `required` moved to the list of the object around it");
    });
    required
}

fn repair_required(
    context: &mut Context<'_>,
    map: &mut Map<String, Value>,
    found: &mut Vec<String>,
    position: Position,
) {
    let mut names = Vec::new();
    match map.get("required") {
        None if found.is_empty() => return,
        None => {}
        Some(Value::Array(list)) => {
            names.extend(list.iter().filter_map(Value::as_str).map(str::to_owned));
            if names.len() < list.len() {
                context.within("required", |context| {
                    context.warning(Code::InvalidRequired, "an item that is not the name of a property was dropped");
                });
            }
        }
        Some(Value::String(name)) => {
            names.push(name.clone());
            context.within("required", |context| {
                context.note(Code::InvalidRequired, "expected a list: the value became its only item");
            });
        }
        Some(_) => values::drop_value(context, map, "required", "a list of names"),
    }
    let had = names.len();
    names.append(found);
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    if seen.len() < had {
        context.within("required", |context| {
            context.note(Code::DuplicateRequired, "a property that is listed twice counts once");
        });
    }
    // Another member of `allOf` may declare the property.
    let stands_alone =
        position == Position::Whole && !["allOf", "oneOf", "anyOf"].iter().any(|key| map.contains_key(*key));
    if stands_alone {
        undeclared::repair(context, map, &mut names);
    }
    if !names.is_empty() {
        map.insert("required".to_owned(), json!(names));
    } else if map.get("required").and_then(Value::as_array).is_none_or(|list| !list.is_empty()) {
        map.shift_remove("required");
    }
}

fn repair_additional(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    const KEY: &str = "additionalProperties";
    let Some(value) = map.get_mut(KEY) else { return };
    match value {
        Value::Bool(_) => {}
        Value::Object(_) => context.within(KEY, |context| repair_schema(context, value)),
        Value::String(text) if super::circular::marker(text).is_some() || type_names::is_known(text) => {
            context.within(KEY, |context| repair_schema(context, value));
        }
        _ if values::as_boolean(value).is_some() => values::booleans(context, map, &[KEY]),
        _ => values::drop_value(context, map, KEY, "a schema or a boolean"),
    }
}
