//! The commands, one a file.

pub(super) mod check;
pub(super) mod completions;
pub(super) mod diff;
pub(super) mod explain;
#[cfg(feature = "fetch")]
pub(super) mod fetch;
pub(super) mod generate;
pub(super) mod inspect;
pub(super) mod man;
pub(super) mod names;
pub(super) mod new;
pub(super) mod openapi;
pub(super) mod prune;
