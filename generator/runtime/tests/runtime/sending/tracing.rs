//! What is told to `tracing`: fields, and no secrets.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::{Debug, Write as _};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::builder;
use crate::support::server::answer;
use crate::support::unruly::{Act, TestClock, Unruly};
use generator_runtime::RetryPolicy;
use generator_runtime::codegen::{Operation, PLAIN, Request, decode};

static GET: Operation = Operation {
    id: "getThing",
    method: "GET",
    path: "/things/{id}",
    server: None,
    accept: "",
    security: Some(&[&["auth"]]),
    ..PLAIN
};

thread_local! {
    /// What was told on this thread, on which one test runs.
    static LOG: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Writes down all fields. It is the subscriber of the whole process: whether a span is wanted is asked once, and with
/// a subscriber of one thread the answer could come from another test's thread, which has none.
struct Log;

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        LOG.with_borrow_mut(|log| write!(log, "{field}={value:?} ").unwrap());
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("generator_runtime::")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        attributes.record(&mut Log);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Log);
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Log);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_request_is_a_span_without_secrets() {
    let server = Unruly::start(|index, _| {
        Act::Say(if index == 0 {
            answer("503 Busy", "", "")
        } else {
            answer("200 OK", "x-request-id: r1\r\n", "s3cret-body")
        })
    })
    .await;
    tracing::subscriber::set_global_default(Log).unwrap();
    // Another test may have asked before the subscriber was set.
    tracing::callsite::rebuild_interest_cache();
    let client = builder().base_url(&server.url).bearer_token("s3cret-token").clock(TestClock::new());
    let client = client.retry(RetryPolicy::new()).build().unwrap();
    let request = Request::new(&client, &GET).path("id", "s3cret-id");
    request.send::<String, Infallible>(decode::text).await.unwrap();
    let log = LOG.take();
    for field in [
        "operation=\"getThing\"",
        "method=\"GET\"",
        "route=\"/things/{id}\"",
        "status=503",
        "status=200",
        "attempt=2",
        "elapsed_ms=",
        "request_id=\"r1\"",
    ] {
        assert!(log.contains(field), "{field}: {log}");
    }
    assert!(!log.contains("s3cret"), "{log}");
    // Each attempt has an event, and the span has but the last.
    let count = |field: &str| log.matches(field).count();
    assert_eq!(
        (count("status=503"), count("attempt=1"), count("status=200"), count("attempt=2")),
        (1, 1, 2, 2),
        "{log}"
    );
    // A body that can't be read is told with the place.
    let request = Request::new(&client, &GET).path("id", "s3cret-id");
    request.send::<Vec<u8>, Infallible>(decode::json).await.unwrap_err();
    let log = LOG.take();
    assert!(log.contains("failure=\"decode\" path=\"") && !log.contains("s3cret"), "{log}");
}
