//! Properties and values that the specification doesn't know, and that are kept.

pub(crate) mod discriminators;
pub(crate) mod properties;
pub(crate) mod value;
