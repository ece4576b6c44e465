//! What is sent.

use std::collections::BTreeSet;

use generated_client::Error;

use crate::support::arguments::Arguments;
use crate::support::operations::{OPERATIONS, operation};
use crate::support::pages::{self, Operation};
use crate::support::server::{Received, Reply, Server};
use crate::support::{TOKEN, builder, client};

#[test]
fn every_page_is_called() {
    let pages: BTreeSet<_> = pages::operations().into_keys().collect();
    let called: BTreeSet<_> = OPERATIONS.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(called, pages);
    assert_eq!(pages.len(), 25);
}

/// The `User-Agent` that the generated crate's manifest makes.
fn user_agent() -> String {
    let manifest = include_str!("../../../generated-client/Cargo.toml");
    let value = |key: &str| {
        let line = manifest.lines().find_map(|line| line.strip_prefix(key)).unwrap();
        line.trim_matches([' ', '=', '"']).to_owned()
    };
    format!("{}/{}", value("name"), value("version"))
}

/// The media types that the page's responses have, that of success first.
fn accept(page: &Operation) -> String {
    let mut accept = vec![page.success().1.name.clone()];
    for media in page.responses.values() {
        if !accept.contains(&media.name) {
            accept.push(media.name.clone());
        }
    }
    accept.join(", ")
}

fn assert_request(page: &Operation, arguments: &Arguments<'_>, received: &Received) {
    let id = &page.id;
    assert_eq!(received.method, page.method, "{id}");
    assert_eq!(received.path(), arguments.expected_path(), "{id}");
    let mut query: Vec<_> =
        received.query().into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    query.sort();
    assert_eq!(query, arguments.expected_query(), "{id}");

    assert_eq!(received.header("authorization"), Some(&*format!("Bearer {TOKEN}")), "{id}");
    assert_eq!(received.header("user-agent"), Some(&*user_agent()), "{id}");
    assert_eq!(received.header("accept"), Some(&*accept(page)), "{id}");
    // By which others, too, the features say.
    assert!(received.header("accept-encoding").is_some_and(|encodings| encodings.contains("gzip")), "{id}");
    let names = ["accept", "accept-encoding", "authorization", "content-length", "content-type", "host", "user-agent"];
    for (name, value) in &received.headers {
        assert!(names.contains(&name.as_str()), "{id} sends {name}: {value}");
    }

    let (media_type, body) = arguments.expected_body().unzip();
    assert_eq!(received.header("content-type"), media_type, "{id}");
    assert_eq!((!received.body.is_empty()).then(|| received.json()).as_ref(), body, "{id}");
}

/// Calls every operation and looks at what was sent.
async fn assert_requests(with_optional: bool) {
    let server = Server::start().await;
    server.answer(Reply::new(404, "text/plain", ""));
    let service = client(&server).iai_role_mining();
    for page in pages::operations().values() {
        let arguments = if with_optional { Arguments::all(page) } else { Arguments::required(page) };
        operation(&page.id)(&service, &arguments).send().await;
        assert_request(page, &arguments, &server.take_one());
        // Both ways of awaiting send the same.
        operation(&page.id)(&service, &arguments).body().await;
        assert_request(page, &arguments, &server.take_one());
    }
}

#[tokio::test]
async fn required_arguments_alone() {
    assert_requests(false).await;
}

#[tokio::test]
async fn all_arguments() {
    assert_requests(true).await;
}

#[tokio::test]
async fn every_documented_body() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    let mut bodies = 0;
    for page in pages::operations().values() {
        for body in page.request.iter().flat_map(|request| request.media.samples()) {
            let arguments = Arguments::all(page).with_body(body);
            operation(&page.id)(&service, &arguments).send().await;
            assert_request(page, &arguments, &server.take_one());
            bodies += 1;
        }
    }
    // Seven operations take a body, one of them has two examples, and each schema makes another.
    assert_eq!(bodies, 15);
}

/// Written out once, so that what the tests above compute is known to be right.
#[tokio::test]
async fn encoding() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    let request = service.get_potential_role_applications("s 1", "ü/~1").filters(r#"name sw "A&B" or x eq '1+1=2'"#);
    request.limit(-1).await.unwrap_err();
    assert_eq!(
        server.take_one().target,
        "/role-mining-sessions/s%201/potential-role-summaries/%C3%BC%2F~1/applications\
         ?filters=name%20sw%20%22A%26B%22%20or%20x%20eq%20%271%2B1%3D2%27&limit=-1"
    );
}

#[tokio::test]
async fn a_parameter_set_again_replaces_its_value() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    service.get_role_mining_sessions().limit(10).filters("a").limit(20).filters("").await.unwrap_err();
    assert_eq!(server.take_one().target, "/role-mining-sessions?limit=20&filters=");
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let server = Server::start().await;
    let client = builder().base_url(&server.url).build().unwrap();
    let error = client.iai_role_mining().get_role_mining_sessions().await.unwrap_err();
    let Error::Credentials(error) = error else { panic!("{error:?}") };
    assert!(error.is_missing());
    assert_eq!(
        error.to_string(),
        "getRoleMiningSessions: the client has no credentials for `userAuth` or `applicationAuth`"
    );
    assert!(server.take().is_empty());
}

#[tokio::test]
async fn a_header_of_the_callers_own_is_as_good_as_credentials() {
    let server = Server::start().await;
    let client = builder().base_url(&server.url).header("Authorization", "Bearer own").build().unwrap();
    client.iai_role_mining().get_role_mining_sessions().await.unwrap_err();
    assert_eq!(server.take_one().header("authorization"), Some("Bearer own"));
}

#[tokio::test]
async fn headers_of_the_callers_own() {
    let server = Server::start().await;
    let builder =
        builder().base_url(&server.url).bearer_token("token").user_agent("acme-sync/7").header("X-Request-Id", "41");
    let client = builder.header("x-request-id", "42").header("Accept", "text/html").build().unwrap();
    client.iai_role_mining().get_role_mining_sessions().await.unwrap_err();
    let received = server.take_one();
    assert_eq!(received.header("user-agent"), Some("acme-sync/7"));
    assert_eq!(received.header("x-request-id"), Some("42"));
    assert_eq!(received.header("accept"), Some("application/json"));
}
