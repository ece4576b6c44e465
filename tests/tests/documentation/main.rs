//! What the documentation says holds: its links, its examples, its tables.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod configuration;
mod diagnostic_codes;
mod links;
mod types_page;
