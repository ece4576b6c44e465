//! The doc comment of an operation's method.

use std::borrow::Cow;

use crate::api::{
    Body, BodyContent, ErrorType, EventStream, Location, Operation, Outcome, Parameter, ResponseBody,
    ResponseDocumentation, SecurityAlternative, Service, StatusPattern, Type,
};
use crate::emit::EmitError;
use crate::emit::context::{Context, events_method, unraw};
use crate::emit::documentation::{self, code, list_item, markdown, paragraph, text};
use crate::emit::models::types;
use crate::emit::operations::{media, outcomes};
use crate::emit::samples::examples;

/// Everything that the specification says about `operation`.
pub(in crate::emit) fn lines(
    context: &Context<'_>,
    service: &Service,
    operation: &Operation,
) -> Result<Vec<String>, EmitError> {
    let mut lines = text(&operation.documentation);
    let request = code(&format!("{} {}", operation.method, operation.path));
    if lines.is_empty() {
        lines.push(format!("Calls {request}."));
    } else {
        paragraph(&mut lines, vec![request]);
    }
    if let Some(authorization) = authorization(&operation.security) {
        paragraph(&mut lines, vec![authorization]);
    }
    if let Some(url) = &operation.documentation.external_url {
        paragraph(&mut lines, vec![format!("See {}.", markdown(url).join(" "))]);
    }
    arguments(context, &mut lines, operation)?;
    let is_failure = |status: StatusPattern| match status {
        StatusPattern::Exact(status) => status >= 400,
        StatusPattern::Range(class) => class >= 4,
        StatusPattern::Default => operation.responses.iter().any(|response| is_success(response.status)),
    };
    if let Some(url) = &operation.server {
        paragraph(&mut lines, vec![format!("Server: {}, unless the client was given a base URL.", code(url))]);
    }
    let (failures, successes): (Vec<_>, Vec<_>) =
        operation.responses.iter().partition(|response| is_failure(response.status));
    responses(&mut lines, "Returns", None, &successes);
    if let Some(stream) = stream(operation)? {
        paragraph(&mut lines, vec![stream]);
    }
    if let Some(others) = media::documentation(operation) {
        paragraph(&mut lines, vec![others]);
    }
    if let Some(headers) = &operation.headers {
        paragraph(&mut lines, vec![format!("[`{0}::of`] reads the documented headers of a response.", headers.name)]);
    }
    let error = operation.error.and_then(|id| context.api.errors.get(id.0));
    responses(&mut lines, "Errors", error, &failures);
    paragraph(&mut lines, vec!["# Examples".to_owned(), String::new()]);
    lines.extend(examples::operation(context, service, operation)?);
    Ok(lines)
}

/// Says how the answer is read item by item.
fn stream(operation: &Operation) -> Result<Option<String>, EmitError> {
    let Some(EventStream { media_type, choice, .. }) = &operation.events else { return Ok(None) };
    let (method, media_type) = (code(&format!("{}()", events_method(operation)?)), code(media_type));
    let asked = choice.as_ref().map(|choice| format!(", and sets the body's {}", code(choice)));
    let whole = match operation.outcome {
        Outcome::Single(ResponseBody::Text) => "; if you await the builder, you get the whole response as text",
        _ => "",
    };
    let asked = asked.unwrap_or_default();
    Ok(Some(format!("{method} returns the items of the response as they arrive ({media_type}){asked}{whole}.")))
}

fn is_success(status: StatusPattern) -> bool {
    matches!(status, StatusPattern::Exact(200..=299) | StatusPattern::Range(2))
}

fn authorization(security: &[SecurityAlternative]) -> Option<String> {
    let alternatives = security.iter().map(|alternative| {
        let requirements = alternative.iter().map(|requirement| {
            if requirement.scopes.is_empty() {
                return code(&requirement.scheme);
            }
            let scopes: Vec<_> = requirement.scopes.iter().map(|scope| code(scope)).collect();
            let word = if scopes.len() == 1 { "scope" } else { "scopes" };
            format!("{} with the {word} {}", code(&requirement.scheme), documentation::series(&scopes, "and"))
        });
        let requirements: Vec<_> = requirements.collect();
        if requirements.is_empty() { "none".to_owned() } else { requirements.join(" and ") }
    });
    let alternatives: Vec<_> = alternatives.collect();
    (!alternatives.is_empty()).then(|| format!("Authorization: {}.", alternatives.join("; or ")))
}

/// Lists the arguments with all that there is to say, and the setters by name: they have documentation of their own.
fn arguments(context: &Context<'_>, lines: &mut Vec<String>, operation: &Operation) -> Result<(), EmitError> {
    let mut list = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.required) {
        let place = [place(parameter).to_owned()].into_iter().chain(accepted(parameter)).collect::<Vec<_>>().join(", ");
        let lead = format!("{} ({place})", code(unraw(&parameter.name)));
        let documentation = documentation::telling(context, &parameter.documentation, &parameter.ty);
        list_item(&mut list, &lead, &documentation::lines(&documentation, "", parameter.deprecated));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let is_multipart = matches!(body.content, BodyContent::Multipart);
        if !is_multipart {
            let mut documentation = body.documentation.clone();
            // The example is in the example.
            documentation.example = None;
            let media_type = code(&body.media_type);
            let lead = match body_link(context, body)? {
                Some(ty) => format!("`body` ({ty}, as {media_type})"),
                None => format!("`body` (as {media_type})"),
            };
            list_item(&mut list, &lead, &documentation::lines(&documentation, "", false));
        }
    }
    let mut setters: Vec<_> = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(|parameter| {
            let accepted = accepted(parameter).map(|accepted| format!(" ({accepted})")).unwrap_or_default();
            format!("{}{accepted}", code(unraw(&parameter.name)))
        })
        .collect();
    setters.extend(operation.body.as_ref().filter(|body| !body.required).map(|_| "`body`".to_owned()));
    if !setters.is_empty() {
        list.push(format!("- optional: {}", setters.join(", ")));
    }
    if !list.is_empty() {
        paragraph(lines, vec!["# Parameters".to_owned(), String::new()]);
        lines.extend(list);
    }
    Ok(())
}

/// The media types that a part with a file may have.
fn accepted(parameter: &Parameter) -> Option<String> {
    let Location::Part { media_type: Some(media_types), .. } = &parameter.location else { return None };
    types::files(&parameter.ty)?;
    let all: Vec<String> = media_types.split(',').map(str::trim).filter(|it| !it.is_empty()).map(code).collect();
    Some(documentation::series(&all, "or"))
}

/// The type of a body, as a link; `None` if it is not a model of its own.
fn body_link(context: &Context<'_>, body: &Body) -> Result<Option<String>, EmitError> {
    let (BodyContent::Json(ty) | BodyContent::Form(ty)) = &body.content else { return Ok(None) };
    let (ty, is_list) = if let Type::Array(item) = ty { (&**item, true) } else { (ty, false) };
    let Type::Named(id) = ty else { return Ok(None) };
    let name = &context.definition(*id)?.name;
    let link = documentation::link(name, &format!("models::{name}"));
    Ok(Some(if is_list { format!("a list of {link}") } else { link }))
}

fn place(parameter: &Parameter) -> &'static str {
    match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::QueryString { .. } => "the whole query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::Part { .. } => "part",
    }
}

/// Lists responses by status; those of failure with the variants of their type.
fn responses(lines: &mut Vec<String>, title: &str, error: Option<&ErrorType>, responses: &[&ResponseDocumentation]) {
    if responses.is_empty() {
        return;
    }
    paragraph(lines, vec![format!("# {title}"), String::new()]);
    if let Some(error) = error {
        let error = documentation::link(&error.name, &format!("errors::{}", error.name));
        lines.extend([format!("The body of `Error::Api` is of the type {error}:"), String::new()]);
    }
    let mut list = Vec::new();
    for response in responses {
        let status = code(&outcomes::status_text(response.status));
        let variant = error.and_then(|error| error.variants.iter().find(|variant| variant.status == response.status));
        let lead = match variant {
            Some(variant) => format!("{status}, {}", code(&variant.name)),
            None => status,
        };
        let description = variant.map_or(Cow::Borrowed(response.description.as_str()), |variant| {
            outcomes::without_name(&response.description, &variant.name)
        });
        list_item(&mut list, &lead, &markdown(&description));
    }
    lines.extend(list);
}
