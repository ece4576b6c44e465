//! What a schema says to its readers.

use serde_json::{Map, Value};

use super::super::context::Context;
use super::super::{depth, values};
use crate::diagnostic::Code;

pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    values::strings(context, map, &["title", "description"]);
    if !map.contains_key("nullable") && map.get("x-nullable").and_then(values::as_boolean) == Some(true) {
        map.insert("nullable".to_owned(), Value::Bool(true));
        context.note(Code::NullableExtension, "`x-nullable` was read as `nullable`");
    }
    values::booleans(context, map, &["nullable", "readOnly", "writeOnly", "deprecated"]);
    values::external_docs(context, map);
    // Draft 3 of JSON Schema: the property's own. Objects and lists list the required ones.
    if map.get("required").is_some_and(|required| values::as_boolean(required).is_some()) {
        map.shift_remove("required");
        context.note(Code::BooleanRequired, "`required` is not a list of properties and was dropped");
    }
    repair_examples(map);
    depth::limit_values(context, map, &["default", "enum", "example"]);
}

/// Keeps the first of a list of examples: OpenAPI 3.0 has one.
fn repair_examples(map: &mut Map<String, Value>) {
    let Some(examples) = map.shift_remove("examples") else { return };
    let first = match examples {
        Value::Array(list) => list.into_iter().next(),
        // As in a media type: named objects with a `value`.
        Value::Object(named) => {
            named.into_iter().next().map(|(_, mut example)| match example.get_mut("value").map(Value::take) {
                Some(value) => value,
                None => example,
            })
        }
        other => Some(other),
    };
    if let Some(first) = first.filter(|_| !map.contains_key("example")) {
        map.insert("example".to_owned(), first);
    }
}
