//! How much memory it takes to pass a gigabyte on, in a process of its own.

use std::process::Command;
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{RetryPolicy, client, get, put, serve};
use generator_runtime::Upload;

const NAME: &str = "transfers::memory::a_gigabyte_passes_in_little_memory";
const CHILD: &str = "MEASURE_MEMORY_OF_TRANSFERS";
const LENGTH: u64 = 1 << 30;
/// In KiB.
const MOST: u64 = 64 << 10;

#[test]
fn a_gigabyte_passes_in_little_memory() {
    if std::env::var_os(CHILD).is_some() {
        return measure();
    }
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).args([NAME, "--exact", "--nocapture"]).env(CHILD, "1").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    for transfer in ["download", "upload"] {
        let line = text.lines().find(|line| line.starts_with(transfer)).unwrap_or_else(|| panic!("{text}"));
        println!("{line}");
        let above: u64 = line.split(' ').nth(1).unwrap().parse().unwrap();
        assert!(above < MOST, "{line}");
    }
}

/// A figure of this process, in KiB.
fn status(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    line.trim_start_matches(':').trim().trim_end_matches(" kB").parse().unwrap()
}

/// Transfers to and from a server in this process, which keeps nothing itself.
#[tokio::main(flavor = "current_thread")]
async fn measure() {
    let folder = tempfile::tempdir().unwrap();
    let idle = status("VmRSS");
    let report = |transfer: &str, start: Instant| {
        println!("\n{transfer} {} KiB above {idle} KiB, {:?}", status("VmHWM").saturating_sub(idle), start.elapsed());
    };

    let start = Instant::now();
    let url = serve(|_, mut stream| async move {
        let mut head = [0; 4096];
        assert_ne!(stream.read(&mut head).await.unwrap(), 0);
        let chunk = vec![7; 1 << 16];
        stream.write_all(format!("HTTP/1.1 200 OK\r\ncontent-length: {LENGTH}\r\n\r\n").as_bytes()).await.unwrap();
        for _ in 0..LENGTH >> 16 {
            stream.write_all(&chunk).await.unwrap();
        }
    })
    .await;
    let file = folder.path().join("file");
    assert_eq!(get(&client(&url, RetryPolicy::none())).to_file(&file).await.unwrap(), LENGTH);
    assert_eq!(std::fs::metadata(&file).unwrap().len(), LENGTH);
    report("download", start);

    let start = Instant::now();
    let url = serve(|_, mut stream| async move {
        let mut buffer = vec![0; 1 << 16];
        let mut length = 0;
        while length < LENGTH {
            length += stream.read(&mut buffer).await.unwrap() as u64;
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
        stream.shutdown().await.unwrap();
        // The rest, so that the answer is not taken away by a reset.
        while stream.read(&mut buffer).await.is_ok_and(|length| length > 0) {}
    })
    .await;
    put(&client(&url, RetryPolicy::none()), Upload::file(&file)).await.unwrap();
    report("upload", start);
}
