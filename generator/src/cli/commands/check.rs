//! `generator check`: compare the crate with what would be written.

use crate::cli::arguments::CrateArguments;
use crate::cli::run::{Run, not_begun};
use crate::cli::settings::Source;
use crate::cli::{Console, Exit, command_line, several, summary};

pub(crate) fn run(arguments: &CrateArguments, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    several::run(arguments, console, one)
}

fn one(arguments: &CrateArguments, source: &Source, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    let common = &arguments.common;
    let project = match source.project(arguments) {
        Ok(project) => project,
        Err(failure) => return not_begun(failure, common, console),
    };
    Ok(match console.busy(&format!("checking {}", project.crate_name()), || project.check()) {
        Ok(outcome) => {
            let exit = if outcome.is_up_to_date() { Exit::Done } else { Exit::Refused };
            let figures = summary::read(&outcome, common.verbose);
            let verdict = summary::checked(&outcome, &project, &command_line::generate(arguments));
            Run { outcome, figures, verdict }.finish(exit, common, console)
        }
        Err(failure) => Run::fail(failure, common, console),
    })
}
