//! Examples in doc comments. They compile as tests, and none of them is run.

use super::context::Context;
use super::{EmitError, paging, samples};
use crate::api::{BodyContent, Operation, Outcome, ResponseBody, Service};

/// The widest line of a call.
pub(super) const WIDTH: usize = 96;

/// How much an example of `operation` asks of its reader.
pub(super) fn effort(operation: &Operation) -> (bool, usize) {
    let arguments = operation.parameters.iter().filter(|parameter| parameter.required).count();
    let has_body = operation.body.as_ref().is_some_and(|body| body.required);
    (operation.deprecated, arguments + if has_body { 2 } else { 0 })
}

/// An example of a call.
pub(super) fn operation(
    context: &Context<'_>,
    service: &Service,
    operation: &Operation,
) -> Result<Vec<String>, EmitError> {
    let root = format!("client.{}()", service.method);
    let mut lines = call(context, operation, &root)?;
    if operation.paging.is_some() {
        lines.push(String::new());
        lines.extend(stream(context, operation, &root)?);
    }
    Ok(example(&format!("client: &{}::Client", context.crate_name), &[], &lines))
}

/// An example of a service.
pub(super) fn service(
    context: &Context<'_>,
    service: &Service,
    operation: &Operation,
) -> Result<Vec<String>, EmitError> {
    let setup = [format!("let service = client.{}();", service.method)];
    let call = call(context, operation, "service")?;
    Ok(example(&format!("client: &{}::Client", context.crate_name), &setup, &call))
}

/// Reads all items.
pub(super) fn stream(context: &Context<'_>, operation: &Operation, root: &str) -> Result<Vec<String>, EmitError> {
    let end = format!(".{}();", paging::stream_name(operation)?);
    let mut lines = statement(context, operation, root, "let mut items = ", &end)?;
    lines.extend(["while let Some(item) = items.next().await? {", "    // ..", "}"].map(str::to_owned));
    Ok(lines)
}

/// Sends a request and waits for its answer.
pub(super) fn call(context: &Context<'_>, operation: &Operation, root: &str) -> Result<Vec<String>, EmitError> {
    let binding = if operation.outcome == Outcome::Single(ResponseBody::Empty) { "" } else { "let response = " };
    statement(context, operation, root, binding, ".await?;")
}

/// A call between what stands before it and what is done with it.
pub(super) fn statement(
    context: &Context<'_>,
    operation: &Operation,
    root: &str,
    binding: &str,
    end: &str,
) -> Result<Vec<String>, EmitError> {
    let mut arguments = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.required) {
        arguments.push(samples::parameter(context, parameter)?);
    }
    if let Some(body) = operation.body.as_ref().filter(|body| body.required && body.content != BodyContent::Multipart) {
        arguments.push(samples::body(context, body)?);
    }
    let method = format!(".{}({})", operation.name, arguments.join(", "));
    let line = format!("{binding}{root}{method}{end}");
    if line.chars().count() <= WIDTH {
        return Ok(vec![line]);
    }
    let mut lines = vec![format!("{binding}{root}")];
    if method.chars().count() + 4 <= WIDTH || arguments.len() < 2 {
        lines.push(format!("    {method}"));
    } else {
        lines.push(format!("    .{}(", operation.name));
        lines.extend(arguments.iter().map(|argument| format!("        {argument},")));
        lines.push("    )".to_owned());
    }
    lines.push(format!("    {end}"));
    Ok(lines)
}

/// Wraps lines in what a test needs to compile and a reader doesn't need to see.
pub(super) fn example(arguments: &str, setup: &[String], call: &[String]) -> Vec<String> {
    let mut lines = vec!["```no_run".to_owned()];
    lines.push(format!("# async fn example({arguments}) -> Result<(), Box<dyn std::error::Error>> {{"));
    lines.extend(setup.iter().cloned());
    lines.extend(call.iter().cloned());
    lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
    lines
}
