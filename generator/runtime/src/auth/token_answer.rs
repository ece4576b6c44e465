//! The answer of a token endpoint: RFC 6749, sections 5.1 and 5.2.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use secrecy::SecretString;
use serde_json::Value;
use url::Url;

use super::super::error::credentials_error::CredentialsError;
use super::super::error::excerpt::excerpt;
use super::super::response::content::Content;
use super::super::response::error::Failure;
use super::token_source::AccessToken;

/// How long a token is used if its lifetime can't be read.
const UNKNOWN_LIFETIME: Duration = Duration::from_secs(60);

/// What a token endpoint gave.
pub(crate) struct Granted {
    pub(crate) access: AccessToken,
    /// The token that gets the next one.
    pub(crate) refresh: Option<SecretString>,
}

/// Reads an answer of the endpoint at `url`. If a user signed in, and the endpoint refuses that, the user has to do it again.
pub(crate) fn read(content: &Content, url: &Url, is_of_user: bool) -> Result<Granted, CredentialsError> {
    let status = content.status_code();
    let body: Value = content.json().unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let refused = |reason: String| {
        let origin = url.origin().ascii_serialization();
        CredentialsError::token(Box::new(TokenRefused { origin, status, reason }))
    };
    if !status.is_success() {
        // The server's own words, on one line and not too many.
        let shown = |name: &str| text(name).and_then(|text| excerpt(&content.secrets().hide(text.to_owned())));
        let description = shown("error_description").or_else(|| shown("message")).map(|text| format!(": {text}"));
        let error = shown("error").unwrap_or_else(|| "no reason is given".to_owned());
        let error = refused(format!("{error}{}", description.unwrap_or_default()));
        let is_temporary = matches!(status.as_u16(), 408 | 429) || status.is_server_error();
        let is_ended = is_of_user && text("error") == Some("invalid_grant");
        return Err(match error {
            error if is_ended => error.signed_out(),
            error if is_temporary => error.temporary(),
            error => error,
        });
    }
    let token = text("access_token").ok_or_else(|| refused("its answer has no `access_token`".to_owned()))?;
    if let Some(kind) = text("token_type").filter(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(refused(format!(
            "its token is of the type `{}`, which the client can't send",
            excerpt(kind).unwrap_or_default()
        )));
    }
    let access = AccessToken::new(token);
    let access = match body.get("expires_in").filter(|value| !value.is_null()) {
        Some(value) => access.expires_in(lifetime(value)),
        None => access,
    };
    let refresh = text("refresh_token").filter(|token| !token.is_empty()).map(SecretString::from);
    Ok(Granted { access, refresh })
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
    pub(crate) fn into_source(self, url: &Url) -> Box<dyn std::error::Error + Send + Sync> {
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
