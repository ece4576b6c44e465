//! The credentials of a user who signed in.

use std::fmt;
use std::sync::Arc;

use super::super::api::security::ClientAuthentication;
use super::token_endpoint::TokenOptions;
use super::token_store::{Kept, TokenStore};
use super::user_tokens::{SharedTokens, Start};

/// OAuth 2.0 for a user who signed in: a code from the browser, a refresh token, or tokens that a store has.
///
/// Made by [`SignIn::redirected`](super::super::SignIn::redirected), [`Credentials::refresh_token`](super::super::Credentials) and
/// [`Credentials::stored`](super::super::Credentials).
///
/// The access token is kept, and replaced before it expires. It is fetched once, however many requests wait for it. If the server
/// sends a new refresh token with it, the old one is forgotten. Clones have their tokens in common, so clients that are built with
/// them do not sign each other out.
#[derive(Clone)]
#[must_use]
pub struct UserCredentials {
    pub(crate) options: TokenOptions,
    pub(crate) refresh_url: Option<String>,
    pub(crate) store: Option<Arc<Kept>>,
    /// The tokens, which all copies have in common: a code is exchanged once, and a refresh token may be good only once.
    pub(crate) shared: Arc<SharedTokens>,
}

impl UserCredentials {
    pub(crate) fn new(options: TokenOptions, start: Start, store: Option<Arc<Kept>>) -> Self {
        Self { options, refresh_url: None, store, shared: Arc::new(SharedTokens::new(start)) }
    }

    /// Sets the client's secret. Programs on users' machines can't keep one, and have none.
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.options = self.options.with_secret(secret);
        self
    }

    /// Sets the store that keeps the tokens. If the store has tokens, they are used instead of a refresh token that you gave,
    /// because they are newer. A code from a sign-in replaces them.
    ///
    /// Set it before you clone the credentials: clones that each have a store of their own don't know what the others saved.
    pub fn store(mut self, store: impl TokenStore) -> Self {
        self.store = Some(Kept::new(store));
        self
    }

    /// Sets the URL that tokens are fetched from.
    ///
    /// You need it if the specification has no token URL on the server's own host: secrets are only sent to hosts you choose.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.options.url = Some(url.into());
        self
    }

    /// Sets the URL that refresh tokens are exchanged at, if it is not [`token_url`](Self::token_url).
    ///
    /// You need it if the specification's refresh URL is not on the server's own host, and the API has to be asked there: without it,
    /// they are exchanged at the token URL (RFC 6749, section 6).
    pub fn refresh_url(mut self, url: impl Into<String>) -> Self {
        self.refresh_url = Some(url.into());
        self
    }

    /// Sets how id and secret are sent. The default is [`ClientAuthentication::Basic`], unless the API is known to need the other way.
    /// Without a secret, the id is sent in the body.
    pub fn authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.options.authentication = Some(authentication);
        self
    }
}

impl fmt::Debug for UserCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.options.debug(&mut f.debug_struct("UserCredentials")).finish_non_exhaustive()
    }
}
