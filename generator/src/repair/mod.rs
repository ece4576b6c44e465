//! Turns JSON as people publish it into valid OpenAPI 3.0.
//!
//! [`page`] and [`document`] each return a document in which
//! - every other `$ref` is `#/components/schemas/..`; each is alone in its schema and leads somewhere;
//! - parameters, responses, request bodies, headers, examples and path items are where they are used;
//! - every operation has its path's parameters, and exactly those that its path has placeholders for;
//! - every schema is one of OpenAPI 3.0, with keywords of the JSON types that 3.0 gives them;
//! - a marker that a documentation site left where it cut a cycle is a `$ref` to the schema around it that is meant;
//! - a discriminator's mapping leads to a component, or by `#/oneOf/0` to a member of its own schema.
//!
//! The links of responses are left out: a client has no use for them. Of webhooks and callbacks only payloads of JSON are
//! left, all below `webhooks`. Operations with methods of their own (OpenAPI 3.2) stand beside the others, under their methods as
//! requests write them, and a parameter can be the whole query. Everything else that is valid stays unchanged. Forms of OpenAPI 3.1 with an equivalent in 3.0 are translated without a message;
//! every other change is a diagnostic.
//! [`Code`] lists the diagnostics.

mod content;
mod context;
mod cycles;
mod depth;
mod described;
mod documents;
mod encodings;
mod examples;
mod headers;
mod help;
mod hoist;
mod info;
mod inline;
mod item_schemas;
mod operations;
mod pages;
mod parameters;
mod path_parameters;
mod paths;
mod references;
mod request_bodies;
mod responses;
mod schema;
mod security;
mod security_schemes;
mod server_requests;
mod servers;
mod swagger;
mod tags;
mod values;

#[cfg(test)]
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::expect_used,
    clippy::needless_pass_by_value,
    reason = "a test may fail"
)]
mod tests;

use serde_json::{Map, Value};

use self::context::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::notes::Notes;

/// One input as a valid OpenAPI 3.0 document.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The file, as diagnostics name it.
    pub file: String,
    /// Whether the input was a page: then the document has one operation.
    pub page: bool,
    /// The document.
    pub document: Value,
    /// What was found out beside it.
    pub notes: Notes,
}

/// Makes a document of one operation of the `api` object of a page.
///
/// The page's `title` is the operation's summary where it has none. Pointers of diagnostics are relative to the `api`
/// object. Returns `None`, with a diagnostic, if the page holds no operation that a client can call.
pub fn page(
    file: &str,
    title: Option<&str>,
    operation: Map<String, Value>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Source> {
    let mut value = Value::Object(operation);
    let cut = depth::limit(&mut value);
    // Where nothing refers to anything, the bulk of the page is never looked up.
    let root = if refers(&value) { value.clone() } else { without_bulk(&value) };
    let Value::Object(operation) = value else { return None };
    let mut context = Context::new(file, &root);
    let document = pages::repair(&mut context, cut, title, operation);
    let notes = context.finish(diagnostics);
    Some(Source { file: file.to_owned(), page: true, document: document?, notes })
}

/// Whether there may be a reference within `value`.
fn refers(value: &Value) -> bool {
    const KEYS: [&str; 4] = ["$ref", "$dynamicRef", "$recursiveRef", "mapping"];
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                if map.keys().any(|key| KEYS.contains(&key.as_str())) {
                    return true;
                }
                open.extend(map.values().filter(|value| value.is_object() || value.is_array()));
            }
            Value::Array(list) => open.extend(list.iter().filter(|value| value.is_object() || value.is_array())),
            _ => {}
        }
    }
    false
}

/// Copies what a page has of the whole document.
fn without_bulk(page: &Value) -> Value {
    const BULK: [&str; 5] = ["parameters", "requestBody", "responses", "postman", "jsonRequestBodyExample"];
    let Value::Object(page) = page else { return Value::Null };
    let kept = page.iter().filter(|(key, _)| !BULK.contains(&key.as_str()));
    Value::Object(kept.map(|(key, value)| (key.clone(), value.clone())).collect())
}

/// Turns a document that roughly follows 3.0 or 3.1 into a valid OpenAPI 3.0 document.
///
/// Returns `None`, with a diagnostic, if `value` is not such a document.
pub fn document(file: &str, mut value: Value, diagnostics: &mut Vec<Diagnostic>) -> Option<Source> {
    let cut = depth::limit(&mut value);
    let root = value.clone();
    let mut context = Context::new(file, &root);
    let document = if let Value::Object(document) = value {
        documents::repair(&mut context, cut, document)
    } else {
        context.error(Code::NotOpenapi, "this is not an OpenAPI document: it is not an object");
        None
    };
    let notes = context.finish(diagnostics);
    Some(Source { file: file.to_owned(), page: false, document: document?, notes })
}
