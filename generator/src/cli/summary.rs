//! The last lines of a run, for people.

use std::fmt::Write as _;

use generator::diagnostic::Severity;
use generator::output::Difference;
use generator::read::InputPath;

use super::run::Run;
use super::settings::Target;

/// How many files that differ are named: a screen has room for the changes, too.
const SHOWN: usize = 12;

/// What was written.
pub(crate) fn generated(run: &Run, target: &Target) -> String {
    let mut text = read(run);
    let (written, removed) = (run.changes.written.len(), run.changes.removed.len());
    // Writing to a string can't fail.
    let _ = writeln!(
        text,
        "{} ({}): {} written, {} unchanged, {} removed",
        target.name,
        InputPath::new(&target.folder).name,
        count(written, "file"),
        run.changes.unchanged,
        removed
    );
    text
}

/// What differs.
pub(crate) fn checked(run: &Run, target: &Target, differences: &[(&str, Difference)]) -> String {
    let mut text = read(run);
    let folder = InputPath::new(&target.folder).name;
    if differences.is_empty() {
        let _ = writeln!(text, "{} ({folder}) is up to date: {}", target.name, count(run.changes.unchanged, "file"));
        return text;
    }
    let _ = writeln!(text, "{} ({folder}) is out of date; `generator generate` brings it up to date", target.name);
    for (path, difference) in differences.iter().take(SHOWN) {
        let state = match difference {
            Difference::Differs => "differs",
            Difference::Missing => "missing",
            Difference::Stale => "no longer generated",
        };
        let _ = writeln!(text, "  {folder}/{path}: {state}");
    }
    if differences.len() > SHOWN {
        let _ = writeln!(text, "  … and {} more", differences.len() - SHOWN);
    }
    text
}

/// What was read, and what it came to.
fn read(run: &Run) -> String {
    let statistics = &run.statistics;
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
    let skipped = run.skipped.len();
    if skipped > 0 {
        let _ = write!(text, "; {} left out", count(skipped, "operation"));
    }
    if statistics.excluded > 0 {
        let _ = write!(text, "; {} not asked for", count(statistics.excluded, "operation"));
    }
    if statistics.webhooks > 0 {
        let _ = write!(text, "; {} skipped", count(statistics.webhooks, "webhook"));
    }
    text.push('\n');
    let of = |severity| run.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let messages = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let messages: Vec<String> = messages
        .into_iter()
        .map(|(severity, word)| (of(severity), word))
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| count(number, word))
        .collect();
    if !messages.is_empty() {
        let _ = writeln!(text, "{}", messages.join(", "));
    }
    text
}

fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}
