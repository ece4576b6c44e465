//! Several types at once, as JSON Schema has them: `nullable` and `anyOf` say the same in OpenAPI 3.0.

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::type_names::{self, Meaning};
use super::{applicability, enums};
use crate::diagnostic::Code;

pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    let Some(Value::Array(list)) = map.get("type") else { return };
    let list = list.clone();
    if !context.newer {
        context.within("type", |context| {
            context.note(Code::TypeList, "OpenAPI 3.0 has no lists of types: `nullable` and `anyOf` replace it");
        });
    }
    let mut names: Vec<&'static str> = Vec::new();
    let mut is_any = false;
    for name in &list {
        match name.as_str().and_then(type_names::meaning) {
            Some(Meaning::Type(name, _)) if names.contains(&name) => {}
            Some(Meaning::Type(name, _)) => names.push(name),
            Some(Meaning::Null) => {
                map.insert("nullable".to_owned(), Value::Bool(true));
            }
            Some(Meaning::Any) => is_any = true,
            None if name.is_null() => {
                map.insert("nullable".to_owned(), Value::Bool(true));
            }
            None => {
                is_any = true;
                context.within("type", |context| {
                    context.warning(Code::UnknownType, format!("there is no type `{name}`: any value is accepted"));
                });
            }
        }
    }
    if names.contains(&"number") {
        names.retain(|name| *name != "integer");
    }
    let is_all = names.len() == type_names::STANDARD.len() - 1 && names.contains(&"number");
    match names.as_slice() {
        [name] if !is_any => {
            map.insert("type".to_owned(), json!(name));
        }
        names => {
            map.shift_remove("type");
            let is_composed = map.contains_key("anyOf") || map.contains_key("oneOf");
            if !is_any && !is_all && !is_composed && !names.is_empty() {
                split(map, names);
            }
        }
    }
}

/// Makes one member of `anyOf` for each type, each with the keywords that are about it.
fn split(map: &mut Map<String, Value>, names: &[&'static str]) {
    let values = match map.get("enum") {
        Some(Value::Array(_)) => map.shift_remove("enum"),
        _ => None,
    };
    let values = values.as_ref().and_then(Value::as_array);
    if values.is_some_and(|values| values.iter().any(Value::is_null)) {
        map.insert("nullable".to_owned(), Value::Bool(true));
    }
    let mut members = Vec::new();
    for name in names {
        let mut member = Map::new();
        member.insert("type".to_owned(), json!(name));
        for (key, value) in map.iter() {
            let is_apt = key != "format" || is_apt_format(value, name, names);
            if applicability::is_about_one_type(key) && applicability::applies(key, name) && is_apt {
                member.insert(key.clone(), value.clone());
            }
        }
        if let Some(values) = values {
            let own: Vec<&Value> = values.iter().filter(|value| enums::is_of_type(value, name)).collect();
            if own.is_empty() {
                continue;
            }
            member.insert("enum".to_owned(), json!(own));
        }
        members.push(Value::Object(member));
    }
    map.retain(|key, _| !applicability::is_about_one_type(key));
    if !members.is_empty() {
        map.insert("anyOf".to_owned(), Value::Array(members));
    }
}

/// Returns whether a format is for `name`, where both a string and a number could have it.
fn is_apt_format(format: &Value, name: &str, names: &[&str]) -> bool {
    let is_numeric = |name: &str| name == "integer" || name == "number";
    if !names.contains(&"string") || !names.iter().any(|name| is_numeric(name)) {
        return true;
    }
    let format = format.as_str().unwrap_or_default();
    is_numeric(name) == ["int", "uint", "float", "double"].iter().any(|prefix| format.starts_with(prefix))
}
