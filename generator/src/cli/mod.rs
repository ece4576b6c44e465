//! The commands, one file each.

mod arguments;
mod check;
mod diff;
mod generate;
mod inspect;
mod json;
mod openapi;
mod run;
mod settings;
mod several;
mod summary;

use std::ffi::OsString;
use std::io::Write;

use clap::Parser as _;
use generator::stack;

use arguments::{Cli, Command};

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

/// Where messages go, and where what was asked for goes.
pub(crate) struct Console<'a> {
    stdout: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
}

impl Console<'_> {
    /// Prints what was asked for. That the reader has gone away is no reason to fail.
    fn out(&mut self, text: &str) {
        let _ = self.stdout.write_all(text.as_bytes()).and_then(|()| self.stdout.flush());
    }

    /// Prints a message.
    fn err(&mut self, text: &str) {
        let _ = self.stderr.write_all(text.as_bytes()).and_then(|()| self.stderr.flush());
    }
}

/// Runs the command that the process was started with.
pub(crate) fn main() -> Exit {
    let body = || {
        let (mut stdout, mut stderr) = (std::io::stdout(), std::io::stderr());
        run(std::env::args_os(), &mut Console { stdout: &mut stdout, stderr: &mut stderr })
    };
    // A panic has printed its message.
    stack::deep(body).unwrap_or(Exit::Failed)
}

fn run(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> Exit {
    let result = Cli::try_parse_from(arguments).and_then(|cli| match cli.command {
        None => generate::run(&cli.generate, console),
        Some(Command::Generate(arguments)) => generate::run(&arguments, console),
        Some(Command::Check(arguments)) => check::run(&arguments, console),
        Some(Command::Diff(arguments)) => Ok(diff::run(&arguments, console)),
        Some(Command::Inspect(arguments)) => inspect::run(&arguments, console),
        Some(Command::Openapi(arguments)) => openapi::run(&arguments, console),
    });
    result.unwrap_or_else(|error| {
        let text = error.render().to_string();
        if error.use_stderr() {
            console.err(&text);
            Exit::Failed
        } else {
            console.out(&text);
            Exit::Done
        }
    })
}

#[cfg(test)]
mod tests;
