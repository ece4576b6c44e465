//! What callers see of a list, and what happens when something goes wrong.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures_core::Stream;

use super::{Call, OFFSET, all, assert_numbers, number, serve, targets, things};
use crate::support::server::answer;
use generator_runtime::codegen::{Paging, PagingStyle, decode};
use generator_runtime::{Error, Pages, RequestOptions, RetryPolicy};

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
async fn a_stream_ends_with_the_first_error() {
    let (server, client) = serve(|_| answer("403 Forbidden", "", "")).await;
    let mut items = Call::new(&client).items(&OFFSET);
    let mut next = async || poll_fn(|context| Pin::new(&mut items).poll_next(context)).await;
    assert!(matches!(next().await, Some(Err(_))));
    assert!(next().await.is_none());
    assert_eq!(server.received().len(), 1);
}
