//! Requests without usable credentials.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// A request that was not sent, because the client has no credentials for it or could not get a token. Or a request whose token
/// the API refused, if the client could not get another one.
#[derive(Debug, Clone)]
pub struct CredentialsError {
    operation: &'static str,
    reason: Reason,
    is_temporary: bool,
    /// Whether a new token could not be fetched after the API refused the old one.
    is_after_refusal: bool,
    needs_sign_in: bool,
}

#[derive(Debug, Clone)]
enum Reason {
    /// The client has no credentials for any of these alternatives. An alternative may need several schemes together.
    Missing(&'static [&'static [&'static str]]),
    /// The credentials can't be used.
    Unusable(String),
    /// The store of tokens failed.
    Store(Arc<dyn StdError + Send + Sync>),
    /// No token could be fetched.
    Token(Arc<dyn StdError + Send + Sync>),
}

impl CredentialsError {
    pub(crate) fn missing(alternatives: &'static [&'static [&'static str]]) -> Self {
        Self::new(Reason::Missing(alternatives))
    }

    pub(crate) fn unusable(reason: impl Into<String>) -> Self {
        Self::new(Reason::Unusable(reason.into()))
    }

    pub(crate) fn token(error: Box<dyn StdError + Send + Sync>) -> Self {
        Self::new(Reason::Token(Arc::from(error)))
    }

    pub(crate) fn store(error: Box<dyn StdError + Send + Sync>) -> Self {
        Self::new(Reason::Store(Arc::from(error))).temporary()
    }

    fn new(reason: Reason) -> Self {
        Self { operation: "", reason, is_temporary: false, is_after_refusal: false, needs_sign_in: false }
    }

    /// The same error, marked as temporary.
    pub(crate) fn temporary(mut self) -> Self {
        self.is_temporary = true;
        self
    }

    /// The same error, of a request whose token was refused.
    pub(crate) fn after_refusal(mut self) -> Self {
        self.is_after_refusal = true;
        self
    }

    /// The same error, of a user whose sign-in has ended.
    pub(crate) fn signed_out(mut self) -> Self {
        self.needs_sign_in = true;
        self
    }

    /// The same error, of that operation.
    pub(crate) fn of(mut self, operation: &'static str) -> Self {
        self.operation = operation;
        self
    }

    /// Whether the client has no credentials for the operation.
    pub fn is_missing(&self) -> bool {
        matches!(self.reason, Reason::Missing(_))
    }

    /// Whether the user has to sign in again: there is no refresh token, or it was refused.
    pub fn needs_sign_in(&self) -> bool {
        self.needs_sign_in
    }

    /// Whether the client may get a token later: the token endpoint was busy or unreachable, or took too long, or a store of
    /// tokens failed.
    pub fn is_temporary(&self) -> bool {
        self.is_temporary
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        if self.is_after_refusal {
            f.write_str("the server answered 401 Unauthorized to the access token, and: ")?;
        }
        match &self.reason {
            Reason::Missing(alternatives) => {
                let together = |schemes: &&[&str]| {
                    schemes.iter().map(|scheme| format!("`{scheme}`")).collect::<Vec<_>>().join(" with ")
                };
                let alternatives: Vec<String> = alternatives.iter().map(together).collect();
                write!(f, "the client has no credentials for {}", alternatives.join(" or "))
            }
            Reason::Unusable(reason) => f.write_str(reason),
            Reason::Store(error) => write!(f, "the store of tokens failed: {error}"),
            Reason::Token(error) => write!(f, "no access token could be fetched: {error}"),
        }?;
        if self.needs_sign_in { f.write_str("; the user has to sign in again") } else { Ok(()) }
    }
}

impl StdError for CredentialsError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.reason {
            Reason::Token(error) | Reason::Store(error) => Some(error.as_ref()),
            Reason::Missing(_) | Reason::Unusable(_) => None,
        }
    }
}
