//! `generator inspect`: what an API is made of.

use generator::Failure;
use generator::inspect::Inspection;
use generator::report::Report;
use serde::Serialize;

use crate::cli::arguments::{InspectArguments, MessageFormat};
use crate::cli::settings::{self, Source};
use crate::cli::{Console, Exit, printed};

pub(crate) fn run(arguments: &InspectArguments, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    let source = match Source::new(&arguments.input) {
        Ok(source) => source,
        Err(settings::Failure::Usage(error)) => return Err(error),
        Err(settings::Failure::Config(diagnostics)) => return Ok(fail(&diagnostics.into(), arguments, console)),
    };
    let mut project = source.input(&arguments.input);
    if let Some(output) = &arguments.output {
        project.output.clone_from(output);
    }
    let (model, outcome) = match console.busy("reading", || project.model()) {
        Ok(modelled) => modelled,
        Err(failure) => return Ok(fail(&failure, arguments, console)),
    };
    if arguments.verbose > 0 {
        console.err(&Report { sources: &outcome.sources, verbose: arguments.verbose }.text(&outcome.diagnostics));
    }
    let inspection = Inspection::new(&model, &outcome.sources);
    let Some(name) = &arguments.name else {
        let listing = inspection.list();
        console.out(&text(arguments, &listing, || listing.human()));
        return Ok(Exit::Done);
    };
    Ok(match inspection.find(name) {
        Ok(found) => {
            console.out(&text(arguments, &found, || found.human()));
            Exit::Done
        }
        Err(help) => {
            console.err(&format!("error: nothing is called `{}`: {help}\n", generator::diagnostic::printable(name)));
            Exit::Failed
        }
    })
}

fn text(arguments: &InspectArguments, items: &impl Serialize, human: impl Fn() -> String) -> String {
    match arguments.format {
        MessageFormat::Human => human(),
        // Maps with keys that are strings can always be written.
        MessageFormat::Json => serde_json::to_string_pretty(items).unwrap_or_default() + "\n",
    }
}

fn fail(failure: &Failure, arguments: &InspectArguments, console: &mut Console<'_>) -> Exit {
    let report = Report { sources: &failure.outcome.sources, verbose: arguments.verbose };
    console.err(&report.text(&failure.outcome.diagnostics));
    console.printed.extend(printed::printed(&failure.outcome.diagnostics, arguments.verbose));
    Exit::Failed
}
