//! Removes keywords that `openapiv3` would refuse, one by one, so that a bad keyword loses only itself.
//!
//! Repaired input has no such keywords. This is the second line of defence, and it limits the depth.

use serde_json::{Map, Value};

use super::encodings;
use super::view::child;
use crate::diagnostic::Code;
use crate::lower::report::Report;
use crate::marks::IMPLIED_TAGS;
use crate::pointer::escape;

/// How deep schemas may nest within one component or operation, counted in schemas.
const DEEPEST_SCHEMA: usize = 32;

/// How deep any other value, such as an example, may nest.
const DEEPEST_VALUE: usize = 48;

/// What a keyword's value has to be.
#[derive(Clone, Copy)]
enum Kind {
    Boolean,
    String,
    Number,
    Count,
    Strings,
    Values,
    Value,
    Schema,
    BooleanOrSchema,
    Schemas,
    SchemaMap,
    Discriminator,
    ExternalDocs,
}

fn keyword(name: &str) -> Option<Kind> {
    Some(match name {
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" | "exclusiveMinimum"
        | "exclusiveMaximum" => Kind::Boolean,
        "title" | "description" | "type" | "format" | "pattern" => Kind::String,
        "minimum" | "maximum" | "multipleOf" => Kind::Number,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => Kind::Count,
        "required" => Kind::Strings,
        "enum" => Kind::Values,
        "example" | "default" => Kind::Value,
        "items" | "not" => Kind::Schema,
        "additionalProperties" => Kind::BooleanOrSchema,
        "allOf" | "oneOf" | "anyOf" => Kind::Schemas,
        "properties" => Kind::SchemaMap,
        "discriminator" => Kind::Discriminator,
        "externalDocs" => Kind::ExternalDocs,
        _ => return None,
    })
}

/// Makes a schema or reference typeable in place.
pub(crate) fn schema(value: &mut Value, pointer: &str, depth: usize, report: &mut Report<'_>) {
    if depth > DEEPEST_SCHEMA {
        report.warning(Code::TooDeep, pointer, "schemas nest too deeply here; any value is accepted in their place");
        *value = Value::Object(Map::new());
        return;
    }
    let Some(map) = value.as_object_mut() else {
        report.warning(Code::SchemaUnusable, pointer, "this is no schema; any value is accepted in its place");
        *value = Value::Object(Map::new());
        return;
    };
    if map.get("$ref").is_some_and(Value::is_string) {
        map.retain(|key, _| key == "$ref");
        return;
    }
    map.retain(|key, value| {
        let Some(kind) = keyword(key) else { return key.starts_with("x-") && !is_deep(value, DEEPEST_VALUE) };
        let keep = keep_keyword(kind, value, Below { pointer, key }, depth, report);
        if !keep {
            let message = format!("`{key}` has no usable value here and is left out");
            report.warning(Code::InvalidValue, &Below { pointer, key }.pointer(), message);
        }
        keep
    });
}

/// The place of a keyword's value.
#[derive(Clone, Copy)]
struct Below<'p> {
    pointer: &'p str,
    key: &'p str,
}

impl Below<'_> {
    fn pointer(self) -> String {
        format!("{}/{}", self.pointer, escape(self.key))
    }
}

fn keep_keyword(kind: Kind, value: &mut Value, place: Below<'_>, depth: usize, report: &mut Report<'_>) -> bool {
    match kind {
        Kind::Boolean => value.is_boolean(),
        Kind::String => value.is_string(),
        Kind::Number => value.is_number(),
        Kind::Count => value.as_u64().is_some_and(|count| usize::try_from(count).is_ok()),
        Kind::Strings => match value.as_array_mut() {
            Some(items) => {
                items.retain(Value::is_string);
                true
            }
            None => false,
        },
        Kind::Values => value.is_array() && !is_deep(value, DEEPEST_VALUE),
        Kind::Value => !is_deep(value, DEEPEST_VALUE),
        Kind::Schema => {
            schema(value, &place.pointer(), depth + 1, report);
            true
        }
        Kind::BooleanOrSchema => {
            if !value.is_boolean() {
                schema(value, &place.pointer(), depth + 1, report);
            }
            true
        }
        Kind::Schemas => match value.as_array_mut() {
            Some(members) => {
                let pointer = place.pointer();
                for (index, member) in members.iter_mut().enumerate() {
                    schema(member, &format!("{pointer}/{index}"), depth + 1, report);
                }
                true
            }
            None => false,
        },
        Kind::SchemaMap => match value.as_object_mut() {
            Some(properties) => {
                for (name, property) in properties.iter_mut() {
                    schema(property, &child(place.pointer, place.key, name), depth + 1, report);
                }
                true
            }
            None => false,
        },
        Kind::Discriminator => keep_discriminator(value),
        Kind::ExternalDocs => {
            value.get("url").is_some_and(Value::is_string) && {
                if let Some(map) = value.as_object_mut() {
                    map.retain(|_, value| value.is_string());
                }
                true
            }
        }
    }
}

fn keep_discriminator(value: &mut Value) -> bool {
    let Some(map) = value.as_object_mut() else { return false };
    if let Some(mapping) = map.get_mut("mapping") {
        match mapping.as_object_mut() {
            Some(mapping) => mapping.retain(|_, target| target.is_string()),
            None => *mapping = Value::Object(Map::new()),
        }
    }
    map.retain(|key, _| matches!(key.as_str(), "propertyName" | "mapping" | IMPLIED_TAGS));
    map.get("propertyName").is_some_and(Value::is_string)
}

/// Whether `value` nests more than `limit` levels.
pub(crate) fn is_deep(value: &Value, limit: usize) -> bool {
    let mut children: Box<dyn Iterator<Item = &Value>> = match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(map) => Box::new(map.values()),
        _ => return false,
    };
    limit == 0 || children.any(|child| is_deep(child, limit - 1))
}

/// Makes `content` typeable: a map of media types with their schemas.
pub(crate) fn content(holder: &mut Map<String, Value>, pointer: &str, report: &mut Report<'_>) {
    let Some(content) = holder.get_mut("content") else { return };
    let Some(content) = content.as_object_mut() else {
        holder.shift_remove("content");
        return;
    };
    content.retain(|_, media_type| media_type.is_object());
    for (name, media_type) in content.iter_mut() {
        let Some(media_type) = media_type.as_object_mut() else { continue };
        let pointer = format!("{pointer}/content/{}", escape(name));
        media_type.retain(|key, value| match key.as_str() {
            "schema" => value.is_object(),
            "example" => !is_deep(value, DEEPEST_VALUE),
            "examples" | "encoding" => value.is_object() && !is_deep(value, DEEPEST_VALUE),
            _ => false,
        });
        examples(media_type);
        if let Some(value) = media_type.get_mut("schema") {
            schema(value, &format!("{pointer}/schema"), 0, report);
        }
        if let Some(encodings) = media_type.get_mut("encoding").and_then(Value::as_object_mut) {
            encodings.retain(|_, encoding| encoding.is_object());
            for encoding in encodings.values_mut().filter_map(Value::as_object_mut) {
                encodings::mark(encoding);
            }
        }
    }
}

/// Keeps `examples` only if they are a map of objects with values.
pub(crate) fn examples(holder: &mut Map<String, Value>) {
    let usable = holder.get_mut("examples").is_none_or(|examples| match examples.as_object_mut() {
        Some(examples) => {
            examples.retain(|_, example| example.is_object());
            for example in examples.values_mut().filter_map(Value::as_object_mut) {
                example.retain(|key, _| key == "value");
            }
            true
        }
        None => false,
    });
    if !usable {
        holder.shift_remove("examples");
    }
}
