//! The report for people at a terminal.

use std::fmt::Write as _;

use semver::Version;

use super::{Change, Report, Verdict};

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
    /// Writes the report for a terminal; nothing where nothing changed.
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
            let shown = if folding == Folding::All { changes.len() } else { shown };
            for group in changes.get(..shown).unwrap_or(&changes).chunk_by(|left, right| left.subject == right.subject)
            {
                self::group(&mut text, group);
            }
            if changes.len() > shown {
                let _ = writeln!(text, "  … and {} more (-v shows all)", changes.len() - shown);
            }
        }
        let _ = writeln!(text, "{}", self.conclusion(version));
        text
    }
}

/// Writes the changes of one subject: in a line where it is one.
fn group(text: &mut String, changes: &[&Change]) {
    let breaks = |change: &&Change| if change.breaks.any() { format!(" [{}]", change.breaks) } else { String::new() };
    match changes {
        [] => {}
        [change] => {
            let _ = writeln!(text, "  {} {}{}", change.subject, change.reason, breaks(change));
        }
        [first, ..] => {
            let _ = writeln!(text, "  {}", first.subject);
            for change in changes {
                let _ = writeln!(text, "    {}{}", change.reason, breaks(change));
            }
        }
    }
}

impl Change {
    /// The change in one line, with all that is known of it.
    pub fn line(&self) -> String {
        let layer = if self.breaks.any() { format!(" ({})", self.breaks) } else { String::new() };
        format!("{}{layer}, {}: {} {}", self.verdict, self.kind, self.subject, self.reason)
    }
}
