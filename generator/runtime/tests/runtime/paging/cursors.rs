//! Cursors, in the body and in headers.

use serde_json::json;

use super::{Call, all, serve, targets};
use crate::support::server::answer;
use generator_runtime::Error;
use generator_runtime::codegen::{CursorPlace, Paging, PagingStyle};

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
        "listThings: the server names an earlier page as the next one, so the list would never end"
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
