//! Transports of the caller's own.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::error::Error as _;
use std::sync::{Arc, Mutex};

use generator_runtime::codegen::{Request as OwnRequest, decode};
use generator_runtime::reqwest::{Body, Request, Response};
use generator_runtime::{BuildError, Client, Credentials, Error, HttpFuture, HttpTransport, RetryPolicy};

use crate::credentials::{BEARER, send};
use crate::support::operations::{GET, POST};
use crate::support::server::answer;
use crate::support::unruly::{Act, TestClock, Unruly};
use crate::{builder, http_client};

/// What comes in place of an answer: its status, a header, its body; or an error.
type Recorded = Result<(u16, (&'static str, &'static str), &'static str), &'static str>;

/// Answers what was recorded, and notes what it was sent.
struct Tape {
    recorded: Mutex<VecDeque<Recorded>>,
    sent: Mutex<Vec<String>>,
}

impl Tape {
    fn new(recorded: impl IntoIterator<Item = Recorded>) -> Arc<Self> {
        Arc::new(Self { recorded: Mutex::new(recorded.into_iter().collect()), sent: Mutex::default() })
    }

    fn sent(&self) -> Vec<String> {
        self.sent.lock().unwrap().clone()
    }
}

impl HttpTransport for Tape {
    fn send(&self, request: Request) -> HttpFuture<'_> {
        let authorization = request.headers().get("authorization").map(|value| value.to_str().unwrap().to_owned());
        let body = request.body().and_then(Body::as_bytes).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let line = [Some(format!("{} {}", request.method(), request.url())), authorization, body];
        self.sent.lock().unwrap().push(line.into_iter().flatten().collect::<Vec<_>>().join(" "));
        Box::pin(async {
            let (status, (name, value), body) =
                self.recorded.lock().unwrap().pop_front().ok_or("the tape has ended")??;
            Ok(Response::from(http::Response::builder().status(status).header(name, value).body(body)?))
        })
    }
}

const NONE: (&str, &str) = ("x-none", "");

fn client(tape: &Arc<Tape>) -> Client {
    builder().base_url("https://api.example.com/v1").transport(Arc::clone(tape)).build().unwrap()
}

#[tokio::test]
async fn requests_for_tokens_and_for_things_go_through_it() {
    let tape = Tape::new([Ok((200, NONE, r#"{"access_token":"t1"}"#)), Ok((200, NONE, "done"))]);
    let credentials = Credentials::client_credentials("id", "s3cret").token_url("https://login.example.com/token");
    let client = builder().base_url("https://api.example.com/v1").credentials(credentials);
    let client = client.transport(Arc::clone(&tape)).build().unwrap();
    assert_eq!(send(&client, &BEARER).await.unwrap(), "done");
    let expected = [
        "POST https://login.example.com/token Basic aWQ6czNjcmV0 grant_type=client_credentials",
        "GET https://api.example.com/v1/thing Bearer t1",
    ];
    assert_eq!(tape.sent(), expected);
}

#[tokio::test]
async fn redirects_are_followed_from_where_the_request_went() {
    let tape = Tape::new([Ok((302, ("location", "/v2/thing"), "")), Ok((200, NONE, "moved"))]);
    assert_eq!(send(&client(&tape), &GET).await.unwrap(), "moved");
    assert_eq!(tape.sent(), ["GET https://api.example.com/v1/thing", "GET https://api.example.com/v2/thing"]);
}

#[tokio::test]
async fn its_errors_are_sources_and_are_retried_where_a_request_may_be_sent_twice() {
    let tape = Tape::new([Err("the proxy is gone"), Ok((200, NONE, "done"))]);
    let retrying = builder().base_url("https://api.example.com").retry(RetryPolicy::new()).clock(TestClock::new());
    let retrying = retrying.transport(Arc::clone(&tape)).build().unwrap();
    assert_eq!(send(&retrying, &GET).await.unwrap(), "done");

    let error = send(&retrying, &POST).await.unwrap_err();
    let Error::Transport(failure) = &error else { panic!("{error:?}") };
    assert!(failure.was_sent() && !failure.is_connect() && !error.is_retryable());
    assert_eq!(
        error.to_string(),
        "addThing: the transport got no response from https://api.example.com: the tape has ended"
    );
    assert_eq!(error.source().unwrap().to_string(), "the tape has ended");
    assert_eq!(tape.sent().len(), 3);
}

#[tokio::test]
async fn a_body_is_read_piece_by_piece_from_it() {
    let tape = Tape::new([Ok((200, NONE, "a large file"))]);
    let download = OwnRequest::new(&client(&tape), &GET).download::<Infallible>();
    let mut download = download.await.unwrap();
    assert_eq!(download.chunk().await.unwrap().unwrap(), "a large file");
    assert!(download.chunk().await.unwrap().is_none());
}

#[tokio::test]
async fn a_http_client_of_the_callers_own_is_one_and_its_errors_are_understood() {
    let server = Unruly::start(|_, _| Act::Say(answer("200 OK", "", "done"))).await;
    let http = http_client().build().unwrap();
    let client = builder().base_url(&server.url).transport(http.clone()).build().unwrap();
    assert_eq!(send(&client, &GET).await.unwrap(), "done");

    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let client = builder().base_url(&url).transport(http).build().unwrap();
    let error = send(&client, &POST).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(failure) if failure.is_connect()), "{error:?}");
    assert!(
        error.is_retryable() && error.to_string().starts_with(&format!("addThing: {url} can't be reached")),
        "{error}"
    );
}

#[test]
fn credentials_need_https_whatever_carries_them() {
    let builder = builder().base_url("http://api.example.com").bearer_token("token").transport(Tape::new([]));
    assert!(matches!(builder.build().unwrap_err(), BuildError::InsecureServer { .. }));
}

#[test]
fn what_is_decoded_is_what_it_answers() {
    // Without an async runtime of the caller's.
    let tape = Tape::new([Ok((200, ("content-type", "application/json"), "[1,2]"))]);
    let response = OwnRequest::new(&client(&tape), &GET).send_blocking::<Vec<u8>, Infallible>(decode::json);
    assert_eq!(response.unwrap().into_body(), [1, 2]);
}
