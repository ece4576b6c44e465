//! What generated code tells the runtime about an API, as plain static data.

pub(super) mod description;
pub(super) mod operation;
pub(super) mod secrets;
pub(super) mod security;
