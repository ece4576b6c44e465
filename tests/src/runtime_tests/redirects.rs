//! Which redirects are followed, and what goes along.

use std::convert::Infallible;

use http::Method;

use super::builder;
use super::server::answer;
use super::unruly::{Act, Unruly};
use crate::runtime::{Credentials, Error, Operation, Request, decode};

const SECURITY: &[&[&str]] = &[&["auth", "key", "queryKey", "cookieKey"]];

static GET: Operation = Operation {
    id: "getThing",
    method: Method::GET,
    path: "/thing",
    server: None,
    accept: "text/plain",
    security: SECURITY,
};
static POST: Operation = Operation {
    id: "addThing",
    method: Method::POST,
    path: "/thing",
    server: None,
    accept: "text/plain",
    security: SECURITY,
};

async fn send(url: &str, operation: &'static Operation) -> Result<String, Error<Infallible>> {
    let client = builder().base_url(url).bearer_token("t0ken").credentials(Credentials::api_key("k3y"));
    let client = client.header("X-Tenant-Secret", "s3cret").build().unwrap();
    let mut request = Request::new(&client, operation);
    if operation.method == Method::POST {
        request.text("text/plain", "content");
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
    assert_eq!(elsewhere.names(), ["accept", "user-agent", "host"]);
}

#[tokio::test]
async fn what_came_back_from_another_origin_is_still_without_credentials() {
    let home = Unruly::start(|_, request| {
        let away = request.header("x-api-key").is_none();
        Act::Say(if away { answer("200 OK", "", "done") } else { String::new() })
    })
    .await;
    let back = format!("{}/back", home.url);
    let other = redirecting("302 Found", back).await;
    let start = redirecting("302 Found", format!("{}/thing", other.url)).await;
    assert_eq!(send(&start.url, &GET).await.unwrap(), "done");
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
