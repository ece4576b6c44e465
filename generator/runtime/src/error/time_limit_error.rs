//! Requests that took too long.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Which of the limits passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Attempt,
    Total,
    Rate,
}

/// A request that took too long.
#[derive(Debug, Clone)]
pub struct TimeLimitError {
    operation: &'static str,
    limit: Duration,
    kind: Kind,
    was_sent: bool,
    is_idempotent: bool,
}

impl TimeLimitError {
    pub(crate) fn attempt(operation: &'static str, is_idempotent: bool, limit: Duration) -> Self {
        Self { operation, limit, kind: Kind::Attempt, was_sent: true, is_idempotent }
    }

    /// Fewer bytes came in `period` than required.
    pub(crate) fn rate(operation: &'static str, is_idempotent: bool, period: Duration) -> Self {
        Self { kind: Kind::Rate, ..Self::attempt(operation, is_idempotent, period) }
    }

    pub(crate) fn total(operation: &'static str, is_idempotent: bool, limit: Duration, was_sent: bool) -> Self {
        Self { operation, limit, kind: Kind::Total, was_sent, is_idempotent }
    }

    /// Whether the server may have the request. It has not if the limit passed while the request waited for a token.
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

    /// Whether it is the total limit of the request, and not the limit of its last attempt.
    pub fn is_total(&self) -> bool {
        self.kind == Kind::Total
    }
}

impl fmt::Display for TimeLimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, limit, kind, .. } = self;
        match kind {
            Kind::Attempt => write!(f, "{operation}: an attempt took longer than {limit:?}"),
            Kind::Total => write!(f, "{operation}: the request took longer than {limit:?}"),
            Kind::Rate => write!(f, "{operation}: less came in {limit:?} than the lowest rate"),
        }
    }
}

impl StdError for TimeLimitError {}
