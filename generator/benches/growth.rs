//! How time and memory grow with an API: each stage on APIs of 160, 1,600 and 16,000 operations, and the ratios from one
//! size to the next, which is ten times as large. Each size is measured in a process of its own, with the allocator of the
//! command line. Times are those of all cores together, so that they say the same on a machine that does other work, too.
//!
//!     cargo bench -p generator --bench growth                              prints the table
//!     cargo bench -p generator --bench growth -- document 16000 FILE       writes the document of such an API
//!     cargo bench -p generator --bench growth -- read FOLDER               prints how long it takes to read pages
//!
//! It needs Linux's `/proc`; elsewhere all figures are 0.

mod synthetic;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs, hint};

use generator::emit::{self, EmitOptions};
use generator::lock::Lock;
use generator::lower;
use generator::parse;
use generator::read::{self, InputPath, Page};
use generator::repair::{self, Source};
use generator::rules::Rules;
use generator::unify::{self, Duplicates};
use generator::{Options, model, rebuild};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 3] = [160, 1_600, 16_000];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    // `cargo test --all-targets` runs this without the flag.
    let Some((_, arguments)) = arguments.split_last().filter(|(last, _)| *last == "--bench") else { return };
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["measure", operations] => measure(operations.parse().unwrap_or_default()),
        ["document", operations, file] => document(operations.parse().unwrap_or_default(), Path::new(file)),
        ["read", folder] => println!("{:.3}", least_read(folder).as_secs_f64()),
        [] => table(),
        // A filter of the other benches.
        _ => {}
    }
}

/// The figures of each stage: its name, the seconds that it computed, and the peak of memory by its end, in MiB.
type Figures = Vec<(String, f64, f64)>;

fn table() {
    println!("{:<10} {:>10} {:>10} {:>10} {:>8} {:>8}", "stage", "operations", "CPU (s)", "peak (MiB)", "CPU", "peak");
    let mut before: Figures = Vec::new();
    for operations in SIZES {
        let figures = measured(operations);
        for (index, (stage, time, peak)) in figures.iter().enumerate() {
            let ratios =
                before.get(index).map(|(_, time_before, peak_before)| (time / time_before, peak / peak_before));
            let ratios = ratios.map_or_else(String::new, |(time, peak)| format!(" {time:>8.1} {peak:>8.1}"));
            println!("{stage:<10} {operations:>10} {time:>10.2} {peak:>10.0}{ratios}");
        }
        before = figures;
    }
}

/// Measures in another process, whose peak of memory is its own.
fn measured(operations: usize) -> Figures {
    let program = env::current_exe().unwrap_or_default();
    let output = Command::new(program).args(["measure", &operations.to_string(), "--bench"]).output();
    let output = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let figures = output.lines().filter_map(|line| {
        let mut words = line.split(' ');
        let (stage, time, peak) = (words.next()?, words.next()?, words.next()?);
        Some((stage.to_owned(), time.parse().ok()?, peak.parse().ok()?))
    });
    figures.collect()
}

fn measure(operations: usize) {
    let mut whole = 0.0;
    let mut done = |stage: &str, start: f64| {
        let time = computed() - start;
        whole += time;
        println!("{stage} {time} {}", peak());
    };
    let input = synthetic::api(operations);
    let start = computed();
    let repair = |page: Page| repair::page(&page.file, page.title.as_deref(), page.operation, &mut Vec::new());
    let sources: Vec<Source> = input.pages.into_iter().filter_map(repair).collect();
    done("repair", start);
    let start = computed();
    let parse = |Source { file, page, document, notes }| {
        let document = parse::parse(document, &notes);
        unify::Source { file, page, document }
    };
    let parsed = sources.into_iter().map(parse).collect();
    done("parse", start);
    let start = computed();
    let unified = unify::unify(parsed, Duplicates::Refuse, &mut Vec::new());
    done("unify", start);
    let start = computed();
    let lowered = lower::lower(&unified.document, &unified.places, &Rules::default(), None);
    done("lower", start);
    let start = computed();
    let options = EmitOptions { crate_name: "acme".to_owned(), ..EmitOptions::default() };
    let files = emit::emit(&lowered.api, &options);
    done("emit", start);
    hint::black_box(files.map_err(drop)).ok();
    let start = computed();
    if let Ok(modelled) = model(synthetic::api(operations), &Options::default()) {
        done("model", start);
        let start = computed();
        let text = modelled.lock.print("A marker.");
        hint::black_box(Lock::parse(&text, "api.lock")).ok();
        done("lock", start);
    }
    println!("all {whole} {}", peak());
}

/// Writes the OpenAPI document of an API of so many operations.
fn document(operations: usize, file: &Path) {
    let Ok((document, _)) = rebuild(synthetic::api(operations), &Options::default()) else { return };
    let text = serde_json::to_string(&document).unwrap_or_default();
    println!("{operations} operations, {:.1} MB", f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX)) / 1e6);
    if let Err(error) = fs::write(file, text) {
        println!("{}: {error}", file.display());
    }
}

/// The least of several times that reading, inflating and parsing a folder of pages takes, on all cores.
fn least_read(folder: &str) -> Duration {
    let read = |_| {
        let start = Instant::now();
        hint::black_box(read::read(&[InputPath::new(folder)], &read::Options::default()));
        start.elapsed()
    };
    (0..5).map(read).min().unwrap_or_default()
}

/// The seconds that this process has computed, on all cores.
fn computed() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // What stands in brackets is the program's name; of what follows, these are the 12th and 13th.
    let fields = text.rsplit_once(") ").map(|(_, fields)| fields).unwrap_or_default();
    let ticks: u32 = fields.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<u32>().ok()).sum();
    f64::from(ticks) / 100.0
}

/// The most memory that this process has had, in MiB.
fn peak() -> f64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kib| kib.parse::<u32>().ok()).map_or(0.0, |kib| f64::from(kib) / 1024.0)
}
