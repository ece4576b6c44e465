//! How answers are read as streams: what the document doesn't say, and the rules of the configuration.

use super::paging::unknown_operation;
use super::properties;
use crate::api::{BodyContent, EventStream, Operation, Service, Type, TypeDefinition};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::report::Report;
use crate::rules::{self, Rule, Rules};

/// The property by which a request asks for a stream, unless a rule says so.
const USUAL_CHOICE: &str = "stream";

/// Says of each stream what asks for it, and what it ends with.
pub(crate) fn apply(services: &mut [Service], types: &[TypeDefinition], rules: &Rules, report: &mut Report<'_>) {
    for operation in services.iter_mut().flat_map(|service| &mut service.operations) {
        let choice = choice(operation, types, USUAL_CHOICE);
        if let Some(events) = &mut operation.events {
            events.choice = choice;
        }
    }
    for rule in &rules.streams {
        let id = &rule.value.operation;
        let operations = services.iter_mut().flat_map(|service| &mut service.operations);
        let matching: Vec<&mut Operation> = operations.filter(|operation| operation.id == *id).collect();
        if matching.is_empty() {
            unknown_operation(rule, id, services, report);
            continue;
        }
        for operation in matching {
            rule_operation(rule, operation, types, report);
        }
    }
}

fn rule_operation(
    rule: &Rule<rules::Stream>,
    operation: &mut Operation,
    types: &[TypeDefinition],
    report: &mut Report<'_>,
) {
    let rules::Stream { operation: id, last, property } = &rule.value;
    let choice = property.as_ref().map(|property| (property, choice(operation, types, property)));
    let Some(EventStream { last: known, is_last_required, choice: chosen, .. }) = &mut operation.events else {
        let message = format!("`{id}` documents no response that is a stream");
        let help = "a patch can add one: a media type such as `text/event-stream` with `itemSchema`";
        report.push(Diagnostic::error(Code::UnusableRule, rule.place.clone(), message).help(help));
        return;
    };
    if last.is_some() {
        known.clone_from(last);
        *is_last_required = true;
    }
    match choice {
        Some((property, None)) => {
            let message = format!("the body of `{id}` has no property `{property}` that is true or false");
            let help = "name the property by which a request asks for a stream";
            report.push(Diagnostic::error(Code::UnusableRule, rule.place.clone(), message).help(help));
        }
        Some((_, choice)) => *chosen = choice,
        None => {}
    }
}

/// The property of that name in the body, where it is true or false.
fn choice(operation: &Operation, types: &[TypeDefinition], name: &str) -> Option<String> {
    let Some(BodyContent::Json(ty)) = operation.body.as_ref().map(|body| &body.content) else { return None };
    let property = properties::find(types, ty, &[name.to_owned()]).ok()?;
    (property.ty == Type::Boolean).then(|| name.to_owned())
}
