//! The result of a successful request, with its status and its headers.

pub(super) mod any_error;
pub(super) mod api_error;
pub(super) mod content;
pub mod decode;
pub(super) mod decoding;
pub(super) mod details;
pub(super) mod error;
pub(super) mod future;
mod negotiation;
pub(super) mod page_items;
pub(super) mod redirection;
pub(super) mod response_error;
pub(super) mod statuses;
pub mod typed_headers;

use std::fmt;

use http::{HeaderMap, StatusCode};

use self::content::Content;

/// A response whose status is a success: what `send()` returns.
///
/// The value is in [`body`](Self::body), or by value in [`into_body`](Self::into_body). Await the request itself, without
/// `send()`, to get nothing but the body.
#[derive(Clone)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    body: T,
}

impl<T> Response<T> {
    pub(crate) fn new(content: Content, body: T) -> Self {
        let (status, headers, _) = content.into_parts();
        Self { status, headers, body }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body, by value.
    pub fn into_body(self) -> T {
        self.body
    }

    /// Status, headers and body, by value.
    pub fn into_parts(self) -> (StatusCode, HeaderMap, T) {
        (self.status, self.headers, self.body)
    }

    /// The same response with a new body, made by `change`.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response { status: self.status, headers: self.headers, body: change(self.body) }
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    /// Headers may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, body, .. } = self;
        f.debug_struct("Response").field("status", status).field("body", body).finish_non_exhaustive()
    }
}
