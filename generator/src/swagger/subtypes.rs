//! Values of discriminators that schemas have other than their names.

use serde_json::{Map, Value, json};

use crate::pointer;

/// Where documents keep such a value: Azure's, and those of swagger-core.
const VALUES: [&str; 2] = ["x-ms-discriminator-value", "x-discriminator-value"];

/// How many bases lie between a schema and the one with the discriminator.
const MOST_BASES: usize = 64;

/// Adds each schema with such a value to the mapping of the discriminator that it is for.
pub(super) fn name(schemas: &mut Map<String, Value>) {
    let mut found: Vec<(String, Value, String)> = Vec::new();
    for (name, schema) in &*schemas {
        let value = VALUES.iter().find_map(|key| schema.get(*key)?.as_str());
        if let Some((value, base)) = value.zip(base(schemas, name)) {
            let reference = json!(format!("#{}", pointer::join(["components", "schemas", name])));
            found.push((value.to_owned(), reference, base));
        }
    }
    for (value, reference, base) in found {
        let discriminator = schemas.get_mut(&base).and_then(|base| base.get_mut("discriminator"));
        let Some(Value::Object(discriminator)) = discriminator else { continue };
        if let Value::Object(mapping) = discriminator.entry("mapping").or_insert_with(|| json!({})) {
            mapping.entry(value).or_insert(reference);
        }
    }
}

/// The nearest schema with a discriminator that the schema of this name extends, or is.
fn base(schemas: &Map<String, Value>, name: &str) -> Option<String> {
    let mut open = vec![name.to_owned()];
    let mut next = 0;
    while let Some(name) = open.get(next).filter(|_| next < MOST_BASES).cloned() {
        let schema = schemas.get(&name);
        if schema.is_some_and(|schema| schema.get("discriminator").is_some_and(Value::is_object)) {
            return Some(name);
        }
        let members = schema.and_then(|schema| schema.get("allOf")?.as_array()).into_iter().flatten();
        for base in members.filter_map(|member| member.get("$ref")?.as_str()?.strip_prefix("#/definitions/")) {
            let base = pointer::unescape(&pointer::percent_decoded(base)).into_owned();
            if !open.contains(&base) {
                open.push(base);
            }
        }
        next += 1;
    }
    None
}
