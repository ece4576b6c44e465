//! A page: one operation of an API, with what the whole document says put into it.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::{
    cycles, depth, hoist, info, operations, path_parameters, schema, security_schemes, server_requests, servers, values,
};
use crate::diagnostic::Code;
use crate::methods::METHODS;
use crate::pointer;

/// What the site's generator adds for its own use, or what moves to the document.
const NOT_OF_THE_OPERATION: [&str; 8] =
    ["method", "path", "postman", "jsonRequestBodyExample", "extensions", "info", "servers", "securitySchemes"];

/// What a page of a webhook has for its method.
const EVENT: &str = "event";

/// Makes a document from a page's operation. Returns it if a client can call the operation, or read its payload.
pub(super) fn repair(
    context: &mut Context<'_>,
    cut: usize,
    title: Option<&str>,
    mut operation: Map<String, Value>,
) -> Option<Value> {
    let is_event =
        operation.get("method").and_then(Value::as_str).is_some_and(|it| it.trim().eq_ignore_ascii_case(EVENT));
    let place = if is_event { None } else { Some(method_and_path(context, &operation)?) };
    depth::report(context, cut);
    context.newer = true;
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    if let Some(title) = title.filter(|_| !operation.contains_key("summary")) {
        operation.insert("summary".to_owned(), json!(title));
    }
    if is_event {
        let name = ["operationId", "summary"].iter().find_map(|key| operation.get(*key)?.as_str());
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        server_requests::take_event(context, name, &operation);
        if context.payloads.is_empty() {
            return None;
        }
    }
    let mut document = Map::new();
    document.insert("openapi".to_owned(), json!("3.0.3"));
    for key in ["info", "servers"] {
        if let Some(value) = operation.shift_remove(key) {
            document.insert(key.to_owned(), value);
        }
    }
    info::repair(context, &mut document);
    servers::repair(context, &mut document);
    let mut components = Map::new();
    if let Some(schemes) = values::object(context, &mut operation, "securitySchemes") {
        let mut schemes = std::mem::take(schemes);
        context.within("securitySchemes", |context| security_schemes::repair_all(context, &mut schemes));
        components.insert("securitySchemes".to_owned(), Value::Object(schemes));
    }
    for key in NOT_OF_THE_OPERATION {
        operation.shift_remove(key);
    }
    let mut paths = Map::new();
    if let Some((method, path)) = place {
        operations::repair(context, &path, &[], &mut operation);
        // Pointers into a page start at its operation.
        context.notes.places.insert(pointer::join(["paths", path.as_str(), method.as_str()]), String::new());
        // Not by `json!`, which copies.
        let item = Map::from_iter([(method, Value::Object(operation))]);
        paths.insert(path, Value::Object(item));
    }
    document.insert("paths".to_owned(), Value::Object(paths));
    server_requests::insert_payloads(context, &mut document);
    let mut schemas = Map::new();
    hoist::insert_all(context, &mut schemas);
    cycles::repair(context, &mut schemas);
    if !schemas.is_empty() {
        components.insert("schemas".to_owned(), Value::Object(schemas));
    }
    document.insert("components".to_owned(), Value::Object(components));
    schema::circular::resolve(context, &mut document);
    Some(Value::Object(document))
}

fn method_and_path(context: &mut Context<'_>, operation: &Map<String, Value>) -> Option<(String, String)> {
    let text = |key: &str| operation.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    let (Some(method), Some(path)) = (text("method"), text("path")) else {
        context.error(Code::NotAnOperation, "the page's `api` has no `method` and `path`: it is not an operation");
        return None;
    };
    let lower = method.to_ascii_lowercase();
    if !METHODS.contains(&lower.as_str()) {
        context.within("method", |context| {
            let message = format!("the client has no method `{method}`");
            context.skip(Code::UnsupportedMethod, method, path, message);
        });
        return None;
    }
    let named = path_parameters::with_names(path).unwrap_or_else(|| path.to_owned());
    let mut full = if named.starts_with('/') { named } else { format!("/{named}") };
    if full != path {
        context
            .within("path", |context| context.note(Code::InvalidPath, format!("the path was corrected to `{full}`")));
    }
    let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let of_path = parameters.filter(|parameter| parameter.get("in").and_then(Value::as_str) == Some("path"));
    let declared = of_path.filter_map(|parameter| parameter.get("name")?.as_str()).map(str::to_owned).collect();
    if let Some(braced) = path_parameters::with_braces(&full, &declared) {
        context.within("path", |context| {
            context.note(Code::ColonPathParameter, format!("the path was corrected to `{braced}`"));
        });
        full = braced;
    }
    Some((lower, full))
}
