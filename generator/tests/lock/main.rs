//! Names in a lock: what it keeps, what the configuration says instead, and what becomes of one that was edited.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod adopted;
mod aliases;
mod hostile;
mod kept;
mod kept_over_time;
mod media;
mod renames;
