//! Which schemas the operations of a document reach.

use std::collections::{BTreeMap, BTreeSet};

use crate::pointer;
use serde_json::{Map, Value};

const PREFIX: &str = "#/components/schemas/";

/// The names of the schemas that no operation has a use for.
pub(super) fn unreached(document: &Value) -> BTreeSet<String> {
    let empty = Map::new();
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object).unwrap_or(&empty);
    let extensions = extensions(schemas);
    let mut reached: BTreeSet<String> = BTreeSet::new();
    let users = ["paths", "webhooks"].into_iter().filter_map(|section| document.get(section));
    let mut waiting: Vec<String> = users.flat_map(references).collect();
    while let Some(name) = waiting.pop() {
        let Some((name, schema)) = schemas.get_key_value(&name) else { continue };
        if !reached.insert(name.clone()) {
            continue;
        }
        waiting.extend(references(schema));
        // Extensions may refer to the schema with the discriminator, and not the reverse.
        if has_discriminator(schemas, schema) {
            waiting.extend(extensions.get(name).into_iter().flatten().cloned());
        }
    }
    schemas.keys().filter(|name| !reached.contains(*name)).cloned().collect()
}

/// How many bases of one schema are looked at, those of its bases included.
const MOST_BASES: usize = 64;

/// Whether a schema, or one that it extends, has a discriminator.
fn has_discriminator(schemas: &Map<String, Value>, schema: &Value) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        if schema.get("discriminator").is_some() {
            return true;
        }
        for base in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            match base.get("$ref").and_then(Value::as_str).and_then(component) {
                Some(name) if seen.len() < MOST_BASES && seen.insert(name.clone()) => {
                    waiting.extend(schemas.get(&name));
                }
                Some(_) => {}
                None => waiting.push(base),
            }
        }
    }
    false
}

/// The schemas that have each schema among their `allOf`.
fn extensions(schemas: &Map<String, Value>) -> BTreeMap<String, Vec<String>> {
    let mut extensions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, schema) in schemas {
        for base in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            if let Some(base) = base.get("$ref").and_then(Value::as_str).and_then(component) {
                extensions.entry(base).or_default().push(name.clone());
            }
        }
    }
    extensions
}

/// The names of the schemas that `value` refers to, by `$ref` or by a discriminator's mapping.
fn references(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(elements) => waiting.extend(elements),
            Value::Object(fields) => waiting.extend(fields.values()),
            Value::String(text) => found.extend(component(text)),
            _ => {}
        }
    }
    found
}

/// The name of the component that a reference leads to.
fn component(reference: &str) -> Option<String> {
    let name = reference.strip_prefix(PREFIX)?.split('/').next()?;
    Some(pointer::unescape(name).into_owned())
}
