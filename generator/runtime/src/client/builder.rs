//! Collects what a client is made of.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::super::api::description::ApiDescription;
use super::super::auth::authorizer::Authorizer;
use super::super::auth::credentials::Credentials;
use super::super::error::build_error::BuildError;
use super::super::policy::clock::{Clock, SystemClock};
use super::super::policy::retry_policy::RetryPolicy;
use super::super::policy::time_limits::TimeLimits;
use super::super::transport::Transport;
use super::super::transport::hook::Hook;
use super::super::uri::server::{self, Server};
use super::{Client, Shared};

/// How much of a body is read unless the caller says otherwise: 256 MiB.
const MAX_BODY_SIZE: usize = 256 << 20;

/// Builds a [`Client`].
///
/// What is given is looked at by [`build`](Self::build); until then no method fails.
#[must_use = "a client is made by `build`"]
pub struct ClientBuilder {
    api: &'static ApiDescription,
    server: Option<Server>,
    credentials: Vec<(Option<String>, Credentials)>,
    headers: Vec<(String, String)>,
    user_agent: Option<String>,
    retry: RetryPolicy,
    time_limits: TimeLimits,
    max_body_size: usize,
    hooks: Vec<Box<dyn Hook>>,
    clock: Box<dyn Clock>,
    http: Option<reqwest::ClientBuilder>,
}

impl ClientBuilder {
    /// Called by the generated `Client::builder`.
    pub fn new(api: &'static ApiDescription) -> Self {
        Self {
            api,
            server: None,
            credentials: Vec::new(),
            headers: Vec::new(),
            user_agent: None,
            retry: RetryPolicy::new(),
            time_limits: TimeLimits::new(),
            max_body_size: MAX_BODY_SIZE,
            hooks: Vec::new(),
            clock: Box::new(SystemClock),
            http: None,
        }
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

    /// Sets what the client signs in with, for all security schemes that it fits. Of several that fit one scheme the
    /// last counts.
    ///
    /// An operation that asks for credentials and has none fails before anything is sent.
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.credentials.push((None, credentials.into()));
        self
    }

    /// Sets what the client signs in with for one security scheme, by its name in the specification.
    pub fn credentials_for(mut self, scheme: impl Into<String>, credentials: impl Into<Credentials>) -> Self {
        self.credentials.push((Some(scheme.into()), credentials.into()));
        self
    }

    /// Sets the token that is sent as `Authorization: Bearer ..`, with those operations that ask for credentials: the
    /// same as [`credentials`](Self::credentials) with [`Credentials::bearer`].
    pub fn bearer_token(self, token: impl Into<String>) -> Self {
        self.credentials(Credentials::bearer(token))
    }

    /// Sets when a request is sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets how long requests may take.
    pub fn time_limits(mut self, limits: TimeLimits) -> Self {
        self.time_limits = limits;
        self
    }

    /// Sets how much of a body is read into memory, in bytes; 256 MiB unless it is set. A larger one is an error.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body_size = bytes;
        self
    }

    /// Adds code that sees each request and each response.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.push(Box::new(hook));
        self
    }

    /// Sets the clock, for tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Box::new(clock);
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
    /// Its redirect policy and its time limit for connecting are replaced: redirects are followed by this client, so
    /// that no credential leaves the server's origin. Its default headers go everywhere, to other origins and to where
    /// tokens are fetched: set secrets with [`header`](Self::header) or [`credentials`](Self::credentials) instead.
    pub fn http_client_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.http = Some(builder);
        self
    }

    pub(crate) fn api(&self) -> &'static ApiDescription {
        self.api
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
        let user_agent = self.user_agent.unwrap_or_else(|| self.api.user_agent.to_owned());
        let headers = headers(self.api, user_agent, self.headers)?;
        let authorizer = Authorizer::new(self.api, self.credentials, &server, &base_url)?;
        let mut http = self.http.unwrap_or_default().redirect(reqwest::redirect::Policy::none());
        if let Some(limit) = self.time_limits.connect {
            http = http.connect_timeout(limit);
        }
        let http = without_panic(|| http.build())?;
        let transport = Transport {
            api: self.api,
            http: http.map_err(BuildError::HttpClient)?,
            headers,
            retry: self.retry,
            time_limits: self.time_limits,
            max_body_size: self.max_body_size,
            hooks: self.hooks,
            clock: self.clock,
        };
        Ok(Client::from(Shared { transport, base_url, is_custom, authorizer }))
    }
}

/// What `build` gives. Where TLS has no provider of its cryptography, the HTTP client has no way but to panic.
fn without_panic<T>(build: impl FnOnce() -> T) -> Result<T, BuildError> {
    catch_unwind(AssertUnwindSafe(build)).map_err(|panic| {
        let text = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
        if text.is_some_and(|text| text.contains("rovider")) {
            return BuildError::NoTlsProvider;
        }
        resume_unwind(panic)
    })
}

/// The headers that go with every request.
fn headers(
    api: &'static ApiDescription,
    user_agent: String,
    given: Vec<(String, String)>,
) -> Result<HeaderMap, BuildError> {
    let mut headers = HeaderMap::new();
    let user_agent = (USER_AGENT.as_str().to_owned(), user_agent);
    for (name, value) in std::iter::once(user_agent).chain(given) {
        let parsed = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(&value));
        let (Ok(header), Ok(mut value)) = parsed else {
            return Err(BuildError::InvalidHeader { name });
        };
        value.set_sensitive(api.is_secret(&header));
        headers.insert(header, value);
    }
    Ok(headers)
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The values of headers may be secrets.
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("ClientBuilder")
            .field("server", &self.server)
            .field("credentials", &self.credentials)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
