//! `generator man`: the manual page of the generator or of one of its commands.

use clap::CommandFactory as _;
use clap::error::ErrorKind;
use clap_mangen::Man;

use crate::cli::arguments::{Cli, ManArguments};
use crate::cli::{Console, Exit};

pub(crate) fn run(arguments: &ManArguments, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    let mut cli = Cli::command();
    // Gives commands their full names.
    cli.build();
    let command = match &arguments.command {
        None => Some(cli.clone()),
        Some(name) => cli.find_subcommand(name).cloned(),
    };
    let Some(command) = command else {
        let names = cli.get_subcommands().map(clap::Command::get_name).filter(|name| *name != "help");
        let names: Vec<&str> = names.collect();
        let message = format!("there is no such command; the commands are `{}`", names.join("`, `"));
        return Err(cli.error(ErrorKind::InvalidValue, message));
    };
    let mut page = Vec::new();
    match Man::new(command).render(&mut page) {
        Ok(()) => {
            console.out(&with_lines_kept(&String::from_utf8_lossy(&page)));
            Ok(Exit::Done)
        }
        Err(error) => Err(cli.error(ErrorKind::Io, error)),
    }
}

/// The page with its examples as they are, in place of a paragraph that is filled.
fn with_lines_kept(page: &str) -> String {
    let page = page.replace(".SH EXTRA\nExamples:\n", ".SH EXAMPLES\n.nf\n");
    page.replace("\n.SH VERSION\n", "\n.fi\n.SH VERSION\n")
}
