//! Users who sign in: with a browser, by refresh tokens, from a store.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::{Url, form_urlencoded};

use crate::credentials::{BEARER, done, fetches, numbered, send, server, tokens_of};
use crate::support::server::answer;
use crate::support::unruly::{Act, TestClock, Unruly};
use crate::{API, builder, http_client};
use generator_runtime::codegen::{ApiDescription, OAuthUrl, SecurityKind, SecurityScheme};
use generator_runtime::{
    AuthorizationCode, BuildError, Client, ClientAuthentication, ClientBuilder, Credentials, Error, Server, SignIn,
    SignInError, StoreFuture, TokenSet, TokenStore, UserCredentials,
};

mod refreshes;

const REDIRECT: &str = "http://127.0.0.1:8017/callback";

/// A store that notes what it is asked.
#[derive(Default)]
struct Notes {
    tokens: Mutex<Option<TokenSet>>,
    calls: Mutex<Vec<String>>,
    is_broken: Mutex<bool>,
}

impl Notes {
    fn of(tokens: TokenSet) -> Arc<Self> {
        Arc::new(Self { tokens: Mutex::new(Some(tokens)), ..Self::default() })
    }

    fn refresh_token(&self) -> String {
        self.tokens.lock().unwrap().as_ref().unwrap().refresh_token().unwrap().to_owned()
    }
}

impl TokenStore for Notes {
    fn load(&self) -> StoreFuture<'_, Option<TokenSet>> {
        self.calls.lock().unwrap().push("load".to_owned());
        Box::pin(async { Ok(self.tokens.lock().unwrap().clone()) })
    }

    fn save<'a>(&'a self, tokens: &'a TokenSet) -> StoreFuture<'a, ()> {
        self.calls.lock().unwrap().push(format!("save {}", tokens.access_token()));
        Box::pin(async {
            if *self.is_broken.lock().unwrap() {
                return Err("the disk is full".into());
            }
            *self.tokens.lock().unwrap() = Some(tokens.clone());
            Ok(())
        })
    }
}

/// Access tokens `t1`, `t2` and so on, each with a new refresh token `refresh-1`, `refresh-2`.
fn rotating(number: usize) -> String {
    let body = format!(r#"{{"access_token":"t{number}","refresh_token":"refresh-{number}","expires_in":600}}"#);
    answer("200 OK", "", &body)
}

fn refused(_: usize) -> String {
    answer("400 Bad Request", "", r#"{"error":"invalid_grant","error_description":"refresh-0 is revoked"}"#)
}

fn client(server: &Unruly, clock: &TestClock, credentials: UserCredentials) -> Client {
    let credentials = credentials.token_url(format!("{}/token", server.url));
    builder().base_url(&server.url).credentials(credentials).clock(clock.clone()).build().unwrap()
}

fn flow(server: &Unruly) -> AuthorizationCode {
    AuthorizationCode::new("the id", REDIRECT)
        .scopes(["read", "write"])
        .parameter("prompt", "login")
        .authorization_url(format!("{}/authorize?tenant=acme", server.url))
        .token_url(format!("{}/token", server.url))
}

fn pairs(query: &[u8]) -> BTreeMap<String, String> {
    form_urlencoded::parse(query).into_owned().collect()
}

/// The parameters of the request for a token with this number, from 0 on.
fn form(server: &Unruly, number: usize) -> BTreeMap<String, String> {
    let received = server.received();
    let mut requests = received.iter().filter(|request| request.target() == "POST /token");
    pairs(&requests.nth(number).unwrap().body)
}

/// What the browser is redirected to after the user signed in.
fn redirect(sign_in: &SignIn, code: &str) -> String {
    let state = &pairs(sign_in.url().query().unwrap().as_bytes())["state"];
    format!("{REDIRECT}?code={code}&state={state}")
}

#[tokio::test]
async fn a_code_is_exchanged_once_with_what_proves_who_asked_for_it() {
    let (server, clock) = (server(rotating, done).await, TestClock::new());
    let builder = builder().base_url(&server.url).clock(clock.clone());
    let sign_in = builder.sign_in(flow(&server)).unwrap();
    let asked = pairs(sign_in.url().query().unwrap().as_bytes());
    assert_eq!(sign_in.url().path(), "/authorize");
    for (name, value) in [
        ("tenant", "acme"),
        ("response_type", "code"),
        ("client_id", "the id"),
        ("redirect_uri", REDIRECT),
        ("scope", "read write"),
        ("code_challenge_method", "S256"),
        ("prompt", "login"),
    ] {
        assert_eq!(asked[name], value, "{name}");
    }
    assert!(asked["state"].len() == 43 && asked["state"] != asked["code_challenge"], "{asked:?}");

    let credentials = sign_in.redirected(&redirect(&sign_in, "the+code%2F")).unwrap();
    let client = builder.credentials(credentials).build().unwrap();
    for _ in 0..3 {
        send(&client, &BEARER).await.unwrap();
    }
    assert_eq!((fetches(&server), tokens_of(&server)), (1, vec!["Bearer t1".to_owned(); 3]));
    let sent = form(&server, 0);
    let names: Vec<&str> = sent.keys().map(String::as_str).collect();
    assert_eq!(names, ["client_id", "code", "code_verifier", "grant_type", "redirect_uri"]);
    assert_eq!(
        [&sent["client_id"], &sent["code"], &sent["grant_type"], &sent["redirect_uri"]],
        ["the id", "the code/", "authorization_code", REDIRECT]
    );
    assert_eq!(URL_SAFE_NO_PAD.encode(Sha256::digest(&sent["code_verifier"])), asked["code_challenge"]);
    assert_eq!(server.received()[0].header("authorization"), None, "it has no secret");

    // Later the refresh token is exchanged, and the one that came with the answer after that.
    for (pass, number) in [(700, 2), (700, 3)] {
        clock.advance(Duration::from_secs(pass));
        send(&client, &BEARER).await.unwrap();
        let sent = form(&server, number - 1);
        assert_eq!(sent["grant_type"], "refresh_token");
        assert_eq!(sent["refresh_token"], format!("refresh-{}", number - 1));
        assert_eq!(tokens_of(&server).last().unwrap(), &format!("Bearer t{number}"));
    }
}

#[tokio::test]
async fn no_two_sign_ins_are_alike_and_none_takes_the_redirect_of_another() {
    let server = server(numbered, done).await;
    let start = || builder().base_url(&server.url).sign_in(flow(&server)).unwrap();
    let (one, other) = (start(), start());
    assert_ne!(one.url(), other.url());
    for target in [redirect(&other, "c"), format!("{REDIRECT}?code=c"), REDIRECT.to_owned(), String::new()] {
        assert_eq!(one.redirected(&target).unwrap_err(), SignInError::WrongState, "{target}");
    }
    let state = redirect(&one, "").replace("code=&", "");
    let refused = one.redirected(&format!("{state}&error=access_denied&error_description=the%20user%0Asaid+no"));
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the server did not sign the user in: access_denied: the user said no"
    );
    assert_eq!(one.redirected(&state).unwrap_err(), SignInError::NoCode);
    assert_eq!(one.redirected(&redirect(&one, "")).unwrap_err(), SignInError::NoCode);
    // Path and query are enough, and what others sent did no harm.
    let target = redirect(&one, "c");
    assert!(one.redirected(target.strip_prefix("http://127.0.0.1:8017").unwrap()).is_ok());
}

#[tokio::test]
async fn a_client_with_a_secret_says_so_as_the_api_wants_it() {
    for (authentication, header) in
        [(None, Some("Basic dGhlJTIwaWQ6czNjcmV0")), (Some(ClientAuthentication::Body), None)]
    {
        let (server, clock) = (server(numbered, done).await, TestClock::new());
        let mut credentials = Credentials::refresh_token("the id", "refresh-0").secret("s3cret");
        if let Some(authentication) = authentication {
            credentials = credentials.authentication(authentication);
        }
        let client = client(&server, &clock, credentials);
        send(&client, &BEARER).await.unwrap();
        assert_eq!(server.received()[0].header("authorization"), header);
        let sent = form(&server, 0);
        assert_eq!(sent.get("client_secret").map(String::as_str), authentication.map(|_| "s3cret"));
        assert_eq!(sent["refresh_token"], "refresh-0");
        // Without a new one, the refresh token goes on.
        clock.advance(Duration::from_secs(700));
        send(&client, &BEARER).await.unwrap();
        assert_eq!(form(&server, 1)["refresh_token"], "refresh-0");
    }
}

#[tokio::test]
async fn many_requests_refresh_once_and_the_new_token_is_saved_before_it_is_used() {
    let store = Notes::of(TokenSet::new("old").with_refresh_token("refresh-0").with_expiry(UNIX_EPOCH));
    let of_server = Arc::clone(&store);
    let saved = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&saved);
    let server = server(rotating, move |request| {
        seen.lock().unwrap().push(of_server.refresh_token());
        done(request)
    })
    .await;
    let client = client(&server, &TestClock::new(), Credentials::stored("id", Arc::clone(&store)));
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { send(&client, &BEARER).await.unwrap() })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!((fetches(&server), form(&server, 0)["refresh_token"].as_str()), (1, "refresh-0"));
    assert_eq!(*store.calls.lock().unwrap(), ["load", "save t1"]);
    assert_eq!(*saved.lock().unwrap(), vec!["refresh-1"; 50], "when the API got the token, it was saved");
}

#[tokio::test]
async fn a_good_token_of_the_store_is_used_until_it_expires_or_is_refused() {
    let (server, clock) = (
        server(rotating, |request| match request.header("authorization") {
            Some("Bearer t2") => answer("401 Unauthorized", "", ""),
            _ => done(request),
        })
        .await,
        TestClock::new(),
    );
    let expiry = generator_runtime::Clock::system_time(&clock) + Duration::from_secs(100);
    let store = Notes::of(TokenSet::new("kept").with_refresh_token("refresh-0").with_expiry(expiry));
    let client = client(&server, &clock, Credentials::stored("id", Arc::clone(&store)));
    send(&client, &BEARER).await.unwrap();
    assert_eq!((fetches(&server), tokens_of(&server)), (0, vec!["Bearer kept".to_owned()]));
    clock.advance(Duration::from_secs(101));
    send(&client, &BEARER).await.unwrap();
    clock.advance(Duration::from_secs(700));
    send(&client, &BEARER).await.unwrap();
    assert_eq!(tokens_of(&server), ["Bearer kept", "Bearer t1", "Bearer t2", "Bearer t3"]);
    assert_eq!(store.refresh_token(), "refresh-3");
}

#[tokio::test]
async fn a_refused_refresh_token_is_sent_once_and_the_user_has_to_sign_in_again() {
    let (server, clock) = (server(refused, done).await, TestClock::new());
    let store = Notes::of(TokenSet::new("old").with_refresh_token("refresh-0").with_expiry(UNIX_EPOCH));
    let client = client(&server, &clock, Credentials::stored("id", Arc::clone(&store)));
    for _ in 0..3 {
        let error = send(&client, &BEARER).await.unwrap_err();
        let Error::Credentials(reason) = &error else { panic!("{error:?}") };
        assert!(reason.needs_sign_in() && !error.is_retryable());
        let text = error.to_string();
        assert!(
            text.ends_with("400 Bad Request: invalid_grant: .. is revoked; the user has to sign in again"),
            "{text}"
        );
        clock.advance(Duration::from_secs(60));
    }
    assert_eq!(fetches(&server), 1);
    // After that, the store has what the client needs.
    *store.tokens.lock().unwrap() = Some(TokenSet::new("new"));
    send(&client, &BEARER).await.unwrap();
    assert_eq!(tokens_of(&server), ["Bearer new"]);
}

#[tokio::test]
async fn a_store_without_tokens_and_a_spent_code_ask_the_user_to_sign_in() {
    let (server, clock) = (server(refused, done).await, TestClock::new());
    let signed_out = client(&server, &clock, Credentials::stored("id", Arc::<Notes>::default()));
    let error = send(&signed_out, &BEARER).await.unwrap_err();
    assert_eq!(error.to_string(), "getThing: there is no refresh token; the user has to sign in again");
    assert_eq!(fetches(&server), 0);

    let builder = builder().base_url(&server.url).clock(clock.clone());
    let sign_in = builder.sign_in(flow(&server)).unwrap();
    let client = builder.credentials(sign_in.redirected(&redirect(&sign_in, "code")).unwrap()).build().unwrap();
    for _ in 0..2 {
        let error = send(&client, &BEARER).await.unwrap_err();
        assert!(error.to_string().ends_with("; the user has to sign in again"), "{error}");
        clock.advance(Duration::from_secs(60));
    }
    assert_eq!(fetches(&server), 1, "a code that was refused is not sent again");
}

#[tokio::test]
async fn a_refused_code_does_not_sign_in_the_user_before() {
    let (server, clock) = (server(refused, done).await, TestClock::new());
    let builder = builder().base_url(&server.url).clock(clock.clone());
    let sign_in = builder.sign_in(flow(&server)).unwrap();
    let store = Notes::of(TokenSet::new("of another user").with_refresh_token("refresh-9"));
    let credentials = sign_in.redirected(&redirect(&sign_in, "code")).unwrap().store(Arc::clone(&store));
    let client = builder.credentials(credentials).build().unwrap();
    for _ in 0..2 {
        let error = send(&client, &BEARER).await.unwrap_err();
        assert!(error.to_string().ends_with("; the user has to sign in again"), "{error}");
        clock.advance(Duration::from_secs(60));
    }
    assert_eq!((fetches(&server), tokens_of(&server)), (1, Vec::<String>::new()));
}

#[tokio::test]
async fn a_code_goes_to_the_token_url_of_the_scheme_that_users_sign_in_by() {
    let server = Unruly::start(|_, request| {
        Act::Say(if request.target() == "GET /thing" { done(request) } else { rotating(1) })
    })
    .await;
    let url = |template| Some(OAuthUrl { template, is_configured: false });
    let scheme = |name, token, authorization_url| SecurityScheme {
        name,
        kind: SecurityKind::Bearer {
            token_url: url(token),
            authorization_url,
            user_token_url: None,
            refresh_url: None,
        },
    };
    let schemes = [scheme("auth", "/machines/token", None), scheme("users", "/users/token", url("/authorize"))];
    let api = ApiDescription { security_schemes: Box::leak(Box::new(schemes)), environment: None, ..API };
    let api = Box::leak(Box::new(api));
    let builder = || ClientBuilder::<Client>::new(api).http_client_builder(http_client()).base_url(&server.url);
    let sign_in = builder().sign_in(AuthorizationCode::new("id", REDIRECT)).unwrap();
    let client = builder().credentials(sign_in.redirected(&redirect(&sign_in, "code")).unwrap()).build().unwrap();
    send(&client, &BEARER).await.unwrap();
    let machine = builder().credentials(Credentials::client_credentials("id", "secret")).build().unwrap();
    send(&machine, &BEARER).await.unwrap();
    let targets = server.targets();
    assert_eq!(targets, ["POST /users/token", "GET /thing", "POST /machines/token", "GET /thing"]);
}

#[tokio::test]
async fn what_another_program_saved_is_used_in_place_of_a_refused_refresh_token() {
    let store = Notes::of(TokenSet::new("old").with_refresh_token("refresh-0").with_expiry(UNIX_EPOCH));
    let other = Arc::clone(&store);
    let token = move |number| {
        if number > 1 {
            return rotating(number);
        }
        // While this program asks, another one has been faster.
        let theirs = TokenSet::new("theirs").with_refresh_token("refresh-9").with_expiry(UNIX_EPOCH);
        *other.tokens.lock().unwrap() = Some(theirs);
        refused(number)
    };
    let server = server(token, done).await;
    let client = client(&server, &TestClock::new(), Credentials::stored("id", Arc::clone(&store)));
    send(&client, &BEARER).await.unwrap();
    assert_eq!(form(&server, 1)["refresh_token"], "refresh-9");
    assert_eq!((tokens_of(&server), store.refresh_token()), (vec!["Bearer t2".to_owned()], "refresh-2".to_owned()));
}

#[tokio::test]
async fn a_token_that_can_not_be_saved_is_not_lost() {
    let (server, clock) = (server(rotating, done).await, TestClock::new());
    let store = Arc::<Notes>::default();
    *store.is_broken.lock().unwrap() = true;
    let credentials = Credentials::refresh_token("id", "refresh-0").store(Arc::clone(&store));
    let client = client(&server, &clock, credentials);
    let error = send(&client, &BEARER).await.unwrap_err();
    assert_eq!(error.to_string(), "getThing: the store of tokens failed: the disk is full");
    assert!(error.is_retryable());
    assert_eq!(tokens_of(&server), [""; 0], "it is not used");
    *store.is_broken.lock().unwrap() = false;
    clock.advance(Duration::from_secs(60));
    send(&client, &BEARER).await.unwrap();
    assert_eq!((fetches(&server), tokens_of(&server)), (1, vec!["Bearer t1".to_owned()]));
    assert_eq!(store.refresh_token(), "refresh-1");
}

#[tokio::test]
async fn no_secret_is_shown() {
    const SECRET: &str = "s3cret-t0ken";
    let tokens = TokenSet::new(SECRET).with_refresh_token(SECRET);
    assert_eq!(TokenSet::from_json(&tokens.to_json()).unwrap().refresh_token(), Some(SECRET));
    let repeating = |_| answer("400 Bad Request", "", &format!(r#"{{"error":"no {SECRET}","message":"{SECRET}"}}"#));
    let server = server(repeating, done).await;
    let sign_in = builder().base_url(&server.url).sign_in(flow(&server).secret(SECRET)).unwrap();
    let credentials = sign_in.redirected(&redirect(&sign_in, SECRET)).unwrap();
    let stored = Credentials::from(Credentials::refresh_token("id", SECRET).secret(SECRET));
    let shown = format!("{tokens:?} {:?} {sign_in:?} {credentials:?} {stored:?}", flow(&server).secret(SECRET));
    assert!(!shown.contains(SECRET), "{shown}");
    let asked = pairs(sign_in.url().query().unwrap().as_bytes());
    assert!(!shown.contains(&asked["state"]), "{shown}");
    let refresh = Credentials::refresh_token("id", SECRET);
    for credentials in [credentials.authentication(ClientAuthentication::Body), refresh] {
        let error = send(&client(&server, &TestClock::new(), credentials), &BEARER).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(shown.contains("no ..") && !shown.contains(SECRET), "{shown}");
    }
}

#[test]
fn tokens_are_written_and_read_as_json() {
    let tokens =
        TokenSet::new("a").with_refresh_token("r").with_expiry(UNIX_EPOCH + Duration::from_secs(1_795_334_400));
    let text = r#"{"access_token":"a","expires_at":1795334400,"refresh_token":"r"}"#;
    // The order of the properties depends on serde_json's features.
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(value(&tokens.to_json()), value(text));
    let read = TokenSet::from_json(text).unwrap();
    assert_eq!((read.access_token(), read.refresh_token()), ("a", Some("r")));
    assert_eq!(read.expires_at(), tokens.expires_at());
    for nonsense in ["", "{}", "[]", r#"{"access_token":1}"#] {
        assert!(TokenSet::from_json(nonsense).is_none(), "{nonsense}");
    }
}

/// Where a user signs in at an API whose specification says this.
fn authorization_url(template: &'static str, is_configured: bool) -> Result<Url, BuildError> {
    let url = Some(OAuthUrl { template, is_configured });
    let kind =
        SecurityKind::Bearer { token_url: None, authorization_url: url, user_token_url: None, refresh_url: None };
    let api = ApiDescription {
        security_schemes: Box::leak(Box::new([SecurityScheme { name: "auth", kind }])),
        environment: None,
        ..API
    };
    let builder = ClientBuilder::<Client>::new(Box::leak(Box::new(api))).http_client_builder(http_client());
    let builder =
        builder.server(Server::from_template("https://{tenant}.example.com/v1", [("tenant", "acme".to_owned())]));
    builder.sign_in(AuthorizationCode::new("id", "com.example.app:/callback")).map(|sign_in| sign_in.url().clone())
}

#[test]
fn users_sign_in_at_no_host_that_nobody_chose() {
    for (template, is_configured, expected) in [
        ("/oauth/authorize", false, "https://acme.example.com/oauth/authorize"),
        ("https://{tenant}.login.example.com/authorize", false, "https://acme.login.example.com/authorize"),
        ("{server.origin}/oauth/authorize", true, "https://acme.example.com/oauth/authorize"),
        ("https://login.example.org/{tenant}", true, "https://login.example.org/acme"),
    ] {
        let mut url = authorization_url(template, is_configured).unwrap();
        url.set_query(None);
        assert_eq!(url.as_str(), expected);
    }
    let error = authorization_url("https://login.example.org/authorize", false).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the specification's authorization URL, https://login.example.org/authorize, is not on the host of the client's \
         server; name the one to use with `AuthorizationCode::authorization_url`"
    );
    let insecure = builder().base_url("https://api.example.com");
    let flow =
        |redirect| AuthorizationCode::new("id", redirect).authorization_url("http://login.example.com/authorize");
    let error = insecure.sign_in(flow(REDIRECT)).unwrap_err();
    assert!(matches!(&error, BuildError::InsecureServer { .. }), "{error}");
    let error = insecure.allow_http().sign_in(flow("/callback")).unwrap_err();
    assert!(matches!(&error, BuildError::InvalidRedirectUrl { .. }), "{error}");
    let error =
        builder().base_url("https://api.example.com").sign_in(AuthorizationCode::new("id", REDIRECT)).unwrap_err();
    assert!(matches!(&error, BuildError::NoAuthorizationUrl { .. }), "{error}");
}

#[tokio::test]
async fn each_flow_of_a_scheme_has_its_own_url() {
    let server = Unruly::start(|number, request| {
        Act::Say(if request.target() == "GET /thing" { done(request) } else { rotating(number) })
    })
    .await;
    let url = |template| Some(OAuthUrl { template, is_configured: false });
    let api = |refresh_url| {
        let kind = SecurityKind::Bearer {
            token_url: url("/machines"),
            authorization_url: url("/authorize"),
            user_token_url: url("/codes"),
            refresh_url: url(refresh_url),
        };
        let schemes = Box::leak(Box::new([SecurityScheme { name: "auth", kind }]));
        &*Box::leak(Box::new(ApiDescription { security_schemes: schemes, environment: None, ..API }))
    };
    let clock = TestClock::new();
    let builder = |refresh_url| {
        let builder = ClientBuilder::<Client>::new(api(refresh_url)).http_client_builder(http_client());
        builder.base_url(&server.url).clock(clock.clone())
    };
    let here = || builder("/refresh");
    let sign_in = here().sign_in(AuthorizationCode::new("id", REDIRECT)).unwrap();
    let user = here().credentials(sign_in.redirected(&redirect(&sign_in, "code")).unwrap()).build().unwrap();
    let machine = here().credentials(Credentials::client_credentials("id", "secret")).build().unwrap();
    let earlier = here().credentials(Credentials::refresh_token("id", "refresh-0")).build().unwrap();
    for client in [&user, &machine, &earlier] {
        send(client, &BEARER).await.unwrap();
    }
    clock.advance(Duration::from_secs(700));
    send(&user, &BEARER).await.unwrap();
    let targets: Vec<String> = server.targets().into_iter().filter(|target| target != "GET /thing").collect();
    assert_eq!(targets, ["POST /codes", "POST /machines", "POST /refresh", "POST /refresh"]);

    // Refresh tokens are secrets, too: they go to no host that nobody chose, but to the token URL.
    let credentials = || Credentials::refresh_token("id", "refresh-0");
    for elsewhere in
        ["https://login.example.org/refresh", "//login.example.org/refresh", "http://[", "{tenant}/refresh"]
    {
        let client = builder(elsewhere).credentials(credentials()).build().unwrap();
        send(&client, &BEARER).await.unwrap();
        assert_eq!(server.targets().iter().rev().nth(1).unwrap(), "POST /codes", "{elsewhere}");
    }
    let error = builder("/refresh").credentials(credentials().refresh_url("/chosen")).build().unwrap_err();
    assert!(matches!(&error, BuildError::NoTokenUrl { reason } if reason.contains("refresh URL")), "{error}");
    for given in [
        credentials().refresh_url(format!("{}/chosen", server.url)),
        credentials().token_url(format!("{}/chosen", server.url)),
    ] {
        let client = builder("https://login.example.org/refresh").credentials(given).build().unwrap();
        send(&client, &BEARER).await.unwrap();
    }
    assert_eq!(server.targets().iter().filter(|target| *target == "POST /chosen").count(), 2);
}

#[tokio::test]
async fn clients_of_one_sign_in_do_not_sign_each_other_out() {
    let (server, clock) = (server(rotating, done).await, TestClock::new());
    let builder = || builder().base_url(&server.url).clock(clock.clone());
    let sign_in = builder().sign_in(flow(&server)).unwrap();
    let target = redirect(&sign_in, "code");
    let credentials = sign_in.redirected(&target).unwrap();
    let store = Arc::<Notes>::default();
    let again = sign_in.clone().redirected(&target).unwrap().store(Arc::clone(&store));
    let clients: Vec<Client> =
        [credentials.clone(), credentials, again].map(|one| builder().credentials(one).build().unwrap()).into();
    let at_once = tokio::join!(send(&clients[0], &BEARER), send(&clients[1], &BEARER), send(&clients[2], &BEARER));
    assert!(at_once.0.is_ok() && at_once.1.is_ok() && at_once.2.is_ok(), "{at_once:?}");
    assert_eq!((fetches(&server), tokens_of(&server)), (1, vec!["Bearer t1".to_owned(); 3]));
    // Whoever refreshes first does it for all.
    for expected in [2, 3] {
        clock.advance(Duration::from_secs(700));
        for client in &clients {
            send(client, &BEARER).await.unwrap();
        }
        assert_eq!(form(&server, expected - 1)["refresh_token"], format!("refresh-{}", expected - 1));
        assert_eq!(fetches(&server), expected);
    }
    assert_eq!(
        store.tokens.lock().unwrap().as_ref().map(|tokens| tokens.access_token().to_owned()).as_deref(),
        Some("t3")
    );
}
