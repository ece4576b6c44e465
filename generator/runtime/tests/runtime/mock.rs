//! The server for tests that users of a client write.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{API, builder};
use generator_runtime::codegen::{Environment, Request, Style};
use generator_runtime::mock::MockServer;
use generator_runtime::{Client, Error, FilePart, RequestOptions, error_type, operation};

static API_WITH_BASE_PATH: generator_runtime::codegen::ApiDescription = generator_runtime::codegen::ApiDescription {
    environment: Some(Environment {
        base_url: None,
        base_path: "/beta",
        client_id: None,
        client_secret: None,
        bearer_token: None,
        api_key: None,
    }),
    security_schemes: &[],
    ..API
};

#[derive(Debug, PartialEq)]
pub enum CallError {
    NotFound,
    Busy(Value),
}

error_type! {
    CallError;
    404 => NotFound,
    503 => Busy: json,
}

pub struct Builder(generator_runtime::codegen::Request);

operation! {
    Builder;
    CALL => POST "/things/{id}" as "call",
    security => [["auth"]],
    200 => json(Value),
    error => CallError,
}

impl Builder {
    fn new(client: &Client, id: &str) -> Self {
        Self(Request::new(client, &CALL).path("id", id))
    }

    fn with(self, fill: impl FnOnce(Request) -> Request) -> Self {
        Self(fill(self.0))
    }

    fn limit(self, limit: i32) -> Self {
        self.with(|request| request.query("limit", &limit))
    }

    fn body(self, body: &Value) -> Self {
        self.with(|request| request.json("application/json", body))
    }

    /// The status that the call is answered with.
    async fn status(self) -> u16 {
        self.await.map_or_else(|error| error.status().map_or(0, |status| status.as_u16()), |_| 200)
    }
}

async fn start() -> (MockServer<Client>, Client) {
    let server = MockServer::of(&API).await;
    let client = server.client().unwrap();
    (server, client)
}

#[tokio::test]
async fn a_call_is_known_by_its_arguments() {
    let (server, client) = start().await;
    let call = |id: &str| Builder::new(&client, id);
    let expected = call("a/b").limit(5).body(&json!({"x": 1, "y": [2]}));
    server.when(expected.clone()).respond(&json!("found")).await;
    assert_eq!(expected.clone().await.unwrap(), "found");
    let more = expected.clone().with(|request| request.query("offset", &1));
    assert_eq!(more.status().await, 200);
    let others = [
        call("a/c").limit(5).body(&json!({"x": 1, "y": [2]})),
        call("a/b").limit(6).body(&json!({"x": 1, "y": [2]})),
        call("a/b").body(&json!({"x": 1, "y": [2]})),
        call("a/b").limit(5).body(&json!({"x": 1, "y": [3]})),
        call("a/b").limit(5),
    ];
    for other in others {
        assert_eq!(other.clone().status().await, 501, "{:?}", other.0);
    }
}

/// Sets an argument.
type Fill = fn(Request) -> Request;

#[tokio::test]
async fn headers_cookies_and_texts_are_arguments_too() {
    let (server, client) = start().await;
    let call = || Builder::new(&client, "a");
    let fills: [(Fill, Fill); 4] = [
        (|request| request.header("x-a", "1"), |request| request.header("x-a", "2")),
        (|request| request.cookie("a", Style::Form, true, "1"), |request| request.cookie("a", Style::Form, true, "2")),
        (|request| request.text("text/plain", "one"), |request| request.text("text/plain", "two")),
        (
            |request| request.options(RequestOptions::new().header("x-b", "1")),
            |request| request.options(RequestOptions::new().header("x-b", "2")),
        ),
    ];
    for (number, (right, wrong)) in fills.into_iter().enumerate() {
        let call = || call().limit(i32::try_from(number).unwrap());
        server.when(call().with(right)).respond(&json!(1)).await;
        assert_eq!(call().with(right).status().await, 200, "{number}");
        assert_eq!(call().with(wrong).status().await, 501, "{number}");
        assert_eq!(call().status().await, 501, "{number}");
    }
    // A client that says other things of itself makes the same calls.
    server.when(call()).respond(&json!(1)).await;
    let other = server.client_builder().header("x-tenant", "acme").user_agent("other").build().unwrap();
    assert_eq!(Builder::new(&other, "a").status().await, 200);
}

#[tokio::test]
async fn what_it_is_not_told_of_is_named() {
    let (_server, client) = start().await;
    let error = Builder::new(&client, "a").limit(1).await.unwrap_err();
    let expected = "the mock server has no response for POST /things/a?limit=1 with this body and these headers";
    assert_eq!(error.body().unwrap(), expected);
}

#[tokio::test]
async fn forms_of_parts_are_not_compared() {
    let (server, client) = start().await;
    let upload = |content: &'static str| {
        Builder::new(&client, "a").with(|request| request.file_part("f", None, FilePart::new("f", content)))
    };
    server.when(upload("one")).respond(&json!(1)).await;
    assert_eq!(upload("two").status().await, 200);
}

#[tokio::test]
async fn errors_and_other_statuses_are_answers() {
    let (server, client) = start().await;
    let call = |id: &str| Builder::new(&client, id);
    server.when(call("a")).respond_error(CallError::Busy(json!({"why": 1}))).await;
    server.when(call("b")).header("x-one", "1").respond_error(CallError::NotFound).await;
    server.when(call("c")).respond_status(418, &[("x-one", "1")], "short").await;
    let error = call("a").await.unwrap_err();
    assert_eq!(error.api().unwrap().body(), &CallError::Busy(json!({"why": 1})));
    assert_eq!(error.headers().unwrap().get("content-type").unwrap(), "application/json");
    let error = call("b").await.unwrap_err();
    assert_eq!(error.api().unwrap().body(), &CallError::NotFound);
    assert_eq!(error.headers().unwrap().get("x-one").unwrap(), "1");
    let error = call("c").await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.body().unwrap()), (418, &"short".into()));
    assert_eq!(error.headers().unwrap().get("x-one").unwrap(), "1");
    assert_eq!(server.requests().await, 3);
}

#[tokio::test]
async fn answers_come_in_turn_and_after_a_while() {
    let (server, client) = start().await;
    let call = || Builder::new(&client, "a");
    server.when(call()).times(0).respond(&json!(0)).await;
    server.when(call()).times(2).respond(&json!(1)).await;
    server.when(call()).delay(Duration::from_millis(50)).respond(&json!(2)).await;
    assert_eq!((call().await.unwrap(), call().await.unwrap()), (json!(1), json!(1)));
    let start = Instant::now();
    assert_eq!(call().await.unwrap(), json!(2));
    assert!(start.elapsed() >= Duration::from_millis(50));
}

#[tokio::test]
async fn an_expected_call_that_is_made_passes() {
    let (server, client) = start().await;
    server.when(Builder::new(&client, "a")).expect(1).respond(&json!(1)).await;
    Builder::new(&client, "a").await.unwrap();
    server.verify().await;
}

#[tokio::test]
#[should_panic(expected = "- expected 2 times, was asked once: `call`, POST /things/a")]
async fn an_expected_call_that_is_not_made_fails() {
    let (server, client) = start().await;
    server.when(Builder::new(&client, "a")).expect(2).respond(&json!(1)).await;
    Builder::new(&client, "a").await.unwrap();
    server.verify().await;
}

#[tokio::test]
async fn a_call_that_can_not_be_sent_is_never_made() {
    let (server, client) = start().await;
    server.when(Builder::new(&client, "..")).expect(0).respond(&json!(1)).await;
    assert!(matches!(Builder::new(&client, "..").await, Err(Error::InvalidArgument(_))));
}

#[tokio::test]
async fn the_base_path_of_the_api_is_kept() {
    let server = MockServer::<Client>::of(&API_WITH_BASE_PATH).await;
    assert_eq!(server.base_url(), format!("{}/beta", server.origin()));
    let client = server.client().unwrap();
    server.when(Builder::new(&client, "a")).respond(&json!(1)).await;
    let outside = builder().base_url(server.base_url()).bearer_token("token").build().unwrap();
    assert_eq!(Builder::new(&outside, "a").status().await, 200);
}

#[tokio::test]
#[should_panic(
    expected = "- expected 2 times, was asked 3 times: `call`, POST /things/a?limit=1, with {\"x\":1}\nIt was asked:\n- \
                           POST /things/a?limit=1, and answered with 200\n"
)]
async fn a_call_is_answered_as_often_as_it_is_expected() {
    let (server, client) = start().await;
    let call = || Builder::new(&client, "a").limit(1).body(&json!({"x": 1}));
    server.when(call()).expect(2).respond(&json!(1)).await;
    for _ in 0..2 {
        call().await.unwrap();
    }
    let error = call().await.unwrap_err();
    let text = "the mock server is set to answer 2 times, but got one more call: `call`, POST /things/a?limit=1, with {\"x\":1}";
    assert_eq!((error.status().unwrap().as_u16(), error.body().unwrap()), (501, &text.into()));
    server.verify().await;
}

#[tokio::test]
async fn what_was_asked_instead_is_named() {
    let (server, client) = start().await;
    server.when(Builder::new(&client, "a").limit(1)).expect(1).respond(&json!(1)).await;
    let error = Builder::new(&client, "b").await.unwrap_err();
    let text = "the mock server has no response for POST /things/b with this body and these headers\n- there is a response for `call`, POST \
                /things/a?limit=1";
    assert_eq!(error.body().unwrap(), text);
    let verified = tokio::spawn(async move { server.verify().await }).await.unwrap_err().into_panic();
    assert_eq!(
        verified.downcast_ref::<String>().unwrap(),
        "the mock server didn't get the expected calls:\n- expected once, was asked 0 times: `call`, POST /things/a?limit=1\nIt was \
         asked:\n- POST /things/b, and had no answer (501)"
    );
}

#[tokio::test]
async fn a_test_that_fails_says_its_own_error() {
    async fn failing() -> Result<(), Error<CallError>> {
        let (server, client) = start().await;
        server.when(Builder::new(&client, "a")).expect(1).respond(&json!(1)).await;
        server.when(Builder::new(&client, "b")).respond_error(CallError::NotFound).await;
        Builder::new(&client, "b").await?;
        Builder::new(&client, "a").await?;
        server.verify().await;
        Ok(())
    }
    let error = failing().await.unwrap_err();
    assert_eq!(error.api().unwrap().body(), &CallError::NotFound);
}

#[tokio::test]
async fn a_call_that_is_not_expected_is_not_answered() {
    let (server, client) = start().await;
    server.when(Builder::new(&client, "a")).expect(0).respond(&json!(1)).await;
    assert_eq!(Builder::new(&client, "a").status().await, 501);
    assert!(tokio::spawn(async move { server.verify().await }).await.unwrap_err().is_panic());
}
