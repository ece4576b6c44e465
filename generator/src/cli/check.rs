//! `generator check`: compare the crate with what would be written.

use super::arguments::CrateArguments;
use super::generate::{Stopped, prepare};
use super::run::not_begun;
use super::settings::Source;
use super::{Console, Exit, several, summary};

pub(crate) fn run(arguments: &CrateArguments, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    several::run(arguments, console, one)
}

fn one(arguments: &CrateArguments, source: &Source, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    let common = &arguments.common;
    let (mut run, target, plan) = match prepare(arguments, source, console) {
        Ok(prepared) => prepared,
        Err(Stopped::Ended(exit)) => return Ok(exit),
        Err(Stopped::NotBegun(failure)) => return not_begun(failure, common, console),
    };
    run.changes = plan.changes();
    let differences = plan.differences();
    run.summary = summary::checked(&run, &target, &differences);
    let exit = if differences.is_empty() { Exit::Done } else { Exit::Refused };
    Ok(run.finish(exit, common, console))
}
