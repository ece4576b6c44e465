//! Responses that differ from the documentation: they are kept, up to a limit.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};

use super::super::error::build_error::without_secrets;
use super::super::error::excerpt::excerpt;
use super::content::{Content, DecodeFailure};
use super::details::{Details, write_request_id};

/// How much of an unreadable body is kept.
const KEPT_BYTES: usize = 64 * 1024;

/// A response that the API doesn't document.
pub struct UnexpectedResponse {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    failure: DecodeFailure,
    details: Details,
    excerpt: Option<String>,
    was_carried_out: bool,
    is_retryable: bool,
}

impl UnexpectedResponse {
    pub(crate) fn new(content: Content, failure: DecodeFailure) -> Self {
        let (operation, was_carried_out) = (content.operation(), content.was_carried_out());
        let (is_retryable, excerpt, details) = (content.is_retryable(), content.excerpt(), Details::of(&content));
        let (status, headers, body) = content.into_parts();
        Self {
            operation,
            status,
            headers,
            body: bounded(body),
            failure,
            details,
            excerpt,
            was_carried_out,
            is_retryable,
        }
    }

    pub(crate) fn is_retryable(&self) -> bool {
        self.is_retryable
    }

    pub(crate) fn details(&self) -> &Details {
        &self.details
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The raw body, at most 64 KiB of it.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

impl UnexpectedResponse {
    /// The target of a redirect that was not followed. Without user info and query, which may be secret.
    fn location(&self) -> Option<String> {
        let location = self.headers.get(LOCATION).filter(|_| self.status.is_redirection())?.to_str().ok()?;
        excerpt(&without_secrets(location))
    }
}

/// Says that a request was carried out, whatever its response.
fn carried_out(f: &mut fmt::Formatter<'_>, was_carried_out: bool) -> fmt::Result {
    if was_carried_out { f.write_str("; the request was carried out") } else { Ok(()) }
}

impl fmt::Display for UnexpectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the server answered {}, ", self.operation, self.status)?;
        if self.status.is_success() && self.failure.is_surprise() {
            write!(f, "but {}", self.failure)?;
        } else if let Some(location) = self.location() {
            write!(f, "a redirect to {location}, which is not followed")?;
        } else if self.failure.is_unexpected() {
            f.write_str("which the API doesn't document")?;
        } else {
            write!(f, "and its body is not the documented one: {}", self.failure)?;
        }
        carried_out(f, self.was_carried_out)?;
        write_request_id(f, &self.details)?;
        // The body of a success is the caller's data, and must not be in a message.
        let excerpt = self.excerpt.as_ref().filter(|_| !self.status.is_success());
        excerpt.map_or(Ok(()), |excerpt| write!(f, ": {excerpt}"))
    }
}

impl StdError for UnexpectedResponse {}

/// The body of a successful response that differs from the documentation.
pub struct DecodeError {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    failure: DecodeFailure,
    details: Details,
    was_carried_out: bool,
}

impl DecodeError {
    pub(crate) fn new(content: Content, failure: DecodeFailure) -> Self {
        let (operation, was_carried_out) = (content.operation(), content.was_carried_out());
        let details = Details::of(&content);
        let (status, headers, body) = content.into_parts();
        Self { operation, status, headers, body: bounded(body), failure, details, was_carried_out }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The raw body, at most 64 KiB of it.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    pub(crate) fn details(&self) -> &Details {
        &self.details
    }

    /// Where in the JSON decoding failed, such as `items[3].name`; empty for the body as a whole.
    pub fn path(&self) -> &str {
        self.failure.path()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, status, failure, .. } = self;
        write!(f, "{operation}: the server answered {status}, but its body is not the documented one: {failure}")?;
        carried_out(f, self.was_carried_out)?;
        write_request_id(f, &self.details)
    }
}

impl StdError for DecodeError {}

/// The start of a body, without keeping the rest in memory.
fn bounded(body: Bytes) -> Bytes {
    match body.get(..KEPT_BYTES) {
        Some(start) if body.len() > KEPT_BYTES => Bytes::copy_from_slice(start),
        _ => body,
    }
}

impl fmt::Debug for UnexpectedResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(f, "UnexpectedResponse", self.operation, self.status, &self.failure)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(f, "DecodeError", self.operation, self.status, &self.failure)
    }
}

/// Headers and bodies may have secrets.
fn debug(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    operation: &str,
    status: StatusCode,
    failure: &DecodeFailure,
) -> fmt::Result {
    let mut debug = f.debug_struct(name);
    debug.field("operation", &operation).field("status", &status).field("failure", failure).finish_non_exhaustive()
}
