//! `generator new`: make a workspace for an API.

use std::path::Path;

use generator::Scaffold;
use generator::read::InputPath;

use crate::cli::arguments::{CommonArguments, InputArguments, MessageFormat, NewArguments};
use crate::cli::command_line::quoted;
use crate::cli::run::Run;
use crate::cli::{Console, Exit, summary};

pub(crate) fn run(arguments: &NewArguments, console: &mut Console<'_>) -> Exit {
    let mut scaffold = Scaffold::new(&arguments.folder);
    scaffold.inputs.clone_from(&arguments.input);
    scaffold.name.clone_from(&arguments.name);
    let name = scaffold.crate_name();
    let common = common(arguments);
    match console.busy(&format!("generating {name}"), || scaffold.write()) {
        Ok(outcome) => {
            let figures = summary::read(&outcome, common.verbose);
            let verdict = verdict(&arguments.folder, &name);
            Run { outcome, figures, verdict }.finish(Exit::Done, &common, console)
        }
        Err(failure) => Run::fail(failure, &common, console),
    }
}

/// What reporting asks for.
fn common(arguments: &NewArguments) -> CommonArguments {
    let input = InputArguments { config: None, api: None, input: Vec::new(), keep_going: false };
    let message_format = MessageFormat::Human;
    CommonArguments { input, deny_warnings: false, message_format, verbose: arguments.verbose, quiet: arguments.quiet }
}

/// What there is now, and what to do with it.
fn verdict(folder: &Path, name: &str) -> String {
    let path = InputPath::new(folder).name;
    let (shown, enter) = match path.as_str() {
        "" => ("the current folder".to_owned(), String::new()),
        path => (format!("`{path}`"), format!("  cd {}\n", quoted(path))),
    };
    format!(
        "made a workspace in {shown} with the client {name}\n\n{enter}  generator generate          # after a change \
         below specs/\n  cargo test --workspace      # reads the documents' examples, and calls the client\n"
    )
}
