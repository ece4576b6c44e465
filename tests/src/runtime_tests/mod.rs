//! Tests of the runtime, with operations described by hand as emitted code describes them.

#[cfg(feature = "blocking")]
mod blocking;
mod bodies;
mod codec;
mod credentials;
mod dates;
mod errors;
mod hooks;
mod json_patch;
mod limits;
#[cfg(feature = "mock")]
mod mock;
mod paging;
mod parameters;
mod paths;
mod redirects;
mod responses;
mod retries;
mod server;
mod servers;
#[cfg(feature = "tracing")]
mod tracing;
mod transfers;
mod unruly;
mod waits;
mod wire;

use http::Method;

use crate::runtime::{
    ApiDescription, Client, ClientAuthentication, ClientBuilder, Operation, Request, RetryPolicy, SecurityKind,
    SecurityLocation, SecurityScheme,
};

static API: ApiDescription = ApiDescription {
    user_agent: "tests/1.0",
    default_server: None,
    security_schemes: &[
        SecurityScheme { name: "auth", kind: SecurityKind::Bearer { token_url: None } },
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
    client_authentication: ClientAuthentication::Basic,
    tracking_id: Some("trackingId"),
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

fn builder() -> ClientBuilder {
    ClientBuilder::new(&API).http_client_builder(http_client()).retry(RetryPolicy::none())
}

fn client() -> Client {
    builder().base_url("https://api.example.com/v1").build().unwrap()
}

/// A `POST` on a path template.
fn operation(path: &'static str) -> Operation {
    Operation {
        id: "testOperation",
        method: Method::POST,
        path,
        server: None,
        accept: "application/json",
        security: &[],
    }
}

/// A request of an operation that lives as long as the test process.
fn request(path: &'static str) -> Request {
    Request::new(&client(), Box::leak(Box::new(operation(path))))
}
