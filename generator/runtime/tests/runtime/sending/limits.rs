//! How long requests take at most, and how much is read.

use std::convert::Infallible;
use std::time::Duration;

use crate::builder;
use crate::support::operations::GET;
use crate::support::server::answer;
use crate::support::unruly::{Act, Unruly};
use generator_runtime::codegen::{Operation, PLAIN, Request, decode};
use generator_runtime::{Client, Credentials, Error, RequestOptions, RetryPolicy, TimeLimits};

const SHORT: Duration = Duration::from_millis(60);

async fn send(client: &Client, options: RequestOptions) -> Result<String, Error<Infallible>> {
    let request = Request::new(client, &GET).options(options);
    request.send(decode::text).into_body().await
}

fn client(server: &Unruly, limits: TimeLimits) -> Client {
    builder().base_url(&server.url).time_limits(limits).build().unwrap()
}

#[tokio::test]
async fn an_attempt_ends_whatever_does_not_come() {
    for text in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\ndon"] {
        let server = Unruly::start(move |_, _| Act::Stall(text.to_owned())).await;
        let error = send(&client(&server, TimeLimits::none().attempt(SHORT)), RequestOptions::new()).await.unwrap_err();
        let Error::TimeLimit(limit) = &error else { panic!("{error:?}") };
        assert_eq!((limit.limit(), limit.is_total()), (SHORT, false));
        assert!(error.is_retryable());
        assert_eq!(error.to_string(), "getThing: an attempt took longer than 60ms");
    }
}

#[tokio::test]
async fn an_attempt_that_took_too_long_is_made_again() {
    let server = Unruly::start(|index, _| match index {
        0 => Act::Stall(String::new()),
        _ => Act::Say(answer("200 OK", "", "done")),
    })
    .await;
    let policy = RetryPolicy::new().base_delay(Duration::from_millis(1));
    let options = RequestOptions::new().attempt_time_limit(SHORT).retry(policy);
    assert_eq!(send(&client(&server, TimeLimits::none()), options).await.unwrap(), "done");
    assert_eq!(server.received().len(), 2);
}

#[tokio::test]
async fn the_limit_in_all_counts_attempts_and_waits() {
    let server = Unruly::start(|_, _| Act::Say(answer("429 Slow Down", "retry-after: 30\r\n", ""))).await;
    let policy = RetryPolicy::new();
    let client = builder().base_url(&server.url).time_limits(TimeLimits::new().total(SHORT)).retry(policy);
    let error = send(&client.build().unwrap(), RequestOptions::new()).await.unwrap_err();
    let Error::TimeLimit(limit) = &error else { panic!("{error:?}") };
    assert!(limit.is_total());
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_request_can_have_limits_of_its_own() {
    let server = Unruly::start(|_, _| Act::Stall(String::new())).await;
    let client = client(&server, TimeLimits::new().total(Duration::from_secs(600)));
    for options in [RequestOptions::new().attempt_time_limit(SHORT), RequestOptions::new().total_time_limit(SHORT)] {
        let error = send(&client, options).await.unwrap_err();
        assert!(matches!(&error, Error::TimeLimit(limit) if limit.limit() == SHORT), "{error:?}");
    }
}

#[tokio::test]
async fn a_body_that_never_ends_is_read_to_the_cap() {
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
    let server = Unruly::start(move |_, _| Act::Repeat(head.to_owned(), vec![b'x'; 8192])).await;
    let client = builder().base_url(&server.url).max_body_size(100_000).build().unwrap();
    let error = send(&client, RequestOptions::new()).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "getThing: the server answered 200 OK, but its body is not the documented one: it is larger than 100000 bytes, \
         which is all that the client reads"
    );
    assert_eq!(error.body().unwrap().len(), 64 * 1024);
}

#[tokio::test]
async fn a_body_of_the_size_of_the_cap_is_read() {
    let server = Unruly::start(|_, _| Act::Say(answer("200 OK", "", "1234"))).await;
    let client = |bytes| builder().base_url(&server.url).max_body_size(bytes).build().unwrap();
    assert_eq!(send(&client(4), RequestOptions::new()).await.unwrap(), "1234");
    send(&client(3), RequestOptions::new()).await.unwrap_err();
}

#[tokio::test]
async fn of_an_error_the_start_is_enough() {
    let head = "HTTP/1.1 500 Oops\r\nconnection: close\r\n\r\n";
    let server = Unruly::start(move |_, _| Act::Repeat(head.to_owned(), vec![b'x'; 8192])).await;
    let client = builder().base_url(&server.url).max_body_size(1000).build().unwrap();
    let error = send(&client, RequestOptions::new()).await.unwrap_err();
    assert!(matches!(&error, Error::UnexpectedResponse(_)), "{error:?}");
    assert_eq!(error.body().unwrap().len(), 1000);
}

#[tokio::test]
async fn an_error_whose_body_breaks_is_still_that_error() {
    let text = "HTTP/1.1 503 Busy\r\nretry-after: 7\r\ncontent-length: 9\r\n\r\nbus";
    let server = Unruly::start(move |_, _| Act::Say(text.to_owned())).await;
    let error = send(&client(&server, TimeLimits::new()), RequestOptions::new()).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), &**error.body().unwrap()), (503, &b"bus"[..]));
    assert_eq!(error.headers().unwrap()["retry-after"], "7");
}

#[tokio::test]
async fn the_limit_in_all_counts_the_fetching_of_a_token() {
    static SIGNED: Operation = Operation {
        id: "getThing",
        method: "GET",
        path: "/thing",
        server: None,
        accept: "",
        security: Some(&[&["auth"]]),
        ..PLAIN
    };
    let server = Unruly::start(|_, _| Act::Stall(String::new())).await;
    let credentials = Credentials::client_credentials("id", "secret").token_url(&server.url);
    let client = builder().base_url(&server.url).credentials(credentials).time_limits(TimeLimits::new().total(SHORT));
    let request = Request::new(&client.build().unwrap(), &SIGNED);
    let error = request.send::<String, Infallible>(decode::text).await.unwrap_err();
    // The token's request has that limit, too; either of them may pass first.
    assert!(error.is_retryable(), "{error:?}");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_status_that_came_is_kept_where_its_body_stalls() {
    let text = "HTTP/1.1 409 Conflict\r\nx-why: known\r\ncontent-length: 9\r\n\r\ncon";
    let server = Unruly::start(move |_, _| Act::Stall(text.to_owned())).await;
    let client = client(&server, TimeLimits::new().attempt(Duration::from_millis(300)));
    let error = send(&client, RequestOptions::new()).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), &**error.body().unwrap()), (409, &b"con"[..]));
    assert_eq!(error.headers().unwrap()["x-why"], "known");
}
