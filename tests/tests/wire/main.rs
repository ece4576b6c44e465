//! The generated client against an HTTP server in this process: all 25 operations, by what their pages say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "../support/kept_open.rs"]
mod kept_open;
#[path = "../support/mod.rs"]
mod support;

mod allocations;
mod examples;
mod failures;
mod foreign_server;
mod jobs;
mod leniency;
mod models;
mod paging;
mod paths;
mod programs;
mod requests;
mod responses;
mod servers;
