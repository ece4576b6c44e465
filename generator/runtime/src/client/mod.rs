//! The client itself: the state that all requests share, behind one reference count.

pub(super) mod api_client;
pub(super) mod builder;
mod environment;
pub(super) mod payload;
mod settings;

use std::fmt;
use std::sync::Arc;

use super::auth::authorizer::Authorizer;
use super::transport::Transport;

/// The inside of every generated `Client`: a server, credentials and a pool of connections.
///
/// Clones are cheap and share everything.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
}

/// What all clones of a client share.
pub(crate) struct Shared {
    pub(crate) transport: Arc<Transport>,
    /// Without a slash at its end.
    pub(crate) base_url: String,
    /// Whether the caller gave the base URL, and did not choose one of the specification's servers.
    pub(crate) is_custom: bool,
    /// The credentials, for operations that ask for some.
    pub(crate) authorizer: Authorizer,
}

impl Client {
    /// The base URL, without a slash at its end. The paths of operations are added to it.
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }
}

impl AsRef<Client> for Client {
    fn as_ref(&self) -> &Client {
        self
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
