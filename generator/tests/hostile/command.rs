//! The generator's command, within limits.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Run {
    /// None where a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the command in `folder`; its output goes to files beside that folder.
///
/// What takes more than 60 seconds of a processor or 2 GiB is ended.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Run {
    let log = |name: &str| folder.with_extension(name);
    let mut child = Command::new("sh")
        // Some systems know no limit of memory; the limit of time is for all.
        .args(["-c", "ulimit -t 60; ulimit -v 2097152 2>/dev/null; exec \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_generator"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(File::create(log("stdout")).unwrap())
        .stderr(File::create(log("stderr")).unwrap())
        .spawn()
        .unwrap();
    // A process that sleeps needs no time of a processor.
    let deadline = Instant::now() + Duration::from_secs(240);
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if Instant::now() > deadline {
            child.kill().unwrap();
        }
        sleep(Duration::from_millis(10));
    };
    let read = |name: &str| String::from_utf8_lossy(&fs::read(log(name)).unwrap()).into_owned();
    Run { code: status.code(), stdout: read("stdout"), stderr: read("stderr") }
}
