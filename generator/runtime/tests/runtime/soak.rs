//! Many calls at once against a server that mixes all faults: every call ends, the results add up, and nothing is left behind.
//!
//! 400 calls unless the variable `SOAK_CALLS` says how many; `SOAK_SEED` chooses other faults. By hand:
//!
//! ```console
//! $ SOAK_CALLS=20000 cargo test -p generator-runtime --test runtime soak -- --nocapture
//! ```

use std::convert::Infallible;
use std::env;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;

use crate::builder;
use crate::support::server::{answer, read};
use generator_runtime::codegen::{Operation, PLAIN, Request, decode};
use generator_runtime::{Client, Credentials, Error, RetryPolicy, TimeLimits};

/// How many calls are on their way at once.
const AT_ONCE: usize = 64;

static READ: Operation = Operation { id: "read", method: "GET", path: "/thing", security: Some(&[&["auth"]]), ..PLAIN };
static WRITE: Operation =
    Operation { id: "write", method: "POST", path: "/thing", security: Some(&[&["auth"]]), ..PLAIN };

fn number(variable: &str, default: u64) -> u64 {
    env::var(variable).ok().map_or(default, |text| text.parse().unwrap())
}

/// Serves one connection, well or badly, as chance has it.
async fn serve(mut stream: TcpStream, mut chance: fastrand::Rng) {
    let Some(request) = read(&mut stream).await else { return };
    let is_token = request.target() == "POST /token";
    let good = if is_token { r#"{"access_token":"t","expires_in":1}"# } else { r#"{"good":true}"# };
    // Without a token all calls fail for a moment, and there would be nothing to see: that endpoint has faults that pass.
    let fault = Some(chance.u32(..26)).filter(|fault| !is_token || matches!(fault, 0..3 | 11));
    let text = match fault.unwrap_or(u32::MAX) {
        0 => answer("503 Service Unavailable", "retry-after: 0\r\n", "busy"),
        1 => answer("429 Too Many Requests", "ratelimit: \"a\";r=9;t=1\r\n", ""),
        2 => answer("500 Internal Server Error", "x-request-id: r\r\n", "{"),
        3 => answer("200 OK", "content-type: text/html\r\n", "<html>"),
        4 => answer("200 OK", "", good).replace("content-length: ", "content-length: 9"),
        5 => answer("401 Unauthorized", "", "{}"),
        6 => answer("302 Found", "location: /thing\r\n", ""),
        7 => answer("307 Temporary Redirect", "location: http://127.0.0.1:1/\r\n", ""),
        8 => "HTTP/1.1 nonsense\r\n\r\n".to_owned(),
        9 => answer("200 OK", "", &"[".repeat(1 << 16)),
        // Without an end.
        10 => "HTTP/1.1 200 OK\r\n\r\n".to_owned() + &"a".repeat(1 << 20),
        // Without an answer, until the client goes.
        11 => {
            _ = stream.read(&mut [0]).await;
            return;
        }
        12 => {
            stream.set_zero_linger().unwrap();
            return;
        }
        _ => answer("200 OK", "", good),
    };
    stream.write_all(text.as_bytes()).await.ok();
    stream.shutdown().await.ok();
}

/// How many files this process has open; nothing where that is not to be seen.
fn open_files() -> usize {
    fs::read_dir("/proc/self/fd").map_or(0, Iterator::count)
}

/// How much memory this process has, in MiB.
fn memory() -> usize {
    let pages = fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|text| text.split(' ').nth(1)?.parse::<usize>().ok());
    (pages.unwrap_or(0) * 4096) >> 20
}

/// Makes one call, which some callers give up; says whether it was good, bad or given up.
async fn call(client: Client, mut chance: fastrand::Rng) -> usize {
    let operation = if chance.u32(..3) == 0 { &WRITE } else { &READ };
    let sent = Request::new(&client, operation).send::<Value, Infallible>(decode::json);
    let patience = Duration::from_millis(if chance.u32(..5) == 0 { chance.u64(..20) } else { 60_000 });
    match tokio::time::timeout(patience, sent).await {
        Ok(Ok(response)) => {
            assert_eq!(response.body()["good"], true, "no fault is a success");
            0
        }
        Ok(Err(error)) => {
            assert!(!matches!(error, Error::InvalidArgument(_) | Error::Local(_)), "{error}");
            assert!(error.to_string().len() < 2048, "{error}");
            1
        }
        Err(elapsed) => {
            assert!(patience < Duration::from_secs(1), "a call has no end: {elapsed}");
            2
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_left_of_many_calls_that_go_wrong() {
    let (calls, seed) = (usize::try_from(number("SOAK_CALLS", 400)).unwrap(), number("SOAK_SEED", 16));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        for number in 0.. {
            let Ok((stream, _)) = listener.accept().await else { return };
            tokio::spawn(serve(stream, fastrand::Rng::with_seed(seed ^ number)));
        }
    });
    let client = builder()
        .base_url(&url)
        .credentials(Credentials::client_credentials("id", "secret").token_url(format!("{url}/token")))
        .retry(RetryPolicy::new().base_delay(Duration::from_millis(1)).max_attempts(3))
        .retry_budget(1_000_000)
        .time_limits(TimeLimits::new().attempt(Duration::from_millis(300)).total(Duration::from_secs(20)))
        .max_body_size(1 << 18)
        .build()
        .unwrap();
    let (files, tasks, before) = (open_files(), Handle::current().metrics().num_alive_tasks(), memory());
    let gate = Arc::new(Semaphore::new(AT_ONCE));
    let results: Arc<[AtomicUsize; 3]> = Arc::default();
    let mut running = Vec::new();
    for number in 0..calls {
        let permit = Arc::clone(&gate).acquire_owned().await.unwrap();
        let (client, results) = (client.clone(), Arc::clone(&results));
        running.push(tokio::spawn(async move {
            let result = call(client, fastrand::Rng::with_seed(seed.wrapping_mul(31) ^ number as u64)).await;
            results[result].fetch_add(1, Ordering::Relaxed);
            drop(permit);
        }));
    }
    for call in running {
        call.await.unwrap();
    }
    let [good, bad, given_up] = [0, 1, 2].map(|result| results[result].load(Ordering::Relaxed));
    assert_eq!(good + bad + given_up, calls);
    assert!(good > calls / 4 && bad > 0 && given_up > 0, "{good} good, {bad} bad, {given_up} given up");
    // What the last calls left behind needs a moment to go.
    let is_clean =
        || open_files() <= files + AT_ONCE && Handle::current().metrics().num_alive_tasks() <= tasks + AT_ONCE;
    for _ in 0..100 {
        if is_clean() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (open, alive, after) = (open_files(), Handle::current().metrics().num_alive_tasks(), memory());
    println!(
        "{good} good, {bad} bad, {given_up} given up; {files} to {open} files, {tasks} to {alive} tasks, {before} to {after} MiB"
    );
    assert!(is_clean(), "{files} to {open} files, {tasks} to {alive} tasks");
    // Other tests of this process have some, too.
    assert!(after < before + 256, "{before} to {after} MiB");
}
