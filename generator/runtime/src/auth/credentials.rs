//! The credentials of a client.

use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;

use super::super::api::security::ClientAuthentication;
use super::token_endpoint::TokenOptions;
use super::token_source::TokenSource;
use super::token_store::{Kept, TokenStore};
use super::user_credentials::UserCredentials;
use super::user_tokens::Start;

/// The credentials of a client.
///
/// Given to [`ClientBuilder::credentials`](super::super::ClientBuilder::credentials), they are used for all security schemes of
/// the specification that they fit: tokens for `oauth2`, `openIdConnect` and bearer authentication, a user's name and
/// password for basic authentication, a key for API keys.
///
/// # Examples
///
/// ```
/// use generator_runtime::Credentials;
///
/// let credentials = Credentials::client_credentials("id", "secret").scopes(["read"]);
/// let token = Credentials::bearer("token");
/// ```
#[derive(Clone)]
pub struct Credentials {
    pub(crate) kind: Kind,
}

#[derive(Clone)]
pub(crate) enum Kind {
    Bearer(SecretString),
    Basic { user: String, password: SecretString },
    ApiKey(SecretString),
    ClientCredentials(ClientCredentials),
    User(UserCredentials),
    Source(Arc<dyn TokenSource>),
}

impl Credentials {
    /// An id and a secret that are exchanged for tokens: OAuth 2.0's client credentials (RFC 6749, section 4.4).
    ///
    /// The token is kept, and replaced before it expires. It is fetched once, however many requests wait for it.
    pub fn client_credentials(id: impl Into<String>, secret: impl Into<String>) -> ClientCredentials {
        ClientCredentials { options: TokenOptions::new(id).with_secret(secret), scopes: Vec::new() }
    }

    /// A refresh token of a user who signed in, for the client with this id: OAuth 2.0 (RFC 6749, section 6).
    ///
    /// To let a user sign in with a browser, see [`ClientBuilder::sign_in`](super::super::ClientBuilder::sign_in).
    pub fn refresh_token(id: impl Into<String>, token: impl Into<String>) -> UserCredentials {
        UserCredentials::new(TokenOptions::new(id), Start::Refresh(SecretString::from(token.into())), None)
    }

    /// The tokens of a user who signed in earlier, from your own store, for the client with this id.
    pub fn stored(id: impl Into<String>, store: impl TokenStore) -> UserCredentials {
        UserCredentials::new(TokenOptions::new(id), Start::Store, Some(Kept::new(store)))
    }

    /// A token that is sent unchanged (RFC 6750).
    pub fn bearer(token: impl Into<String>) -> Self {
        Self { kind: Kind::Bearer(SecretString::from(token.into())) }
    }

    /// A user's name and password: basic authentication (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self { kind: Kind::Basic { user: user.into(), password: SecretString::from(password.into()) } }
    }

    /// A key, sent where the specification says: in a header, the query or a cookie.
    pub fn api_key(key: impl Into<String>) -> Self {
        Self { kind: Kind::ApiKey(SecretString::from(key.into())) }
    }

    /// Tokens from your own source. They are kept and replaced like the tokens of client credentials.
    pub fn token_source(source: impl TokenSource) -> Self {
        Self { kind: Kind::Source(Arc::new(source)) }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Bearer(_) => f.write_str("Bearer(..)"),
            Kind::Basic { user, .. } => f.debug_struct("Basic").field("user", user).finish_non_exhaustive(),
            Kind::ApiKey(_) => f.write_str("ApiKey(..)"),
            Kind::ClientCredentials(credentials) => credentials.fmt(f),
            Kind::User(credentials) => credentials.fmt(f),
            Kind::Source(_) => f.write_str("TokenSource(..)"),
        }
    }
}

/// OAuth 2.0's client credentials, made by [`Credentials::client_credentials`].
#[derive(Clone)]
#[must_use]
pub struct ClientCredentials {
    pub(crate) options: TokenOptions,
    pub(crate) scopes: Vec<String>,
}

impl ClientCredentials {
    /// Sets the scopes to ask for. Without any, the server chooses its default scopes.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Sets the URL that tokens are fetched from.
    ///
    /// You need it if the specification has no token URL on the server's own host: id and secret are only sent to hosts you choose.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.options.url = Some(url.into());
        self
    }

    /// Sets how id and secret are sent. The default is [`ClientAuthentication::Basic`], unless the API is known to need the other way.
    pub fn authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.options.authentication = Some(authentication);
        self
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ClientCredentials");
        self.options.debug(&mut shown).field("scopes", &self.scopes).finish_non_exhaustive()
    }
}

impl From<UserCredentials> for Credentials {
    fn from(credentials: UserCredentials) -> Self {
        Self { kind: Kind::User(credentials) }
    }
}

impl From<ClientCredentials> for Credentials {
    fn from(credentials: ClientCredentials) -> Self {
        Self { kind: Kind::ClientCredentials(credentials) }
    }
}
