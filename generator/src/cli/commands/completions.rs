//! `generator completions`: what a shell needs to complete the arguments.

use clap::CommandFactory as _;

use crate::cli::arguments::{Cli, CompletionsArguments};
use crate::cli::{Console, Exit};

pub(crate) fn run(arguments: &CompletionsArguments, console: &mut Console<'_>) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "generator", &mut script);
    console.out(&String::from_utf8_lossy(&script));
    Exit::Done
}
