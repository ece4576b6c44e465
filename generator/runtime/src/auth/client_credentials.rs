//! OAuth 2.0's client credentials: RFC 6749, section 4.4.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, StatusCode};
use secrecy::ExposeSecret;
use serde_json::Value;
use url::Url;

use super::super::api::operation::{Operation, PLAIN};
use super::super::api::secrets::Secrets;
use super::super::api::security::ClientAuthentication;
use super::super::body::payload::Payload;
use super::super::error::credentials_error::CredentialsError;
use super::super::error::excerpt::excerpt;
use super::super::response::content::Content;
use super::super::response::error::Failure;
use super::super::transport::Transport;
use super::super::transport::exchange::Unsigned;
use super::super::transport::prepared::Prepared;
use super::super::uri::encode;
use super::credentials::ClientCredentials;
use super::header::basic;
use super::token_source::AccessToken;

/// How long a token is used if its lifetime can't be read.
const UNKNOWN_LIFETIME: Duration = Duration::from_secs(60);

/// The request that fetches a token, as far as it is an operation.
static FETCH_TOKEN: Operation =
    Operation { id: "fetching a token", method: Method::POST, security: Some(&[]), ..PLAIN };

/// Where tokens are fetched, and with what.
pub(crate) struct TokenEndpoint {
    url: Url,
    credentials: ClientCredentials,
    authentication: ClientAuthentication,
}

impl TokenEndpoint {
    pub(crate) fn new(url: Url, credentials: ClientCredentials, default: ClientAuthentication) -> Self {
        let authentication = credentials.authentication.unwrap_or(default);
        Self { url, credentials, authentication }
    }

    /// Fetches a token, with the transport's retries.
    pub(crate) async fn fetch(
        &self,
        transport: &Transport,
        attempt_limit: Duration,
    ) -> Result<AccessToken, CredentialsError> {
        let prepared = Prepared {
            operation: &FETCH_TOKEN,
            url: self.url.clone(),
            headers: self.headers(transport)?,
            payload: Payload::Whole(self.form()),
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
        read(&content.hiding(self.secrets()), &self.url)
    }

    /// Secrets that the server may repeat and that are never shown.
    fn secrets(&self) -> Secrets {
        let secret = self.credentials.secret.expose_secret();
        Secrets::new([secret.to_owned(), encode::unreserved(secret)])
    }

    fn headers(&self, transport: &Transport) -> Result<HeaderMap, CredentialsError> {
        let mut headers = HeaderMap::new();
        headers.extend(transport.headers.get(USER_AGENT).map(|value| (USER_AGENT, value.clone())));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        if self.authentication == ClientAuthentication::Basic {
            // Both are encoded as a form's values first: RFC 6749, section 2.3.1.
            let id = encode::unreserved(&self.credentials.id);
            let secret = encode::unreserved(self.credentials.secret.expose_secret());
            headers.insert(AUTHORIZATION, basic(&id, &secret)?);
        }
        Ok(headers)
    }

    fn form(&self) -> Bytes {
        let ClientCredentials { id, secret, scopes, .. } = &self.credentials;
        let mut form = "grant_type=client_credentials".to_owned();
        let mut add = |name: &str, value: &str| form.extend(["&", name, "=", &encode::unreserved(value)]);
        if self.authentication == ClientAuthentication::Body {
            add("client_id", id);
            add("client_secret", secret.expose_secret());
        }
        if !scopes.is_empty() {
            add("scope", &scopes.join(" "));
        }
        form.into()
    }
}

/// Reads the answer of a token endpoint: RFC 6749, sections 5.1 and 5.2.
fn read(content: &Content, url: &Url) -> Result<AccessToken, CredentialsError> {
    let status = content.status_code();
    let body: Value = content.json().unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let refused = |reason: String| {
        let origin = url.origin().ascii_serialization();
        CredentialsError::token(Box::new(TokenRefused { origin, status, reason }))
    };
    if !status.is_success() {
        // The server's own words, on one line and not too many.
        let text = |name: &str| text(name).and_then(|text| excerpt(&content.secrets().hide(text.to_owned())));
        let description = text("error_description").or_else(|| text("message")).map(|text| format!(": {text}"));
        let error = text("error").unwrap_or_else(|| "no reason is given".to_owned());
        let error = refused(format!("{error}{}", description.unwrap_or_default()));
        let is_temporary = matches!(status.as_u16(), 408 | 429) || status.is_server_error();
        return Err(if is_temporary { error.temporary() } else { error });
    }
    let token = text("access_token").ok_or_else(|| refused("its answer has no `access_token`".to_owned()))?;
    if let Some(kind) = text("token_type").filter(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(refused(format!(
            "its token is of the type `{}`, which the client can't send",
            excerpt(kind).unwrap_or_default()
        )));
    }
    let token = AccessToken::new(token);
    Ok(match body.get("expires_in").filter(|value| !value.is_null()) {
        Some(value) => token.expires_in(lifetime(value)),
        None => token,
    })
}

/// The lifetime in `expires_in`. A value that is not a positive number says that the token expires, but not when.
fn lifetime(value: &Value) -> Duration {
    // Some servers write the number as a text.
    let seconds = match value {
        Value::String(text) => text.trim().parse().ok(),
        value => value.as_f64(),
    };
    let seconds = seconds.filter(|seconds: &f64| seconds.is_finite() && *seconds > 0.0);
    seconds.map_or(UNKNOWN_LIFETIME, |seconds| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

/// A token endpoint that returned no token.
#[derive(Debug)]
struct TokenRefused {
    origin: String,
    status: StatusCode,
    reason: String,
}

impl fmt::Display for TokenRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the token endpoint at {} answered {}: {}", self.origin, self.status, self.reason)
    }
}

impl std::error::Error for TokenRefused {}

impl Failure {
    /// The failure as the source of another.
    fn into_source(self, url: &Url) -> Box<dyn std::error::Error + Send + Sync> {
        match self {
            Self::InvalidArgument(error) => error,
            Self::Transport(error) => error,
            Self::TimeLimit(error) => error,
            Self::Credentials(error) => error,
            Self::Local(error) => error,
            Self::TooLarge(content) => Box::new(TokenRefused {
                origin: url.origin().ascii_serialization(),
                status: content.status_code(),
                reason: content.too_large().to_string(),
            }),
        }
    }
}
