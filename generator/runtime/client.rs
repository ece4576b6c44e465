//! The client itself: what all requests share, behind one reference count.

use std::fmt;
use std::sync::Arc;

use http::header::HeaderMap;

use super::authorization::Authorizer;
use super::clock::Clock;
use super::hook::Hook;
use super::operation::ApiDescription;
use super::retry_policy::RetryPolicy;
use super::time_limits::TimeLimits;

/// A client of the API: a server, credentials and a pool of connections.
///
/// Made by `Client::builder()`. Clones are cheap and share everything.
// The runtime reads fields: a method here would take its name from the services, which are methods of the client.
#[derive(Clone)]
pub struct Client {
    pub(super) shared: Arc<Shared>,
}

/// What all clones of a client share.
pub(super) struct Shared {
    pub(super) api: &'static ApiDescription,
    pub(super) http: reqwest::Client,
    /// Without a slash at its end.
    pub(super) base_url: String,
    /// Whether the caller gave the base URL, rather than choosing one of the specification's servers.
    pub(super) is_custom: bool,
    /// The headers that go with every request.
    pub(super) headers: HeaderMap,
    /// The credentials, for operations that ask for some.
    pub(super) authorizer: Authorizer,
    pub(super) retry: RetryPolicy,
    pub(super) time_limits: TimeLimits,
    /// How much of a body is read, in bytes.
    pub(super) max_body_size: usize,
    pub(super) hooks: Vec<Box<dyn Hook>>,
    pub(super) clock: Box<dyn Clock>,
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
