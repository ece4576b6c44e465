//! Builders: every row of an operation's table.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;

use bytes::Bytes;
use futures_core::Stream;
use serde_json::{Value, json};

use crate::support::server::{Server, answer};
use crate::{API, builder};
use generator_runtime::codegen::{PageSize, Paging, PagingStyle, Request};
use generator_runtime::mock::{Call, MockServer};
use generator_runtime::{Client, Error, RequestOptions, RetryPolicy, items, operation};

pub struct GetThing(generator_runtime::codegen::Request);

operation! {
    GetThing;
    GET_THING => GET "/things/{id}" as "getThing",
    security => [["auth", "key"], ["basic"], []],
    200 => json(Value),
    error => Infallible,
}

pub struct PutThing(generator_runtime::codegen::Request);

operation! {
    PutThing;
    PUT_THING => PUT "/things" as "putThing",
    server => "https://uploads.example.com",
    204 => empty(()),
    error => Infallible,
}

pub struct ListThings(generator_runtime::codegen::Request);

operation! {
    ListThings;
    LIST_THINGS => GET "/things" as "listThings",
    accept => "application/json, application/problem+json",
    200 => list(Vec<i64>),
    error => Infallible,
    stream => page(i64) by PAGING,
}

pub struct SearchThings(generator_runtime::codegen::Request);

operation! {
    SearchThings;
    SEARCH_THINGS => POST "/search" as "searchThings",
    200 => json(Vec<Option<i64>>),
    error => Infallible,
    stream => page_with_nulls(Option<i64>) by PAGING as all_pages, all_items,
}

pub struct CountThings(generator_runtime::codegen::Request);

operation! {
    CountThings;
    COUNT_THINGS => GET "/counts" as "countThings",
    200 => entries(BTreeMap<String, i64>),
    error => Infallible,
}

pub struct GetText(generator_runtime::codegen::Request);

operation! {
    GetText;
    GET_TEXT => GET "/text" as "getText",
    200 => text(String),
    error => Infallible,
}

pub struct GetFile(generator_runtime::codegen::Request);

operation! {
    GetFile;
    GET_FILE => GET "/file" as "getFile",
    200 => bytes(Bytes),
    error => Infallible,
}

static PAGING: Paging = Paging {
    style: PagingStyle::Offset {
        parameter: "offset",
        size: PageSize { parameter: "limit", default: Some(2), maximum: None },
    },
    items: &[],
};

#[test]
fn rows_describe_the_operation() {
    let get = (GET_THING.id, GET_THING.method, GET_THING.path, GET_THING.server, GET_THING.accept);
    assert_eq!(get, ("getThing", "GET", "/things/{id}", None, "application/json"));
    let alternatives: [&[&str]; 3] = [&["auth", "key"], &["basic"], &[]];
    assert_eq!(GET_THING.security, Some(&alternatives[..]));
    assert_eq!((PUT_THING.server, PUT_THING.accept), (Some("https://uploads.example.com"), "application/json"));
    assert_eq!(PUT_THING.security, None);
    assert_eq!(LIST_THINGS.accept, "application/json, application/problem+json");
    assert_eq!((SEARCH_THINGS.accept, COUNT_THINGS.accept), ("application/json", "application/json"));
    assert_eq!((GET_TEXT.accept, GET_FILE.accept), ("text/plain", "application/octet-stream"));
}

#[tokio::test]
async fn bodies_are_answered_and_read_by_their_row() {
    async fn both<C>(server: &MockServer<Client>, call: impl Fn() -> C, body: C::Body) -> u16
    where
        C: Call<Error = Infallible> + IntoFuture<Output = Result<<C as Call>::Body, Error<Infallible>>>,
        <C as Call>::Body: PartialEq + std::fmt::Debug,
    {
        let before = server.requests().await;
        server.when(call()).respond(&body).await;
        assert_eq!(call().await.unwrap(), body);
        u16::try_from(server.requests().await - before).unwrap()
    }
    let server = MockServer::<Client>::of(&API).await;
    let client = &server.client().unwrap();
    assert_eq!(both(&server, || GetThing(Request::new(client, &GET_THING).path("id", "a")), json!({"a": 1})).await, 1);
    assert_eq!(both(&server, || PutThing(Request::new(client, &PUT_THING)), ()).await, 1);
    assert_eq!(both(&server, || ListThings(Request::new(client, &LIST_THINGS)), vec![1, 2]).await, 1);
    assert_eq!(both(&server, || SearchThings(Request::new(client, &SEARCH_THINGS)), vec![Some(1), None]).await, 1);
    let counts = BTreeMap::from([("a".to_owned(), 1)]);
    assert_eq!(both(&server, || CountThings(Request::new(client, &COUNT_THINGS)), counts).await, 1);
    assert_eq!(both(&server, || GetText(Request::new(client, &GET_TEXT)), "text".to_owned()).await, 1);
    assert_eq!(both(&server, || GetFile(Request::new(client, &GET_FILE)), Bytes::from_static(b"\xff")).await, 1);
}

#[tokio::test]
async fn a_mock_answers_with_the_documented_status() {
    let server = MockServer::<Client>::of(&API).await;
    let client = server.client().unwrap();
    let call = || PutThing(Request::new(&client, &PUT_THING));
    server.when(call()).respond(&()).await;
    assert_eq!(call().send().await.unwrap().status(), 204);
}

async fn serve(body: &'static str) -> (Server, Client) {
    let server = Server::start(move |request| {
        let is_first = !request.target().contains("offset");
        answer("200 OK", "x-one: 1\r\n", if is_first { body } else { "[]" })
    })
    .await;
    let client = builder().base_url(&server.url).bearer_token("t0ken").build().unwrap();
    (server, client)
}

#[tokio::test]
async fn options_go_with_the_request() {
    let (server, client) = serve("{}").await;
    let call = GetThing(Request::new(&client, &GET_THING).path("id", "a"));
    let call = call.options(RequestOptions::new().header("x-run", "7").retry(RetryPolicy::none()));
    let response = call.clone().send().await.unwrap();
    assert_eq!((response.headers()["x-one"].as_bytes(), response.body()), (&b"1"[..], &json!({})));
    assert_eq!(call.await.unwrap(), json!({}));
    assert!(server.received().iter().all(|request| request.header("x-run") == Some("7")));
}

#[tokio::test]
async fn lists_are_read_page_by_page_and_item_by_item() {
    let (_server, client) = serve("[1, null]").await;
    let call = || ListThings(Request::new(&client, &LIST_THINGS));
    let mut pages = call().pages();
    assert_eq!(pages.next().await.unwrap().unwrap().body(), &[1]);
    assert_eq!(pages.next().await.unwrap().unwrap().body(), &[0; 0]);
    let mut items = call().stream();
    let first = poll_fn(|context| Pin::new(&mut items).poll_next(context)).await;
    assert_eq!(first.unwrap().unwrap(), 1);
    assert_eq!(items.next().await.unwrap(), None);
    let call = || SearchThings(Request::new(&client, &SEARCH_THINGS));
    let mut items = call().all_items();
    assert_eq!((items.next().await.unwrap(), items.next().await.unwrap()), (Some(Some(1)), Some(None)));
    assert_eq!(call().all_pages().next().await.unwrap().unwrap().into_body(), [Some(1), None]);
}

#[tokio::test]
async fn bytes_are_read_as_they_come() {
    let (_server, client) = serve("content").await;
    let mut download = GetFile(Request::new(&client, &GET_FILE)).download().await.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "content");
}

#[test]
fn a_request_is_sent_without_an_async_runtime() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (_server, client) = runtime.block_on(serve(r#"{"a": 1, "b": null}"#));
    let response = CountThings(Request::new(&client, &COUNT_THINGS)).send_blocking().unwrap();
    assert_eq!(response.into_body(), BTreeMap::from([("a".to_owned(), 1)]));
}

#[test]
fn builders_show_no_values() {
    let call = GetThing(Request::new(&crate::client(), &GET_THING).path("id", "s3cret"));
    let shown = format!("{call:?}");
    assert!(shown.starts_with("GetThing(Request") && !shown.contains("s3cret"), "{shown}");
}

/// A condition that is not met.
#[cfg(not(test))]
items! {
    compile_error!("it stands above all items");

    fn one() {}
}

#[cfg(test)]
items! {
    use std::string::String as Text;

    mod inner {
        pub(super) const NUMBER: i64 = 7;
    }

    fn text() -> Text {
        Text::from("text")
    }
}

#[test]
fn items_stand_behind_one_condition() {
    assert_eq!((text().as_str(), inner::NUMBER), ("text", 7));
}
