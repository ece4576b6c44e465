//! Whether a rebuilt document says the same as the inputs it was made from.
//!
//! Written without a look at how *unify* works: two schemas are compared as graphs, by following references on both sides
//! at once; a pair that is met again is taken to be equal, as bisimulation has it. What only
//! describes (descriptions, titles, examples, defaults) does not count.

#![allow(clippy::indexing_slicing, clippy::needless_pass_by_value, reason = "a test fails by panicking")]

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value};

/// Keywords that count wherever they stand, along wrappers and references.
const CONSTRAINTS: [&str; 15] = [
    "readOnly",
    "writeOnly",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Returns where `rebuilt` differs from `source` in what `source` holds, as `METHOD /path` and a pointer.
pub fn differences(source: &Value, rebuilt: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    for (path, item) in source["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let mut comparison = Comparison { source, rebuilt, pointer: String::new(), differences: Vec::new() };
            comparison.operation(operation, &rebuilt["paths"][path][method]);
            differences
                .extend(comparison.differences.into_iter().map(|difference| format!("{method} {path} {difference}")));
        }
    }
    differences
}

/// A schema of a document.
#[derive(Clone, Copy)]
struct Located<'a> {
    document: &'a Value,
    schema: &'a Value,
}

/// The schema at the end of references, markers and wrappers, and what they say on the way.
struct Resolved<'a> {
    end: Option<Located<'a>>,
    constraints: Map<String, Value>,
}

struct Comparison<'a> {
    source: &'a Value,
    rebuilt: &'a Value,
    pointer: String,
    differences: Vec<String>,
}

impl Comparison<'_> {
    fn operation(&mut self, source: &Value, rebuilt: &Value) {
        let mut source = source.as_object().cloned().unwrap_or_default();
        // Not part of a client.
        source.remove("callbacks");
        let mut rebuilt = rebuilt.as_object().cloned().unwrap_or_default();
        if !source.contains_key("security") {
            rebuilt.remove("security");
        }
        self.walk(&Value::Object(source), &Value::Object(rebuilt));
    }

    fn walk(&mut self, source: &Value, rebuilt: &Value) {
        match (source, rebuilt) {
            (Value::Object(left), Value::Object(right)) => {
                if left.keys().collect::<BTreeSet<_>>() != right.keys().collect() {
                    self.differs("the keys differ");
                    return;
                }
                for (key, value) in left {
                    self.step(key, |inner| inner.member(key, value, &right[key]));
                }
            }
            (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
                for (index, (left, right)) in left.iter().zip(right).enumerate() {
                    self.step(&index.to_string(), |inner| inner.walk(left, right));
                }
            }
            _ if source == rebuilt => {}
            _ => self.differs("the values differ"),
        }
    }

    fn member(&mut self, key: &str, source: &Value, rebuilt: &Value) {
        match key {
            "schema" => {
                let left = Located { document: self.source, schema: source };
                let right = Located { document: self.rebuilt, schema: rebuilt };
                if let Err(what) = same(left, right) {
                    self.differs(&what);
                }
            }
            "example" | "examples" if source != rebuilt => self.differs("the example differs"),
            "example" | "examples" => {}
            _ => self.walk(source, rebuilt),
        }
    }

    fn step(&mut self, token: &str, inner: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(token);
        inner(self);
        self.pointer.truncate(length);
    }

    fn differs(&mut self, what: &str) {
        self.differences.push(format!("{}: {what}", self.pointer));
    }
}

/// Compares two schemas as graphs.
fn same(left: Located<'_>, right: Located<'_>) -> Result<(), String> {
    let mut met = HashSet::new();
    let mut pairs = vec![(left, right, String::new())];
    while let Some((left, right, pointer)) = pairs.pop() {
        let (left, right) = (resolve(left), resolve(right));
        if left.constraints != right.constraints {
            return Err(format!("{pointer}: {:?} is not {:?}", left.constraints, right.constraints));
        }
        let (left, right) = match (left.end, right.end) {
            (Some(left), Some(right)) => (left, right),
            // What leads nowhere is any value.
            (None, Some(other)) | (Some(other), None)
                if other.schema.as_object().is_some_and(|s| s.keys().all(|k| !is_structural(k))) =>
            {
                continue;
            }
            (None, None) => continue,
            _ => return Err(format!("{pointer}: one side leads nowhere")),
        };
        if !met.insert((std::ptr::from_ref(left.schema), std::ptr::from_ref(right.schema))) {
            continue;
        }
        compare_structure(&left, &right, &pointer, &mut pairs)?;
    }
    Ok(())
}

fn is_structural(key: &str) -> bool {
    [
        "type",
        "format",
        "enum",
        "properties",
        "required",
        "items",
        "additionalProperties",
        "allOf",
        "oneOf",
        "anyOf",
        "not",
        "discriminator",
    ]
    .contains(&key)
}

type Pair<'l, 'r> = (Located<'l>, Located<'r>, String);

fn compare_structure<'l, 'r>(
    left: &Located<'l>,
    right: &Located<'r>,
    pointer: &str,
    pairs: &mut Vec<Pair<'l, 'r>>,
) -> Result<(), String> {
    let differs = |what: &str| Err(format!("{pointer}: {what} differs: {} and {}", left.schema, right.schema));
    for key in ["type", "format"] {
        if left.schema.get(key) != right.schema.get(key) {
            return differs(key);
        }
    }
    for key in ["enum", "required"] {
        let set = |schema: &Value| {
            let values = schema.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
            values.iter().map(Value::to_string).collect::<BTreeSet<_>>()
        };
        if set(left.schema) != set(right.schema) {
            return differs(key);
        }
    }
    let discriminator = |schema: &Value| schema.pointer("/discriminator/propertyName").cloned();
    if discriminator(left.schema) != discriminator(right.schema) {
        return differs("discriminator");
    }
    let mut push = |key: &str, left_inner: &'l Value, right_inner: &'r Value| {
        pairs.push((left.inner(left_inner), right.inner(right_inner), format!("{pointer}/{key}")));
    };
    let empty = Map::new();
    let properties = |schema: &'l Value| schema.get("properties").and_then(Value::as_object);
    let left_properties = properties(left.schema).unwrap_or(&empty).iter().collect::<Vec<_>>();
    let right_properties = right.schema.get("properties").and_then(Value::as_object);
    if left_properties.len() != right_properties.map_or(0, Map::len) {
        return differs("properties");
    }
    if let Some(left_properties) = properties(left.schema) {
        for (name, property) in left_properties {
            match right_properties.and_then(|properties| properties.get(name)) {
                Some(other) => push(name, property, other),
                None => return differs("properties"),
            }
        }
    }
    for key in ["items", "additionalProperties", "not"] {
        match (left.schema.get(key), right.schema.get(key)) {
            (Some(left @ Value::Object(_)), Some(right @ Value::Object(_))) => push(key, left, right),
            (left, right) if left == right => {}
            _ => return differs(key),
        }
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        let left_members = left.schema.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let right_members = right.schema.get(key).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        if left_members.len() != right_members.len() {
            return differs(key);
        }
        for (index, (left, right)) in left_members.iter().zip(right_members).enumerate() {
            push(&format!("{key}/{index}"), left, right);
        }
    }
    Ok(())
}

impl<'a> Located<'a> {
    fn inner(&self, schema: &'a Value) -> Self {
        Self { document: self.document, schema }
    }
}

fn resolve(mut located: Located<'_>) -> Resolved<'_> {
    let mut constraints = Map::new();
    for _ in 0..64 {
        let Some(schema) = located.schema.as_object() else { break };
        if schema.get("nullable") == Some(&Value::Bool(true)) {
            constraints.insert("nullable".to_owned(), Value::Bool(true));
        }
        for key in CONSTRAINTS {
            if let Some(value) = schema.get(key).filter(|value| **value != Value::Bool(false)) {
                constraints.entry(key).or_insert_with(|| value.clone());
            }
        }
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            match located.document.pointer(reference.trim_start_matches('#')) {
                Some(target) => located = Located { document: located.document, schema: target },
                None => break,
            }
        } else if let Some(member) = only_member(schema) {
            located = located.inner(member);
        } else {
            constraints.sort_keys();
            return Resolved { end: Some(located), constraints };
        }
    }
    constraints.sort_keys();
    Resolved { end: None, constraints }
}

/// The member of a composition that holds nothing but that member and annotations.
fn only_member(schema: &Map<String, Value>) -> Option<&Value> {
    let structural: Vec<&str> = schema.keys().map(String::as_str).filter(|key| is_structural(key)).collect();
    let composition = structural.iter().find(|key| **key != "type")?;
    let members = schema.get(*composition).filter(|_| composition.ends_with("Of"))?.as_array()?;
    let [member] = &members[..] else { return None };
    let agrees = match (schema.get("type"), member.get("type")) {
        (None, _) => true,
        (Some(outer), Some(inner)) => outer == inner,
        (Some(_), None) => member.get("$ref").is_some(),
    };
    (agrees && structural.iter().all(|key| key == composition || *key == "type")).then_some(member)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::differences;

    fn document(schema: serde_json::Value) -> serde_json::Value {
        json!({ "paths": { "/a": { "get": { "responses": { "200": { "content": { "x": { "schema": schema } } } } } } } })
    }

    #[test]
    fn what_only_describes_does_not_count() {
        let source = document(json!({ "type": "object", "title": "A", "properties": { "a": { "description": "x" } } }));
        let mut rebuilt = document(json!({ "allOf": [{ "$ref": "#/components/schemas/A" }], "description": "y" }));
        rebuilt["components"]["schemas"]["A"] = json!({ "type": "object", "properties": { "a": {} } });
        assert_eq!(differences(&source, &rebuilt), Vec::<String>::new());
    }

    #[test]
    fn a_difference_behind_a_cycle_is_found() {
        let here = "#/paths/~1a/get/responses/200/content/x/schema";
        let source =
            document(json!({ "title": "A", "properties": { "a": { "$ref": here }, "b": { "type": "string" } } }));
        let mut rebuilt = document(json!({ "$ref": "#/components/schemas/A" }));
        let component =
            |kind: &str| json!({ "properties": { "a": { "$ref": "#/components/schemas/A" }, "b": { "type": kind } } });
        rebuilt["components"]["schemas"]["A"] = component("string");
        assert_eq!(differences(&source, &rebuilt), Vec::<String>::new());
        rebuilt["components"]["schemas"]["A"] = component("integer");
        assert_eq!(differences(&source, &rebuilt).len(), 1);
    }

    #[test]
    fn nullability_and_everything_outside_of_schemas_count() {
        let source = document(json!({ "type": "string", "nullable": true }));
        assert_eq!(differences(&source, &document(json!({ "type": "string" }))).len(), 1);
        let mut other = source.clone();
        other["paths"]["/a"]["get"]["deprecated"] = json!(true);
        assert_eq!(differences(&other, &source).len(), 1);
    }
}
