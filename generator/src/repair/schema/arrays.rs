//! What a list holds.

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::super::values;
use super::repair as repair_schema;
use crate::diagnostic::Code;

/// Makes one schema of the schemas of a tuple.
pub(super) fn repair_tuple(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    if !values::has_any(map, &["additionalItems", "prefixItems", "items"]) {
        return;
    }
    let rest = map.shift_remove("additionalItems");
    let (key, places, rest) = match (map.shift_remove("prefixItems"), map.get("items")) {
        (Some(Value::Array(places)), _) => ("prefixItems", places, map.shift_remove("items")),
        (_, Some(Value::Array(_))) => match map.shift_remove("items") {
            Some(Value::Array(places)) => ("items", places, rest),
            _ => return,
        },
        _ => return,
    };
    let count = places.len();
    let mut kinds: Vec<Value> = Vec::new();
    let rest = match rest {
        Some(Value::Bool(false)) => {
            map.entry("maxItems").or_insert_with(|| json!(count));
            None
        }
        Some(schema @ Value::Object(_)) => Some(schema),
        _ => None,
    };
    for place in places.into_iter().chain(rest) {
        if !kinds.contains(&place) {
            kinds.push(place);
        }
    }
    let items = match kinds.len() {
        1 => kinds.pop().unwrap_or_default(),
        0 => json!({}),
        _ => json!({"anyOf": kinds}),
    };
    map.insert("items".to_owned(), items);
    map.entry("type").or_insert_with(|| json!("array"));
    context.within(key, |context| {
        context.warning(Code::Tuple, format!("a tuple of {count} became a list whose items can have any of its types"));
    });
}

/// Makes `items` a schema.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    let is_array = map.get("type").and_then(Value::as_str) == Some("array");
    match map.get_mut("items") {
        Some(items) => {
            context.within("items", |context| repair_schema(context, items));
        }
        None if is_array => {
            map.insert("items".to_owned(), json!({}));
            context.note(Code::MissingItems, "the schema doesn't say what the list holds: any value is accepted");
        }
        None => {}
    }
}
