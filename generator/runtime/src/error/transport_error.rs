//! Requests that got no whole response.

use std::error::Error as StdError;
use std::fmt;

/// A request for which no whole response came.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    /// `None` for a body that ended before its time.
    source: Option<reqwest::Error>,
}

impl TransportError {
    /// The URL is left out: its query may have secrets.
    pub(crate) fn new(operation: &'static str, source: reqwest::Error) -> Self {
        Self { operation, source: Some(source.without_url()) }
    }

    /// A body that ended before its time.
    pub(crate) fn cut_short(operation: &'static str) -> Self {
        Self { operation, source: None }
    }

    /// Whether there was no connection, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.source.as_ref().is_some_and(reqwest::Error::is_connect)
    }

    /// Whether a time limit passed.
    pub fn is_timeout(&self) -> bool {
        self.source.as_ref().is_some_and(reqwest::Error::is_timeout)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.is_timeout() {
            "a time limit passed"
        } else if self.is_connect() {
            "the server can't be reached"
        } else if self.source.as_ref().is_none_or(|source| source.is_body() || source.is_decode()) {
            "the response could not be read to its end"
        } else {
            "the request could not be sent"
        };
        write!(f, "{}: {what}", self.operation)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|source| source as &(dyn StdError + 'static))
    }
}
