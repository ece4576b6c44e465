//! Tokens from elsewhere.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use secrecy::SecretString;

/// Your own source of access tokens: a vault, a file, another flow of OAuth 2.0.
///
/// The client asks it for a token when there is none, before the last one expires, and when the API refused it. It asks
/// once, however many requests wait.
///
/// # Examples
///
/// ```
/// use generator_runtime::{AccessToken, Credentials, TokenFuture, TokenSource};
/// use std::time::Duration;
///
/// struct Vault;
///
/// impl TokenSource for Vault {
///     fn token(&self) -> TokenFuture<'_> {
///         Box::pin(async { Ok(AccessToken::new("token").expires_in(Duration::from_secs(600))) })
///     }
/// }
///
/// let credentials = Credentials::token_source(Vault);
/// ```
pub trait TokenSource: Send + Sync + 'static {
    /// Fetches a token.
    ///
    /// # Errors
    ///
    /// If no token can be fetched. The requests that wait for the token fail with this error.
    fn token(&self) -> TokenFuture<'_>;
}

/// What [`TokenSource::token`] returns.
pub type TokenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<AccessToken, Box<dyn StdError + Send + Sync>>> + Send + 'a>>;

/// An access token, and for how long it can be used.
#[derive(Clone)]
pub struct AccessToken {
    pub(crate) token: SecretString,
    pub(crate) expires_in: Option<Duration>,
}

impl AccessToken {
    /// A token that is used until the API refuses it.
    pub fn new(token: impl Into<String>) -> Self {
        Self { token: SecretString::from(token.into()), expires_in: None }
    }

    /// Sets how long, from now on, the token can be used.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.expires_in = Some(lifetime);
        self
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken").field("expires_in", &self.expires_in).finish_non_exhaustive()
    }
}
