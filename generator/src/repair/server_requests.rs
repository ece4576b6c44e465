//! Requests that the server sends: webhooks and callbacks. None is a method of a client. A payload of JSON is kept, under the
//! name of its event.

use std::fmt::Display;

use serde_json::{Map, Value, json};

use super::context::Context;
use super::inline::{self, Role};
use super::references;
use crate::diagnostic::Code;
use crate::methods::{ADDITIONAL, METHODS};
use crate::pointer;

/// Reports that a request is left out.
type Skip = fn(&mut Context<'_>);

fn skip_webhook(context: &mut Context<'_>) {
    context.note(Code::WebhookSkipped, "a webhook is a request that the server sends: left out");
}

fn skip_callback(context: &mut Context<'_>) {
    context.note(Code::CallbackSkipped, "a callback is a request that the server sends: left out");
}

/// Takes the webhooks off a document.
pub(super) fn take_webhooks(context: &mut Context<'_>, document: &mut Map<String, Value>) {
    let Some(webhooks) = document.shift_remove("webhooks") else { return };
    context.within("webhooks", |context| {
        for (name, item) in webhooks.as_object().into_iter().flatten().filter(|(name, _)| !name.starts_with("x-")) {
            take_item(context, name, item, (name, None), skip_webhook);
        }
    });
}

/// Takes the payload of a page that describes a webhook, under the name of its operation: the event's own name is not on the page.
pub(super) fn take_event(context: &mut Context<'_>, name: Option<&str>, request: &Map<String, Value>) {
    let payload = payload(context, request);
    let is_kept = name.zip(payload).is_some_and(|(name, payload)| keep(context, name, None, &payload));
    if !is_kept {
        skip_webhook(context);
    }
}

/// Puts the payloads that were found into the document, as webhooks with nothing but a body.
pub(super) fn insert_payloads(context: &mut Context<'_>, document: &mut Map<String, Value>) {
    let payloads = std::mem::take(&mut context.payloads);
    if !payloads.is_empty() {
        document.insert("webhooks".to_owned(), Value::Object(payloads));
    }
}

/// Takes the callbacks off an operation.
pub(super) fn take_callbacks(context: &mut Context<'_>, operation: &mut Map<String, Value>) {
    let Some(callbacks) = operation.shift_remove("callbacks") else { return };
    let id = operation.get("operationId").and_then(Value::as_str);
    context.within("callbacks", |context| {
        for (name, callback) in callbacks.as_object().into_iter().flatten().filter(|(_, it)| !it.is_null()) {
            context.within(name, |context| {
                let Some((place, Value::Object(items))) = resolved(context, callback) else {
                    return skip_callback(context);
                };
                context.at(&place, |context| {
                    for (expression, item) in items.iter().filter(|(key, _)| !key.starts_with("x-")) {
                        take_item(context, expression, item, (name, id), skip_callback);
                    }
                });
            });
        }
    });
}

/// Follows a reference; what is wrong with it costs nothing but a payload.
fn resolved(context: &mut Context<'_>, value: &Value) -> Option<(String, Value)> {
    let Some(reference) = references::of(value) else { return Some((context.pointer().to_owned(), value.clone())) };
    context.quietly(|context| {
        let (place, target) = inline::locate(context, reference)?;
        let copy = inline::copied(context, &place, target)?;
        Some((place, copy))
    })
}

/// Takes each request of a path item; reports it where it has no payload, or the item where it has no request.
fn take_item(
    context: &mut Context<'_>,
    key: impl Display,
    item: &Value,
    (name, operation): (&str, Option<&str>),
    skip: Skip,
) {
    context.within(key, |context| {
        let Some((place, item)) = resolved(context, item) else { return skip(context) };
        context.at(&place, |context| {
            let take = |context: &mut Context<'_>, request: &Map<String, Value>| {
                let payload = payload(context, request);
                if !payload.is_some_and(|payload| keep(context, name, operation, &payload)) {
                    skip(context);
                }
            };
            let mut found = false;
            for (method, request) in METHODS.iter().filter_map(|method| Some((method, item.get(*method)?.as_object()?)))
            {
                found = true;
                context.within(method, |context| take(context, request));
            }
            let additional = item.get(ADDITIONAL).and_then(Value::as_object).into_iter().flatten();
            for (method, request) in additional.filter_map(|(method, request)| Some((method, request.as_object()?))) {
                found = true;
                context.within(ADDITIONAL, |context| context.within(method, |context| take(context, request)));
            }
            if !found && !item.is_null() {
                skip(context);
            }
        });
    });
}

/// What a request carries, if that is JSON with a schema: an Operation Object with nothing else.
fn payload(context: &mut Context<'_>, request: &Map<String, Value>) -> Option<Map<String, Value>> {
    let mut body = request.get("requestBody")?.clone();
    if !context.within("requestBody", |context| inline::repair(context, Role::RequestBody, &mut body)) {
        return None;
    }
    let content = body.get_mut("content")?.as_object_mut()?;
    let (media_type, value) = content.iter().find(|(media_type, value)| is_json(media_type) && has_schema(value))?;
    let content = Map::from_iter([(media_type.clone(), value.clone())]);
    let texts = ["summary", "description"].into_iter().filter_map(|key| Some((key, request.get(key)?)));
    let mut payload: Map<String, Value> =
        texts.filter(|(_, text)| text.is_string()).map(|(key, text)| (key.to_owned(), text.clone())).collect();
    payload.insert("requestBody".to_owned(), json!({"required": true, "content": content}));
    Some(payload)
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence == "application/json" || essence.ends_with("+json")
}

fn has_schema(media_type: &Value) -> bool {
    media_type.get("schema").is_some()
}

/// Keeps a payload under its name. If another one has the name, it is kept behind its operation's id.
///
/// Returns whether it is kept.
fn keep(context: &mut Context<'_>, name: &str, operation: Option<&str>, payload: &Map<String, Value>) -> bool {
    let names = [Some(name.to_owned()), operation.map(|id| format!("{id}.{name}"))];
    for name in names.into_iter().flatten() {
        match context.payloads.get(&name).and_then(|item| item.get("post")) {
            Some(present) if present.get("requestBody") == payload.get("requestBody") => return true,
            Some(_) => {}
            None => {
                let place = context.pointer().to_owned();
                context.notes.places.insert(pointer::join(["webhooks", name.as_str(), "post"]), place);
                context.payloads.insert(name, json!({"post": payload}));
                return true;
            }
        }
    }
    false
}
