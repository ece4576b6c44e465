//! The result of a run.

use std::fmt;
use std::path::PathBuf;

use semver::Version;

use crate::Statistics;
use crate::compare;
use crate::diagnostic::{Diagnostic, Severity, Skipped};
use crate::output::{Changes, Difference};
use crate::read::{Seen, Sources};
use crate::report::Report;

/// What a run found and did.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Outcome {
    /// The files of the crate that were changed, or would be.
    pub changes: Changes,
    /// How the files on disk differed from the generated ones, sorted by path.
    pub differences: Vec<(String, Difference)>,
    /// What has changed for users of the crate since the version in its manifest, if there was a lock to compare with;
    /// empty once the manifest has the version that the changes ask for.
    pub report: compare::Report,
    /// The version of the existing crate. The report derives the next version from it.
    pub version: Option<Version>,
    /// The messages about the input.
    pub diagnostics: Vec<Diagnostic>,
    /// Operations that were left out.
    pub skipped: Vec<Skipped>,
    /// Counts.
    pub statistics: Statistics,
    /// What is left to do outside of the generated files, such as additions to the crate's `Cargo.toml`.
    pub hints: Vec<String>,
    /// The files that were read and the folders that were named, sorted: if one changes, a build script has to run again.
    pub inputs: Vec<PathBuf>,
    /// Where the files are that diagnostics name.
    pub sources: Sources,
    /// What takes note of what is read.
    pub(super) seen: Seen,
}

impl Outcome {
    /// Whether the files on disk were as they should be, and the version in the manifest is high enough for what has
    /// changed.
    pub fn is_up_to_date(&self) -> bool {
        self.differences.is_empty() && self.report.changes.is_empty()
    }

    /// How many files the crate has or would have, including those that are removed.
    pub fn files(&self) -> usize {
        self.changes.written.len() + self.changes.unchanged + self.changes.removed.len()
    }

    /// Whether there are warnings or errors, or operations that were left out.
    pub fn has_warnings(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity >= Severity::Warning) || !self.skipped.is_empty()
    }

    /// Prints the errors and warnings for people, each with its place, what to do about it, and an empty line.
    ///
    /// Of many similar messages only the first are printed.
    pub fn messages(&self) -> String {
        Report { sources: &self.sources, verbose: 0 }.text(&self.diagnostics)
    }
}

/// Why a run failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The configuration or the input can't be used, or the crate can't be written; errors among the diagnostics say why.
    Unusable,
    /// There are warnings, or operations that were left out, and [`Project::deny_warnings`](crate::Project) forbids that.
    Denied,
}

/// A run that failed, with everything that it had found until then.
///
/// `{}` and `{:?}` print it as a report for people, so that `main` can return it.
#[derive(Clone)]
#[non_exhaustive]
pub struct Failure {
    /// Why.
    pub reason: Reason,
    /// What was found; the errors are among the diagnostics.
    pub outcome: Box<Outcome>,
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(diagnostics: Vec<Diagnostic>) -> Self {
        Self { reason: Reason::Unusable, outcome: Box::new(Outcome { diagnostics, ..Outcome::default() }) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = match self.reason {
            Reason::Unusable => "the client can't be generated",
            Reason::Denied => "the client is not generated: no warnings are allowed, and no operation may be left out",
        };
        write!(formatter, "{head}\n\n{}", self.outcome.messages().trim_end())
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Failure {}
