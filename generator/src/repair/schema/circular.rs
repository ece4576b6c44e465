//! Markers where a documentation site cut a cycle. They become references once all schemas have their final places.

use serde_json::{Map, Value, json};

use super::super::context::Context;
use crate::diagnostic::Code;
use crate::pointer;

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
    if !context.has_markers {
        return;
    }
    let mut walk = Walk { context, pointer: String::new(), around: Vec::new() };
    for (key, value) in
        document.iter_mut().filter(|(key, _)| ["paths", "webhooks", "components"].contains(&key.as_str()))
    {
        walk.step(key, value, Kind::Other);
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

struct Walk<'w, 'a> {
    context: &'w mut Context<'a>,
    pointer: String,
    /// The outermost first.
    around: Vec<Ancestor>,
}

impl Walk<'_, '_> {
    fn step(&mut self, key: &str, value: &mut Value, kind: Kind) {
        let length = self.pointer.len();
        self.pointer.push('/');
        pointer::escape_into(key, &mut self.pointer);
        match title(value).filter(|_| kind == Kind::Schema).map(str::to_owned) {
            Some(title) => *value = self.resolved(&title),
            None => self.members(value, kind),
        }
        self.pointer.truncate(length);
    }

    fn members(&mut self, value: &mut Value, kind: Kind) {
        let depth = self.around.len();
        self.around.extend(value.as_object().filter(|_| kind == Kind::Schema).map(|map| self.ancestor(map)));
        match value {
            Value::Object(map) => {
                for (key, value) in map.iter_mut() {
                    if let Some(kind) = kind.member(key) {
                        self.step(key, value, kind);
                    }
                }
            }
            Value::Array(list) if kind != Kind::Schema => {
                let kind = if kind == Kind::Schemas { Kind::Schema } else { kind };
                list.iter_mut().enumerate().for_each(|(at, value)| self.step(&at.to_string(), value, kind));
            }
            _ => {}
        }
        self.around.truncate(depth);
    }

    fn ancestor(&self, map: &Map<String, Value>) -> Ancestor {
        let is_filled = |key| match map.get(key) {
            Some(Value::Object(map)) => !map.is_empty(),
            Some(Value::Array(list)) => !list.is_empty(),
            _ => false,
        };
        let is_listed = is_filled("enum") && map.get("type").is_none_or(|name| name != "boolean");
        let is_distinct = is_listed || ["properties", "allOf", "oneOf", "anyOf"].into_iter().any(is_filled);
        let title = map.get("title").and_then(Value::as_str).map(str::to_owned);
        Ancestor { pointer: self.pointer.clone(), title, is_distinct }
    }

    /// A reference to the nearest ancestor with the marker's title; without one, to the nearest that has no title and could
    /// have a name, else to the outermost.
    fn resolved(&mut self, title: &str) -> Value {
        let is_meant = |ancestor: &&Ancestor| match &ancestor.title {
            Some(other) => !title.is_empty() && other == title,
            None => title.is_empty() && ancestor.is_distinct,
        };
        let outermost = self.around.first().filter(|_| title.is_empty());
        if let Some(found) = self.around.iter().rev().find(is_meant).or(outermost) {
            return json!({ "$ref": format!("#{}", found.pointer) });
        }
        let message = format!("the cycle marker `circular({title})` names no schema around it; it becomes any value");
        let mut places = self.context.notes.places.iter();
        let place = places.find_map(|(operation, place)| {
            let rest = self.pointer.strip_prefix(operation).filter(|rest| rest.starts_with('/'))?;
            Some(format!("{place}{rest}"))
        });
        let place = place.unwrap_or_else(|| self.pointer.clone());
        self.context.at(&place, |context| context.warning(Code::UnresolvedCycle, message));
        json!({})
    }
}
