//! Fetching, from servers on this machine: one that serves a docs site, and one that misbehaves.
#![cfg(feature = "fetch")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a test fails by panicking"
)]

mod command;
mod corpus;
mod documents;
mod misbehaviour;
mod regenerate;
mod server;
mod sites;
mod support;
