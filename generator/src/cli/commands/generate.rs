//! `generator generate`: write the crate.

use generator::Project;

use crate::cli::arguments::CrateArguments;
use crate::cli::run::{Run, not_begun};
use crate::cli::settings::Source;
use crate::cli::unchanged::Place;
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
    let place = Place::of(&project, common);
    if place.as_ref().is_some_and(|place| place.print(&project, console)) {
        return Ok(Exit::Done);
    }
    let write = || match place {
        Some(_) => project.write_and_record(),
        None => project.write().map(|outcome| (None, outcome)),
    };
    Ok(match console.busy(&format!("generating {}", project.crate_name()), write) {
        Ok((record, outcome)) => {
            let figures = summary::read(&outcome, common.verbose);
            let verdict = summary::generated(&outcome, &project);
            console.log.clear();
            let exit = Run { outcome, figures, verdict }.finish(Exit::Done, common, console);
            if let (Some(place), Some(record)) = (place, record) {
                place.keep(record, console);
            }
            exit
        }
        Err(failure) => Run::fail(failure, common, console),
    })
}
