//! The client itself: what all requests share, behind one reference count.

pub(super) mod api_client;
pub(super) mod builder;
mod environment;
mod settings;

use std::fmt;
use std::sync::Arc;

use http::header::HeaderMap;

use super::api::description::ApiDescription;
use super::auth::authorization::Authorizer;
use super::policy::clock::Clock;
use super::policy::retry_policy::RetryPolicy;
use super::policy::time_limits::TimeLimits;
use super::transport::hook::Hook;

/// What the `Client` of every generated crate holds: a server, credentials and a pool of connections.
///
/// Clones are cheap and share everything.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

/// What all clones of a client share.
pub(crate) struct Shared {
    pub(crate) api: &'static ApiDescription,
    pub(crate) http: reqwest::Client,
    /// Without a slash at its end.
    pub(crate) base_url: String,
    /// Whether the caller gave the base URL, rather than choosing one of the specification's servers.
    pub(crate) is_custom: bool,
    /// The headers that go with every request.
    pub(crate) headers: HeaderMap,
    /// The credentials, for operations that ask for some.
    pub(crate) authorizer: Authorizer,
    pub(crate) retry: RetryPolicy,
    pub(crate) time_limits: TimeLimits,
    /// How much of a body is read, in bytes.
    pub(crate) max_body_size: usize,
    pub(crate) hooks: Vec<Box<dyn Hook>>,
    pub(crate) clock: Box<dyn Clock>,
}

impl Client {
    /// The URL that the paths of operations are added to, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }
}

impl From<Shared> for Client {
    fn from(shared: Shared) -> Self {
        Self { shared: Arc::new(shared) }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.shared.base_url).finish_non_exhaustive()
    }
}
