//! Requests and responses over a socket.

use std::convert::Infallible;
use std::error::Error as _;
use std::future::IntoFuture;

use http::StatusCode;
use serde_json::{Value, json};

use crate::support::server::{Server, answer};
use crate::{builder, http_client};
use generator_runtime::codegen::{Operation, PLAIN, Request, decode};
use generator_runtime::{Client, Error, Response, error_type, operation};

static PING: Operation =
    Operation { id: "ping", method: "POST", path: "/ping", server: None, accept: "", security: Some(&[]), ..PLAIN };

#[derive(Debug, Clone, PartialEq)]
pub enum ThingError {
    BadRequest(Vec<String>),
    NotFound,
    ServerError(Value),
}

error_type! {
    ThingError;
    400 => BadRequest: json,
    404 => NotFound,
    500..=599 => ServerError: json,
}

pub struct GetThing(generator_runtime::codegen::Request);

operation! {
    GetThing;
    GET_THING => GET "/things/{id}" as "getThing",
    security => [["auth"], []],
    200 => json(Vec<i32>),
    error => ThingError,
}

impl GetThing {
    fn new(client: &Client, id: &str) -> Self {
        Self(Request::new(client, &GET_THING).path("id", id))
    }

    fn limit(self, limit: i32) -> Self {
        Self(self.0.query("limit", &limit))
    }
}

async fn serve(status: &'static str, headers: &'static str, body: &'static str) -> (Server, Client) {
    let server = Server::start(move |_| answer(status, headers, body)).await;
    let client = builder().base_url(format!("{}/base/", server.url)).bearer_token("t0ken").build().unwrap();
    (server, client)
}

async fn failure(status: &'static str, body: &'static str) -> Error<ThingError> {
    let (_server, client) = serve(status, "x-request-id: 7\r\n", body).await;
    GetThing::new(&client, "a").await.unwrap_err()
}

#[tokio::test]
async fn a_builder_is_awaited_for_its_body() {
    let (server, client) = serve("200 OK", "", "[1, 2]").await;
    assert_eq!(GetThing::new(&client, "a/b").limit(5).await.unwrap(), [1, 2]);
    let received = server.received();
    let [request] = &received[..] else { panic!("{received:?}") };
    assert_eq!(request.target(), "GET /base/things/a%2Fb?limit=5");
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("authorization"), Some("Bearer t0ken"));
    assert_eq!(request.header("user-agent"), Some("tests/1.0"));
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn a_response_has_status_and_headers() {
    let (_server, client) = serve("203 Non-Authoritative Information", "x-total-count: 40\r\n", "[1]").await;
    let response: Response<Vec<i32>> = GetThing::new(&client, "a").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NON_AUTHORITATIVE_INFORMATION);
    assert_eq!(response.headers().get("x-total-count").unwrap(), "40");
    assert_eq!(response.body(), &[1]);
    let (status, headers, body) = response.map(|body| body.len()).into_parts();
    assert_eq!((status.as_u16(), headers.len(), body), (203, 3, 1));
}

#[tokio::test]
async fn a_documented_error_is_typed_and_kept() {
    let error = failure("400 Bad Request", r#"["no"]"#).await;
    assert_eq!(error.to_string(), r#"getThing: the server answered 400 Bad Request (request id 7): ["no"]"#);
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    assert_eq!(error.headers().unwrap().get("x-request-id").unwrap(), "7");
    assert_eq!(error.body().unwrap(), r#"["no"]"#);
    assert_eq!(error.api().unwrap().body(), &ThingError::BadRequest(vec!["no".to_owned()]));
    assert!(
        matches!(failure("404 Not Found", "<html>").await, Error::Api(error) if *error.body() == ThingError::NotFound)
    );
    let error = failure("503 Service Unavailable", r#"{"a":1}"#).await;
    assert!(
        matches!(error, Error::Api(error) if error.clone().into_body() == ThingError::ServerError(json!({"a": 1})))
    );
}

#[tokio::test]
async fn an_undocumented_status_is_kept() {
    let error = failure("418 I'm a teapot", "short and stout").await;
    assert_eq!(
        error.to_string(),
        "getThing: the server answered 418 I'm a teapot, which the API doesn't document (request id 7): short and stout"
    );
    assert_eq!(error.body().unwrap(), "short and stout");
    assert_eq!(error.headers().unwrap().get("x-request-id").unwrap(), "7");
    assert!(matches!(error, Error::UnexpectedResponse(error) if error.status() == 418));
}

#[tokio::test]
async fn a_documented_error_with_another_body_is_unexpected() {
    let error = failure("400 Bad Request", r#"["no", 5]"#).await;
    assert_eq!(
        error.to_string(),
        "getThing: the server answered 400 Bad Request, and its body is not the documented one: at `[1]`: invalid \
         type: integer, expected a string at line 1 column 8 (request id 7): [\"no\", 5]"
    );
    assert!(matches!(&error, Error::UnexpectedResponse(_)));
    assert_eq!((error.status(), error.body().unwrap().len()), (Some(StatusCode::BAD_REQUEST), 9));
}

#[tokio::test]
async fn a_success_that_does_not_decode_names_the_field() {
    let error = failure("200 OK", r#"[1, "two"]"#).await;
    assert_eq!(
        error.to_string(),
        "getThing: the server answered 200 OK, but its body is not the documented one: at `[1]`: invalid type: \
         string, expected i32 at line 1 column 9 (request id 7)"
    );
    assert_eq!((error.status(), error.body().unwrap().len()), (Some(StatusCode::OK), 10));
    assert!(matches!(error, Error::Decode(error) if error.path() == "[1]"));
    let error = failure("204 No Content", "").await;
    assert_eq!(
        error.to_string(),
        "getThing: the server answered 204 No Content, but its body is not the documented one: it is empty (request id 7)"
    );
}

#[tokio::test]
async fn a_body_that_can_not_be_read_is_kept_up_to_a_limit() {
    let server = Server::start(|_| answer("200 OK", "", &"x".repeat(100_000))).await;
    let client = builder().base_url(&server.url).build().unwrap();
    let error = GetThing::new(&client, "a").await.unwrap_err();
    assert_eq!(error.body().unwrap().len(), 65_536);
}

#[tokio::test]
async fn the_token_goes_with_authenticated_operations_only() {
    let (server, client) = serve("200 OK", "", "").await;
    let sent: Result<(), Error<Infallible>> = Request::new(&client, &PING).send(decode::empty).into_body().await;
    sent.unwrap();
    let received = server.received();
    let [request] = &received[..] else { panic!("{received:?}") };
    assert_eq!((request.target(), request.header("authorization")), ("POST /base/ping", None));
}

#[tokio::test]
async fn headers_of_the_client_go_with_every_request_unless_the_request_says_otherwise() {
    let server = Server::start(|_| answer("200 OK", "", "[]")).await;
    let client = builder()
        .base_url(&server.url)
        .header("X-SailPoint-Experimental", "false")
        .header("x-sailpoint-experimental", "true")
        .header("Accept", "text/plain")
        .header("X-Tenant", "acme")
        .user_agent("mine/2")
        .build()
        .unwrap();
    let request = Request::new(&client, &GET_THING)
        .path("id", &7)
        .header("X-Tenant", "other")
        .json("application/json", &json!({"a": 1}));
    let sent: Result<Value, Error<Infallible>> = request.send(decode::json).into_body().await;
    assert_eq!(sent.unwrap(), json!([]));
    let received = server.received();
    let [request] = &received[..] else { panic!("{received:?}") };
    assert_eq!(request.header("x-sailpoint-experimental"), Some("true"));
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("x-tenant"), Some("other"));
    assert_eq!(request.header("user-agent"), Some("mine/2"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.header("authorization"), None);
    assert_eq!(request.body, br#"{"a":1}"#);
}

#[tokio::test]
async fn a_redirect_to_another_origin_takes_no_secret_along() {
    let other = Server::start(|_| answer("200 OK", "", "[9]")).await;
    // The same host, but another port, is another origin.
    let location = format!("location: {}/moved\r\n", other.url);
    let server = Server::start(move |_| answer("307 Temporary Redirect", &location, "")).await;
    let client = builder().base_url(&server.url).bearer_token("t0ken").header("x-api-key", "s3cret").build().unwrap();
    assert_eq!(GetThing::new(&client, "a").await.unwrap(), [9]);
    assert_eq!(server.received()[0].header("authorization"), Some("Bearer t0ken"));
    let received = other.received();
    let [moved] = &received[..] else { panic!("{received:?}") };
    assert_eq!(moved.names(), ["accept", "user-agent", "accept-encoding", "host"]);
}

#[tokio::test]
async fn a_redirect_within_the_origin_is_followed_with_the_token() {
    let server = Server::start(|request| match request.target() {
        "GET /things/a" => answer("302 Found", "location: /moved?x=1\r\n", ""),
        _ => answer("200 OK", "", "[3]"),
    })
    .await;
    let client = builder().base_url(&server.url).bearer_token("t0ken").build().unwrap();
    assert_eq!(GetThing::new(&client, "a").await.unwrap(), [3]);
    let received = server.received();
    let [_, second] = &received[..] else { panic!("{received:?}") };
    assert_eq!((second.target(), second.header("authorization")), ("GET /moved?x=1", Some("Bearer t0ken")));
}

#[tokio::test]
async fn redirects_that_do_not_end_are_an_error() {
    let server = Server::start(|_| answer("302 Found", "location: /again\r\n", "")).await;
    let client = builder().base_url(&server.url).build().unwrap();
    let error = GetThing::new(&client, "a").await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FOUND));
    assert_eq!(server.received().len(), 11);
}

#[tokio::test]
async fn a_builder_can_be_spawned_and_sent_again() {
    let (server, client) = serve("200 OK", "", "[1]").await;
    let call = GetThing::new(&client, "a");
    drop(client);
    let (first, second) = (call.clone(), call);
    let first = tokio::spawn(first.into_future());
    let second = tokio::spawn(second.send());
    assert_eq!(first.await.unwrap().unwrap(), [1]);
    assert_eq!(second.await.unwrap().unwrap().into_body(), [1]);
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn nothing_is_sent_before_the_future_is_polled() {
    let (server, client) = serve("200 OK", "", "[1]").await;
    drop(GetThing::new(&client, "a").send());
    drop(GetThing::new(&client, "a").into_future());
    tokio::task::yield_now().await;
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn no_connection_is_a_transport_error_without_the_url() {
    let server = Server::start(|_| answer("200 OK", "", "")).await;
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    drop((closed, server));
    let client = builder().base_url(&url).build().unwrap();
    let error = GetThing::new(&client, "s3cret").await.unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with(&format!("getThing: {url} can't be reached: Connection refused")), "{text}");
    assert!(error.source().is_some());
    assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    assert!(matches!(error, Error::Transport(error) if error.is_connect() && !error.is_timeout()));
}

#[tokio::test]
async fn a_body_cut_short_is_a_transport_error() {
    let server = Server::start(|_| "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n[1".to_owned()).await;
    let client = builder().base_url(&server.url).build().unwrap();
    let error = GetThing::new(&client, "a").await.unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("getThing: the response could not be read to its end: "), "{text}");
}

#[tokio::test]
async fn a_time_limit_of_the_callers_http_client_holds() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let http = http_client().timeout(std::time::Duration::from_millis(50));
    let client = builder().base_url(url).http_client_builder(http).build().unwrap();
    let error = GetThing::new(&client, "a").await.unwrap_err();
    let text = error.to_string();
    assert!(text.starts_with("getThing: a time limit passed before the response of http://127.0.0.1:"), "{text}");
    assert!(matches!(error, Error::Transport(error) if error.is_timeout()));
}
