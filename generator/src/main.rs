//! The command line of the generator.

mod cli;

use std::process::ExitCode;

/// A model of an API is many small values, made on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::main() {
        cli::Exit::Done => ExitCode::SUCCESS,
        cli::Exit::Refused => ExitCode::from(1),
        cli::Exit::Failed => ExitCode::from(2),
    }
}
