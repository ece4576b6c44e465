//! Properties of the stages that meet what others wrote: whatever comes, they end, and give no more than was put in.
//!
//! `PROPTEST_CASES` asks for more cases.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "../../benches/synthetic/mod.rs"]
mod synthetic;

mod growth;
mod inputs;
mod reader;
mod stages;

use proptest::test_runner::Config;

/// As many cases as fit into a few seconds, unless the environment asks for others.
fn cases(number: u32) -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    Config { cases: asked.unwrap_or(number), failure_persistence: None, ..Config::default() }
}
