//! Jobs that are waited for, by the rules of the configuration.

use super::paging::unknown_operation;
use super::properties::{self, Missing, Property};
use crate::api::{
    Location, Operation, OperationPlace, Outcome, Service, Type, TypeDefinition, TypeKind, Waiter, WaiterArgument,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::report::Report;
use crate::rules::{self, Rule, Rules};

/// What a builder's methods are called that it has whatever its operation is.
const METHODS: &[&str] = &[
    "body",
    "clone",
    "download",
    "fmt",
    "into_future",
    "new",
    "options",
    "pages",
    "send",
    "send_blocking",
    "server",
    "stream",
];

/// What is wrong with a rule.
enum Unfit {
    /// It names what isn't there, in place of one of the `names`.
    Unknown { message: String, name: String, names: Vec<String> },
    /// It lacks something, or its method can't have its name.
    Unusable { message: String, help: &'static str },
}

/// Adds to each operation the jobs that it starts.
pub(crate) fn apply(services: &mut [Service], types: &[TypeDefinition], rules: &Rules, report: &mut Report<'_>) {
    for rule in &rules.waiters {
        let Some((start, status)) = places(rule, services, report) else { continue };
        let get = |place: OperationPlace| services.get(place.service)?.operations.get(place.operation);
        let (Some(from), Some(to)) = (get(start), get(status)) else { continue };
        match waiter(&rule.value, from, to, status, types) {
            Ok(waiter) => {
                let service = services.get_mut(start.service);
                let operation = service.and_then(|service| service.operations.get_mut(start.operation));
                if let Some(operation) = operation {
                    operation.waiters.push(waiter);
                }
            }
            Err(Unfit::Unknown { message, name, names }) => {
                report.unused_among(rule, &message, &name, names.iter().map(String::as_str));
            }
            Err(Unfit::Unusable { message, help }) => {
                report.push(Diagnostic::error(Code::UnusableRule, rule.place.clone(), message).help(help));
            }
        }
    }
}

/// The operations that start the job and return its status.
fn places(
    rule: &Rule<rules::Waiter>,
    services: &[Service],
    report: &mut Report<'_>,
) -> Option<(OperationPlace, OperationPlace)> {
    let mut place = |id: &str| {
        let found = services.iter().enumerate().find_map(|(service, it)| {
            let operation = it.operations.iter().position(|operation| operation.id == id)?;
            Some(OperationPlace { service, operation })
        });
        if found.is_none() {
            unknown_operation(rule, id, services, report);
        }
        found
    };
    let (start, status) = (place(&rule.value.start), place(&rule.value.status));
    Some((start?, status?))
}

fn waiter(
    rule: &rules::Waiter,
    start: &Operation,
    status: &Operation,
    place: OperationPlace,
    types: &[TypeDefinition],
) -> Result<Waiter, Unfit> {
    let is_taken = METHODS.contains(&rule.name.as_str())
        || start.parameters.iter().any(|parameter| parameter.name == rule.name)
        || start.waiters.iter().any(|waiter| waiter.name == rule.name);
    if is_taken {
        let message = format!("the builder of `{}` already has a method `{}`", start.id, rule.name);
        return Err(Unfit::Unusable { message, help: "choose another name, such as `wait_until_done`" });
    }
    let arguments = rule.arguments.iter().map(|(parameter, property)| {
        let known = status.parameters.iter().filter(|it| matches!(it.location, Location::Path | Location::Query));
        let Some(known) = known.clone().find(|it| it.wire_name == *parameter) else {
            return Err(Unfit::Unknown {
                message: format!("`{}` has no parameter `{parameter}` in its path or query", status.id),
                name: parameter.clone(),
                names: known.map(|it| it.wire_name.clone()).collect(),
            });
        };
        let Property { path, .. } = property_of(start, property, types)?;
        let is_in_path = known.location == Location::Path;
        Ok(WaiterArgument { parameter: parameter.clone(), is_in_path, property: path })
    });
    let arguments = arguments.collect::<Result<Vec<_>, _>>()?;
    complete(&arguments, start, status)?;
    // A waiter doesn't look at the status that `PerStatus` depends on.
    if !matches!(status.outcome, Outcome::Single(_)) {
        let message = format!("the result of `{}` depends on the status", status.id);
        return Err(Unfit::Unusable { message, help: "wait for this job by hand" });
    }
    let Property { path: field, ty } = property_of(status, &rule.field, types)?;
    values(rule, &ty, types)?;
    Ok(Waiter {
        name: rule.name.clone(),
        status: place,
        arguments,
        field,
        done: rule.done.clone(),
        failed: rule.failed.clone(),
        interval: rule.interval,
        limit: rule.limit,
    })
}

fn property_of(operation: &Operation, text: &str, types: &[TypeDefinition]) -> Result<Property, Unfit> {
    let missing = |name: String, names: Vec<String>| Unfit::Unknown {
        message: format!("the response of `{}` has no property `{name}`", operation.id),
        name,
        names,
    };
    let answer = properties::answer(&operation.outcome).ok_or_else(|| missing(text.to_owned(), Vec::new()))?;
    properties::named(types, answer, text).map_err(|Missing { name, names }| missing(name, names))
}

/// Checks that there is a value for everything that the operation `status` asks for.
fn complete(arguments: &[WaiterArgument], start: &Operation, status: &Operation) -> Result<(), Unfit> {
    let comes_along = |name: &str, location: &Location| {
        let is_in_start = |it: &crate::api::Parameter| it.location == Location::Path && it.wire_name == name;
        *location == Location::Path && start.parameters.iter().any(is_in_start)
    };
    let mut required = status.parameters.iter().filter(|parameter| parameter.required);
    let missing = required.find(|it| {
        let is_given = arguments.iter().any(|argument| argument.parameter == it.wire_name);
        !is_given && !comes_along(&it.wire_name, &it.location)
    });
    let message = match missing {
        Some(missing) => format!("there is no value for the parameter `{}` of `{}`", missing.wire_name, status.id),
        None if status.body.as_ref().is_some_and(|body| body.required) => {
            format!("there is no value for the body of `{}`", status.id)
        }
        None => return Ok(()),
    };
    Err(Unfit::Unusable { message, help: "name the property of the first response under `arguments`" })
}

/// Checks that the field can have the values that the rule waits for.
fn values(rule: &rules::Waiter, ty: &Type, types: &[TypeDefinition]) -> Result<(), Unfit> {
    let Type::Named(id) = ty else {
        return match ty {
            Type::Array(_) | Type::Map(_) | Type::Object => {
                let message = format!("`{}` is not a single value", rule.field);
                Err(Unfit::Unusable { message, help: "name a property that is a string, a number or a boolean" })
            }
            _ => Ok(()),
        };
    };
    let Some(TypeKind::Enum(listed)) = types.get(id.0).map(|definition| &definition.kind) else { return Ok(()) };
    let values: Vec<String> = listed
        .variants
        .iter()
        .map(|variant| match &variant.value {
            crate::api::Literal::String(text) => text.clone(),
            crate::api::Literal::Integer(integer) => integer.to_string(),
        })
        .collect();
    match rule.done.iter().chain(&rule.failed).find(|value| !values.is_empty() && !values.contains(value)) {
        Some(value) => Err(Unfit::Unknown {
            message: format!("`{}` is never `{value}`", rule.field),
            name: value.clone(),
            names: values,
        }),
        None => Ok(()),
    }
}
