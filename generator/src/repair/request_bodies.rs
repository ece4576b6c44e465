//! What a request carries.

use serde_json::{Value, json};

use super::context::Context;
use super::{content, values};
use crate::diagnostic::Code;

/// Repairs a Request Body Object.
pub(super) fn repair(context: &mut Context<'_>, value: &mut Value) -> bool {
    let Some(body) = value.as_object_mut() else {
        if !value.is_null() {
            context.warning(Code::InvalidValue, format!("expected a request body, found {}", values::kind(value)));
        }
        return false;
    };
    values::string(context, body, "description");
    values::booleans(context, body, &["required"]);
    content::repair(context, body);
    if !body.contains_key("content") {
        body.insert("content".to_owned(), json!({}));
        context.warning(Code::MissingContent, "the request body doesn't say what it holds");
    }
    true
}
