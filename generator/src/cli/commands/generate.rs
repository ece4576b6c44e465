//! `generator generate`: write the crate.

use crate::cli::arguments::CrateArguments;
use crate::cli::run::{Run, not_begun};
use crate::cli::settings::Source;
use crate::cli::{Console, Exit, several, summary};

pub(crate) fn run(arguments: &CrateArguments, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    several::run(arguments, console, one)
}

fn one(arguments: &CrateArguments, source: &Source, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    let common = &arguments.common;
    let project = match source.project(arguments) {
        Ok(project) => project,
        Err(failure) => return not_begun(failure, common, console),
    };
    Ok(match console.busy(&format!("generating {}", project.crate_name()), || project.write()) {
        Ok(outcome) => {
            let figures = summary::read(&outcome, common.verbose);
            let verdict = summary::generated(&outcome, &project);
            Run { outcome, figures, verdict }.finish(Exit::Done, common, console)
        }
        Err(failure) => Run::fail(failure, common, console),
    })
}
