//! Arguments that can't be sent.

use std::error::Error as StdError;
use std::fmt;

/// An argument that can't be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidArgument {
    operation: &'static str,
    parameter: String,
    reason: String,
}

impl InvalidArgument {
    /// The reason never has the value: it may be a secret.
    pub(crate) fn new(parameter: &str, reason: impl Into<String>) -> Self {
        Self { operation: "", parameter: parameter.to_owned(), reason: reason.into() }
    }

    /// The same, as an error of an operation.
    pub(crate) fn of(self, operation: &'static str) -> Self {
        Self { operation, ..self }
    }

    /// The parameter, by its name in the API; `body` for the body.
    pub fn parameter(&self) -> &str {
        &self.parameter
    }

    /// Why it can't be sent.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for InvalidArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the argument `{}` can't be sent: {}", self.operation, self.parameter, self.reason)
    }
}

impl StdError for InvalidArgument {}
