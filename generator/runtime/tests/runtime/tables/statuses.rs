//! Errors and answers whose variant depends on the status.

use std::collections::BTreeMap;
use std::error::Error as StdError;

use bytes::Bytes;
use serde_json::{Value, json};

use generator_runtime::codegen::Request;
use generator_runtime::mock::{AnswerByStatus, MockServer};
use generator_runtime::{Client, Error, RequestOptions, error_type, operation, outcome};

use crate::API;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    BadRequest(Vec<String>),
    Missing,
    Teapot(String),
    Odd(BTreeMap<String, i64>),
    ClientError(Value),
    ServerError(Bytes),
    Informational,
    Default(Value),
}

error_type! {
    Refusal;
    400 => BadRequest: list,
    404 => Missing,
    418 => Teapot: text,
    499 => Odd: entries,
    400..=499 => ClientError: json,
    500..=599 => ServerError: bytes,
    300..=399 => Informational,
    .. => Default: json,
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Made {
    Created(Value),
    Accepted,
    Sheet(Bytes),
    Success(Vec<i64>),
}

outcome! {
    Made;
    201 => Created: json,
    202 => Accepted,
    206 => Sheet: bytes,
    200..=299 => Success: list,
}

pub struct Make(generator_runtime::codegen::Request);

operation! {
    Make;
    MAKE => POST "/things" as "make",
    200 => outcome_or_bytes(Made),
    error => Refusal,
}

impl Make {
    fn new(client: &Client) -> Self {
        Self(Request::new(client, &MAKE))
    }
}

async fn start() -> (MockServer<Client>, Client) {
    let server = MockServer::<Client>::of(&API).await;
    let client = server.client().unwrap();
    (server, client)
}

#[test]
fn errors_say_their_statuses_and_no_body() {
    let rows = [
        (Refusal::BadRequest(vec!["s3cret".to_owned()]), "400 Bad Request"),
        (Refusal::Missing, "404 Not Found"),
        (Refusal::Teapot("s3cret".to_owned()), "418 I'm a teapot"),
        // A status without a name of its own.
        (Refusal::Odd(BTreeMap::new()), "499"),
        (Refusal::ClientError(json!("s3cret")), "4XX Client Error"),
        (Refusal::ServerError(Bytes::new()), "5XX Server Error"),
        (Refusal::Informational, "3XX"),
        (Refusal::Default(json!(null)), "an error"),
    ];
    for (error, expected) in rows {
        assert_eq!(error.to_string(), expected);
        let error: Box<dyn StdError + Send + Sync> = error.into();
        assert!(error.source().is_none());
    }
}

#[tokio::test]
async fn errors_are_answered_and_read_by_status() {
    let rows = [
        (Refusal::BadRequest(vec!["no".to_owned()]), 400),
        (Refusal::Missing, 404),
        (Refusal::Teapot("short".to_owned()), 418),
        (Refusal::Odd(BTreeMap::from([("a".to_owned(), 1)])), 499),
        (Refusal::ServerError(Bytes::from_static(b"\x00\xff")), 500),
    ];
    for (error, status) in rows {
        let (server, client) = start().await;
        server.when(Make::new(&client)).respond_error(error.clone()).await;
        let Err(Error::Api(answer)) = Make::new(&client).await else { panic!("{error:?}") };
        assert_eq!((answer.status().as_u16(), answer.body()), (status, &error));
    }
}

#[tokio::test]
async fn a_status_of_its_own_comes_before_a_range_and_a_range_before_the_rest() {
    let rows = [
        (418, "short", Refusal::Teapot("short".to_owned())),
        (499, r#"{"a": 1, "b": null}"#, Refusal::Odd(BTreeMap::from([("a".to_owned(), 1)]))),
        (400, r#"["a", null]"#, Refusal::BadRequest(vec!["a".to_owned()])),
        (409, "{}", Refusal::ClientError(json!({}))),
        (599, "x", Refusal::ServerError(Bytes::from_static(b"x"))),
        (304, "", Refusal::Informational),
        (600, "[7]", Refusal::Default(json!([7]))),
    ];
    for (status, body, expected) in rows {
        let (server, client) = start().await;
        server.when(Make::new(&client)).respond_status(status, &[], body).await;
        let Err(Error::Api(answer)) = Make::new(&client).await else { panic!("{expected:?}") };
        assert_eq!((answer.status().as_u16(), answer.into_body()), (status, expected));
    }
    let (server, client) = start().await;
    server.when(Make::new(&client)).respond_status(409, &[], "<html>").await;
    assert!(matches!(Make::new(&client).await, Err(Error::UnexpectedResponse(error)) if error.status() == 409));
}

#[tokio::test]
async fn outcomes_are_answered_and_read_by_status() {
    let rows = [
        (Made::Created(json!({"id": 1})), 201),
        (Made::Accepted, 202),
        (Made::Sheet(Bytes::from_static(b"a;b")), 206),
        (Made::Success(vec![1, 2]), 200),
    ];
    for (made, status) in rows {
        let (server, client) = start().await;
        server.when(Make::new(&client)).respond(&made).await;
        // A 206 is an answer to a request for a part.
        let part = RequestOptions::new().header("Range", "bytes=0-2");
        let response = Make::new(&client).options(part).send().await.unwrap();
        assert_eq!((response.status().as_u16(), response.body()), (status, &made));
    }
    let (server, client) = start().await;
    server.when(Make::new(&client)).respond_status(299, &[], "[1, null]").await;
    assert_eq!(Make::new(&client).await.unwrap(), Made::Success(vec![1]));
    let (server, client) = start().await;
    server.when(Make::new(&client)).respond_status(201, &[], "<html>").await;
    assert!(matches!(Make::new(&client).await, Err(Error::Decode(_))));
}

/// A type whose table has no row for all others.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OnlyMissing {
    Missing,
}

error_type! {
    OnlyMissing;
    404 => Missing,
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OnlyCreated {
    Created(String),
}

outcome! {
    OnlyCreated;
    201 => Created: text,
}

pub struct MakeOne(generator_runtime::codegen::Request);

operation! {
    MakeOne;
    MAKE_ONE => PUT "/thing" as "makeOne",
    201 => outcome(OnlyCreated),
    error => OnlyMissing,
}

#[tokio::test]
async fn a_status_that_no_row_has_is_unexpected() {
    let (server, client) = start().await;
    let call = || MakeOne(Request::new(&client, &MAKE_ONE));
    server.when(call()).times(1).respond_status(400, &[], "").await;
    server.when(call()).times(1).respond_status(200, &[], "").await;
    server.when(call()).times(1).respond_status(299, &[], "two").await;
    server.when(call()).respond(&OnlyCreated::Created("one".to_owned())).await;
    assert!(matches!(call().await, Err(Error::UnexpectedResponse(error)) if error.status() == 400));
    let error = call().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "makeOne: the server answered 200 OK, which the API doesn't document; the request was carried out"
    );
    // What is read as the documented body is as good as with the documented status.
    assert_eq!(call().await.unwrap(), OnlyCreated::Created("two".to_owned()));
    assert_eq!(call().await.unwrap(), OnlyCreated::Created("one".to_owned()));
    assert!(format!("{:?}", OnlyMissing::Missing.answer()).contains("404"));
}
