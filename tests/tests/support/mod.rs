//! What tests of the generated client share: a server, what the API's pages say, and a call of each operation.

#![allow(dead_code, reason = "each test binary uses a part of this")]

pub(crate) mod arguments;
pub(crate) mod call;
pub(crate) mod json;
pub(crate) mod operations;
pub(crate) mod pages;
pub(crate) mod samples;
pub(crate) mod server;

use generated_client::{Client, ClientBuilder, RetryPolicy};

/// The token that [`client`] sends.
pub(crate) const TOKEN: &str = "eyJhbGciOiJub25lIn0.wire";

/// A builder that sees no proxy of the machine's, which would not pass on what goes to a loopback address, and that
/// sends nothing twice.
pub(crate) fn builder() -> ClientBuilder {
    Client::builder().http_client_builder(reqwest::Client::builder().no_proxy()).retry(RetryPolicy::none())
}

/// A client of the server in this process.
pub(crate) fn client(server: &server::Server) -> Client {
    builder().base_url(&server.url).bearer_token(TOKEN).build().unwrap()
}
