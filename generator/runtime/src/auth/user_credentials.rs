//! The credentials of a user who signed in.

use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;

use super::super::api::security::ClientAuthentication;
use super::super::error::build_error::without_secrets;
use super::token_store::TokenStore;

/// OAuth 2.0 for a user who signed in: a code from the browser, a refresh token, or tokens that a store has.
///
/// Made by [`SignIn::redirected`](super::super::SignIn::redirected), [`Credentials::refresh_token`](super::super::Credentials) and
/// [`Credentials::stored`](super::super::Credentials).
///
/// The access token is kept, and replaced before it expires. It is fetched once, however many requests wait for it. If the server
/// sends a new refresh token with it, the old one is forgotten.
#[derive(Clone)]
#[must_use]
pub struct UserCredentials {
    pub(crate) id: String,
    pub(crate) secret: Option<SecretString>,
    pub(crate) start: Start,
    pub(crate) store: Option<Arc<dyn TokenStore>>,
    pub(crate) token_url: Option<String>,
    pub(crate) authentication: Option<ClientAuthentication>,
}

/// What the first token is exchanged for.
#[derive(Clone)]
pub(crate) enum Start {
    /// A code (RFC 6749, section 4.1.3), and what proves that this client asked for it (RFC 7636).
    Code(Code),
    /// A refresh token.
    Refresh(SecretString),
    /// What the store has.
    Store,
}

/// A code that a browser brought.
#[derive(Clone)]
pub(crate) struct Code {
    pub(crate) secret: SecretString,
    pub(crate) verifier: SecretString,
    pub(crate) redirect_url: String,
}

impl UserCredentials {
    pub(crate) fn new(id: String, start: Start, store: Option<Arc<dyn TokenStore>>) -> Self {
        Self { id, secret: None, start, store, token_url: None, authentication: None }
    }

    /// Sets the client's secret. Programs on users' machines can't keep one, and have none.
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.secret = Some(SecretString::from(secret.into()));
        self
    }

    /// Sets the store that keeps the tokens. If the store has tokens, they are used instead of a refresh token that you gave,
    /// because they are newer. A code from a sign-in replaces them.
    pub fn store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// Sets the URL that tokens are fetched from.
    ///
    /// You need it if the specification has no token URL on the server's own host: secrets are only sent to hosts you choose.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Sets how id and secret are sent. The default is [`ClientAuthentication::Basic`], unless the API is known to need the other way.
    /// Without a secret, the id is sent in the body.
    pub fn authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.authentication = Some(authentication);
        self
    }
}

impl fmt::Debug for UserCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UserCredentials")
            .field("id", &self.id)
            .field("token_url", &self.token_url.as_deref().map(without_secrets))
            .field("authentication", &self.authentication)
            .finish_non_exhaustive()
    }
}
