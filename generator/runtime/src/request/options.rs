//! Options for one request.

use std::fmt;
use std::time::Duration;

use super::super::policy::retry_policy::RetryPolicy;
use super::super::uri::server::Server;

/// Options for one request: pass them to a builder's `options`.
///
/// # Examples
///
/// ```
/// use generator_runtime::{RequestOptions, RetryPolicy};
/// use std::time::Duration;
///
/// let options = RequestOptions::new()
///     .header("X-Request-Id", "1f0d")
///     .total_time_limit(Duration::from_secs(5))
///     .retry(RetryPolicy::none());
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct RequestOptions {
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) server: Option<Server>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) attempt_time_limit: Option<Duration>,
    pub(crate) total_time_limit: Option<Duration>,
}

impl RequestOptions {
    /// The client's own settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a header. It replaces the client's or the operation's header with that name.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sends the request to another server, which gets the client's credentials.
    pub fn server(mut self, server: impl Into<Server>) -> Self {
        self.server = Some(server.into());
        self
    }

    /// Sets when the request is sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = Some(policy);
        self
    }

    /// Sets how long one attempt may take. See [`TimeLimits::attempt`](super::super::TimeLimits::attempt).
    pub fn attempt_time_limit(mut self, limit: Duration) -> Self {
        self.attempt_time_limit = Some(limit);
        self
    }

    /// Sets the total time of the request. See [`TimeLimits::total`](super::super::TimeLimits::total).
    pub fn total_time_limit(mut self, limit: Duration) -> Self {
        self.total_time_limit = Some(limit);
        self
    }
}

impl fmt::Debug for RequestOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The values of headers may be secrets.
        let headers: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("RequestOptions")
            .field("headers", &headers)
            .field("server", &self.server)
            .field("retry", &self.retry)
            .field("attempt_time_limit", &self.attempt_time_limit)
            .field("total_time_limit", &self.total_time_limit)
            .finish()
    }
}
