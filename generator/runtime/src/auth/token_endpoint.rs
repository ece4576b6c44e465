//! Where tokens are fetched: OAuth 2.0's token endpoint (RFC 6749, section 3.2).

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::super::api::operation::{Operation, PLAIN};
use super::super::api::secrets::Secrets;
use super::super::api::security::ClientAuthentication;
use super::super::body::payload::Payload;
use super::super::error::build_error::without_secrets;
use super::super::error::credentials_error::CredentialsError;
use super::super::response::error::Failure;
use super::super::transport::Transport;
use super::super::transport::exchange::Unsigned;
use super::super::transport::prepared::Prepared;
use super::super::uri::encode;
use super::header::basic;
use super::token_answer::{Granted, read};

/// The request that fetches a token, as far as it is an operation.
static FETCH_TOKEN: Operation = Operation { id: "fetching a token", method: "POST", security: Some(&[]), ..PLAIN };

/// Where tokens are fetched, and by which client.
pub(crate) struct TokenEndpoint {
    pub(crate) url: Url,
    /// The client's id.
    pub(crate) id: String,
    /// The client's secret; `None` for a client that can't keep one.
    pub(crate) secret: Option<SecretString>,
    pub(crate) authentication: ClientAuthentication,
}

/// The client that gets tokens, and how it asks for them, as the caller says it: what all ways to get tokens have in common.
#[derive(Clone)]
pub(crate) struct TokenOptions {
    /// The client's id.
    pub(crate) id: String,
    /// The client's secret; `None` for a client that can't keep one.
    pub(crate) secret: Option<SecretString>,
    /// The URL that the caller chose.
    pub(crate) url: Option<String>,
    pub(crate) authentication: Option<ClientAuthentication>,
}

impl TokenOptions {
    pub(crate) fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), secret: None, url: None, authentication: None }
    }

    pub(crate) fn with_secret(mut self, secret: impl Into<String>) -> Self {
        self.secret = Some(SecretString::from(secret.into()));
        self
    }

    /// The endpoint at `url`, for an API whose clients are usually authenticated in that way.
    pub(crate) fn endpoint(&self, url: Url, usual: ClientAuthentication) -> TokenEndpoint {
        let Self { id, secret, authentication, .. } = self.clone();
        TokenEndpoint { url, id, secret, authentication: authentication.unwrap_or(usual) }
    }

    /// Adds the fields that are no secrets.
    pub(crate) fn debug<'d, 'f, 'b>(&self, f: &'d mut fmt::DebugStruct<'f, 'b>) -> &'d mut fmt::DebugStruct<'f, 'b> {
        f.field("id", &self.id)
            .field("token_url", &self.url.as_deref().map(without_secrets))
            .field("authentication", &self.authentication)
    }
}

/// What is exchanged for a token.
pub(crate) struct Grant<'a> {
    /// `grant_type`.
    pub(crate) kind: &'static str,
    /// The other parameters, by name.
    pub(crate) parameters: &'a [(&'static str, &'a str)],
    /// Those of their values that are never shown.
    pub(crate) secrets: &'a [&'a str],
    /// Whether a user signed in to get it.
    pub(crate) is_of_user: bool,
}

impl TokenEndpoint {
    /// Fetches a token, with the transport's retries.
    ///
    /// A code or a refresh token whose answer got lost is sent again, too: if it can be used only once, it is spent either way.
    pub(crate) async fn fetch(
        &self,
        transport: &Transport,
        attempt_limit: Duration,
        grant: &Grant<'_>,
    ) -> Result<Granted, CredentialsError> {
        let prepared = Prepared {
            operation: &FETCH_TOKEN,
            url: self.url.clone(),
            headers: self.headers(transport)?,
            payload: Payload::Whole(self.form(grant)),
            retry: None,
            attempt_time_limit: Some(attempt_limit),
            total_time_limit: None,
            has_idempotency_key: false,
            is_internal: true,
        };
        // Boxed, because it is large and rarely needed.
        let exchanged = Box::pin(transport.exchange(&Unsigned, &prepared)).await;
        let content = exchanged.map_err(|failure| {
            let is_temporary = matches!(failure, Failure::Transport(_) | Failure::TimeLimit(_));
            let error = CredentialsError::token(failure.into_source(&self.url));
            if is_temporary { error.temporary() } else { error }
        })?;
        read(&content.hiding(self.secrets(grant)), &self.url, grant.is_of_user)
    }

    /// Secrets that the server may repeat and that are never shown.
    fn secrets(&self, grant: &Grant<'_>) -> Secrets {
        let own = self.secret.iter().map(ExposeSecret::expose_secret);
        let all = own.chain(grant.secrets.iter().copied());
        Secrets::new(all.flat_map(|secret| [secret.to_owned(), encode::unreserved(secret)]))
    }

    fn headers(&self, transport: &Transport) -> Result<HeaderMap, CredentialsError> {
        let mut headers = HeaderMap::new();
        headers.extend(transport.headers.get(USER_AGENT).map(|value| (USER_AGENT, value.clone())));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        if let Some(secret) = self.secret.as_ref().filter(|_| self.authentication == ClientAuthentication::Basic) {
            // Both are encoded as a form's values first: RFC 6749, section 2.3.1.
            let id = encode::unreserved(&self.id);
            headers.insert(AUTHORIZATION, basic(&id, &encode::unreserved(secret.expose_secret()))?);
        }
        Ok(headers)
    }

    fn form(&self, grant: &Grant<'_>) -> Bytes {
        let mut form = format!("grant_type={}", grant.kind);
        let mut add = |name: &str, value: &str| form.extend(["&", name, "=", &encode::unreserved(value)]);
        match &self.secret {
            Some(secret) if self.authentication == ClientAuthentication::Body => {
                add("client_id", &self.id);
                add("client_secret", secret.expose_secret());
            }
            Some(_) => {}
            // RFC 6749, section 3.2.1: a client without a secret says at least who it is.
            None => add("client_id", &self.id),
        }
        for (name, value) in grant.parameters {
            add(name, value);
        }
        form.into()
    }
}
