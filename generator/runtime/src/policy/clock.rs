//! Time, as the runtime sees it: tests put another in its place.

use std::fmt;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// What tells the time and waits: for back-off between attempts, for the expiry of tokens, between polls of a job.
///
/// Limits on sockets are not among them: those always run on real time.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// Now, on a clock that never goes back.
    fn now(&self) -> Instant;

    /// Now, on the calendar: what a date in `Retry-After` is compared with.
    fn system_time(&self) -> SystemTime;

    /// Waits that long.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// The machine's clock and tokio's timer.
#[derive(Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(duration))
    }
}
