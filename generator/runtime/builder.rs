//! Collects what a client is made of.

use std::fmt;

use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::build_error::BuildError;
use super::client::{Client, Shared};
use super::operation::ApiDescription;
use super::redirect;
use super::server::{self, Server};

/// Builds a [`Client`]; made by `Client::builder()`.
///
/// What is given is looked at by [`build`](Self::build); until then no method fails.
#[must_use = "a client is made by `build`"]
pub struct ClientBuilder {
    api: &'static ApiDescription,
    server: Option<Server>,
    bearer_token: Option<String>,
    headers: Vec<(String, String)>,
    user_agent: Option<String>,
    http: Option<reqwest::ClientBuilder>,
}

impl ClientBuilder {
    /// Called by the generated `Client::builder`.
    #[allow(dead_code, reason = "the caller is generated")]
    pub(crate) fn new(api: &'static ApiDescription) -> Self {
        Self { api, server: None, bearer_token: None, headers: Vec::new(), user_agent: None, http: None }
    }

    /// Sets the server that requests go to. The last call of this or [`base_url`](Self::base_url) counts.
    pub fn server(mut self, server: Server) -> Self {
        self.server = Some(server);
        self
    }

    /// Sets the server by its whole base URL, such as `https://api.example.com/v1`. Paths are added to it.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        self.server(Server::url(url))
    }

    /// Sets the token that is sent as `Authorization: Bearer ..`, with those operations that ask for credentials.
    pub fn bearer_token(mut self, token: impl Into<String>) -> Self {
        self.bearer_token = Some(token.into());
        self
    }

    /// Adds a header that goes with every request, in place of an earlier one of that name.
    ///
    /// What a request says itself, such as its `Content-Type`, is sent instead.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets `User-Agent`, which is else the name and version of this crate.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sets what the HTTP client is built from: proxies, root certificates, time limits and the like.
    ///
    /// Its redirect policy is replaced: redirects are followed within the server's origin only, so that no
    /// credential leaves it.
    pub fn http_client_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.http = Some(builder);
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// Where no server is known, or where something that was given can't be used.
    pub fn build(self) -> Result<Client, BuildError> {
        let default_server = || self.api.default_server.map(|url| Server::from_template(url, []));
        let server = self.server.or_else(default_server).ok_or(BuildError::NoServer)?;
        let base_url = server::resolve(&server)?;
        let is_custom = server::is_custom(&server);

        let mut headers = HeaderMap::new();
        let user_agent = self.user_agent.unwrap_or_else(|| self.api.user_agent.to_owned());
        let user_agent = (USER_AGENT.as_str().to_owned(), user_agent);
        for (name, value) in std::iter::once(user_agent).chain(self.headers) {
            let parsed = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value));
            let (Ok(header), Ok(mut value)) = parsed else {
                return Err(BuildError::InvalidHeader { name });
            };
            value.set_sensitive(header == AUTHORIZATION);
            headers.insert(header, value);
        }

        let http = self.http.unwrap_or_default().redirect(redirect::same_origin());
        let http = http.build().map_err(BuildError::HttpClient)?;
        let authorization = self.bearer_token.map(|token| bearer(&token)).transpose()?;
        Ok(Client::from(Shared { http, base_url, is_custom, headers, authorization }))
    }
}

fn bearer(token: &str) -> Result<HeaderValue, BuildError> {
    let is_sendable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    let value = HeaderValue::from_str(&format!("Bearer {token}")).ok().filter(|_| is_sendable);
    let mut value = value.ok_or(BuildError::InvalidBearerToken)?;
    value.set_sensitive(true);
    Ok(value)
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Tokens and the values of headers are secrets.
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("ClientBuilder")
            .field("server", &self.server)
            .field("bearer_token", &self.bearer_token.as_ref().map(|_| ".."))
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
