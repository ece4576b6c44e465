//! Answers that are read item by item.

use serde_json::{Value, json};

use super::{document, parsed};
use crate::api::{EventStream, Framing, Operation, Outcome, ResponseBody, Type};
use crate::diagnostic::{Place, Places};
use crate::lower::{Lowered, lower};
use crate::rules::{self, Rule, Rules};

fn ruled(content: Value, body: Value, rules: Vec<rules::Stream>) -> Lowered {
    let place = Place::file("generator.toml");
    let streams = rules.into_iter().map(|value| Rule { value, place: place.clone() }).collect();
    let operation = json!({ "operationId": "chat",
        "requestBody": { "content": { "application/json": { "schema": body } } },
        "responses": { "200": { "description": "", "content": content } } });
    let chunk = json!({ "type": "object", "properties": { "text": { "type": "string" } } });
    let document = document(json!({ "/chat": { "post": operation } }), json!({ "Chunk": chunk }));
    lower(&parsed(document), &Places::default(), &Rules { streams, ..Rules::default() }, None)
}

fn of(lowered: &Lowered) -> &Operation {
    lowered.api.operations().next().unwrap()
}

/// The stream of an operation that answers with that content.
fn stream(content: Value, body: Value) -> Option<EventStream> {
    let lowered = ruled(content, body, Vec::new());
    assert!(lowered.diagnostics.is_empty(), "{:?}", lowered.diagnostics);
    of(&lowered).events.clone()
}

fn chunk() -> Value {
    json!({ "schema": { "$ref": "#/components/schemas/Chunk" } })
}

fn object(properties: Value) -> Value {
    json!({ "type": "object", "properties": properties })
}

#[test]
fn the_media_type_says_how_items_follow_each_other() {
    for (media_type, framing, last) in [
        ("text/event-stream", Framing::Events, Some("[DONE]")),
        ("text/event-stream; charset=utf-8", Framing::Events, Some("[DONE]")),
        ("application/jsonl", Framing::Lines, None),
        ("application/x-ndjson", Framing::Lines, None),
        ("application/json-seq", Framing::Sequence, None),
        ("application/geo+json-seq", Framing::Sequence, None),
    ] {
        let stream = stream(json!({ media_type: chunk() }), json!({})).unwrap();
        assert_eq!((stream.media_type.as_str(), stream.framing), (media_type, framing));
        assert!(matches!(stream.item, Type::Named(_)), "{:?}", stream.item);
        assert_eq!((stream.last.as_deref(), stream.is_last_required), (last, false));
    }
    assert_eq!(stream(json!({ "application/json": chunk() }), json!({})), None);
}

#[test]
fn text_is_no_json_and_a_list_is_the_whole() {
    let events = |schema: Value| stream(json!({ "text/event-stream": { "schema": schema } }), json!({})).unwrap();
    let text = events(json!({ "type": "string" }));
    assert_eq!((text.item, text.last), (Type::String, None));
    assert_eq!(stream(json!({ "text/event-stream": {} }), json!({})).unwrap().item, Type::String);
    assert_eq!(stream(json!({ "application/jsonl": {} }), json!({})).unwrap().item, Type::Any);
    let list = json!({ "type": "array", "items": { "type": "integer" } });
    assert_eq!(stream(json!({ "application/jsonl": { "schema": list } }), json!({})).unwrap().item, Type::I64);

    let event = object(json!({ "event": { "type": "string" }, "data": { "type": "string" } }));
    assert!(events(json!({ "type": "array", "items": event })).is_whole_event);
    assert!(!events(event).is_whole_event, "it is what the data has");
    let other = object(json!({ "data": { "type": "string" }, "more": { "type": "string" } }));
    assert!(!events(json!({ "type": "array", "items": other })).is_whole_event);
}

#[test]
fn an_operation_gives_json_or_events() {
    let content = json!({ "application/json": chunk(), "text/event-stream": chunk() });
    let body = object(json!({ "stream": { "type": "boolean", "nullable": true } }));
    let lowered = ruled(content.clone(), body, Vec::new());
    assert!(lowered.diagnostics.is_empty(), "{:?}", lowered.diagnostics);
    assert!(matches!(of(&lowered).outcome, Outcome::Single(ResponseBody::Json(_))));
    assert_eq!(of(&lowered).accept, ["application/json"]);
    assert_eq!(of(&lowered).events.as_ref().unwrap().choice.as_deref(), Some("stream"));
    let body = object(json!({ "stream": { "type": "string" } }));
    assert_eq!(stream(content, body).unwrap().choice, None);
}

#[test]
fn a_rule_says_what_ends_a_stream_and_what_asks_for_it() {
    let rule = |operation: &str, last: Option<&str>, property: Option<&str>| rules::Stream {
        operation: operation.to_owned(),
        last: last.map(str::to_owned),
        property: property.map(str::to_owned),
    };
    let body = object(json!({ "live": { "type": "boolean" } }));
    let with = |rule| ruled(json!({ "text/event-stream": chunk() }), body.clone(), vec![rule]);
    let lowered = with(rule("chat", Some("END"), Some("live")));
    assert!(lowered.diagnostics.is_empty(), "{:?}", lowered.diagnostics);
    let events = of(&lowered).events.as_ref().unwrap();
    assert_eq!((events.last.as_deref(), events.is_last_required), (Some("END"), true));
    assert_eq!(events.choice.as_deref(), Some("live"));

    let complaint = |lowered: Lowered| lowered.diagnostics.iter().map(|it| it.message.clone()).collect::<Vec<_>>();
    let found = complaint(with(rule("chat", None, Some("lively"))));
    assert_eq!(found, ["the body of `chat` has no property `lively` that is true or false"]);
    assert_eq!(complaint(with(rule("chats", Some("END"), None))), ["no operation is called `chats`"]);
    let lowered = ruled(json!({ "application/json": chunk() }), body.clone(), vec![rule("chat", Some("END"), None)]);
    assert_eq!(complaint(lowered), ["`chat` documents no response that is a stream"]);
}
