//! The client itself: what all requests share, behind one reference count.

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderValue};

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
    pub(super) http: reqwest::Client,
    /// Without a slash at its end.
    pub(super) base_url: String,
    /// Whether the caller gave the base URL, rather than choosing one of the specification's servers.
    pub(super) is_custom: bool,
    /// The headers that go with every request.
    pub(super) headers: HeaderMap,
    /// The credential, for operations that ask for one.
    pub(super) authorization: Option<HeaderValue>,
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
