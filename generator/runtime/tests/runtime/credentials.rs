//! Who signs requests in, and with what.

use std::convert::Infallible;
use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::support::server::{Received, answer};
use crate::support::unruly::{Act, TestClock, Unruly};
use crate::{API, builder};
use generator_runtime::codegen::{
    ApiDescription, OAuthUrl, Operation, PLAIN, Request, SecurityKind, SecurityScheme, decode,
};
use generator_runtime::{
    AccessToken, BuildError, Client, ClientAuthentication, ClientBuilder, Credentials, Error, RequestOptions,
    RetryPolicy, Server, TimeLimits, TokenFuture, TokenSource,
};

const SECRET: &str = "s3cret/+";

const fn operation(security: &'static [&'static [&'static str]]) -> Operation {
    Operation {
        id: "getThing",
        method: "GET",
        path: "/thing",
        server: None,
        accept: "",
        security: Some(security),
        ..PLAIN
    }
}

pub(crate) static BEARER: Operation = operation(&[&["auth"]]);

pub(crate) async fn send(client: &Client, operation: &'static Operation) -> Result<String, Error<Infallible>> {
    Request::new(client, operation).send(decode::text).into_body().await
}

/// A server that answers requests for tokens by `token`, which is given their number from 1 on, and others by `thing`.
pub(crate) async fn server(
    token: impl Fn(usize) -> String + Send + Sync + 'static,
    thing: impl Fn(&Received) -> String + Send + Sync + 'static,
) -> Unruly {
    let tokens = AtomicUsize::new(0);
    Unruly::start(move |_, request| {
        Act::Say(match request.target() {
            "POST /token" => token(tokens.fetch_add(1, Ordering::SeqCst) + 1),
            _ => thing(request),
        })
    })
    .await
}

/// `t1`, `t2` and so on, each good for 600 seconds.
pub(crate) fn numbered(number: usize) -> String {
    let body = format!(r#"{{"access_token":"t{number}","token_type":"bearer","expires_in":600}}"#);
    answer("200 OK", "content-type: application/json\r\n", &body)
}

pub(crate) fn done(_: &Received) -> String {
    answer("200 OK", "", "done")
}

pub(crate) fn signed(server: &Unruly, clock: &TestClock) -> ClientBuilder<Client> {
    let credentials = Credentials::client_credentials("the id", SECRET).token_url(format!("{}/token", server.url));
    builder().base_url(&server.url).credentials(credentials).clock(clock.clone())
}

pub(crate) fn tokens_of(server: &Unruly) -> Vec<String> {
    let received = server.received();
    let things = received.iter().filter(|request| request.target() == "GET /thing");
    things.map(|request| request.header("authorization").unwrap_or("-").to_owned()).collect()
}

pub(crate) fn fetches(server: &Unruly) -> usize {
    server.targets().iter().filter(|target| *target == "POST /token").count()
}

#[tokio::test]
async fn a_token_is_fetched_once_and_replaced_ahead_of_its_expiry() {
    let (server, clock) = (server(numbered, done).await, TestClock::new());
    let client = signed(&server, &clock).build().unwrap();
    for (pass, token) in [(0, "t1"), (539, "t1"), (2, "t1")] {
        clock.advance(Duration::from_secs(pass));
        send(&client, &BEARER).await.unwrap();
        assert_eq!(tokens_of(&server).last().unwrap(), &format!("Bearer {token}"));
    }
    // The last call has begun to replace it, and others don't wait for that.
    while tokens_of(&server).last().unwrap() != "Bearer t2" {
        send(&client, &BEARER).await.unwrap();
    }
    clock.advance(Duration::from_secs(530));
    send(&client, &BEARER).await.unwrap();
    let received = server.received();
    assert_eq!(fetches(&server), 2);
    assert_eq!(received[0].header("user-agent"), Some("tests/1.0"));
    // RFC 6749: both are encoded as a form's values before they are put together.
    assert_eq!(received[0].header("authorization"), Some("Basic dGhlJTIwaWQ6czNjcmV0JTJGJTJC"));
    assert_eq!(received[0].header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(received[0].body, b"grant_type=client_credentials");
}

#[tokio::test]
async fn id_and_secret_can_go_in_the_body_with_scopes() {
    let server = server(numbered, done).await;
    let credentials = Credentials::client_credentials("the id", SECRET)
        .token_url(format!("{}/token", server.url))
        .authentication(ClientAuthentication::Body)
        .scopes(["a:read", "b"]);
    let client = builder().base_url(&server.url).credentials(credentials).build().unwrap();
    send(&client, &BEARER).await.unwrap();
    let received = server.received();
    assert_eq!(received[0].header("authorization"), None);
    assert_eq!(
        String::from_utf8_lossy(&received[0].body),
        "grant_type=client_credentials&client_id=the%20id&client_secret=s3cret%2F%2B&scope=a%3Aread%20b"
    );
}

#[tokio::test]
async fn a_token_that_can_not_be_replaced_is_used_while_it_is_good() {
    let failing = |number| if number == 1 { numbered(1) } else { answer("400 Bad Request", "", "{}") };
    let (server, clock) = (server(failing, done).await, TestClock::new());
    let client = signed(&server, &clock).build().unwrap();
    send(&client, &BEARER).await.unwrap();
    clock.advance(Duration::from_secs(545));
    for _ in 0..20 {
        send(&client, &BEARER).await.unwrap();
    }
    assert_eq!(fetches(&server), 2, "the next one waits");
    clock.advance(Duration::from_secs(60));
    assert!(matches!(send(&client, &BEARER).await.unwrap_err(), Error::Credentials(_)));
    assert_eq!(tokens_of(&server), ["Bearer t1"; 21]);
}

/// Calls 200 times at once.
async fn two_hundred(client: &Client) -> usize {
    let calls: Vec<_> = (0..200)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { send(&client, &BEARER).await.is_ok() })
        })
        .collect();
    let mut succeeded = 0;
    for call in calls {
        succeeded += usize::from(call.await.unwrap());
    }
    succeeded
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_expires_is_replaced_once_with_200_requests_in_flight() {
    let (server, clock) = (server(numbered, done).await, TestClock::new());
    let client = signed(&server, &clock).build().unwrap();
    send(&client, &BEARER).await.unwrap();
    clock.advance(Duration::from_secs(601));
    assert_eq!(two_hundred(&client).await, 200);
    assert_eq!(fetches(&server), 2);
    assert_eq!(tokens_of(&server).iter().filter(|token| *token == "Bearer t2").count(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_is_refused_is_replaced_once_with_200_requests_in_flight() {
    let refusing = |request: &Received| match request.header("authorization") {
        Some("Bearer t1") => answer("401 Unauthorized", "", ""),
        _ => done(request),
    };
    let server = server(numbered, refusing).await;
    let client = signed(&server, &TestClock::new()).build().unwrap();
    assert_eq!(two_hundred(&client).await, 200);
    assert_eq!(fetches(&server), 2);
}

#[tokio::test]
async fn a_request_that_is_refused_with_a_fresh_token_is_not_sent_a_third_time() {
    let server = server(numbered, |_| answer("401 Unauthorized", "", "")).await;
    let client = signed(&server, &TestClock::new()).build().unwrap();
    let error = send(&client, &BEARER).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(tokens_of(&server), ["Bearer t1", "Bearer t2"]);
}

#[tokio::test]
async fn a_token_of_the_callers_own_is_not_replaced() {
    let server = server(numbered, |_| answer("401 Unauthorized", "", "")).await;
    let client = builder().base_url(&server.url).bearer_token("own").build().unwrap();
    send(&client, &BEARER).await.unwrap_err();
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn wrong_credentials_are_an_error_that_all_who_wait_share() {
    let refusal = r#"{"error":"invalid_client","error_description":"no such client"}"#;
    let server = server(move |_| answer("401 Unauthorized", "", refusal), done).await;
    let client = signed(&server, &TestClock::new()).build().unwrap();
    assert_eq!(two_hundred(&client).await, 0);
    assert_eq!(server.received().len(), 1);

    let error = send(&client, &BEARER).await.unwrap_err();
    let Error::Credentials(reason) = &error else { panic!("{error:?}") };
    assert!(!reason.is_missing());
    let reason =
        format!("the token endpoint at {} answered 401 Unauthorized: invalid_client: no such client", server.url);
    assert_eq!(error.to_string(), format!("getThing: no access token could be fetched: {reason}"));
    assert_eq!(error.source().unwrap().to_string(), reason);
    assert!(!format!("{error:?}").contains(SECRET));
}

#[tokio::test]
async fn answers_of_a_token_endpoint_that_are_none() {
    for (body, reason) in [
        ("", "its answer has no `access_token`"),
        (r#"{"access_token":"t","token_type":"mac"}"#, "its token is of the type `mac`, which the client can't send"),
    ] {
        let server = server(move |_| answer("200 OK", "", body), done).await;
        let error = send(&signed(&server, &TestClock::new()).build().unwrap(), &BEARER).await.unwrap_err();
        assert!(error.source().unwrap().to_string().ends_with(reason), "{error:?}");
    }
}

#[tokio::test]
async fn fetching_a_token_is_retried_and_never_redirected() {
    let busy = |number| if number == 1 { answer("503 Busy", "", "") } else { numbered(number) };
    let (busy, clock) = (server(busy, done).await, TestClock::new());
    let client = signed(&busy, &clock).retry(RetryPolicy::new()).build().unwrap();
    send(&client, &BEARER).await.unwrap();
    assert_eq!((fetches(&busy), clock.sleeps().len()), (2, 1));

    let other = server(numbered, done).await;
    let location = format!("location: {}/token\r\n", other.url);
    let moved = server(move |_| answer("307 Moved", &location, ""), done).await;
    send(&signed(&moved, &TestClock::new()).build().unwrap(), &BEARER).await.unwrap_err();
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn nobody_waits_for_a_replacement_while_the_old_token_is_good() {
    let tokens = AtomicUsize::new(0);
    let server = Unruly::start(move |_, request| match request.target() {
        "POST /token" if tokens.fetch_add(1, Ordering::SeqCst) == 1 => Act::Stall(String::new()),
        "POST /token" => Act::Say(numbered(1)),
        _ => Act::Say(done(request)),
    })
    .await;
    let clock = TestClock::new();
    let client = signed(&server, &clock).build().unwrap();
    send(&client, &BEARER).await.unwrap();
    clock.advance(Duration::from_secs(550));
    send(&client, &BEARER).await.unwrap();
    while fetches(&server) < 2 {
        tokio::task::yield_now().await;
    }
    send(&client, &BEARER).await.unwrap();
    assert_eq!(tokens_of(&server), ["Bearer t1"; 3]);
}

#[tokio::test]
async fn a_token_that_lasts_no_longer_than_its_fetch_is_shared_all_the_same() {
    let short = |_| answer("200 OK", "", r#"{"access_token":"t","expires_in":"0"}"#);
    let server = server(short, done).await;
    let client = signed(&server, &TestClock::new()).build().unwrap();
    assert_eq!(two_hundred(&client).await, 200);
    assert!(fetches(&server) < 20, "{}", fetches(&server));
}

#[tokio::test]
async fn both_causes_are_given_where_a_token_is_refused_and_no_new_one_is_to_be_had() {
    let once = |number| if number == 1 { numbered(1) } else { answer("500 Oops", "", "") };
    let server = server(once, |_| answer("401 Unauthorized", "", "")).await;
    let client = signed(&server, &TestClock::new()).build().unwrap();
    let error = send(&client, &BEARER).await.unwrap_err();
    assert!(matches!(&error, Error::Credentials(reason) if reason.is_temporary()), "{error:?}");
    assert!(error.is_retryable());
    let refusal =
        "getThing: the server answered 401 Unauthorized to the access token, and: no access token could be fetched";
    let reason = format!("the token endpoint at {} answered 500 Internal Server Error: no reason is given", server.url);
    assert_eq!(error.to_string(), format!("{refusal}: {reason}"));
    // It is good for other operations, perhaps: it is sent once more, and not replaced again so soon.
    assert_eq!(send(&client, &BEARER).await.unwrap_err().status().unwrap().as_u16(), 401);
    assert_eq!((fetches(&server), tokens_of(&server)), (2, vec!["Bearer t1".to_owned(); 2]));
}

#[tokio::test]
async fn a_header_of_the_request_stands_in_place_of_the_clients_credentials() {
    static BOTH: Operation = operation(&[&["auth", "key"]]);
    let server = server(numbered, done).await;
    let builder =
        builder().base_url(&server.url).bearer_token("of-client").credentials(Credentials::api_key("of-client"));
    let client = builder.build().unwrap();
    let request = Request::new(&client, &BOTH)
        .options(RequestOptions::new().header("authorization", "Bearer own").header("x-api-key", "own"));
    request.send::<String, Infallible>(decode::text).await.unwrap();
    let received = server.received();
    let names = received[0].names();
    assert_eq!(names.iter().filter(|name| name.eq_ignore_ascii_case("authorization")).count(), 1);
    assert_eq!(
        (received[0].header("authorization"), received[0].header("x-api-key")),
        (Some("Bearer own"), Some("own"))
    );
}

struct Vault {
    asked: Arc<AtomicUsize>,
}

impl TokenSource for Vault {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(async {
            match self.asked.fetch_add(1, Ordering::SeqCst) {
                0 => Ok(AccessToken::new("own").expires_in(Duration::from_secs(10))),
                _ => Err("the vault is shut".into()),
            }
        })
    }
}

/// A source that never answers.
struct Silent;

impl TokenSource for Silent {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn a_source_of_tokens_has_a_time_limit_too() {
    let limits = TimeLimits::new().attempt(Duration::from_millis(30));
    let client = builder().base_url("https://api.example.com").credentials(Credentials::token_source(Silent));
    let error = send(&client.time_limits(limits).build().unwrap(), &BEARER).await.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "the source of tokens took longer than 30ms");
}

#[tokio::test]
async fn tokens_can_come_from_elsewhere() {
    let (server, clock, asked) = (server(numbered, done).await, TestClock::new(), Arc::<AtomicUsize>::default());
    let source = Credentials::token_source(Vault { asked: Arc::clone(&asked) });
    let client = builder().base_url(&server.url).credentials(source).clock(clock.clone()).build().unwrap();
    send(&client, &BEARER).await.unwrap();
    send(&client, &BEARER).await.unwrap();
    assert_eq!((tokens_of(&server), asked.load(Ordering::SeqCst)), (vec!["Bearer own".to_owned(); 2], 1));
    clock.advance(Duration::from_secs(11));
    let error = send(&client, &BEARER).await.unwrap_err();
    assert_eq!(error.source().unwrap().to_string(), "the vault is shut");
}

#[tokio::test]
async fn credentials_stand_where_the_scheme_says() {
    static HEADER: Operation = operation(&[&["key"]]);
    static QUERY: Operation = operation(&[&["queryKey"]]);
    static COOKIE: Operation = operation(&[&["cookieKey"]]);
    static BASIC: Operation = operation(&[&["basic"]]);
    static BOTH: Operation = operation(&[&["key", "basic"]]);
    static OPEN: Operation = operation(&[]);
    let server = server(numbered, done).await;
    let builder = builder().base_url(&server.url).credentials(Credentials::api_key("k ey&1"));
    let client = builder.credentials(Credentials::basic("user", "pass")).build().unwrap();
    for operation in [&HEADER, &QUERY, &COOKIE, &BASIC, &BOTH, &OPEN] {
        send(&client, operation).await.unwrap();
    }
    let received = server.received();
    let [header, query, cookie, basic, both, open] = &received[..] else { panic!("{received:?}") };
    assert_eq!(header.header("x-api-key"), Some("k ey&1"));
    assert_eq!(query.target(), "GET /thing?api%20key=k%20ey%261");
    assert_eq!(cookie.header("cookie"), Some("session=k%20ey&1"));
    assert_eq!(basic.header("authorization"), Some("Basic dXNlcjpwYXNz"));
    assert_eq!((both.header("x-api-key"), both.header("authorization")), (Some("k ey&1"), Some("Basic dXNlcjpwYXNz")));
    assert_eq!((open.target(), open.names()), ("GET /thing", vec!["user-agent", "accept", "accept-encoding", "host"]));
}

#[tokio::test]
async fn of_several_alternatives_the_first_is_taken_that_can_be() {
    static ANY: Operation = operation(&[&["basic"], &["key", "queryKey"], &["auth"]]);
    static OPTIONAL: Operation = operation(&[&["auth"], &[]]);
    static CERTIFICATE: Operation = operation(&[&["certificate"]]);
    let server = server(numbered, done).await;
    let only =
        |scheme, credentials| builder().base_url(&server.url).credentials_for(scheme, credentials).build().unwrap();
    let token = only("auth", Credentials::bearer("token"));
    send(&token, &ANY).await.unwrap();
    assert_eq!(server.received()[0].header("authorization"), Some("Bearer token"));

    // One of two keys is not enough, and the credentials of one scheme are no other's.
    let key = only("key", Credentials::api_key("k"));
    let error = send(&key, &ANY).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "getThing: the client has no credentials for `basic` or `key` with `queryKey` or `auth`"
    );
    assert_eq!(server.received().len(), 1, "nothing was sent");

    // A header of the caller's is as good, what is optional can be left out, and what is unknown is the caller's own.
    let header = builder()
        .base_url(&server.url)
        .header("X-API-Key", "own")
        .credentials_for("queryKey", Credentials::api_key("k"));
    for (client, operation) in [(&header.build().unwrap(), &ANY), (&key, &OPTIONAL), (&key, &CERTIFICATE)] {
        send(client, operation).await.unwrap();
    }
    let received = server.received();
    assert_eq!((received[1].target(), received[1].header("x-api-key")), ("GET /thing?api%20key=k", Some("own")));
    assert!(received[2..].iter().all(|request| request.header("authorization").is_none()));
}

fn refused(builder: ClientBuilder<Client>) -> String {
    builder.base_url("https://api.example.com").build().unwrap_err().to_string()
}

#[test]
fn credentials_that_can_not_be_sent_are_errors_of_the_builder() {
    for (credentials, reason) in [
        (Credentials::bearer("a b"), "the bearer token is empty or has characters that can't be sent"),
        (Credentials::basic("a:b", "c"), "the user's name has a colon or characters that can't be sent"),
        (Credentials::api_key("a\nb"), "the API key is empty or has characters that can't be sent"),
        (
            Credentials::client_credentials("a", "b").token_url("ftp://example.com").into(),
            "the token URL can't be used: it has to be an `http` or `https` URL without user info",
        ),
    ] {
        assert_eq!(refused(builder().credentials(credentials)), reason);
    }
    assert_eq!(
        refused(builder().credentials_for("nothing", Credentials::api_key("k"))),
        "credentials are given for `nothing`, which is not one of the API's security schemes"
    );
}

#[test]
fn secrets_are_in_no_debug_output() {
    let all = [
        Credentials::client_credentials("id", SECRET).into(),
        Credentials::bearer(SECRET),
        Credentials::basic("user", SECRET),
        Credentials::api_key(SECRET),
    ];
    let mut builder = builder().header("X-Other", SECRET);
    for credentials in all {
        assert!(!format!("{credentials:?}").contains(SECRET));
        builder = builder.credentials(credentials);
    }
    assert!(!format!("{builder:?}").contains(SECRET), "{builder:?}");
    assert!(!format!("{:?}", AccessToken::new(SECRET)).contains(SECRET));
}

/// The client of an API with that token URL, or why there is none.
fn with_token_url(template: &'static str, is_configured: bool, server: Server) -> Result<Client, BuildError> {
    let kind = SecurityKind::Bearer {
        token_url: Some(OAuthUrl { template, is_configured }),
        authorization_url: None,
        user_token_url: None,
        refresh_url: None,
    };
    let api = ApiDescription {
        security_schemes: Box::leak(Box::new([SecurityScheme { name: "auth", kind }])),
        environment: None,
        ..API
    };
    let builder = ClientBuilder::new(Box::leak(Box::new(api))).http_client_builder(crate::http_client());
    builder.server(server).credentials(Credentials::client_credentials("id", SECRET)).build()
}

#[test]
fn id_and_secret_go_to_no_host_that_nobody_chose() {
    let tenant = || Server::from_template("https://{tenant}.example.com/v1", [("tenant", "acme".to_owned())]);
    for (template, is_configured) in [
        ("/oauth/token", false),
        ("oauth/token", false),
        ("https://acme.example.com/oauth/token", false),
        ("https://{tenant}.login.example.com/token", false),
        ("{server.origin}/oauth/token", true),
        ("https://login.example.org/token", true),
    ] {
        assert!(with_token_url(template, is_configured, tenant()).is_ok(), "{template}");
    }
    for template in [
        "https://tenant.example.com/oauth/token",
        "https://example.com/oauth/token",
        "http://acme.example.com/oauth/token",
        "//evil.example/token",
        "https://{region}.example.com/token",
        "https://acme.example.com.evil.example/token",
        "http://{tenant}.example.com/token",
        "https://login.example.org/{tenant}/token",
    ] {
        let error = with_token_url(template, false, tenant()).unwrap_err();
        assert!(matches!(error, BuildError::NoTokenUrl { .. }), "{template}: {error}");
    }
}

#[tokio::test]
async fn each_scheme_has_its_own_token_url() {
    let server = Unruly::start(|_, request| {
        Act::Say(if request.target().starts_with("POST") { numbered(1) } else { done(request) })
    })
    .await;
    let scheme = |name, template| SecurityScheme {
        name,
        kind: SecurityKind::Bearer {
            token_url: Some(OAuthUrl { template, is_configured: false }),
            authorization_url: None,
            user_token_url: None,
            refresh_url: None,
        },
    };
    let schemes = Box::leak(Box::new([scheme("other", "/other"), scheme("auth", "/token")]));
    let api = Box::leak(Box::new(ApiDescription { security_schemes: schemes, environment: None, ..API }));
    let builder = ClientBuilder::<Client>::new(api).http_client_builder(crate::http_client()).base_url(&server.url);
    let client = builder.credentials_for("auth", Credentials::client_credentials("id", SECRET)).build().unwrap();
    send(&client, &BEARER).await.unwrap();
    assert_eq!(server.targets(), ["POST /token", "GET /thing"]);
}

#[tokio::test]
async fn a_token_url_is_relative_to_the_server() {
    for (template, target) in [("/token", "POST /token"), ("token", "POST /v1/token")] {
        let server = Unruly::start(|_, request| {
            Act::Say(if request.target().starts_with("POST") { numbered(1) } else { done(request) })
        })
        .await;
        let url = format!("{}/v1", server.url);
        let client = with_token_url(template, false, Server::url(url)).unwrap();
        send(&client, &BEARER).await.unwrap();
        assert_eq!(server.targets(), [target, "GET /v1/thing"]);
    }
}
