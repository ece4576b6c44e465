//! Redirections that the API documents: responses that are not followed, and that don't have a body of the documented type.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};

use super::super::error::build_error::without_secrets;
use super::super::error::excerpt::excerpt;
use super::content::Content;

/// A redirection that the API documents: `304 Not Modified`, or a redirect, which is then not followed.
pub struct Redirection {
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Redirection {
    pub(crate) fn new(content: Content) -> Self {
        let operation = content.operation();
        let (status, headers, body) = content.into_parts();
        Self { operation, status, headers, body }
    }

    /// The status: 300 to 399.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The raw body, at most 1 MiB of it.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The target (`Location`), as the server wrote it; `None` if there is none, as for 304.
    pub fn location(&self) -> Option<&str> {
        self.headers.get(LOCATION)?.to_str().ok()
    }
}

impl fmt::Display for Redirection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: the server answered {}", self.operation, self.status)?;
        // Without user info and query, which may be secret.
        match self.location().and_then(|location| excerpt(&without_secrets(location))) {
            Some(location) => write!(f, ", which leads to {location}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Redirection {
    /// Headers and body may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, status, .. } = self;
        f.debug_struct("Redirection").field("operation", operation).field("status", status).finish_non_exhaustive()
    }
}

impl StdError for Redirection {}
