//! `itemSchema` of OpenAPI 3.2: the items of a stream.

use serde_json::{Map, Value, json};

use super::context::Context;
use crate::diagnostic::Code;

/// Makes of `itemSchema` the schema of the whole, which is a list of such items: what 3.2 says that it means. An item's data that is
/// JSON within a text (`contentSchema`) is that JSON.
pub(super) fn raise(context: &mut Context<'_>, media_type: &mut Map<String, Value>) {
    let Some(mut item) = media_type.shift_remove("itemSchema") else { return };
    if let Some(item) = item.as_object_mut() {
        raise_data(item);
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let members = item.get_mut(keyword).and_then(Value::as_array_mut).into_iter().flatten();
            members.filter_map(Value::as_object_mut).for_each(raise_data);
        }
    }
    if media_type.get("schema").is_some_and(|schema| !schema.is_null()) {
        let message = "`itemSchema` describes the items: the `schema` of the whole was left out";
        context.within("schema", |context| context.note(Code::IgnoredField, message));
    }
    media_type.insert("schema".to_owned(), json!({"type": "array", "items": item}));
}

/// The property `data` of an event as what its text holds.
fn raise_data(event: &mut Map<String, Value>) {
    let Some(data) = event.get_mut("properties").and_then(|properties| properties.get_mut("data")) else { return };
    let is_json = data.get("contentMediaType").and_then(Value::as_str).is_none_or(|it| it.contains("json"));
    let content = data.as_object_mut().filter(|_| is_json).and_then(|data| data.shift_remove("contentSchema"));
    if let Some(content) = content {
        *data = content;
    }
}
