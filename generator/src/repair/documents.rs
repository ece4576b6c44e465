//! A whole document.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::{
    cycles, depth, hoist, info, paths, schema, security, security_schemes, server_requests, servers, tags, values,
};
use crate::diagnostic::Code;

/// Repairs an OpenAPI document. Returns it if it is one.
pub(super) fn repair(context: &mut Context<'_>, cut: usize, mut document: Map<String, Value>) -> Option<Value> {
    repair_version(context, &mut document)?;
    depth::report(context, cut);
    info::repair(context, &mut document);
    servers::repair(context, &mut document);
    security::repair(context, &mut document);
    info::repair_tags(context, &mut document);
    values::external_docs(context, &mut document);
    paths::repair(context, &mut document);
    server_requests::take_webhooks(context, &mut document);
    server_requests::insert_payloads(context, &mut document);
    repair_components(context, &mut document);
    tags::repair(context, &mut document);
    schema::circular::resolve(context, &mut document);
    document.shift_remove("jsonSchemaDialect");
    document.shift_remove("$self");
    Some(Value::Object(document))
}

/// Finds the OpenAPI version of the document, and sets it to 3.0.
fn repair_version(context: &mut Context<'_>, document: &mut Map<String, Value>) -> Option<()> {
    let version = match document.get("openapi") {
        Some(Value::String(version)) => Some(version.trim().to_owned()),
        // YAML without quotes.
        Some(Value::Number(version)) => Some(version.to_string()),
        _ => None,
    };
    match version.as_deref() {
        Some(version) if version == "3" || version.starts_with("3.") => {
            context.newer = !(version == "3" || version == "3.0" || version.starts_with("3.0."));
        }
        Some(version) => {
            let message = format!("the document follows OpenAPI {version}: only Swagger 2.0 and OpenAPI 3 can be read");
            context.error(Code::UnsupportedVersion, message);
            return None;
        }
        None if document.contains_key("swagger") => {
            context.error(Code::UnsupportedVersion, "the document follows Swagger 2: only OpenAPI 3 can be read here");
            return None;
        }
        None if document.get("paths").is_some_and(Value::is_object) => {
            context.warning(
                Code::MissingVersion,
                "the document doesn't say which version it follows: OpenAPI 3.0 is assumed",
            );
        }
        None => {
            context.error(Code::NotOpenapi, "this is not an OpenAPI document: it has neither `openapi` nor `paths`");
            return None;
        }
    }
    document.insert("openapi".to_owned(), json!("3.0.3"));
    Some(())
}

/// Keeps the schemas and security schemes: everything else was put where it is used.
fn repair_components(context: &mut Context<'_>, document: &mut Map<String, Value>) {
    const INLINED: [&str; 9] = [
        "responses",
        "parameters",
        "examples",
        "requestBodies",
        "headers",
        "links",
        "callbacks",
        "pathItems",
        "mediaTypes",
    ];
    let mut components = match values::object(context, document, "components") {
        Some(components) => std::mem::take(components),
        None => Map::new(),
    };
    for key in INLINED {
        components.shift_remove(key);
    }
    let schemas = values::object(context, &mut components, "schemas").map(std::mem::take);
    let mut schemas = schemas.unwrap_or_default();
    context.within("components", |context| {
        context.within("schemas", |context| {
            values::retain(context, &mut schemas, |context, _, value| {
                schema::repair(context, value);
                true
            });
        });
        if let Some(schemes) = values::object(context, &mut components, "securitySchemes") {
            context.within("securitySchemes", |context| security_schemes::repair_all(context, schemes));
        }
    });
    hoist::insert_all(context, &mut schemas);
    cycles::repair(context, &mut schemas);
    if schemas.is_empty() {
        components.shift_remove("schemas");
    } else {
        components.insert("schemas".to_owned(), Value::Object(schemas));
    }
    if components.is_empty() {
        document.shift_remove("components");
    } else {
        document.insert("components".to_owned(), Value::Object(components));
    }
}
