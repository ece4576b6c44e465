//! Why a user was not signed in.

use std::error::Error as StdError;
use std::fmt;

/// A redirect that brought no code.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignInError {
    /// The redirect does not belong to this sign-in: its `state` is missing or different. Somebody else may have made it.
    WrongState,
    /// The server did not sign the user in: RFC 6749, section 4.1.2.1.
    Refused {
        /// The server's code for the reason, such as `access_denied` if the user said no.
        error: String,
        /// The server's description of the reason.
        description: Option<String>,
    },
    /// The redirect has no `code`.
    NoCode,
}

impl fmt::Display for SignInError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongState => f.write_str("the redirect is not the answer to this sign-in: its `state` differs"),
            Self::Refused { error, description: None } => write!(f, "the server did not sign the user in: {error}"),
            Self::Refused { error, description: Some(description) } => {
                write!(f, "the server did not sign the user in: {error}: {description}")
            }
            Self::NoCode => f.write_str("the redirect has no `code`"),
        }
    }
}

impl StdError for SignInError {}
