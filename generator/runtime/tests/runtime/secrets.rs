//! Secrets: what is shown nowhere, and where credentials don't go.

use std::convert::Infallible;

use crate::support::operations::GET;
use crate::support::server::answer;
use crate::support::unruly::{Act, TestClock, Unruly};
use crate::{API, builder, http_client};
use generator_runtime::codegen::{ApiDescription, Environment, Operation, Request, decode};
use generator_runtime::{BuildError, Client, ClientBuilder, Credentials, Error, RequestOptions, Server, error_type};

const SECRET: &str = "s3cret-t0ken";

static SIGNED: Operation = Operation { method: "GET", security: Some(&[&["auth", "key", "queryKey"]]), ..GET };

#[derive(Debug, Clone)]
enum Refusal {
    Default(String),
}

error_type! {
    Refusal;
    .. => Default: text,
}

#[tokio::test]
async fn what_a_server_repeats_of_credentials_is_not_shown() {
    let server = Unruly::start(|_, request| {
        let (authorization, key) = (request.header("authorization").unwrap(), request.header("x-api-key").unwrap());
        Act::Say(answer("400 Bad Request", "", &format!("bad: {authorization} {key} {}", request.target())))
    })
    .await;
    let client = builder().base_url(&server.url).bearer_token(SECRET).credentials(Credentials::api_key("k3y-s3cret"));
    let client = client.build().unwrap();
    let typed: Error<Refusal> = Request::new(&client, &SIGNED).send(decode::text).await.unwrap_err();
    assert!(matches!(&typed, Error::Api(_)), "{typed:?}");
    let untyped: Error<Infallible> = Request::new(&client, &SIGNED).send(decode::text).await.unwrap_err();
    for shown in [format!("{typed} {typed:?} {typed:#?}"), format!("{untyped} {untyped:?}")] {
        assert!(shown.contains("bad: Bearer .. .. GET"), "{shown}");
        assert!(!shown.contains("s3cret"), "{shown}");
    }
    // The caller has what came.
    assert!(String::from_utf8_lossy(untyped.body().unwrap()).contains(SECRET));
}

#[tokio::test]
async fn what_a_token_endpoint_repeats_of_the_secret_is_not_shown() {
    let body = format!(r#"{{"error":"no {SECRET}","error_description":"{SECRET} is wrong"}}"#);
    let server = Unruly::start(move |_, _| Act::Say(answer("400 Bad Request", "", &body))).await;
    let credentials =
        Credentials::client_credentials("id", SECRET).token_url(format!("{}/token?k={SECRET}", server.url));
    assert!(!format!("{credentials:?}").contains(SECRET), "{credentials:?}");
    let client = builder().base_url(&server.url).credentials(credentials).clock(TestClock::new());
    let client = client.credentials(Credentials::api_key("key")).build().unwrap();
    let error: Error<Infallible> = Request::new(&client, &SIGNED).send(decode::text).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("no ..: .. is wrong") && !shown.contains(SECRET), "{shown}");
}

#[test]
fn urls_are_shown_without_user_info_and_query() {
    let url = format!("https://user:{SECRET}@api.example.com/v1?key={SECRET}#{SECRET}");
    let template = Server::from_template("{url}/v1", [("url", url.clone())]);
    let client = builder().base_url(&url);
    let error = builder().base_url(&url).build().unwrap_err();
    let shown = format!("{:?} {template:?} {client:?} {error} {error:?}", Server::url(&url));
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(shown.contains("..@api.example.com/v1"), "{shown}");
}

#[tokio::test]
async fn credentials_go_over_http_to_no_other_machine_unless_that_is_allowed() {
    let with = |url: &str| builder().base_url(url).bearer_token(SECRET);
    for url in
        ["http://api.example.com/v1", "http://10.0.0.1", "http://localhost.example.com", "http://[2001:db8::1]:80"]
    {
        let error = with(url).build().unwrap_err();
        assert!(matches!(&error, BuildError::InsecureServer { .. }), "{url}: {error}");
        assert!(with(url).allow_http().build().is_ok(), "{url}");
        assert!(builder().base_url(url).build().is_ok(), "{url}: there is nothing to read");
    }
    for url in ["http://localhost:1/v1", "http://api.localhost", "http://127.0.0.1", "http://[::1]:8080"] {
        assert!(with(url).build().is_ok(), "{url}");
    }
    let tokens = Credentials::client_credentials("id", SECRET).token_url("http://login.example.com/token");
    let error = builder().base_url("https://api.example.com").credentials(tokens).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "credentials don't go to http://login.example.com: anybody on the way could read them; use `https`, or allow it \
         with `ClientBuilder::allow_http`"
    );
    let client = with("https://api.example.com").credentials(Credentials::api_key("key")).build().unwrap();
    let options = RequestOptions::new().server(Server::url("http://api.example.com"));
    let request = Request::new(&client, &SIGNED).options(options);
    let error: Error<Infallible> = request.send(decode::text).await.unwrap_err();
    assert!(matches!(&error, Error::InvalidArgument(invalid) if invalid.parameter() == "server"), "{error:?}");
}

#[test]
fn a_base_path_that_is_there_is_not_added_again() {
    static OF_ENVIRONMENT: ApiDescription = ApiDescription {
        security_schemes: &[],
        environment: Some(Environment { base_url: Some("URL"), base_path: "/beta", ..Environment::NONE }),
        ..API
    };
    for (url, base_url) in [
        ("https://api.example.com", "https://api.example.com/beta"),
        ("https://api.example.com/", "https://api.example.com/beta"),
        ("https://api.example.com/beta", "https://api.example.com/beta"),
        ("https://api.example.com/beta/", "https://api.example.com/beta"),
        ("https://api.example.com/other/beta", "https://api.example.com/other/beta"),
        // A host that is called as the path is none.
        ("https://beta", "https://beta/beta"),
    ] {
        let builder = ClientBuilder::<Client>::new(&OF_ENVIRONMENT).http_client_builder(http_client());
        let client = builder.variables(|_| Some(url.to_owned())).unwrap().build().unwrap();
        assert_eq!(client.base_url(), base_url);
    }
}
