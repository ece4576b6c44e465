//! A request that is put together: what an attempt sends, apart from credentials.

use std::time::Duration;

use http::HeaderMap;
use url::Url;

use super::super::api::operation::Operation;
use super::super::body::payload::Payload;
use super::super::policy::retry_policy::RetryPolicy;

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
    /// Whether it is the client's own, for a token: hooks don't see it, and it is redirected nowhere.
    pub(crate) is_internal: bool,
}
