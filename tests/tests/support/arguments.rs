//! The arguments of a call, by their names in the API, and what they make of a request.

use std::fmt::Write as _;

use generated_client::runtime::JsonPatch;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;

use super::pages::{Operation, Parameter};

/// What an operation is called with: the page's examples, unless a test says otherwise.
pub(crate) struct Arguments<'a> {
    operation: &'a Operation,
    /// Whether the optional ones are set as well.
    with_optional: bool,
    path_value: Option<(&'a str, &'a str)>,
    body: Option<Value>,
}

impl<'a> Arguments<'a> {
    /// The required ones.
    pub(crate) fn required(operation: &'a Operation) -> Self {
        let body = operation.request.as_ref().and_then(|request| request.media.samples().first().cloned());
        Self { operation, with_optional: false, path_value: None, body }
    }

    /// All there are.
    pub(crate) fn all(operation: &'a Operation) -> Self {
        Self { with_optional: true, ..Self::required(operation) }
    }

    /// The same with `value` for the parameter `name` of the path.
    pub(crate) fn path_value(self, name: &'a str, value: &'a str) -> Self {
        Self { path_value: Some((name, value)), ..self }
    }

    /// The same with `body` for a body.
    pub(crate) fn with_body(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    /// `request` as `set` completes it, if that is asked for.
    pub(crate) fn complete<R>(&self, request: R, set: impl FnOnce(R) -> R) -> R {
        if self.with_optional { set(request) } else { request }
    }

    fn parameter(&self, name: &str) -> &Parameter {
        let mut parameters = self.operation.parameters.iter();
        let parameter = parameters.find(|parameter| parameter.name == name);
        parameter.unwrap_or_else(|| panic!("{} has no parameter {name}", self.operation.id))
    }

    pub(crate) fn text(&self, name: &str) -> String {
        match self.path_value {
            Some((candidate, value)) if candidate == name => value.to_owned(),
            _ => self.parameter(name).example.as_str().unwrap().to_owned(),
        }
    }

    pub(crate) fn uuid(&self, name: &str) -> Uuid {
        self.text(name).parse().unwrap()
    }

    pub(crate) fn integer<I: TryFrom<i64>>(&self, name: &str) -> I {
        let integer = self.parameter(name).example.as_i64().unwrap();
        I::try_from(integer).ok().unwrap()
    }

    pub(crate) fn boolean(&self, name: &str) -> bool {
        self.parameter(name).example.as_bool().unwrap()
    }

    /// The body as the model that the operation takes.
    pub(crate) fn body<T: DeserializeOwned>(&self) -> T {
        serde_json::from_value(self.body.clone().unwrap()).unwrap()
    }

    pub(crate) fn patch(&self) -> JsonPatch {
        self.body()
    }

    /// The path that the page and these arguments make, encoded here once more and independently.
    pub(crate) fn expected_path(&self) -> String {
        let mut path = self.operation.path.clone();
        for parameter in self.operation.parameters("path") {
            let placeholder = format!("{{{}}}", parameter.name);
            assert!(path.contains(&placeholder), "{path} has {placeholder}");
            path = path.replace(&placeholder, &encoded(&self.text(&parameter.name)));
        }
        assert!(!path.contains('{'), "{path}");
        path
    }

    /// The query that the page and these arguments make, sorted.
    pub(crate) fn expected_query(&self) -> Vec<(String, String)> {
        let parameters = self.operation.parameters("query");
        let parameters = parameters.filter(|parameter| self.with_optional || parameter.required);
        let mut query: Vec<_> = parameters
            .map(|parameter| match &parameter.example {
                Value::String(text) => (parameter.name.clone(), encoded(text)),
                value => (parameter.name.clone(), value.to_string()),
            })
            .collect();
        query.sort();
        query
    }

    /// The body that the page and these arguments make, with its media type.
    pub(crate) fn expected_body(&self) -> Option<(&str, &Value)> {
        let request = self.operation.request.as_ref().filter(|request| self.with_optional || request.required)?;
        Some((&request.media.name, self.body.as_ref().unwrap()))
    }
}

/// `text` with everything but RFC 3986's unreserved characters percent-encoded.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            byte => _ = write!(encoded, "%{byte:02X}"),
        }
        encoded
    })
}
