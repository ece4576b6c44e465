//! The tokens of a user, and where a program keeps them between its runs.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::super::body::upload::BoxError;

/// Your own place for the tokens of a user: a keyring, a file, a row of a database.
///
/// The client loads the tokens before it needs a new access token, and saves new ones before it uses them. So several programs
/// can share a store: each sees the refresh token that another one got.
///
/// # Examples
///
/// ```
/// use generator_runtime::{StoreFuture, TokenSet, TokenStore};
/// use std::sync::Mutex;
///
/// #[derive(Default)]
/// struct Memory(Mutex<Option<TokenSet>>);
///
/// impl TokenStore for Memory {
///     fn load(&self) -> StoreFuture<'_, Option<TokenSet>> {
///         Box::pin(async { Ok(self.0.lock().map_err(|_| "poisoned")?.clone()) })
///     }
///
///     fn save<'a>(&'a self, tokens: &'a TokenSet) -> StoreFuture<'a, ()> {
///         Box::pin(async {
///             *self.0.lock().map_err(|_| "poisoned")? = Some(tokens.clone());
///             Ok(())
///         })
///     }
/// }
/// ```
pub trait TokenStore: Send + Sync + 'static {
    /// Reads the tokens; `None` if nothing was saved.
    ///
    /// # Errors
    ///
    /// If the store can't be read. The requests that wait for a token fail with this error.
    fn load(&self) -> StoreFuture<'_, Option<TokenSet>>;

    /// Keeps the tokens, in place of earlier ones.
    ///
    /// # Errors
    ///
    /// If they can't be kept. The requests that wait for a token fail with this error. The next request first saves the tokens.
    fn save<'a>(&'a self, tokens: &'a TokenSet) -> StoreFuture<'a, ()>;
}

/// What the methods of [`TokenStore`] return.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, BoxError>> + Send + 'a>>;

impl<S: TokenStore + ?Sized> TokenStore for Arc<S> {
    fn load(&self) -> StoreFuture<'_, Option<TokenSet>> {
        (**self).load()
    }

    fn save<'a>(&'a self, tokens: &'a TokenSet) -> StoreFuture<'a, ()> {
        (**self).save(tokens)
    }
}

/// A store, and which tokens it has. Clones of credentials share both. A clone that doesn't know what another one saved would save it
/// again, over what another program saved since then.
pub(crate) struct Kept {
    pub(crate) store: Box<dyn TokenStore>,
    /// The tokens that were saved or loaded last.
    saved: Mutex<Option<TokenSet>>,
}

impl Kept {
    pub(crate) fn new(store: impl TokenStore) -> Arc<Self> {
        Arc::new(Self { store: Box::new(store), saved: Mutex::default() })
    }

    /// Whether the store has these tokens, as far as is known.
    pub(crate) fn has(&self, tokens: &TokenSet) -> bool {
        self.saved().as_ref().is_some_and(|saved| {
            saved.access_token() == tokens.access_token() && saved.refresh_token() == tokens.refresh_token()
        })
    }

    /// Notes that the store has these tokens.
    pub(crate) fn note(&self, tokens: TokenSet) {
        *self.saved() = Some(tokens);
    }

    fn saved(&self) -> MutexGuard<'_, Option<TokenSet>> {
        self.saved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The tokens of a user who signed in.
///
/// `Debug` doesn't show the tokens.
#[derive(Clone)]
pub struct TokenSet {
    access: SecretString,
    refresh: Option<SecretString>,
    expires_at: Option<SystemTime>,
}

impl TokenSet {
    /// An access token that is used until the API refuses it.
    pub fn new(access_token: impl Into<String>) -> Self {
        Self { access: SecretString::from(access_token.into()), refresh: None, expires_at: None }
    }

    /// Sets the refresh token, which is exchanged for the next access token (RFC 6749, section 6).
    #[must_use]
    pub fn with_refresh_token(mut self, token: impl Into<String>) -> Self {
        self.refresh = Some(SecretString::from(token.into()));
        self
    }

    /// Sets when the access token expires.
    #[must_use]
    pub fn with_expiry(mut self, at: SystemTime) -> Self {
        self.expires_at = Some(at);
        self
    }

    /// The access token: a secret.
    pub fn access_token(&self) -> &str {
        self.access.expose_secret()
    }

    /// The refresh token: a secret.
    pub fn refresh_token(&self) -> Option<&str> {
        self.refresh.as_ref().map(ExposeSecret::expose_secret)
    }

    /// When the access token expires, if that is known.
    pub fn expires_at(&self) -> Option<SystemTime> {
        self.expires_at
    }

    /// The tokens as JSON, for a store that keeps text. It has the secrets: keep it where nobody else can read it.
    pub fn to_json(&self) -> String {
        let since = |at: SystemTime| at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        json!({
            "access_token": self.access_token(),
            "refresh_token": self.refresh_token(),
            "expires_at": self.expires_at.map(since),
        })
        .to_string()
    }

    /// Reads what [`to_json`](Self::to_json) wrote; `None` if it is something else.
    pub fn from_json(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let mut tokens = Self::new(value.get("access_token")?.as_str()?);
        tokens.refresh = value.get("refresh_token").and_then(Value::as_str).map(SecretString::from);
        let seconds = value.get("expires_at").and_then(Value::as_u64);
        tokens.expires_at = seconds.and_then(|seconds| UNIX_EPOCH.checked_add(Duration::from_secs(seconds)));
        Some(tokens)
    }
}

impl fmt::Debug for TokenSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSet").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}
