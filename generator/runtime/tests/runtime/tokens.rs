//! Tokens belong to no caller: how often they are fetched, and who waits.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::builder;
use crate::credentials::{BEARER, done, fetches, numbered, send, server, signed, tokens_of};
use crate::support::server::{Received, answer};
use crate::support::unruly::{Act, TestClock, Unruly};
use generator_runtime::codegen::{Operation, PLAIN};
use generator_runtime::{AccessToken, Client, Credentials, Error, RetryPolicy, TimeLimits, TokenFuture, TokenSource};

/// A server whose answers to requests for tokens come when there is a permit.
async fn gated(gate: &Arc<Semaphore>) -> Unruly {
    let (gate, tokens) = (Arc::clone(gate), AtomicUsize::new(0));
    Unruly::start(move |_, request| match request.target() {
        "POST /token" => Act::Wait(Arc::clone(&gate), numbered(tokens.fetch_add(1, Ordering::SeqCst) + 1)),
        _ => Act::Say(done(request)),
    })
    .await
}

/// The results of that many calls at once.
async fn at_once(client: &Client, operation: &'static Operation, calls: usize) -> usize {
    let calls = (0..calls).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { send(&client, operation).await.is_ok() })
    });
    let mut succeeded = 0;
    for call in calls.collect::<Vec<_>>() {
        succeeded += usize::from(call.await.unwrap());
    }
    succeeded
}

#[tokio::test]
async fn callers_that_give_up_before_the_token_comes_leave_it_to_the_later_ones() {
    let gate = Arc::new(Semaphore::new(0));
    let server = gated(&gate).await;
    let limits = TimeLimits::new().total(Duration::from_millis(20));
    let client = signed(&server, &TestClock::new()).time_limits(limits).build().unwrap();
    assert_eq!(at_once(&client, &BEARER, 50).await, 0);
    let error = send(&client, &BEARER).await.unwrap_err();
    assert!(matches!(&error, Error::TimeLimit(limit) if limit.is_total()), "{error:?}");
    assert_eq!(fetches(&server), 1, "all waited for one");
    gate.add_permits(1);
    while send(&client, &BEARER).await.is_err() {}
    assert_eq!(fetches(&server), 1);
}

#[tokio::test]
async fn a_slow_token_endpoint_is_asked_once_by_callers_with_less_patience() {
    let tokens = AtomicUsize::new(0);
    let server = Unruly::start(move |_, request| match request.target() {
        "POST /token" => {
            let gate = Arc::new(Semaphore::new(0));
            let opened = Arc::clone(&gate);
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_secs(2)).await;
                opened.add_permits(1);
            });
            Act::Wait(gate, numbered(tokens.fetch_add(1, Ordering::SeqCst) + 1))
        }
        _ => Act::Say(done(request)),
    })
    .await;
    let limits = TimeLimits::new().total(Duration::from_millis(1500));
    let client = signed(&server, &TestClock::new()).time_limits(limits).build().unwrap();
    assert_eq!(at_once(&client, &BEARER, 50).await, 0);
    // Whoever comes later has what the first ones began to wait for.
    assert_eq!(at_once(&client, &BEARER, 10).await, 10);
    assert!(fetches(&server) <= 2, "{}", fetches(&server));
}

#[tokio::test]
async fn a_request_that_is_dropped_while_it_fetches_cancels_nothing() {
    let gate = Arc::new(Semaphore::new(0));
    let server = gated(&gate).await;
    let client = signed(&server, &TestClock::new()).build().unwrap();
    let call = || {
        let client = client.clone();
        tokio::spawn(async move { send(&client, &BEARER).await })
    };
    let (first, second) = (call(), call());
    while fetches(&server) == 0 {
        tokio::task::yield_now().await;
    }
    first.abort();
    gate.add_permits(1);
    assert_eq!(second.await.unwrap().unwrap(), "done");
    assert_eq!((fetches(&server), tokens_of(&server)), (1, vec!["Bearer t1".to_owned()]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fetch_whose_runtime_ends_is_started_anew_by_those_who_wait() {
    let gate = Arc::new(Semaphore::new(0));
    let server = Arc::new(gated(&gate).await);
    let client = signed(&server, &TestClock::new()).build().unwrap();
    let (of_thread, asked) = (client.clone(), Arc::clone(&server));
    let other = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let call = tokio::spawn(async move { send(&of_thread, &BEARER).await.is_ok() });
            while fetches(&asked) == 0 {
                tokio::task::yield_now().await;
            }
            call.abort();
        });
    });
    other.join().unwrap();
    gate.add_permits(2);
    assert_eq!(send(&client, &BEARER).await.unwrap(), "done");
    assert_eq!((fetches(&server), tokens_of(&server)), (2, vec!["Bearer t2".to_owned()]));
}

#[tokio::test]
async fn a_wrong_secret_is_sent_once_in_a_while() {
    let server = server(|_| answer("401 Unauthorized", "", r#"{"error":"invalid_client"}"#), done).await;
    let clock = TestClock::new();
    let client = signed(&server, &clock).build().unwrap();
    // The pause doubles from one second up to ten.
    for (pass, expected) in
        [(0, 1), (0, 1), (999, 1), (1, 2), (1999, 2), (1, 3), (4000, 4), (8000, 5), (9999, 5), (1, 6), (10_000, 7)]
    {
        clock.advance(Duration::from_millis(pass));
        for _ in 0..10 {
            assert!(matches!(send(&client, &BEARER).await, Err(Error::Credentials(_))));
        }
        assert_eq!(fetches(&server), expected, "{pass}");
    }
}

#[tokio::test]
async fn busy_and_broken_token_endpoints_are_asked_again() {
    for status in ["500 Oops", "408 Slow", "429 Busy", "503 Busy"] {
        let busy = move |number| if number == 1 { answer(status, "", "") } else { numbered(number) };
        let (server, clock) = (server(busy, done).await, TestClock::new());
        let client = signed(&server, &clock).retry(RetryPolicy::new()).build().unwrap();
        send(&client, &BEARER).await.unwrap();
        assert_eq!((fetches(&server), clock.sleeps().len()), (2, 1), "{status}");
    }
}

#[tokio::test]
async fn of_a_token_endpoints_answer_a_mebibyte_is_read() {
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"access_token\":\"";
    let server = Unruly::start(move |_, _| Act::Repeat(head.to_owned(), vec![b'x'; 8192])).await;
    let client = signed(&server, &TestClock::new()).build().unwrap();
    let error = send(&client, &BEARER).await.unwrap_err();
    let text = "it is larger than 1048576 bytes, which is all that the client reads";
    let endpoint = format!("the token endpoint at {} answered 200 OK", server.url);
    assert_eq!(error.to_string(), format!("getThing: no access token could be fetched: {endpoint}: {text}"));
}

#[tokio::test]
async fn a_lifetime_that_is_no_positive_number_is_a_short_one() {
    for lifetime in ["0", "-1", "\"soon\"", "\"NaN\"", "\"inf\"", "true", "{}"] {
        let body =
            move |number| answer("200 OK", "", &format!(r#"{{"access_token":"t{number}","expires_in":{lifetime}}}"#));
        let (server, clock) = (server(body, done).await, TestClock::new());
        let client = signed(&server, &clock).build().unwrap();
        for (pass, expected) in [(0, 1), (50, 1), (11, 2)] {
            clock.advance(Duration::from_secs(pass));
            send(&client, &BEARER).await.unwrap();
            assert_eq!(fetches(&server), expected, "{lifetime}");
        }
    }
    for body in [
        r#"{"access_token":"t"}"#,
        r#"{"access_token":"t","expires_in":null}"#,
        r#"{"access_token":"t","expires_in":1e300}"#,
    ] {
        let (server, clock) = (server(|_| answer("200 OK", "", body), done).await, TestClock::new());
        let client = signed(&server, &clock).build().unwrap();
        send(&client, &BEARER).await.unwrap();
        clock.advance(Duration::from_secs(1_000_000));
        send(&client, &BEARER).await.unwrap();
        assert_eq!(fetches(&server), 1, "{body}");
    }
}

static FORBIDDEN: Operation = Operation {
    id: "getForbidden",
    method: "GET",
    path: "/forbidden",
    server: None,
    accept: "",
    security: Some(&[&["auth"]]),
    ..PLAIN
};

fn forbidding(request: &Received) -> String {
    match request.target() {
        "GET /forbidden" => answer("401 Unauthorized", "", ""),
        _ => done(request),
    }
}

#[tokio::test]
async fn an_operation_that_refuses_every_token_costs_one_fetch_per_cool_down() {
    let (server, clock) = (server(numbered, forbidding).await, TestClock::new());
    let client = signed(&server, &clock).build().unwrap();
    for round in 0..3 {
        for _ in 0..20 {
            let error = send(&client, &FORBIDDEN).await.unwrap_err();
            assert_eq!(error.status().unwrap().as_u16(), 401);
            send(&client, &BEARER).await.unwrap();
        }
        assert_eq!(fetches(&server), 2 + round, "the first one, and one for each round");
        clock.advance(Duration::from_secs(31));
    }
    let forbidden = server.targets().iter().filter(|target| *target == "GET /forbidden").count();
    assert_eq!(forbidden, 60 + 3, "sent once more where there was another token");
}

#[tokio::test]
async fn nobody_else_waits_while_a_refused_token_is_replaced() {
    let (gate, tokens) = (Arc::new(Semaphore::new(1)), AtomicUsize::new(0));
    let of_server = Arc::clone(&gate);
    let server = Unruly::start(move |_, request| match request.target() {
        "POST /token" => Act::Wait(Arc::clone(&of_server), numbered(tokens.fetch_add(1, Ordering::SeqCst) + 1)),
        _ => Act::Say(forbidding(request)),
    })
    .await;
    let client = signed(&server, &TestClock::new()).build().unwrap();
    send(&client, &BEARER).await.unwrap();
    let refused = client.clone();
    let refused = tokio::spawn(async move { send(&refused, &FORBIDDEN).await.unwrap_err().status() });
    while fetches(&server) < 2 {
        tokio::task::yield_now().await;
    }
    assert_eq!(at_once(&client, &BEARER, 10).await, 10);
    gate.add_permits(1);
    assert_eq!(refused.await.unwrap().unwrap().as_u16(), 401);
    assert_eq!(fetches(&server), 2);
}

/// A source that fails, takes its time and gives short-lived tokens at random, and knows how often it is asked at once.
struct Fickle {
    random: Mutex<fastrand::Rng>,
    now: AtomicUsize,
    most: Arc<AtomicUsize>,
}

impl TokenSource for Fickle {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(async {
            self.most.fetch_max(self.now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let (turns, fails, lifetime) = {
                let mut random = self.random.lock().unwrap();
                (random.usize(0..30), random.u8(0..3) == 0, random.u64(0..100))
            };
            for _ in 0..turns {
                tokio::task::yield_now().await;
            }
            self.now.fetch_sub(1, Ordering::SeqCst);
            if fails {
                Err("not now".into())
            } else {
                Ok(AccessToken::new("t").expires_in(Duration::from_secs(lifetime)))
            }
        })
    }
}

#[tokio::test]
async fn whoever_comes_and_goes_there_is_one_fetch_at_a_time_and_nobody_waits_for_ever() {
    let server = Unruly::start(|index, request| {
        Act::Say(if index % 7 == 0 { answer("401 Unauthorized", "", "") } else { done(request) })
    })
    .await;
    for seed in 0..20 {
        let (clock, most) = (TestClock::new(), Arc::<AtomicUsize>::default());
        let random = Mutex::new(fastrand::Rng::with_seed(seed));
        let source = Fickle { random, now: AtomicUsize::new(0), most: Arc::clone(&most) };
        let builder = builder().base_url(&server.url).credentials(Credentials::token_source(source));
        let client = builder.clock(clock.clone()).build().unwrap();
        let mut random = fastrand::Rng::with_seed(seed);
        let mut calls = Vec::new();
        for _ in 0..40 {
            let client = client.clone();
            calls.push(tokio::spawn(async move { send(&client, &BEARER).await.is_ok() }));
            for _ in 0..random.usize(0..10) {
                tokio::task::yield_now().await;
            }
            match random.u8(0..4) {
                0 => calls.swap_remove(random.usize(0..calls.len())).abort(),
                1 => clock.advance(Duration::from_millis(random.u64(0..20_000))),
                _ => {}
            }
        }
        for call in calls {
            let ended = tokio::time::timeout(Duration::from_secs(30), call).await;
            assert!(ended.is_ok(), "seed {seed}: one waits for ever");
        }
        assert_eq!(most.load(Ordering::SeqCst), 1, "seed {seed}");
    }
}
