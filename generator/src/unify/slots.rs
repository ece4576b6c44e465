//! The places of an operation where a schema can stand.

use serde_json::{Map, Value};

use crate::diagnostic::escape_pointer;

/// A place in an operation where a schema stands.
#[derive(Debug, Clone)]
pub(super) struct Slot<'a> {
    /// What the schema describes.
    pub(super) context: Context<'a>,
    /// The JSON pointer from the operation to the schema.
    pub(super) pointer: String,
    /// The schema.
    pub(super) schema: &'a Value,
}

/// What a schema at the top of an operation describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Context<'a> {
    /// A parameter or a response header of that name.
    Parameter(&'a str),
    /// The request body.
    Request,
    /// The body of the response with that status.
    Response(&'a str),
}

/// Copies `operation`, with each schema replaced by what `replace` gives for it.
pub(super) fn replace<'a>(
    operation: &'a Map<String, Value>,
    replace: &mut dyn FnMut(Slot<'a>) -> Value,
) -> Map<String, Value> {
    let mut walk = Walk { replace, pointer: String::new() };
    let mut copy = Map::new();
    for (key, value) in operation {
        let value = match (key.as_str(), value) {
            ("parameters", Value::Array(parameters)) => walk.step(key, |walk| walk.parameters(parameters)),
            ("requestBody", Value::Object(body)) => walk.step(key, |walk| walk.with_content(body, Context::Request)),
            ("responses", Value::Object(responses)) => walk.step(key, |walk| walk.responses(responses)),
            // Calls that the server makes: no part of a client.
            ("callbacks", _) => continue,
            _ => value.clone(),
        };
        copy.insert(key.clone(), value);
    }
    copy
}

struct Walk<'w, 'a> {
    replace: &'w mut dyn FnMut(Slot<'a>) -> Value,
    pointer: String,
}

impl<'a> Walk<'_, 'a> {
    fn step(&mut self, key: &str, inner: impl FnOnce(&mut Self) -> Value) -> Value {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escape_pointer(key));
        let value = inner(self);
        self.pointer.truncate(length);
        value
    }

    fn each(
        &mut self,
        map: &'a Map<String, Value>,
        mut inner: impl FnMut(&mut Self, &'a str, &'a Value) -> Value,
    ) -> Value {
        Value::Object(
            map.iter().map(|(key, value)| (key.clone(), self.step(key, |walk| inner(walk, key, value)))).collect(),
        )
    }

    fn parameters(&mut self, parameters: &'a [Value]) -> Value {
        let copies = parameters.iter().enumerate().map(|(index, parameter)| {
            let Value::Object(parameter) = parameter else { return parameter.clone() };
            let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
            self.step(&index.to_string(), |walk| walk.with_content(parameter, Context::Parameter(name)))
        });
        Value::Array(copies.collect())
    }

    fn responses(&mut self, responses: &'a Map<String, Value>) -> Value {
        self.each(responses, |walk, status, response| match response {
            Value::Object(response) => walk.with_content(response, Context::Response(status)),
            other => other.clone(),
        })
    }

    /// A parameter, header, request body or response: whatever has `schema`, `content`, `encoding` or `headers`.
    fn with_content(&mut self, object: &'a Map<String, Value>, context: Context<'a>) -> Value {
        self.each(object, |walk, key, value| match (key, value) {
            ("schema", schema) => {
                let slot = Slot { context, pointer: walk.pointer.clone(), schema };
                (walk.replace)(slot)
            }
            ("content", Value::Object(content)) => walk.each(content, |walk, _, media_type| match media_type {
                Value::Object(media_type) => walk.with_content(media_type, context),
                other => other.clone(),
            }),
            ("encoding", Value::Object(encodings)) => walk.each(encodings, |walk, _, encoding| match encoding {
                Value::Object(encoding) => walk.with_content(encoding, context),
                other => other.clone(),
            }),
            ("headers", Value::Object(headers)) => walk.each(headers, |walk, name, header| match header {
                Value::Object(header) => walk.with_content(header, Context::Parameter(name)),
                other => other.clone(),
            }),
            (_, other) => other.clone(),
        })
    }
}
