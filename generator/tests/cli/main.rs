//! The command line, as a user runs it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod check;
mod explain;
mod generate;
mod inspect;
mod messages;
mod moving;
mod negative;
mod new;
mod openapi;
mod output;
mod rules;
mod several;
mod skipped;
mod support;
mod terminal;
mod unchanged;
mod updating;
