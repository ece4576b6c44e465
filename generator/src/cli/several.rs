//! One command for each API of a configuration.

use clap::error::ErrorKind;
use serde_json::{Value, json};

use super::arguments::{CrateArguments, MessageFormat};
use super::run::not_begun;
use super::settings::{Source, usage};
use super::{Console, Exit};

/// Runs `command` for each API that the arguments ask for, whatever becomes of the others, and returns the worst end.
pub(crate) fn run(
    arguments: &CrateArguments,
    console: &mut Console<'_>,
    command: impl Fn(&CrateArguments, &Source, &mut Console<'_>) -> Result<Exit, clap::Error>,
) -> Result<Exit, clap::Error> {
    let sources = match Source::all(&arguments.common.input) {
        Ok(sources) => sources,
        Err(failure) => return not_begun(failure, &arguments.common, console),
    };
    if let [only] = sources.as_slice() {
        return command(arguments, only, console);
    }
    if arguments.output.is_some() || arguments.name.is_some() {
        let message = "`--output` and `--name` are for one API, and the configuration has several: choose one with \
                       `--api`";
        return not_begun(usage(ErrorKind::ArgumentConflict, message), &arguments.common, console);
    }
    let mut worst = Exit::Done;
    let mut objects = Vec::new();
    for source in &sources {
        let name = source.name();
        let mut printed = Vec::new();
        if arguments.common.message_format == MessageFormat::Human && !arguments.common.quiet {
            console.err(&format!("== {name} ==\n"));
        }
        let mut own = console.with_stdout(&mut printed);
        let exit = command(arguments, source, &mut own).unwrap_or_else(|error| {
            // A bad name of one crate must not stop the others.
            own.styled(&error.render(), true);
            Exit::Failed
        });
        let messages = own.printed;
        console.printed.extend(messages);
        worst = worst.max(exit);
        objects.push(object(name, &printed));
    }
    if arguments.common.message_format == MessageFormat::Json {
        console.out(&format!("{:#}\n", json!({ "apis": objects })));
    }
    Ok(worst)
}

/// The result for one API, under the API's name.
fn object(name: String, printed: &[u8]) -> Value {
    let mut object = serde_json::Map::from_iter([("name".to_owned(), Value::String(name))]);
    if let Ok(Value::Object(result)) = serde_json::from_slice(printed) {
        object.extend(result);
    }
    Value::Object(object)
}
