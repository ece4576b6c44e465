//! Where a command prints to.

pub(super) mod paint;
pub(super) mod progress;

use std::io::{self, IsTerminal as _, Write};

use anstream::{AutoStream, ColorChoice};
use clap::builder::StyledStr;
use serde::{Deserialize, Serialize};

use self::progress::Progress;
use super::printed::Printed;

/// Where messages go, and where what was asked for goes.
pub(crate) struct Console<'a> {
    stdout: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
    /// Whether the output has colours.
    pub(crate) colour: Colour,
    /// Whether a run that takes long says that it is still going on.
    pub(crate) progress: bool,
    /// The codes of messages that were printed.
    pub(crate) printed: Printed,
    /// What was printed, without colours.
    pub(crate) log: Vec<Line>,
}

/// Something that was printed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Line {
    /// On standard output.
    Out(String),
    /// On standard error.
    Err(String),
}

/// Which streams take colours.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Colour {
    pub(crate) stdout: bool,
    pub(crate) stderr: bool,
}

impl Colour {
    /// What the streams of this process take: colours on a terminal, unless the environment has `NO_COLOR` or says
    /// otherwise by `CLICOLOR_FORCE`.
    pub(crate) fn of_process() -> Self {
        Self {
            stdout: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            stderr: AutoStream::choice(&io::stderr()) != ColorChoice::Never,
        }
    }
}

impl<'a> Console<'a> {
    /// A console without colours and progress.
    pub(crate) fn plain(stdout: &'a mut dyn Write, stderr: &'a mut dyn Write) -> Self {
        Self { stdout, stderr, colour: Colour::default(), progress: false, printed: Printed::new(), log: Vec::new() }
    }

    /// The console of this process.
    pub(crate) fn of_process(stdout: &'a mut dyn Write, stderr: &'a mut dyn Write) -> Self {
        let is_dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        let progress = io::stderr().is_terminal() && !is_dumb;
        Self { colour: Colour::of_process(), progress, ..Self::plain(stdout, stderr) }
    }

    /// The same console with another place for what was asked for.
    pub(crate) fn with_stdout<'b>(&'b mut self, stdout: &'b mut dyn Write) -> Console<'b> {
        let colour = Colour { stdout: false, ..self.colour };
        Console { colour, progress: self.progress, ..Console::plain(stdout, &mut *self.stderr) }
    }

    /// Prints the result. If nobody reads it any more, that is not a failure.
    pub(crate) fn out(&mut self, text: &str) {
        self.log.push(Line::Out(text.to_owned()));
        let _ = self.stdout.write_all(text.as_bytes()).and_then(|()| self.stdout.flush());
    }

    /// Prints a message.
    pub(crate) fn err(&mut self, text: &str) {
        self.log.push(Line::Err(text.to_owned()));
        let painted = if self.colour.stderr { paint::messages(text) } else { text.to_owned() };
        self.write_err(&painted);
    }

    /// Prints what was printed before.
    pub(crate) fn print_again(&mut self, log: &[Line]) {
        for line in log {
            match line {
                Line::Out(text) => self.out(text),
                Line::Err(text) => self.err(text),
            }
        }
    }

    /// Prints what `clap` has to say, as help or as an error.
    pub(crate) fn styled(&mut self, text: &StyledStr, is_error: bool) {
        let colour = if is_error { self.colour.stderr } else { self.colour.stdout };
        let text = if colour { text.ansi().to_string() } else { text.to_string() };
        if is_error { self.write_err(&text) } else { self.out(&text) }
    }

    fn write_err(&mut self, text: &str) {
        let _ = self.stderr.write_all(text.as_bytes()).and_then(|()| self.stderr.flush());
    }

    /// Does `work`, and says so from time to time where it takes long.
    pub(crate) fn busy<T>(&self, label: &str, work: impl FnOnce() -> T) -> T {
        let _line = self.progress.then(|| Progress::on_stderr(label));
        work()
    }
}
