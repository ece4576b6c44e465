//! The places of an operation that can hold a schema.

use crate::parse::{Content, Header, Operation, ParameterValue, Part, Response, Schema};

/// A schema at the top of an operation, taken out of its place.
#[derive(Debug)]
pub(super) struct Slot {
    /// The operation, as an index into the merged operations.
    pub(super) operation: usize,
    pub(super) context: Context,
    pub(super) schema: Schema,
}

/// What a schema at the top of an operation describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Context {
    /// A parameter or a response header of that name.
    Parameter(String),
    /// The request body.
    Request,
    /// The body of the response with that status.
    Response(String),
}

/// The schemas at the top of `operation`, in the order in which they are written, and what they describe.
pub(super) fn slots(operation: &mut Operation) -> Vec<(Context, &mut Schema)> {
    let Operation { order, parameters, body, responses, .. } = operation;
    let (mut of_parameters, mut of_body, mut of_responses) = (Vec::new(), Vec::new(), Vec::new());
    for parameter in parameters {
        of_value(&mut parameter.value, &Context::Parameter(parameter.name.clone()), &mut of_parameters);
    }
    if let Some(body) = body {
        of_content(&mut body.content, &Context::Request, &mut of_body);
    }
    for (status, Response { content, headers, .. }) in responses {
        headers.iter_mut().for_each(|(name, header)| of_header(name, header, &mut of_responses));
        of_content(content, &Context::Response(status.clone()), &mut of_responses);
    }
    let mut all = Vec::new();
    for part in order {
        all.append(match part {
            Part::Parameters => &mut of_parameters,
            Part::Body => &mut of_body,
            Part::Responses => &mut of_responses,
        });
    }
    all
}

fn of_content<'o>(content: &'o mut Content, context: &Context, found: &mut Vec<(Context, &'o mut Schema)>) {
    for media_type in content.values_mut() {
        found.extend(media_type.schema.iter_mut().map(|schema| (context.clone(), schema)));
        let headers = media_type.encoding.values_mut().flat_map(|encoding| &mut encoding.headers);
        headers.for_each(|(name, header)| of_header(name, header, found));
    }
}

fn of_header<'o>(name: &str, header: &'o mut Header, found: &mut Vec<(Context, &'o mut Schema)>) {
    of_value(&mut header.value, &Context::Parameter(name.to_owned()), found);
}

fn of_value<'o>(value: &'o mut ParameterValue, context: &Context, found: &mut Vec<(Context, &'o mut Schema)>) {
    match value {
        ParameterValue::Schema(schema) => found.push((context.clone(), schema)),
        ParameterValue::Content(content) => of_content(content, context, found),
    }
}
