//! Responses that no page documents, and none at all.

use generated_client::runtime::Error;
use serde_json::json;

use crate::support::arguments::Arguments;
use crate::support::call::Outcome;
use crate::support::operations::operation;
use crate::support::pages;
use crate::support::server::{Reply, Server};
use crate::support::{builder, client};

#[tokio::test]
async fn statuses_that_are_not_documented() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    for page in pages::operations().values() {
        for status in [304, 402, 418, 502, 599] {
            server.answer(Reply::new(status, "text/plain", "what?").header("x-trace", "t1"));
            let outcome = operation(&page.id)(&service, &Arguments::required(page)).send().await;
            let Outcome::Unexpected { status: received, headers, bytes, message } = outcome else {
                panic!("{} {status}: {outcome:?}", page.id)
            };
            assert_eq!(received, status);
            assert_eq!(headers["x-trace"], "t1");
            // A response of that status has no body.
            assert_eq!(bytes, if status == 304 { "" } else { "what?" });
            assert!(message.contains(&page.id) && message.contains("doesn't document"), "{message}");
        }
    }
}

/// 404 is documented for some operations only, and their error type is that of the others.
#[tokio::test]
async fn statuses_that_are_documented_elsewhere() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    let body = json!({"detailCode": "404 Not found"});
    server.answer(Reply::json(404, &body));
    let pages = pages::operations();
    let without: Vec<_> = pages.values().filter(|page| !page.responses.contains_key(&404)).collect();
    assert!((1..25).contains(&without.len()));
    for page in without {
        match operation(&page.id)(&service, &Arguments::required(page)).send().await {
            Outcome::Documented { status: 404, variant: 404, bytes, .. } => assert_eq!(bytes, body.to_string()),
            outcome => panic!("{}: {outcome:?}", page.id),
        }
    }
}

#[tokio::test]
async fn errors_whose_body_is_not_the_documented_one() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    for page in pages::operations().values() {
        for (status, _) in page.failures() {
            for body in ["<html>Bad gateway</html>", "", "[1]", r#"{"detailCode":"#] {
                server.answer(Reply::new(status, "application/json", body));
                let outcome = operation(&page.id)(&service, &Arguments::required(page)).send().await;
                let Outcome::Unexpected { status: received, headers, bytes, message } = outcome else {
                    panic!("{} {status} {body}: {outcome:?}", page.id)
                };
                assert_eq!(received, status);
                assert_eq!(headers["content-type"], "application/json");
                assert_eq!(bytes, body);
                assert!(message.contains("its body is not the documented one"), "{message}");
            }
        }
    }
}

#[tokio::test]
async fn successes_whose_body_is_not_the_documented_one() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    for page in pages::operations().values() {
        let (status, _) = page.success();
        server.answer(Reply::new(status, "text/html", "<html>Sign in</html>"));
        let outcome = operation(&page.id)(&service, &Arguments::required(page)).send().await;
        let Outcome::Unexpected { status: received, headers, bytes, message } = outcome else {
            panic!("{}: {outcome:?}", page.id)
        };
        assert_eq!(received, status);
        assert_eq!(headers["content-type"], "text/html");
        assert_eq!(bytes, "<html>Sign in</html>");
        assert!(message.contains(&page.id) && message.contains("it is a web page"), "{message}");
    }
}

#[tokio::test]
async fn an_error_of_decoding_says_where() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    let body = json!([{"id": "1"}, {"id": "2", "scope": {"identityIds": ["a", 7]}}]);
    server.answer(Reply::json(200, &body));
    let error = service.get_role_mining_sessions().await.unwrap_err();
    let Error::Decode(error) = error else { panic!("{error:?}") };
    assert_eq!(error.path(), "[1].scope.identityIds[1]");
}

#[tokio::test]
async fn redirects_to_another_server_take_no_credentials_along() {
    let (server, other) = (Server::start().await, Server::start().await);
    let location = format!("{}/role-mining-sessions", other.url);
    server.answer(Reply::new(307, "text/plain", "").header("Location", &location));
    other.answer(Reply::json(200, &json!([])));
    assert_eq!(client(&server).iai_role_mining().get_role_mining_sessions().await.unwrap(), []);
    assert!(server.take_one().header("authorization").is_some());
    assert_eq!(other.take_one().header("authorization"), None);
}

#[tokio::test]
async fn no_server() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let client = builder().base_url(format!("http://{closed}")).bearer_token("token").build().unwrap();
    let service = client.iai_role_mining();
    for page in pages::operations().values() {
        let outcome = operation(&page.id)(&service, &Arguments::required(page)).send().await;
        let Outcome::Transport { is_connect: true, message } = outcome else { panic!("{outcome:?}") };
        assert!(message.contains(&page.id), "{message}");
    }
}

#[tokio::test]
async fn half_a_response() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    for page in pages::operations().values() {
        server.answer(Reply::json(page.success().0, &json!({})).cut());
        let outcome = operation(&page.id)(&service, &Arguments::required(page)).send().await;
        assert!(matches!(outcome, Outcome::Transport { is_connect: false, .. }), "{}: {outcome:?}", page.id);
    }
}
