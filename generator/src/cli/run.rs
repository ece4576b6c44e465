//! What all commands do: report.

use generator::compare::{self, Folding};
use generator::diagnostic::{Diagnostic, Severity};
use generator::report::Report;
use generator::{Failure, Outcome, Reason};

use super::arguments::{CommonArguments, MessageFormat};
use super::printed;
use super::{Console, Exit, json, settings};

/// What a run has to tell.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) outcome: Outcome,
    /// What was read and made of it, for people, after the messages.
    pub(crate) figures: String,
    /// What came of it.
    pub(crate) verdict: String,
}

impl Run {
    /// Prints everything, and ends the run.
    pub(crate) fn finish(self, exit: Exit, arguments: &CommonArguments, console: &mut Console<'_>) -> Exit {
        if arguments.message_format == MessageFormat::Json {
            console.out(&format!("{:#}\n", json::object(&self.outcome)));
        } else if arguments.quiet {
            self.print_cause(exit, arguments, console);
        } else {
            self.print(arguments, console);
        }
        if !arguments.quiet {
            for hint in &self.outcome.hints {
                console.err(&format!("note: {hint}\n"));
            }
            if arguments.message_format == MessageFormat::Human {
                console.printed.extend(printed::printed(&self.outcome.diagnostics, arguments.verbose));
            }
        }
        exit
    }

    fn print(&self, arguments: &CommonArguments, console: &mut Console<'_>) {
        let outcome = &self.outcome;
        let report = Report { sources: &outcome.sources, verbose: arguments.verbose };
        console.err(&report.text(&outcome.diagnostics));
        console.err(&self.figures);
        console.err(&self.verdict);
        let folding = if arguments.verbose > 0 { Folding::All } else { Folding::Screen };
        console.err(&outcome.report.human(outcome.version.as_ref(), folding));
    }

    /// Prints why a run has not done what was asked for, and nothing where it has.
    fn print_cause(&self, exit: Exit, arguments: &CommonArguments, console: &mut Console<'_>) {
        let least = match exit {
            Exit::Done => return,
            Exit::Refused if arguments.deny_warnings => Severity::Warning,
            Exit::Refused | Exit::Failed => Severity::Error,
        };
        let is_cause = |diagnostic: &&Diagnostic| diagnostic.severity >= least;
        let causes: Vec<Diagnostic> = self.outcome.diagnostics.iter().filter(is_cause).cloned().collect();
        console.err(&Report { sources: &self.outcome.sources, verbose: 0 }.text(&causes));
        console.err(&self.verdict);
    }

    /// Ends a run that failed.
    pub(crate) fn fail(failure: Failure, arguments: &CommonArguments, console: &mut Console<'_>) -> Exit {
        let (exit, verdict) = match failure.reason {
            Reason::Denied => (
                Exit::Refused,
                "nothing was written: with `--deny-warnings`, no warnings are allowed, and no operation may be left out\n",
            ),
            _ => (Exit::Failed, "nothing was written\n"),
        };
        // Nothing was changed.
        let mut outcome = *failure.outcome;
        outcome.report = compare::Report::default();
        Self { outcome, figures: String::new(), verdict: verdict.to_owned() }.finish(exit, arguments, console)
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
