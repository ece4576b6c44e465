//! The commands, one file each.

mod arguments;
mod command_line;
mod commands;
mod console;
mod help;
mod json;
mod printed;
mod run;
mod settings;
mod several;
mod summary;
mod unchanged;

use std::ffi::OsString;

use clap::Parser as _;
use generator::stack;

use arguments::{Cli, Command};
#[cfg(feature = "fetch")]
use commands::fetch;
use commands::{check, completions, diff, explain, generate, inspect, man, names, new, openapi, prune};
use console::Console;

/// How a run ended, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// It did what was asked for.
    Done,
    /// The output is out of date, or there are warnings where none are allowed.
    Refused,
    /// The arguments or the input can't be used, or the output can't be written.
    Failed,
}

/// Runs the command that the process was started with.
pub(crate) fn main() -> Exit {
    let body = || {
        let (mut stdout, mut stderr) = (std::io::stdout(), std::io::stderr());
        run(std::env::args_os(), &mut Console::of_process(&mut stdout, &mut stderr))
    };
    // A panic has printed its message.
    stack::deep(body).unwrap_or(Exit::Failed)
}

fn run(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> Exit {
    let result = Cli::try_parse_from(arguments).and_then(|cli| command(cli, console));
    let exit = result.unwrap_or_else(|error| {
        console.styled(&error.render(), error.use_stderr());
        if error.use_stderr() { Exit::Failed } else { Exit::Done }
    });
    console.err(&printed::hint(&console.printed));
    exit
}

fn command(cli: Cli, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    console.progress &= cli.allows_progress();
    match cli.command {
        None => generate::run(&cli.generate, console),
        Some(Command::Generate(arguments)) => generate::run(&arguments, console),
        Some(Command::New(arguments)) => Ok(new::run(&arguments, console)),
        Some(Command::Check(arguments)) => check::run(&arguments, console),
        Some(Command::Diff(arguments)) => Ok(diff::run(&arguments, console)),
        Some(Command::Inspect(arguments)) => inspect::run(&arguments, console),
        #[cfg(feature = "fetch")]
        Some(Command::Fetch(arguments)) => fetch::run(&arguments, console),
        Some(Command::Names(arguments)) => names::run(&arguments, console),
        Some(Command::Prune(arguments)) => prune::run(&arguments, console),
        Some(Command::Openapi(arguments)) => openapi::run(&arguments, console),
        Some(Command::Explain(arguments)) => Ok(explain::run(&arguments, console)),
        Some(Command::Completions(arguments)) => Ok(completions::run(&arguments, console)),
        Some(Command::Man(arguments)) => man::run(&arguments, console),
    }
}

#[cfg(test)]
mod tests;
