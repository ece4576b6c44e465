//! `generator generate`: write the crate.

use generator::compare::compare;
use generator::output::{self, Plan, manifest_hint, plan, workspace_hint};
use generator::{Generated, Options};

use super::arguments::CrateArguments;
use super::run::{Run, not_begun, options};
use super::settings::{Failure, Source, Target};
use super::{Console, Exit, several, summary};

pub(crate) fn run(arguments: &CrateArguments, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    several::run(arguments, console, one)
}

fn one(arguments: &CrateArguments, source: &Source, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    let common = &arguments.common;
    let (run, target, plan) = match prepare(arguments, source, console) {
        Ok(prepared) => prepared,
        Err(Stopped::Ended(exit)) => return Ok(exit),
        Err(Stopped::NotBegun(failure)) => return not_begun(failure, common, console),
    };
    let mut run = run;
    match plan.write() {
        Ok(changes) => run.changes = changes,
        Err(diagnostic) => return Ok(run.fail([diagnostic], common, console)),
    }
    run.summary = summary::generated(&run, &target);
    run.hints.extend(workspace_hint(&target.folder));
    Ok(run.finish(Exit::Done, common, console))
}

/// Why there is nothing to write or to compare.
pub(crate) enum Stopped {
    NotBegun(Failure),
    Ended(Exit),
}

/// Does everything up to the comparison with what is on disk.
pub(crate) fn prepare(
    arguments: &CrateArguments,
    source: &Source,
    console: &mut Console<'_>,
) -> Result<(Run, Target, Plan), Stopped> {
    let common = &arguments.common;
    let target = Target::new(arguments, source).map_err(Stopped::NotBegun)?;
    let (mut run, input) = Run::read(source);
    let (lock, conflicts) = match output::read_lock(&target.folder) {
        Ok(read) => read,
        Err(diagnostics) => return Err(Stopped::Ended(run.fail(diagnostics, common, console))),
    };
    let options = Options { lock, ..options(source, &target.name, common) };
    let generated = match generator::generate(input, &options) {
        Ok(generated) => generated,
        Err(diagnostics) => return Err(Stopped::Ended(run.fail(diagnostics, common, console))),
    };
    let Generated { files, manifest, lock, diagnostics, skipped, statistics, .. } = generated;
    if let Some(before) = &options.lock {
        run.report = compare(&before.surface, &lock.surface);
        run.version = output::crate_version(&target.folder);
    }
    run.diagnostics = conflicts;
    run.diagnostics.extend(diagnostics);
    run.skipped = skipped;
    run.statistics = statistics;
    if run.is_denied(common) {
        return Err(Stopped::Ended(run.deny(common, console)));
    }
    run.hints.extend(manifest_hint(&target.folder, &manifest, &source.rules().crates()));
    let files = files.into_iter().map(|file| (file.path, file.content)).collect();
    match plan(&target.folder, files, &manifest) {
        Ok(plan) => Ok((run, target, plan)),
        Err(diagnostics) => Err(Stopped::Ended(run.fail(diagnostics, common, console))),
    }
}
