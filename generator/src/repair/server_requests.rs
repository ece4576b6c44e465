//! Requests that the server sends: webhooks and callbacks. Each is counted, none is a method of a client.

use std::fmt::Display;

use serde_json::{Map, Value};

use super::context::Context;
use crate::diagnostic::Code;
use crate::methods::METHODS;

/// Takes the webhooks off a document.
pub(super) fn skip_webhooks(context: &mut Context<'_>, document: &mut Map<String, Value>) {
    let Some(webhooks) = document.shift_remove("webhooks") else { return };
    context.within("webhooks", |context| {
        for (name, item) in webhooks.as_object().into_iter().flatten() {
            skip_item(context, name, item, |context| {
                context.note(Code::WebhookSkipped, "a webhook is a request that the server sends: left out");
            });
        }
    });
}

/// Takes the callbacks off an operation.
pub(super) fn skip_callbacks(context: &mut Context<'_>, operation: &mut Map<String, Value>) {
    let Some(callbacks) = operation.shift_remove("callbacks") else { return };
    let skip = |context: &mut Context<'_>| {
        context.note(Code::CallbackSkipped, "a callback is a request that the server sends: left out");
    };
    context.within("callbacks", |context| {
        for (name, callback) in callbacks.as_object().into_iter().flatten() {
            if callback.is_null() {
                continue;
            }
            if !callback.is_object() || callback.get("$ref").is_some() {
                context.within(name, skip);
                continue;
            }
            context.within(name, |context| {
                for (expression, item) in callback.as_object().into_iter().flatten() {
                    if !expression.starts_with("x-") {
                        skip_item(context, expression, item, skip);
                    }
                }
            });
        }
    });
}

/// Reports each request of a path item, or the item where it doesn't say which they are.
fn skip_item(context: &mut Context<'_>, key: impl Display, item: &Value, skip: impl Fn(&mut Context<'_>)) {
    context.within(key, |context| {
        let methods = METHODS.iter().filter(|method| item.get(**method).is_some_and(Value::is_object));
        let mut found = false;
        for method in methods {
            found = true;
            context.within(method, &skip);
        }
        if !found && !item.is_null() {
            skip(context);
        }
    });
}
