//! What is sent again, and after how long.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http::StatusCode;

use crate::support::operations::{GET, POST};
use crate::support::server::answer;
use crate::support::unruly::{Act, TestClock, Unruly};
use crate::{API, builder, http_client};
use generator_runtime::codegen::{ApiDescription, Operation, Request, decode};
use generator_runtime::{Client, ClientBuilder, Clock, Error, RequestOptions, RetryPolicy};

const TOO_MANY: &str = "429 Too Many Requests";
const UNAVAILABLE: &str = "503 Service Unavailable";

/// A server that answers so before it answers `"done"`.
async fn server_failing(times: usize, status: &'static str, headers: &'static str) -> Unruly {
    Unruly::start(move |index, _| {
        Act::Say(if index < times { answer(status, headers, "later") } else { answer("200 OK", "", "done") })
    })
    .await
}

fn client(server: &Unruly, clock: &TestClock) -> Client {
    builder().base_url(&server.url).retry(RetryPolicy::new()).clock(clock.clone()).build().unwrap()
}

async fn send(client: &Client, operation: &'static Operation) -> Result<String, Error<Infallible>> {
    let mut request = Request::new(client, operation);
    if operation.method == "POST" {
        request = request.text("text/plain", "content");
    }
    request.send(decode::text).into_body().await
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// Whether a wait is what a server asked for, and not much more.
fn is_asked(sleep: Duration, asked: u64) -> bool {
    (seconds(asked)..=seconds(asked) * 5 / 4).contains(&sleep)
}

#[tokio::test]
async fn retry_after_in_seconds_is_waited_for_whatever_the_method() {
    for operation in [&GET, &POST] {
        for status in [TOO_MANY, UNAVAILABLE] {
            let (server, clock) = (server_failing(2, status, "retry-after: 7\r\n").await, TestClock::new());
            assert_eq!(send(&client(&server, &clock), operation).await.unwrap(), "done");
            let sleeps = clock.sleeps();
            assert_eq!(sleeps.len(), 2);
            assert!(sleeps.iter().all(|sleep| is_asked(*sleep, 7)), "{sleeps:?}");
            let received = server.received();
            assert_eq!(received.len(), 3);
            let body: &[u8] = if operation.method == "POST" { b"content" } else { b"" };
            assert!(received.iter().all(|request| request.body == body));
        }
    }
}

#[tokio::test]
async fn retry_after_can_be_a_date() {
    let (server, clock) =
        (server_failing(1, TOO_MANY, "retry-after: Sun, 22 Nov 2026 08:00:30 GMT\r\n").await, TestClock::new());
    assert_eq!(send(&client(&server, &clock), &POST).await.unwrap(), "done");
    assert!(matches!(clock.sleeps()[..], [sleep] if is_asked(sleep, 30)), "{clock:?}");
    // It counts from the answer's own date, whatever this machine's clock says.
    let headers = "date: Sun, 22 Nov 2026 09:00:00 GMT\r\nretry-after: Sun, 22 Nov 2026 09:00:20 GMT\r\n";
    let (server, clock) = (server_failing(1, TOO_MANY, headers).await, TestClock::new());
    assert_eq!(send(&client(&server, &clock), &POST).await.unwrap(), "done");
    assert!(matches!(clock.sleeps()[..], [sleep] if is_asked(sleep, 20)), "{clock:?}");
    // A date in the past says nothing, and back-off does.
    let (server, clock) =
        (server_failing(1, TOO_MANY, "retry-after: Sun, 22 Nov 2026 07:00:00 GMT\r\n").await, TestClock::new());
    assert_eq!(send(&client(&server, &clock), &POST).await.unwrap(), "done");
    assert!(matches!(clock.sleeps()[..], [sleep] if sleep <= Duration::from_millis(500)), "{clock:?}");
}

#[tokio::test]
async fn waits_double_up_to_a_bound_and_attempts_end() {
    let (server, clock) = (server_failing(100, TOO_MANY, "").await, TestClock::new());
    let policy = RetryPolicy::new().max_attempts(7).base_delay(seconds(1)).max_delay(seconds(5));
    let client = builder().base_url(&server.url).retry(policy).clock(clock.clone()).build().unwrap();
    let error = send(&client, &GET).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS));
    assert!(error.is_retryable());
    assert_eq!(server.received().len(), 7);
    let sleeps = clock.sleeps();
    for (sleep, bound) in sleeps.iter().zip([1, 2, 4, 5, 5, 5]) {
        assert!(*sleep <= seconds(bound), "{sleeps:?}");
    }
    assert_eq!(sleeps.len(), 6);
    // Jitter: they are neither all their bounds nor all none. The chance of this failing by accident is below 1e-15.
    assert!(sleeps.iter().any(|sleep| *sleep > Duration::from_millis(2)), "{sleeps:?}");
    assert_ne!(sleeps, [1, 2, 4, 5, 5, 5].map(seconds));
}

#[tokio::test]
async fn a_server_that_is_down_is_asked_again_where_that_does_no_harm() {
    for (status, repeated) in [
        ("502 Bad Gateway", 2),
        (UNAVAILABLE, 2),
        ("504 Gateway Timeout", 2),
        ("500 Oops", 2),
        ("408 Slow", 2),
        ("501 Never", 1),
    ] {
        let (server, clock) = (server_failing(1, status, "").await, TestClock::new());
        send(&client(&server, &clock), &GET).await.ok();
        assert_eq!(server.received().len(), repeated, "{status}");
        let (server, clock) = (server_failing(1, status, "").await, TestClock::new());
        send(&client(&server, &clock), &POST).await.unwrap_err();
        assert_eq!(server.received().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_wait_beyond_what_the_caller_allows_is_left_to_the_caller() {
    let (server, clock) = (server_failing(1, TOO_MANY, "retry-after: 61\r\n").await, TestClock::new());
    let error = send(&client(&server, &clock), &GET).await.unwrap_err();
    assert_eq!(error.headers().unwrap()["retry-after"], "61");
    assert_eq!((server.received().len(), clock.sleeps().len()), (1, 0));

    // 60, and 60 again: a third wait would go beyond the 120 in all.
    let (server, clock) = (server_failing(9, TOO_MANY, "retry-after: 60\r\n").await, TestClock::new());
    send(&client(&server, &clock), &GET).await.unwrap_err();
    let sleeps = clock.sleeps();
    assert!(sleeps.len() < 3 && sleeps.iter().all(|sleep| is_asked(*sleep, 60)), "{sleeps:?}");
}

#[tokio::test]
async fn a_connection_that_breaks_is_a_reason_to_repeat_what_is_idempotent() {
    let breaking = |text: &'static str| {
        Unruly::start(move |index, _| Act::Say(if index == 0 { text.to_owned() } else { answer("200 OK", "", "done") }))
    };
    for text in ["", "HTTP/1.1 200 OK\r\ncontent-le", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\ndon"] {
        let (server, clock) = (breaking(text).await, TestClock::new());
        assert_eq!(send(&client(&server, &clock), &GET).await.unwrap(), "done", "{text}");
        assert_eq!(server.received().len(), 2);
        let (server, clock) = (breaking(text).await, TestClock::new());
        let error = send(&client(&server, &clock), &POST).await.unwrap_err();
        assert!(matches!(&error, Error::Transport(_)) && error.was_sent() && !error.is_retryable(), "{error:?}");
        assert_eq!(server.received().len(), 1);
    }
}

#[tokio::test]
async fn a_connection_that_is_reset_is_one_that_breaks() {
    for text in ["", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\ndon"] {
        let resetting = || {
            Unruly::start(move |index, _| match index {
                0 => Act::Reset(text.to_owned()),
                _ => Act::Say(answer("200 OK", "", "done")),
            })
        };
        let (server, clock) = (resetting().await, TestClock::new());
        assert_eq!(send(&client(&server, &clock), &GET).await.unwrap(), "done", "{text}");
        assert_eq!(server.received().len(), 2);
        let (server, clock) = (resetting().await, TestClock::new());
        assert!(matches!(send(&client(&server, &clock), &POST).await, Err(Error::Transport(_))));
        assert_eq!(server.received().len(), 1);
    }
}

#[tokio::test]
async fn what_was_not_sent_is_sent_again_whatever_the_method() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    drop(closed);
    let clock = TestClock::new();
    let client = builder().base_url(url).retry(RetryPolicy::new()).clock(clock.clone()).build().unwrap();
    let error = send(&client, &POST).await.unwrap_err();
    assert!(matches!(&error, Error::Transport(error) if error.is_connect()), "{error:?}");
    assert_eq!(clock.sleeps().len(), 3);
    assert!(error.is_retryable() && !error.was_sent());
}

#[tokio::test]
async fn retries_can_be_switched_off_for_a_client_and_for_a_request() {
    let (server, clock) = (server_failing(9, TOO_MANY, "retry-after: 1\r\n").await, TestClock::new());
    let never = builder().base_url(&server.url).retry(RetryPolicy::none()).clock(clock.clone()).build().unwrap();
    send(&never, &GET).await.unwrap_err();
    assert_eq!(server.received().len(), 1);

    let request =
        Request::new(&client(&server, &clock), &GET).options(RequestOptions::new().retry(RetryPolicy::none()));
    request.send::<String, Infallible>(decode::text).await.unwrap_err();
    assert_eq!(server.received().len(), 2);

    let request = Request::new(&never, &GET).options(RequestOptions::new().retry(RetryPolicy::new().max_attempts(3)));
    request.send::<String, Infallible>(decode::text).await.unwrap_err();
    assert_eq!(server.received().len(), 5);
}

/// A clock whose waits never end, and that knows how many there are.
#[derive(Debug, Clone, Default)]
struct Forever(Arc<()>);

impl Clock for Forever {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let waiting = Arc::clone(&self.0);
        Box::pin(async move {
            std::future::pending::<()>().await;
            drop(waiting);
        })
    }
}

#[tokio::test]
async fn a_future_that_is_dropped_leaves_nothing_running() {
    let (server, clock) = (server_failing(9, TOO_MANY, "retry-after: 1\r\n").await, Forever::default());
    let client = builder().base_url(&server.url).retry(RetryPolicy::new()).clock(clock.clone()).build().unwrap();
    let idle = Arc::strong_count(&clock.0);
    let sending = tokio::spawn(async move { send(&client, &GET).await.map(drop).is_ok() });
    while Arc::strong_count(&clock.0) == idle {
        tokio::task::yield_now().await;
    }
    sending.abort();
    assert!(sending.await.unwrap_err().is_cancelled());
    // The client is gone, too.
    assert_eq!(Arc::strong_count(&clock.0), 1);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_retry_after_of_nothing_is_no_reason_to_hurry() {
    let (server, clock) = (server_failing(100, UNAVAILABLE, "retry-after: 0\r\n").await, TestClock::new());
    let policy = RetryPolicy::new().max_attempts(50);
    let client = builder().base_url(&server.url).retry(policy).retry_budget(1000).clock(clock.clone()).build().unwrap();
    send(&client, &POST).await.unwrap_err();
    let sleeps = clock.sleeps();
    assert_eq!(sleeps.len() + 1, server.received().len());
    // The waits of back-off, whose bounds double: 49 of them take minutes, up to the 120 seconds in all.
    assert!(sleeps.iter().sum::<Duration>() > seconds(30) && sleeps.len() < 30, "{sleeps:?}");
}

#[tokio::test]
async fn four_attempts_are_all_that_a_retry_after_of_nothing_gets() {
    let (server, clock) = (server_failing(100, UNAVAILABLE, "retry-after: 0\r\n").await, TestClock::new());
    let client = client(&server, &clock);
    send(&client, &GET).await.unwrap_err();
    assert_eq!((server.received().len(), clock.sleeps().len()), (4, 3));
    assert!(clock.sleeps().iter().all(|sleep| !sleep.is_zero()), "{:?}", clock.sleeps());
}

#[tokio::test]
async fn an_outage_is_not_answered_by_several_times_the_requests() {
    let (server, clock) = (server_failing(usize::MAX, UNAVAILABLE, "").await, TestClock::new());
    let client = client(&server, &clock);
    let calls = (0..500).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { send(&client, &GET).await.is_ok() })
    });
    for call in calls.collect::<Vec<_>>() {
        assert!(!call.await.unwrap());
    }
    assert_eq!(server.received().len(), 500 + 100);
}

#[tokio::test]
async fn successes_fill_the_budget_of_retries_again() {
    let server = Unruly::start(|_, request| {
        Act::Say(if request.target().ends_with("?fail=true") {
            answer("502 Bad", "", "")
        } else {
            answer("200 OK", "", "done")
        })
    })
    .await;
    let client = builder().base_url(&server.url).retry(RetryPolicy::new()).retry_budget(3).clock(TestClock::new());
    let client = client.build().unwrap();
    let failing = async || {
        let before = server.received().len();
        Request::new(&client, &GET).query("fail", &true).send::<_, Infallible>(decode::text).await.unwrap_err();
        server.received().len() - before
    };
    assert_eq!((failing().await, failing().await), (4, 1));
    for _ in 0..5 {
        send(&client, &GET).await.unwrap();
    }
    assert_eq!((failing().await, failing().await), (2, 1), "five successes are worth one retry");
}

/// A clock that keeps what is waited for, until all are let go.
#[derive(Debug, Clone)]
struct Crowd {
    gate: Arc<tokio::sync::Semaphore>,
    clock: TestClock,
}

impl Clock for Crowd {
    fn now(&self) -> Instant {
        self.clock.now()
    }

    fn system_time(&self) -> SystemTime {
        self.clock.system_time()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        drop(self.clock.sleep(duration));
        self.clock.advance_back(duration);
        let gate = Arc::clone(&self.gate);
        Box::pin(async move { gate.acquire().await.unwrap().forget() })
    }
}

#[tokio::test]
async fn those_who_were_told_to_come_back_do_not_come_at_once() {
    let (server, clock) = (server_failing(300, TOO_MANY, "retry-after: 1\r\n").await, TestClock::new());
    let crowd = Crowd { gate: Arc::new(tokio::sync::Semaphore::new(0)), clock: clock.clone() };
    let client = builder().base_url(&server.url).retry(RetryPolicy::new()).retry_budget(300).clock(crowd.clone());
    let client = client.build().unwrap();
    let calls = (0..300).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { send(&client, &GET).await.is_ok() })
    });
    let calls: Vec<_> = calls.collect();
    while clock.sleeps().len() < 300 {
        tokio::task::yield_now().await;
    }
    crowd.gate.add_permits(300);
    for call in calls {
        assert!(call.await.unwrap());
    }
    let mut sleeps = clock.sleeps();
    sleeps.sort();
    assert!(sleeps[0] >= seconds(1));
    for (index, first) in sleeps.iter().enumerate() {
        let together = sleeps[index..].iter().take_while(|sleep| **sleep < *first + Duration::from_millis(100)).count();
        assert!(together <= 30, "{together} from {first:?} on");
    }
}

#[tokio::test]
async fn a_key_makes_a_request_idempotent() {
    let (server, clock) = (server_failing(2, "500 Oops", "").await, TestClock::new());
    let options = RequestOptions::new().header("Idempotency-Key", "k1");
    let request = Request::new(&client(&server, &clock), &POST).text("text/plain", "content").options(options);
    request.send::<_, Infallible>(decode::text).await.unwrap();
    let received = server.received();
    assert_eq!(received.len(), 3);
    assert!(received.iter().all(|request| request.header("idempotency-key") == Some("k1")));
}

#[tokio::test]
async fn what_the_caller_may_repeat_depends_on_what_was_done() {
    for (status, headers, get, post) in [
        ("429 Slow", "", true, true),
        ("503 Busy", "retry-after: 1\r\n", true, true),
        ("503 Busy", "", true, false),
        ("500 Oops", "", true, false),
        ("408 Slow", "", true, false),
        ("400 Bad", "", false, false),
    ] {
        for (operation, is_retryable) in [(&GET, get), (&POST, post)] {
            let server = server_failing(1, status, headers).await;
            let client = builder().base_url(&server.url).build().unwrap();
            let error = send(&client, operation).await.unwrap_err();
            assert_eq!((error.is_retryable(), error.was_sent()), (is_retryable, true), "{status} {operation:?}");
        }
    }
}

static API_WITH_KEY: ApiDescription =
    ApiDescription { idempotency_key: Some("Idempotency-Key"), security_schemes: &[], environment: None, ..API };

#[tokio::test]
async fn a_query_only_reads() {
    static QUERY: Operation = Operation { method: "QUERY", ..POST };
    let (server, clock) = (server_failing(1, UNAVAILABLE, "").await, TestClock::new());
    let builder = || ClientBuilder::<Client>::new(&API_WITH_KEY).http_client_builder(http_client());
    let client = builder().base_url(&server.url).clock(clock).retry(RetryPolicy::new()).build().unwrap();
    let query = |client: &Client| {
        let request = Request::new(client, &QUERY).text("text/plain", "content");
        request.send::<String, Infallible>(decode::text).into_body()
    };
    assert_eq!(query(&client).await.unwrap(), "done");
    let received = server.received();
    assert_eq!(server.targets(), ["QUERY /thing", "QUERY /thing"]);
    assert!(received.iter().all(|it| it.body == b"content" && it.header("idempotency-key").is_none()));
    // So the caller may repeat it, too.
    for status in [UNAVAILABLE, "500 Oops"] {
        let server = server_failing(1, status, "").await;
        let client = builder().base_url(&server.url).retry(RetryPolicy::none()).build().unwrap();
        assert!(query(&client).await.unwrap_err().is_retryable(), "{status}");
    }
}

#[tokio::test]
async fn all_attempts_at_a_call_have_one_idempotency_key() {
    static KEYED: Operation = Operation { method: "POST", idempotency_key: Some("X-Once"), ..POST };
    let server = Unruly::start(|number, _| {
        Act::Say(if number % 2 == 0 { answer("502 Bad Gateway", "", "") } else { answer("200 OK", "", "done") })
    })
    .await;
    let client = builder().base_url(&server.url).clock(TestClock::new()).retry(RetryPolicy::new()).build().unwrap();
    let of_api = ClientBuilder::<Client>::new(&API_WITH_KEY).http_client_builder(http_client());
    let of_api = of_api.base_url(&server.url).clock(TestClock::new()).build().unwrap();
    for _ in 0..2 {
        assert_eq!(send(&client, &KEYED).await.unwrap(), "done", "what has a key may be sent twice");
    }
    assert_eq!(send(&of_api, &POST).await.unwrap(), "done");
    let own = RequestOptions::new().header("x-once", "mine");
    Request::new(&client, &KEYED).options(own).send::<String, Infallible>(decode::text).await.unwrap();
    assert_eq!(send(&of_api, &GET).await.unwrap(), "done");
    let received = server.received();
    let keys =
        |name: &str| received.iter().map(|it| it.header(name).unwrap_or_default().to_owned()).collect::<Vec<_>>();
    let once = keys("x-once");
    assert!(once[0] == once[1] && once[2] == once[3] && once[0] != once[2], "{once:?}");
    assert!(uuid_like(&once[0]), "{once:?}");
    assert_eq!((once[6].as_str(), once[7].as_str()), ("mine", "mine"));
    let of_api = keys("idempotency-key");
    assert!(of_api[4] == of_api[5] && uuid_like(&of_api[4]), "{of_api:?}");
    assert_eq!((of_api[0].as_str(), of_api[8].as_str()), ("", ""), "what reads needs none");
}

/// Whether it is a UUID of version 4.
fn uuid_like(key: &str) -> bool {
    let lengths: Vec<_> = key.split('-').map(str::len).collect();
    let variant = key.as_bytes()[19];
    lengths == [8, 4, 4, 4, 12] && key.as_bytes()[14] == b'4' && matches!(variant, b'8' | b'9' | b'a' | b'b')
}
