//! Each JSON example that the project has goes through the operation that documents it and comes out equal.

use generated_client::services::IaiRoleMining;
use serde_json::Value;

use crate::support::arguments::Arguments;
use crate::support::call::{Body, Outcome};
use crate::support::client;
use crate::support::json::assert_same;
use crate::support::operations::operation;
use crate::support::pages::{self, Operation};
use crate::support::server::{Reply, Server};

/// Answers a call of the operation with `example`: it has to decode as what is documented for the status, and to be
/// written back as it was.
async fn assert_response(
    (server, service): (&Server, &IaiRoleMining),
    page: &Operation,
    status: u16,
    example: &Value,
    context: &str,
) {
    server.answer(Reply::json(status, example));
    let decoded = match operation(&page.id)(service, &Arguments::required(page)).send().await {
        Outcome::Success { head: Some((received, _)), body: Body::Json(decoded), .. } => {
            assert_eq!(received, status, "{context}");
            decoded
        }
        Outcome::Documented { variant, body, .. } => {
            assert_eq!(variant, status, "{context}");
            body
        }
        outcome => panic!("{context}: {outcome:?}"),
    };
    assert_same(&decoded, example, context);
    server.take();
}

/// The examples of the documents that the project was created from: `<document>-<operation>-<status>[-<n>].json`.
#[tokio::test]
async fn of_the_seeds() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    let pages = pages::operations();
    let mut files: Vec<_> = std::fs::read_dir("fixtures/seeds").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in &files {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let mut parts = name.split('-').skip(1);
        let (id, status) = (parts.next().unwrap(), parts.next().unwrap().parse().unwrap());
        let example = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert_response((&server, &service), &pages[id], status, &example, name).await;
    }
    assert_eq!(files.len(), 36);
}

#[tokio::test]
async fn of_the_pages_responses() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    let mut examples = 0;
    for page in pages::operations().values() {
        for (status, media) in &page.responses {
            for example in &media.examples {
                assert_response((&server, &service), page, *status, example, &format!("{} {status}", page.id)).await;
                examples += 1;
            }
        }
    }
    assert_eq!(examples, 22 + 25 * 2 + 5);
}

#[tokio::test]
async fn of_the_pages_requests() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    let mut examples = 0;
    for page in pages::operations().values() {
        for example in page.request.iter().flat_map(|request| &request.media.examples) {
            let arguments = Arguments::all(page).with_body(example.clone());
            operation(&page.id)(&service, &arguments).send().await;
            assert_same(&server.take_one().json(), example, &page.id);
            examples += 1;
        }
    }
    assert_eq!(examples, 8);
}
