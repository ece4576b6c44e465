//! The paths of a document.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::context::Context;
use super::{inline, operations, parameters, path_parameters, servers, values};
use crate::diagnostic::Code;
use crate::methods::{self, ADDITIONAL, METHODS};

/// Makes `paths` a map of Path Item Objects without references.
pub(super) fn repair(context: &mut Context<'_>, document: &mut Map<String, Value>) {
    if values::object(context, document, "paths").is_none() {
        document.insert("paths".to_owned(), json!({}));
        if !document.contains_key("webhooks") && !context.newer {
            context.warning(Code::MissingPaths, "the document has no `paths` and so no operations");
        }
    }
    let Some(Value::Object(paths)) = document.get_mut("paths") else { return };
    let found = std::mem::take(paths);
    context.within("paths", |context| {
        for (key, item) in found {
            context.within(&key, |context| repair_path(context, paths, &key, item));
        }
    });
}

fn repair_path(context: &mut Context<'_>, paths: &mut Map<String, Value>, key: &str, item: Value) {
    if key.starts_with("x-") {
        paths.insert(key.to_owned(), item);
        return;
    }
    let Some((place, mut item)) = resolved(context, key, item) else { return };
    let Some(mut path) = repair_key(context, key, &item) else { return };
    context.at(&place, |context| {
        let declared = declared(context, &item);
        if let Some(plain) = path_parameters::without_operators(&path, &declared) {
            context.note(Code::RenamedPathParameter, format!("the path was corrected to `{plain}`"));
            path = plain;
        }
        let declared = declared.into_keys().collect();
        if let Some(braced) = path_parameters::with_braces(&path, &declared) {
            context.note(Code::ColonPathParameter, format!("the path was corrected to `{braced}`"));
            path = braced;
        }
        repair_item(context, &path, &mut item);
    });
    match paths.get_mut(&path) {
        None => {
            paths.insert(path, Value::Object(item));
        }
        Some(Value::Object(other)) => join(context, &place, &path, other, item),
        Some(_) => {}
    }
}

/// Adds the operations of an item to those that its path has already.
fn join(
    context: &mut Context<'_>,
    place: &str,
    path: &str,
    present: &mut Map<String, Value>,
    item: Map<String, Value>,
) {
    context.note(Code::DuplicatePath, format!("`{path}` is already there: the operations were joined"));
    for (key, value) in item {
        if !present.contains_key(&key) {
            present.insert(key, value);
        } else if methods::is_key(&key) {
            context.at(place, |context| within(context, &key, |context| skip_duplicate(context, &key, path)));
        }
    }
}

fn skip_duplicate(context: &mut Context<'_>, method: &str, path: &str) {
    context.skip(Code::DuplicateOperation, method, path, "the document describes it twice: the first is kept");
}

fn repair_key(context: &mut Context<'_>, key: &str, item: &Map<String, Value>) -> Option<String> {
    let named = path_parameters::with_names(key.trim());
    let trimmed = named.as_deref().unwrap_or(key.trim());
    if trimmed.contains("://") && !trimmed.starts_with('/') {
        let usual = item.keys().filter(|method| METHODS.contains(&method.to_ascii_lowercase().as_str()));
        let additional = item.get(ADDITIONAL).and_then(Value::as_object).into_iter().flat_map(Map::keys);
        for method in usual.chain(additional) {
            within(context, method, |context| {
                context.skip(Code::InvalidPath, method, trimmed, "a path can't name its server");
            });
        }
        return None;
    }
    if trimmed.starts_with('/') && trimmed == key {
        return Some(key.to_owned());
    }
    let path = format!("/{}", trimmed.trim_start_matches('/'));
    context.note(Code::InvalidPath, format!("the path was corrected to `{path}`"));
    Some(path)
}

/// Returns a path item without a reference, and its place.
fn resolved(context: &mut Context<'_>, path: &str, item: Value) -> Option<(String, Map<String, Value>)> {
    let place = context.pointer().to_owned();
    let Value::Object(mut item) = item else {
        if !item.is_null() {
            let message = format!("expected a path item, found {}", values::kind(&item));
            context.skip(Code::OperationUnusable, "*", path, message);
        }
        return None;
    };
    let Some(Value::String(reference)) = item.shift_remove("$ref") else { return Some((place, item)) };
    // Whatever is wrong with the reference is said once, with the operations that it costs.
    let target = match context.quietly(|context| inline::locate(context, &reference)) {
        Some((target_place, target @ Value::Object(_))) => {
            inline::copied(context, &target_place, target).map(|target| (target_place, target))
        }
        _ => None,
    };
    let Some((target_place, Value::Object(mut target))) = target else {
        context.skip(
            Code::OperationUnusable,
            "*",
            path,
            format!("the reference `{reference}` doesn't lead to a path item"),
        );
        return (!item.is_empty()).then_some((place, item));
    };
    target.shift_remove("$ref");
    let is_alone = item.is_empty();
    target.extend(item);
    Some((if is_alone { target_place } else { place }, target))
}

/// Returns the names of the parameters that an item or its operations declare for the path, and whether in matrix style.
fn declared(context: &mut Context<'_>, item: &Map<String, Value>) -> BTreeMap<String, bool> {
    let own = std::iter::once(item.get("parameters"));
    let additional = item.get(ADDITIONAL).and_then(Value::as_object).into_iter().flat_map(Map::values);
    let operations = METHODS.iter().filter_map(|method| item.get(*method)).chain(additional);
    let operations = operations.map(|operation| operation.get("parameters"));
    let lists = own.chain(operations).flatten().filter_map(Value::as_array);
    let mut declared = BTreeMap::new();
    for parameter in lists.flatten() {
        let text = |parameter: &Value, key: &str| parameter.get(key).and_then(Value::as_str).map(str::to_owned);
        let target = text(parameter, "$ref").and_then(|it| context.quietly(|context| inline::locate(context, &it)));
        let parameter = target.map_or_else(|| parameter.clone(), |(_, target)| target.clone());
        if let (Some("path"), Some(name)) = (text(&parameter, "in").as_deref(), text(&parameter, "name")) {
            declared.insert(name, text(&parameter, "style").as_deref() == Some("matrix"));
        }
    }
    declared
}

fn repair_item(context: &mut Context<'_>, path: &str, item: &mut Map<String, Value>) {
    values::strings(context, item, &["summary", "description"]);
    servers::repair(context, item);
    repair_methods(context, path, item);
    let shared = match item.shift_remove("parameters") {
        Some(mut found) => context.within("parameters", |context| parameters::repair_list(context, &mut found)),
        None => Vec::new(),
    };
    let servers = item.shift_remove("servers");
    for method in methods::keys(item) {
        let Some(operation) = item.get_mut(&method) else { continue };
        let is_kept = within(context, &method, |context| repair_operation(context, &method, path, &shared, operation));
        if !is_kept {
            item.shift_remove(&method);
        } else if let (Some(operation), Some(servers)) = (operation.as_object_mut(), &servers) {
            // Behind this an item has nothing but operations. Those of the operation itself go first.
            operation.entry("servers").or_insert_with(|| servers.clone());
        }
    }
}

/// Repairs an operation. Returns whether it is one.
fn repair_operation(
    context: &mut Context<'_>,
    method: &str,
    path: &str,
    shared: &[Value],
    operation: &mut Value,
) -> bool {
    // Some tools write null for a method that a path doesn't have.
    if operation.is_null() {
        return false;
    }
    let kind = values::kind(operation);
    inline::repair_container(context, operation);
    match operation {
        Value::Object(operation) => {
            operations::repair(context, path, shared, operation);
            return true;
        }
        Value::Null => {
            context.skip(Code::OperationUnusable, method, path, "its reference doesn't lead to an operation");
        }
        _ => context.skip(Code::OperationUnusable, method, path, format!("expected an operation, found {kind}")),
    }
    false
}

/// Runs `body` at the operation under a key of the repaired item.
fn within<T>(context: &mut Context<'_>, key: &str, body: impl FnOnce(&mut Context<'_>) -> T) -> T {
    if methods::is_additional(key) {
        context.within(ADDITIONAL, |context| context.within(key, body))
    } else {
        context.within(key, body)
    }
}

/// Writes methods in lower case, puts an API's own methods beside them, and drops what is no method.
fn repair_methods(context: &mut Context<'_>, path: &str, item: &mut Map<String, Value>) {
    const FIELDS: [&str; 4] = ["summary", "description", "servers", "parameters"];
    let is_fine = |key: &str| METHODS.contains(&key) || FIELDS.contains(&key) || key.starts_with("x-");
    if item.keys().all(|key| is_fine(key)) {
        return;
    }
    let (fine, odd): (Map<_, _>, Map<_, _>) = std::mem::take(item).into_iter().partition(|(key, _)| is_fine(key));
    *item = fine;
    for (key, value) in odd {
        let lower = key.trim().to_ascii_lowercase();
        context.within(&key, |context| {
            if METHODS.contains(&lower.as_str()) {
                if item.contains_key(&lower) {
                    return skip_duplicate(context, &lower, path);
                }
                context.note(Code::OddMethod, format!("the method was corrected to `{lower}`"));
                item.insert(lower, value);
            } else if key == ADDITIONAL {
                take_additional(context, path, item, value);
            } else if is_operation(&value) {
                skip_unsupported(context, &key, path);
            }
        });
    }
}

/// Puts the operations of `additionalOperations` (OpenAPI 3.2) into the item.
fn take_additional(context: &mut Context<'_>, path: &str, item: &mut Map<String, Value>, value: Value) {
    let mut value = value;
    inline::repair_container(context, &mut value);
    let Value::Object(operations) = value else {
        if !value.is_null() {
            let message = format!("a map of operations is needed, {} was found", values::kind(&value));
            context.warning(Code::InvalidValue, message);
        }
        return;
    };
    for (method, operation) in operations.into_iter().filter(|(_, operation)| !operation.is_null()) {
        let key = methods::key(method.trim());
        context.within(&method, |context| {
            if !methods::is_key(&key) {
                return skip_unsupported(context, &method, path);
            }
            if item.contains_key(&key) {
                return skip_duplicate(context, &key, path);
            }
            if METHODS.contains(&&*key) {
                context.note(Code::OddMethod, format!("taken for the field `{key}` of the path item"));
            }
            item.insert(key, operation);
        });
    }
}

fn skip_unsupported(context: &mut Context<'_>, method: &str, path: &str) {
    context.skip(Code::UnsupportedMethod, method, path, format!("the client has no method `{method}`"));
}

/// Returns whether a value under an unknown key says what only an operation does.
fn is_operation(value: &Value) -> bool {
    ["responses", "operationId", "requestBody", "parameters", "tags", "security"]
        .iter()
        .any(|key| value.get(*key).is_some())
}
