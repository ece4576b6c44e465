//! Keywords of strings: `format`, `pattern`, and how JSON Schema says that a string holds bytes.

use serde_json::{Map, Value};

use super::super::context::Context;
use super::super::values;
use crate::diagnostic::Code;

pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    if !values::has_any(map, &["format", "pattern", "contentEncoding", "contentMediaType", "contentSchema"]) {
        return;
    }
    if map.get("format").is_some_and(|format| !format.is_string()) {
        values::drop_value(context, map, "format", "a string");
    }
    if map.get("format").and_then(Value::as_str).is_some_and(|format| format.trim().is_empty()) {
        map.shift_remove("format");
    }
    if map.get("pattern").is_some_and(|pattern| !pattern.is_string()) {
        values::drop_value(context, map, "pattern", "a string");
    }
    let encoding = map.shift_remove("contentEncoding");
    let media_type = map.shift_remove("contentMediaType");
    map.shift_remove("contentSchema");
    let encoding = encoding.as_ref().and_then(Value::as_str);
    let format = match (encoding, media_type.as_ref().and_then(Value::as_str)) {
        (Some(encoding), _) if encoding.eq_ignore_ascii_case("base64") => "byte",
        (None | Some("binary"), Some(media_type)) if !is_text(media_type) => "binary",
        (Some("binary"), None) => "binary",
        (Some(encoding), _) => {
            return context.note(Code::UnsupportedKeyword, format!("`contentEncoding: {encoding}` was dropped"));
        }
        (None, _) => return,
    };
    map.entry("format").or_insert_with(|| Value::String(format.to_owned()));
    map.entry("type").or_insert_with(|| Value::String("string".to_owned()));
}

fn is_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence.starts_with("text/")
        || ["json", "xml", "yaml", "javascript", "html", "jwt"].iter().any(|suffix| essence.ends_with(suffix))
}
