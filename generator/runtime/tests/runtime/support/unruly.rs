//! An HTTP server that misbehaves on command, and a clock that only moves when somebody waits.

use std::future::pending;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::server::{Received, read};
use generator_runtime::Clock;

/// What the server does with a request.
pub(crate) enum Act {
    /// Writes this and closes the connection.
    Say(String),
    /// Writes this, which need not be text, and closes the connection.
    Send(Vec<u8>),
    /// Writes this and resets the connection.
    Reset(String),
    /// Writes this again and again, after the head.
    Repeat(String, Vec<u8>),
    /// Writes this and then nothing, without closing the connection.
    Stall(String),
    /// Says this once there is a permit, which it keeps.
    Wait(Arc<Semaphore>, String),
}

/// A server that keeps what it was sent; each connection is served on its own.
pub(crate) struct Unruly {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Unruly {
    /// A server that does with each request what `act` says of it and of the number of those before.
    pub(crate) async fn start(act: impl Fn(usize, &Received) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&received);
        let act = Arc::new(act);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (kept, act) = (Arc::clone(&kept), Arc::clone(&act));
                tokio::spawn(async move {
                    let Some(request) = read(&mut stream).await else { return };
                    let act = {
                        let mut kept = kept.lock().unwrap();
                        let act = act(kept.len(), &request);
                        kept.push(request);
                        act
                    };
                    match act {
                        Act::Say(text) => {
                            stream.write_all(text.as_bytes()).await.ok();
                            stream.shutdown().await.ok();
                        }
                        Act::Send(bytes) => {
                            stream.write_all(&bytes).await.ok();
                            stream.shutdown().await.ok();
                        }
                        Act::Reset(text) => {
                            stream.write_all(text.as_bytes()).await.ok();
                            // What was written arrives before the connection goes.
                            tokio::time::sleep(Duration::from_millis(5)).await;
                            stream.set_zero_linger().unwrap();
                        }
                        Act::Repeat(head, piece) => {
                            stream.write_all(head.as_bytes()).await.ok();
                            while stream.write_all(&piece).await.is_ok() {}
                        }
                        Act::Wait(gate, text) => {
                            gate.acquire().await.unwrap().forget();
                            stream.write_all(text.as_bytes()).await.ok();
                            stream.shutdown().await.ok();
                        }
                        Act::Stall(text) => {
                            stream.write_all(text.as_bytes()).await.ok();
                            pending::<()>().await;
                        }
                    }
                });
            }
        });
        Self { url, received }
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Method and target of what was received.
    pub(crate) fn targets(&self) -> Vec<String> {
        self.received().iter().map(|request| request.target().to_owned()).collect()
    }
}

/// A clock that moves by what is waited for, at once.
#[derive(Debug, Clone)]
pub(crate) struct TestClock {
    start: Instant,
    state: Arc<Mutex<(Duration, Vec<Duration>)>>,
}

impl TestClock {
    pub(crate) fn new() -> Self {
        Self { start: Instant::now(), state: Arc::default() }
    }

    /// Lets time pass.
    pub(crate) fn advance(&self, duration: Duration) {
        self.state.lock().unwrap().0 += duration;
    }

    /// Takes back time that passed.
    pub(crate) fn advance_back(&self, duration: Duration) {
        self.state.lock().unwrap().0 -= duration;
    }

    /// What was waited for.
    pub(crate) fn sleeps(&self) -> Vec<Duration> {
        self.state.lock().unwrap().1.clone()
    }
}

/// 22 November 2026, 08:00 UTC.
const EPOCH: u64 = 1_795_334_400;

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.start + self.state.lock().unwrap().0
    }

    fn system_time(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(EPOCH) + self.state.lock().unwrap().0
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let mut state = self.state.lock().unwrap();
        state.0 += duration;
        state.1.push(duration);
        Box::pin(std::future::ready(()))
    }
}
