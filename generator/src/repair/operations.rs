//! Operations, and the paths that they are at.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::inline::{self, Role};
use super::{parameters, path_parameters, responses, security, server_requests, servers, swagger, values};
use crate::diagnostic::Code;

/// Repairs an operation at `path`, which inherits the `shared` parameters.
pub(super) fn repair(context: &mut Context<'_>, path: &str, shared: &[Value], operation: &mut Map<String, Value>) {
    values::strings(context, operation, &["summary", "description", "operationId"]);
    if operation.get("operationId").and_then(Value::as_str).is_some_and(|id| id.trim().is_empty()) {
        operation.shift_remove("operationId");
    }
    repair_tags(context, operation);
    values::booleans(context, operation, &["deprecated"]);
    values::external_docs(context, operation);
    repair_parameters(context, path, shared, operation);
    if let Some(body) = operation.get_mut("requestBody")
        && !context.within("requestBody", |context| inline::repair(context, Role::RequestBody, body))
    {
        operation.shift_remove("requestBody");
    }
    responses::repair(context, operation);
    server_requests::take_callbacks(context, operation);
    security::repair(context, operation);
    servers::repair(context, operation);
}

fn repair_parameters(context: &mut Context<'_>, path: &str, shared: &[Value], operation: &mut Map<String, Value>) {
    let mut found = operation.shift_remove("parameters").unwrap_or_default();
    let own = context.within("parameters", |context| parameters::repair_list(context, &mut found));
    context.within("parameters", |context| {
        let mut all = parameters::merge(context, own, shared);
        parameters::drop_ignored(context, &mut all);
        path_parameters::repair(context, path, &mut all);
        found = Value::Array(all);
    });
    let Value::Array(mut all) = found else { return };
    swagger::repair_body(context, &mut all, operation);
    if !all.is_empty() {
        operation.insert("parameters".to_owned(), Value::Array(all));
    }
}

fn repair_tags(context: &mut Context<'_>, operation: &mut Map<String, Value>) {
    let Some(value) = operation.get_mut("tags") else { return };
    if value.is_string() {
        *value = json!([value.take()]);
        context.within("tags", |context| {
            context.note(Code::InvalidTag, "expected a list: the value became its only item");
        });
    }
    let Value::Array(tags) = value else { return values::drop_value(context, operation, "tags", "a list of names") };
    let before = tags.len();
    context.within("tags", |context| {
        values::retain_list(context, tags, |context, tag| {
            let name = match &*tag {
                Value::String(_) => return true,
                Value::Number(_) | Value::Bool(_) => Some(Value::String(tag.to_string())),
                Value::Object(map) => map.get("name").filter(|name| name.is_string()).cloned(),
                _ => None,
            };
            context.note(Code::InvalidTag, "expected the name of a tag");
            match name {
                Some(name) => {
                    *tag = name;
                    true
                }
                None => false,
            }
        });
    });
    if tags.is_empty() && before > 0 {
        operation.shift_remove("tags");
    }
}
