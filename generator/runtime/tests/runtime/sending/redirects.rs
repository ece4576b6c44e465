//! Which redirects are followed, and what goes along.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use crate::builder;
use crate::support::server::answer;
use crate::support::unruly::{Act, TestClock, Unruly};
use generator_runtime::codegen::{Operation, PLAIN, Redirects, Request, decode};
use generator_runtime::{Credentials, Error, RequestOptions, RetryPolicy};

const SECURITY: &[&[&str]] = &[&["auth", "key", "queryKey", "cookieKey"]];

static GET: Operation = Operation {
    id: "getThing",
    method: "GET",
    path: "/thing",
    server: None,
    accept: "text/plain",
    security: Some(SECURITY),
    ..PLAIN
};
static POST: Operation = Operation {
    id: "addThing",
    method: "POST",
    path: "/thing",
    server: None,
    accept: "text/plain",
    security: Some(SECURITY),
    ..PLAIN
};

async fn send(url: &str, operation: &'static Operation) -> Result<String, Error<Infallible>> {
    let client = builder().base_url(url).bearer_token("t0ken").credentials(Credentials::api_key("k3y"));
    let client = client.header("X-Tenant-Secret", "s3cret").build().unwrap();
    let mut request = Request::new(&client, operation);
    if operation.method == "POST" {
        request = request.text("text/plain", "content");
    }
    request.send(decode::text).into_body().await
}

async fn redirecting(status: &'static str, location: String) -> Unruly {
    Unruly::start(move |_, request| {
        Act::Say(match request.target().split('?').next().unwrap() {
            "GET /thing" | "POST /thing" => answer(status, &format!("location: {location}\r\n"), ""),
            _ => answer("200 OK", "", "done"),
        })
    })
    .await
}

#[tokio::test]
async fn no_credential_and_no_header_goes_to_another_origin() {
    let other = Unruly::start(|_, _| Act::Say(answer("200 OK", "", "done"))).await;
    let server = redirecting("302 Found", format!("{}/elsewhere?x=1", other.url)).await;
    assert_eq!(send(&server.url, &GET).await.unwrap(), "done");
    assert_eq!(server.received()[0].header("cookie"), Some("session=k3y"));
    let received = other.received();
    let [elsewhere] = &received[..] else { panic!("{received:?}") };
    assert_eq!(elsewhere.target(), "GET /elsewhere?x=1");
    assert_eq!(elsewhere.names(), ["accept", "user-agent", "accept-encoding", "host"]);
}

/// A server that redirects `/1`, `/2` and so on to the next of `targets`, and answers where there is none.
async fn chain(targets: Arc<Mutex<Vec<String>>>) -> Unruly {
    Unruly::start(move |_, request| {
        let number = request.target().split(['/', '?']).nth(1).unwrap_or_default().parse::<usize>().unwrap_or_default();
        let next = targets.lock().unwrap().get(number).cloned();
        Act::Say(match next {
            Some(next) => answer("302 Found", &format!("location: {next}\r\n"), ""),
            None => answer("200 OK", "", "done"),
        })
    })
    .await
}

#[tokio::test]
async fn who_has_left_home_is_given_no_credentials_again() {
    // From home to another origin, within that, and back home.
    let targets = Arc::<Mutex<Vec<String>>>::default();
    let (home, other) = (chain(Arc::clone(&targets)).await, chain(Arc::clone(&targets)).await);
    *targets.lock().unwrap() = vec![format!("{}/1", other.url), format!("{}/2", other.url), format!("{}/3", home.url)];
    assert_eq!(send(&home.url, &GET).await.unwrap(), "done");
    assert_eq!(other.targets(), ["GET /1", "GET /2"]);
    let at_home = home.received();
    assert_eq!((at_home[0].header("x-api-key"), at_home[1].target()), (Some("k3y"), "GET /3"));
    for request in other.received().iter().chain(&at_home[1..]) {
        assert_eq!(request.names(), ["accept", "user-agent", "accept-encoding", "host"]);
    }
}

#[tokio::test]
async fn a_key_that_a_server_repeats_goes_nowhere() {
    let other = Unruly::start(|_, _| Act::Say(answer("200 OK", "", "done"))).await;
    let server = redirecting("302 Found", format!("{}/x?a=1&api%20key=k3y&b=2", other.url)).await;
    send(&server.url, &GET).await.unwrap();
    assert_eq!(other.targets(), ["GET /x?a=1&b=2"]);
    let server = redirecting("302 Found", "/x/?api%20key=k3y".to_owned()).await;
    send(&server.url, &GET).await.unwrap();
    assert_eq!(server.targets()[1], "GET /x/?api%20key=k3y");
}

#[tokio::test]
async fn what_was_done_before_a_redirect_is_not_done_again() {
    for result in ["429 Slow Down", "503 Busy", "401 Unauthorized"] {
        let server = Unruly::start(move |_, request| {
            Act::Say(match request.target().split('?').next().unwrap() {
                "POST /thing" => answer("303 See Other", "location: /result\r\n", ""),
                _ => answer(result, "retry-after: 1\r\n", ""),
            })
        })
        .await;
        let client = builder().base_url(&server.url).retry(RetryPolicy::new()).clock(TestClock::new());
        let client = client.bearer_token("t0ken").credentials(Credentials::api_key("k3y")).build().unwrap();
        let request = Request::new(&client, &POST).text("text/plain", "content");
        request.send::<String, Infallible>(decode::text).await.unwrap_err();
        assert_eq!(server.received().len(), 2, "{result}");
    }
    // A redirect to where nobody listens is no reason either.
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let location = format!("http://{}/result", closed.local_addr().unwrap());
    drop(closed);
    let server = redirecting("303 See Other", location).await;
    let client = builder().base_url(&server.url).retry(RetryPolicy::new()).clock(TestClock::new());
    let client = client.bearer_token("t0ken").credentials(Credentials::api_key("k3y")).build().unwrap();
    let request = Request::new(&client, &POST).text("text/plain", "content");
    request.send::<String, Infallible>(decode::text).await.unwrap_err();
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn no_body_goes_to_another_origin() {
    let other = Unruly::start(|_, _| Act::Say(answer("200 OK", "", "done"))).await;
    for status in ["307 Temporary Redirect", "308 Permanent Redirect"] {
        let server = redirecting(status, format!("{}/elsewhere", other.url)).await;
        let error = send(&server.url, &POST).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
    }
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn a_request_that_changes_something_follows_no_redirect_to_another_origin() {
    let other = Unruly::start(|_, _| Act::Say(answer("200 OK", "", "done"))).await;
    for status in ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect"] {
        let server = redirecting(status, format!("{}/login?s3cret=1", other.url)).await;
        let error = send(&server.url, &POST).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_str(), &status[..3]);
        let text = error.to_string();
        assert!(text.ends_with(&format!("a redirect to {}/login, which is not followed", other.url)), "{text}");
    }
    // Neither after one within the origin.
    let target = format!("{}/elsewhere", other.url);
    let server = Unruly::start(move |_, request| {
        let moved = if request.target().starts_with("POST") { "/moved" } else { &target };
        Act::Say(answer("303 See Other", &format!("location: {moved}\r\n"), ""))
    })
    .await;
    send(&server.url, &POST).await.unwrap_err();
    assert_eq!(server.received().len(), 2);
    assert!(other.received().is_empty());
}

#[tokio::test]
async fn within_an_origin_everything_goes_along() {
    let server = redirecting("307 Temporary Redirect", "/moved".to_owned()).await;
    assert_eq!(send(&server.url, &POST).await.unwrap(), "done");
    let received = server.received();
    let [_, moved] = &received[..] else { panic!("{received:?}") };
    assert_eq!((moved.target(), &*moved.body), ("POST /moved?api%20key=k3y", &b"content"[..]));
    for (name, value) in [("authorization", "Bearer t0ken"), ("x-api-key", "k3y"), ("x-tenant-secret", "s3cret")] {
        assert_eq!(moved.header(name), Some(value));
    }
}

#[tokio::test]
async fn a_redirect_can_turn_a_post_into_a_get() {
    for status in ["301 Moved Permanently", "302 Found", "303 See Other"] {
        let server = redirecting(status, "moved".to_owned()).await;
        assert_eq!(send(&server.url, &POST).await.unwrap(), "done", "{status}");
        let received = server.received();
        let [_, moved] = &received[..] else { panic!("{received:?}") };
        assert_eq!((moved.target(), moved.body.len()), ("GET /moved?api%20key=k3y", 0));
        assert_eq!(moved.header("content-type"), None);
    }
}

#[tokio::test]
async fn what_is_no_redirect_is_given_to_the_caller() {
    for location in ["ftp://example.com/x", "mailto:a@example.com"] {
        let server = redirecting("302 Found", location.to_owned()).await;
        assert_eq!(send(&server.url, &GET).await.unwrap_err().status().unwrap().as_u16(), 302);
    }
    let server = redirecting("304 Not Modified", "/moved".to_owned()).await;
    assert_eq!(send(&server.url, &GET).await.unwrap_err().status().unwrap().as_u16(), 304);
}

#[tokio::test]
async fn a_documented_redirection_is_an_answer() {
    static DOCUMENTED: Operation =
        Operation { method: "GET", redirects: Redirects::Errors(&[302, 304]), security: Some(&[]), ..GET };
    static EMPTY: Operation =
        Operation { method: "GET", redirects: Redirects::Answers(&[302]), security: Some(&[]), ..GET };
    let server = Unruly::start(|_, request| {
        Act::Say(match request.header("if-none-match") {
            Some(_) => answer("304 Not Modified", "etag: \"e\"\r\n", ""),
            None => answer("302 Found", "location: https://user:pw@files.example.com/a?key=s3cret\r\n", ""),
        })
    })
    .await;
    let client = builder().base_url(&server.url).bearer_token("t0ken").build().unwrap();
    let send =
        |operation, options| Request::new(&client, operation).options(options).send::<_, Infallible>(decode::text);
    let changed = RequestOptions::new().header("If-None-Match", "\"e\"");
    let error = send(&DOCUMENTED, changed).await.unwrap_err();
    assert_eq!(error.to_string(), "getThing: the server answered 304 Not Modified");
    let Error::Redirection(answer) = error else { panic!("{error:?}") };
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["etag"], answer.location()),
        (304, &"\"e\"".parse().unwrap(), None)
    );
    // It is not followed, though it could be.
    let error = send(&DOCUMENTED, RequestOptions::new()).await.unwrap_err();
    let text = "getThing: the server answered 302 Found, which leads to ..@files.example.com/a";
    assert_eq!((error.to_string().as_str(), error.was_sent(), error.is_retryable()), (text, true, false));
    assert!(!format!("{error:?}").contains("s3cret"));
    assert_eq!(error.headers().unwrap()["location"], "https://user:pw@files.example.com/a?key=s3cret");
    // An operation that gives nothing has what it wants.
    let response = Request::new(&client, &EMPTY).send::<(), Infallible>(decode::empty).await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers().contains_key("location")), (302, true));
    // A download is no file then.
    let error = Request::new(&client, &DOCUMENTED).download::<Infallible>().await.unwrap_err();
    assert!(matches!(error, Error::Redirection(_)), "{error}");
    assert_eq!(server.targets().len(), 4);
}
