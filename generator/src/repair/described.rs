//! What parameters and headers have in common: a value that is described by a schema or by a media type.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::{content, examples, schema, values};
use crate::diagnostic::Code;

/// Keywords that Swagger 2 had beside the parameter's name.
const SCHEMA_KEYWORDS: [&str; 21] = [
    "type",
    "format",
    "items",
    "enum",
    "default",
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
    "nullable",
    "properties",
    "allOf",
    "oneOf",
    "anyOf",
];

/// Makes sure that exactly one of `schema` and `content` is there.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    for key in ["schema", "content"] {
        if map.get(key).is_some_and(Value::is_null) {
            map.shift_remove(key);
        }
    }
    if map.contains_key("schema") && map.shift_remove("content").is_some() {
        context.warning(
            Code::SchemaAndContent,
            "both `schema` and `content` were given: the schema counts, and the media type is lost",
        );
    }
    if !map.contains_key("schema") {
        content::repair(context, map);
        if map.get("content").and_then(Value::as_object).is_none_or(Map::is_empty) {
            map.shift_remove("content");
            let schema = own_schema(context, map);
            map.insert("schema".to_owned(), schema);
        }
    }
    if let Some(schema) = map.get_mut("schema") {
        context.within("schema", |context| schema::repair(context, schema));
    }
    examples::repair(context, map);
}

/// Makes a schema from the keywords in the parameter itself.
fn own_schema(context: &mut Context<'_>, map: &mut Map<String, Value>) -> Value {
    let mut schema = Map::new();
    for key in SCHEMA_KEYWORDS {
        if let Some(value) = map.shift_remove(key) {
            schema.insert(key.to_owned(), value);
        }
    }
    if schema.is_empty() {
        context.note(Code::MissingSchema, "neither `schema` nor `content` was given: it is a string");
        return json!({"type": "string"});
    }
    context.note(Code::MissingSchema, "the keywords of the schema were outside of `schema`, as in Swagger 2");
    Value::Object(schema)
}

/// Drops a `style` that the place doesn't have.
pub(super) fn repair_style(context: &mut Context<'_>, map: &mut Map<String, Value>, styles: &[&str]) {
    values::string(context, map, "style");
    let Some(Value::String(style)) = map.get_mut("style") else { return };
    if styles.contains(&style.as_str()) {
        return;
    }
    let found = style.clone();
    if let Some(other) = styles.iter().find(|other| other.eq_ignore_ascii_case(found.trim())) {
        style.replace_range(.., other);
        context.within("style", |context| {
            context.note(Code::InvalidStyle, format!("the style was corrected to `{other}`"));
        });
    } else {
        map.shift_remove("style");
        context.within("style", |context| {
            context.warning(Code::InvalidStyle, format!("the style `{found}` is not possible here: it was dropped"));
        });
    }
}
