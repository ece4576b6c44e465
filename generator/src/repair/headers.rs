//! Headers of responses and of parts.

use serde_json::{Map, Value};

use super::context::Context;
use super::inline::{self, Role};
use super::{described, values};
use crate::diagnostic::Code;

/// Makes `headers` a map of Header Objects.
pub(super) fn repair_all(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    let Some(headers) = values::object(context, map, "headers") else { return };
    context.within("headers", |context| {
        values::retain(context, headers, |context, _, header| inline::repair(context, Role::Header, header));
    });
}

/// Repairs a Header Object.
pub(super) fn repair(context: &mut Context<'_>, value: &mut Value) -> bool {
    if let Value::String(text) = value {
        *value = serde_json::json!({"description": text.as_str()});
    }
    let Some(header) = value.as_object_mut() else {
        context
            .warning(Code::InvalidHeader, format!("expected an object, found {}: it was dropped", values::kind(value)));
        return false;
    };
    values::string(context, header, "description");
    values::booleans(context, header, &["required", "deprecated", "explode"]);
    described::repair_style(context, header, &["simple"]);
    described::repair(context, header);
    true
}
