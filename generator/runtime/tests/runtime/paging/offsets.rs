//! Lists by offsets: where they end, and what is asked for.

use super::{Call, OFFSET, SIZE, all, assert_numbers, number, serve, targets, things};
use crate::support::server::{Received, answer};
use generator_runtime::codegen::{PageSize, Paging, PagingStyle};

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
    assert_eq!(error.to_string(), "listThings: the server returns the same page again, so the list would never end");
    assert_eq!(server.received().len(), 2);
    // A server that knows of no pages has all in a page that is not full.
    let (server, client) = serve(|_| answer("200 OK", "", "[0,1]")).await;
    assert_numbers(&all(Call::new(&client).items(&OFFSET)).await, 0..2);
    assert_eq!(server.received().len(), 2);
    // Unless it says itself that there is more.
    let (_, client) = serve(|_| answer("200 OK", "x-total-count: 9\r\n", "[0,1]")).await;
    let mut items = Call::new(&client).items(&OFFSET);
    assert_eq!((items.next().await.unwrap(), items.next().await.unwrap()), (Some(0), Some(1)));
    assert!(items.next().await.unwrap_err().to_string().ends_with("so the list would never end"));
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
