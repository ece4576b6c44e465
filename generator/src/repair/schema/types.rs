//! The `type` keyword, however it is spelled.

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::super::values;
use super::type_lists;
use super::type_names::{self, Meaning};
use crate::diagnostic::Code;
use crate::pointer;

pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    match map.get("type") {
        None => {}
        Some(Value::String(name)) => {
            let name = name.clone();
            repair_name(context, map, &name);
        }
        Some(Value::Array(_)) => type_lists::repair(context, map),
        Some(_) => values::drop_value(context, map, "type", "the name of a type"),
    }
}

fn repair_name(context: &mut Context<'_>, map: &mut Map<String, Value>, name: &str) {
    if type_names::STANDARD.contains(&name) {
        return;
    }
    let place = |context: &mut Context<'_>, message: String| {
        context.within("type", |context| context.note(Code::InvalidType, message));
    };
    match type_names::meaning(name) {
        Some(Meaning::Type(standard, format)) => {
            place(context, format!("there is no type `{name}`: `{standard}` is used"));
            set(map, "type", standard);
            if let Some(format) = format {
                map.entry("format").or_insert_with(|| Value::String(format.to_owned()));
            }
        }
        Some(Meaning::Null) => {
            if !context.newer {
                place(context, format!("there is no type `{name}`: the schema is nullable"));
            }
            map.shift_remove("type");
            map.insert("nullable".to_owned(), Value::Bool(true));
        }
        Some(Meaning::Any) => {
            place(context, format!("there is no type `{name}`: any value is accepted"));
            map.shift_remove("type");
        }
        None => repair_unknown(context, map, name),
    }
}

fn repair_unknown(context: &mut Context<'_>, map: &mut Map<String, Value>, name: &str) {
    if name.contains(['|', ',']) && !name.contains(['<', '[', '(']) {
        let names: Vec<&str> = name.split(['|', ',']).map(str::trim).filter(|name| !name.is_empty()).collect();
        if names.iter().all(|name| type_names::is_known(name)) {
            map.insert("type".to_owned(), json!(names));
            context.within("type", |context| {
                context.note(Code::InvalidType, format!("`{name}` was read as a list of types"));
            });
            return type_lists::repair(context, map);
        }
    }
    if let Some(element) = type_names::element(name) {
        set(map, "type", "array");
        map.entry("items").or_insert_with(|| json!({"type": element}));
        context.within("type", |context| {
            context.note(Code::InvalidType, format!("`{name}` was read as a list of `{element}`"));
        });
        return;
    }
    map.shift_remove("type");
    let components = context.root.get("components").and_then(|components| components.get("schemas"));
    if components.is_some_and(|schemas| schemas.get(name).is_some()) && !map.contains_key("allOf") {
        let reference = format!("#{}", pointer::join(["components", "schemas", name]));
        map.insert("allOf".to_owned(), json!([{"$ref": reference}]));
        context.within("type", |context| {
            context.warning(Code::UnknownType, format!("`{name}` was read as a reference to the schema of that name"));
        });
        return;
    }
    context.within("type", |context| {
        context.warning(Code::UnknownType, format!("there is no type `{name}`: any value is accepted"));
    });
}

fn set(map: &mut Map<String, Value>, key: &str, text: &str) {
    map.insert(key.to_owned(), Value::String(text.to_owned()));
}
