//! Collects what a client is made of.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::super::api::description::ApiDescription;
use super::super::auth::credentials::Credentials;
use super::super::auth::sign_in::{AuthorizationCode, SignIn};
use super::super::error::build_error::BuildError;
use super::super::policy::clock::Clock;
use super::super::policy::retry_policy::RetryPolicy;
use super::super::policy::time_limits::TimeLimits;
use super::super::transport::hook::Hook;
use super::super::transport::http::HttpTransport;
use super::super::uri::server::Server;
use super::Client;
use super::settings::Settings;

/// Builds a `C`, the client of an API.
///
/// [`build`](Self::build) checks all values; until then no method fails.
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

    /// Sets the client's credentials, for all security schemes that they fit. If several fit one scheme, the last one counts.
    ///
    /// If an operation needs credentials and the client has none, the call fails before anything is sent.
    pub fn credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.settings.credentials.push((None, credentials.into()));
        self
    }

    /// Sets the credentials for one security scheme, by its name in the specification.
    pub fn credentials_for(mut self, scheme: impl Into<String>, credentials: impl Into<Credentials>) -> Self {
        self.settings.credentials.push((Some(scheme.into()), credentials.into()));
        self
    }

    /// Sets the token that is sent as `Authorization: Bearer ..` with operations that ask for credentials. It is the same as
    /// [`credentials`](Self::credentials) with [`Credentials::bearer`].
    pub fn bearer_token(self, token: impl Into<String>) -> Self {
        self.credentials(Credentials::bearer(token))
    }

    /// Starts the sign-in of a user with a browser, at the builder's server. Pass the credentials that the sign-in brings to
    /// [`credentials`](Self::credentials).
    ///
    /// # Errors
    ///
    /// If no server is known, the server has no known URL to sign in at, or the flow's URLs can't be used.
    ///
    /// # Examples
    ///
    /// ```
    /// use generator_runtime::{AuthorizationCode, BuildError, Client, ClientBuilder};
    ///
    /// fn start(builder: &ClientBuilder<Client>) -> Result<(), BuildError> {
    ///     let flow = AuthorizationCode::new("the client's id", "http://127.0.0.1:8017/callback");
    ///     println!("open {}", builder.sign_in(flow)?.url());
    ///     Ok(())
    /// }
    /// ```
    pub fn sign_in(&self, flow: AuthorizationCode) -> Result<SignIn, BuildError> {
        self.settings.sign_in(flow)
    }

    /// Sets when a request is sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Sets how many retries all requests of the client may make while none succeeds. The default is 100.
    ///
    /// A request that succeeds at once gives back a fifth of a retry, and a request that succeeds after a retry a whole one. Without
    /// this budget, the client would send several times as many requests during an outage.
    pub fn retry_budget(mut self, retries: u32) -> Self {
        self.settings.retry_budget = retries;
        self
    }

    /// Sets how many requests all callers of the client send per second at most, evenly spaced; 0 counts as 1. By default there is no
    /// limit.
    ///
    /// Servers slow all of them down: with 429, with or without `Retry-After`, and with their own limits (`RateLimit`,
    /// `RateLimit-Remaining`, `X-RateLimit-Remaining` and the headers that belong to them). Waiting counts against a request's total
    /// time limit. Requests for tokens are not counted.
    pub fn requests_per_second(mut self, requests: u32) -> Self {
        self.settings.requests_per_second = Some(requests);
        self
    }

    /// Sets how long requests may take.
    pub fn time_limits(mut self, limits: TimeLimits) -> Self {
        self.settings.time_limits = limits;
        self
    }

    /// Allows credentials over `http` to other machines. By default this is an error, because anybody in between can read them.
    /// Loopback addresses are always allowed.
    pub fn allow_http(mut self) -> Self {
        self.settings.allows_http = true;
        self
    }

    /// Sets how much of a body is read into memory, in bytes. The default is 256 MiB. A larger body is an error.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.settings.max_body_size = bytes;
        self
    }

    /// Sets how much JSON is decoded, in bytes. The default is 32 MiB. More is an error, and so is JSON that is nested deeper
    /// than 128 levels.
    pub fn max_json_size(mut self, bytes: usize) -> Self {
        self.settings.max_json_size = bytes;
        self
    }

    /// Sets how many idle connections to one host are kept open. The default is 64.
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

    /// Adds a header to every request. It replaces an earlier header with that name.
    ///
    /// If a request sets the header itself, such as its `Content-Type`, the request's value is sent.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// Sets `User-Agent`. The default is the name and version of the generated crate.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.settings.user_agent = Some(user_agent.into());
        self
    }

    /// Sets the builder of the HTTP client, for proxies, root certificates, time limits and the like.
    ///
    /// Its redirect policy, its time limit for connecting and its limit of idle connections are replaced. This client follows
    /// redirects itself, so that no credential leaves the server's origin. Default headers of the builder are sent everywhere, even to
    /// other origins and to token endpoints: set secrets with [`header`](Self::header) or [`credentials`](Self::credentials) instead.
    pub fn http_client_builder(mut self, builder: reqwest::ClientBuilder) -> Self {
        self.settings.http = Some(builder);
        self
    }

    /// Uses the connections, the credentials with their tokens, the retry budget and the limit of requests per second of another
    /// client. So several APIs of one tenant need only one token. This builder's own settings of connections and limits are then
    /// ignored; its own credentials come before the shared ones.
    ///
    /// The credentials are sent to this builder's server, too: share only among servers that may see them. The other client can
    /// belong to another API, if both crates use the same package of the runtime.
    ///
    /// # Examples
    ///
    /// ```
    /// use generator_runtime::{BuildError, Client, ClientBuilder};
    ///
    /// fn another(builder: ClientBuilder<Client>, client: &Client) -> Result<Client, BuildError> {
    ///     builder.share(client).build()
    /// }
    /// ```
    pub fn share(mut self, other: &impl AsRef<Client>) -> Self {
        self.settings.other = Some(other.as_ref().clone());
        self
    }

    /// Replaces the built-in HTTP client with your own transport. These settings of the built-in client are then ignored:
    /// [`http_client_builder`](Self::http_client_builder), [`max_idle_connections`](Self::max_idle_connections) and the time
    /// limit for connecting.
    ///
    /// Your own [`reqwest::Client`] should not follow redirects. This client follows them itself, so that no credentials leave
    /// the server's origin.
    pub fn transport(mut self, transport: impl HttpTransport) -> Self {
        self.settings.transport = Some(Arc::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// If no server is known, or a value can't be used.
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
