//! The command line of the generator.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::main() {
        cli::Exit::Done => ExitCode::SUCCESS,
        cli::Exit::Refused => ExitCode::from(1),
        cli::Exit::Failed => ExitCode::from(2),
    }
}
