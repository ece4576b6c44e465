//! How long a client waits, and how often it tries.

pub(super) mod clock;
pub(super) mod rate_limit;
pub(super) mod retry_budget;
pub(super) mod retry_policy;
pub(super) mod time_limits;
