//! How many requests go out in a second.

use std::convert::Infallible;
use std::time::Duration;

use crate::builder;
use crate::support::operations::GET;
use crate::support::server::answer;
use crate::support::unruly::{Act, TestClock, Unruly};
use generator_runtime::codegen::{Request, decode};
use generator_runtime::{Client, RetryPolicy};

async fn serve(headers: &'static [&'static str]) -> (Unruly, TestClock, Client) {
    let server = Unruly::start(|number, _| {
        let headers = headers.get(number).copied().unwrap_or_default();
        let (status, headers) =
            headers.strip_prefix("429 ").map_or(("200 OK", headers), |rest| ("429 Slow Down", rest));
        Act::Say(answer(status, headers, ""))
    })
    .await;
    let clock = TestClock::new();
    let client = builder().base_url(&server.url).clock(clock.clone()).requests_per_second(10).build().unwrap();
    (server, clock, client)
}

async fn send(client: &Client) {
    _ = Request::new(client, &GET).send::<String, Infallible>(decode::text).await;
}

fn millis(clock: &TestClock) -> Vec<u128> {
    clock.sleeps().iter().map(Duration::as_millis).collect()
}

#[tokio::test]
async fn requests_are_spaced_out() {
    let (server, clock, client) = serve(&[]).await;
    for _ in 0..4 {
        send(&client).await;
    }
    assert_eq!((millis(&clock), server.targets().len()), (vec![100, 100, 100], 4));
    // Who comes late waits for nothing, and gets no more than others.
    clock.advance(Duration::from_secs(5));
    send(&client).await;
    send(&client).await;
    assert_eq!(millis(&clock), [100, 100, 100, 100]);
}

#[tokio::test]
async fn all_callers_of_a_client_share_the_limit() {
    let server = Unruly::start(|_, _| Act::Say(answer("200 OK", "", ""))).await;
    let client = builder().base_url(&server.url).requests_per_second(100).build().unwrap();
    let start = std::time::Instant::now();
    let calls: Vec<_> = (0..30)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { send(&client).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    assert!(start.elapsed() >= Duration::from_millis(290), "{:?}", start.elapsed());
}

#[tokio::test]
async fn servers_slow_all_callers_down() {
    // What is left lasts until the limit is reset.
    let (_server, clock, client) = serve(&["ratelimit: \"a\";r=2;t=4\r\n"]).await;
    for _ in 0..4 {
        send(&client).await;
    }
    // The first turn was given before anything was known.
    assert_eq!(millis(&clock), [100, 2000, 2000]);
    // Nothing is left.
    let (_server, clock, client) = serve(&["x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 7\r\n"]).await;
    send(&client).await;
    send(&client).await;
    assert_eq!(millis(&clock), [7000]);
    // Refused: for as long as it says, and more slowly from then on.
    let (_server, clock, client) = serve(&["429 retry-after: 3\r\n", "429 "]).await;
    for _ in 0..4 {
        send(&client).await;
    }
    assert_eq!(millis(&clock), [3000, 200, 400]);
    // No answer holds requests up for ever.
    let (_server, clock, client) = serve(&["429 retry-after: 86400\r\n"]).await;
    send(&client).await;
    send(&client).await;
    assert_eq!(millis(&clock), [60_000]);
}

#[tokio::test]
async fn attempts_count_as_requests() {
    let server = Unruly::start(|number, _| {
        Act::Say(if number == 0 { answer("503 Busy", "", "") } else { answer("200 OK", "", "") })
    })
    .await;
    let clock = TestClock::new();
    let retry = RetryPolicy::new().base_delay(Duration::ZERO);
    let client =
        builder().base_url(&server.url).clock(clock.clone()).retry(retry).requests_per_second(1).build().unwrap();
    send(&client).await;
    assert_eq!(millis(&clock), [0, 1000]);
}
