//! Examples beside a schema.

use serde_json::{Map, Value, json};

use super::context::Context;
use super::inline::{self, Role};
use super::{depth, values};
use crate::diagnostic::Code;

/// Makes `examples` a map of Example Objects.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    depth::limit_values(context, map, &["example", "examples"]);
    match map.get_mut("examples") {
        None => {}
        Some(Value::Object(examples)) => context.within("examples", |context| {
            values::retain(context, examples, |context, _, example| inline::repair(context, Role::Example, example));
        }),
        Some(value) => {
            let first = match value.take() {
                Value::Array(list) => list.into_iter().next(),
                Value::Null => None,
                other => Some(other),
            };
            map.shift_remove("examples");
            if let Some(first) = first {
                map.entry("example").or_insert(first);
                context.within("examples", |context| {
                    context.note(Code::InvalidExamples, "expected a map of examples: only the first example was kept");
                });
            }
        }
    }
}

/// Turns a value into an Example Object: a value without any of its fields is the example itself.
pub(super) fn repair_example(context: &mut Context<'_>, value: &mut Value) -> bool {
    let is_example = value.as_object().is_some_and(|map| {
        ["value", "externalValue", "dataValue", "serializedValue"].iter().any(|key| map.contains_key(*key))
            || ["summary", "description"].iter().any(|key| map.get(*key).is_some_and(Value::is_string))
    });
    if !is_example {
        *value = json!({"value": value.take()});
    }
    if let Some(example) = value.as_object_mut() {
        // OpenAPI 3.2 tells the value from its text.
        if let Some(data) = example.shift_remove("dataValue") {
            example.entry("value").or_insert(data);
        }
        if example.shift_remove("serializedValue").is_some() && !example.contains_key("value") {
            let message = "an example that is only given as it is written is left out";
            context.within("serializedValue", |context| context.note(Code::IgnoredField, message));
        }
        example.retain(|key, text| {
            text.is_string() || !["summary", "description", "externalValue"].contains(&key.as_str())
        });
    }
    true
}
