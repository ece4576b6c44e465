//! Real inputs, and small ones for each class of input, become crates that compile without a warning.
//!
//! The small ones, below `tests/fixtures/documents`, are always there, and so are their examples, which are tests of the
//! crates. Of the corpus three folders of pages are generated on each run, and the smallest is compiled. With `SLOW=1` all
//! of it is, and all examples are run.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{fs, thread};

use generator::diagnostic::Severity;
use generator::emit::MARKER;
use generator::lock::Lock;
use generator::read::{InputPath, Options, read};
use generator::{Generated, generate};
use tests::{corpus, slow};

use crate::nested::{self, Workspace};

/// What becomes one crate.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Input {
    name: String,
    path: PathBuf,
}

/// A line of the table.
struct Row {
    input: Input,
    /// What is wrong where there is no crate.
    outcome: Result<Generated, String>,
    time: Duration,
}

#[test]
fn fixtures() {
    let rows = generate_all(&fixture_inputs());
    print(&rows);
    assert_usable(&rows);
    let skipped: Vec<&str> = rows.iter().filter(|row| row.skipped() > 0).map(|row| row.input.name.as_str()).collect();
    assert_eq!(skipped, Vec::<&str>::new());
    let mut workspace = workspace(&rows);
    // What is read is written again, and comes to what it should.
    let behaviour = ["fixture-obstacles", "fixture-schemas-3-0", "fixture-schemas-3-1"];
    workspace.program("behaviour", &dependencies(&behaviour), include_str!("../../fixtures/behaviour/main.rs"));
    workspace.program("values", &dependencies(&["fixture-values"]), include_str!("../../fixtures/values/main.rs"));
    if slow::proves("fixtures without the features that are off by default") {
        run(&workspace, &["build", "--keep-going"]);
    }
    run(&workspace, &["test", "--no-fail-fast", "--test", "*", "--features", FEATURES]);
    // What the documentation shows compiles, whatever things are called. With the same features, so that nothing is built again.
    run(&workspace, &["test", "--doc", "--features", FEATURES]);
}

/// What is off by default.
const FEATURES: &str = "blocking,mock,tracing";

/// What a program depends on that reads and writes the values of `fixtures`.
fn dependencies(fixtures: &[&str]) -> String {
    let fixtures: Vec<String> = fixtures.iter().map(|name| format!("{name} = {{ path = \"../{name}\" }}\n")).collect();
    let serde = "serde = { version = \"1\", default-features = false, features = [\"std\"] }\nserde_json = \"1\"\n";
    fixtures.concat() + serde
}

#[test]
fn corpus() {
    let Some(corpus) = corpus::folder() else { return };
    let is_whole = slow::proves("documents of the corpus, and crates of its larger pages");
    let rows = generate_all(&corpus_inputs(&corpus, if is_whole { &FOLDERS } else { &FOLDERS[..1] }));
    assert_usable(&rows);
    assert_figures(&rows);
    let mut lines = lines(&rows);
    println!("examples: {}", Examples::of(rows.iter()));
    let is_compiled = |row: &Row| is_whole || row.input.name == "pages-petstore-cycles";
    let compiled: Vec<Row> = rows.into_iter().filter(is_compiled).collect();
    // Another corpus has other inputs.
    if compiled.is_empty() {
        return;
    }
    let names: Vec<String> = compiled.iter().map(|row| row.input.name.clone()).collect();
    let examples = Examples::of(compiled.iter());
    let workspace = workspace(&compiled);
    let outcome = workspace.cargo(&["build", "--keep-going", "--features", FEATURES]);
    for (name, line) in &mut lines {
        // The compiler names the file of each message: `crates/<name>/src/..`.
        let is_faulty = outcome.as_ref().is_err_and(|output| output.contains(&format!("crates/{name}/")));
        line.push_str(match names.contains(name) {
            true if is_faulty => "  failed",
            true => "      ok",
            false => "       -",
        });
    }
    println!("{}  build", heading());
    println!("{}", lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n"));
    if let Err(output) = outcome {
        panic!("{output}");
    }
    let outcome = workspace.cargo(&["test", "--no-fail-fast", "--test", "documented_examples", "--features", FEATURES]);
    println!("of the examples of those that were built: {}", examples.tried(outcome.as_ref().err()));
    if let Err(output) = outcome {
        panic!("{output}");
    }
}

/// How many examples there are, each as often as its specification shows it.
#[derive(Debug, Clone, Copy, Default)]
struct Examples {
    shown: usize,
    distinct: usize,
    /// Of the distinct ones those that contradict their schemas.
    flawed: usize,
}

impl Examples {
    fn of<'r>(rows: impl Iterator<Item = &'r Row>) -> Self {
        let mut count = Self::default();
        for example in rows.flat_map(|row| &row.generated().api.examples) {
            count.shown += example.places.len();
            count.distinct += 1;
            count.flawed += usize::from(example.flaw.is_some());
        }
        count
    }

    /// What became of them, by what `cargo test` printed of those that failed.
    fn tried(&self, failures: Option<&String>) -> String {
        let is_failure = |line: &&str| line.starts_with("---- ") && line.ends_with(" stdout ----");
        let failed = failures.map_or(0, |output| output.lines().filter(is_failure).count());
        let Self { distinct, flawed, .. } = self;
        format!("{} passed, {flawed} contradict their schemas, {failed} failed", distinct - flawed - failed)
    }
}

impl std::fmt::Display for Examples {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { shown, distinct, flawed } = self;
        write!(formatter, "{shown} shown, {distinct} of them distinct, of which {flawed} contradict their schemas")
    }
}

/// No input is refused or panics.
fn assert_usable(rows: &[Row]) {
    let failed: Vec<String> =
        rows.iter().filter_map(|row| Some(format!("{}: {}", row.input.name, row.outcome.as_ref().err()?))).collect();
    assert_eq!(failed, Vec::<String>::new());
    for row in rows {
        let errors = row.diagnostics().filter(|severity| *severity == Severity::Error).count();
        assert_eq!(errors, 0, "{}", row.input.name);
        // The lock says all that it is read for.
        let generated = row.generated();
        let (read, conflicts) = Lock::parse(&generated.lock.print(MARKER), "api.lock").unwrap();
        assert!(conflicts.is_empty(), "{}", row.input.name);
        assert_eq!(read, generated.lock, "{}", row.input.name);
    }
}

/// What was promised of the corpus.
fn assert_figures(rows: &[Row]) {
    let find = |name: &str| rows.iter().find(|row| row.input.name == name).map(Row::generated);
    for (name, operations) in [("pages-sailpoint-beta", 460), ("pages-nexus-plain", 193), ("pages-petstore-cycles", 21)]
    {
        // Another corpus has other inputs.
        let Some(generated) = find(name) else { continue };
        assert_eq!((generated.statistics.operations, generated.skipped.len()), (operations, 0), "{name}");
    }
    if let Some(generated) = find("pages-petstore-cycles") {
        // The page that is no operation is a webhook, a request that the server sends: its payload is read.
        let skipped = generated.diagnostics.iter().filter(|one| one.code == "webhook-skipped").count();
        let webhooks = generated.files.iter().find(|file| file.path == "src/webhooks.rs").unwrap();
        let is_read = webhooks.content.contains("\"newPet\" => Event::NewPet(");
        assert_eq!((skipped, is_read, generated.statistics.operations + 1), (0, true, generated.statistics.pages));
    }
    if let Some(generated) = find("pages-sailpoint-beta") {
        let statistics = generated.statistics;
        assert!(statistics.schemas_before > 11_000, "{statistics:?}");
        assert!(statistics.types <= 850, "{statistics:?}");
        assert!(statistics.error_types <= 6, "{statistics:?}");
    }
    let operations: usize = rows.iter().map(|row| row.generated().statistics.operations).sum();
    let skipped: usize = rows.iter().map(Row::skipped).sum();
    assert!(skipped * 100 <= operations + skipped, "{skipped} of {} operations are skipped", operations + skipped);
}

/// The crates of all inputs.
fn workspace(rows: &[Row]) -> Workspace {
    let mut workspace = Workspace::default();
    for row in rows {
        workspace.generated(&row.input.name, row.generated());
    }
    workspace
}

fn run(workspace: &Workspace, arguments: &[&str]) {
    if let Err(output) = workspace.cargo(arguments) {
        panic!("{output}");
    }
}

impl Row {
    fn generated(&self) -> &Generated {
        self.outcome.as_ref().unwrap()
    }

    fn skipped(&self) -> usize {
        self.generated().skipped.len()
    }

    fn diagnostics(&self) -> impl Iterator<Item = Severity> {
        self.generated().diagnostics.iter().map(|diagnostic| diagnostic.severity)
    }
}

/// Generates each input, as many at a time as the machine does.
fn generate_all(inputs: &[Input]) -> Vec<Row> {
    assert!(!inputs.is_empty(), "there is something to read");
    let (next, rows) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                // Backwards: the folders of pages take longest, so they don't come last.
                while let Some(input) = inputs.iter().rev().nth(next.fetch_add(1, Ordering::Relaxed)) {
                    let row = generate_one(input.clone());
                    rows.lock().unwrap().push(row);
                }
            });
        }
    });
    let mut rows = rows.into_inner().unwrap();
    rows.sort_by(|left, right| left.input.cmp(&right.input));
    rows
}

fn generate_one(input: Input) -> Row {
    let started = Instant::now();
    let Input { name, path } = input.clone();
    // In a thread of its own: what panics or needs the stack of a whole process fails by itself.
    let thread = thread::Builder::new()
        .stack_size(8 << 20)
        .spawn(move || generate(read(&[InputPath::named(path, "")], &Options::default()), &nested::options(&name)));
    let outcome = match thread.unwrap().join() {
        Ok(Ok(generated)) => Ok(generated),
        Ok(Err(diagnostics)) => Err(diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == Severity::Error)
            .map(|diagnostic| format!("{}: {}", diagnostic.place, diagnostic.message))
            .collect::<Vec<_>>()
            .join("; ")),
        Err(_) => Err("panicked".to_owned()),
    };
    Row { input, outcome, time: started.elapsed() }
}

/// Prints what was made of each input: `cargo test -- --nocapture`.
fn print(rows: &[Row]) {
    println!("{}", heading());
    for (_, line) in lines(rows) {
        println!("{line}");
    }
}

fn heading() -> String {
    format!(
        "{:<48} {:>10} {:>7} {:>5} {:>11} {:>8} {:>6} {:>11} {:>6}",
        "input", "operations", "skipped", "types", "error types", "examples", "flawed", "diagnostics", "time"
    )
}

/// What was made of each input, beside its name.
fn lines(rows: &[Row]) -> Vec<(String, String)> {
    let line = |row: &Row| {
        let examples = Examples::of(row.outcome.is_ok().then_some(row).into_iter());
        let line = match &row.outcome {
            Ok(generated) => format!(
                "{:<48} {:>10} {:>7} {:>5} {:>11} {:>8} {:>6} {:>11} {:>5.1}s",
                row.input.name,
                generated.statistics.operations,
                generated.skipped.len(),
                generated.statistics.types,
                generated.statistics.error_types,
                examples.distinct,
                examples.flawed,
                generated.diagnostics.len(),
                row.time.as_secs_f32()
            ),
            Err(message) => format!("{:<48} {message}", row.input.name),
        };
        (row.input.name.clone(), line)
    };
    rows.iter().map(line).collect()
}

fn fixture_inputs() -> Vec<Input> {
    let mut inputs = entries("fixture", Path::new("fixtures/documents"));
    inputs.push(Input { name: "role-mining".to_owned(), path: PathBuf::from("../specs/role-mining") });
    inputs
}

/// The folders of the corpus, of which the first is read always.
const FOLDERS: [&str; 4] = ["pages", "documents", "documents-yaml", "documents-split"];

fn corpus_inputs(corpus: &Path, folders: &[&str]) -> Vec<Input> {
    folders.iter().flat_map(|folder| entries(folder, &corpus.join(folder))).collect()
}

/// A folder's entries, each a file or a folder to read as one API.
fn entries(prefix: &str, folder: &Path) -> Vec<Input> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut inputs: Vec<Input> = entries
        .map(|entry| entry.path())
        .filter(|path| is_api(path))
        .map(|path| Input { name: crate_name(prefix, &path), path })
        .collect();
    inputs.sort();
    inputs
}

/// Whether a path is one API, rather than what several share.
fn is_api(path: &Path) -> bool {
    let is_document = |path: &Path| path.extension().is_some_and(|end| end == "json" || end == "yaml");
    let mut files = fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path());
    let has_entry = files.any(|path| path.extension().is_some_and(|end| end == "mdx") || is_document(&path));
    is_document(path) || has_entry
}

fn crate_name(prefix: &str, path: &Path) -> String {
    let name = path.file_name().unwrap().to_string_lossy();
    let name = name.strip_suffix(".json").or_else(|| name.strip_suffix(".yaml")).unwrap_or(&name);
    let name = format!("{prefix}-{name}").to_ascii_lowercase();
    let parts = name.split(|character: char| !character.is_ascii_alphanumeric());
    // A crate with two dashes in a row has no name in snake case.
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
