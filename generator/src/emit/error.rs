//! Why a model can't be printed.

use std::fmt;

/// An item of the model that can't be written as Rust, such as a name that is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmitError {
    /// The item, such as ``the field `id` of `Pet` ``.
    pub item: String,
    /// What is wrong with it.
    pub message: String,
}

impl EmitError {
    pub(super) fn new(item: impl fmt::Display, message: impl Into<String>) -> Self {
        Self { item: item.to_string(), message: message.into() }
    }
}

impl fmt::Display for EmitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} can't be written as Rust: {}", self.item, self.message)
    }
}

impl std::error::Error for EmitError {}
