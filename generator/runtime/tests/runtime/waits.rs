//! Jobs that are waited for, with a clock that doesn't sleep.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value, json};

use crate::builder;
use crate::support::server::{Received, Server, answer};
use generator_runtime::codegen::{Operation, PLAIN, Request, Waiter, WaiterArgument, decode};
use generator_runtime::{AnyError, Client, Clock, Error, RequestOptions, Wait, WaitError, error_type};

/// A clock on which waiting takes no time; it remembers how long it was waited.
#[derive(Debug, Clone)]
struct Skipping {
    start: Instant,
    sleeps: Arc<Mutex<Vec<Duration>>>,
}

impl Skipping {
    fn new() -> Self {
        Self { start: Instant::now(), sleeps: Arc::default() }
    }

    fn seconds(&self) -> Vec<f64> {
        self.sleeps.lock().unwrap().iter().map(Duration::as_secs_f64).collect()
    }
}

impl Clock for Skipping {
    fn now(&self) -> Instant {
        self.start + self.sleeps.lock().unwrap().iter().sum::<Duration>()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.sleeps.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}

static START: Operation = Operation {
    id: "startExport",
    method: "POST",
    path: "/things/{thing}/exports",
    server: None,
    accept: "application/json",
    security: Some(&[&["auth"]]),
    ..PLAIN
};

static STATUS: Operation = Operation {
    id: "exportStatus",
    method: "GET",
    path: "/things/{thing}/exports/{export}",
    server: None,
    accept: "application/json",
    security: Some(&[&["auth"]]),
    ..PLAIN
};

static EXPORTED: Waiter = Waiter {
    status: &STATUS,
    arguments: &[
        WaiterArgument { parameter: "export", is_in_path: true, property: &["job", "id"] },
        WaiterArgument { parameter: "key", is_in_path: false, property: &["key"] },
    ],
    field: &["state"],
    done: &["DONE", "3", "true"],
    failed: &["FAILED"],
    interval: Duration::from_secs(2),
    limit: Duration::from_secs(600),
};

#[derive(Debug)]
enum Refusal {
    Default(String),
}

error_type! {
    Refusal;
    .. => Default: text,
}

type Export = Wait<Value, Refusal, Refusal>;

fn export(client: &Client) -> Export {
    let request = Request::new(client, &START)
        .path("thing", "a/b")
        .json("application/json", &json!({"format": "csv"}))
        .options(RequestOptions::new().header("x-run", "7"));
    request.wait(&EXPORTED, decode::json)
}

/// A server that starts a job and then gives its `states`, the last one again and again.
async fn serve(states: Vec<String>) -> (Server, Client, Skipping) {
    let states = Mutex::new(states.into_iter());
    let last = Mutex::new(String::new());
    serve_by(move |request| {
        if request.target().starts_with("POST") {
            return answer("202 Accepted", "", r#"{"job": {"id": "e 1"}, "key": 5, "state": "DONE"}"#);
        }
        if let Some(state) = states.lock().unwrap().next() {
            *last.lock().unwrap() = state;
        }
        last.lock().unwrap().clone()
    })
    .await
}

async fn serve_by(answer: impl Fn(&Received) -> String + Send + Sync + 'static) -> (Server, Client, Skipping) {
    let (server, clock) = (Server::start(answer).await, Skipping::new());
    let client = builder().base_url(&server.url).bearer_token("t0ken").clock(clock.clone()).build().unwrap();
    (server, client, clock)
}

fn state(state: &Value) -> String {
    answer("200 OK", "", &json!({"state": state, "size": 7}).to_string())
}

#[tokio::test]
async fn a_job_is_asked_for_until_it_is_done() {
    let states = [json!("QUEUED"), json!("A state that nobody listed"), json!(null), json!(4), json!("DONE")];
    let (server, client, clock) = serve(states.iter().map(state).collect()).await;
    assert_eq!(export(&client).await.unwrap(), json!({"state": "DONE", "size": 7}));
    let received = server.received();
    let targets: Vec<_> = received.iter().map(Received::target).collect();
    let question = "GET /things/a%2Fb/exports/e%201?key=5";
    assert_eq!(targets, ["POST /things/a%2Fb/exports", question, question, question, question, question]);
    assert_eq!(received[0].body, br#"{"format":"csv"}"#);
    for request in &received {
        assert_eq!(request.header("x-run"), Some("7"));
        assert_eq!(request.header("authorization"), Some("Bearer t0ken"));
    }
    assert!(received[1..].iter().all(|request| request.body.is_empty() && request.header("content-type").is_none()));
    assert_eq!(clock.seconds(), [2.0, 3.0, 4.5, 6.75, 10.125]);
}

#[tokio::test]
async fn states_can_be_numbers_and_booleans() {
    for done in [json!(3), json!(true)] {
        let (server, client, _) = serve(vec![state(&json!(false)), state(&done)]).await;
        assert_eq!(export(&client).await.unwrap()["state"], done);
        assert_eq!(server.received().len(), 3);
    }
}

#[tokio::test]
async fn the_waits_grow_to_ten_times_the_first_and_end_with_the_limit() {
    let (server, client, clock) = serve(vec![state(&json!("RUNNING"))]).await;
    let error = export(&client).interval(Duration::from_secs(1)).limit(Duration::from_secs(60)).await.unwrap_err();
    assert_eq!(error.to_string(), "the job was not done within 60s");
    let WaitError::LimitReached { limit, last: Some(last), .. } = error else { panic!("{error:?}") };
    assert_eq!((limit.as_secs(), &last["state"]), (60, &json!("RUNNING")));
    let seconds = clock.seconds();
    assert_eq!(seconds[..4], [1.0, 1.5, 2.25, 3.375]);
    assert_eq!(seconds[6..8], [10.0, 10.0]);
    // The last wait is what is left.
    assert!((seconds.iter().sum::<f64>() - 60.0).abs() < 1e-6, "{seconds:?}");
    assert_eq!(server.received().len(), seconds.len() + 1);
}

#[tokio::test]
async fn no_time_is_no_question() {
    let (server, client, _) = serve(Vec::new()).await;
    let error = export(&client).limit(Duration::ZERO).await.unwrap_err();
    assert!(matches!(error, WaitError::LimitReached { last: None, .. }));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_job_that_failed_gives_its_last_state() {
    let (_server, client, _) = serve(vec![state(&json!("RUNNING")), state(&json!("FAILED"))]).await;
    let error = export(&client).await.unwrap_err();
    assert_eq!(error.to_string(), "the job failed");
    assert!(matches!(error, WaitError::Failed(last) if last["size"] == 7));
}

#[tokio::test]
async fn a_job_that_does_not_start_is_not_asked_for() {
    let (server, client, clock) = serve_by(|_| answer("409 Conflict", "", "one is running")).await;
    let error = export(&client).await.unwrap_err();
    assert_eq!(error.to_string(), "startExport: the server answered 409 Conflict: one is running");
    let any = AnyError::from(export(&client).await.unwrap_err());
    assert_eq!(any.status().map(|status| status.as_u16()), Some(409));
    assert_eq!(any.body().map(|body| &**body), Some(&b"one is running"[..]));
    assert!(any.headers().is_some_and(|headers| headers.contains_key("content-length")));
    let WaitError::Start(Error::Api(error)) = error else { panic!("{error:?}") };
    assert!(matches!(error.body(), Refusal::Default(text) if text == "one is running"));
    assert_eq!((server.received().len(), clock.seconds().len()), (2, 0));
    let (_server, client, _) = serve_by(|_| answer("200 OK", "", "<html>")).await;
    assert!(matches!(export(&client).await.unwrap_err(), WaitError::Start(Error::Decode(_))));
}

#[tokio::test]
async fn an_answer_without_an_argument_says_which() {
    for body in [r#"{"job": {}, "key": 5}"#, r#"{"job": {"id": null}, "key": 5}"#, "[]"] {
        let (server, client, _) = serve_by(move |_| answer("200 OK", "", body)).await;
        let error = export(&client).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the job was started, but the response has no `export`, which the status request needs"
        );
        assert!(matches!(error, WaitError::MissingArgument { parameter: "export", .. }));
        assert_eq!(server.received().len(), 1);
    }
}

#[tokio::test]
async fn a_question_that_is_refused_ends_the_waiting() {
    let (server, client, _) = serve(vec![state(&json!("RUNNING")), answer("404 Not Found", "", "gone")]).await;
    let error = export(&client).await.unwrap_err();
    assert_eq!(error.to_string(), "exportStatus: the server answered 404 Not Found: gone");
    assert!(matches!(error, WaitError::Status(error) if matches!(*error, Error::Api(_))));
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn a_question_that_fails_in_passing_is_asked_again() {
    let busy = answer("503 Service Unavailable", "retry-after: 1\r\n", "");
    let (server, client, clock) = serve(vec![busy, state(&json!("DONE"))]).await;
    let request = Request::new(&client, &START)
        .path("thing", "a")
        .options(RequestOptions::new().retry(generator_runtime::RetryPolicy::new()));
    let wait: Export = request.wait(&EXPORTED, decode::json);
    wait.await.unwrap();
    assert_eq!(server.received().len(), 3);
    let seconds = clock.seconds();
    assert_eq!((seconds.len(), seconds[0]), (2, 2.0));
    assert!(seconds[1] >= 1.0, "{seconds:?}");
}

#[tokio::test]
async fn a_state_of_another_form_is_an_error_of_decoding() {
    let (_server, client, _) = serve(vec![state(&json!("DONE"))]).await;
    let request = Request::new(&client, &START).path("thing", "a");
    let wait: Wait<Vec<u8>, Refusal, Refusal> = request.wait(&EXPORTED, decode::json);
    assert!(matches!(wait.await.unwrap_err(), WaitError::Status(error) if matches!(*error, Error::Decode(_))));
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_awaited() {
    let (server, client, _) = serve(vec![state(&json!("DONE"))]).await;
    drop(export(&client).into_future());
    assert!(format!("{:?}", export(&client)).contains("exportStatus"));
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    assert!(server.received().is_empty());
    let done = tokio::spawn(export(&client).into_future());
    assert_eq!(done.await.unwrap().unwrap()["state"], "DONE");
}

#[tokio::test]
async fn an_outage_that_outlives_the_retries_does_not_end_the_waiting() {
    let busy = || answer("503 Service Unavailable", "", "");
    let (server, client, _) = serve(vec![busy(), busy(), busy(), state(&json!("DONE"))]).await;
    assert_eq!(export(&client).await.unwrap(), json!({"state": "DONE", "size": 7}));
    assert_eq!(server.received().len(), 5);
    // It ends with the limit.
    let (_server, client, _) = serve(vec![busy()]).await;
    assert!(matches!(export(&client).await, Err(WaitError::LimitReached { last: None, .. })));
}

#[tokio::test]
async fn every_error_has_the_job_and_it_can_be_waited_for_again() {
    let refused = answer("403 Forbidden", "", "no");
    let limit = Duration::from_secs(5);
    for (states, limit) in [
        (vec![state(&json!("FAILED"))], limit),
        (vec![refused, state(&json!("DONE"))], limit),
        (vec![answer("200 OK", "", "<"), answer("200 OK", "", "<"), state(&json!("DONE"))], limit),
        (vec![state(&json!("RUNNING"))], limit),
        (vec![answer("503 Busy", "", "")], limit),
        (Vec::new(), Duration::ZERO),
    ] {
        let (server, client, _) = serve(states).await;
        let error = export(&client).limit(limit).await.unwrap_err();
        let job = error.job().unwrap().clone();
        assert_eq!(job.answer()["job"]["id"], "e 1", "{error:?}");
        let before = server.received().len();
        export(&client).limit(Duration::from_secs(2)).resume(job).await.ok();
        let again = server.received().split_off(before);
        assert!(!again.is_empty() && again.iter().all(|request| request.target().starts_with("GET")), "{again:?}");
    }
    // The id is enough.
    let (server, client, _) = serve(vec![state(&json!("DONE"))]).await;
    export(&client).resume(generator_runtime::Job::new(json!({"job": {"id": 41}, "key": "k"}))).await.unwrap();
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_job_that_is_not_known_yet_and_an_answer_that_is_none_are_borne() {
    let missing = || answer("404 Not Found", "", "");
    let odd = || answer("200 OK", "", "<html>");
    let done = || state(&json!("DONE"));
    let (_server, client, _) = serve(vec![missing(), missing(), missing(), odd(), done()]).await;
    export(&client).await.unwrap();
    let (_server, client, _) = serve(vec![odd(), state(&json!("RUNNING")), odd(), done()]).await;
    export(&client).await.unwrap();
    for states in [vec![missing(), missing(), missing(), missing(), done()], vec![odd(), odd(), done()]] {
        let (_server, client, _) = serve(states).await;
        assert!(matches!(export(&client).await.unwrap_err(), WaitError::Status(_)));
    }
}
