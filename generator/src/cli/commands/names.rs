//! `generator names`: what names would be given without the lock, and taking them.

use std::fmt::Write as _;

use generator::diagnostic::printable;
use generator::{OtherName, Project};

use crate::cli::arguments::{CrateArguments, NamesArguments};
use crate::cli::run::{Run, not_begun};
use crate::cli::settings::Source;
use crate::cli::{Console, Exit, several, summary};

/// What stands for every name.
const ALL: &str = "all";

pub(crate) fn run(arguments: &NamesArguments, console: &mut Console<'_>) -> Result<Exit, clap::Error> {
    several::run(&arguments.of_crate, console, |of_crate, source, console| {
        one(of_crate, &arguments.adopt, source, console)
    })
}

fn one(
    arguments: &CrateArguments,
    adopt: &[String],
    source: &Source,
    console: &mut Console<'_>,
) -> Result<Exit, clap::Error> {
    let common = &arguments.common;
    let project = match source.project(arguments) {
        Ok(project) => project,
        Err(failure) => return not_begun(failure, common, console),
    };
    let (names, outcome) = match console.busy("reading", || project.other_names()) {
        Ok(found) => found,
        Err(failure) => return Ok(Run::fail(failure, common, console)),
    };
    if adopt.is_empty() {
        console.out(&listing(&names));
        let (figures, verdict) = (summary::read(&outcome, common.verbose), String::new());
        return Ok(Run { outcome, figures, verdict }.finish(Exit::Done, common, console));
    }
    let is_meant = |name: &OtherName, text: &str| [ALL, &name.subject, &name.kept].contains(&text);
    if let Some(unknown) = adopt.iter().find(|text| !names.iter().any(|name| is_meant(name, text))) {
        let help = "`generator names` lists the names that would";
        console.err(&format!("error: nothing called `{}` would have another name: {help}\n", printable(unknown)));
        return Ok(Exit::Failed);
    }
    let chosen: Vec<OtherName> =
        names.into_iter().filter(|name| adopt.iter().any(|text| is_meant(name, text))).collect();
    super::generate::write(arguments, source, console, |project: &mut Project| project.adopt(&chosen))
}

/// A line for each name.
fn listing(names: &[OtherName]) -> String {
    let mut text = String::new();
    for OtherName { word, subject, kept, fresh, breaks, .. } in names {
        let kept = if subject.contains('.') && *word != "method" { format!(" (`{kept}`)") } else { String::new() };
        let breaks = if *breaks { ": breaking" } else { "" };
        // Writing to a string can't fail.
        let _ = writeln!(text, "{word} `{subject}`{kept} would be `{fresh}`{breaks}");
    }
    if names.is_empty() { "a run without the lock would choose the same names\n".to_owned() } else { text }
}
