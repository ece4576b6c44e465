//! Where an API is to be found.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::{path_parameters, values};
use crate::diagnostic::Code;

/// Makes `servers` a list of complete Server Objects.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    let Some(value) = map.get_mut("servers") else { return };
    if value.is_object() || value.is_string() {
        *value = Value::Array(vec![value.take()]);
        context.within("servers", |context| {
            context.note(Code::InvalidServer, "expected a list: the value became its only item");
        });
    }
    let Value::Array(servers) = value else {
        return values::drop_value(context, map, "servers", "a list of servers");
    };
    context.within("servers", |context| values::retain_list(context, servers, repair_server));
    if servers.is_empty() {
        map.shift_remove("servers");
    }
}

fn repair_server(context: &mut Context<'_>, value: &mut Value) -> bool {
    if let Value::String(url) = value {
        *value = json!({"url": url.as_str()});
        context.note(Code::InvalidServer, "expected an object: the string is used as its `url`");
    }
    let Some(server) = value.as_object_mut() else {
        context.warning(Code::InvalidServer, "an item that is not a server was dropped");
        return false;
    };
    values::strings(context, server, &["url", "name", "description"]);
    let Some(Value::String(url)) = server.get_mut("url") else {
        context.warning(Code::InvalidServer, "a server without a `url` was dropped");
        return false;
    };
    if url.trim().len() < url.len() {
        *url = url.trim().to_owned();
        context.note(Code::InvalidServer, "spaces around the `url` were dropped");
    }
    let url = url.clone();
    repair_variables(context, server, &url);
    true
}

fn repair_variables(context: &mut Context<'_>, server: &mut Map<String, Value>, url: &str) {
    let used = path_parameters::placeholders(url);
    if let Some(variables) = values::object(context, server, "variables") {
        context.within("variables", |context| {
            values::retain(context, variables, |context, name, variable| {
                if !used.contains(&name) {
                    context
                        .note(Code::UnusedServerVariable, format!("`{name}` isn't part of the `url`: it was dropped"));
                    return false;
                }
                repair_variable(context, variable);
                true
            });
        });
    }
    for name in used {
        let variables = server.entry("variables").or_insert_with(|| json!({}));
        let Some(variables) = variables.as_object_mut() else { return };
        if !variables.contains_key(name) {
            variables.insert(name.to_owned(), json!({"default": ""}));
            context.note(Code::MissingServerVariable, format!("`{name}` of the `url` was not declared"));
        }
    }
}

fn repair_variable(context: &mut Context<'_>, value: &mut Value) {
    if let Value::String(default) = value {
        *value = json!({"default": default.as_str()});
        context.note(Code::InvalidServer, "expected an object: the string is used as the variable's default");
    }
    if !value.is_object() {
        *value = json!({});
        context.note(Code::InvalidServer, "a server variable must be an object");
    }
    let Some(variable) = value.as_object_mut() else { return };
    values::strings(context, variable, &["default", "description"]);
    match variable.get_mut("enum") {
        None => {}
        Some(Value::Array(list)) => {
            for value in list.iter_mut().filter(|value| value.is_number() || value.is_boolean()) {
                *value = Value::String(value.to_string());
            }
            list.retain(Value::is_string);
        }
        Some(_) => values::drop_value(context, variable, "enum", "a list of values"),
    }
    if !variable.contains_key("default") {
        let first = variable.get("enum").and_then(|list| list.get(0)).cloned();
        variable.insert("default".to_owned(), first.unwrap_or_else(|| json!("")));
        context.note(Code::MissingServerVariable, "the variable has no default");
    }
}
