//! Keywords that are about another type than the schema's: JSON Schema ignores them.

use serde_json::{Map, Value};

use super::super::context::Context;
use crate::diagnostic::Code;

/// Which types each keyword is about.
const KEYWORDS: [(&str, &[&str]); 18] = [
    ("format", &["string", "number", "integer"]),
    ("pattern", &["string"]),
    ("minLength", &["string"]),
    ("maxLength", &["string"]),
    ("multipleOf", &["number", "integer"]),
    ("minimum", &["number", "integer"]),
    ("maximum", &["number", "integer"]),
    ("exclusiveMinimum", &["number", "integer"]),
    ("exclusiveMaximum", &["number", "integer"]),
    ("items", &["array"]),
    ("minItems", &["array"]),
    ("maxItems", &["array"]),
    ("uniqueItems", &["array"]),
    ("properties", &["object"]),
    ("required", &["object"]),
    ("additionalProperties", &["object"]),
    ("minProperties", &["object"]),
    ("maxProperties", &["object"]),
];

/// Returns whether `key` is a keyword that is about values of certain types only.
pub(super) fn is_about_one_type(key: &str) -> bool {
    KEYWORDS.iter().any(|(keyword, _)| *keyword == key)
}

/// Returns whether a keyword is about values of the type `name`.
pub(super) fn applies(key: &str, name: &str) -> bool {
    KEYWORDS.iter().any(|(keyword, types)| *keyword == key && types.contains(&name))
}

/// Drops the keywords that are about other types than the schema's one.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    let Some(name) = map.get("type").and_then(Value::as_str).map(str::to_owned) else { return };
    let is_about_others =
        |key: &str| KEYWORDS.iter().any(|(keyword, types)| *keyword == key && !types.contains(&&*name));
    if !map.keys().any(|key| is_about_others(key)) {
        return;
    }
    for (keyword, types) in KEYWORDS {
        if types.contains(&name.as_str()) || !map.contains_key(keyword) {
            continue;
        }
        if name == "object" && keyword == "items" {
            // All of these occur in the wild, so a guess would make responses fail that are read as any object.
            let message = "an object has no `items`: they may be what it is, what it maps to, or the items of a list \
                           in its place, so they are ignored";
            context.note(Code::InapplicableKeyword, message);
            continue;
        }
        map.shift_remove(keyword);
        context.within(keyword, |context| {
            let message = format!("`{keyword}` says nothing about values of type `{name}` and was dropped");
            if keyword == "properties" || keyword == "items" {
                context.warning(Code::InapplicableKeyword, message);
            } else {
                context.note(Code::InapplicableKeyword, message);
            }
        });
    }
}
