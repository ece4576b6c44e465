//! A task that generates the clients of a workspace, or checks that they are up to date: `cargo xtask generate`.

use std::process::ExitCode;

use generator::compare::Folding;
use generator::{Failure, Project};

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let is_check = match task.as_str() {
        "generate" => false,
        "check" => true,
        _ => {
            eprintln!("usage: cargo xtask generate|check");
            return ExitCode::from(2);
        }
    };
    match run("specs/generator.toml", is_check) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}

/// Writes each client of the configuration, or checks it; returns whether all are up to date then.
pub(crate) fn run(config: &str, is_check: bool) -> Result<bool, Failure> {
    let mut is_current = true;
    for project in Project::read(config)? {
        let outcome = if is_check { project.check()? } else { project.write()? };
        is_current &= !is_check || outcome.is_up_to_date();
        eprint!("{}", outcome.messages());
        println!("{}: {} of {} files changed", project.crate_name(), outcome.differences.len(), outcome.files());
        print!("{}", outcome.report.human(outcome.version.as_ref(), Folding::Screen));
    }
    Ok(is_current)
}
