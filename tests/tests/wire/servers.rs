//! Where a client sends to.

use generated_client::runtime::BuildError;
use generated_client::{Client, ClientBuilder, Server as ApiServer};

use crate::support::builder;
use crate::support::server::{Reply, Server};

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

fn from_variables(variables: &[(&str, &str)]) -> Result<Client, String> {
    let lookup = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    let client = builder().variables(lookup).and_then(ClientBuilder::build);
    client.map_err(|error| error.to_string())
}

#[test]
fn a_client_can_be_built_from_the_environment() {
    let all = [
        ("SAIL_BASE_URL", "https://acme.api.identitynow.com/"),
        ("SAIL_CLIENT_ID", "id"),
        ("SAIL_CLIENT_SECRET", "secret"),
    ];
    assert_eq!(from_variables(&all).unwrap().base_url(), "https://acme.api.identitynow.com/beta");
    for missing in 0..all.len() {
        let mut rest = all.to_vec();
        let (name, _) = rest.remove(missing);
        let message = format!("the variable `{name}` of the environment is missing or empty");
        assert_eq!(from_variables(&rest).unwrap_err(), message);
        rest.push((name, " "));
        assert_eq!(from_variables(&rest).unwrap_err(), message);
    }
}

/// Where the pages say `https://tenant.api.identitynow.com/oauth/token`, which is nobody's tenant.
#[tokio::test]
async fn tokens_are_fetched_from_the_tenant_that_was_chosen() {
    let server = Server::start().await;
    server.answer(Reply::json(200, &serde_json::json!({ "access_token": "t" })));
    let variables = [("SAIL_BASE_URL", &*server.url), ("SAIL_CLIENT_ID", "the id"), ("SAIL_CLIENT_SECRET", "s3cret")];
    let client = from_variables(&variables).unwrap();
    client.iai_role_mining().get_role_mining_sessions().await.unwrap_err();
    let received = server.take();
    let [token, call] = &received[..] else { panic!("{received:?}") };
    assert_eq!((&*token.method, &*token.target), ("POST", "/oauth/token"));
    assert_eq!(token.body, b"grant_type=client_credentials&client_id=the%20id&client_secret=s3cret");
    assert_eq!((&*call.target, call.header("authorization")), ("/beta/role-mining-sessions", Some("Bearer t")));
}
