//! Values where a schema should be: cycle markers, booleans, names of types, and worse.

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::super::values;
use super::{circular, type_names};
use crate::diagnostic::Code;

pub(super) fn repair(context: &mut Context<'_>, value: &mut Value) {
    let schema = match value {
        Value::Object(_) => return,
        Value::Bool(accepts) => {
            if !context.newer {
                context.note(
                    Code::BooleanSchema,
                    "a boolean is in place of a schema: OpenAPI 3.0 doesn't allow that here",
                );
            }
            if *accepts { json!({}) } else { json!({"not": {}}) }
        }
        Value::String(text) => match circular::marker(text) {
            Some(marker) => {
                context.has_markers = true;
                marker
            }
            None if type_names::is_known(text) => {
                context.warning(Code::NotASchema, format!("`{text}` was read as the schema's type"));
                json!({"type": text.as_str()})
            }
            None => any(context, value),
        },
        Value::Null | Value::Number(_) | Value::Array(_) => any(context, value),
    };
    *value = schema;
}

fn any(context: &mut Context<'_>, value: &Value) -> Value {
    let kind = values::kind(value);
    context.warning(Code::NotASchema, format!("expected a schema, found {kind}: any value is accepted"));
    Value::Object(Map::new())
}
