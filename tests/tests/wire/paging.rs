//! Lists that come in pages.

use generated_client::Error;
use serde_json::json;

use crate::support::client;
use crate::support::server::{Reply, Server};

#[tokio::test]
async fn sessions_are_a_stream() {
    let server = Server::start().await;
    server.answer(Reply::json(200, &json!([{"id": "1"}, null, {"id": "3"}])));
    let call = client(&server).iai_role_mining().get_role_mining_sessions().filters("saved eq true").limit(3);
    let mut sessions = call.stream().max_pages(2);
    let mut ids = Vec::new();
    let error = loop {
        match sessions.next().await {
            Ok(session) => ids.push(session.unwrap().id.unwrap()),
            Err(error) => break error,
        }
    };
    // The same full page again would have no end.
    assert!(matches!(error, Error::Local(_)), "{error:?}");
    assert_eq!(ids, ["1", "3"]);
    let targets: Vec<_> = server.take().into_iter().map(|request| request.target).collect();
    let first = "/role-mining-sessions?filters=saved%20eq%20true&limit=3&count=true";
    assert_eq!(targets, [first.to_owned(), format!("{first}&offset=3")]);
}

#[tokio::test]
async fn size_and_total_are_asked_for_unless_the_caller_did() {
    let server = Server::start().await;
    server.answer(Reply::json(200, &json!([{"id": "1"}])).header("x-total-count", "1"));
    let call = || client(&server).iai_role_mining().get_role_mining_sessions();
    assert!(call().stream().next().await.unwrap().is_some());
    assert!(call().count(false).limit(7).stream().next().await.unwrap().is_some());
    let targets: Vec<_> = server.take().into_iter().map(|request| request.target).collect();
    assert_eq!(targets, ["/role-mining-sessions?count=true&limit=250", "/role-mining-sessions?count=false&limit=7"]);
}

#[tokio::test]
async fn the_documented_page_size_is_known() {
    let server = Server::start().await;
    server.answer(Reply::json(200, &json!([{"id": "1"}])).header("x-total-count", "1"));
    let mut pages = client(&server).iai_role_mining().get_all_potential_role_summaries().pages();
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!((page.headers()["x-total-count"].to_str().unwrap(), page.body().len()), ("1", 1));
    assert!(pages.next().await.unwrap().is_none());
    server.answer(Reply::json(200, &json!([{"id": "1"}])));
    let mut items = client(&server).iai_role_mining().get_all_potential_role_summaries().stream();
    items.next().await.unwrap().unwrap();
    // A first page that is not full may be one of a server whose pages are smaller.
    assert!(items.next().await.unwrap().is_none());
    assert_eq!(server.take().len(), 3);
}
