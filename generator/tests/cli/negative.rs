//! Input that is wrong in one way each, and exactly what is printed of it.
//!
//! Each file or folder in a folder of `tests/fixtures/negative` is a fixture; its snapshot stands beside it. A folder
//! with a `generator.toml` is generated from that. To add one, write it and run this test with `INSTA_UPDATE=always`.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use generator::diagnostic::Code;
use generator::diagnostic::Severity;

use crate::support::Project;

/// The codes that no input alone leads to.
const NOT_BY_INPUT: [(&str, &str); 6] = [
    ("invalid-output-path", "a fault of the generator"),
    ("not-emitted", "a fault of the generator"),
    ("too-complex", "takes a minute"),
    ("unreadable", "needs a file that can't be read"),
    ("unreadable-output", "needs a folder that can't be read"),
    ("unwritable", "needs a folder that can't be written"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/negative")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

fn file_name(path: &Path) -> &str {
    path.file_name().unwrap().to_str().unwrap()
}

/// The name without the endings.
fn stem(path: &Path) -> &str {
    file_name(path).split('.').next().unwrap()
}

/// All fixtures, and the snapshots beside them.
fn fixtures() -> (Vec<PathBuf>, BTreeSet<PathBuf>) {
    let all = entries(&folder()).into_iter().flat_map(|subject| entries(&subject));
    let (snapshots, fixtures): (Vec<_>, Vec<_>) =
        all.partition(|path| path.extension().is_some_and(|extension| extension == "snap"));
    (fixtures, snapshots.into_iter().collect())
}

fn copy(project: &Project, from: &Path, to: &str) {
    if from.is_dir() {
        for entry in entries(from) {
            copy(project, &entry, &format!("{to}/{}", file_name(&entry)));
        }
    } else {
        project.write(to, fs::read(from).unwrap());
    }
}

/// What a run on a fixture prints, and its exit code.
fn printed(fixture: &Path) -> String {
    let project = Project::empty();
    let name = format!("specs/{}", file_name(fixture));
    copy(&project, fixture, &name);
    let config = format!("{name}/generator.toml");
    // Without a copy of the runtime, whose files would be counted.
    let arguments = if project.exists(&config) {
        vec!["-v", "--runtime", "0.1", "--config", &config]
    } else {
        vec!["-v", "--runtime", "0.1", "--input", &name, "--output", "client", "--name", "client"]
    };
    let before = project.files("");
    let outcome = project.run(&arguments);
    assert_eq!(outcome.stdout, "");
    assert!(outcome.stderr.contains("]: "), "nothing is wrong:\n{}", outcome.stderr);
    match outcome.code {
        0 => assert!(project.files("").len() > before.len()),
        2 => assert_eq!(project.files(""), before),
        code => assert_eq!(code, 2, "{}", outcome.stderr),
    }
    // How many files a crate has is no matter of its input, and where to read on is the same for all.
    let beside = ["client (client): ", "`generator explain "];
    let lines = outcome.stderr.lines().filter(|line| !beside.iter().any(|start| line.starts_with(start)));
    format!("exit code {}\n\n{}\n", outcome.code, lines.collect::<Vec<_>>().join("\n"))
}

#[test]
fn each_fixture_has_its_messages() {
    let (fixtures, mut snapshots) = fixtures();
    assert!(fixtures.len() >= 60, "{} fixtures", fixtures.len());
    let mut failed = Vec::new();
    for fixture in fixtures {
        let subject = fixture.parent().unwrap();
        let name = stem(&fixture);
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(subject);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let compare = || settings.bind(|| insta::assert_snapshot!(name, printed(&fixture)));
        if catch_unwind(AssertUnwindSafe(compare)).is_err() {
            failed.push(format!("{}/{name}", file_name(subject)));
        }
        snapshots.remove(&subject.join(format!("{name}.snap")));
    }
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(snapshots.is_empty(), "snapshots of no fixture: {snapshots:#?}");
}

#[test]
fn each_grave_code_has_a_fixture() {
    let (_, snapshots) = fixtures();
    let text: String = snapshots.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let shown =
        |code: &str| ["warning", "error"].iter().any(|severity| text.contains(&format!("{severity}[{code}]: ")));
    for code in Code::ALL.iter().filter(|code| code.severities().iter().any(|severity| *severity > Severity::Note)) {
        let exempt = NOT_BY_INPUT.iter().any(|(name, _)| *name == code.name());
        assert!(shown(code.name()) != exempt, "{}: {}", code.name(), if exempt { "has a fixture" } else { "has none" });
    }
}
