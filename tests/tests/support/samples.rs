//! Values made from schemas: everything that a schema knows of, at once.

use std::cell::Cell;

use serde_json::{Map, Value, json};

use super::json;

/// What is made of the parts of a schema.
struct Sampler<'a> {
    /// A value of a schema without parts.
    leaf: &'a dyn Fn(&Value) -> Value,
    /// Changes an object of a schema with properties.
    object: &'a dyn Fn(&mut Map<String, Value>),
}

/// A value with every property that `schema` has, each by its own example.
pub(crate) fn complete(schema: &Value) -> Value {
    sample(schema, &Sampler { leaf: &leaf, object: &|_| {} })
}

/// The same again and again, until every value of every enum has had its turn.
pub(crate) fn listed(schema: &Value) -> Vec<Value> {
    let most = Cell::new(1);
    let mut samples = Vec::new();
    while samples.len() < most.get() {
        let leaf = |schema: &Value| match schema["enum"].as_array() {
            Some(values) => {
                most.set(most.get().max(values.len()));
                values[samples.len() % values.len()].clone()
            }
            None => leaf(schema),
        };
        let sample = sample(schema, &Sampler { leaf: &leaf, object: &|_| {} });
        samples.push(sample);
    }
    samples
}

/// A value that no enum lists.
pub(crate) const UNLISTED: &str = "NOT_LISTED_YET";

/// The same, with a value for each enum that it doesn't list.
pub(crate) fn unlisted(schema: &Value) -> Value {
    let leaf = |schema: &Value| if schema["enum"].is_array() { json!(UNLISTED) } else { leaf(schema) };
    sample(schema, &Sampler { leaf: &leaf, object: &|_| {} })
}

/// The same, with null for every property that is no object and no array.
pub(crate) fn nulls(schema: &Value) -> Value {
    sample(schema, &Sampler { leaf: &|_| Value::Null, object: &|_| {} })
}

/// The name of a property that no page has.
const ADDED: &str = "addedLater";

/// The same, with another property in each object.
pub(crate) fn added(schema: &Value) -> Value {
    sample(schema, &Sampler { leaf: &leaf, object: &|object| _ = object.insert(ADDED.to_owned(), json!(1)) })
}

/// `value` without the properties that [`added`] adds.
pub(crate) fn without_added(value: &Value) -> Value {
    json::change(value, &|object| _ = object.remove(ADDED))
}

fn sample(schema: &Value, sampler: &Sampler<'_>) -> Value {
    if let Some(members) = schema["allOf"].as_array() {
        let members = members.iter().map(|member| sample(member, sampler));
        return Value::Object(members.flat_map(|member| member.as_object().unwrap().clone()).collect());
    }
    if let Some(variants) = schema["oneOf"].as_array() {
        return sample(variants.first().unwrap(), sampler);
    }
    if let Some(properties) = schema["properties"].as_object() {
        let properties = properties.iter().map(|(name, schema)| (name.clone(), sample(schema, sampler)));
        let mut object = properties.collect();
        (sampler.object)(&mut object);
        return Value::Object(object);
    }
    let items = &schema["items"];
    if schema["type"] == "array" && (items["properties"].is_object() || items["enum"].is_array()) {
        return json!([sample(items, sampler)]);
    }
    if schema["additionalProperties"].is_object() {
        let value = sample(&schema["additionalProperties"], sampler);
        // Null is no value of a map whose values can't be null.
        return if value.is_null() { json!({}) } else { json!({"key": value}) };
    }
    (sampler.leaf)(schema)
}

/// A value of a schema without parts.
fn leaf(schema: &Value) -> Value {
    if !schema["example"].is_null() {
        return schema["example"].clone();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("string"), Some("date-time")) => json!("2026-11-22T08:30:00.000+0000"),
        (Some("string"), _) => json!("text"),
        (Some("integer"), _) => json!(42),
        (Some("number"), _) => json!(4.2),
        (Some("boolean"), _) => json!(true),
        (Some("array"), _) => json!([leaf(&schema["items"])]),
        (Some("object"), _) => json!({"free": ["form", 1, null, {}]}),
        _ => json!("any"),
    }
}
