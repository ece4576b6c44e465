//! A document as OpenAPI 3.0, for others to read.

mod schema;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::methods::{self, ADDITIONAL, QUERY};
use crate::parse::{
    Content, Document, Header, Operation, Parameter, ParameterLocation, ParameterValue, SecurityRequirement,
};

/// Writes a document, but for the schemas that are `unused`.
///
/// What OpenAPI 3.0 has no place for is an extension: `x-webhooks`, `x-query` and `x-additionalOperations` for operations with other
/// methods, and `x-querystring` for the parameter that is the whole query.
#[must_use]
pub fn write(document: &Document, unused: &BTreeSet<String>) -> Value {
    let writer = Writer { document };
    let mut written = Map::new();
    written.insert("openapi".to_owned(), json!("3.0.3"));
    written.insert("info".to_owned(), json!({ "title": document.title, "version": document.version }));
    written.extend(document.written.clone());
    insert_list(&mut written, "servers", document.servers.iter().map(|server| &server.written));
    insert_list(&mut written, "tags", document.tags.iter().map(|tag| &tag.written));
    written.insert("paths".to_owned(), writer.items(&document.operations));
    if !document.webhooks.is_empty() {
        written.insert("x-webhooks".to_owned(), writer.items(&document.webhooks));
    }
    let schemas = document.schemas.iter().filter(|(name, _)| !unused.contains(*name));
    let schemas = schemas.map(|(name, schema)| (name.clone(), writer.schema(schema))).collect();
    let schemes = document.security_schemes.iter();
    let schemes = schemes.map(|(name, scheme)| (name.clone(), scheme.written.clone())).collect();
    let mut components = Map::new();
    insert_object(&mut components, "securitySchemes", schemes);
    insert_object(&mut components, "schemas", schemas);
    insert_object(&mut written, "components", components);
    Value::Object(written)
}

fn insert_list<'v>(map: &mut Map<String, Value>, key: &str, list: impl Iterator<Item = &'v Value>) {
    let list: Vec<Value> = list.cloned().collect();
    if !list.is_empty() {
        map.insert(key.to_owned(), Value::Array(list));
    }
}

fn insert_object(map: &mut Map<String, Value>, key: &str, object: Map<String, Value>) {
    if !object.is_empty() {
        map.insert(key.to_owned(), Value::Object(object));
    }
}

/// The object under `key`, which is made if it is not there.
fn object<'m>(map: &'m mut Map<String, Value>, key: &str) -> Option<&'m mut Map<String, Value>> {
    map.entry(key).or_insert_with(|| json!({})).as_object_mut()
}

fn security(requirements: &[SecurityRequirement]) -> Value {
    let requirement = |schemes: &SecurityRequirement| -> Map<String, Value> {
        schemes.iter().map(|(name, scopes)| (name.clone(), json!(scopes))).collect()
    };
    requirements.iter().map(requirement).map(Value::Object).collect()
}

/// Writes the parts of a document.
struct Writer<'d> {
    document: &'d Document,
}

impl Writer<'_> {
    /// Path Item Objects by their paths.
    fn items(&self, operations: &[Operation]) -> Value {
        let mut items = Map::new();
        for operation in operations {
            let key = methods::key(&operation.method);
            let Some(item) = object(&mut items, &operation.path) else { continue };
            let operation = self.operation(operation);
            if key == QUERY {
                item.insert(format!("x-{key}"), operation);
            } else if methods::is_additional(&key) {
                object(item, &format!("x-{ADDITIONAL}")).map(|methods| methods.insert(key, operation));
            } else {
                item.insert(key, operation);
            }
        }
        Value::Object(items)
    }

    fn operation(&self, operation: &Operation) -> Value {
        let mut written = operation.written.clone();
        let is_whole = |parameter: &&Parameter| matches!(parameter.location, ParameterLocation::QueryString);
        if let Some(whole) = operation.parameters.iter().find(is_whole) {
            written.insert("x-querystring".to_owned(), self.parameter(whole));
        }
        let parameters = operation.parameters.iter().filter(|parameter| !is_whole(parameter));
        let parameters: Vec<Value> = parameters.map(|parameter| self.parameter(parameter)).collect();
        if !parameters.is_empty() {
            written.insert("parameters".to_owned(), Value::Array(parameters));
        }
        if let Some(body) = &operation.body {
            let mut body_written = body.written.clone();
            body_written.insert("content".to_owned(), Value::Object(self.content(&body.content)));
            written.insert("requestBody".to_owned(), Value::Object(body_written));
        }
        let responses = operation.responses.iter().map(|(status, response)| {
            let mut written = response.written.clone();
            insert_object(&mut written, "content", self.content(&response.content));
            insert_object(&mut written, "headers", self.headers(&response.headers));
            (status.clone(), Value::Object(written))
        });
        let mut all: Map<String, Value> = responses.collect();
        if let Some(Value::Object(extensions)) = written.shift_remove("responses") {
            all.extend(extensions);
        }
        insert_object(&mut written, "responses", all);
        if let Some(requirements) = &operation.security {
            written.insert("security".to_owned(), security(requirements));
        }
        Value::Object(written)
    }

    fn parameter(&self, parameter: &Parameter) -> Value {
        self.with_value(&parameter.written, &parameter.value)
    }

    fn headers<'h>(&self, headers: impl IntoIterator<Item = (&'h String, &'h Header)>) -> Map<String, Value> {
        let headers = headers.into_iter();
        headers.map(|(name, header)| (name.clone(), self.with_value(&header.written, &header.value))).collect()
    }

    fn with_value(&self, written: &Map<String, Value>, value: &ParameterValue) -> Value {
        let mut written = written.clone();
        match value {
            ParameterValue::Schema(schema) => written.insert("schema".to_owned(), self.schema(schema)),
            ParameterValue::Content(content) => {
                written.insert("content".to_owned(), Value::Object(self.content(content)))
            }
        };
        Value::Object(written)
    }

    fn content(&self, content: &Content) -> Map<String, Value> {
        let media_types = content.iter().map(|(name, media_type)| {
            let mut written = media_type.written.clone();
            if let Some(schema) = &media_type.schema {
                written.insert("schema".to_owned(), self.schema(schema));
            }
            let encodings = media_type.encoding.iter().map(|(name, encoding)| {
                let mut written = encoding.written.clone();
                insert_object(&mut written, "headers", self.headers(&encoding.headers));
                (name.clone(), Value::Object(written))
            });
            insert_object(&mut written, "encoding", encodings.collect());
            (name.clone(), Value::Object(written))
        });
        media_types.collect()
    }
}
