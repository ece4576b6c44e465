//! How many retries a client makes altogether, so that it doesn't answer an outage with several times the requests.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a retry costs. A request that succeeds at once gives back 1.
const COST: u32 = 5;

/// How many retries a full budget allows.
pub(crate) const RETRIES: u32 = 100;

/// A bucket of tokens that retries take and successes give back.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    capacity: u32,
    left: AtomicU32,
}

impl RetryBudget {
    pub(crate) fn new(retries: u32) -> Self {
        let capacity = retries.saturating_mul(COST);
        Self { capacity, left: AtomicU32::new(capacity) }
    }

    /// Takes the cost of a retry; `false` if the budget is too small.
    pub(crate) fn take(&self) -> bool {
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(COST)).is_ok()
    }

    /// Gives back what a success after that many attempts is worth.
    pub(crate) fn succeeded(&self, attempts: u32) {
        let worth = if attempts > 1 { COST } else { 1 };
        let give = |left: u32| (left < self.capacity).then(|| left.saturating_add(worth).min(self.capacity));
        _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}
