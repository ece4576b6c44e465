//! The paths of a document.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::context::Context;
use super::operations::METHODS;
use super::{inline, operations, parameters, path_parameters, servers, values};

/// Makes `paths` a map of Path Item Objects without references.
pub(super) fn repair(context: &mut Context<'_>, document: &mut Map<String, Value>) {
    if values::object(context, document, "paths").is_none() {
        document.insert("paths".to_owned(), json!({}));
        if !document.contains_key("webhooks") && !context.newer {
            context.warning("missing-paths", "the document has no `paths` and so no operations");
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
    let Some(mut path) = repair_key(context, key) else { return };
    let Some((place, mut item)) = resolved(context, item) else { return };
    context.at(&place, |context| {
        let declared = declared(&item);
        if let Some(braced) = path_parameters::with_braces(&path, &declared) {
            context.note("colon-path-parameter", format!("the path was taken for `{braced}`"));
            path = braced;
        }
        repair_item(context, &path, &mut item);
    });
    match paths.get_mut(&path) {
        None => {
            paths.insert(path, Value::Object(item));
        }
        Some(Value::Object(other)) => {
            context.note("duplicate-path", format!("`{path}` is there already: the operations were joined"));
            for (key, value) in item {
                other.entry(key).or_insert(value);
            }
        }
        Some(_) => {}
    }
}

fn repair_key(context: &mut Context<'_>, key: &str) -> Option<String> {
    let trimmed = key.trim();
    if trimmed.contains("://") && !trimmed.starts_with('/') {
        context.warning("invalid-path", "a path can't name its server: it was dropped");
        return None;
    }
    if trimmed.starts_with('/') && trimmed == key {
        return Some(key.to_owned());
    }
    let path = format!("/{}", trimmed.trim_start_matches('/'));
    context.note("invalid-path", format!("the path was taken for `{path}`"));
    Some(path)
}

/// Returns a path item without a reference, and its place.
fn resolved(context: &mut Context<'_>, item: Value) -> Option<(String, Map<String, Value>)> {
    let place = context.pointer().to_owned();
    let Value::Object(mut item) = item else {
        if !item.is_null() {
            context.warning("invalid-value", format!("a path item is needed, {} was found", values::kind(&item)));
        }
        return None;
    };
    let Some(Value::String(reference)) = item.shift_remove("$ref") else { return Some((place, item)) };
    let Some((target_place, target @ Value::Object(_))) = inline::locate(context, &reference) else {
        return (!item.is_empty()).then_some((place, item));
    };
    let Value::Object(mut target) = inline::copied(context, &target_place, target)? else { return None };
    target.shift_remove("$ref");
    let is_alone = item.is_empty();
    target.extend(item);
    Some((if is_alone { target_place } else { place }, target))
}

/// Returns the names of the parameters that an item or its operations declare for the path.
fn declared(item: &Map<String, Value>) -> BTreeSet<String> {
    let own = std::iter::once(item.get("parameters"));
    let operations = METHODS.iter().map(|method| item.get(*method)?.get("parameters"));
    let lists = own.chain(operations).flatten().filter_map(Value::as_array);
    let of_path = lists.flatten().filter(|parameter| parameter.get("in").and_then(Value::as_str) == Some("path"));
    of_path.filter_map(|parameter| parameter.get("name")?.as_str()).map(str::to_owned).collect()
}

fn repair_item(context: &mut Context<'_>, path: &str, item: &mut Map<String, Value>) {
    values::strings(context, item, &["summary", "description"]);
    servers::repair(context, item);
    repair_methods(context, item);
    let shared = match item.shift_remove("parameters") {
        Some(mut found) => context.within("parameters", |context| parameters::repair_list(context, &mut found)),
        None => Vec::new(),
    };
    for method in METHODS {
        if let Some(operation) = values::object(context, item, method) {
            context.within(method, |context| operations::repair(context, path, &shared, operation));
        }
    }
}

/// Writes methods in lower case and drops those that OpenAPI 3.0 doesn't know.
fn repair_methods(context: &mut Context<'_>, item: &mut Map<String, Value>) {
    const FIELDS: [&str; 4] = ["summary", "description", "servers", "parameters"];
    let is_fine = |key: &str| METHODS.contains(&key) || FIELDS.contains(&key) || key.starts_with("x-");
    if item.keys().all(|key| is_fine(key)) {
        return;
    }
    for (key, value) in std::mem::take(item) {
        let lower = key.trim().to_ascii_lowercase();
        if is_fine(&key) {
            item.insert(key, value);
        } else if METHODS.contains(&lower.as_str()) && !item.contains_key(&lower) {
            context.within(&key, |context| context.note("odd-method", format!("taken for `{lower}`")));
            item.insert(lower, value);
        } else if value.get("responses").is_some() {
            context.within(&key, |context| {
                context.warning("unsupported-method", format!("there is no method `{key}`: the operation was dropped"));
            });
        }
    }
}
