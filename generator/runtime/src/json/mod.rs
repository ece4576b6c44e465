//! JSON: how models are read and written, and the types for JSON without a model.

pub(super) mod best;
pub(super) mod bounds;
pub mod codec;
pub(super) mod decimal;
mod digits;
mod empty;
pub(super) mod json_patch;
pub(super) mod json_path;
pub(super) mod key;
pub(super) mod nulls;
pub(super) mod object;
pub(super) mod presence;
pub(super) mod purpose;
pub(super) mod scalar;
pub(super) mod unknown;
