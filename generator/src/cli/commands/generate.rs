//! `generator generate`: write the crate.

use generator::Project;

use crate::cli::arguments::CrateArguments;
use crate::cli::run::{Run, not_begun};
use crate::cli::settings::Source;
use crate::cli::{Console, Exit, several, summary};

pub(crate) fn run(arguments: &CrateArguments, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    several::run(arguments, console, |arguments, source, console| write(arguments, source, console, |_| ()))
}

/// Writes the crate that the arguments ask for, and that `adjust` has changed.
pub(super) fn write(
    arguments: &CrateArguments,
    source: &Source,
    console: &mut Console<'_>,
    adjust: impl Fn(&mut Project),
) -> Result<Exit, clap::Error> {
    let common = &arguments.common;
    let mut project = match source.project(arguments) {
        Ok(project) => project,
        Err(failure) => return not_begun(failure, common, console),
    };
    adjust(&mut project);
    Ok(match console.busy(&format!("generating {}", project.crate_name()), || project.write()) {
        Ok(outcome) => {
            let figures = summary::read(&outcome, common.verbose);
            let verdict = summary::generated(&outcome, &project);
            Run { outcome, figures, verdict }.finish(Exit::Done, common, console)
        }
        Err(failure) => Run::fail(failure, common, console),
    })
}
