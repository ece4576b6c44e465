//! Where a client sends to.

use generated_client::runtime::BuildError;
use generated_client::{Client, Server as ApiServer};

use crate::support::builder;
use crate::support::server::Server;

fn base_url(server: ApiServer) -> Result<String, BuildError> {
    builder().server(server).build().map(|client| client.base_url().to_owned())
}

#[test]
fn servers_of_the_specification() {
    assert_eq!(base_url(ApiServer::tenant("acme")).unwrap(), "https://acme.api.identitynow.com/beta");
    assert_eq!(base_url(ApiServer::api_url("api.acme.example.com")).unwrap(), "https://api.acme.example.com/beta");
    assert_eq!(base_url(ApiServer::api_url("localhost:8443")).unwrap(), "https://localhost:8443/beta");
}

#[test]
fn variables_can_not_lead_to_another_host() {
    for value in ["", "acme.example.com/", "acme@evil.example.com", "evil.example.com#", "a?b", "a\\b", "ac me", "a:b"]
    {
        for server in [ApiServer::tenant(value), ApiServer::api_url(value)] {
            let error = base_url(server).unwrap_err();
            assert!(matches!(error, BuildError::InvalidServer { .. }), "{value}: {error:?}");
        }
    }
}

#[tokio::test]
async fn whole_base_urls() {
    let server = Server::start().await;
    for (path, expected) in [("", ""), ("/", ""), ("/beta", "/beta"), ("/beta/", "/beta"), ("/a%20b/v2", "/a%20b/v2")] {
        let client = builder().base_url(format!("{}{path}", server.url)).bearer_token("token").build().unwrap();
        assert_eq!(client.base_url(), format!("{}{expected}", server.url));
        client.iai_role_mining().get_role_mining_session_status("1").await.unwrap_err();
        assert_eq!(server.take_one().target, format!("{expected}/role-mining-sessions/1/status"));
    }
}

#[test]
fn the_last_server_counts() {
    let builder = builder().server(ApiServer::tenant("acme")).base_url("https://api.example.com");
    assert_eq!(builder.build().unwrap().base_url(), "https://api.example.com");
}

#[test]
fn a_client_needs_a_server() {
    let error = Client::builder().bearer_token("token").build().unwrap_err();
    assert!(matches!(error, BuildError::NoServer), "{error:?}");
    assert!(error.to_string().contains("ClientBuilder::server"), "{error}");
}

#[test]
fn what_can_not_be_sent_is_refused() {
    let build = |builder: generated_client::ClientBuilder| builder.base_url("https://api.example.com").build();
    for token in ["", "a b", "a\r\nX-Evil: 1", "töken"] {
        let error = build(builder().bearer_token(token)).unwrap_err();
        assert!(matches!(error, BuildError::InvalidBearerToken), "{token}: {error:?}");
        assert!(token.is_empty() || !error.to_string().contains(token), "{error}");
    }
    let error = build(builder().header("x evil", "1")).unwrap_err();
    assert!(matches!(&error, BuildError::InvalidHeader { name } if name == "x evil"), "{error:?}");
    let error = build(builder().header("x-trace", "1\r\nX-Evil: 1")).unwrap_err();
    assert!(matches!(&error, BuildError::InvalidHeader { name } if name == "x-trace"), "{error:?}");
}

/// Tokens don't end up in logs.
#[test]
fn debug_shows_no_token() {
    let builder = builder().server(ApiServer::tenant("acme")).bearer_token("s3cr3t");
    assert!(!format!("{builder:?}").contains("s3cr3t"));
    let client = builder.build().unwrap();
    assert!(!format!("{client:?}").contains("s3cr3t"));
    let request = client.iai_role_mining().get_role_mining_session("s3cr3t");
    assert!(!format!("{request:?}").contains("s3cr3t"));
}

#[test]
fn clients_and_futures_can_go_to_other_threads() {
    fn assert_movable<T: Send + 'static>(_: &T) {}
    fn assert_shareable<T: Send + Sync + Clone + 'static>(_: &T) {}
    let client = builder().server(ApiServer::tenant("acme")).build().unwrap();
    assert_shareable(&client);
    assert_shareable(&client.iai_role_mining());
    let request = client.iai_role_mining().get_role_mining_sessions().limit(1);
    assert_shareable(&request);
    assert_movable(&request.clone().send());
    assert_movable(&request.into_future());
}
