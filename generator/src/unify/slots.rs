//! The places of an operation that can hold a schema.

use crate::pointer;
use serde_json::{Map, Value};

/// A place in an operation that holds a schema.
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

/// What a walk over an operation makes of it.
trait Outcome: Sized {
    /// Of what holds no schema.
    fn keep(value: &Value) -> Self;
    /// Of an object, from what was made of its members.
    fn object<'k>(members: impl Iterator<Item = (&'k String, Self)>) -> Self;
    /// Of an array, from what was made of its elements.
    fn array(elements: impl Iterator<Item = Self>) -> Self;
}

/// A copy.
impl Outcome for Value {
    fn keep(value: &Value) -> Self {
        value.clone()
    }

    fn object<'k>(members: impl Iterator<Item = (&'k String, Self)>) -> Self {
        Self::Object(members.map(|(key, value)| (key.clone(), value)).collect())
    }

    fn array(elements: impl Iterator<Item = Self>) -> Self {
        Self::Array(elements.collect())
    }
}

/// Nothing.
impl Outcome for () {
    fn keep(_: &Value) {}

    fn object<'k>(members: impl Iterator<Item = (&'k String, Self)>) {
        members.for_each(drop);
    }

    fn array(elements: impl Iterator<Item = Self>) {
        elements.for_each(drop);
    }
}

/// Copies `operation`, with each schema replaced by what `replace` gives for it.
pub(super) fn replace<'a>(
    operation: &'a Map<String, Value>,
    replace: &mut dyn FnMut(Slot<'a>) -> Value,
) -> Map<String, Value> {
    match (Walk { found: replace, pointer: String::new() }).operation(operation) {
        Value::Object(copy) => copy,
        _ => Map::new(),
    }
}

/// Tells `found` each schema of `operation`, in the order in which [`replace`] meets them.
pub(super) fn visit<'a>(operation: &'a Map<String, Value>, found: &mut dyn FnMut(Slot<'a>)) {
    Walk { found, pointer: String::new() }.operation(operation);
}

struct Walk<'w, 'a, O> {
    found: &'w mut dyn FnMut(Slot<'a>) -> O,
    pointer: String,
}

impl<'a, O: Outcome> Walk<'_, 'a, O> {
    fn operation(&mut self, operation: &'a Map<String, Value>) -> O {
        // Calls that the server makes are no part of a client.
        O::object(operation.iter().filter(|(key, _)| *key != "callbacks").map(|(key, value)| {
            let outcome = match (key.as_str(), value) {
                ("parameters", Value::Array(parameters)) => self.step(key, |walk| walk.parameters(parameters)),
                ("requestBody", Value::Object(body)) => {
                    self.step(key, |walk| walk.with_content(body, Context::Request))
                }
                ("responses", Value::Object(responses)) => self.step(key, |walk| walk.responses(responses)),
                _ => O::keep(value),
            };
            (key, outcome)
        }))
    }

    fn step(&mut self, key: &str, inner: impl FnOnce(&mut Self) -> O) -> O {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&pointer::escape(key));
        let outcome = inner(self);
        self.pointer.truncate(length);
        outcome
    }

    fn each(&mut self, map: &'a Map<String, Value>, mut inner: impl FnMut(&mut Self, &'a str, &'a Value) -> O) -> O {
        O::object(map.iter().map(|(key, value)| (key, self.step(key, |walk| inner(walk, key, value)))))
    }

    fn parameters(&mut self, parameters: &'a [Value]) -> O {
        O::array(parameters.iter().enumerate().map(|(index, parameter)| {
            let Value::Object(parameter) = parameter else { return O::keep(parameter) };
            let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default();
            self.step(&index.to_string(), |walk| walk.with_content(parameter, Context::Parameter(name)))
        }))
    }

    fn responses(&mut self, responses: &'a Map<String, Value>) -> O {
        self.each(responses, |walk, status, response| match response {
            Value::Object(response) => walk.with_content(response, Context::Response(status)),
            other => O::keep(other),
        })
    }

    /// A parameter, header, request body or response: whatever has `schema`, `content`, `encoding` or `headers`.
    fn with_content(&mut self, object: &'a Map<String, Value>, context: Context<'a>) -> O {
        self.each(object, |walk, key, value| match (key, value) {
            ("schema", schema) => {
                let slot = Slot { context, pointer: walk.pointer.clone(), schema };
                (walk.found)(slot)
            }
            ("content", Value::Object(content)) => walk.each(content, |walk, _, media_type| match media_type {
                Value::Object(media_type) => walk.with_content(media_type, context),
                other => O::keep(other),
            }),
            ("encoding", Value::Object(encodings)) => walk.each(encodings, |walk, _, encoding| match encoding {
                Value::Object(encoding) => walk.with_content(encoding, context),
                other => O::keep(other),
            }),
            ("headers", Value::Object(headers)) => walk.each(headers, |walk, name, header| match header {
                Value::Object(header) => walk.with_content(header, Context::Parameter(name)),
                other => O::keep(other),
            }),
            (_, other) => O::keep(other),
        })
    }
}
