//! The report for people at a terminal.

use std::fmt::Write as _;

use semver::Version;

use super::rows::{self, Row, rows};
use crate::compare::{Change, Report, Verdict};

/// How much of a report is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folding {
    /// One screen.
    Screen,
    /// Everything.
    All,
}

/// How many changes of each verdict one screen shows.
const SHOWN: [(Verdict, usize); 3] = [(Verdict::Breaking, 14), (Verdict::Compatible, 8), (Verdict::Documentation, 3)];

impl Report {
    /// Writes the report for a terminal; nothing if nothing changed.
    pub fn human(&self, version: Option<&Version>, folding: Folding) -> String {
        let mut text = String::new();
        if self.changes.is_empty() {
            return text;
        }
        for (verdict, shown) in SHOWN {
            let changes: Vec<&Change> = self.changes.iter().filter(|change| change.verdict == verdict).collect();
            if changes.is_empty() {
                continue;
            }
            let _ = writeln!(text, "{verdict}:");
            if folding == Folding::All {
                for row in changes.chunk_by(|left, right| left.subject == right.subject) {
                    self::group(&mut text, row);
                }
                continue;
            }
            let (mut lines, mut rest) = (shown, changes.len());
            for row in rows(&changes) {
                match row {
                    Row::Subject(changes) => {
                        let shown = changes.get(..lines).unwrap_or(&changes);
                        self::group(&mut text, shown);
                        lines -= shown.len();
                        rest -= shown.len();
                    }
                    Row::Cause(changes) if lines > 0 => {
                        let breaks = changes.first().map(|change| breaks(change)).unwrap_or_default();
                        let _ = writeln!(text, "  {}{breaks}", rows::sentence(&changes));
                        lines -= 1;
                        rest -= changes.len();
                    }
                    Row::Cause(_) => {}
                }
            }
            if rest > 0 {
                let _ = writeln!(text, "  … and {rest} more (-v shows all)");
            }
        }
        let _ = writeln!(text, "{}", self.conclusion(version));
        text
    }
}

fn breaks(change: &Change) -> String {
    if change.breaks.any() { format!(" [{}]", change.breaks) } else { String::new() }
}

/// Writes the changes of one subject: in a line where it is one.
fn group(text: &mut String, changes: &[&Change]) {
    match changes {
        [] => {}
        [change] => {
            let _ = writeln!(text, "  {} {}{}", change.subject, change.told(), breaks(change));
        }
        [first, ..] => {
            let _ = writeln!(text, "  {}", first.subject);
            for change in changes {
                let _ = writeln!(text, "    {}{}", change.told(), breaks(change));
            }
        }
    }
}

impl Change {
    /// Why, with what it has in common with others.
    pub(super) fn told(&self) -> String {
        let cause = self.cause.as_ref().map(|cause| format!(": {cause}")).unwrap_or_default();
        format!("{}{cause}", self.reason)
    }

    /// The change in one line, with all that is known of it.
    pub fn line(&self) -> String {
        let layer = if self.breaks.any() { format!(" ({})", self.breaks) } else { String::new() };
        format!("{}{layer}, {}: {} {}", self.verdict, self.kind, self.subject, self.reason)
    }
}
