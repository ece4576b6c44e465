//! `generator prune`: write the crate without the old names of what was renamed.

use crate::cli::arguments::CrateArguments;
use crate::cli::{Console, Exit, several};

pub(crate) fn run(arguments: &CrateArguments, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    several::run(arguments, console, |arguments, source, console| {
        super::generate::write(arguments, source, console, |project| project.prune = true)
    })
}
