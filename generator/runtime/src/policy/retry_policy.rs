//! When a request is sent again, and after which wait.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

/// The time between requests of one client that wait because a server told them to.
const SPACING: Duration = Duration::from_millis(15);

/// The longest extra wait of the last of them.
const LONGEST_QUEUE: Duration = Duration::from_secs(30);

/// When a failed request is sent again.
///
/// As long as the body can be sent twice, these requests are sent again:
///
/// - any request that got a 429, or a 503 with a `Retry-After`;
/// - any request without a connection, so that nothing was sent;
/// - a request with an idempotent method (RFC 9110, section 9.2.2), if it got 408, 500, 502, 503 or 504, its connection broke,
///   or the time limit of the attempt passed.
///
/// A request with the header `Idempotency-Key` is idempotent, too.
///
/// The client waits as long as `Retry-After` says, in seconds or as a date, which is compared with the response's own `Date`. It
/// adds up to a quarter, and more if many of its requests wait, so that they are not all sent at once. Without a `Retry-After`,
/// or if it is 0 or in the past, the wait is a random time up to a bound that doubles with each attempt ("full jitter").
///
/// All requests of a client share a budget of retries:
/// [`ClientBuilder::retry_budget`](super::super::ClientBuilder::retry_budget).
///
/// # Examples
///
/// ```
/// use generator_runtime::RetryPolicy;
/// use std::time::Duration;
///
/// let patient = RetryPolicy::new().max_attempts(8).max_elapsed(Duration::from_secs(600));
/// let never = RetryPolicy::none();
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    max_elapsed: Duration,
}

impl RetryPolicy {
    /// The default policy of a client: 4 attempts, waits of up to 0.5, 1 and 2 seconds, a `Retry-After` of up to 60 seconds, and
    /// 120 seconds in all.
    pub const fn new() -> Self {
        Self {
            max_attempts: 4,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
            max_elapsed: Duration::from_secs(120),
        }
    }

    /// Sends nothing twice. The exception is a request whose token was refused: it is sent once more with a new token.
    pub const fn none() -> Self {
        let mut policy = Self::new();
        policy.max_attempts = 1;
        policy
    }

    /// Sets how often a request is sent at most, including the first time; 0 counts as 1.
    #[must_use]
    pub const fn max_attempts(mut self, max_attempts: u32) -> Self {
        self.max_attempts = max_attempts;
        self
    }

    /// Sets the bound of the first wait, which doubles with each attempt.
    #[must_use]
    pub const fn base_delay(mut self, base_delay: Duration) -> Self {
        self.base_delay = base_delay;
        self
    }

    /// Sets the largest bound of a wait.
    #[must_use]
    pub const fn max_delay(mut self, max_delay: Duration) -> Self {
        self.max_delay = max_delay;
        self
    }

    /// Sets the longest `Retry-After` that the client waits for. If the server asks for more, you get its response.
    #[must_use]
    pub const fn max_retry_after(mut self, max_retry_after: Duration) -> Self {
        self.max_retry_after = max_retry_after;
        self
    }

    /// Sets how long after the first attempt another one may begin.
    #[must_use]
    pub const fn max_elapsed(mut self, max_elapsed: Duration) -> Self {
        self.max_elapsed = max_elapsed;
        self
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// How an attempt ended, as far as it matters for a retry.
pub(crate) enum Ended<'a> {
    /// With a response.
    Answered(StatusCode, &'a HeaderMap),
    /// Without a connection: nothing was sent.
    Unconnected,
    /// Without a complete response, although something may have been sent.
    Broken,
}

/// What is known when an attempt ended.
pub(crate) struct Progress {
    /// Whether sending the request twice has the same effect as sending it once.
    pub(crate) is_idempotent: bool,
    /// The number of attempts so far.
    pub(crate) attempts: u32,
    /// The time since the first one began.
    pub(crate) elapsed: Duration,
    pub(crate) now: SystemTime,
    /// How many requests of the client wait for their next attempt.
    pub(crate) waiting: usize,
}

impl RetryPolicy {
    /// How long after the first attempt another one may begin.
    pub(crate) fn longest(&self) -> Duration {
        if self.max_attempts > 1 { self.max_elapsed } else { Duration::ZERO }
    }

    /// How long to wait before the request is sent again; `None` if it is not sent again.
    pub(crate) fn delay(&self, ended: &Ended<'_>, progress: &Progress) -> Option<Duration> {
        if progress.attempts >= self.max_attempts {
            return None;
        }
        let asked = match ended {
            Ended::Answered(_, headers) => retry_after(headers, progress.now),
            Ended::Unconnected | Ended::Broken => None,
        };
        let may_repeat = match ended {
            Ended::Unconnected | Ended::Answered(StatusCode::TOO_MANY_REQUESTS, _) => true,
            Ended::Answered(StatusCode::SERVICE_UNAVAILABLE, headers) if headers.contains_key(RETRY_AFTER) => true,
            Ended::Answered(status, _) => matches!(status.as_u16(), 408 | 500 | 502..=504) && progress.is_idempotent,
            Ended::Broken => progress.is_idempotent,
        };
        if !may_repeat {
            return None;
        }
        let delay = match asked {
            Some(asked) if asked > self.max_retry_after => return None,
            Some(asked) => asked.saturating_add(jitter(asked, progress.waiting)),
            None => self.back_off(progress.attempts),
        };
        let in_time = progress.elapsed.saturating_add(asked.unwrap_or(delay)) <= self.max_elapsed;
        in_time.then_some(delay)
    }

    /// A random time up to the bound after that many attempts.
    fn back_off(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(31);
        let bound = self.base_delay.saturating_mul(1 << doublings).min(self.max_delay);
        bound.mul_f64(fastrand::f64())
    }
}

/// The extra wait, if `waiting` requests already wait because a server asked for it: each gets its own time.
fn jitter(asked: Duration, waiting: usize) -> Duration {
    let place = SPACING.saturating_mul(u32::try_from(waiting).unwrap_or(u32::MAX)).min(LONGEST_QUEUE);
    (asked / 4).mul_f64(fastrand::f64()).saturating_add(place)
}

/// The time that `Retry-After` (RFC 9110, section 10.2.3) asks for; `None` also for 0 and for a date in the past.
///
/// A date is compared with the response's own date, because the server's clock may differ from this machine's.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let asked = if let Ok(seconds) = value.parse() {
        Duration::from_secs(seconds)
    } else {
        let now = date_of(headers).unwrap_or(now);
        httpdate::parse_http_date(value).ok()?.duration_since(now).ok()?
    };
    Some(asked).filter(|asked| !asked.is_zero())
}

/// When a response was made, by the server's clock.
pub(super) fn date_of(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()
}
