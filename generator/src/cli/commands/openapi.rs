//! `generator openapi`: write the document that the input stands for.

use std::path::Path;

use clap::error::ErrorKind;
use generator::Outcome;
use generator::diagnostic::{Code, Diagnostic, Place};
use generator::output::{check_document, guard_document, mark_document, write_file};
use generator::read::{InputPath, write_yaml};
use serde_json::Value;

use crate::cli::arguments::{MessageFormat, OpenapiArguments};
use crate::cli::run::{Run, not_begun};
use crate::cli::settings::{Failure, Source, usage};
use crate::cli::{Console, Exit};

/// Where and how the document is written.
enum Form {
    Stdout,
    Json,
    Yaml,
}

pub(crate) fn run(arguments: &OpenapiArguments, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    let common = &arguments.common;
    let (form, source) = match prepare(arguments) {
        Ok(prepared) => prepared,
        Err(failure) => return not_begun(failure, common, console),
    };
    let mut project = source.input(&common.input);
    project.deny_warnings = common.deny_warnings;
    let (document, mut outcome) = match console.busy("rebuilding", || project.document()) {
        Ok(rebuilt) => rebuilt,
        Err(failure) => return Ok(Run::fail(failure, common, console)),
    };
    let fail = |mut outcome: Outcome, diagnostic, console: &mut Console<'_>| {
        outcome.diagnostics.push(diagnostic);
        let verdict = "nothing was written\n".to_owned();
        Ok(Run { outcome, verdict, ..Run::default() }.finish(Exit::Failed, common, console))
    };
    let marked = mark_document(document);
    let text = match check_document(&marked).and_then(|()| text(&form, &marked, &arguments.output)) {
        Ok(text) => text,
        Err(diagnostic) => return fail(outcome, diagnostic, console),
    };
    if matches!(form, Form::Stdout) {
        console.out(&text);
        return Ok(Run { outcome, ..Run::default() }.finish(Exit::Done, common, console));
    }
    let name = InputPath::new(&arguments.output).name;
    let is_current = std::fs::read(&arguments.output).is_ok_and(|present| present == text.as_bytes());
    let guard = if is_current || arguments.force { Ok(()) } else { guard_document(&arguments.output) };
    let verdict = if is_current {
        outcome.changes.unchanged = 1;
        format!("{name} is up to date\n")
    } else if let Err(diagnostic) = guard.and_then(|()| write_file(&arguments.output, &text)) {
        return fail(outcome, diagnostic, console);
    } else {
        outcome.changes.written.push(name.clone());
        format!("{name} written\n")
    };
    Ok(Run { outcome, verdict, ..Run::default() }.finish(Exit::Done, common, console))
}

fn prepare(arguments: &OpenapiArguments) -> Result<(Form, Source), Failure> {
    let form = form(&arguments.output)?;
    if matches!(form, Form::Stdout) && arguments.common.message_format == MessageFormat::Json {
        let message = "`--output -` and `--message-format json` both write to standard output";
        return Err(usage(ErrorKind::ArgumentConflict, message));
    }
    Ok((form, Source::new(&arguments.common.input)?))
}

fn form(path: &Path) -> Result<Form, Failure> {
    if path == Path::new("-") {
        return Ok(Form::Stdout);
    }
    match path.extension().map(|extension| extension.to_string_lossy().to_lowercase()).as_deref() {
        Some("json") => Ok(Form::Json),
        Some("yaml" | "yml") => Ok(Form::Yaml),
        _ => {
            let message = format!("`{}` ends in neither `.json` nor `.yaml`", path.display());
            Err(usage(ErrorKind::InvalidValue, message))
        }
    }
}

fn text(form: &Form, document: &Value, path: &Path) -> Result<String, Diagnostic> {
    match form {
        Form::Stdout | Form::Json => Ok(format!("{document:#}\n")),
        Form::Yaml => write_yaml(document).map_err(|cause| {
            let message = format!("the document can't be written as YAML: {cause}");
            Diagnostic::error(Code::Unwritable, Place::file(InputPath::new(path).name), message)
                .help("write it as JSON, to a file that ends in `.json`")
        }),
    }
}
