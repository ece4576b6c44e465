//! Schemas.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Writer;
use crate::parse::{Additional, Constraints, Discriminator, JsonType, LEAST, MOST, Schema};
use crate::pointer::escape;

/// Inserts what is there and says something.
fn insert(map: &mut Map<String, Value>, key: &str, value: impl Serialize) {
    let value = json!(value);
    let is_empty = match &value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty() && key == "format",
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty() && key == "properties",
        _ => false,
    };
    if !is_empty {
        map.insert(key.to_owned(), value);
    }
}

impl Writer<'_> {
    pub(super) fn schema(&self, schema: &Schema) -> Value {
        if let Some((name, _)) = self.document.target(schema) {
            return json!({ "$ref": format!("#/components/schemas/{}", escape(name)) });
        }
        let mut map = Map::new();
        insert(&mut map, "title", &schema.title);
        insert(&mut map, "description", &schema.description);
        insert(&mut map, "deprecated", schema.deprecated);
        insert(&mut map, "type", schema.stated_kind().map(JsonType::as_str));
        insert(&mut map, "format", &schema.format);
        insert(&mut map, "nullable", schema.nullable);
        constraints(&mut map, &schema.constraints);
        insert(&mut map, "enum", &schema.values);
        insert(&mut map, "x-enum-varnames", &schema.value_names);
        insert(&mut map, "x-enum-descriptions", &schema.value_descriptions);
        let properties = schema.properties.iter().map(|(name, property)| (name.clone(), self.schema(property)));
        insert(&mut map, "properties", properties.collect::<Map<_, _>>());
        insert(&mut map, "required", &schema.required);
        let additional = match &schema.additional {
            None => None,
            Some(Additional::Schema(schema)) => Some(self.schema(schema)),
            Some(other) => Some(json!(*other == Additional::Any)),
        };
        map.extend(additional.map(|additional| ("additionalProperties".to_owned(), additional)));
        insert(&mut map, "items", schema.items.as_deref().map(|items| self.schema(items)));
        for (key, members) in [("allOf", &schema.all_of), ("oneOf", &schema.one_of), ("anyOf", &schema.any_of)] {
            insert(&mut map, key, members.iter().map(|member| self.schema(member)).collect::<Vec<_>>());
        }
        insert(&mut map, "not", schema.not.as_deref().map(|not| self.schema(not)));
        insert(&mut map, "discriminator", schema.discriminator.as_deref().map(discriminator));
        for (key, value) in [("default", &schema.default), ("example", &schema.example)] {
            map.extend(value.clone().map(|value| (key.to_owned(), value)));
        }
        map.extend(schema.rest.0.clone());
        Value::Object(map)
    }
}

fn constraints(map: &mut Map<String, Value>, constraints: &Constraints) {
    insert(map, "readOnly", constraints.read_only);
    insert(map, "writeOnly", constraints.write_only);
    insert(map, "minimum", &constraints.minimum);
    insert(map, "exclusiveMinimum", constraints.exclusive_minimum);
    insert(map, "maximum", &constraints.maximum);
    insert(map, "exclusiveMaximum", constraints.exclusive_maximum);
    insert(map, "multipleOf", &constraints.multiple_of);
    insert(map, "pattern", &constraints.pattern);
    for (key, bound) in LEAST.iter().zip(&constraints.least).chain(MOST.iter().zip(&constraints.most)) {
        insert(map, key, bound);
    }
    insert(map, "uniqueItems", constraints.unique_items);
}

fn discriminator(discriminator: &Discriminator) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("propertyName".to_owned(), json!(discriminator.property));
    let mapping = discriminator.mapping.iter().map(|(tag, target)| (tag.clone(), json!(target)));
    super::insert_object(&mut map, "mapping", mapping.collect());
    // OpenAPI has it since 3.2.
    insert(&mut map, "x-defaultMapping", &discriminator.default);
    map.extend(discriminator.rest.0.clone());
    map
}
