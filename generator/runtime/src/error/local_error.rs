//! Errors on this side, apart from the network.

use std::error::Error as StdError;
use std::fmt;

/// A request that failed on this side: a file, a hook or a thread failed, or the next page can't be requested.
#[derive(Debug)]
pub struct LocalError {
    operation: &'static str,
    what: String,
    was_sent: bool,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl LocalError {
    pub(crate) fn new(
        operation: &'static str,
        what: impl Into<String>,
        source: Option<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self { operation, what: what.into(), was_sent: false, source }
    }

    /// The same error, of a request that the server may have.
    pub(crate) fn after_sending(mut self) -> Self {
        self.was_sent = true;
        self
    }

    /// Whether the server may have the request.
    pub fn was_sent(&self) -> bool {
        self.was_sent
    }
}

impl fmt::Display for LocalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.what)
    }
}

impl StdError for LocalError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}
