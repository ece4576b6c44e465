//! What answers that are made to cost much may cost, with figures of the whole process.

use std::convert::Infallible;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::bounds::Either;
use crate::support::operations::GET;
use crate::support::unruly::{Act, Unruly};
use crate::{builder, support::server::answer};
use generator_runtime::codegen::{Request, decode};
use generator_runtime::{Error, TimeLimits};

const NAME: &str = "responses::hostile::brackets_without_end_cost_little";
const CHILD: &str = "MEASURE_BRACKETS";
/// In KiB.
const MOST_MEMORY: u64 = 100 << 10;
const MOST_TIME: Duration = Duration::from_secs(1);

#[test]
fn brackets_without_end_cost_little() {
    if std::env::var_os(CHILD).is_some() {
        return measure();
    }
    // In a process of its own, which does nothing else.
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).args([NAME, "--exact", "--nocapture"]).env(CHILD, "1").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    print!("{text}");
}

/// The most memory that this process had at once, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// How long this process has computed, in all of its threads.
fn computed() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    // Behind the name: user and system time, in hundredths of a second.
    let ticks =
        stat.rsplit(") ").next().unwrap().split(' ').skip(11).take(2).map(|field| field.parse::<u64>().unwrap());
    Duration::from_millis(ticks.sum::<u64>() * 10)
}

/// Reads 64 MiB of brackets, by size limits that stop them before they are decoded and by ones that don't.
#[tokio::main(flavor = "current_thread")]
async fn measure() {
    let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 67108864\r\n\r\n";
    let piece = vec![b'['; 1 << 16];
    for max_json_size in [32 << 20, 128 << 20] {
        let (head, piece) = (head.to_owned(), piece.clone());
        let server = Unruly::start(move |_, _| Act::Repeat(head.clone(), piece.clone())).await;
        let client = builder().base_url(&server.url).max_json_size(max_json_size).build().unwrap();
        let before = computed();
        let read = Request::new(&client, &GET).send::<Value, Infallible>(decode::json).await;
        let (error, time) = (read.unwrap_err(), computed().saturating_sub(before));
        let text = error.to_string();
        println!("\n{max_json_size}: {} KiB at most, {time:?}, {} bytes: {text}", peak(), text.len());
        assert!(matches!(error, Error::Decode(_)) && text.len() < 1 << 10, "{text}");
        assert!(format!("{error:?}").len() < 8 << 10);
        assert!(peak() < MOST_MEMORY, "{} KiB", peak());
        assert!(time < MOST_TIME, "{time:?}");
    }
}

async fn unions(size: usize, limit: Duration) -> (Result<usize, Error<Infallible>>, Duration) {
    let one = format!("{}1{},", "{\"next\":".repeat(120), "}".repeat(120));
    let body = format!("[{}1]", one.repeat(size / one.len()));
    let server = Unruly::start(move |_, _| Act::Say(answer("200 OK", "", &body))).await;
    let client = builder().base_url(&server.url).time_limits(TimeLimits::none().total(limit)).build().unwrap();
    let start = Instant::now();
    let read = Request::new(&client, &GET).send::<Vec<Either>, Infallible>(decode::json).await;
    (read.map(|response| response.into_body().len()), start.elapsed())
}

#[tokio::test]
async fn unions_in_unions_end_within_the_limit() {
    // The budget ends it, long before.
    let (read, _) = unions(328 << 10, Duration::from_secs(120)).await;
    assert!(read.unwrap() > 100);
    // The limit does, long before the budget.
    let (read, time) = unions(4 << 20, Duration::from_secs(1)).await;
    let error = read.unwrap_err();
    assert!(matches!(&error, Error::TimeLimit(error) if error.is_total()), "{error}");
    assert_eq!(error.to_string(), "getThing: the request took longer than 1s");
    assert!(time < Duration::from_secs(10), "{time:?}");
}
