//! Your own code that sees each request before it is sent, and each response.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

/// Sees and changes requests before they are sent and responses before they are read.
///
/// It is called for each attempt and for each redirect within the server's origin, but not for the requests that fetch
/// tokens. Hooks run in the order in which you gave them to the client.
///
/// # Examples
///
/// ```
/// use generator_runtime::{Hook, HookError, OutgoingRequest};
///
/// struct Trace;
///
/// impl Hook for Trace {
///     fn before(&self, request: &mut OutgoingRequest<'_>) -> Result<(), HookError> {
///         let id = format!("{}-{}", request.operation, request.attempt);
///         request.headers.insert("x-request-id", id.parse()?);
///         Ok(())
///     }
/// }
/// ```
pub trait Hook: Send + Sync + 'static {
    /// Called before a request is sent. Your changes to its URL and its headers are sent.
    ///
    /// # Errors
    ///
    /// If the request must not be sent. The caller gets the error.
    fn before(&self, request: &mut OutgoingRequest<'_>) -> Result<(), HookError> {
        let _ = request;
        Ok(())
    }

    /// Called with a response, before it is read. Your changes to it count.
    ///
    /// # Errors
    ///
    /// If the response must not be used. The caller gets the error.
    fn after(&self, response: &mut IncomingResponse<'_>) -> Result<(), HookError> {
        let _ = response;
        Ok(())
    }
}

/// The error of a [`Hook`].
pub type HookError = Box<dyn StdError + Send + Sync>;

/// A request that is about to be sent.
#[non_exhaustive]
pub struct OutgoingRequest<'a> {
    /// The operation's id.
    pub operation: &'static str,
    /// The number of the attempt, starting at 1.
    pub attempt: u32,
    /// The method.
    pub method: &'a Method,
    /// The URL.
    pub url: &'a mut Url,
    /// The headers, including credentials.
    pub headers: &'a mut HeaderMap,
    /// The body; `None` if there is none, or if it is not in memory.
    pub body: Option<&'a Bytes>,
}

/// A response that was received.
#[non_exhaustive]
pub struct IncomingResponse<'a> {
    /// The operation's id.
    pub operation: &'static str,
    /// The number of the attempt, starting at 1.
    pub attempt: u32,
    /// The status.
    pub status: &'a mut StatusCode,
    /// The headers.
    pub headers: &'a mut HeaderMap,
    /// The body; `None` if it is read as a stream.
    pub body: Option<&'a mut Bytes>,
}

impl fmt::Debug for OutgoingRequest<'_> {
    /// URL and headers may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, attempt, method, .. } = self;
        let mut debug = f.debug_struct("OutgoingRequest");
        debug.field("operation", operation).field("attempt", attempt).field("method", method).finish_non_exhaustive()
    }
}

impl fmt::Debug for IncomingResponse<'_> {
    /// Headers and body may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, attempt, status, .. } = self;
        let mut debug = f.debug_struct("IncomingResponse");
        debug.field("operation", operation).field("attempt", attempt).field("status", status).finish_non_exhaustive()
    }
}
