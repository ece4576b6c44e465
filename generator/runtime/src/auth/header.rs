//! The values of the header `Authorization`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;

use super::super::error::credentials_error::CredentialsError;

/// The value of `Authorization` for basic authentication: RFC 7617.
pub(crate) fn basic(user: &str, password: &str) -> Result<HeaderValue, CredentialsError> {
    let encoded = STANDARD.encode(format!("{user}:{password}"));
    let mut value = HeaderValue::from_str(&format!("Basic {encoded}"))
        .map_err(|_| CredentialsError::unusable("the user's name and password can't be sent"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The value of `Authorization` for a bearer token; `None` if it can't be sent.
pub(crate) fn bearer(token: &str) -> Option<HeaderValue> {
    let is_sendable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    let mut value = HeaderValue::from_str(&format!("Bearer {token}")).ok().filter(|_| is_sendable)?;
    value.set_sensitive(true);
    Some(value)
}
