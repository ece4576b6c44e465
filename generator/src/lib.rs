//! Turns an API's documentation pages into a Rust client.

pub mod api;
pub mod diagnostic;
pub mod unify;
pub mod words;
