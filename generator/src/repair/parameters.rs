//! Parameters, each for itself and all of an operation together.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::context::Context;
use super::inline::{self, Role};
use super::{described, swagger, values};
use crate::diagnostic::Code;

/// The place of a parameter that is the whole query (OpenAPI 3.2).
const QUERY_STRING: &str = "querystring";

/// The media type of most queries.
const FORM: &str = "application/x-www-form-urlencoded";

/// Repairs a list of parameters. What can't be used is left out.
pub(super) fn repair_list(context: &mut Context<'_>, value: &mut Value) -> Vec<Value> {
    let mut list = match value.take() {
        Value::Array(list) => list,
        Value::Null => return Vec::new(),
        // By name, as in the components.
        Value::Object(map) if !map.contains_key("name") && !map.contains_key("$ref") => {
            context.note(Code::InvalidParameter, "expected a list of parameters: the values of the object are used");
            map.into_iter().map(|(name, parameter)| named(name, parameter)).collect()
        }
        single @ Value::Object(_) => {
            context.note(Code::InvalidParameter, "expected a list of parameters: the value became its only item");
            vec![single]
        }
        _ => {
            context.warning(Code::InvalidParameter, "expected a list of parameters: the value was dropped");
            Vec::new()
        }
    };
    values::retain_list(context, &mut list, |context, parameter| inline::repair(context, Role::Parameter, parameter));
    list
}

fn named(name: String, mut parameter: Value) -> Value {
    if let Some(map) = parameter.as_object_mut().filter(|map| !map.contains_key("$ref")) {
        map.entry("name").or_insert(Value::String(name));
    }
    parameter
}

/// Repairs one parameter. Returns whether it can be used.
pub(super) fn repair(context: &mut Context<'_>, value: &mut Value) -> bool {
    let Some(parameter) = value.as_object_mut() else {
        context.warning(Code::InvalidParameter, format!("expected an object, found {}", values::kind(value)));
        return false;
    };
    values::strings(context, parameter, &["name", "in", "description"]);
    for key in ["name", "in"] {
        if parameter.get(key).and_then(Value::as_str).is_none_or(str::is_empty) {
            context.warning(Code::InvalidParameter, format!("a parameter without `{key}` was dropped"));
            return false;
        }
    }
    values::booleans(context, parameter, &["required", "deprecated", "allowEmptyValue", "allowReserved", "explode"]);
    let Some(location) = repair_location(context, parameter) else { return false };
    if location == "body" || location == "formdata" {
        // The operation makes a request body of it.
        return true;
    }
    if location == QUERY_STRING {
        repair_query_string(context, parameter);
    }
    swagger::repair_collection_format(parameter, location);
    let styles: &[&str] = match location {
        "path" => &["simple", "label", "matrix"],
        "header" => &["simple"],
        "cookie" => &["form"],
        QUERY_STRING => &[],
        _ => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
    };
    if location != "query" && is_of_3_2(context) && parameter.get("allowReserved") == Some(&Value::Bool(true)) {
        let message = "reserved characters are only left unescaped in a query";
        context.within("allowReserved", |context| context.warning(Code::IgnoredField, message));
    }
    described::repair_style(context, parameter, styles);
    described::repair(context, parameter);
    true
}

/// Whether the document follows OpenAPI 3.2, by which all places can have reserved characters.
fn is_of_3_2(context: &Context<'_>) -> bool {
    context.root.get("openapi").and_then(Value::as_str).is_some_and(|version| version.trim().starts_with("3.2"))
}

/// Makes sure that the whole query is described by a media type.
fn repair_query_string(context: &mut Context<'_>, parameter: &mut Map<String, Value>) {
    let Some(schema) = parameter.shift_remove("schema").filter(|schema| !schema.is_null()) else { return };
    if parameter.get("content").is_some_and(Value::is_object) {
        let message = "the whole query is described by its media type: the `schema` beside it was dropped";
        context.warning(Code::InvalidParameter, message);
    } else {
        parameter.insert("content".to_owned(), json!({ FORM: { "schema": schema } }));
        context.note(Code::InvalidParameter, "the whole query has a media type: taken for a form");
    }
}

/// Returns where a parameter goes, if there is such a place.
fn repair_location(context: &mut Context<'_>, parameter: &mut Map<String, Value>) -> Option<&'static str> {
    const LOCATIONS: [&str; 7] = ["path", "query", QUERY_STRING, "header", "cookie", "body", "formdata"];
    let found = parameter.get("in")?.as_str()?.to_owned();
    let folded = found.trim().to_ascii_lowercase();
    let Some(location) = LOCATIONS.into_iter().find(|location| *location == folded) else {
        context.warning(Code::InvalidParameter, format!("there is no place `{found}` for a parameter: it was dropped"));
        return None;
    };
    if location != found {
        parameter.insert("in".to_owned(), json!(location));
        if location != "formdata" {
            context.note(Code::InvalidParameter, format!("the place `{found}` was read as `{location}`"));
        }
    }
    Some(location)
}

/// Joins the parameters of an operation and those of its path: the operation's win.
pub(super) fn merge(context: &mut Context<'_>, own: Vec<Value>, shared: &[Value]) -> Vec<Value> {
    let mut seen = BTreeSet::new();
    let mut merged: Vec<Value> = Vec::new();
    for parameter in own {
        let key = key(&parameter);
        let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
        if seen.insert(key.clone()) {
            merged.push(parameter);
        } else if !merged.contains(&parameter) {
            context.warning(
                Code::DuplicateParameter,
                format!("`{name}` in {} is declared twice: the first counts", key.0),
            );
        } else {
            context.note(Code::DuplicateParameter, format!("`{name}` in {} is declared twice", key.0));
        }
    }
    let inherited = shared.iter().filter(|parameter| seen.insert(key(parameter))).cloned();
    let mut all: Vec<Value> = inherited.collect();
    all.append(&mut merged);
    all
}

/// Returns the key that tells parameters apart: the place and the name. Names of headers have no case, and there is one whole query.
fn key(parameter: &Value) -> (String, String) {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (location, name) = (text("in"), text("name"));
    match location.as_str() {
        "header" => (location, name.to_ascii_lowercase()),
        QUERY_STRING => (location, String::new()),
        _ => (location, name),
    }
}

/// Drops the header parameters that say what other parts of the operation say, and those of the connection, which
/// every client sets itself.
pub(super) fn drop_ignored(context: &mut Context<'_>, parameters: &mut Vec<Value>) {
    parameters.retain(|parameter| {
        let (location, name) = key(parameter);
        let message = match name.as_str() {
            _ if location != "header" => return true,
            "accept" | "authorization" | "content-type" => "OpenAPI ignores a parameter for the header",
            "connection" | "content-length" | "host" | "transfer-encoding" => "no parameter can set the header",
            _ => return true,
        };
        context.note(Code::IgnoredHeader, format!("{message} `{name}`: dropped"));
        false
    });
}
