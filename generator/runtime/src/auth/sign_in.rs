//! The authorization code flow: the user signs in with a browser, which brings a code.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretString};
use url::{Url, form_urlencoded};

use super::super::api::security::ClientAuthentication;
use super::super::error::build_error::{BuildError, without_secrets};
use super::super::error::excerpt::excerpt;
use super::super::error::sign_in_error::SignInError;
use super::pkce;
use super::token_endpoint::TokenOptions;
use super::user_credentials::UserCredentials;
use super::user_tokens::{Code, Start};

/// How a user signs in with a browser: OAuth 2.0's authorization code flow with PKCE (RFC 6749, section 4.1, and RFC 7636).
///
/// [`ClientBuilder::sign_in`](super::super::ClientBuilder::sign_in) starts it. Your program opens the browser and receives the
/// redirect.
///
/// # Examples
///
/// ```
/// use generator_runtime::AuthorizationCode;
///
/// let flow = AuthorizationCode::new("the client's id", "http://127.0.0.1:8017/callback").scopes(["read"]);
/// ```
#[derive(Clone)]
#[must_use]
pub struct AuthorizationCode {
    options: TokenOptions,
    redirect_url: String,
    scopes: Vec<String>,
    parameters: Vec<(String, String)>,
    pub(crate) authorization_url: Option<String>,
}

impl AuthorizationCode {
    /// The client with this id. The browser is redirected to `redirect_url`, which the server has to know.
    pub fn new(id: impl Into<String>, redirect_url: impl Into<String>) -> Self {
        Self {
            options: TokenOptions::new(id),
            redirect_url: redirect_url.into(),
            scopes: Vec::new(),
            parameters: Vec::new(),
            authorization_url: None,
        }
    }

    /// Sets the client's secret. Programs on users' machines can't keep one, and have none.
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.options = self.options.with_secret(secret);
        self
    }

    /// Sets the scopes to ask for. Without any, the server chooses its default scopes.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a parameter to the URL that the browser opens, such as `prompt` or `login_hint`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sets the URL that the browser opens.
    ///
    /// You need it if the specification has no authorization URL on the server's own host: users only sign in at hosts you choose.
    pub fn authorization_url(mut self, url: impl Into<String>) -> Self {
        self.authorization_url = Some(url.into());
        self
    }

    /// Sets the URL that tokens are fetched from, as [`UserCredentials::token_url`] does.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.options.url = Some(url.into());
        self
    }

    /// Sets how id and secret are sent, as [`UserCredentials::authentication`] does.
    pub fn authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.options.authentication = Some(authentication);
        self
    }
}

impl fmt::Debug for AuthorizationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("AuthorizationCode");
        self.options
            .debug(&mut shown)
            .field("redirect_url", &without_secrets(&self.redirect_url))
            .field("scopes", &self.scopes)
            .field("authorization_url", &self.authorization_url.as_deref().map(without_secrets))
            .finish_non_exhaustive()
    }
}

/// The sign-in of one user, made by [`ClientBuilder::sign_in`](super::super::ClientBuilder::sign_in).
///
/// Open [`url`](Self::url) in the user's browser, and pass the URL of the redirect to [`redirected`](Self::redirected). The next
/// user needs another `SignIn`.
#[derive(Clone)]
#[must_use]
pub struct SignIn {
    url: Url,
    state: SecretString,
    verifier: SecretString,
    flow: AuthorizationCode,
    /// The code that was brought, and the credentials made of it. A redirect that comes again brings the same ones.
    brought: Arc<Mutex<Option<(SecretString, UserCredentials)>>>,
}

impl SignIn {
    /// Starts the flow at the authorization endpoint `url`.
    pub(crate) fn new(mut url: Url, flow: AuthorizationCode) -> Result<Self, BuildError> {
        if let Err(error) = Url::parse(&flow.redirect_url) {
            return Err(BuildError::InvalidRedirectUrl { reason: error.to_string() });
        }
        let unguessable = || pkce::unguessable().map_err(|_| BuildError::NoRandomNumbers);
        let (state, verifier) = (unguessable()?, unguessable()?);
        url.set_fragment(None);
        // RFC 6749, section 4.1.1, and RFC 7636, section 4.3. A query that is there stays.
        let mut query = url.query_pairs_mut();
        query.append_pair("response_type", "code").append_pair("client_id", &flow.options.id);
        query.append_pair("redirect_uri", &flow.redirect_url);
        if !flow.scopes.is_empty() {
            query.append_pair("scope", &flow.scopes.join(" "));
        }
        query.append_pair("state", state.expose_secret());
        query.append_pair("code_challenge", &pkce::challenge(verifier.expose_secret()));
        query.append_pair("code_challenge_method", "S256").extend_pairs(&flow.parameters).finish();
        drop(query);
        Ok(Self { url, state, verifier, flow, brought: Arc::default() })
    }

    /// The URL to open in the user's browser. Nobody else who sees it can sign in with it.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Makes credentials from the URL that the browser was redirected to, or from its path and query. The client exchanges them
    /// for tokens with its first request. A redirect that comes twice, such as of a page that is loaded again, makes the same
    /// credentials.
    ///
    /// # Errors
    ///
    /// If the redirect is not the answer to this sign-in, or the user was not signed in. After a redirect that somebody else made
    /// ([`SignInError::WrongState`]), the user's redirect can still come.
    pub fn redirected(&self, target: &str) -> Result<UserCredentials, SignInError> {
        let query = target.split_once('?').map_or("", |(_, query)| query.split('#').next().unwrap_or_default());
        let value = |name: &str| {
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        if value("state").as_deref() != Some(self.state.expose_secret()) {
            return Err(SignInError::WrongState);
        }
        if let Some(error) = value("error") {
            let description = value("error_description").and_then(|text| excerpt(&text));
            return Err(SignInError::Refused { error: excerpt(&error).unwrap_or_default(), description });
        }
        let code = value("code").filter(|code| !code.is_empty()).ok_or(SignInError::NoCode)?;
        let mut brought = self.brought.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, credentials)) = brought.as_ref().filter(|(known, _)| known.expose_secret() == code) {
            return Ok(credentials.clone());
        }
        let code = SecretString::from(code);
        let start = Start::Code(Code {
            secret: code.clone(),
            verifier: self.verifier.clone(),
            redirect_url: self.flow.redirect_url.clone(),
        });
        let credentials = UserCredentials::new(self.flow.options.clone(), start, None);
        *brought = Some((code, credentials.clone()));
        Ok(credentials)
    }
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn").field("flow", &self.flow).finish_non_exhaustive()
    }
}
