//! Values that a schema allows, as far as one guesses: a judge passes on each.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// How deep objects nest before properties that may be absent are.
const DEPTH: usize = 4;

/// Makes values of the schemas of a document.
pub(super) struct Values<'a> {
    root: &'a Value,
    random: Rng,
    /// Whether objects have properties that their schemas don't name.
    adds_unknown: bool,
}

impl<'a> Values<'a> {
    pub(super) fn new(root: &'a Value, seed: u64, adds_unknown: bool) -> Self {
        Self { root, random: Rng::with_seed(seed), adds_unknown }
    }

    /// A value of a schema.
    pub(super) fn of(&mut self, schema: &Value, depth: usize) -> Value {
        let flat = self.flat(schema, 0);
        if let Some(value) = flat.get("const") {
            return value.clone();
        }
        if let Some(value) = flat.get("enum").and_then(Value::as_array).and_then(|values| self.random.choice(values)) {
            return value.clone();
        }
        let kind = match flat.get("type") {
            Some(Value::String(name)) => name.clone(),
            Some(Value::Array(names)) => self.random.choice(names).and_then(Value::as_str).unwrap_or("null").to_owned(),
            _ if flat.contains_key("properties") || flat.contains_key("additionalProperties") => "object".to_owned(),
            _ if flat.contains_key("items") => "array".to_owned(),
            _ => (*self.random.choice(["string", "integer", "boolean", "object"].iter()).unwrap_or(&"null")).to_owned(),
        };
        match kind.as_str() {
            "object" => self.object(&flat, depth),
            "array" => {
                let least = flat.get("minItems").and_then(Value::as_u64).unwrap_or(0);
                let count = if depth < DEPTH { self.random.u64(least..=least + 2) } else { least };
                let items = flat.get("items").cloned().unwrap_or(json!({ "type": "string" }));
                (0..count).map(|_| self.of(&items, depth + 1)).collect()
            }
            "string" => self.string(&flat),
            "integer" => {
                let least = flat.get("minimum").and_then(Value::as_i64).unwrap_or(-3);
                json!(least.saturating_add(self.random.i64(0..20)))
            }
            "number" => {
                let least = flat.get("minimum").and_then(Value::as_i64).unwrap_or(-3);
                json!(f64::from(i32::try_from(least).unwrap_or(0)) + f64::from(self.random.u8(0..80)) / 4.0 + 0.25)
            }
            "boolean" => json!(self.random.bool()),
            _ => Value::Null,
        }
    }

    fn string(&mut self, flat: &Map<String, Value>) -> Value {
        let text = match flat.get("format").and_then(Value::as_str) {
            Some("date-time") => "2024-05-06T07:08:09Z",
            Some("date") => "2024-05-06",
            Some("uuid") => "8c190e67-87aa-4ed9-a90b-d9d5344523fb",
            _ => *self.random.choice(["a", "b c", "é\n", "07"].iter()).unwrap_or(&""),
        };
        let least = flat.get("minLength").and_then(Value::as_u64).and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
        json!(if text.chars().count() < least { "x".repeat(least) } else { text.to_owned() })
    }

    fn object(&mut self, flat: &Map<String, Value>, depth: usize) -> Value {
        let none = Map::new();
        let properties = flat.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let required: Vec<&str> =
            flat.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let mut object = Map::new();
        for (name, schema) in properties {
            if required.contains(&name.as_str()) || (depth < DEPTH && self.random.bool()) {
                object.insert(name.clone(), self.of(schema, depth + 1));
            }
        }
        for name in required {
            if !object.contains_key(name) {
                object.insert(name.to_owned(), json!({ "any": [1, "a"] }));
            }
        }
        match flat.get("additionalProperties") {
            Some(schema @ Value::Object(_)) if self.random.bool() => {
                object.insert("another".to_owned(), self.of(&schema.clone(), depth + 1));
            }
            Some(Value::Bool(true)) => _ = object.insert("another".to_owned(), json!([1, { "a": null }])),
            None if self.adds_unknown && self.random.u8(0..4) == 0 => {
                object.insert("unheardOf".to_owned(), json!({ "a": [1, null, "b"] }));
            }
            _ => {}
        }
        Value::Object(object)
    }

    /// One schema without references and compositions: of alternatives one is chosen.
    fn flat(&mut self, schema: &Value, depth: usize) -> Map<String, Value> {
        let Some(map) = schema.as_object().filter(|_| depth < 20) else { return Map::new() };
        let mut flat = Map::new();
        if let Some(target) = map.get("$ref").and_then(Value::as_str).and_then(|it| self.target(it)) {
            merge(&mut flat, self.flat(target, depth + 1));
        }
        for member in map.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            let member = self.flat(member, depth + 1);
            merge(&mut flat, member);
        }
        for key in ["oneOf", "anyOf"] {
            let Some(member) = map.get(key).and_then(Value::as_array).and_then(|all| self.random.choice(all)) else {
                continue;
            };
            let mut chosen = self.flat(member, depth + 1);
            if let Some((name, tag)) = tag(map, member, &chosen) {
                let tagged = json!({ "properties": { name: { "const": tag } }, "required": [name] });
                merge(&mut chosen, tagged.as_object().cloned().unwrap_or_default());
            }
            merge(&mut flat, chosen);
        }
        let own = map.iter().filter(|(key, _)| !matches!(key.as_str(), "$ref" | "allOf" | "oneOf" | "anyOf"));
        merge(&mut flat, own.map(|(key, value)| (key.clone(), value.clone())).collect());
        flat
    }

    fn target(&self, reference: &str) -> Option<&'a Value> {
        self.root.pointer(reference.strip_prefix('#')?)
    }
}

/// The discriminator of a union, and the value that it has for a member.
fn tag<'m>(union: &'m Map<String, Value>, member: &Value, flat: &Map<String, Value>) -> Option<(&'m str, Value)> {
    let discriminator = union.get("discriminator")?;
    let name = discriminator["propertyName"].as_str()?;
    let reference = member["$ref"].as_str()?;
    let mapping = discriminator["mapping"].as_object();
    let mapped = mapping.and_then(|mapping| mapping.iter().find(|(_, target)| target.as_str() == Some(reference)));
    let text = mapped.map_or_else(|| reference.rsplit('/').next().unwrap_or_default(), |(tag, _)| tag.as_str());
    let declared = flat.get("properties").and_then(|properties| properties.get(name)).unwrap_or(&Value::Null);
    if let Some(value) = declared.get("const") {
        return Some((name, value.clone()));
    }
    let is_text = declared.get("type").is_none_or(|kind| kind == "string");
    Some((name, if is_text { json!(text) } else { serde_json::from_str(text).ok()? }))
}

/// What both schemas say.
fn merge(into: &mut Map<String, Value>, other: Map<String, Value>) {
    for (key, value) in other {
        match (key.as_str(), into.get_mut(&key), value) {
            ("properties", Some(Value::Object(properties)), Value::Object(others)) => {
                for (name, schema) in others {
                    let both = match properties.remove(&name) {
                        Some(first) if first != schema => json!({ "allOf": [first, schema] }),
                        _ => schema,
                    };
                    properties.insert(name, both);
                }
            }
            ("required", Some(Value::Array(names)), Value::Array(others)) => names.extend(others),
            ("items" | "additionalProperties", Some(first @ Value::Object(_)), second @ Value::Object(_)) => {
                *first = json!({ "allOf": [first.clone(), second] });
            }
            (_, _, value) => _ = into.insert(key, value),
        }
    }
}
