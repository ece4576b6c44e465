//! How long a request may take.

use std::time::Duration;

/// How long a request and its parts may take.
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
    /// The default limits of a client: 10 seconds to connect, 60 seconds for an attempt, no total limit, and 6,000 bytes in each minute
    /// of a download.
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

    /// Sets how long one attempt may take, until the response is read. For an upload of a file or a stream, it is how long the upload
    /// may stand still. For a response that is read as a stream, it is the time to its headers, and then to each of its pieces.
    #[must_use]
    pub const fn attempt(mut self, limit: Duration) -> Self {
        self.attempt = Some(limit);
        self
    }

    /// Sets how many bytes of a download have to come in each `period` of waiting, and how many bytes of an upload have to be sent within
    /// the time limit of an attempt. Otherwise a server could keep a transfer going for ever with a byte now and then.
    #[must_use]
    pub const fn min_rate(mut self, bytes: u64, period: Duration) -> Self {
        self.min_rate = Some(MinRate { bytes, period });
        self
    }

    /// How many bytes of an upload have to be sent in `period`.
    pub(crate) fn lowest_progress(&self, period: Option<Duration>) -> u64 {
        let share = |rate: MinRate| {
            let whole = u64::try_from(rate.period.as_millis()).unwrap_or(u64::MAX).max(1);
            let period = u64::try_from(period.unwrap_or_default().as_millis()).unwrap_or(u64::MAX);
            rate.bytes.saturating_mul(period) / whole
        };
        self.min_rate.map_or(1, share).max(1)
    }

    /// Sets the total time of a request: all attempts, the waits between them, and fetching a token. For a stream of items the
    /// limit ends with its headers.
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
