//! What all commands do: read, generate and report.

use generator::compare::{self, Folding};
use generator::diagnostic::{Diagnostic, Severity, Skipped};
use generator::output::Changes;
use generator::read::{self, Input, Sources};
use generator::{Options, Statistics};
use semver::Version;

use super::arguments::{CommonArguments, MessageFormat};
use super::report::Report;
use super::settings::{Failure, Source};
use super::{Console, Exit, json};

/// What a run has to tell.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) sources: Sources,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) skipped: Vec<Skipped>,
    pub(crate) statistics: Statistics,
    pub(crate) changes: Changes,
    /// What that means for users, where there was a lock to compare with.
    pub(crate) report: compare::Report,
    /// The crate's version.
    pub(crate) version: Option<Version>,
    /// For people, after the messages.
    pub(crate) summary: String,
    /// What is to be done outside of the crate, in either form of the result.
    pub(crate) hints: Vec<String>,
}

impl Run {
    /// Reads the inputs.
    pub(crate) fn read(source: &Source) -> (Self, Input) {
        let input = read::read(&source.inputs, &read::Options::default());
        (Self { sources: input.sources.clone(), ..Self::default() }, input)
    }

    /// Whether `--deny-warnings` forbids going on.
    pub(crate) fn is_denied(&self, arguments: &CommonArguments) -> bool {
        let warned = self.diagnostics.iter().any(|diagnostic| diagnostic.severity >= Severity::Warning);
        arguments.deny_warnings && (warned || !self.skipped.is_empty())
    }

    /// Prints everything, and ends the run.
    pub(crate) fn finish(self, exit: Exit, arguments: &CommonArguments, console: &mut Console<'_>) -> Exit {
        match arguments.message_format {
            MessageFormat::Json => console.out(&format!("{:#}\n", json::object(&self))),
            MessageFormat::Human => {
                let report = Report { sources: &self.sources, verbose: arguments.verbose };
                console.err(&report.text(&self.diagnostics));
                console.err(&self.summary);
                let folding = if arguments.verbose > 0 { Folding::All } else { Folding::Screen };
                console.err(&self.report.human(self.version.as_ref(), folding));
            }
        }
        for hint in self.hints {
            console.err(&format!("note: {hint}\n"));
        }
        exit
    }

    /// Ends the run with errors.
    pub(crate) fn fail(
        mut self,
        diagnostics: impl IntoIterator<Item = Diagnostic>,
        arguments: &CommonArguments,
        console: &mut Console<'_>,
    ) -> Exit {
        self.diagnostics.extend(diagnostics);
        "nothing was written\n".clone_into(&mut self.summary);
        self.finish(Exit::Failed, arguments, console)
    }

    /// Ends the run because of `--deny-warnings`.
    pub(crate) fn deny(mut self, arguments: &CommonArguments, console: &mut Console<'_>) -> Exit {
        "nothing was written: `--deny-warnings` allows no warnings and leaves out no operations\n"
            .clone_into(&mut self.summary);
        self.finish(Exit::Refused, arguments, console)
    }
}

/// Ends a run that has not begun.
pub(crate) fn not_begun(
    failure: Failure,
    arguments: &CommonArguments,
    console: &mut Console<'_>,
) -> Result<Exit, clap::Error> {
    match failure {
        Failure::Usage(error) => Err(error),
        Failure::Config(diagnostics) => Ok(Run::default().fail(diagnostics, arguments, console)),
    }
}

/// The options of the pipeline.
pub(crate) fn options(source: &Source, crate_name: &str, arguments: &CommonArguments) -> Options {
    Options { crate_name: crate_name.to_owned(), rules: source.rules(), lock: None, keep_going: arguments.keep_going }
}
