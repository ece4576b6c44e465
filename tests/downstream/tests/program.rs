//! The program and its library against a server in this process.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::process::Command;
use std::time::Duration;

use downstream::{ExportError, Session, explain, export, rename, saved_sessions, start_session};
use generated_client::mock::MockServer;
use generated_client::models::{
    RoleMiningPotentialRoleExportRequest, RoleMiningPotentialRoleExportResponse, RoleMiningPotentialRoleExportState,
    RoleMiningRoleType, RoleMiningSessionDto, RoleMiningSessionResponse, RoleMiningSessionScope,
    RoleMiningSessionStatus,
};
use generated_client::runtime::JsonPatch;
use generated_client::{Client, RetryPolicy};
use serde_json::{Value, json};
use wiremock::matchers::method;
use wiremock::{Mock, ResponseTemplate};

const ID: &str = "0c6cdb76-1227-4aaf-af21-192dbdfbfa04";

fn client(server: &MockServer) -> Client {
    client_of(&server.base_url())
}

/// A client that sees no proxy of the machine's, which would not pass on what goes to a loopback address.
fn client_of(url: &str) -> Client {
    let http = reqwest::Client::builder().no_proxy();
    Client::builder()
        .base_url(url)
        .bearer_token("token")
        .http_client_builder(http)
        .retry(RetryPolicy::none())
        .build()
        .unwrap()
}

fn json_reply(status: u16, body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

/// Two pages of saved sessions.
async fn with_sessions() -> MockServer {
    let server = MockServer::start().await;
    let page = server.client().unwrap().iai_role_mining().get_role_mining_sessions();
    let page = page.filters("saved eq true").sorters("-createdDate").limit(50).count(true);
    let first = RoleMiningSessionResponse::default().id("1").name("First");
    let first = first.potential_roles_ready_count(4).potential_role_count(8);
    // A state that came after this program.
    let state = RoleMiningSessionStatus::default().state("NOT_LISTED".parse().unwrap());
    let second = RoleMiningSessionResponse::default().id("2").status(state);
    for (offset, session) in [(0, first), (1, second)] {
        let call = page.clone().offset(offset);
        server.when(call).header("X-Total-Count", "2").expect(1).respond(&vec![session]).await;
    }
    server
}

/// A potential role whose export is in each of `states`, one after the other.
async fn with_export(states: &[&str]) -> MockServer {
    let server = MockServer::start().await;
    let service = server.client().unwrap().iai_role_mining();
    let id = ID.parse().unwrap();
    let job =
        |state: &str| RoleMiningPotentialRoleExportResponse::default().export_id(id).status(state.parse().unwrap());
    let limits = RoleMiningPotentialRoleExportRequest::new().min_entitlement_popularity(10);
    let start = service.export_role_mining_potential_role_async("s1", "r1").body(limits);
    server.when(start).expect(1).respond(&job("QUEUED")).await;
    for state in states {
        let look = service.export_role_mining_potential_role_status("s1", "r1", id);
        server.when(look).times(1).respond(&job(state)).await;
    }
    let fetch = service.download_role_mining_potential_role_zip("s1", "r1", id);
    server.when(fetch).respond(&b"PK\xFF\0".as_slice().into()).await;
    server
}

#[tokio::test]
async fn sessions_of_all_pages() {
    let server = with_sessions().await;
    let sessions = saved_sessions(&client(&server)).await.unwrap();
    let first = Session { id: "1".to_owned(), name: Some("First".to_owned()), ready: (4, 8) };
    assert_eq!(sessions, [first, Session { id: "2".to_owned(), name: None, ready: (0, 0) }]);
    server.verify().await;
}

#[tokio::test]
async fn an_export_is_fetched_once_it_is_ready() {
    let server = with_export(&["QUEUED", "IN_PROGRESS", "SUCCESS"]).await;
    let archive = export(&client(&server), "s1", "r1", Duration::ZERO).await.unwrap();
    assert_eq!(archive, b"PK\xFF\0");
    assert_eq!(server.requests().await, 5);
    server.verify().await;
}

#[tokio::test]
async fn an_export_that_fails() {
    let server = with_export(&["ERROR"]).await;
    let error = export(&client(&server), "s1", "r1", Duration::ZERO).await.unwrap_err();
    assert!(matches!(&error, ExportError::Ended(RoleMiningPotentialRoleExportState::Error)), "{error:?}");
    server.verify().await;
}

#[tokio::test]
async fn an_export_in_a_state_that_came_later() {
    let server = with_export(&["IN_PROGRESS", "REJECTED_BY_POLICY"]).await;
    let error = export(&client(&server), "s1", "r1", Duration::ZERO).await.unwrap_err();
    assert!(matches!(&error, ExportError::Ended(RoleMiningPotentialRoleExportState::Unknown(_))), "{error:?}");
    assert_eq!(error.to_string(), "the export ended as REJECTED_BY_POLICY");
    server.verify().await;
}

#[tokio::test]
async fn a_new_session_and_a_new_name() {
    let server = MockServer::start().await;
    let service = server.client().unwrap().iai_role_mining();
    let settings = RoleMiningSessionDto::new()
        .scope(RoleMiningSessionScope::new().criteria("attributes.department:Accounting"))
        .r#type(RoleMiningRoleType::Common)
        .prune_threshold_null()
        .min_num_identities_in_potential_role(15);
    let session = RoleMiningSessionResponse::default().id("s9");
    server.when(service.create_role_mining_sessions(settings)).expect(1).respond(&session).await;
    let patch = JsonPatch::new().replace("/name", "Ledger").replace("/saved", true).remove("/description");
    let rename_it = service.patch_role_mining_potential_role("a/b", patch);
    server.when(rename_it).expect(1).respond(&serde_json::Map::new()).await;
    let client = client(&server);
    let id = start_session(&client, "attributes.department:Accounting").await.unwrap();
    assert_eq!(id.as_deref(), Some("s9"));
    rename(&client, "a/b", "Ledger").await.unwrap();
    server.verify().await;
}

#[tokio::test]
async fn each_error_has_an_explanation() {
    let forbidden = json!({"messages": [{"text": "The server refuses to authorize it."}]});
    let fault = json!({"trackingId": "b21b", "messages": [{"text": "An internal fault occurred."}]});
    let replies = [
        (json_reply(400, &json!({})), "no reason is given (tracking id none)"),
        (json_reply(401, &json!({"error": "JWT is expired"})), "the token has expired: get a new one"),
        (json_reply(403, &forbidden), "not allowed: The server refuses to authorize it."),
        (json_reply(404, &json!({})), "there is no such thing"),
        (
            json_reply(429, &json!({"message": "slow"})).insert_header("Retry-After", "30"),
            "too many requests: try again in 30 seconds",
        ),
        (json_reply(500, &fault), "An internal fault occurred. (tracking id b21b)"),
        (
            ResponseTemplate::new(503).set_body_string("down"),
            "patchRoleMiningPotentialRole: the server answered 503 Service Unavailable, \
             which the API doesn't document: down",
        ),
        (
            json_reply(200, &json!([])),
            "this program is too old or too new for the service: patchRoleMiningPotentialRole: the server answered \
             200 OK, but its body is not the documented one: \
             invalid type: sequence, expected a map at line 1 column 0; the request was carried out",
        ),
    ];
    for (reply, expected) in replies {
        let server = MockServer::start().await;
        Mock::given(method("PATCH")).respond_with(reply).mount(server.wiremock()).await;
        let error = rename(&client(&server), "r1", "Ledger").await.unwrap_err();
        assert_eq!(explain(&error), expected);
    }
}

#[tokio::test]
async fn errors_without_a_response_have_explanations() {
    let server = MockServer::start().await;
    let client = client(&server);
    let error = rename(&client, "..", "Ledger").await.unwrap_err();
    let explained = explain(&error);
    assert!(explained.starts_with("`potentialRoleId` is no good: "), "{explained}");
    assert_eq!(server.requests().await, 0);

    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = rename(&client_of(&format!("http://{closed}")), "r1", "Ledger").await.unwrap_err();
    let reached = format!("patchRoleMiningPotentialRole: http://{closed} can't be reached: ");
    let explained = explain(&error);
    assert!(explained.starts_with(&format!("check the network: {reached}")), "{explained}");
}

fn program(server: &MockServer) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_downstream"));
    command.env_clear().env("ACME_URL", server.base_url()).env("ACME_TOKEN", "token").env("ACME_PAUSE", "0");
    command
}

#[tokio::test]
async fn the_program_lists_sessions() {
    let server = with_sessions().await;
    let output = program(&server).arg("sessions").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "1 First 4/8\n2 - 0/0\n");
    let requests = server.wiremock().received_requests().await.unwrap();
    assert!(requests.iter().all(|request| request.headers.get("authorization").unwrap() == "Bearer token"));
    assert!(output.status.success());
}

#[tokio::test]
async fn the_program_fails_with_a_message() {
    let server = MockServer::start().await;
    Mock::given(method("GET")).respond_with(json_reply(401, &json!({"error": "no"}))).mount(server.wiremock()).await;
    let output = program(&server).arg("sessions").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "error: the token has expired: get a new one\n");
    assert!(!output.status.success());
}

#[tokio::test]
async fn the_program_saves_an_export() {
    let server = with_export(&["SUCCESS"]).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("role.zip");
    let output = program(&server).args(["export", "s1", "r1"]).arg(&file).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(std::fs::read(file).unwrap(), b"PK\xFF\0");
}
