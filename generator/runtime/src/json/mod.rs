//! JSON: how models are read and written, and the types for what JSON has beyond them.

pub(super) mod best;
pub mod codec;
pub(super) mod json_patch;
pub(super) mod json_path;
pub(super) mod nulls;
#[macro_use]
pub(super) mod object;
pub(super) mod unknown_value;
