//! Bodies by their media types.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::inline::{self, Role};
use super::{encodings, examples, item_schemas, schema, values};
use crate::diagnostic::Code;

/// Makes `content` a map of Media Type Objects.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    // Swagger 2 had one schema for all media types.
    if values::object(context, map, "content").is_none()
        && let Some(of_all) = map.shift_remove("schema")
    {
        map.insert("content".to_owned(), json!({"application/json": {"schema": of_all}}));
        context.note(Code::MissingMediaType, "the schema has no media type: JSON is assumed");
    }
    let Some(by_type) = values::object(context, map, "content") else { return };
    let is_media_type = by_type.contains_key("schema") && by_type.keys().all(|key| !key.contains('/'));
    if is_media_type {
        let media_type = Value::Object(std::mem::take(by_type));
        by_type.insert("application/json".to_owned(), media_type);
        context.note(Code::MissingMediaType, "the schema has no media type: JSON is assumed");
    }
    context.within("content", |context| {
        repair_keys(context, by_type);
        values::retain(context, by_type, |context, _, value| inline::repair(context, Role::MediaType, value));
    });
}

fn repair_keys(context: &mut Context<'_>, by_type: &mut Map<String, Value>) {
    if by_type.keys().all(|key| standard(key) == *key) {
        return;
    }
    for (key, value) in std::mem::take(by_type) {
        let standard = standard(&key);
        if standard != key {
            context.within(&key, |context| {
                context.note(Code::OddMediaType, format!("the media type was corrected to `{standard}`"));
            });
        }
        if by_type.contains_key(&standard) {
            context.within(&key, |context| {
                context.warning(Code::OddMediaType, format!("`{standard}` is already there: this one was dropped"));
            });
        } else {
            by_type.insert(standard, value);
        }
    }
}

/// Returns a media type in the form that others are compared with; its parameters stay as they are.
fn standard(key: &str) -> String {
    if key.starts_with("x-") {
        return key.to_owned();
    }
    let key = key.trim();
    let end = key.find(';').unwrap_or(key.len());
    let (essence, parameters) = key.split_at_checked(end).unwrap_or((key, ""));
    let essence: String = essence.split_whitespace().collect();
    let essence = match essence.to_ascii_lowercase().as_str() {
        "json" => "application/json".to_owned(),
        "xml" => "application/xml".to_owned(),
        "text" | "plain" | "string" => "text/plain".to_owned(),
        "html" => "text/html".to_owned(),
        "csv" => "text/csv".to_owned(),
        "pdf" => "application/pdf".to_owned(),
        "form" => "application/x-www-form-urlencoded".to_owned(),
        "binary" => "application/octet-stream".to_owned(),
        "*" | "" | "default" => "*/*".to_owned(),
        other => other.to_owned(),
    };
    if parameters.trim_matches([';', ' ']).is_empty() { essence } else { essence + parameters }
}

/// Repairs a Media Type Object.
pub(super) fn repair_media_type(context: &mut Context<'_>, value: &mut Value) -> bool {
    if value.is_null() {
        *value = json!({});
    }
    let Some(map) = value.as_object_mut() else {
        context.warning(Code::InvalidMediaType, format!("expected an object, found {}", values::kind(value)));
        *value = json!({});
        return true;
    };
    item_schemas::raise(context, map);
    if map.get("schema").is_some_and(Value::is_null) {
        map.shift_remove("schema");
    }
    if let Some(schema) = map.get_mut("schema") {
        context.within("schema", |context| schema::repair(context, schema));
    }
    examples::repair(context, map);
    encodings::repair(context, map);
    true
}

#[cfg(test)]
mod tests {
    use super::standard;

    #[test]
    fn media_types_are_normalised() {
        assert_eq!(standard("Application/JSON"), "application/json");
        assert_eq!(standard(" application/json;charset=UTF-8 "), "application/json;charset=UTF-8");
        assert_eq!(standard("application/json;"), "application/json");
        assert_eq!(standard("application / json; odata=verbose"), "application/json; odata=verbose");
        assert_eq!(standard("json"), "application/json");
        assert_eq!(standard("image/svg+xml"), "image/svg+xml");
    }
}
