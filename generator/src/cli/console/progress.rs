//! A line that says what a long run is doing.

use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use generator::diagnostic::printable;

/// How long a run may take before it says that it is still going on.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line is written anew.
const PERIOD: Duration = Duration::from_secs(1);

/// A longer line may take two rows, of which only one is erased.
const WIDTH: usize = 60;

/// Back to the start of the row, and the row erased.
const ERASE: &str = "\r\x1b[2K";

/// The line, which is erased when this is dropped.
pub(crate) struct Progress {
    /// Nothing is ever sent: that it is closed ends the thread.
    end: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    pub(crate) fn on_stderr(label: &str) -> Self {
        Self::start(label, io::stderr(), PATIENCE, PERIOD)
    }

    fn start(label: &str, mut out: impl Write + Send + 'static, patience: Duration, period: Duration) -> Self {
        let label: String = printable(label).chars().take(WIDTH).collect();
        let (end, ended) = mpsc::channel::<()>();
        let start = Instant::now();
        let write = move || {
            let mut wait = patience;
            let mut is_shown = false;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let seconds = start.elapsed().as_secs();
                let _ = write!(out, "{ERASE}{label} … {seconds} s").and_then(|()| out.flush());
                (wait, is_shown) = (period, true);
            }
            if is_shown {
                let _ = write!(out, "{ERASE}").and_then(|()| out.flush());
            }
        };
        // Without a thread the work goes on in silence.
        Self { end: Some(end), thread: thread::Builder::new().spawn(write).ok() }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end = None;
        // The line has to be gone before anything else is printed.
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Screen(Arc<Mutex<Vec<u8>>>);

    impl Write for Screen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Screen {
        fn text(&self) -> String {
            String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
        }
    }

    #[test]
    fn work_that_takes_long_is_shown_and_then_erased() {
        let screen = Screen::default();
        let line = Progress::start("generating a\u{7}b", screen.clone(), Duration::ZERO, Duration::from_millis(1));
        while screen.text().matches('…').count() < 2 {
            thread::sleep(Duration::from_millis(1));
        }
        drop(line);
        let text = screen.text();
        assert!(text.starts_with("\r\x1b[2Kgenerating a\\u{7}b … 0 s\r\x1b[2Kgenerating"), "{text:?}");
        assert!(text.ends_with(" s\r\x1b[2K"), "{text:?}");
    }

    #[test]
    fn work_that_is_soon_done_is_not_shown() {
        let screen = Screen::default();
        drop(Progress::start("generating", screen.clone(), Duration::from_secs(3600), Duration::ZERO));
        assert_eq!(screen.text(), "");
    }
}
