//! The names of types and services, with what the lock keeps and what the configuration renames.

pub(super) mod given;
pub(super) mod places;
pub(super) mod renames;
pub(super) mod service_names;
pub(super) mod types;
