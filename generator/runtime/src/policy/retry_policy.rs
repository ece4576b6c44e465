//! When a request is sent again, and after how long.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

/// How far apart requests of one client are that wait as a server told them.
const SPACING: Duration = Duration::from_millis(15);

/// What the last of them waits beyond what was asked.
const LONGEST_QUEUE: Duration = Duration::from_secs(30);

/// When a request that failed is sent again.
///
/// Sent again are, as long as the body can be sent twice:
///
/// - any request that was answered 429, or 503 with a `Retry-After`;
/// - any request for which there was no connection, so that nothing was sent;
/// - a request of an idempotent method (RFC 9110, section 9.2.2) that was answered 408, 500, 502, 503 or 504, whose connection
///   broke, or for which the time limit of the attempt passed.
///
/// An idempotent one is also a request with the header `Idempotency-Key`.
///
/// The wait is what `Retry-After` says, in seconds or as a date, which counts from the answer's own `Date`. Up to a quarter
/// is added, and more where many requests of a client wait, so that they don't come back at once. Without one, or
/// where it is 0 or past, the wait is a random time up to a bound that doubles with each attempt ("full jitter").
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
    /// The policy of a client that is told nothing else: 4 attempts, waits of up to 0.5, 1 and 2 seconds, a
    /// `Retry-After` of up to 60 seconds, and 120 seconds in all.
    pub const fn new() -> Self {
        Self {
            max_attempts: 4,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(20),
            max_retry_after: Duration::from_secs(60),
            max_elapsed: Duration::from_secs(120),
        }
    }

    /// Sends nothing twice, but for a request whose token was refused: it is sent once more with a fresh one.
    pub const fn none() -> Self {
        let mut policy = Self::new();
        policy.max_attempts = 1;
        policy
    }

    /// Sets how often a request is sent at most, the first time included; 0 is taken for 1.
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

    /// Sets what the bound of a wait doesn't grow beyond.
    #[must_use]
    pub const fn max_delay(mut self, max_delay: Duration) -> Self {
        self.max_delay = max_delay;
        self
    }

    /// Sets the longest `Retry-After` that is waited for. Where the server asks for more, the caller gets its answer.
    #[must_use]
    pub const fn max_retry_after(mut self, max_retry_after: Duration) -> Self {
        self.max_retry_after = max_retry_after;
        self
    }

    /// Sets the time, from the first attempt on, behind which no other one begins.
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

/// How an attempt ended, as far as sending it again depends on it.
pub(crate) enum Ended<'a> {
    /// With a response.
    Answered(StatusCode, &'a HeaderMap),
    /// Without a connection: nothing was sent.
    Unconnected,
    /// Without a whole response, although something may have been sent.
    Broken,
}

/// What is known when an attempt ended.
pub(crate) struct Progress {
    /// Whether sending the request twice does what sending it once does.
    pub(crate) is_idempotent: bool,
    /// The attempts that were made.
    pub(crate) attempts: u32,
    /// The time since the first one began.
    pub(crate) elapsed: Duration,
    pub(crate) now: SystemTime,
    /// How many requests of the client wait for their next attempt.
    pub(crate) waiting: usize,
}

impl RetryPolicy {
    /// The time behind which no attempt begins.
    pub(crate) fn longest(&self) -> Duration {
        if self.max_attempts > 1 { self.max_elapsed } else { Duration::ZERO }
    }

    /// How long to wait before the request is sent again; `None` where it isn't.
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

    /// A random time up to the bound for that many attempts.
    fn back_off(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(31);
        let bound = self.base_delay.saturating_mul(1 << doublings).min(self.max_delay);
        bound.mul_f64(fastrand::f64())
    }
}

/// What is added to a wait that a server asked for, where `waiting` requests wait so already: each has its own time.
fn jitter(asked: Duration, waiting: usize) -> Duration {
    let place = SPACING.saturating_mul(u32::try_from(waiting).unwrap_or(u32::MAX)).min(LONGEST_QUEUE);
    (asked / 4).mul_f64(fastrand::f64()).saturating_add(place)
}

/// The time that `Retry-After` (RFC 9110, section 10.2.3) asks for; `None` also for 0 and for a date in the past.
///
/// A date counts from the answer's own one: the server's clock may differ from this machine's.
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

/// When an answer was made, by the server's clock.
pub(super) fn date_of(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(DATE)?.to_str().ok()?).ok()
}
