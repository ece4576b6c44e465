//! Which operations have pages, and of what.

use std::time::Duration;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::api::{CursorPlace, PageSize, Paging, PagingStyle, Type};
use crate::diagnostic::{Place, Places};
use crate::lower::{Lowered, lower};
use crate::rules::{self, Rule, Rules};

use super::{document, parsed};

fn query(name: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "schema": schema })
}

fn limit_and_offset() -> Value {
    json!([
        query("limit", json!({ "type": "integer", "maximum": 250, "default": 100 })),
        query("offset", json!({ "type": "integer", "format": "int64" }))
    ])
}

fn answering(parameters: Value, schema: Value) -> Value {
    let ok = json!({ "description": "Ok.", "content": { "application/json": { "schema": schema } } });
    json!({ "operationId": "list", "parameters": parameters, "responses": { "200": ok } })
}

fn strings() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

fn ruled(method: &str, operation: Value, rules: Vec<rules::Paging>) -> Lowered {
    let place = Place::file("generator.toml");
    let paging = rules.into_iter().map(|value| Rule { value, place: place.clone() }).collect();
    let document = document(json!({ "/things": { method: operation } }), json!({}));
    lower(&parsed(document), &Places::default(), &Rules { paging, ..Rules::default() }, None)
}

fn automatic(method: &str, operation: Value) -> Option<Paging> {
    ruled(method, operation, Vec::new()).api.operations().next().unwrap().paging.clone()
}

fn by_rule(operation: Value, style: rules::PagingStyle, items: Option<&str>) -> Lowered {
    let items = items.map(str::to_owned);
    ruled("get", operation, vec![rules::Paging { operation: "list".to_owned(), style, items, total: None }])
}

fn paging(lowered: &Lowered) -> Option<&Paging> {
    assert!(lowered.diagnostics.is_empty(), "{:?}", lowered.diagnostics);
    lowered.api.operations().next().unwrap().paging.as_ref()
}

fn complaint(lowered: &Lowered) -> String {
    let lines = lowered.diagnostics.iter().map(|it| {
        format!("{} {}[{}] {}\n  {}", it.place, it.severity, it.code, it.message, it.help.clone().unwrap_or_default())
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn limit_and_offset_of_a_list_are_pages() {
    let expected = Paging {
        style: PagingStyle::Offset {
            parameter: "offset".to_owned(),
            size: PageSize { parameter: "limit".to_owned(), default: Some(100), maximum: Some(250) },
        },
        items: Vec::new(),
        item: Type::String,
        total: None,
    };
    assert_eq!(automatic("get", answering(limit_and_offset(), strings())), Some(expected.clone()));
    // A search is asked by POST in many an API, and an answer without content is an empty page.
    let mut search = answering(limit_and_offset(), strings());
    search["responses"]["204"] = json!({ "description": "Nothing." });
    assert_eq!(automatic("post", search), Some(expected));
}

#[test]
fn a_switch_asks_for_the_total() {
    let with = |count: Value| {
        let mut parameters = limit_and_offset();
        parameters.as_array_mut().unwrap().push(count);
        automatic("get", answering(parameters, strings())).unwrap().total
    };
    assert_eq!(with(query("count", json!({ "type": "boolean" }))), Some("count".to_owned()));
    // A number is no switch.
    assert_eq!(with(query("count", json!({ "type": "integer" }))), None);
    let ruled_total = |name: &str| {
        let style = rules::PagingStyle::Offset { parameter: "offset".to_owned(), size: "limit".to_owned() };
        let total = Some(name.to_owned());
        let rule = rules::Paging { operation: "list".to_owned(), style, items: None, total };
        let mut parameters = limit_and_offset();
        parameters.as_array_mut().unwrap().push(query("with_total", json!({ "type": "boolean" })));
        ruled("get", answering(parameters, strings()), vec![rule])
    };
    assert_eq!(paging(&ruled_total("with_total")).unwrap().total.as_deref(), Some("with_total"));
    assert_snapshot!(complaint(&ruled_total("withTotal")), @"
    generator.toml error[unused-rule] `list` has no parameter `withTotal` in its query
      did you mean `with_total`? Otherwise correct the rule, or remove it
    ");
}

#[test]
fn all_else_has_no_pages() {
    assert_eq!(automatic("delete", answering(limit_and_offset(), strings())), None);
    assert_eq!(automatic("get", answering(limit_and_offset(), json!({ "type": "object" }))), None);
    assert_eq!(automatic("get", answering(json!([query("limit", json!({ "type": "integer" }))]), strings())), None);
    let texts = json!([query("limit", json!({ "type": "string" })), query("offset", json!({ "type": "integer" }))]);
    assert_eq!(automatic("get", answering(texts, strings())), None);
    let mut headers = limit_and_offset();
    headers[0]["in"] = json!("header");
    assert_eq!(automatic("get", answering(headers, strings())), None);
}

#[test]
fn rules_say_how_else_pages_are_asked_for() {
    let envelope = json!({ "type": "object", "title": "Page", "properties": {
        "meta": { "type": "object", "title": "Meta", "properties": { "next": { "type": "string" } } },
        "data": strings()
    } });
    let parameters =
        || json!([query("page", json!({ "type": "integer" })), query("size", json!({ "type": "integer" }))]);
    let style = rules::PagingStyle::Page { parameter: "page".to_owned(), size: Some("size".to_owned()), first: 0 };
    let lowered = by_rule(answering(parameters(), envelope.clone()), style, Some("data"));
    let size = PageSize { parameter: "size".to_owned(), default: None, maximum: None };
    let style = PagingStyle::Page { parameter: "page".to_owned(), size: Some(size), first: 0 };
    assert_eq!(
        paging(&lowered),
        Some(&Paging { style, items: vec!["data".to_owned()], item: Type::String, total: None })
    );

    let next = vec!["meta".to_owned(), "next".to_owned()];
    let style =
        rules::PagingStyle::Cursor { parameter: "page".to_owned(), next: rules::CursorPlace::Body(next.clone()) };
    let lowered = by_rule(answering(parameters(), envelope.clone()), style, Some("data"));
    let style = PagingStyle::Cursor { parameter: "page".to_owned(), next: CursorPlace::Body(next) };
    assert_eq!(paging(&lowered).unwrap().style, style);

    let header = rules::CursorPlace::Header("X-Next".to_owned());
    let style = rules::PagingStyle::Cursor { parameter: "page".to_owned(), next: header };
    let lowered = by_rule(answering(parameters(), json!({})), style, Some("some.where"));
    assert_eq!(paging(&lowered).unwrap().items, ["some.where"]);
    assert_eq!(paging(&lowered).unwrap().item, Type::Any);

    let lowered = by_rule(answering(json!([]), strings()), rules::PagingStyle::Link, None);
    assert_eq!(paging(&lowered).unwrap().style, PagingStyle::Link);
    let lowered = by_rule(answering(limit_and_offset(), strings()), rules::PagingStyle::None, None);
    assert_eq!(paging(&lowered), None);
}

#[test]
fn a_rule_that_matches_nothing_says_what_it_may_mean() {
    let other =
        rules::Paging { operation: "lists".to_owned(), style: rules::PagingStyle::Link, items: None, total: None };
    assert_snapshot!(complaint(&ruled("get", answering(json!([]), strings()), vec![other])), @"
    generator.toml error[unused-rule] no operation is called `lists`
      did you mean `list`? Otherwise correct the rule, or remove it
    ");
    let style = rules::PagingStyle::Offset { parameter: "Offset".to_owned(), size: "limit".to_owned() };
    assert_snapshot!(complaint(&by_rule(answering(limit_and_offset(), strings()), style, None)), @"
    generator.toml error[unused-rule] `list` has no parameter `Offset` in its query
      did you mean `offset`? Otherwise correct the rule, or remove it
    ");
    let lowered = by_rule(answering(json!([]), strings()), rules::PagingStyle::None, None);
    assert_snapshot!(complaint(&lowered), @"
    generator.toml error[unused-rule] `list` has no pages anyway
      correct the rule, or remove it
    ");
}

#[test]
fn a_waiter_knows_its_operations() {
    let answer = |schema: Value| {
        json!({ "200": {
        "description": "Ok.", "content": { "application/json": { "schema": schema } }
    } })
    };
    let id = json!([{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }]);
    let started = json!({ "type": "object", "title": "Started", "properties": { "job.id": { "type": "string" } } });
    let job = json!({ "type": "object", "title": "Job", "properties": { "state": { "type": "boolean" } } });
    let paths = json!({
        "/jobs": { "post": { "operationId": "start", "tags": ["z"], "responses": answer(started) } },
        "/jobs/{id}": { "get": { "operationId": "status", "tags": ["a"], "parameters": id, "responses": answer(job) } }
    });
    let rule = rules::Waiter {
        name: "wait".to_owned(),
        start: "start".to_owned(),
        status: "status".to_owned(),
        arguments: vec![("id".to_owned(), "job.id".to_owned())],
        field: "state".to_owned(),
        done: vec!["true".to_owned()],
        failed: Vec::new(),
        interval: Duration::from_secs(1),
        limit: Duration::from_secs(9),
    };
    let waiters = vec![Rule { value: rule, place: Place::file("generator.toml") }];
    let lowered =
        lower(&parsed(document(paths, json!({}))), &Places::default(), &Rules { waiters, ..Rules::default() }, None);
    assert!(lowered.diagnostics.is_empty(), "{:?}", lowered.diagnostics);
    let start = lowered.api.operations().find(|operation| operation.id == "start").unwrap();
    let [waiter] = &start.waiters[..] else { panic!("{start:?}") };
    let (service, status) = lowered.api.operation(waiter.status).unwrap();
    assert_eq!((&*service.tag, &*status.id), ("a", "status"));
    assert_eq!(waiter.arguments[0].property, ["job.id"]);
    assert!(waiter.arguments[0].is_in_path);
    assert_eq!((&waiter.field[..], &waiter.done[..]), (&["state".to_owned()][..], &["true".to_owned()][..]));
}
