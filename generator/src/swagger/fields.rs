//! What Swagger 2 describes by keywords in itself rather than by a schema: parameters outside of the body, and headers.

use serde_json::{Map, Value, json};

use super::schemas;

/// A parameter or header, taken apart.
pub(super) struct Field {
    /// What it says of itself.
    pub(super) own: Map<String, Value>,
    /// What it says of its value.
    pub(super) schema: Map<String, Value>,
    /// How a list is written; `None` if it says nothing.
    pub(super) collection_format: Option<Value>,
    /// Whether the schema stood in `schema`, where it belongs in OpenAPI 3 only.
    pub(super) has_schema: bool,
}

impl Field {
    pub(super) fn of(map: &Map<String, Value>) -> Self {
        const OWN: [&str; 9] =
            ["name", "in", "description", "required", "allowEmptyValue", "deprecated", "example", "examples", "style"];
        let (mut own, mut schema) = (Map::new(), Map::new());
        let mut collection_format = None;
        for (key, value) in map {
            match key.as_str() {
                "collectionFormat" => collection_format = Some(value.clone()),
                "x-example" => {
                    own.entry("example").or_insert_with(|| value.clone());
                }
                "schema" => {}
                "x-nullable" => {
                    schema.insert(key.clone(), value.clone());
                }
                key if OWN.contains(&key) || key.starts_with("x-") => {
                    own.insert(key.to_owned(), value.clone());
                }
                _ => {
                    schema.insert(key.clone(), value.clone());
                }
            }
        }
        let given = map.get("schema").filter(|_| !schema.contains_key("type"));
        let has_schema = given.is_some();
        let whole = given.cloned().unwrap_or(Value::Object(schema));
        let schema = match schemas::converted(&whole) {
            Value::Object(schema) => schema,
            _ => Map::new(),
        };
        Self { own, schema, collection_format, has_schema }
    }

    pub(super) fn is_list(&self) -> bool {
        is_list(&self.schema)
    }

    /// Makes the field a text, as its lists are written in a way that OpenAPI 3.0 doesn't have.
    pub(super) fn make_text(&mut self, written: &str) {
        make_text(&mut self.schema);
        let described = self.own.get("description").and_then(Value::as_str).unwrap_or_default().trim_end();
        let gap = if described.is_empty() { "" } else { "\n\n" };
        self.own.insert("description".to_owned(), json!(format!("{described}{gap}{written}")));
    }

    /// The lists within a list, which nothing says how to write, become texts. Returns whether there are any.
    pub(super) fn make_items_text(&mut self) -> bool {
        let items = self.schema.get_mut("items").and_then(Value::as_object_mut);
        let Some(items) = items else { return false };
        items.shift_remove("collectionFormat");
        let is_nested = is_list(items);
        if is_nested {
            make_text(items);
        }
        is_nested
    }
}

fn is_list(schema: &Map<String, Value>) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("array")
}

fn make_text(schema: &mut Map<String, Value>) {
    schema.retain(|key, _| matches!(key.as_str(), "title" | "description" | "nullable") || key.starts_with("x-"));
    schema.insert("type".to_owned(), json!("string"));
}
