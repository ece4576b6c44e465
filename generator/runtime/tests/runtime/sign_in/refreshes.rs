//! Refreshed tokens: whose they are, where they come from and what is kept of them.

use super::{Notes, REDIRECT, redirect, rotating};
use crate::credentials::{BEARER, done, fetches, send, server, tokens_of};
use crate::support::unruly::{Act, TestClock, Unruly};
use crate::{API, builder, http_client};
use generator_runtime::codegen::{ApiDescription, OAuthUrl, SecurityKind, SecurityScheme};
use generator_runtime::{
    AuthorizationCode, Client, ClientBuilder, Credentials, Error, TimeLimits, TokenSet, TokenStore as _,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, UNIX_EPOCH};
use tokio::sync::Semaphore;

#[tokio::test]
async fn a_clone_does_not_save_old_tokens_over_those_of_another_program() {
    let (server, clock) = (server(rotating, done).await, TestClock::new());
    let store = Notes::of(TokenSet::new("old").with_refresh_token("refresh-0").with_expiry(UNIX_EPOCH));
    let credentials = Credentials::stored("id", Arc::clone(&store)).token_url(format!("{}/token", server.url));
    let client = || {
        let builder = builder().base_url(&server.url).clock(clock.clone());
        builder.credentials(credentials.clone()).build().unwrap()
    };
    let (first, second) = (client(), client());
    send(&first, &BEARER).await.unwrap();
    assert_eq!(store.refresh_token(), "refresh-1");
    // Another program exchanges that refresh token.
    store.save(&TokenSet::new("theirs").with_refresh_token("refresh-9")).await.unwrap();
    send(&second, &BEARER).await.unwrap();
    assert_eq!(store.refresh_token(), "refresh-9");
    assert_eq!((fetches(&server), tokens_of(&server)), (1, vec!["Bearer t1".to_owned(), "Bearer theirs".to_owned()]));
    clock.advance(Duration::from_secs(700));
    send(&first, &BEARER).await.unwrap();
    assert_eq!(tokens_of(&server).last().unwrap(), "Bearer theirs");
    assert_eq!(*store.calls.lock().unwrap(), ["load", "save t1", "save theirs", "load", "load"]);
}

#[tokio::test]
async fn refresh_tokens_go_to_the_scheme_that_the_token_url_is_from() {
    let server = Unruly::start(|number, request| {
        Act::Say(if request.target() == "GET /thing" { done(request) } else { rotating(number) })
    })
    .await;
    let url = |template| Some(OAuthUrl { template, is_configured: false });
    let scheme = |name, token_url, refresh_url| SecurityScheme {
        name,
        kind: SecurityKind::Bearer {
            token_url,
            authorization_url: url("/authorize"),
            user_token_url: None,
            refresh_url,
        },
    };
    // The first one's token URL is on a host that nobody chose.
    let schemes = [
        scheme("elsewhere", url("https://login.example.org/token"), url("/elsewhere/refresh")),
        scheme("auth", url("/token"), None),
        scheme("other", url("/other/token"), url("/other/refresh")),
    ];
    let api = ApiDescription { security_schemes: Box::leak(Box::new(schemes)), environment: None, ..API };
    let api = Box::leak(Box::new(api));
    let clock = TestClock::new();
    let builder = || {
        let builder = ClientBuilder::<Client>::new(api).http_client_builder(http_client());
        builder.base_url(&server.url).clock(clock.clone())
    };
    let sign_in = builder().sign_in(AuthorizationCode::new("id", REDIRECT)).unwrap();
    let client = builder().credentials(sign_in.redirected(&redirect(&sign_in, "code")).unwrap()).build().unwrap();
    send(&client, &BEARER).await.unwrap();
    clock.advance(Duration::from_secs(700));
    send(&client, &BEARER).await.unwrap();
    assert_eq!(server.targets(), ["POST /token", "GET /thing", "POST /token", "GET /thing"]);
}

/// A server whose answers to requests for tokens come when there is a permit, and what makes clients that share a refresh token.
async fn gated(gate: &Arc<Semaphore>) -> (Unruly, impl Fn(TimeLimits) -> Client + use<>) {
    let (gate, tokens) = (Arc::clone(gate), AtomicUsize::new(0));
    let server = Unruly::start(move |_, request| match request.target() {
        "POST /token" => Act::Wait(Arc::clone(&gate), rotating(tokens.fetch_add(1, Ordering::SeqCst) + 1)),
        _ => Act::Say(done(request)),
    })
    .await;
    let url = server.url.clone();
    let credentials = Credentials::refresh_token("id", "refresh-0").token_url(format!("{url}/token"));
    let client = move |limits| {
        let builder = builder().base_url(&url).credentials(credentials.clone());
        builder.time_limits(limits).build().unwrap()
    };
    (server, client)
}

#[tokio::test]
async fn the_time_until_it_is_a_clients_turn_does_not_count() {
    let gate = Arc::new(Semaphore::new(0));
    let (server, client) = gated(&gate).await;
    let first = client(TimeLimits::new());
    // Six attempts' time is the limit of a fetch.
    let second = client(TimeLimits::new().attempt(Duration::from_millis(200)));
    let first = tokio::spawn(async move { send(&first, &BEARER).await });
    while fetches(&server) == 0 {
        tokio::task::yield_now().await;
    }
    let second = tokio::spawn(async move { send(&second, &BEARER).await });
    tokio::time::sleep(Duration::from_millis(1500)).await;
    gate.add_permits(1);
    assert_eq!(first.await.unwrap().unwrap(), "done");
    assert_eq!(second.await.unwrap().unwrap(), "done");
    assert_eq!((fetches(&server), tokens_of(&server)), (1, vec!["Bearer t1".to_owned(); 2]));
}

#[tokio::test]
async fn a_fetch_that_was_given_up_before_its_turn_sends_nothing() {
    let gate = Arc::new(Semaphore::new(0));
    let (server, client) = gated(&gate).await;
    let (first, third) = (client(TimeLimits::new()), client(TimeLimits::new()));
    let first = tokio::spawn(async move { send(&first, &BEARER).await });
    while fetches(&server) == 0 {
        tokio::task::yield_now().await;
    }
    let second = client(TimeLimits::new().attempt(Duration::from_millis(20)));
    let error = send(&second, &BEARER).await.unwrap_err();
    assert!(matches!(error, Error::Credentials(_)) && error.is_retryable(), "{error:?}");
    gate.add_permits(9);
    assert_eq!(first.await.unwrap().unwrap(), "done");
    // It has its turn after all of the second one's.
    assert_eq!(send(&third, &BEARER).await.unwrap(), "done");
    assert_eq!((fetches(&server), tokens_of(&server)), (1, vec!["Bearer t1".to_owned(); 2]));
}
