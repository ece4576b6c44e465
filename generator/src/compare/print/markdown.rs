//! The report for a pull request or a changelog.

use std::fmt::Write as _;

use semver::Version;

use super::rows::{self, Row, rows};
use crate::compare::{Change, Report, Verdict};

/// How many characters of rows are written: the text of a pull request is at most 65,536 long.
const MOST: usize = 59_000;

impl Report {
    /// Writes the report as Markdown, in fewer than 60,000 characters. What happened to many for one cause is told once.
    pub fn markdown(&self, version: Option<&Version>) -> String {
        let mut text = String::new();
        let mut room = MOST;
        let titles = [
            (Verdict::Breaking, "Breaking"),
            (Verdict::Compatible, "Compatible"),
            (Verdict::Documentation, "Documentation only"),
        ];
        for (verdict, title) in titles {
            let changes: Vec<&Change> = self.changes.iter().filter(|change| change.verdict == verdict).collect();
            if changes.is_empty() {
                continue;
            }
            let _ = writeln!(text, "### {title}\n");
            let mut left = changes.len();
            for row in rows(&changes) {
                let (told, count) = match row {
                    Row::Subject(changes) => (self::group(&changes), changes.len()),
                    Row::Cause(changes) => {
                        let layer = changes.first().map(|change| layer(change)).unwrap_or_default();
                        (format!("- {}{layer}\n", rows::sentence(&changes)), changes.len())
                    }
                };
                // A shorter change after this one would look as if nothing were missing.
                room = room.saturating_sub(told.chars().count());
                if room == 0 {
                    let _ = writeln!(text, "- … and {left} more, which `generator diff -v` lists");
                    break;
                }
                left -= count;
                text.push_str(&told);
            }
            text.push('\n');
        }
        let conclusion = self.conclusion(version);
        let mut letters = conclusion.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let _ = writeln!(text, "{first}{}.", letters.as_str());
        text
    }
}

fn group(changes: &[&Change]) -> String {
    match changes {
        [] => String::new(),
        [change] => format!("- {} {}{}\n", change.subject, change.told(), layer(change)),
        [first, ..] => {
            let mut text = format!("- {}:\n", first.subject);
            for change in changes {
                let _ = writeln!(text, "  - {}{}", change.told(), layer(change));
            }
            text
        }
    }
}

fn layer(change: &Change) -> String {
    if change.breaks.any() { format!(" ({})", change.breaks) } else { String::new() }
}
