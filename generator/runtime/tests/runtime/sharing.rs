//! Clients of several APIs that share connections, tokens and limits.

use std::time::Duration;

use generator_runtime::codegen::{ApiClient, Operation, PLAIN};
use generator_runtime::{
    BuildError, Client, ClientAuthentication, ClientBuilder, Credentials, Error, RetryPolicy, api_client,
};

use crate::credentials::{BEARER, done, fetches, numbered, send, server, signed, tokens_of};
use crate::support::operations::GET;
use crate::support::server::answer;
use crate::support::unruly::{Act, TestClock, Unruly};
use crate::{builder, http_client};

/// One API of a tenant.
#[derive(Clone)]
struct Disks(Client);

api_client! {
    Disks;
    scheme "auth" => bearer,
    client_authentication => Basic,
}

/// Another one, whose schemes have other names.
#[derive(Clone)]
struct Rooms(Client);

api_client! {
    Rooms;
    scheme "code" => bearer(authorization specified "/sign-in"),
    scheme "oauth2" => bearer(specified "/token", authorization specified "/authorize"),
    scheme "key" => api_key(Header "X-Key"),
    security => [["oauth2"]],
    client_authentication => Body,
}

static ROOM: Operation = Operation { id: "getRoom", method: "GET", path: "/thing", accept: "", ..PLAIN };

fn disks(url: &str) -> ClientBuilder<Disks> {
    Disks::builder().base_url(url).http_client_builder(http_client()).retry(RetryPolicy::none())
}

fn rooms(url: &str) -> ClientBuilder<Rooms> {
    Rooms::builder().base_url(url).http_client_builder(http_client()).retry(RetryPolicy::none())
}

#[tokio::test]
async fn two_clients_of_one_tenant_ask_for_one_token() {
    let (server, clock) = (server(numbered, done).await, TestClock::new());
    let credentials = Credentials::client_credentials("id", "s3cret").token_url(format!("{}/token", server.url));
    let disks = disks(&server.url).credentials(credentials).clock(clock.clone()).build().unwrap();
    let rooms = rooms(&server.url).share(&disks).clock(clock.clone()).build().unwrap();
    let calls: Vec<_> = (0..50)
        .map(|number| {
            let (disks, rooms) = (disks.clone(), rooms.clone());
            tokio::spawn(async move {
                if number % 2 == 0 { send(&disks.0, &BEARER).await } else { send(&rooms.0, &ROOM).await }
            })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap(), "done");
    }
    assert_eq!((fetches(&server), tokens_of(&server)), (1, vec!["Bearer t1".to_owned(); 50]));
    // The client that shared may go; what it shared stays.
    drop(disks);
    clock.advance(Duration::from_secs(700));
    send(&rooms.0, &ROOM).await.unwrap();
    assert_eq!((fetches(&server), tokens_of(&server).last().unwrap().as_str()), (2, "Bearer t2"));
    // Each says who it is.
    let agents: Vec<_> = [Disks::API, Rooms::API].iter().map(|api| api.user_agent).collect();
    assert!(server.received().iter().all(|request| agents.contains(&request.header("user-agent").unwrap())));
}

#[tokio::test]
async fn a_token_that_one_client_finds_refused_is_replaced_for_both() {
    let server = server(numbered, |request| match request.header("authorization") {
        Some("Bearer t1") => answer("401 Unauthorized", "", ""),
        _ => done(request),
    })
    .await;
    let one = signed(&server, &TestClock::new()).build().unwrap();
    let other = builder().base_url(&server.url).share(&one).clock(TestClock::new()).build().unwrap();
    send(&one, &BEARER).await.unwrap();
    send(&other, &BEARER).await.unwrap();
    assert_eq!(
        (fetches(&server), tokens_of(&server)),
        (2, ["Bearer t1", "Bearer t2", "Bearer t2"].map(str::to_owned).to_vec())
    );
}

#[tokio::test]
async fn retries_and_requests_per_second_are_counted_together() {
    let server = Unruly::start(|_, _| Act::Say(answer("503 Service Unavailable", "", ""))).await;
    let clock = TestClock::new();
    let one = builder().base_url(&server.url).retry(RetryPolicy::new()).retry_budget(1).requests_per_second(2);
    let one = one.clock(clock.clone()).build().unwrap();
    let other = builder().base_url(&server.url).retry(RetryPolicy::new()).retry_budget(50).share(&one);
    let other = other.clock(clock.clone()).build().unwrap();
    send(&one, &GET).await.unwrap_err();
    assert_eq!(server.targets().len(), 2, "one retry");
    send(&other, &GET).await.unwrap_err();
    assert_eq!(server.targets().len(), 3, "the budget is used up");
    assert!(clock.sleeps().contains(&Duration::from_millis(500)), "{:?}", clock.sleeps());
}

#[tokio::test]
async fn own_credentials_come_before_shared_ones_and_those_of_other_schemes_stay_behind() {
    let server = server(numbered, done).await;
    let disks = disks(&server.url)
        .credentials_for("auth", Credentials::bearer("of-disks"))
        .credentials(Credentials::bearer("of-both"))
        .build()
        .unwrap();
    let shared = rooms(&server.url).share(&disks).build().unwrap();
    let own = rooms(&server.url).share(&disks).bearer_token("of-rooms").build().unwrap();
    for client in [&shared.0, &own.0] {
        send(client, &ROOM).await.unwrap();
    }
    assert_eq!(tokens_of(&server), ["Bearer of-both", "Bearer of-rooms"]);
    let of_scheme = self::disks(&server.url).credentials_for("auth", Credentials::bearer("of-disks")).build().unwrap();
    let rooms = rooms(&server.url).share(&of_scheme).build().unwrap();
    let error = send(&rooms.0, &ROOM).await.unwrap_err();
    assert!(matches!(&error, Error::Credentials(missing) if missing.is_missing()), "{error:?}");
}

#[tokio::test]
async fn own_credentials_come_before_shared_ones_of_the_same_scheme_or_of_another_alternative() {
    static EITHER: Operation =
        Operation { method: "GET", path: "/thing", security: Some(&[&["key"], &["oauth2"]]), ..PLAIN };
    let server = server(numbered, done).await;
    let of_scheme = rooms(&server.url).credentials_for("oauth2", Credentials::bearer("one")).build().unwrap();
    let own = rooms(&server.url).share(&of_scheme).bearer_token("own").build().unwrap();
    send(&own.0, &ROOM).await.unwrap();
    let keyed = rooms(&server.url).credentials(Credentials::api_key("one")).build().unwrap();
    let own = rooms(&server.url).share(&keyed).bearer_token("own").build().unwrap();
    send(&own.0, &EITHER).await.unwrap();
    assert_eq!(tokens_of(&server), ["Bearer own"; 2]);
    assert!(server.received().iter().all(|request| request.header("x-key").is_none()));
    // What a shared client shares comes last.
    let third = rooms(&server.url).share(&own).build().unwrap();
    send(&third.0, &EITHER).await.unwrap();
    assert_eq!(server.received().last().unwrap().header("x-key"), Some("one"));
    send(&third.0, &ROOM).await.unwrap();
    assert_eq!(tokens_of(&server).last().unwrap(), "Bearer own");
}

#[test]
fn shared_credentials_go_over_http_to_no_other_machine() {
    let one = disks("https://api.example.com").bearer_token("token").build().unwrap();
    let error = rooms("http://api.example.com").share(&one).build().unwrap_err();
    assert!(matches!(&error, BuildError::InsecureServer { .. }), "{error}");
    let anybody = disks("https://api.example.com").build().unwrap();
    assert!(rooms("http://api.example.com").share(&anybody).build().is_ok());
}

#[test]
fn the_urls_of_a_scheme_stand_in_its_row() {
    let flow = generator_runtime::AuthorizationCode::new("id", "http://127.0.0.1:8017/callback");
    let sign_in = rooms("https://api.example.com/v1").sign_in(flow.clone()).unwrap();
    assert!(sign_in.url().as_str().starts_with("https://api.example.com/sign-in?response_type=code&"));
    assert!(matches!(disks("https://api.example.com").sign_in(flow), Err(BuildError::NoAuthorizationUrl { .. })));
    assert_eq!(Rooms::API.client_authentication, ClientAuthentication::Body);
}
