//! What all commands do: report.

use generator::compare::{self, Folding};
use generator::report::Report;
use generator::{Failure, Outcome, Reason};

use super::arguments::{CommonArguments, MessageFormat};
use super::{Console, Exit, json, settings};

/// What a run has to tell.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) outcome: Outcome,
    /// For people, after the messages.
    pub(crate) summary: String,
}

impl Run {
    /// Prints everything, and ends the run.
    pub(crate) fn finish(self, exit: Exit, arguments: &CommonArguments, console: &mut Console<'_>) -> Exit {
        match arguments.message_format {
            MessageFormat::Json => console.out(&format!("{:#}\n", json::object(&self.outcome))),
            MessageFormat::Human => {
                let report = Report { sources: &self.outcome.sources, verbose: arguments.verbose };
                console.err(&report.text(&self.outcome.diagnostics));
                console.err(&self.summary);
                let folding = if arguments.verbose > 0 { Folding::All } else { Folding::Screen };
                console.err(&self.outcome.report.human(self.outcome.version.as_ref(), folding));
            }
        }
        for hint in self.outcome.hints {
            console.err(&format!("note: {hint}\n"));
        }
        exit
    }

    /// Ends a run that failed.
    pub(crate) fn fail(failure: Failure, arguments: &CommonArguments, console: &mut Console<'_>) -> Exit {
        let (exit, summary) = match failure.reason {
            Reason::Denied => (
                Exit::Refused,
                "nothing was written: `--deny-warnings` allows no warnings and leaves out no operations\n",
            ),
            _ => (Exit::Failed, "nothing was written\n"),
        };
        // What would have changed has not.
        let mut outcome = *failure.outcome;
        outcome.report = compare::Report::default();
        Self { outcome, summary: summary.to_owned() }.finish(exit, arguments, console)
    }
}

/// Ends a run that has not begun.
pub(crate) fn not_begun(
    failure: settings::Failure,
    arguments: &CommonArguments,
    console: &mut Console<'_>,
) -> Result<Exit, clap::Error> {
    match failure {
        settings::Failure::Usage(error) => Err(error),
        settings::Failure::Config(diagnostics) => Ok(Run::fail(Failure::from(diagnostics), arguments, console)),
    }
}
