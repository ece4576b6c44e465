//! Errors that the API documents: typed by status, with headers and body.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::super::api::secrets::Secrets;
use super::content::{Content, DecodeFailure};
use super::details::{Details, write_request_id};

/// The documented errors of an operation: an enum with a variant for each status.
pub trait ErrorBody: Sized {
    /// Reads the body of a response whose status is not a success.
    ///
    /// # Errors
    ///
    /// If the status is not documented, or the body differs from the documentation.
    fn decode(content: &Content) -> Result<Self, DecodeFailure>;
}

/// For operations that document no errors: none is expected.
impl ErrorBody for Infallible {
    fn decode(content: &Content) -> Result<Self, DecodeFailure> {
        Err(content.unexpected())
    }
}

/// An error that the API documents.
#[derive(Clone)]
pub struct ApiError<E> {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
    details: Details,
    is_retryable: bool,
    excerpt: Option<String>,
    secrets: Secrets,
    body: E,
}

impl<E> ApiError<E> {
    pub(crate) fn new(content: Content, body: E) -> Self {
        let operation = content.operation();
        let (details, is_retryable) = (Details::of(&content), content.is_retryable());
        let (excerpt, secrets) = (content.excerpt(), content.secrets());
        let (status, headers, bytes) = content.into_parts();
        Self { operation, status, headers, bytes, details, is_retryable, excerpt, secrets, body }
    }

    pub(crate) fn is_retryable(&self) -> bool {
        self.is_retryable
    }

    /// The id of the operation that failed.
    pub fn operation(&self) -> &str {
        self.operation
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, typed by the status.
    pub fn body(&self) -> &E {
        &self.body
    }

    /// The same, by value.
    pub fn into_body(self) -> E {
        self.body
    }

    /// The raw body.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The id that identifies the request for the API's support, if the API is known to send one in its errors.
    pub fn tracking_id(&self) -> Option<&str> {
        self.details.tracking_id.as_deref()
    }

    pub(crate) fn details(&self) -> &Details {
        &self.details
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the server answered {}", self.operation, self.status)?;
        write_request_id(f, &self.details)?;
        self.excerpt.as_ref().map_or(Ok(()), |excerpt| write!(f, ": {excerpt}"))
    }
}

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    /// Headers may have secrets, and a server may repeat secrets of the request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("details", &self.details)
            .field("body", &format_args!("{}", self.secrets.hide(format!("{:?}", self.body))))
            .finish_non_exhaustive()
    }
}

impl<E: fmt::Debug> StdError for ApiError<E> {}
