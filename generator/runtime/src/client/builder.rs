//! Collects what a client is made of.

use std::fmt;
use std::marker::PhantomData;

use super::super::api::description::ApiDescription;
use super::super::auth::credentials::Credentials;
use super::super::error::build_error::BuildError;
use super::super::policy::clock::Clock;
use super::super::policy::retry_policy::RetryPolicy;
use super::super::policy::time_limits::TimeLimits;
use super::super::transport::hook::Hook;
use super::super::uri::server::Server;
use super::Client;
use super::settings::Settings;

/// Builds a `C`, the client of an API.
///
/// What is given is looked at by [`build`](Self::build); until then no method fails.
#[must_use = "a client is made by `build`"]
pub struct ClientBuilder<C> {
    pub(super) settings: Settings,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Client>> ClientBuilder<C> {
    /// Called by the generated `Client::builder`.
    pub fn new(api: &'static ApiDescription) -> Self {
        Self { settings: Settings::new(api), client: PhantomData }
    }

    /// Sets the server that requests go to. The last call of this or [`base_url`](Self::base_url) counts.
    pub fn server(mut self, server: impl Into<Server>) -> Self {
        self.settings.server = Some(server.into());
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
        self.settings.credentials.push((None, credentials.into()));
        self
    }

    /// Sets what the client signs in with for one security scheme, by its name in the specification.
    pub fn credentials_for(mut self, scheme: impl Into<String>, credentials: impl Into<Credentials>) -> Self {
        self.settings.credentials.push((Some(scheme.into()), credentials.into()));
        self
    }

    /// Sets the token that is sent as `Authorization: Bearer ..`, with those operations that ask for credentials: the
    /// same as [`credentials`](Self::credentials) with [`Credentials::bearer`].
    pub fn bearer_token(self, token: impl Into<String>) -> Self {
        self.credentials(Credentials::bearer(token))
    }

    /// Sets when a request is sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Sets how many retries all requests of the client may make while none succeeds; 100 unless it is set.
    ///
    /// A request that succeeds at once gives back a fifth of a retry, and one that succeeds with a retry a whole one. Without
    /// such a budget an outage would be answered by several times the requests.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.settings.retry_budget = retries;
        self
    }

    /// Sets how many requests all callers of the client send in a second at most, evenly spaced; 0 is taken for 1. Without it
    /// there is no limit.
    ///
    /// Servers slow them all down: by 429, with or without `Retry-After`, and by what they say of their own limits (`RateLimit`,
    /// `RateLimit-Remaining`, `X-RateLimit-Remaining` and what belongs to these). Waiting counts against a request's time limit
    /// in all. Requests for tokens are not counted.
    pub fn requests_per_second(mut self, requests: u32) -> Self {
        self.settings.requests_per_second = Some(requests);
        self
    }

    /// Sets how long requests may take.
    pub fn time_limits(mut self, limits: TimeLimits) -> Self {
        self.settings.time_limits = limits;
        self
    }

    /// Lets credentials go over `http` to other machines, where anybody on the way can read them. Without it that is an error;
    /// a loopback address is none.
    pub fn allow_http(mut self) -> Self {
        self.settings.allows_http = true;
        self
    }

    /// Sets how much of a body is read into memory, in bytes; 256 MiB unless it is set. A larger one is an error.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.settings.max_body_size = bytes;
        self
    }

    /// Sets how much of JSON is decoded, in bytes; 32 MiB unless it is set. More is an error, and so is JSON that is nested
    /// deeper than 128 levels.
    pub fn max_json_size(mut self, bytes: usize) -> Self {
        self.settings.max_json_size = bytes;
        self
    }

    /// Sets how many connections to one host are kept open that no request uses; 64 unless it is set.
    pub fn max_idle_connections(mut self, connections: usize) -> Self {
        self.settings.max_idle_connections = connections;
        self
    }

    /// Adds code that sees each request and each response.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.settings.hooks.push(Box::new(hook));
        self
    }

    /// Sets the clock, for tests.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Box::new(clock);
        self
    }

    /// Adds a header that goes with every request, in place of an earlier one of that name.
    ///
    /// What a request says itself, such as its `Content-Type`, is sent instead.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// Sets `User-Agent`, which is else the name and version of this crate.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.settings.user_agent = Some(user_agent.into());
        self
    }

    /// Sets what the HTTP client is built from: proxies, root certificates, time limits and the like.
    ///
    /// Its redirect policy, its time limit for connecting and its bound of idle connections are replaced: redirects are followed by this client, so
    /// that no credential leaves the server's origin. Its default headers go everywhere, to other origins and to where
    /// tokens are fetched: set secrets with [`header`](Self::header) or [`credentials`](Self::credentials) instead.
    pub fn http_client_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.settings.http = Some(builder);
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// Where no server is known, or where something that was given can't be used.
    pub fn build(self) -> Result<C, BuildError> {
        self.settings.build().map(C::from)
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The values of headers may be secrets.
        let headers: Vec<&str> = self.settings.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("ClientBuilder")
            .field("server", &self.settings.server)
            .field("credentials", &self.settings.credentials)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
