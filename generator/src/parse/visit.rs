//! Walks over what a document says.

use serde_json::{Map, Value};

use super::content::{Content, Header, ParameterValue};
use super::operations::Operation;
use super::schema::Schema;

/// A part of what an operation says.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Node<'d> {
    /// What it says beside its schemas, as it is written.
    Written(&'d Map<String, Value>),
    /// A schema, with all that is in it.
    Schema(&'d Schema),
}

impl Operation {
    /// Shows `found` all parts of the operation.
    pub(crate) fn visit<'d>(&'d self, found: &mut dyn FnMut(Node<'d>)) {
        found(Node::Written(&self.written));
        for parameter in &self.parameters {
            found(Node::Written(&parameter.written));
            value(&parameter.value, found);
        }
        if let Some(body) = &self.body {
            found(Node::Written(&body.written));
            content(&body.content, found);
        }
        for (_, response) in &self.responses {
            found(Node::Written(&response.written));
            content(&response.content, found);
            headers(response.headers.values(), found);
        }
    }
}

fn content<'d>(content: &'d Content, found: &mut dyn FnMut(Node<'d>)) {
    for media_type in content.values() {
        found(Node::Written(&media_type.written));
        media_type.schema.iter().for_each(|schema| found(Node::Schema(schema)));
        for encoding in media_type.encoding.values() {
            found(Node::Written(&encoding.written));
            headers(encoding.headers.values(), found);
        }
    }
}

fn headers<'d>(headers: impl Iterator<Item = &'d Header>, found: &mut dyn FnMut(Node<'d>)) {
    for header in headers {
        found(Node::Written(&header.written));
        value(&header.value, found);
    }
}

fn value<'d>(value: &'d ParameterValue, found: &mut dyn FnMut(Node<'d>)) {
    match value {
        ParameterValue::Schema(schema) => found(Node::Schema(schema)),
        ParameterValue::Content(of_types) => content(of_types, found),
    }
}
