//! Responses that come in several media types.

use std::convert::Infallible;

use bytes::Bytes;
use serde_json::Value;

use crate::builder;
use crate::support::server::{Server, answer};
use generator_runtime::codegen::{PageSize, Paging, PagingStyle, Request};
use generator_runtime::{Client, Error, RequestOptions, operation};

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Row {
    cell: Option<String>,
}

pub struct GetRows(Request);

operation! {
    GetRows;
    GET_ROWS => GET "/rows" as "getRows",
    accept => "application/json, application/problem+json",
    200 => list(Vec<Row>),
    or "text/csv, application/problem+json;q=0.5" => text(String) as accept_csv,
    or "image/*" => bytes(Bytes) as accept_image,
    or "text/html" => text(String) as accept_html,
    or "application/vnd.acme.v1+json" => json(Value) as accept_acme_v1_json,
    error => Infallible,
    stream => page(Row) by PAGING,
}

pub struct GetNote(Request);

operation! {
    GetNote;
    GET_NOTE => GET "/note" as "getNote",
    200 => text(String),
    or "application/pdf" => bytes(Bytes) as accept_pdf,
    error => Infallible,
}

static PAGING: Paging = Paging {
    style: PagingStyle::Offset {
        parameter: "offset",
        size: PageSize { parameter: "limit", default: None, maximum: None },
    },
    items: &[],
};

/// A client of a server that always answers with that media type and body.
async fn answering(media_type: &'static str, body: &'static str) -> (Server, Client) {
    let head = if media_type.is_empty() { String::new() } else { format!("content-type: {media_type}\r\n") };
    let server = Server::start(move |_| answer("200 OK", &head, body)).await;
    let client = builder().base_url(&server.url).build().unwrap();
    (server, client)
}

fn rows(client: &Client) -> GetRows {
    GetRows(Request::new(client, &GET_ROWS))
}

const JSON: &str = r#"[{"cell": "a"}]"#;

#[tokio::test]
async fn json_is_what_one_gets_without_asking() {
    let (server, client) = answering("application/json", JSON).await;
    assert_eq!(rows(&client).await.unwrap(), [Row { cell: Some("a".to_owned()) }]);
    assert_eq!(server.received()[0].header("accept"), Some("application/json, application/problem+json"));
}

#[tokio::test]
async fn each_media_type_is_asked_for_by_name_and_is_a_type_of_its_own() {
    let (server, client) = answering("Text/CSV; charset=utf-8", "a\n1\n").await;
    let response = rows(&client).accept_csv().send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.body().as_str()), (200, "a\n1\n"));
    assert_eq!(server.received()[0].header("accept"), Some("text/csv, application/problem+json;q=0.5"));
    let (server, client) = answering("image/png", "\u{89}PNG").await;
    assert_eq!(rows(&client).accept_image().await.unwrap(), "\u{89}PNG");
    assert_eq!(server.received()[0].header("accept"), Some("image/*"));
    let (_server, client) = answering("application/vnd.acme.v1+json", r#"{"old": 1}"#).await;
    assert_eq!(rows(&client).accept_acme_v1_json().await.unwrap()["old"], 1);
    let download = rows(&client).accept_acme_v1_json().clone().download().await.unwrap();
    assert_eq!(download.headers()["content-type"], "application/vnd.acme.v1+json");
}

#[tokio::test]
async fn a_web_page_is_an_answer_where_one_was_asked_for() {
    let (_server, client) = answering("text/html", "<p>1</p>").await;
    assert_eq!(rows(&client).accept_html().await.unwrap(), "<p>1</p>");
}

/// The message of an error about the body.
fn message(error: &Error<Infallible>) -> String {
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    error.to_string()
}

#[tokio::test]
async fn another_documented_media_type_is_named_in_the_error() {
    let expected = |operation: &str, media_type: &str| {
        format!(
            "{operation}: the server answered 200 OK, but its body is not the documented one: it is `{media_type}`, another \
             documented media type than the one that was asked for"
        )
    };
    let (_server, client) = answering("text/csv", "a\n1\n").await;
    let by_hand = RequestOptions::new().header("Accept", "text/csv");
    for request in [rows(&client), rows(&client).options(by_hand)] {
        let error = request.await.unwrap_err();
        assert_eq!(error.body().unwrap(), "a\n1\n");
        assert_eq!(message(&error), expected("getRows", "text/csv"));
    }
    assert_eq!(message(&rows(&client).pages().next().await.unwrap_err()), expected("getRows", "text/csv"));
    assert_eq!(message(&rows(&client).accept_acme_v1_json().await.unwrap_err()), expected("getRows", "text/csv"));
    // Of two kinds of JSON a value of one can look like the other.
    let (_server, client) = answering("application/vnd.acme.v1+json", "[{}]").await;
    assert_eq!(message(&rows(&client).await.unwrap_err()), expected("getRows", "application/vnd.acme.v1+json"));
    // A text is whatever comes.
    let (_server, client) = answering("application/json", JSON).await;
    assert_eq!(message(&rows(&client).accept_csv().await.unwrap_err()), expected("getRows", "application/json"));
    let (_server, client) = answering("application/pdf", "%PDF").await;
    let note = || GetNote(Request::new(&client, &GET_NOTE));
    assert_eq!(message(&note().await.unwrap_err()), expected("getNote", "application/pdf"));
    assert_eq!(note().accept_pdf().await.unwrap(), "%PDF");
}

#[tokio::test]
async fn json_under_another_name_is_still_json() {
    for media_type in ["", "text/plain", "text/csv", "application/x-acme", "application/problem+json"] {
        let (_server, client) = answering(media_type, JSON).await;
        assert_eq!(rows(&client).await.unwrap().len(), 1, "{media_type}");
    }
    // It is no other documented type, so the message is about its JSON.
    let (_server, client) = answering("text/plain", "a").await;
    assert!(message(&rows(&client).await.unwrap_err()).ends_with("expected value at line 1 column 1"));
}

#[test]
fn without_an_async_runtime_it_is_the_same() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (_server, client) = runtime.block_on(answering("text/csv", "a\n1\n"));
    assert_eq!(rows(&client).accept_csv().send_blocking().unwrap().into_body(), "a\n1\n");
    assert!(message(&rows(&client).send_blocking().unwrap_err()).contains("`text/csv`"));
}
