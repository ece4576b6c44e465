//! Code of the caller's that sees requests and responses.

use std::convert::Infallible;
use std::error::Error as _;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::StatusCode;

use crate::builder;
use crate::support::operations::GET;
use crate::support::server::answer;
use crate::support::unruly::{Act, TestClock, Unruly};
use generator_runtime::codegen::{Operation, Request, decode};
use generator_runtime::{Credentials, Error, Hook, HookError, IncomingResponse, OutgoingRequest, RetryPolicy};

static SIGNED: Operation = Operation { method: "GET", security: Some(&[&["auth"]]), ..GET };

/// Keeps what it sees and changes it.
#[derive(Clone, Default)]
struct Changes {
    seen: Arc<Mutex<Vec<String>>>,
}

impl Hook for Changes {
    fn before(&self, request: &mut OutgoingRequest<'_>) -> Result<(), HookError> {
        let line = format!("{} {} {}", request.operation, request.attempt, request.method);
        self.seen.lock().unwrap().push(line);
        assert!(request.headers.contains_key("authorization"));
        assert_eq!(request.body, None);
        request.headers.insert("x-signature", format!("s{}", request.attempt).parse()?);
        request.url.query_pairs_mut().append_pair("signed", "1");
        Ok(())
    }

    fn after(&self, response: &mut IncomingResponse<'_>) -> Result<(), HookError> {
        self.seen.lock().unwrap().push(format!("{} {}", response.attempt, response.status));
        if *response.status == StatusCode::IM_A_TEAPOT {
            *response.status = StatusCode::OK;
            response.headers.insert("x-seen", "1".parse()?);
            *response.body.take().ok_or("a body is missing")? = Bytes::from_static(b"changed");
        }
        Ok(())
    }
}

/// Refuses all requests, or all responses.
struct Refuses {
    requests: bool,
}

impl Hook for Refuses {
    fn before(&self, _: &mut OutgoingRequest<'_>) -> Result<(), HookError> {
        if self.requests { Err("not now".into()) } else { Ok(()) }
    }

    fn after(&self, _: &mut IncomingResponse<'_>) -> Result<(), HookError> {
        Err("not this".into())
    }
}

#[tokio::test]
async fn each_attempt_and_each_response_can_be_changed() {
    let server = Unruly::start(|index, _| {
        Act::Say(if index == 0 { answer("503 Busy", "", "") } else { answer("418 Teapot", "", "tea") })
    })
    .await;
    let hook = Changes::default();
    let client = builder().base_url(&server.url).bearer_token("token").hook(hook.clone());
    let client = client.retry(RetryPolicy::new()).clock(TestClock::new()).build().unwrap();
    let response = Request::new(&client, &SIGNED).send::<String, Infallible>(decode::text).await.unwrap();
    assert_eq!((response.body().as_str(), response.headers()["x-seen"].to_str().unwrap()), ("changed", "1"));
    assert_eq!(
        *hook.seen.lock().unwrap(),
        ["getThing 1 GET", "1 503 Service Unavailable", "getThing 2 GET", "2 418 I'm a teapot"]
    );
    let received = server.received();
    assert!(received.iter().all(|request| request.target() == "GET /thing?signed=1"));
    assert_eq!(received[1].header("x-signature"), Some("s2"));
}

#[tokio::test]
async fn a_hook_can_refuse() {
    let server = Unruly::start(|_, _| Act::Say(answer("200 OK", "", "done"))).await;
    for (requests, sent) in [(true, 0), (false, 1)] {
        let client = builder().base_url(&server.url).bearer_token("token").hook(Refuses { requests }).build().unwrap();
        let error = Request::new(&client, &SIGNED).send::<String, Infallible>(decode::text).await.unwrap_err();
        assert!(matches!(error, Error::Local(_)), "{error:?}");
        assert_eq!(error.to_string(), "getThing: a hook of the client refused");
        assert_eq!(error.source().unwrap().to_string(), if requests { "not now" } else { "not this" });
        assert_eq!(server.received().len(), sent);
    }
}

type Seen = Vec<(String, Option<Bytes>)>;

/// Keeps the method and the body of each request.
#[derive(Clone, Default)]
struct Bodies(Arc<Mutex<Seen>>);

impl Hook for Bodies {
    fn before(&self, request: &mut OutgoingRequest<'_>) -> Result<(), HookError> {
        self.0.lock().unwrap().push((request.method.to_string(), request.body.cloned()));
        Ok(())
    }
}

#[tokio::test]
async fn hooks_see_redirects_within_the_origin_and_no_requests_for_tokens() {
    static SIGNED_POST: Operation = Operation { method: "POST", ..SIGNED };
    let server = Unruly::start(|_, request| {
        Act::Say(match request.target() {
            "POST /token" => answer("200 OK", "", r#"{"access_token":"t"}"#),
            "POST /thing" => answer("303 See Other", "location: /result\r\n", ""),
            _ => answer("200 OK", "", "done"),
        })
    })
    .await;
    let hook = Bodies::default();
    let credentials = Credentials::client_credentials("id", "secret").token_url(format!("{}/token", server.url));
    let client = builder().base_url(&server.url).credentials(credentials).hook(hook.clone()).build().unwrap();
    let request = Request::new(&client, &SIGNED_POST).text("text/plain", "content");
    request.send::<String, Infallible>(decode::text).await.unwrap();
    assert_eq!(server.targets(), ["POST /token", "POST /thing", "GET /result"]);
    let content = Some(Bytes::from_static(b"content"));
    assert_eq!(*hook.0.lock().unwrap(), [("POST".to_owned(), content), ("GET".to_owned(), None)]);
}
