//! The client itself: what all requests share, behind one reference count.

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderMap, HeaderValue};

/// A client of the API: a server, credentials and a pool of connections.
///
/// Made by `Client::builder()`. Clones are cheap and share everything.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    http: reqwest::Client,
    base_url: String,
    headers: HeaderMap,
    authorization: Option<HeaderValue>,
}

impl Client {
    pub(super) fn new(
        http: reqwest::Client,
        base_url: String,
        headers: HeaderMap,
        authorization: Option<HeaderValue>,
    ) -> Self {
        Self { shared: Arc::new(Shared { http, base_url, headers, authorization }) }
    }

    /// The URL that the paths of operations are added to, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    pub(super) fn http(&self) -> &reqwest::Client {
        &self.shared.http
    }

    /// The headers that go with every request.
    pub(super) fn headers(&self) -> &HeaderMap {
        &self.shared.headers
    }

    /// The credential, for operations that ask for one.
    pub(super) fn authorization(&self) -> Option<&HeaderValue> {
        self.shared.authorization.as_ref()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.shared.base_url).finish_non_exhaustive()
    }
}
