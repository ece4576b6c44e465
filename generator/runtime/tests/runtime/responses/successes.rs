//! What looks like a success and is none.

use std::convert::Infallible;

use serde_json::{Value, json};

use crate::builder;
use crate::support::operations::{GET, POST};
use crate::support::server::answer;
use crate::support::unruly::{Act, Unruly};
use generator_runtime::codegen::{Operation, Request, decode};
use generator_runtime::{Error, RequestOptions};

const PAGE: &str = "\n<!DOCTYPE html><title>Log in</title>";
const HTML: &str = "content-type: Text/HTML; charset=utf-8\r\n";

static READ: Operation =
    Operation { method: "GET", id: "readThing", accept: "application/json, application/zip", ..GET };
static CHANGE: Operation = Operation { method: "POST", id: "changeThing", ..POST };
static PAGES: Operation = Operation { method: "GET", id: "readPage", path: "/page", accept: "text/html", ..GET };

/// A request of `operation` to a server that always answers so.
async fn asking(
    operation: &'static Operation,
    status: &'static str,
    headers: &'static str,
    body: &'static str,
) -> Request {
    let server = Unruly::start(move |_, _| Act::Say(answer(status, headers, body))).await;
    Request::new(&builder().base_url(&server.url).build().unwrap(), operation)
}

#[tokio::test]
async fn a_web_page_is_no_success_where_none_is_documented() {
    let error: Error<Infallible> = asking(&CHANGE, "200 OK", HTML, PAGE).await.send(decode::empty).await.unwrap_err();
    assert!(matches!(&error, Error::UnexpectedResponse(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "changeThing: the server answered 200 OK, but it is a web page, which the API doesn't document; the request was \
         carried out"
    );
    let error: Error<Infallible> = asking(&READ, "200 OK", HTML, PAGE).await.send(decode::bytes).await.unwrap_err();
    let text = "readThing: the server answered 200 OK, but it is a web page, which the API doesn't document";
    assert_eq!(error.to_string(), text);
    assert_eq!(error.body().unwrap(), PAGE);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("role.zip");
    let download = asking(&READ, "200 OK", HTML, PAGE).await.download::<Infallible>();
    assert_eq!(download.to_file(&file).await.unwrap_err().to_string(), text);
    assert!(!file.exists());
}

#[tokio::test]
async fn what_is_documented_or_no_web_page_is_a_success() {
    let page: Result<_, Error<Infallible>> = asking(&PAGES, "200 OK", HTML, PAGE).await.send(decode::text).await;
    assert_eq!(page.unwrap().into_body(), PAGE);
    // The body decides, whatever the head says of it.
    for headers in [HTML, "content-type: application/octet-stream\r\n", ""] {
        let sent: Result<_, Error<Infallible>> =
            asking(&READ, "200 OK", headers, " {\"a\":1}").await.send(decode::json::<Value>).await;
        assert_eq!(sent.unwrap().into_body(), json!({"a": 1}), "{headers}");
    }
    // An object store's name of what is no text.
    let headers = "content-type: binary/octet-stream\r\n";
    let mut download = asking(&READ, "200 OK", headers, "zip").await.download::<Infallible>().await.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "zip");
    let nothing: Result<_, Error<Infallible>> = asking(&CHANGE, "200 OK", HTML, "").await.send(decode::empty).await;
    nothing.unwrap();
}

#[tokio::test]
async fn a_part_is_no_success_where_all_was_asked_for() {
    let error: Error<Infallible> =
        asking(&READ, "206 Partial Content", "", "par").await.send(decode::text).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "readThing: the server answered 206 Partial Content, but it is only a part of the body, although all of it was requested"
    );
    asking(&READ, "206 Partial Content", "", "par").await.download::<Infallible>().await.unwrap_err();
    let part = RequestOptions::new().header("Range", "bytes=0-2");
    let asked = asking(&READ, "206 Partial Content", "", "par").await.options(part.clone());
    assert_eq!(asked.send::<_, Infallible>(decode::text).await.unwrap().into_body(), "par");
    let asked = asking(&READ, "206 Partial Content", "", "par").await.options(part);
    _ = asked.download::<Infallible>().await.unwrap();
}

#[tokio::test]
async fn an_error_says_that_a_request_was_carried_out() {
    let error: Error<Infallible> =
        asking(&CHANGE, "200 OK", "", "{").await.send(decode::json::<Value>).await.unwrap_err();
    assert!(error.to_string().ends_with("; the request was carried out"), "{error}");
    let error: Error<Infallible> =
        asking(&READ, "200 OK", "", "{").await.send(decode::json::<Value>).await.unwrap_err();
    assert!(!error.to_string().contains("carried out"), "{error}");
}
