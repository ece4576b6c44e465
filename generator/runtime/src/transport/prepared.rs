//! A prepared request: everything that an attempt sends, apart from credentials.

use std::time::Duration;

use http::HeaderMap;
use url::Url;

use super::super::api::operation::Operation;
use super::super::body::payload::Payload;
use super::super::error::time_limit_error::TimeLimitError;
use super::super::policy::retry_policy::RetryPolicy;
use super::super::response::error::Failure;

/// A prepared request.
pub(crate) struct Prepared {
    pub(crate) operation: &'static Operation,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) payload: Payload,
    /// If these three are `None`, the transport's own values count.
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) attempt_time_limit: Option<Duration>,
    pub(crate) total_time_limit: Option<Duration>,
    /// Whether the request has a header that marks all attempts as one call.
    pub(crate) has_idempotency_key: bool,
    /// Whether it is the client's own request for a token: hooks don't see it, and its redirects are not followed.
    pub(crate) is_internal: bool,
}

impl Prepared {
    /// Whether sending the request twice has the same effect as sending it once: because of its method (RFC 9110, section 9.2.2), or of
    /// a key that tells the server that both are one call.
    pub(crate) fn is_idempotent(&self) -> bool {
        self.operation.is_idempotent() || self.is_internal || self.has_idempotency_key
    }

    pub(crate) fn attempt_limit_passed(&self, limit: Option<Duration>) -> Failure {
        TimeLimitError::attempt(self.operation.id, self.is_idempotent(), limit.unwrap_or_default()).into()
    }
}
