//! How many requests a client sends per second, and how servers slow that down.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, StatusCode};

use super::clock::Clock;
use super::retry_policy::{date_of, retry_after};

/// The longest time that one response holds up requests.
const LONGEST: Duration = Duration::from_secs(60);

/// The most that responses with only a 429 slow the client down.
const SLOWEST: f64 = 16.0;

/// The factor by which each success reduces the slowdown.
const RECOVERY: f64 = 0.9;

/// From this number on, a reset is a point in time (seconds since 1970), and not a number of seconds: GitHub sends such points.
const FIRST_DATE: u64 = 1_000_000_000;

/// Spaces the requests of a client out.
#[derive(Debug)]
pub(crate) struct RateLimit {
    interval: Duration,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// When the next request may be sent.
    next: Option<Instant>,
    /// By which factor the interval is longer than wanted.
    slowdown: f64,
    /// Until when no request is sent.
    held: Option<Instant>,
    /// The interval at which the remaining requests last, and until when that is known.
    pace: Option<(Duration, Instant)>,
}

/// The limit that a server announces.
#[derive(Debug, PartialEq, Eq)]
struct Hint {
    /// How many more requests it takes.
    remaining: u32,
    /// When that changes, from now on.
    reset: Duration,
}

impl RateLimit {
    /// This many requests per second; 0 counts as 1.
    pub(crate) fn new(per_second: u32) -> Self {
        let state = State { next: None, slowdown: 1.0, held: None, pace: None };
        Self { interval: Duration::from_secs(1) / per_second.max(1), state: Mutex::new(state) }
    }

    /// Waits until it is the caller's turn.
    pub(crate) async fn wait(&self, clock: &dyn Clock) {
        loop {
            let delay = self.turn(clock.now());
            if delay.is_zero() {
                return;
            }
            clock.sleep(delay).await;
            // Limits that a server announced meanwhile also count for waiting requests.
            let now = clock.now();
            if self.state().held.is_none_or(|held| held <= now) {
                return;
            }
        }
    }

    /// How long a request waits that could be sent now. It takes its turn.
    fn turn(&self, now: Instant) -> Duration {
        let mut state = self.state();
        let at = [state.next, state.held].into_iter().flatten().fold(now, Instant::max);
        let own = self.interval.mul_f64(state.slowdown);
        let paced = state.pace.filter(|(_, until)| *until > at).map_or(own, |(pace, _)| pace.max(own));
        state.next = at.checked_add(paced);
        at.saturating_duration_since(now)
    }

    /// Slows down or recovers, according to a response.
    pub(crate) fn heard(&self, status: StatusCode, headers: &HeaderMap, clock: &dyn Clock) {
        let (now, date) = (clock.now(), clock.system_time());
        let is_refused = status == StatusCode::TOO_MANY_REQUESTS;
        let hint = hint(headers, date);
        let mut state = self.state();
        state.slowdown = if is_refused { state.slowdown * 2.0 } else { state.slowdown * RECOVERY }.clamp(1.0, SLOWEST);
        let asked = retry_after(headers, date).filter(|_| is_refused || status == StatusCode::SERVICE_UNAVAILABLE);
        let used_up = hint.as_ref().filter(|hint| hint.remaining == 0).map(|hint| hint.reset);
        if let Some(held) = asked.max(used_up).and_then(|delay| now.checked_add(delay.min(LONGEST))) {
            state.held = state.held.max(Some(held));
        }
        if let Some(Hint { remaining: remaining @ 1.., reset }) = hint {
            let reset = reset.min(LONGEST);
            state.pace = now.checked_add(reset).map(|until| (reset / remaining, until));
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The limit in the headers: `RateLimit` of the IETF's drafts, or one of its older names.
fn hint(headers: &HeaderMap, now: SystemTime) -> Option<Hint> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    let number = |name: &str| text(name)?.trim().parse::<u64>().ok();
    let both = |remaining: &str, reset: &str| Some((number(remaining)?, number(reset)?));
    let (remaining, reset) = text("ratelimit")
        .and_then(structured)
        .or_else(|| both("ratelimit-remaining", "ratelimit-reset"))
        .or_else(|| both("x-ratelimit-remaining", "x-ratelimit-reset"))?;
    let reset = Duration::from_secs(reset);
    let reset = if reset.as_secs() < FIRST_DATE {
        reset
    } else {
        let now = date_of(headers).unwrap_or(now);
        UNIX_EPOCH.checked_add(reset)?.duration_since(now).unwrap_or_default()
    };
    Some(Hint { remaining: u32::try_from(remaining).unwrap_or(u32::MAX), reset })
}

/// Reads `"default";r=50;t=30`, or `limit=100, remaining=50, reset=30` of older drafts.
fn structured(text: &str) -> Option<(u64, u64)> {
    let value = |names: [&str; 2]| {
        let parts = text.split([';', ',']).filter_map(|part| part.split_once('='));
        let mut named = parts.filter(|(name, _)| names.contains(&name.trim()));
        named.next()?.1.trim().parse::<u64>().ok()
    };
    Some((value(["r", "remaining"])?, value(["t", "reset"])?))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::{Duration, HeaderMap, Hint, SystemTime, UNIX_EPOCH, hint};

    fn read(headers: &[(&'static str, &'static str)]) -> Option<Hint> {
        let headers: HeaderMap =
            headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        let now: SystemTime = UNIX_EPOCH + Duration::from_secs(1_795_334_400);
        hint(&headers, now)
    }

    #[test]
    fn limits_are_read_in_all_their_forms() {
        let expected = Some(Hint { remaining: 50, reset: Duration::from_secs(30) });
        assert_eq!(read(&[("ratelimit", "\"default\";r=50;t=30")]), expected);
        assert_eq!(read(&[("ratelimit", "limit=100, remaining=50, reset=30")]), expected);
        assert_eq!(read(&[("ratelimit-remaining", "50"), ("ratelimit-reset", "30")]), expected);
        assert_eq!(read(&[("x-ratelimit-remaining", "50"), ("x-ratelimit-reset", "30")]), expected);
        assert_eq!(read(&[("x-ratelimit-remaining", "50"), ("x-ratelimit-reset", "1795334430")]), expected);
        let dated = [
            ("x-ratelimit-remaining", "50"),
            ("x-ratelimit-reset", "1795334430"),
            ("date", "Sun, 22 Nov 2026 08:00:20 GMT"),
        ];
        assert_eq!(read(&dated).unwrap().reset, Duration::from_secs(10));
        for nonsense in ["", "r=", "\"default\";q=1", "remaining=-1, reset=x"] {
            assert_eq!(read(&[("ratelimit", nonsense)]), None, "{nonsense}");
        }
    }
}
