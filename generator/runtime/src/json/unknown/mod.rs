//! What the specification doesn't know, and is kept.

pub(crate) mod discriminators;
pub(crate) mod properties;
pub(crate) mod value;
