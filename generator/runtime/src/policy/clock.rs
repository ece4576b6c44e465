//! Time, as the runtime sees it: tests can replace it.

use std::fmt;
use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime};

/// Tells the time and waits: for back-off between attempts, for the expiry of tokens, between polls of a job.
///
/// Limits on sockets always run on real time.
pub trait Clock: fmt::Debug + Send + Sync + 'static {
    /// The current time of a clock that never goes back.
    fn now(&self) -> Instant;

    /// The current date and time, to compare with a date in `Retry-After`.
    fn system_time(&self) -> SystemTime;

    /// Waits this long.
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
