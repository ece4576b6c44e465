//! The settings of a client, for any API.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::super::api::description::ApiDescription;
use super::super::auth::authorizer::Authorizer;
use super::super::auth::credentials::Credentials;
use super::super::auth::sign_in::{AuthorizationCode, SignIn};
use super::super::auth::token_url;
use super::super::error::build_error::BuildError;
use super::super::json::bounds;
use super::super::policy::clock::{Clock, SystemClock};
use super::super::policy::rate_limit::RateLimit;
use super::super::policy::retry_budget::{self, RetryBudget};
use super::super::policy::retry_policy::RetryPolicy;
use super::super::policy::time_limits::TimeLimits;
use super::super::transport::hook::Hook;
use super::super::transport::http::{Http, HttpTransport};
use super::super::transport::{Load, Transport};
use super::super::uri::server::{self, Server};
use super::{Client, Shared};

/// How much of a body is read by default: 256 MiB.
const MAX_BODY_SIZE: usize = 256 << 20;

/// How many idle connections to one host are kept open by default: far fewer than a process may have open.
const MAX_IDLE_CONNECTIONS: usize = 64;

/// What a builder collects. It is not generic, so that it is compiled once.
pub(super) struct Settings {
    pub(super) api: &'static ApiDescription,
    pub(super) server: Option<Server>,
    pub(super) credentials: Vec<(Option<String>, Credentials)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) user_agent: Option<String>,
    pub(super) retry: RetryPolicy,
    pub(super) retry_budget: u32,
    pub(super) requests_per_second: Option<u32>,
    pub(super) time_limits: TimeLimits,
    /// Whether credentials may go over `http` to other machines.
    pub(super) allows_http: bool,
    pub(super) max_body_size: usize,
    pub(super) max_json_size: usize,
    pub(super) max_idle_connections: usize,
    pub(super) hooks: Vec<Box<dyn Hook>>,
    pub(super) clock: Box<dyn Clock>,
    pub(super) http: Option<reqwest::ClientBuilder>,
    /// What carries requests in place of an HTTP client that is made of `http`.
    pub(super) transport: Option<Arc<dyn HttpTransport>>,
    /// A client that shares what it has.
    pub(super) other: Option<Client>,
}

impl Settings {
    pub(super) fn new(api: &'static ApiDescription) -> Self {
        Self {
            api,
            server: None,
            credentials: Vec::new(),
            headers: Vec::new(),
            user_agent: None,
            retry: RetryPolicy::new(),
            retry_budget: retry_budget::RETRIES,
            requests_per_second: None,
            time_limits: TimeLimits::new(),
            allows_http: false,
            max_body_size: MAX_BODY_SIZE,
            max_json_size: bounds::MAX_SIZE,
            max_idle_connections: MAX_IDLE_CONNECTIONS,
            hooks: Vec::new(),
            clock: Box::new(SystemClock),
            http: None,
            transport: None,
            other: None,
        }
    }

    /// The server that was chosen, or the only one.
    fn server(&self) -> Result<Server, BuildError> {
        let default_server = || self.api.default_server.map(|url| Server::from_template(url, []));
        self.server.clone().or_else(default_server).ok_or(BuildError::NoServer)
    }

    /// Starts a sign-in with a browser.
    pub(super) fn sign_in(&self, flow: AuthorizationCode) -> Result<SignIn, BuildError> {
        let server = self.server()?;
        let base_url = server::resolve(&server)?;
        let given = flow.authorization_url.as_deref();
        let url = token_url::resolve(token_url::AUTHORIZATION, given, self.api, None, &server, &base_url);
        let (url, _) = url.map_err(|reason| BuildError::NoAuthorizationUrl { reason })?;
        match server::insecure_origin(url.as_str()).filter(|_| !self.allows_http) {
            Some(origin) => Err(BuildError::InsecureServer { origin }),
            None => SignIn::new(url, flow),
        }
    }

    pub(super) fn build(self) -> Result<Client, BuildError> {
        let server = self.server()?;
        let base_url = server::resolve(&server)?;
        let is_custom = server::is_custom(&server);
        let other = self.other.as_ref().map(|other| &*other.shared);
        let has_credentials = !self.credentials.is_empty() || other.is_some_and(|other| !other.authorizer.is_empty());
        let user_agent = self.user_agent.unwrap_or_else(|| self.api.user_agent.to_owned());
        let headers = headers(self.api, user_agent, self.headers)?;
        if let Some(origin) = server::insecure_origin(&base_url).filter(|_| has_credentials && !self.allows_http) {
            return Err(BuildError::InsecureServer { origin });
        }
        let http = match (other, self.transport) {
            (Some(other), _) => other.transport.http.clone(),
            (None, Some(transport)) => Http::Own(transport),
            (None, None) => Http::BuiltIn(http_client(self.http, &self.time_limits, self.max_idle_connections)?),
        };
        let own_load = || Load {
            retry_budget: RetryBudget::new(self.retry_budget),
            rate_limit: self.requests_per_second.map(RateLimit::new),
            waiting: AtomicUsize::new(0),
        };
        let load = other.map_or_else(|| Arc::new(own_load()), |other| Arc::clone(&other.transport.load));
        let transport = Arc::new(Transport {
            api: self.api,
            http,
            headers,
            retry: self.retry,
            load,
            time_limits: self.time_limits,
            allows_http: self.allows_http,
            max_body_size: self.max_body_size,
            max_json_size: self.max_json_size,
            hooks: self.hooks,
            clock: self.clock,
        });
        let mut authorizer = Authorizer::new(self.api, self.credentials, &server, &base_url, &transport)?;
        if let Some(other) = other {
            authorizer.share(&other.authorizer);
        }
        Ok(Client::from(Shared { transport, base_url, is_custom, authorizer }))
    }
}

fn http_client(
    builder: Option<reqwest::ClientBuilder>,
    limits: &TimeLimits,
    max_idle_connections: usize,
) -> Result<reqwest::Client, BuildError> {
    let mut http = builder.unwrap_or_default().redirect(reqwest::redirect::Policy::none());
    http = http.pool_max_idle_per_host(max_idle_connections);
    if let Some(limit) = limits.connect {
        http = http.connect_timeout(limit);
    }
    without_panic(|| http.build())?.map_err(BuildError::HttpClient)
}

/// The result of `build`. The HTTP client panics if TLS has no implementation of its cryptography.
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
