//! How long a request may take.

use std::time::Duration;

/// How long a request may take, in each of its parts.
///
/// # Examples
///
/// ```
/// use generator_runtime::TimeLimits;
/// use std::time::Duration;
///
/// let limits = TimeLimits::new().attempt(Duration::from_secs(30)).total(Duration::from_secs(300));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeLimits {
    pub(crate) connect: Option<Duration>,
    pub(crate) attempt: Option<Duration>,
    pub(crate) total: Option<Duration>,
    pub(crate) min_rate: Option<MinRate>,
}

/// How slow a transfer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MinRate {
    /// How many bytes have to come in each period of waiting.
    pub(crate) bytes: u64,
    pub(crate) period: Duration,
}

impl TimeLimits {
    /// The limits of a client that is told nothing else: 10 seconds to connect, 60 seconds for an attempt, none in all, and
    /// 6,000 bytes in each minute of a download.
    pub const fn new() -> Self {
        let min_rate = Some(MinRate { bytes: 6000, period: Duration::from_secs(60) });
        Self { connect: Some(Duration::from_secs(10)), attempt: Some(Duration::from_secs(60)), total: None, min_rate }
    }

    /// No limits.
    pub const fn none() -> Self {
        Self { connect: None, attempt: None, total: None, min_rate: None }
    }

    /// Sets how long it may take to connect.
    #[must_use]
    pub const fn connect(mut self, limit: Duration) -> Self {
        self.connect = Some(limit);
        self
    }

    /// Sets how long one attempt may take, until the response is read. Where a file or a stream is sent, it bounds how
    /// long that may stand still; where a response is read as a stream, the time to its headers, and from then on to each
    /// of its pieces.
    #[must_use]
    pub const fn attempt(mut self, limit: Duration) -> Self {
        self.attempt = Some(limit);
        self
    }

    /// Sets how many bytes of a download have to come in each `period` that is spent waiting for them, and of an upload to go
    /// out in as much time as an attempt has. A server that moves a byte now and then would keep it up for ever otherwise.
    #[must_use]
    pub const fn min_rate(mut self, bytes: u64, period: Duration) -> Self {
        self.min_rate = Some(MinRate { bytes, period });
        self
    }

    /// How many bytes of an upload have to go out in `period`, so that it gets on.
    pub(crate) fn lowest_progress(&self, period: Option<Duration>) -> u64 {
        let share = |rate: MinRate| {
            let whole = u64::try_from(rate.period.as_millis()).unwrap_or(u64::MAX).max(1);
            let period = u64::try_from(period.unwrap_or_default().as_millis()).unwrap_or(u64::MAX);
            rate.bytes.saturating_mul(period) / whole
        };
        self.min_rate.map_or(1, share).max(1)
    }

    /// Sets how long a request may take in all: each attempt, the waits between them, and getting a token. A stream of items is
    /// bounded until its headers come.
    #[must_use]
    pub const fn total(mut self, limit: Duration) -> Self {
        self.total = Some(limit);
        self
    }
}

impl Default for TimeLimits {
    fn default() -> Self {
        Self::new()
    }
}
