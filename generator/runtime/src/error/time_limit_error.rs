//! Requests that took too long.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// A request that took longer than it may.
#[derive(Debug, Clone)]
pub struct TimeLimitError {
    operation: &'static str,
    limit: Duration,
    is_total: bool,
    was_sent: bool,
    is_idempotent: bool,
}

impl TimeLimitError {
    pub(crate) fn attempt(operation: &'static str, is_idempotent: bool, limit: Duration) -> Self {
        Self { operation, limit, is_total: false, was_sent: true, is_idempotent }
    }

    pub(crate) fn total(operation: &'static str, is_idempotent: bool, limit: Duration, was_sent: bool) -> Self {
        Self { operation, limit, is_total: true, was_sent, is_idempotent }
    }

    /// Whether the server may have the request. It has not where the limit passed while a token was waited for.
    pub fn was_sent(&self) -> bool {
        self.was_sent
    }

    pub(crate) fn is_retryable(&self) -> bool {
        self.is_idempotent || !self.was_sent
    }

    /// The limit that passed.
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// Whether it is the limit of the request in all, rather than that of its last attempt.
    pub fn is_total(&self) -> bool {
        self.is_total
    }
}

impl fmt::Display for TimeLimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.is_total { "the request" } else { "an attempt" };
        write!(f, "{}: {what} took longer than {:?}", self.operation, self.limit)
    }
}

impl StdError for TimeLimitError {}
