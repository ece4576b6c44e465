//! A run over what is unchanged prints what the last one printed, and does no more than find that out.
//!
//! Whether a run did its work shows in what it printed: the record's text is changed by hand, and only a run that takes it
//! prints that.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use crate::support::{Outcome, Project, pages};

/// What stands in the record in place of a run's last line.
const KEPT: &str = "0 files written, as the record says";

/// A project that was generated until nothing was left to do, and the cache with its record.
struct Recorded {
    project: Project,
    cache: TempDir,
}

impl Recorded {
    fn new() -> Self {
        Self::of(Project::new(), &[])
    }

    fn of(project: Project, arguments: &[&str]) -> Self {
        let recorded = Self { project, cache: tempfile::tempdir().unwrap() };
        recorded.run(arguments).exits(0);
        assert_eq!(recorded.record(), None, "a run that writes is not recorded");
        recorded.run(arguments).exits(0);
        recorded.change_record();
        assert!(is_kept(&recorded.run(arguments)));
        recorded
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_with(Path::new(env!("CARGO_BIN_EXE_generator")), "", arguments, "")
    }

    fn run_with(&self, program: &Path, folder: &str, arguments: &[&str], ci: &str) -> Outcome {
        let cache = self.cache.path().to_str().unwrap();
        self.project.run_program(program, folder, arguments, &[("XDG_CACHE_HOME", cache), ("CI", ci)])
    }

    fn record(&self) -> Option<PathBuf> {
        let entries: Vec<_> = fs::read_dir(self.cache.path().join("generator")).ok()?.collect();
        assert_eq!(entries.len(), 1, "a crate has one record");
        Some(entries.into_iter().next()?.unwrap().path())
    }

    fn change_record(&self) {
        let path = self.record().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let changed = text.replace("0 files written", KEPT);
        assert_ne!(text, changed);
        fs::write(path, changed).unwrap();
    }

    /// Asserts that the next run does its work, writes `written` files and removes `removed`, and that the records of the
    /// runs after it are as good as the first.
    #[track_caller]
    fn works(&self, written: usize, removed: usize) {
        let outcome = self.run(&[]);
        assert!(!is_kept(&outcome), "{outcome:?}");
        let files = if written == 1 { "file" } else { "files" };
        let stderr = outcome.exits(0);
        assert!(stderr.contains(&format!(": {written} {files} written, ")), "{stderr}");
        assert!(stderr.contains(&format!(" unchanged, {removed} removed\n")), "{stderr}");
        let full = self.run(&[]);
        assert_eq!(self.run(&[]), full);
        self.change_record();
        assert!(is_kept(&self.run(&[])));
    }
}

fn is_kept(outcome: &Outcome) -> bool {
    outcome.stderr.contains(KEPT)
}

/// Adds a line at the end of a file of the project.
fn append(recorded: &Recorded, path: &str, line: &str) {
    let text = recorded.project.read(path);
    recorded.project.write(path, format!("{text}{line}\n"));
}

#[test]
fn what_is_unchanged_is_told_as_by_a_full_run() {
    let project = Project::new();
    let cache = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str], ci| {
        let cache = cache.path().to_str().unwrap();
        project.run_with("", arguments, &[("XDG_CACHE_HOME", cache), ("CI", ci)])
    };
    run(&[], "").exits(0);
    for arguments in [&["-v"][..], &["--message-format", "json"], &["--quiet"], &["--keep-going"], &[]] {
        let full = run(arguments, "true");
        let files = project.files("");
        // The first of these is recorded, the second is not run.
        assert_eq!(run(arguments, ""), full);
        assert_eq!(run(arguments, ""), full);
        assert_eq!(project.files(""), files);
    }
}

#[test]
fn an_input_that_is_edited_added_or_removed_is_read() {
    let recorded = Recorded::new();
    append(&recorded, "specs/pages/get-book.api.mdx", "A line below the page's operation.");
    recorded.works(0, 0);
    let page = recorded.project.read("specs/pages/get-loan.api.mdx");
    recorded.project.remove("specs/pages/get-loan.api.mdx");
    let stderr = recorded.run(&[]).stderr;
    assert!(stderr.contains("3 pages read"), "{stderr}");
    recorded.project.write("specs/pages/get-loan.api.mdx", page);
    let stderr = recorded.run(&[]).stderr;
    assert!(stderr.contains("4 pages read") && !stderr.contains(KEPT), "{stderr}");
}

#[test]
fn a_page_in_a_folder_below_is_read() {
    let recorded = Recorded::new();
    let page = fs::read_to_string(pages().join("get-book.api.mdx")).unwrap();
    recorded.project.write("specs/pages/more/again.api.mdx", page);
    let outcome = recorded.run(&[]);
    // It is there twice now.
    assert!(outcome.exits(2).contains("duplicate-operation"));
}

#[test]
fn a_configuration_that_is_edited_counts() {
    let recorded = Recorded::new();
    append(&recorded, "specs/generator.toml", "name = \"acme-books\"");
    let stderr = recorded.run(&[]).stderr;
    assert!(stderr.contains("acme-books (client): ") && !stderr.contains(KEPT), "{stderr}");
}

#[test]
fn generated_files_and_the_lock_are_brought_up_to_date() {
    let recorded = Recorded::new();
    let files = recorded.project.contents("client");
    append(&recorded, "client/src/lib.rs", "// By hand.");
    recorded.works(1, 0);
    recorded.project.remove("client/src/lib.rs");
    recorded.works(1, 0);
    let first = recorded.project.read("client/src/lib.rs").lines().next().unwrap().to_owned();
    recorded.project.write("client/src/models/left_over.rs", format!("{first}\n"));
    recorded.works(0, 1);
    recorded.project.remove("client/api.lock");
    recorded.works(1, 0);
    let lock = recorded.project.read("client/api.lock");
    let (kept, _) = lock.trim_end().rsplit_once('\n').unwrap();
    recorded.project.write("client/api.lock", format!("{kept}\n"));
    let outcome = recorded.run(&[]);
    assert!(!is_kept(&outcome), "{outcome:?}");
    recorded.project.write("client/api.lock", lock);
    assert_eq!(recorded.project.contents("client"), files);
}

#[test]
fn files_of_the_user_do_not_count() {
    let recorded = Recorded::new();
    recorded.project.write("client/tests/own.rs", "// By hand.\n");
    assert!(is_kept(&recorded.run(&[])));
}

#[test]
fn the_manifest_and_those_above_it_count() {
    let recorded = Recorded::new();
    append(&recorded, "client/Cargo.toml", "# By hand.");
    recorded.works(0, 0);
    recorded.project.write("Cargo.toml", "[workspace]\nmembers = [\"other\"]\n");
    let outcome = recorded.run(&[]);
    assert!(!is_kept(&outcome) && outcome.stderr.contains("the crate lies in the workspace"), "{outcome:?}");
    recorded.project.remove("client/Cargo.toml");
    let outcome = recorded.run(&[]);
    assert!(outcome.exits(0).contains(": 1 file written, "), "{outcome:?}");
}

#[test]
fn another_generator_does_its_work() {
    let recorded = Recorded::new();
    // A byte more at the end of a binary is nothing that it reads.
    let other = recorded.cache.path().join("other-generator");
    fs::copy(env!("CARGO_BIN_EXE_generator"), &other).unwrap();
    assert!(is_kept(&recorded.run_with(&other, "", &[], "")), "the same program at another path");
    let mut bytes = fs::read(&other).unwrap();
    bytes.push(0);
    fs::write(&other, bytes).unwrap();
    let outcome = recorded.run_with(&other, "", &[], "");
    assert!(!is_kept(&outcome), "{outcome:?}");
    outcome.exits(0);
}

#[test]
fn other_options_folders_and_commands_are_other_runs() {
    let recorded = Recorded::new();
    let record = fs::read(recorded.record().unwrap()).unwrap();
    let restored = || fs::write(recorded.record().unwrap(), &record).unwrap();
    let others: [&[&str]; 6] =
        [&["--keep-going"], &["-v"], &["--quiet"], &["--message-format", "json"], &["--name", "client"], &["prune"]];
    for arguments in others {
        let outcome = recorded.run(arguments);
        assert!(!is_kept(&outcome), "{arguments:?}");
        assert_eq!(outcome.code, 0, "{arguments:?}: {outcome:?}");
        restored();
        assert!(is_kept(&recorded.run(&[])), "{arguments:?}");
        restored();
    }
    assert_eq!(recorded.run(&["--deny-warnings"]).code, 1);
    let outcome = recorded.run(&["--output", "elsewhere"]);
    assert!(!is_kept(&outcome) && recorded.project.exists("elsewhere/src/lib.rs"), "{outcome:?}");
    let elsewhere = recorded.run_with(Path::new(env!("CARGO_BIN_EXE_generator")), "specs", &[], "");
    assert!(!is_kept(&elsewhere), "{elsewhere:?}");
}

#[test]
fn checks_take_no_record_and_leave_none() {
    let recorded = Recorded::new();
    let record = fs::read(recorded.record().unwrap()).unwrap();
    let outcome = recorded.run(&["check"]);
    assert!(!is_kept(&outcome) && outcome.exits(0).contains("is up to date"), "{outcome:?}");
    let program = Path::new(env!("CARGO_BIN_EXE_generator"));
    assert!(!is_kept(&recorded.run_with(program, "", &[], "true")));
    assert_eq!(fs::read(recorded.record().unwrap()).unwrap(), record);
    for ci in ["0", "false"] {
        assert!(is_kept(&recorded.run_with(program, "", &[], ci)));
    }
    append(&recorded, "client/src/lib.rs", "// By hand.");
    assert_eq!(recorded.run(&["check"]).code, 1);
}

#[test]
fn without_a_record_or_with_a_broken_one_the_work_is_done() {
    let recorded = Recorded::new();
    for text in ["", "{", "{}", "[]"] {
        fs::write(recorded.record().unwrap(), text).unwrap();
        recorded.works(0, 0);
    }
    fs::remove_dir_all(recorded.cache.path().join("generator")).unwrap();
    recorded.works(0, 0);
}

#[test]
fn what_is_left_out_for_an_error_is_read_again() {
    let recorded = Recorded::new();
    recorded.project.write("specs/pages/broken.api.mdx", "---\napi: nonsense\n---\n");
    let record = fs::read(recorded.record().unwrap()).unwrap();
    for _ in 0..2 {
        let outcome = recorded.run(&["--keep-going"]);
        assert!(!is_kept(&outcome) && outcome.exits(0).contains("broken.api.mdx"), "{outcome:?}");
    }
    assert_eq!(fs::read(recorded.record().unwrap()).unwrap(), record);

    let recorded = Recorded::of(document(), &DOCUMENT);
    recorded.project.write("api/disk.yaml", "Disk: [\n");
    recorded.run(&DOCUMENT);
    let record = fs::read(recorded.record().unwrap()).unwrap();
    assert!(recorded.run(&DOCUMENT).exits(0).contains("unresolved-reference"));
    assert_eq!(fs::read(recorded.record().unwrap()).unwrap(), record);
}

#[test]
fn old_records_go_and_the_files_of_others_stay() {
    let recorded = Recorded::new();
    let folder = recorded.cache.path().join("generator");
    let (old, others) = (folder.join(format!("{}.json", "0".repeat(64))), folder.join("settings.json"));
    for path in [&old, &others] {
        fs::write(path, "{}").unwrap();
        let file = fs::File::options().write(true).open(path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(61 * 24 * 60 * 60)).unwrap();
    }
    append(&recorded, "specs/generator.toml", "# By hand.");
    recorded.run(&["-v"]).exits(0);
    assert!(!old.exists() && others.exists());
}

#[cfg(unix)]
#[test]
fn a_home_that_is_relative_has_no_records() {
    let project = Project::new();
    let variables = [("HOME", "home"), ("XDG_CACHE_HOME", ""), ("CI", "")];
    for _ in 0..2 {
        project.run_with("", &[], &variables).exits(0);
    }
    assert!(!project.exists("home"));
}

/// A document in two files.
fn document() -> Project {
    let project = Project::empty();
    project.write(
        "api/root.yaml",
        "openapi: 3.0.3\ninfo: {title: Disks, version: '1'}\npaths:\n  /disks:\n    get:\n      operationId: listDisks\n      \
         responses:\n        '200':\n          description: x\n          content:\n            application/json:\n              \
         schema: {$ref: 'disk.yaml#/Disk'}\n",
    );
    project.write("api/disk.yaml", "Disk: {type: object, properties: {size: {type: integer}}}\n");
    project
}

const DOCUMENT: [&str; 4] = ["--input", "api/root.yaml", "--output", "client"];

#[test]
fn files_that_are_referred_to_count() {
    let recorded = Recorded::of(document(), &DOCUMENT);
    recorded.project.write("api/disk.yaml", "Disk: {type: object, properties: {size: {type: string}}}\n");
    let outcome = recorded.run(&DOCUMENT);
    assert!(!is_kept(&outcome), "{outcome:?}");
    assert!(
        recorded
            .project
            .contents("client")
            .values()
            .any(|file| { std::str::from_utf8(file).unwrap().contains("size: Option<String>") })
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_elsewhere_count() {
    let project = document();
    project.write("api/other.yaml", "Disk: {type: object, properties: {size: {type: string}}}\n");
    fs::rename(project.path("api/disk.yaml"), project.path("api/first.yaml")).unwrap();
    std::os::unix::fs::symlink("first.yaml", project.path("api/disk.yaml")).unwrap();
    let recorded = Recorded::of(project, &DOCUMENT);
    recorded.project.remove("api/disk.yaml");
    std::os::unix::fs::symlink("other.yaml", recorded.project.path("api/disk.yaml")).unwrap();
    let outcome = recorded.run(&DOCUMENT);
    assert!(!is_kept(&outcome), "{outcome:?}");
}
