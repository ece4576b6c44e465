//! One error type for the requests of all operations.

use std::any::Any;
use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::super::error::build_error::BuildError;
use super::super::error::sign_in_error::SignInError;
use super::error::Error;

/// The error of any operation, for functions that call several operations and return errors with `?`. The [`Error`] of each
/// operation converts into it, and so do [`BuildError`], [`SignInError`] and [`WaitError`](super::super::WaitError).
///
/// # Examples
///
/// ```
/// use generator_runtime::{AnyError, Error};
///
/// fn disks() -> Result<u32, Error<String>> {
///     Ok(1)
/// }
///
/// fn rooms() -> Result<u32, Error<i64>> {
///     Ok(2)
/// }
///
/// fn both() -> Result<u32, AnyError> {
///     Ok(disks()? + rooms()?)
/// }
/// ```
pub struct AnyError(Box<dyn Failed>);

/// What errors have in common.
pub(crate) trait Failed: StdError + Send + Sync + Any {
    /// The status of the response, if there was one.
    fn status(&self) -> Option<StatusCode> {
        None
    }

    fn headers(&self) -> Option<&HeaderMap> {
        None
    }

    fn body(&self) -> Option<&Bytes> {
        None
    }

    fn message(&self) -> Option<&str> {
        None
    }

    fn request_id(&self) -> Option<&str> {
        None
    }

    fn is_retryable(&self) -> bool {
        false
    }

    fn was_sent(&self) -> bool {
        false
    }
}

impl Failed for BuildError {}

impl Failed for SignInError {}

impl<E: fmt::Debug + Send + Sync + 'static> Failed for Error<E> {
    fn status(&self) -> Option<StatusCode> {
        self.status()
    }

    fn headers(&self) -> Option<&HeaderMap> {
        self.headers()
    }

    fn body(&self) -> Option<&Bytes> {
        self.body()
    }

    fn message(&self) -> Option<&str> {
        self.message()
    }

    fn request_id(&self) -> Option<&str> {
        self.request_id()
    }

    fn is_retryable(&self) -> bool {
        self.is_retryable()
    }

    fn was_sent(&self) -> bool {
        self.was_sent()
    }
}

impl AnyError {
    pub(crate) fn new(error: impl Failed) -> Self {
        Self(Box::new(error))
    }

    /// The status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status()
    }

    /// The headers of the response, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.headers()
    }

    /// The raw body of the response, if there was one; at most 64 KiB if it could not be decoded.
    pub fn body(&self) -> Option<&Bytes> {
        self.0.body()
    }

    /// The API's own text about the error: see [`Error::message`].
    pub fn message(&self) -> Option<&str> {
        self.0.message()
    }

    /// The id that the server gave the request: see [`Error::request_id`].
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id()
    }

    /// Whether you may send the same request again and it may succeed: see [`Error::is_retryable`].
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable()
    }

    /// Whether the server may have the request, and may have carried it out.
    pub fn was_sent(&self) -> bool {
        self.0.was_sent()
    }

    /// The error that this was made of, such as the [`Error`] of one operation, if it has the type `T`.
    pub fn downcast_ref<T: StdError + 'static>(&self) -> Option<&T> {
        let error: &dyn Any = &*self.0;
        error.downcast_ref()
    }
}

impl fmt::Debug for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl StdError for AnyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source()
    }
}

impl<E: fmt::Debug + Send + Sync + 'static> From<Error<E>> for AnyError {
    fn from(error: Error<E>) -> Self {
        Self::new(error)
    }
}

impl From<BuildError> for AnyError {
    fn from(error: BuildError) -> Self {
        Self::new(error)
    }
}

impl From<SignInError> for AnyError {
    fn from(error: SignInError) -> Self {
        Self::new(error)
    }
}
