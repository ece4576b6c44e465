//! Types that are missing, but implied by the rest of the schema.

use serde_json::{Map, Value};

use super::super::context::Context;
use super::enums;
use crate::diagnostic::Code;

pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    if map.contains_key("type") || map.contains_key("$ref") {
        return;
    }
    if let Some((name, keyword)) = infer(map) {
        map.insert("type".to_owned(), Value::String(name.to_owned()));
        context.note(Code::InferredType, format!("the schema has no `type`: `{keyword}` implies `{name}`"));
    }
}

fn infer(map: &Map<String, Value>) -> Option<(&'static str, &'static str)> {
    // The members may be of other types.
    let is_composed = ["allOf", "oneOf", "anyOf", "not"].iter().any(|key| map.contains_key(*key));
    if let Some(Value::Array(values)) = map.get("enum") {
        let names = ["string", "integer", "number", "boolean", "object", "array"];
        let name = names.into_iter().find(|name| enums::all_are_of_type(values, name));
        return name.filter(|_| !is_composed).map(|name| (name, "enum"));
    }
    let has_properties = |key: &&str| match map.get(*key) {
        Some(value) => value.is_object() || (*key == "additionalProperties" && value.is_string()),
        None => false,
    };
    let object = ["properties", "additionalProperties"].into_iter().find(has_properties);
    // With alternatives, a keyword is about those alternatives that are lists or objects.
    if map.contains_key("oneOf") || map.contains_key("anyOf") {
        return None;
    }
    // Whatever `items` are, they become a schema.
    match (object, map.contains_key("items")) {
        (Some(keyword), false) => return Some(("object", keyword)),
        (None, true) => return Some(("array", "items")),
        (Some(_), true) => return None,
        (None, false) => {}
    }
    if is_composed {
        return None;
    }
    if let Some(keyword) = ["pattern", "minLength", "maxLength"].into_iter().find(|key| map.contains_key(*key)) {
        return Some(("string", keyword));
    }
    let name = match map.get("format")?.as_str()? {
        "int32" | "int64" | "uint32" | "uint64" => "integer",
        "float" | "double" => "number",
        "date" | "date-time" | "uuid" | "uri" | "url" | "email" | "byte" | "binary" | "password" | "hostname"
        | "ipv4" | "ipv6" => "string",
        _ => return None,
    };
    Some((name, "format"))
}
