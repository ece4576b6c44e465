//! What the tests have in common.

pub(crate) mod operations;
pub(crate) mod server;
pub(crate) mod unruly;
