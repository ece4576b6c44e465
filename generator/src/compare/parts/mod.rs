//! The comparison of each part of two surfaces.

pub(super) mod client;
pub(super) mod errors;
pub(super) mod media;
pub(super) mod operations;
pub(super) mod parameters;
pub(super) mod services;
pub(super) mod structs;
pub(super) mod types;
pub(super) mod unions;
pub(super) mod webhooks;
