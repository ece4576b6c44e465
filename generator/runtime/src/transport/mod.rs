//! How a request is sent: attempts, redirects, hooks, and the response as it arrives.

pub(super) mod attempt;
pub(super) mod authorization;
pub(super) mod exchange;
pub(super) mod hook;
pub(super) mod http;
pub(super) mod prepared;
pub(super) mod redirect;
pub(super) mod trace;

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::time::Duration;

use ::http::HeaderMap;

use self::hook::Hook;
use self::http::Http;
use self::prepared::Prepared;
use super::api::description::ApiDescription;
use super::policy::clock::Clock;
use super::policy::rate_limit::RateLimit;
use super::policy::retry_budget::RetryBudget;
use super::policy::retry_policy::RetryPolicy;
use super::policy::time_limits::TimeLimits;

/// Sends the requests of all operations.
pub(crate) struct Transport {
    pub(crate) api: &'static ApiDescription,
    pub(crate) http: Http,
    /// The headers that go with every request.
    pub(crate) headers: HeaderMap,
    pub(crate) retry: RetryPolicy,
    pub(crate) load: Arc<Load>,
    pub(crate) time_limits: TimeLimits,
    /// Whether credentials may go over `http` to other machines.
    pub(crate) allows_http: bool,
    /// How much of a body is read, in bytes.
    pub(crate) max_body_size: usize,
    /// How much of JSON is decoded, in bytes.
    pub(crate) max_json_size: usize,
    pub(crate) hooks: Vec<Box<dyn Hook>>,
    pub(crate) clock: Box<dyn Clock>,
}

/// How much the servers take, which clients may share.
pub(crate) struct Load {
    pub(crate) retry_budget: RetryBudget,
    pub(crate) rate_limit: Option<RateLimit>,
    /// How many requests wait for their next attempt.
    pub(crate) waiting: AtomicUsize,
}

impl Transport {
    /// How long an attempt at the request may take.
    pub(crate) fn attempt_time_limit(&self, prepared: &Prepared) -> Option<Duration> {
        prepared.attempt_time_limit.or(self.time_limits.attempt)
    }

    /// How long the request may take in all. A request for a token belongs to no caller, and has its own limit.
    pub(crate) fn total_time_limit(&self, prepared: &Prepared) -> Option<Duration> {
        if prepared.is_internal {
            return None;
        }
        prepared.total_time_limit.or(self.time_limits.total)
    }
}
