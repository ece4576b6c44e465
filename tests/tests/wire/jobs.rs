//! The export of a potential role as a job that is waited for.

use std::time::Duration;

use generated_client::models::{RoleMiningPotentialRoleExportRequest, RoleMiningPotentialRoleExportState as State};
use generated_client::runtime::WaitError;
use serde_json::json;

use crate::support::client;
use crate::support::server::{Reply, Server};

const ID: &str = "0c6cdb76-1227-4aaf-af21-192dbdfbfa04";

#[tokio::test]
async fn a_job_is_started_and_asked_for() {
    let server = Server::start().await;
    server.answer(Reply::json(200, &json!({"exportId": ID, "status": "SUCCESS"})));
    let job = client(&server)
        .iai_role_mining()
        .export_role_mining_potential_role_async("s/1", "r")
        .body(RoleMiningPotentialRoleExportRequest::new().min_entitlement_popularity(10))
        .wait_until_exported()
        .interval(Duration::from_millis(1))
        .await
        .unwrap();
    assert_eq!(job.status, Some(State::Success));
    let received = server.take();
    let path = "/role-mining-sessions/s%2F1/potential-roles/r/export-async";
    let [start, status] = &received[..] else { panic!("{received:#?}") };
    assert_eq!((&*start.method, &*start.target, start.json()), ("POST", path, json!({"minEntitlementPopularity": 10})));
    assert_eq!((&*status.method, &*status.target), ("GET", &*format!("{path}/{ID}")));
    assert!(status.header("authorization").is_some() && status.body.is_empty());
}

#[tokio::test]
async fn a_job_that_failed_is_an_error_with_its_last_state() {
    let server = Server::start().await;
    server.answer(Reply::json(200, &json!({"exportId": ID, "status": "ERROR", "minEntitlementPopularity": 3})));
    let wait =
        client(&server).iai_role_mining().export_role_mining_potential_role_async("s", "r").wait_until_exported();
    let error = wait.interval(Duration::from_millis(1)).await.unwrap_err();
    let WaitError::Failed(last) = error else { panic!("{error:?}") };
    assert_eq!((&last.status, last.min_entitlement_popularity), (&Some(State::Error), Some(3)));
}

#[tokio::test]
async fn a_job_that_can_not_be_started_is_an_error_of_starting() {
    let server = Server::start().await;
    server.answer(Reply::json(403, &json!({"detailCode": "403 Forbidden", "trackingId": "t1"})));
    let wait =
        client(&server).iai_role_mining().export_role_mining_potential_role_async("s", "r").wait_until_exported();
    let WaitError::Start(error) = wait.await.unwrap_err() else { panic!("not the start") };
    assert_eq!(error.api().unwrap().tracking_id(), Some("t1"));
    assert_eq!(server.take().len(), 1);
}
