//! Leftovers of Swagger 2 in documents that claim to be OpenAPI 3.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::inline::{self, Role};
use super::values;
use crate::diagnostic::Code;

/// Turns `collectionFormat` into a style.
pub(super) fn repair_collection_format(parameter: &mut Map<String, Value>, location: &str) {
    let Some(format) = parameter.shift_remove("collectionFormat") else { return };
    if location != "query" || parameter.contains_key("style") {
        return;
    }
    let (style, explode) = match format.as_str() {
        Some("multi") => ("form", true),
        Some("ssv") => ("spaceDelimited", false),
        Some("pipes") => ("pipeDelimited", false),
        Some("csv") => ("form", false),
        _ => return,
    };
    parameter.insert("style".to_owned(), json!(style));
    parameter.insert("explode".to_owned(), json!(explode));
}

/// Turns the parameters `in: body` and `in: formData` into a request body.
pub(super) fn repair_body(context: &mut Context<'_>, parameters: &mut Vec<Value>, operation: &mut Map<String, Value>) {
    let location = |parameter: &Value| parameter.get("in").and_then(Value::as_str).map(str::to_owned);
    let mut bodies = Vec::new();
    let mut fields = Vec::new();
    parameters.retain_mut(|parameter| match location(parameter).as_deref() {
        Some("body") => {
            bodies.push(parameter.take());
            false
        }
        Some("formdata") => {
            fields.push(parameter.take());
            false
        }
        _ => true,
    });
    if bodies.is_empty() && fields.is_empty() {
        return;
    }
    if operation.contains_key("requestBody") {
        context.warning(Code::BodyParameter, "parameters for the body beside a request body were dropped");
        return;
    }
    let body = match bodies.into_iter().next() {
        Some(body) => from_body(&body),
        None => from_fields(fields),
    };
    operation.insert("requestBody".to_owned(), body);
    context.note(Code::BodyParameter, "parameters for the body, as in Swagger 2, became a request body");
    if let Some(body) = operation.get_mut("requestBody") {
        context.within("requestBody", |context| inline::repair(context, Role::RequestBody, body));
    }
}

fn from_body(parameter: &Value) -> Value {
    let mut body = Map::new();
    if let Some(description) = parameter.get("description") {
        body.insert("description".to_owned(), description.clone());
    }
    body.insert("required".to_owned(), json!(parameter.get("required") == Some(&Value::Bool(true))));
    let schema = parameter.get("schema").cloned().unwrap_or_else(|| json!({}));
    body.insert("content".to_owned(), json!({"application/json": {"schema": schema}}));
    Value::Object(body)
}

fn from_fields(fields: Vec<Value>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let mut has_file = false;
    for field in fields {
        let Value::Object(mut field) = field else { continue };
        let Some(Value::String(name)) = field.shift_remove("name") else { continue };
        field.shift_remove("in");
        if field.shift_remove("required").as_ref().and_then(values::as_boolean) == Some(true) {
            required.push(name.clone());
        }
        has_file |= field.get("type").and_then(Value::as_str) == Some("file");
        let schema = match field.shift_remove("schema") {
            Some(schema) => schema,
            None => Value::Object(field),
        };
        properties.insert(name, schema);
    }
    let media_type = if has_file { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let is_required = !required.is_empty();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if is_required {
        schema.insert("required".to_owned(), json!(required));
    }
    json!({"required": is_required, "content": {media_type: {"schema": schema}}})
}
