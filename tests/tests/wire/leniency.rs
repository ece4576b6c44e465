//! APIs grow: what a response has beyond its page, and what it lacks, is no error.

use crate::support::arguments::Arguments;
use crate::support::call::{Body, Outcome};
use crate::support::client;
use crate::support::json::assert_same;
use crate::support::operations::operation;
use crate::support::pages::{self, Media, Operation};
use crate::support::samples::{self, without_added};
use crate::support::server::{Reply, Server};
use serde_json::{Value, json};

/// What each operation makes of the body that `body` makes of its response of success.
async fn assert_success(body: impl Fn(&Media) -> Value, assert: impl Fn(&Operation, (&Value, usize), &Value)) {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    let mut called = 0;
    for page in pages::operations().values() {
        let (status, media) = page.success();
        if !media.is_json() {
            continue;
        }
        let body = body(media);
        server.answer(Reply::json(status, &body));
        match operation(&page.id)(&service, &Arguments::required(page)).send().await {
            Outcome::Success { body: Body::Json(decoded), unlisted, .. } => assert(page, (&decoded, unlisted), &body),
            outcome => panic!("{}: {outcome:?}\n{body:#}", page.id),
        }
        called += 1;
    }
    assert_eq!(called, 23);
}

#[tokio::test]
async fn values_that_enums_do_not_list() {
    assert_success(
        |media| samples::unlisted(&media.schema),
        |page, (decoded, unlisted), sent| {
            assert_same(decoded, sent, &page.id);
            assert_eq!(unlisted, sent.to_string().matches(samples::UNLISTED).count(), "{}", page.id);
        },
    )
    .await;
}

#[tokio::test]
async fn properties_that_schemas_do_not_have() {
    assert_success(
        |media| samples::added(&media.schema),
        |page, (decoded, _), sent| assert_same(&without_added(decoded), &without_added(sent), &page.id),
    )
    .await;
}

#[tokio::test]
async fn null_for_every_property() {
    assert_success(
        |media| match samples::nulls(&media.schema) {
            // A body as a whole can't be null.
            Value::Null => json!({}),
            nulls => nulls,
        },
        |page, (decoded, _), sent| assert_same(decoded, sent, &page.id),
    )
    .await;
}

#[tokio::test]
async fn null_among_items_and_values() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    server.answer(Reply::json(200, &json!({"25": 7, "100": null})));
    let map = service.get_entitlement_distribution_potential_role("session", "role").await.unwrap();
    assert_eq!(map.into_iter().collect::<Vec<_>>(), [("25".to_owned(), 7)]);

    server.answer(Reply::json(200, &json!([null, {"id": "1", "attributes": {"a": "x", "b": null}}])));
    let identities = service.get_identities_potential_role("session", "role").await.unwrap();
    assert_eq!(serde_json::to_value(&identities).unwrap(), json!([{"id": "1", "attributes": {"a": "x"}}]));

    server.answer(Reply::json(200, &json!({"excludedEntitlements": ["1", null], "identityIds": null})));
    let role = service.get_role_mining_potential_role("role").await.unwrap();
    assert_eq!((role.excluded_entitlements, role.identity_ids), (Some(vec!["1".to_owned()]), None));

    // No body at all is still none.
    server.answer(Reply::new(200, "application/json", ""));
    let error = service.get_identities_potential_role("session", "role").await.unwrap_err();
    assert!(error.to_string().ends_with("it is empty"), "{error}");
}

#[tokio::test]
async fn no_property_at_all() {
    assert_success(
        |media| if media.schema["type"] == "array" { json!([{}]) } else { json!({}) },
        |page, (decoded, _), sent| assert_same(decoded, sent, &page.id),
    )
    .await;
}

#[tokio::test]
async fn errors_with_more_and_less_than_documented() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    for page in pages::operations().values() {
        for (status, media) in page.failures() {
            for sample in [
                samples::added(&media.schema),
                samples::unlisted(&media.schema),
                samples::nulls(&media.schema),
                json!({}),
            ] {
                server.answer(Reply::json(status, &sample));
                let outcome = operation(&page.id)(&service, &Arguments::required(page)).send().await;
                let Outcome::Documented { variant, body, .. } = outcome else { panic!("{}: {outcome:?}", page.id) };
                assert_eq!(variant, status);
                assert_same(&without_added(&body), &without_added(&sample), &page.id);
            }
        }
    }
}
