//! Requests that could not be signed in.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// A request that was not sent, because there are no credentials for it, or none to be had.
#[derive(Debug, Clone)]
pub struct CredentialsError {
    operation: &'static str,
    reason: Reason,
}

#[derive(Debug, Clone)]
enum Reason {
    /// The client has nothing for any of these schemes.
    Missing(Vec<&'static str>),
    /// The credentials can't be used.
    Unusable(String),
    /// No token could be fetched.
    Token(Arc<dyn StdError + Send + Sync>),
}

impl CredentialsError {
    pub(super) fn missing(schemes: Vec<&'static str>) -> Self {
        Self { operation: "", reason: Reason::Missing(schemes) }
    }

    pub(super) fn unusable(reason: impl Into<String>) -> Self {
        Self { operation: "", reason: Reason::Unusable(reason.into()) }
    }

    pub(super) fn token(error: Box<dyn StdError + Send + Sync>) -> Self {
        Self { operation: "", reason: Reason::Token(Arc::from(error)) }
    }

    /// The same error, of that operation.
    pub(super) fn of(mut self, operation: &'static str) -> Self {
        self.operation = operation;
        self
    }

    /// Whether the client was given no credentials for the operation.
    pub fn is_missing(&self) -> bool {
        matches!(self.reason, Reason::Missing(_))
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        match &self.reason {
            Reason::Missing(schemes) => {
                let schemes: Vec<String> = schemes.iter().map(|scheme| format!("`{scheme}`")).collect();
                write!(f, "the client has no credentials for {}", schemes.join(" or "))
            }
            Reason::Unusable(reason) => f.write_str(reason),
            Reason::Token(_) => f.write_str("no access token could be fetched"),
        }
    }
}

impl StdError for CredentialsError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.reason {
            Reason::Token(error) => Some(error.as_ref()),
            Reason::Missing(_) | Reason::Unusable(_) => None,
        }
    }
}
