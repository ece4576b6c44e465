//! Pages and jobs: what a builder's file says of them.

use std::time::Duration;

use super::{fixture, options};
use crate::api::{
    CursorPlace, Location, Operation, OperationPlace, PageSize, Paging, PagingStyle, ResponseDocumentation,
    StatusPattern, Type, Waiter, WaiterArgument,
};
use crate::emit::emit;

/// The file of the operation `ping`, changed.
fn file(change: impl FnOnce(&mut Operation)) -> String {
    let mut api = fixture::api();
    change(&mut api.services[0].operations[0]);
    let files = emit(&api, &options()).unwrap();
    let file = files.into_iter().find(|file| file.path == "src/services/health/ping.rs").unwrap();
    file.content
}

fn paged(style: PagingStyle, items: &[&str], item: Type) -> String {
    let items = items.iter().map(|&name| name.to_owned()).collect();
    file(|operation| operation.paging = Some(Paging { style, items, item, total: None }))
}

/// The constant of that name, on one line.
fn constant(file: &str, name: &str) -> String {
    let (_, constant) = file.split_once(&format!("static {name}: ")).unwrap();
    let (constant, _) = constant.split_once(";\n").unwrap();
    constant.split_whitespace().collect::<Vec<_>>().join(" ").replace("crate::runtime::codegen::", "")
}

#[test]
fn every_style_of_paging_is_written() {
    let size = |default, maximum| PageSize { parameter: "size".to_owned(), default, maximum };
    let offset = PagingStyle::Offset { parameter: "start".to_owned(), size: size(Some(10), None) };
    insta::assert_snapshot!(constant(&paged(offset, &[], Type::String), "PAGING"), @r#"Paging = Paging { style: PagingStyle::Offset { parameter: "start", size: PageSize { parameter: "size", default: Some(10), maximum: None, }, }, items: &[], }"#);
    let page = PagingStyle::Page { parameter: "page".to_owned(), size: Some(size(None, Some(9))), first: 0 };
    insta::assert_snapshot!(constant(&paged(page, &["data"], Type::String), "PAGING"), @r#"Paging = Paging { style: PagingStyle::Page { parameter: "page", size: Some(PageSize { parameter: "size", default: None, maximum: Some(9), }), first: 0, }, items: &["data"], }"#);
    let page = PagingStyle::Page { parameter: "page".to_owned(), size: None, first: 1 };
    insta::assert_snapshot!(constant(&paged(page, &[], Type::String), "PAGING"), @r#"Paging = Paging { style: PagingStyle::Page { parameter: "page", size: None, first: 1, }, items: &[], }"#);
    let next = CursorPlace::Body(vec!["meta".to_owned(), "next \"one\"".to_owned()]);
    let cursor = PagingStyle::Cursor { parameter: "after".to_owned(), next };
    insta::assert_snapshot!(constant(&paged(cursor, &[], Type::String), "PAGING"), @r#"Paging = Paging { style: PagingStyle::Cursor { parameter: "after", next: CursorPlace::Body(&["meta", "next \"one\""]), }, items: &[], }"#);
    let next = CursorPlace::Header("X-Next".to_owned());
    let cursor = PagingStyle::Cursor { parameter: "after".to_owned(), next };
    insta::assert_snapshot!(constant(&paged(cursor, &[], Type::String), "PAGING"), @r#"Paging = Paging { style: PagingStyle::Cursor { parameter: "after", next: CursorPlace::Header("X-Next"), }, items: &[], }"#);
    insta::assert_snapshot!(constant(&paged(PagingStyle::Link, &["a", "b"], Type::String), "PAGING"), @r#"Paging = Paging { style: PagingStyle::Link, items: &["a", "b"], }"#);
}

#[test]
fn items_that_can_be_null_are_read_as_they_are() {
    let decoder = |item| {
        let file = paged(PagingStyle::Link, &[], item);
        ["stream => page(", "stream => page_with_nulls("].map(|decoder| file.contains(decoder))
    };
    assert_eq!(decoder(Type::String), [true, false]);
    assert_eq!(decoder(Type::Any), [false, true]);
}

#[test]
fn documented_redirections_and_keys_are_rows() {
    let response = |status| ResponseDocumentation { status, description: String::new() };
    let file = file(|operation| {
        let statuses = [StatusPattern::Exact(304), StatusPattern::Exact(302), StatusPattern::Exact(404)];
        operation.responses = statuses.map(response).to_vec();
        let mut key = fixture::parameter("key", Location::Header, false, Type::String);
        key.wire_name = "idempotency-key".to_owned();
        operation.parameters.push(key);
    });
    assert!(file.contains("    redirects => [302, 304],\n    idempotency_key => \"idempotency-key\",\n"), "{file}");
    let all = self::file(|operation| operation.responses = vec![response(StatusPattern::Range(3))]);
    assert!(all.contains("redirects => [300, 301, 302, 303, 304, 305, 307, 308],"), "{all}");
    assert!(!all.contains("idempotency_key"), "{all}");
}

#[test]
fn the_total_is_asked_for_by_its_parameter() {
    let file = file(|operation| {
        let total = Some("count".to_owned());
        operation.paging = Some(Paging { style: PagingStyle::Link, items: Vec::new(), item: Type::String, total });
    });
    assert!(file.contains("stream => page(String) by PAGING counted \"count\","), "{file}");
}

#[test]
fn methods_give_way_to_setters_of_their_names() {
    let file = file(|operation| {
        operation.paging =
            Some(Paging { style: PagingStyle::Link, items: Vec::new(), item: Type::String, total: None });
        operation.parameters.push(fixture::parameter("stream", Location::Query, false, Type::Boolean));
    });
    assert!(file.contains("pub fn stream(self") && file.contains("by PAGING as pages, stream_"));
}

#[test]
fn jobs_have_a_method_each() {
    let waiter = |name: &str, interval| Waiter {
        name: name.to_owned(),
        status: OperationPlace { service: 1, operation: 0 },
        arguments: vec![WaiterArgument {
            parameter: "id".to_owned(),
            is_in_path: false,
            property: vec!["job".to_owned(), "id".to_owned()],
        }],
        field: vec!["state".to_owned()],
        done: vec!["A".to_owned(), "B".to_owned()],
        failed: Vec::new(),
        interval: Duration::from_millis(interval),
        limit: Duration::from_secs(60),
    };
    let file = file(|operation| operation.waiters = vec![waiter("wait_a", 1500), waiter("r#await", 1000)]);
    insta::assert_snapshot!(constant(&file, "WAITER"), @r#"Waiter = Waiter { status: &STATUS, arguments: &[ WaiterArgument { parameter: "id", is_in_path: false, property: &["job", "id"], }, ], field: &["state"], done: &["A", "B"], failed: &[], interval: Duration::from_millis(1500), limit: Duration::from_secs(60), }"#);
    insta::assert_snapshot!(constant(&file, "WAITER_2"), @r#"Waiter = Waiter { status: &STATUS_2, arguments: &[ WaiterArgument { parameter: "id", is_in_path: false, property: &["job", "id"], }, ], field: &["state"], done: &["A", "B"], failed: &[], interval: Duration::from_secs(1), limit: Duration::from_secs(60), }"#);
    assert!(file.contains("pub fn wait_a(") && file.contains("pub fn r#await("));
    assert!(file.contains("wait(&WAITER, ") && file.contains("wait(&WAITER_2, "));
    assert!(file.contains("static STATUS: ") && file.contains("static STATUS_2: "));
}
