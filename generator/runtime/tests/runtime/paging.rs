//! Pages and items, against a server that counts what it is asked for.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_core::Stream;
use http::Method;
use serde_json::json;

use crate::builder;
use crate::support::server::{Received, Server, answer};
use generator_runtime::codegen::{CursorPlace, Operation, PLAIN, PageSize, Paging, PagingStyle, Request, decode};
use generator_runtime::{Client, Error, Items, Pages, RequestOptions, RetryPolicy};

static LIST: Operation = Operation {
    id: "listThings",
    method: Method::GET,
    path: "/things",
    server: None,
    accept: "application/json",
    security: Some(&[&["auth"], &[]]),
    ..PLAIN
};

const SIZE: PageSize = PageSize { parameter: "limit", default: Some(250), maximum: None };

static OFFSET: Paging = Paging { style: PagingStyle::Offset { parameter: "offset", size: SIZE }, items: &[] };

/// A call as a builder makes it.
struct Call(Request);

impl Call {
    fn new(client: &Client) -> Self {
        Self(Request::new(client, &LIST))
    }

    fn set(self, parameter: &'static str, value: u64) -> Self {
        Self(self.0.query(parameter, &value))
    }

    fn counted(self) -> Self {
        Self(self.0.query("count", &true))
    }

    fn pages(self, paging: &'static Paging) -> Pages<u64, Infallible> {
        self.0.pages(paging, decode::page)
    }

    fn items(self, paging: &'static Paging) -> Items<u64, Infallible> {
        self.pages(paging).into_items()
    }
}

fn number(request: &Received, parameter: &str) -> Option<usize> {
    let (_, query) = request.target().split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(name, _)| *name == parameter).map(|(_, value)| value.parse().unwrap())
}

/// A list of `total` numbers, of which at most `cap` come at once and 250 where the request doesn't say.
fn things(request: &Received, total: usize, cap: usize) -> String {
    let offset = number(request, "offset").unwrap_or(0);
    let limit = number(request, "limit").unwrap_or(250).min(cap);
    let items: Vec<usize> = (offset..total).take(limit).collect();
    let is_counted = request.target().contains("count=true");
    let headers = if is_counted { format!("x-total-count: {total}\r\n") } else { String::new() };
    answer("200 OK", &headers, &json!(items).to_string())
}

async fn serve(answer: impl Fn(&Received) -> String + Send + Sync + 'static) -> (Server, Client) {
    let server = Server::start(answer).await;
    let client = builder().base_url(&server.url).bearer_token("t0ken").build().unwrap();
    (server, client)
}

async fn all(mut items: Items<u64, Infallible>) -> Vec<u64> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await.unwrap() {
        all.push(item);
    }
    assert_eq!(items.next().await.unwrap(), None);
    all
}

fn targets(server: &Server) -> Vec<String> {
    let received = server.received();
    received.iter().map(|request| request.target().strip_prefix("GET /things").unwrap().to_owned()).collect()
}

fn assert_numbers(items: &[u64], range: std::ops::Range<u64>) {
    assert!(items.iter().copied().eq(range.clone()), "{} items, not {range:?}", items.len());
}

#[tokio::test]
async fn an_empty_list_is_one_request() {
    let (server, client) = serve(|request| things(request, 0, 250)).await;
    assert_numbers(&all(Call::new(&client).items(&OFFSET)).await, 0..0);
    assert_eq!(targets(&server), ["?limit=250"], "the size that is counted on is sent");
}

#[tokio::test]
async fn an_empty_page_is_the_last() {
    let (server, client) = serve(|request| things(request, 600, 250)).await;
    assert_numbers(&all(Call::new(&client).items(&OFFSET)).await, 0..600);
    let offsets: Vec<_> = server.received().iter().map(|request| number(request, "offset")).collect();
    assert_eq!(offsets, [None, Some(250), Some(500), Some(600)]);
}

#[tokio::test]
async fn pages_of_any_size_are_read_to_the_end() {
    // Some servers leave out of a page what the caller may not see.
    let (server, client) = serve(|request| {
        let offset = number(request, "offset").unwrap_or(0);
        things(request, 1000, [100, 37, 81, 7][offset / 100 % 4])
    })
    .await;
    assert_numbers(&all(Call::new(&client).items(&OFFSET)).await, 0..1000);
    assert!(server.received().len() > 12);
}

#[tokio::test]
async fn a_server_that_caps_its_pages_and_does_not_count_is_asked_to_the_end() {
    let (server, client) = serve(|request| things(request, 1000, 100)).await;
    assert_numbers(&all(Call::new(&client).items(&OFFSET)).await, 0..1000);
    assert_eq!(server.received().len(), 11);
    let (server, client) = serve(|request| things(request, 950, 100)).await;
    assert_numbers(&all(Call::new(&client).items(&OFFSET)).await, 0..950);
    assert_eq!(server.received().len(), 11);
    let (server, client) = serve(|request| things(request, 7, 250)).await;
    assert_numbers(&all(Call::new(&client).items(&OFFSET)).await, 0..7);
    assert_eq!(targets(&server), ["?limit=250", "?limit=250&offset=7"]);
}

#[tokio::test]
async fn an_offset_behind_the_end_may_be_refused() {
    let refusing = |request: &Received| match number(request, "offset") {
        Some(4) => answer("400 Bad Request", "", r#"{"detail":"there is nothing"}"#),
        _ => things(request, 4, 250),
    };
    let (server, client) = serve(refusing).await;
    assert_numbers(&all(Call::new(&client).set("limit", 2).items(&OFFSET)).await, 0..4);
    assert_eq!(targets(&server), ["?limit=2", "?limit=2&offset=2", "?limit=2&offset=4"]);
    // Where nothing came before, it is what it says.
    let (_, client) = serve(refusing).await;
    let error = Call::new(&client).set("offset", 4).items(&OFFSET).next().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 400);
    // Nor where the server said that there is more.
    let (_, client) = serve(|request| match number(request, "offset") {
        Some(2) => answer("400 Bad Request", "", ""),
        _ => answer("200 OK", "x-total-count: 4\r\n", "[0, 1]"),
    })
    .await;
    let mut items = Call::new(&client).items(&OFFSET);
    assert_eq!((items.next().await.unwrap(), items.next().await.unwrap()), (Some(0), Some(1)));
    assert_eq!(items.next().await.unwrap_err().status().unwrap().as_u16(), 400);
}

#[tokio::test]
async fn the_same_page_twice_is_an_error() {
    let (server, client) = serve(|_| answer("200 OK", "", "[1,2]")).await;
    let mut items = Call::new(&client).set("limit", 2).items(&OFFSET);
    assert_eq!((items.next().await.unwrap(), items.next().await.unwrap()), (Some(1), Some(2)));
    let error = items.next().await.unwrap_err();
    assert_eq!(error.to_string(), "listThings: the server answers with the same page again, so that there is no end");
    assert_eq!(server.received().len(), 2);
    // A server that knows of no pages has all in a page that is not full.
    let (server, client) = serve(|_| answer("200 OK", "", "[0,1]")).await;
    assert_numbers(&all(Call::new(&client).items(&OFFSET)).await, 0..2);
    assert_eq!(server.received().len(), 2);
    // Unless it says itself that there is more.
    let (_, client) = serve(|_| answer("200 OK", "x-total-count: 9\r\n", "[0,1]")).await;
    let mut items = Call::new(&client).items(&OFFSET);
    assert_eq!((items.next().await.unwrap(), items.next().await.unwrap()), (Some(0), Some(1)));
    assert!(items.next().await.unwrap_err().to_string().ends_with("so that there is no end"));
}

#[tokio::test]
async fn one_bad_item_can_be_passed_over() {
    static NESTED: Paging = Paging { style: PagingStyle::Link, items: &["data", "rows"] };
    let body = r#"{"data": {"rows": [1, {"secret": 2}, null, 3, "four", 5]}}"#;
    let (server, client) = serve(move |_| answer("200 OK", "", body)).await;
    let mut items = Call::new(&client).items(&NESTED);
    let mut read = Vec::new();
    loop {
        match items.next().await {
            Ok(Some(item)) => read.push(item.to_string()),
            Ok(None) => break,
            Err(Error::Decode(error)) => read.push(error.path().to_owned()),
            Err(error) => panic!("{error}"),
        }
    }
    assert_eq!(read, ["1", "data.rows[1]", "3", "data.rows[4]", "5"]);
    assert_eq!(server.received().len(), 1, "the page came once");
    // As a stream, too.
    let mut items = Call::new(&client).items(&NESTED);
    let mut results = Vec::new();
    while let Some(item) = poll_fn(|context| Pin::new(&mut items).poll_next(context)).await {
        results.push(item.ok());
    }
    assert_eq!(results, [Some(1), None, Some(3), None, Some(5)]);
    // A page that is no list is asked for again.
    let (server, client) = serve(|_| answer("200 OK", "", "{}")).await;
    let mut items = Call::new(&client).items(&OFFSET);
    assert!(items.next().await.is_err() && items.next().await.is_err());
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn an_exact_multiple_ends_with_an_empty_page() {
    let (server, client) = serve(|request| things(request, 500, 250)).await;
    assert_numbers(&all(Call::new(&client).items(&OFFSET)).await, 0..500);
    assert_eq!(targets(&server), ["?limit=250", "?limit=250&offset=250", "?limit=250&offset=500"]);
}

#[tokio::test]
async fn an_exact_multiple_of_a_list_that_is_counted_needs_no_empty_page() {
    let (server, client) = serve(|request| things(request, 500, 250)).await;
    let call = Call::new(&client).counted();
    assert_numbers(&all(call.items(&OFFSET)).await, 0..500);
    assert_eq!(targets(&server), ["?count=true&limit=250", "?count=true&limit=250&offset=250"]);
}

#[tokio::test]
async fn limit_and_offset_of_the_caller_hold() {
    let (server, client) = serve(|request| things(request, 25, 250)).await;
    let call = Call::new(&client).set("limit", 10).set("offset", 3);
    assert_numbers(&all(call.items(&OFFSET)).await, 3..25);
    assert_eq!(
        targets(&server),
        ["?limit=10&offset=3", "?limit=10&offset=13", "?limit=10&offset=23", "?limit=10&offset=25"]
    );
}

#[tokio::test]
async fn a_server_that_caps_the_limit_is_followed_where_it_counts() {
    let (server, client) = serve(|request| things(request, 250, 100)).await;
    let call = Call::new(&client).set("limit", 1000).counted();
    assert_numbers(&all(call.items(&OFFSET)).await, 0..250);
    let offsets: Vec<_> = server.received().iter().map(|request| number(request, "offset")).collect();
    assert_eq!(offsets, [None, Some(100), Some(200)]);
}

#[tokio::test]
async fn a_limit_above_the_documented_maximum_is_taken_for_the_maximum() {
    static CAPPED: Paging = Paging {
        style: PagingStyle::Offset { parameter: "offset", size: PageSize { maximum: Some(100), ..SIZE } },
        items: &[],
    };
    let (server, client) = serve(|request| things(request, 250, 100)).await;
    assert_numbers(&all(Call::new(&client).set("limit", 1000).items(&CAPPED)).await, 0..250);
    let offsets: Vec<_> = server.received().iter().map(|request| number(request, "offset")).collect();
    assert_eq!(offsets, [None, Some(100), Some(200), Some(250)]);
}

#[tokio::test]
async fn without_a_known_limit_only_an_empty_page_is_the_last() {
    static UNKNOWN: Paging = Paging {
        style: PagingStyle::Offset { parameter: "offset", size: PageSize { default: None, ..SIZE } },
        items: &[],
    };
    let (server, client) = serve(|request| things(request, 60, 40)).await;
    assert_numbers(&all(Call::new(&client).items(&UNKNOWN)).await, 0..60);
    assert_eq!(targets(&server), ["", "?offset=40", "?offset=60"]);
}

#[tokio::test]
async fn ten_thousand_items_are_forty_pages() {
    let (server, client) = serve(|request| things(request, 10_000, 250)).await;
    let call = Call::new(&client).counted();
    assert_numbers(&all(call.items(&OFFSET)).await, 0..10_000);
    let received = server.received();
    let offsets: Vec<_> = received.iter().map(|request| number(request, "offset").unwrap_or(0)).collect();
    assert_eq!(offsets, (0..40).map(|page| page * 250).collect::<Vec<_>>());
    assert!(received.iter().all(|request| request.header("authorization") == Some("Bearer t0ken")));
}

#[tokio::test]
async fn nulls_among_the_items_count_and_are_passed_over() {
    let (server, client) = serve(|request| match number(request, "offset") {
        None => answer("200 OK", "", "[1, null, 3]"),
        _ => answer("200 OK", "", "[]"),
    })
    .await;
    assert_eq!(all(Call::new(&client).set("limit", 3).items(&OFFSET)).await, [1, 3]);
    assert_eq!(targets(&server), ["?limit=3", "?limit=3&offset=3"]);
}

#[tokio::test]
async fn items_that_can_be_null_are_kept() {
    let (_server, client) = serve(|_| answer("200 OK", "", "[1, null]")).await;
    let pages: Pages<Option<u64>, Infallible> = Call::new(&client).0.pages(&OFFSET, decode::page_with_nulls);
    let mut items = pages.into_items();
    assert_eq!(items.next().await.unwrap(), Some(Some(1)));
    assert_eq!(items.next().await.unwrap(), Some(None));
    assert_eq!(items.next().await.unwrap(), None);
}

#[tokio::test]
async fn no_content_is_an_empty_page() {
    let (_server, client) = serve(|_| answer("204 No Content", "", "")).await;
    assert_numbers(&all(Call::new(&client).items(&OFFSET)).await, 0..0);
}

#[tokio::test]
async fn an_error_in_the_middle_loses_nothing() {
    static REFUSALS: AtomicUsize = AtomicUsize::new(2);
    let (server, client) = serve(|request| {
        let is_refused = number(request, "offset") == Some(250)
            && REFUSALS.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        if is_refused { answer("503 Service Unavailable", "", "busy") } else { things(request, 300, 250) }
    })
    .await;
    let mut items = Call::new(&client).items(&OFFSET);
    let mut read = Vec::new();
    let mut errors = Vec::new();
    loop {
        match items.next().await {
            Ok(Some(item)) => read.push(item),
            Ok(None) => break,
            Err(error) => errors.push((read.len(), error.status().unwrap().as_u16())),
        }
    }
    assert_numbers(&read, 0..300);
    assert_eq!(errors, [(250, 503), (250, 503)]);
    let offsets: Vec<_> = server.received().iter().map(|request| number(request, "offset")).collect();
    assert_eq!(offsets, [None, Some(250), Some(250), Some(250), Some(300)]);
}

#[tokio::test]
async fn each_page_is_retried_as_any_request_is() {
    static REFUSALS: AtomicUsize = AtomicUsize::new(1);
    let (server, client) = serve(|request| {
        let is_refused = number(request, "offset") == Some(250)
            && REFUSALS.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        if is_refused { answer("429 Too Many Requests", "retry-after: 0\r\n", "") } else { things(request, 300, 250) }
    })
    .await;
    let options = RequestOptions::new().retry(RetryPolicy::new()).header("x-run", "7");
    let call = Call(Call::new(&client).0.options(options));
    assert_numbers(&all(call.items(&OFFSET)).await, 0..300);
    let offsets: Vec<_> = server.received().iter().map(|request| number(request, "offset")).collect();
    assert_eq!(offsets, [None, Some(250), Some(250), Some(300)]);
    assert!(server.received().iter().all(|request| request.header("x-run") == Some("7")));
}

#[tokio::test]
async fn a_page_that_does_not_decode_names_the_field() {
    let (_server, client) = serve(|_| answer("200 OK", "", "[1, \"two\"]")).await;
    let error = Call::new(&client).pages(&OFFSET).next().await.unwrap_err();
    assert!(matches!(&error, Error::Decode(error) if error.path() == "[1]"), "{error}");
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_asked_for() {
    let (server, client) = serve(|request| things(request, 1000, 250)).await;
    drop(Call::new(&client).pages(&OFFSET));
    let mut items = Call::new(&client).items(&OFFSET);
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    assert!(server.received().is_empty());
    for expected in 0..250 {
        assert_eq!(items.next().await.unwrap(), Some(expected));
    }
    drop(items);
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    assert_eq!(targets(&server), ["?limit=250"]);
}

#[tokio::test]
async fn the_caller_bounds_a_server_that_never_stops() {
    let (server, client) = serve(|request| things(request, usize::MAX, 2)).await;
    let call = || Call::new(&client).set("limit", 2);
    assert_eq!(all(call().items(&OFFSET).max_pages(3)).await, [0, 1, 2, 3, 4, 5]);
    assert_eq!(server.received().len(), 3);
    assert_eq!(all(call().items(&OFFSET).max_items(3)).await, [0, 1, 2]);
    assert_eq!(server.received().len(), 5);
    // Two items are a whole page: the next one isn't asked for.
    assert_eq!(all(call().items(&OFFSET).max_items(2)).await, [0, 1]);
    assert_eq!(server.received().len(), 6);
    assert_eq!(all(call().items(&OFFSET).max_items(0)).await, [0; 0]);
    let mut pages = call().pages(&OFFSET).max_pages(1);
    assert_eq!(pages.next().await.unwrap().unwrap().body(), &[0, 1]);
    assert!(pages.next().await.unwrap().is_none());
    assert_eq!(server.received().len(), 7);
}

#[tokio::test]
async fn pages_have_status_and_headers() {
    let (_server, client) = serve(|request| things(request, 300, 250)).await;
    let call = Call::new(&client).counted();
    let mut pages = call.pages(&OFFSET);
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!((page.status().as_u16(), page.body().len()), (200, 250));
    assert_eq!(page.headers().get("x-total-count").unwrap(), "300");
    assert_eq!(pages.next().await.unwrap().unwrap().into_body().len(), 50);
    assert!(pages.next().await.unwrap().is_none());
}

#[tokio::test]
async fn both_are_streams_that_can_be_spawned() {
    let (_server, client) = serve(|request| things(request, 3, 250)).await;
    let (mut pages, mut items) = (Call::new(&client).pages(&OFFSET), Call::new(&client).items(&OFFSET));
    let read = tokio::spawn(async move {
        let page = poll_fn(|context| Pin::new(&mut pages).poll_next(context)).await.unwrap().unwrap().into_body();
        let item = poll_fn(|context| Pin::new(&mut items).poll_next(context)).await.unwrap().unwrap();
        (page, item, items.size_hint())
    });
    assert_eq!(read.await.unwrap(), (vec![0, 1, 2], 0, (2, None)));
}

#[tokio::test]
async fn pages_by_number() {
    static NUMBER: Paging = Paging {
        style: PagingStyle::Page {
            parameter: "page",
            size: Some(PageSize { parameter: "per_page", ..SIZE }),
            first: 1,
        },
        items: &["data"],
    };
    let (server, client) = serve(|request| {
        let (page, size) = (number(request, "page").unwrap_or(1), number(request, "per_page").unwrap_or(250));
        let items: Vec<usize> = ((page - 1) * size..25).take(size).collect();
        answer("200 OK", "", &json!({"data": items, "page": page}).to_string())
    })
    .await;
    assert_numbers(&all(Call::new(&client).set("per_page", 10).items(&NUMBER)).await, 0..25);
    assert_eq!(targets(&server), ["?per_page=10", "?per_page=10&page=2", "?per_page=10&page=3", "?per_page=10&page=4"]);
    assert_numbers(&all(Call::new(&client).set("page", 3).set("per_page", 5).items(&NUMBER)).await, 10..25);
    assert_eq!(
        targets(&server)[4..],
        ["?page=3&per_page=5", "?page=4&per_page=5", "?page=5&per_page=5", "?page=6&per_page=5"]
    );
}

#[tokio::test]
async fn pages_by_number_are_counted_from_the_first() {
    static FROM_ZERO: Paging =
        Paging { style: PagingStyle::Page { parameter: "page", size: None, first: 0 }, items: &[] };
    let (server, client) = serve(|request| {
        let page = number(request, "page").unwrap_or(0);
        let items: Vec<usize> = (page * 5..10).take(5).collect();
        answer("200 OK", "x-total-count: 10\r\n", &json!(items).to_string())
    })
    .await;
    assert_numbers(&all(Call::new(&client).items(&FROM_ZERO)).await, 0..10);
    assert_eq!(targets(&server), ["", "?page=1"]);
    // How many items were before an unknown number of pages is not known.
    assert_numbers(&all(Call::new(&client).set("page", 1).items(&FROM_ZERO)).await, 5..10);
    assert_eq!(targets(&server)[2..], ["?page=1", "?page=2"]);
}

static CURSOR: Paging = Paging {
    style: PagingStyle::Cursor { parameter: "after", next: CursorPlace::Body(&["meta", "next"]) },
    items: &["meta", "data"],
};

#[tokio::test]
async fn cursors_in_the_body() {
    for end in [json!({"data": [3], "next": null}), json!({"next": "", "data": [3]}), json!({"data": [3]})] {
        let (server, client) = serve(move |request| {
            let meta = match request.target() {
                "GET /things" => json!({"data": [1], "next": "a/b c"}),
                "GET /things?after=a%2Fb%20c" => json!({"data": null, "next": 2}),
                "GET /things?after=2" => json!({"data": [2], "next": "z"}),
                _ => end.clone(),
            };
            answer("200 OK", "", &json!({ "meta": meta }).to_string())
        })
        .await;
        assert_eq!(all(Call::new(&client).items(&CURSOR)).await, [1, 2, 3]);
        assert_eq!(targets(&server), ["", "?after=a%2Fb%20c", "?after=2", "?after=z"]);
    }
}

#[tokio::test]
async fn a_cursor_that_comes_again_is_an_error() {
    let (server, client) = serve(|request| {
        let next = if request.target().ends_with("after=a") { "b" } else { "a" };
        answer("200 OK", "", &json!({"meta": {"data": [1], "next": next}}).to_string())
    })
    .await;
    let mut items = Call::new(&client).items(&CURSOR);
    for _ in 0..3 {
        assert_eq!(items.next().await.unwrap(), Some(1));
    }
    let error = items.next().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "listThings: the server names a page as the next one that came before, so that there is no end"
    );
    assert!(matches!(error, Error::Local(_)));
    assert_eq!(items.next().await.unwrap(), None);
    assert_eq!(targets(&server), ["", "?after=a", "?after=b"]);
}

#[tokio::test]
async fn a_cursor_that_is_no_text_is_an_error() {
    let (_server, client) = serve(|_| answer("200 OK", "", r#"{"meta": {"data": [1], "next": {"id": 3}}}"#)).await;
    let mut items = Call::new(&client).items(&CURSOR);
    assert_eq!(items.next().await.unwrap(), Some(1));
    let error = items.next().await.unwrap_err();
    assert_eq!(error.to_string(), "listThings: `meta.next`, which leads to the next page, is neither text nor number");
}

#[tokio::test]
async fn cursors_in_a_header() {
    static HEADER: Paging = Paging {
        style: PagingStyle::Cursor { parameter: "cursor", next: CursorPlace::Header("X-Next-Cursor") },
        items: &[],
    };
    let (server, client) = serve(|request| match request.target() {
        "GET /things" => answer("200 OK", "x-next-cursor: c=1\r\n", "[1]"),
        _ => answer("200 OK", "x-next-cursor: \r\n", "[2]"),
    })
    .await;
    assert_eq!(all(Call::new(&client).items(&HEADER)).await, [1, 2]);
    assert_eq!(targets(&server), ["", "?cursor=c%3D1"]);
}

static LINK: Paging = Paging { style: PagingStyle::Link, items: &[] };

#[tokio::test]
async fn links_are_followed() {
    let (server, client) = serve(|request| {
        let link = match request.target() {
            "GET /things" => r#"</x>; rel=last, <?page=2>; title="a, <b>; \"rel=next"; rel="prefetch NEXT""#,
            "GET /things?page=2" => {
                r#"</other>; rel="next"; anchor="/y", <//no>; rel=nextpage, </things/3#x>;rel=next"#
            }
            "GET /things/3" => r#"<relative>; rel="next""#,
            _ => r#"</things>; rel="first""#,
        };
        answer("200 OK", &format!("link: <a>; rel=prev\r\nlink: {link}\r\n"), "[1]")
    })
    .await;
    assert_eq!(all(Call::new(&client).items(&LINK)).await, [1, 1, 1, 1]);
    assert_eq!(targets(&server), ["", "?page=2", "/3", "/relative"]);
    assert!(server.received().iter().all(|request| request.header("authorization") == Some("Bearer t0ken")));
}

#[tokio::test]
async fn a_link_to_another_origin_is_not_followed() {
    let other = Server::start(|_| answer("200 OK", "", "[9]")).await;
    let link = format!("link: <{}/things?token=s3cret>; rel=next\r\n", other.url);
    let (_server, client) = serve(move |_| answer("200 OK", &link, "[1]")).await;
    let mut items = Call::new(&client).items(&LINK);
    assert_eq!(items.next().await.unwrap(), Some(1));
    let error = items.next().await.unwrap_err().to_string();
    assert!(error.contains(&other.url) && !error.contains("s3cret"), "{error}");
    assert_eq!(items.next().await.unwrap(), None);
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn a_link_to_where_it_came_from_is_an_error() {
    let (server, client) = serve(|_| answer("200 OK", "link: </things>; rel=next\r\n", "[1]")).await;
    let mut items = Call::new(&client).items(&LINK);
    assert_eq!(items.next().await.unwrap(), Some(1));
    assert!(items.next().await.is_err());
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_stream_ends_with_the_first_error() {
    let (server, client) = serve(|_| answer("403 Forbidden", "", "")).await;
    let mut items = Call::new(&client).items(&OFFSET);
    let mut next = async || poll_fn(|context| Pin::new(&mut items).poll_next(context)).await;
    assert!(matches!(next().await, Some(Err(_))));
    assert!(next().await.is_none());
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_bound_on_pages_hides_what_is_wrong_behind_it() {
    let (server, client) = serve(|_| answer("200 OK", "link: <http://other.example/>; rel=\"next\"\r\n", "[1]")).await;
    let link: &'static Paging = Box::leak(Box::new(Paging { style: PagingStyle::Link, items: &[] }));
    assert_eq!(all(Call::new(&client).items(link).max_pages(1)).await, [1]);
    let mut unbounded = Call::new(&client).items(link);
    assert_eq!(unbounded.next().await.unwrap(), Some(1));
    assert!(matches!(unbounded.next().await, Err(Error::Local(_))));
    assert_eq!(server.received().len(), 2);
}
