//! The report for a pull request or a changelog.

use std::fmt::Write as _;

use semver::Version;

use super::rows::{self, Row, rows};
use crate::compare::{Change, Report, Verdict};

impl Report {
    /// Writes the report as Markdown. What happened to many for one cause is told once.
    pub fn markdown(&self, version: Option<&Version>) -> String {
        let mut text = String::new();
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
            for row in rows(&changes) {
                match row {
                    Row::Subject(changes) => self::group(&mut text, &changes),
                    Row::Cause(changes) => {
                        let layer = changes.first().map(|change| layer(change)).unwrap_or_default();
                        let _ = writeln!(text, "- {}{layer}", rows::sentence(&changes));
                    }
                }
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

fn group(text: &mut String, changes: &[&Change]) {
    match changes {
        [] => {}
        [change] => {
            let _ = writeln!(text, "- {} {}{}", change.subject, change.reason, layer(change));
        }
        [first, ..] => {
            let _ = writeln!(text, "- {}:", first.subject);
            for change in changes {
                let _ = writeln!(text, "  - {}{}", change.reason, layer(change));
            }
        }
    }
}

fn layer(change: &Change) -> String {
    if change.breaks.any() { format!(" ({})", change.breaks) } else { String::new() }
}
