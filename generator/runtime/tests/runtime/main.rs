//! Tests of the runtime, with operations described by hand as emitted code describes them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]
#![allow(unreachable_pub, reason = "what tables write is public, and so are the types that it names")]

mod credentials;
mod events;
mod layers;
mod mock;
mod paging;
mod requests;
mod responses;
mod secrets;
mod sending;
mod sharing;
mod sign_in;
mod soak;
mod support;
mod tables;
mod tokens;
mod transfers;
mod versions;
mod waits;

use generator_runtime::codegen::{
    ApiDescription, Operation, PLAIN, Request, SecurityKind, SecurityLocation, SecurityScheme,
};
use generator_runtime::{Client, ClientAuthentication, ClientBuilder, RetryPolicy};

static API: ApiDescription = ApiDescription {
    user_agent: "tests/1.0",
    default_server: None,
    security_schemes: &[
        SecurityScheme {
            name: "auth",
            kind: SecurityKind::Bearer {
                token_url: None,
                authorization_url: None,
                user_token_url: None,
                refresh_url: None,
            },
        },
        SecurityScheme { name: "basic", kind: SecurityKind::Basic },
        SecurityScheme {
            name: "key",
            kind: SecurityKind::ApiKey { location: SecurityLocation::Header, name: "X-Api-Key" },
        },
        SecurityScheme {
            name: "queryKey",
            kind: SecurityKind::ApiKey { location: SecurityLocation::Query, name: "api key" },
        },
        SecurityScheme {
            name: "cookieKey",
            kind: SecurityKind::ApiKey { location: SecurityLocation::Cookie, name: "session" },
        },
        SecurityScheme { name: "certificate", kind: SecurityKind::Other },
    ],
    security: &[],
    client_authentication: ClientAuthentication::Basic,
    tracking_id: Some("trackingId"),
    message: Some("messages.0.text"),
    request_id: Some("X-Trace"),
    idempotency_key: None,
    environment: None,
};

/// An API whose document has a server without variables.
static API_WITH_SERVER: ApiDescription = ApiDescription {
    default_server: Some("https://api.example.com/v2/"),
    security_schemes: &[],
    environment: None,
    ..API
};

/// Sees no proxy of the machine's, which would not pass on what goes to a loopback address, and reads none of its
/// root certificates, which takes longer than a test.
fn http_client() -> reqwest::ClientBuilder {
    reqwest::Client::builder().no_proxy().tls_certs_only([])
}

fn builder() -> ClientBuilder<Client> {
    ClientBuilder::new(&API).http_client_builder(http_client()).retry(RetryPolicy::none())
}

fn client() -> Client {
    builder().base_url("https://api.example.com/v1").build().unwrap()
}

/// A `POST` on a path template.
fn operation(path: &'static str) -> Operation {
    Operation {
        id: "testOperation",
        method: "POST",
        path,
        server: None,
        accept: "application/json",
        security: Some(&[]),
        ..PLAIN
    }
}

/// A request of an operation that lives as long as the test process.
fn request(path: &'static str) -> Request {
    Request::new(&client(), Box::leak(Box::new(operation(path))))
}
