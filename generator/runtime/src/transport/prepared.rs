//! A request that is put together: what an attempt sends, apart from credentials.

use std::time::Duration;

use http::HeaderMap;
use url::Url;

use super::super::api::operation::Operation;
use super::super::body::payload::Payload;
use super::super::error::time_limit_error::TimeLimitError;
use super::super::policy::retry_policy::RetryPolicy;
use super::super::response::error::Failure;

/// A request that is put together.
pub(crate) struct Prepared {
    pub(crate) operation: &'static Operation,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) payload: Payload,
    /// Where these three are `None`, those of the transport hold.
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) attempt_time_limit: Option<Duration>,
    pub(crate) total_time_limit: Option<Duration>,
    /// The header that makes one of all attempts, if the request has it.
    pub(crate) has_idempotency_key: bool,
    /// Whether it is the client's own, for a token: hooks don't see it, and it is redirected nowhere.
    pub(crate) is_internal: bool,
}

impl Prepared {
    /// Whether sending the request twice does what sending it once does: by its method (RFC 9110, section 9.2.2), or by a
    /// key that tells the server that both are one.
    pub(crate) fn is_idempotent(&self) -> bool {
        self.operation.method.is_idempotent() || self.is_internal || self.has_idempotency_key
    }

    pub(crate) fn attempt_limit_passed(&self, limit: Option<Duration>) -> Failure {
        TimeLimitError::attempt(self.operation.id, self.is_idempotent(), limit.unwrap_or_default()).into()
    }
}
