//! Requests without a complete response.

use std::error::Error as StdError;
use std::fmt;

use super::excerpt::excerpt;

/// A request that got no complete response.
#[derive(Debug)]
pub struct TransportError {
    operation: &'static str,
    /// Scheme, host and port, if they are known.
    origin: Option<String>,
    /// Whether sending the request twice has the same effect as sending it once.
    is_idempotent: bool,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    /// A body ended early.
    CutShort,
    /// The HTTP client failed.
    Http(reqwest::Error),
    /// The caller's own transport failed.
    Own(Box<dyn StdError + Send + Sync>),
}

impl TransportError {
    /// The URL is left out: its query may have secrets.
    pub(crate) fn new(operation: &'static str, is_idempotent: bool, source: reqwest::Error) -> Self {
        let origin = source.url().map(|url| url.origin().ascii_serialization());
        Self { operation, origin, is_idempotent, cause: Cause::Http(source.without_url()) }
    }

    /// A body that ended early.
    pub(crate) fn cut_short(operation: &'static str, is_idempotent: bool) -> Self {
        Self { operation, origin: None, is_idempotent, cause: Cause::CutShort }
    }

    /// A failure of the caller's own transport.
    pub(crate) fn of_own(
        operation: &'static str,
        is_idempotent: bool,
        origin: Option<String>,
        error: Box<dyn StdError + Send + Sync>,
    ) -> Self {
        Self { operation, origin, is_idempotent, cause: Cause::Own(error) }
    }

    fn http(&self) -> Option<&reqwest::Error> {
        if let Cause::Http(error) = &self.cause { Some(error) } else { None }
    }

    /// Whether the server may have the request.
    pub fn was_sent(&self) -> bool {
        !self.is_connect()
    }

    pub(crate) fn is_retryable(&self) -> bool {
        self.is_idempotent || !self.was_sent()
    }

    /// The innermost source: what went wrong, not where.
    fn cause(&self) -> Option<String> {
        let mut cause: &(dyn StdError + 'static) = match &self.cause {
            Cause::CutShort => return None,
            Cause::Http(error) => error.source()?,
            Cause::Own(error) => &**error,
        };
        while let Some(next) = cause.source() {
            cause = next;
        }
        excerpt(&cause.to_string())
    }

    /// Whether there was no connection, so that nothing was sent.
    pub fn is_connect(&self) -> bool {
        self.http().is_some_and(reqwest::Error::is_connect)
    }

    /// Whether a time limit passed.
    pub fn is_timeout(&self) -> bool {
        self.http().is_some_and(reqwest::Error::is_timeout)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (cause, server) = (self.cause(), self.origin.as_deref().unwrap_or("the server"));
        write!(f, "{}: ", self.operation)?;
        if self.is_connect() && self.is_timeout() {
            return write!(f, "{server} can't be reached: connecting took longer than it may");
        } else if self.is_connect() && cause.as_ref().is_some_and(|cause| cause.contains("certificate")) {
            write!(f, "the certificate of {server} is refused")?;
        } else if self.is_connect() {
            write!(f, "{server} can't be reached")?;
        } else if self.is_timeout() {
            return write!(f, "a time limit passed before the response of {server} was read");
        } else if let Cause::Own(_) = self.cause {
            write!(f, "the transport got no response from {server}")?;
        } else if self.http().is_none_or(|source| source.is_body() || source.is_decode()) {
            f.write_str("the response could not be read to its end")?;
        } else {
            write!(f, "the connection to {server} broke before a response came")?;
        }
        cause.map_or(Ok(()), |cause| write!(f, ": {cause}"))
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.cause {
            Cause::CutShort => None,
            Cause::Http(error) => Some(error),
            Cause::Own(error) => Some(&**error),
        }
    }
}
