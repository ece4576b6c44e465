//! Markers where a documentation site cut a cycle. They become references once all schemas have their final places.

use serde_json::{Map, Value, json};

use super::super::context::Context;
use crate::diagnostic::Code;

/// The key of a marker, until it is a reference.
const KEY: &str = "x-circular";

/// Returns the schema that `circular(Title)` becomes.
pub(super) fn marker(text: &str) -> Option<Value> {
    let title = text.trim().strip_prefix("circular(")?.strip_suffix(')')?;
    Some(json!({ KEY: title }))
}

/// Returns whether `map` is such a schema.
pub(super) fn is_marker(map: &Map<String, Value>) -> bool {
    map.len() == 1 && map.get(KEY).is_some_and(Value::is_string)
}

/// Returns the title of the ancestor that a marker stands for.
pub(super) fn title(value: &Value) -> Option<&str> {
    value.as_object().filter(|map| is_marker(map))?.get(KEY)?.as_str()
}

/// Makes a reference of each marker in `document`, to the schema around it that is meant.
pub(in crate::repair) fn resolve(context: &mut Context<'_>, document: &mut Map<String, Value>) {
    for key in ["paths", "webhooks", "components"] {
        if let Some(value) = document.get_mut(key).filter(|_| context.has_markers) {
            context.within(key, |context| walk(context, value, Kind::Other, &mut Vec::new()));
        }
    }
}

/// What a value is.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Schema,
    /// A list or map of schemas.
    Schemas,
    /// What has schemas somewhere in it.
    Other,
}

impl Kind {
    /// What its member `key` is, if there can be a schema in it.
    fn member(self, key: &str) -> Option<Self> {
        Some(match (self, key) {
            (Self::Schemas, _) | (Self::Schema, "items" | "additionalProperties" | "not") | (Self::Other, "schema") => {
                Self::Schema
            }
            (Self::Schema, "properties" | "allOf" | "oneOf" | "anyOf") | (Self::Other, "schemas") => Self::Schemas,
            (Self::Schema, _) | (Self::Other, "example" | "examples") => return None,
            (Self::Other, _) => Self::Other,
        })
    }
}

/// A schema around the present place.
struct Ancestor {
    pointer: String,
    title: Option<String>,
    /// Whether it has more to say than what type it is.
    is_distinct: bool,
}

/// Resolves the markers in `value`. The schemas `around` it begin with the outermost.
fn walk(context: &mut Context<'_>, value: &mut Value, kind: Kind, around: &mut Vec<Ancestor>) {
    if let Some(title) = title(value).filter(|_| kind == Kind::Schema).map(str::to_owned) {
        *value = resolved(context, &title, around);
        return;
    }
    let depth = around.len();
    match value {
        Value::Object(map) => {
            around.extend((kind == Kind::Schema).then(|| ancestor(context.pointer(), map)));
            for (key, value) in map.iter_mut() {
                if let Some(kind) = kind.member(key) {
                    context.within(key, |context| walk(context, value, kind, around));
                }
            }
        }
        Value::Array(list) if kind != Kind::Schema => {
            let kind = if kind == Kind::Schemas { Kind::Schema } else { kind };
            for (at, value) in list.iter_mut().enumerate() {
                context.within(at, |context| walk(context, value, kind, around));
            }
        }
        _ => {}
    }
    around.truncate(depth);
}

fn ancestor(pointer: &str, map: &Map<String, Value>) -> Ancestor {
    let is_filled = |key| match map.get(key) {
        Some(Value::Object(map)) => !map.is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        _ => false,
    };
    let is_listed = is_filled("enum") && map.get("type").is_none_or(|name| name != "boolean");
    let is_distinct = is_listed || ["properties", "allOf", "oneOf", "anyOf"].into_iter().any(is_filled);
    let title = map.get("title").and_then(Value::as_str).map(str::to_owned);
    Ancestor { pointer: pointer.to_owned(), title, is_distinct }
}

/// A reference to the nearest ancestor with the marker's title; without one, to the nearest that has no title and could have
/// a name, else to the outermost.
fn resolved(context: &mut Context<'_>, title: &str, around: &[Ancestor]) -> Value {
    let is_meant = |ancestor: &&Ancestor| match &ancestor.title {
        Some(other) => !title.is_empty() && other == title,
        None => title.is_empty() && ancestor.is_distinct,
    };
    let outermost = around.first().filter(|_| title.is_empty());
    if let Some(found) = around.iter().rev().find(is_meant).or(outermost) {
        return json!({ "$ref": format!("#{}", found.pointer) });
    }
    let message = format!("the cycle marker `circular({title})` names no schema around it; any value is accepted");
    let place = context.notes.places.iter().find_map(|(operation, place)| {
        let rest = context.pointer().strip_prefix(operation).filter(|rest| rest.starts_with('/'))?;
        Some(format!("{place}{rest}"))
    });
    let place = place.unwrap_or_else(|| context.pointer().to_owned());
    context.at(&place, |context| context.warning(Code::UnresolvedCycle, message));
    json!({})
}
