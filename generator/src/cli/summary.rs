//! The last lines of a run, for people.

use std::fmt::Write as _;

use generator::diagnostic::Severity;
use generator::output::Difference;
use generator::read::InputPath;
use generator::{Outcome, Project};

/// How many files that differ are named: a screen has room for the changes, too.
const SHOWN: usize = 12;

/// What was written.
pub(crate) fn generated(outcome: &Outcome, project: &Project) -> String {
    let (written, removed) = (outcome.changes.written.len(), outcome.changes.removed.len());
    format!(
        "{} ({}): {} written, {} unchanged, {} removed\n",
        project.crate_name(),
        InputPath::new(&project.output).name,
        count(written, "file"),
        outcome.changes.unchanged,
        removed
    )
}

/// What differs, and the `command` that corrects it.
pub(crate) fn checked(outcome: &Outcome, project: &Project, command: &str) -> String {
    let name = project.crate_name();
    let folder = InputPath::new(&project.output).name;
    if outcome.is_up_to_date() {
        return format!("{name} ({folder}) is up to date: {}\n", count(outcome.changes.unchanged, "file"));
    }
    if outcome.differences.is_empty() {
        let next = outcome.version.as_ref().and_then(|version| outcome.report.release(version));
        let next = next.map(|version| format!("`version = \"{version}\"`")).unwrap_or_default();
        return format!(
            "{name} ({folder}) lacks the version that its changes ask for: set {next} in {folder}/Cargo.toml\n"
        );
    }
    let mut text = format!("{name} ({folder}) is out of date; `{command}` brings it up to date\n");
    for (path, difference) in outcome.differences.iter().take(SHOWN) {
        let state = match difference {
            Difference::Differs => "differs",
            Difference::Missing => "missing",
            Difference::Stale => "no longer generated",
        };
        // Writing to a string can't fail.
        let _ = writeln!(text, "  {folder}/{path}: {state}");
    }
    if outcome.differences.len() > SHOWN {
        let _ = writeln!(text, "  … and {} more", outcome.differences.len() - SHOWN);
    }
    text
}

/// What was read, and what it came to.
pub(crate) fn read(outcome: &Outcome, verbose: u8) -> String {
    let statistics = &outcome.statistics;
    let mut read = Vec::new();
    if statistics.pages > 0 {
        read.push(count(statistics.pages, "page"));
    }
    if statistics.documents > 0 {
        read.push(count(statistics.documents, "document"));
    }
    let mut text = format!(
        "{} read: {}, {} before unifying and {} after\n",
        read.join(" and "),
        count(statistics.operations, "operation"),
        count(statistics.schemas_before, "schema"),
        statistics.schemas_after,
    );
    let _ =
        write!(text, "generated {}, {}", count(statistics.types, "type"), count(statistics.error_types, "error type"));
    let skipped = outcome.skipped.len();
    if skipped > 0 {
        let _ = write!(text, "; {} left out", count(skipped, "operation"));
    }
    if statistics.excluded > 0 {
        let _ = write!(text, "; {} excluded", count(statistics.excluded, "operation"));
    }
    if statistics.webhooks > 0 {
        let _ = write!(text, "; {} skipped", count(statistics.webhooks, "webhook"));
    }
    text.push('\n');
    let of = |severity| outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let messages = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let messages: Vec<String> = messages
        .into_iter()
        .map(|(severity, word)| (of(severity), word))
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| count(number, word))
        .collect();
    if !messages.is_empty() {
        let unseen = if verbose == 0 && of(Severity::Note) > 0 { " (`-v` prints notes)" } else { "" };
        let _ = writeln!(text, "{}{unseen}", messages.join(", "));
    }
    text
}

fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}
