//! Which operations have pages, and how these follow each other.

use std::collections::BTreeSet;

use super::properties::{self, Missing};
use crate::api::{
    self, Location, Operation, PageSize, Paging, PagingStyle, Parameter, Service, Style, Type, TypeDefinition,
};
use crate::lower::report::Report;
use crate::rules::{self, Rule, Rules};

/// A problem with a rule: the message, the unknown name and the possible names.
struct Unfit {
    message: String,
    name: String,
    names: Vec<String>,
}

/// Says how each operation is paged: by the rule for it, else by its parameters `limit` and `offset`.
pub(crate) fn apply(services: &mut [Service], types: &[TypeDefinition], rules: &Rules, report: &mut Report<'_>) {
    for operation in services.iter_mut().flat_map(|service| &mut service.operations) {
        operation.paging = automatic(operation, types);
    }
    let mut ruled: BTreeSet<&str> = BTreeSet::new();
    for rule in &rules.paging {
        let id = &rule.value.operation;
        if !ruled.insert(id) {
            report.unused(&rule.place, &format!("`{id}` already has a rule for its pages"));
            continue;
        }
        let operations = services.iter_mut().flat_map(|service| &mut service.operations);
        let matching: Vec<&mut Operation> = operations.filter(|operation| operation.id == *id).collect();
        if matching.is_empty() {
            unknown_operation(rule, id, services, report);
            continue;
        }
        for operation in matching {
            match ruled_by(&rule.value, operation, types) {
                Ok(paging) => operation.paging = paging,
                Err(Unfit { message, name, names }) => {
                    report.unused_among(rule, &message, &name, names.iter().map(String::as_str));
                }
            }
        }
    }
}

/// Says that there is no operation of that id.
pub(crate) fn unknown_operation<T>(rule: &Rule<T>, id: &str, services: &[Service], report: &mut Report<'_>) {
    let ids = services.iter().flat_map(|service| &service.operations).map(|operation| operation.id.as_str());
    report.unused_among(rule, &format!("no operation is called `{id}`"), id, ids);
}

fn automatic(operation: &Operation, types: &[TypeDefinition]) -> Option<Paging> {
    // A request that changes something must not be repeated for the next page.
    if !matches!(operation.method.as_str(), "GET" | "POST") {
        return None;
    }
    let integer = |name: &str| {
        let parameter = in_query(operation, name)?;
        matches!(parameter.ty, Type::I32 | Type::I64 | Type::U64).then_some(parameter)
    };
    let (limit, offset) = (integer("limit")?, integer("offset")?);
    let Type::Array(item) = properties::find(types, properties::answer(&operation.outcome)?, &[]).ok()?.ty else {
        return None;
    };
    let style = PagingStyle::Offset { parameter: offset.wire_name.clone(), size: page_size(limit) };
    Some(Paging { style, items: Vec::new(), item: *item, total: total(operation) })
}

/// The parameter that asks for the number of all items: a switch that is called `count`.
fn total(operation: &Operation) -> Option<String> {
    in_query(operation, "count").filter(|count| count.ty == Type::Boolean).map(|count| count.wire_name.clone())
}

fn ruled_by(rule: &rules::Paging, operation: &Operation, types: &[TypeDefinition]) -> Result<Option<Paging>, Unfit> {
    let unfit = |message: String| Unfit { message, name: String::new(), names: Vec::new() };
    let id = &operation.id;
    if rule.style == rules::PagingStyle::None {
        return if operation.paging.is_some() { Ok(None) } else { Err(unfit(format!("`{id}` has no pages anyway"))) };
    }
    let answer = properties::answer(&operation.outcome);
    let answer =
        answer.ok_or_else(|| unfit(format!("the response of `{id}` is not JSON, or depends on the status")))?;
    let missing = |missing: Missing| Unfit {
        message: format!("the response of `{id}` has no property `{}`", missing.name),
        name: missing.name,
        names: missing.names,
    };
    let items = match &rule.items {
        Some(items) => properties::named(types, answer, items).map_err(missing)?,
        None => properties::find(types, answer, &[]).map_err(missing)?,
    };
    let item = match items.ty {
        Type::Array(item) => *item,
        Type::Any => Type::Any,
        _ => {
            let message = match &rule.items {
                Some(items) => format!("`{items}` in the response of `{id}` is not a list"),
                None => format!("the response of `{id}` is not a list; `items` has to name the property that is one"),
            };
            return Err(unfit(message));
        }
    };
    let style = match &rule.style {
        rules::PagingStyle::Offset { parameter, size } => {
            let size = page_size(parameter_of(operation, size)?);
            PagingStyle::Offset { parameter: parameter_of(operation, parameter)?.wire_name.clone(), size }
        }
        rules::PagingStyle::Page { parameter, size, first } => {
            let size = size.as_ref().map(|size| parameter_of(operation, size).map(page_size)).transpose()?;
            let parameter = parameter_of(operation, parameter)?.wire_name.clone();
            PagingStyle::Page { parameter, size, first: *first }
        }
        rules::PagingStyle::Cursor { parameter, next } => {
            let next = match next {
                rules::CursorPlace::Body(path) => {
                    api::CursorPlace::Body(properties::find(types, answer, path).map_err(missing)?.path)
                }
                rules::CursorPlace::Header(name) => api::CursorPlace::Header(name.clone()),
            };
            PagingStyle::Cursor { parameter: parameter_of(operation, parameter)?.wire_name.clone(), next }
        }
        rules::PagingStyle::Link | rules::PagingStyle::None => PagingStyle::Link,
    };
    let total = match &rule.total {
        Some(name) => Some(parameter_of(operation, name)?.wire_name.clone()),
        None if matches!(style, PagingStyle::Offset { .. } | PagingStyle::Page { .. }) => total(operation),
        None => None,
    };
    Ok(Some(Paging { style, items: items.path, item, total }))
}

/// The parameter of the query that is called `name`.
fn in_query<'o>(operation: &'o Operation, name: &str) -> Option<&'o Parameter> {
    let mut parameters = operation.parameters.iter().filter(|parameter| parameter.style == Style::Form);
    parameters.find(|parameter| parameter.location == Location::Query && parameter.wire_name == name)
}

fn parameter_of<'o>(operation: &'o Operation, name: &str) -> Result<&'o Parameter, Unfit> {
    let names = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    in_query(operation, name).ok_or_else(|| Unfit {
        message: format!("`{}` has no parameter `{name}` in its query", operation.id),
        name: name.to_owned(),
        names: names.map(|parameter| parameter.wire_name.clone()).collect(),
    })
}

fn page_size(parameter: &Parameter) -> PageSize {
    let documentation = &parameter.documentation;
    let mut bounds = documentation.constraints.iter().filter_map(|bound| bound.strip_prefix("at most "));
    PageSize {
        parameter: parameter.wire_name.clone(),
        default: documentation.default.as_ref().and_then(|text| text.parse().ok()),
        maximum: bounds.find_map(|bound| bound.parse().ok()),
    }
}
