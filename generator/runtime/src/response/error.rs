//! The error of a request: one type for all operations.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::super::error::credentials_error::CredentialsError;
use super::super::error::invalid_argument::InvalidArgument;
use super::super::error::local_error::LocalError;
use super::super::error::time_limit_error::TimeLimitError;
use super::super::error::transport_error::TransportError;
use super::api_error::ApiError;
use super::content::Content;
use super::details::Details;
use super::redirection::Redirection;
use super::response_error::{DecodeError, UnexpectedResponse};

/// A request that failed; `E` is the enum of the errors that its operation documents.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The API answered with an error that it documents.
    Api(Box<ApiError<E>>),
    /// The API answered with a status that it doesn't document, or with an error whose body differs from the documentation.
    UnexpectedResponse(Box<UnexpectedResponse>),
    /// The API answered with a redirection that it documents, such as 304, and that doesn't have the body that the operation returns.
    Redirection(Box<Redirection>),
    /// The status is a success, but the body differs from the documentation.
    Decode(Box<DecodeError>),
    /// No complete response came: there was no connection, or it broke.
    Transport(Box<TransportError>),
    /// A time limit passed.
    TimeLimit(Box<TimeLimitError>),
    /// There are no credentials for the request, or no token could be fetched.
    Credentials(Box<CredentialsError>),
    /// An argument can't be sent. Nothing was sent.
    InvalidArgument(Box<InvalidArgument>),
    /// Something failed on this side: a file, a hook or a thread failed, or the next page can't be requested.
    Local(Box<LocalError>),
}

impl<E> Error<E> {
    /// The status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::UnexpectedResponse(error) => Some(error.status()),
            Self::Redirection(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            _ => None,
        }
    }

    /// The headers of the response, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(error.headers()),
            Self::UnexpectedResponse(error) => Some(error.headers()),
            Self::Redirection(error) => Some(error.headers()),
            Self::Decode(error) => Some(error.headers()),
            _ => None,
        }
    }

    /// The raw body of the response, if there was one; at most 64 KiB if it could not be decoded.
    pub fn body(&self) -> Option<&Bytes> {
        match self {
            Self::Api(error) => Some(error.bytes()),
            Self::UnexpectedResponse(error) => Some(error.body()),
            Self::Redirection(error) => Some(error.body()),
            Self::Decode(error) => Some(error.body()),
            _ => None,
        }
    }

    /// The documented error, if this is one.
    pub fn api(&self) -> Option<&ApiError<E>> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }

    /// The API's own text about the error, from its body, if the API is known to have one (`[errors]` in `generator.toml`).
    pub fn message(&self) -> Option<&str> {
        self.details()?.message.as_deref()
    }

    /// The id that the server gave the request (`X-Request-Id`, or the header that the API is known to use).
    pub fn request_id(&self) -> Option<&str> {
        self.details()?.request_id.as_deref()
    }

    fn details(&self) -> Option<&Details> {
        match self {
            Self::Api(error) => Some(error.details()),
            Self::UnexpectedResponse(error) => Some(error.details()),
            Self::Decode(error) => Some(error.details()),
            _ => None,
        }
    }

    /// Whether you may send the same request again and it may succeed: the server was busy or unreachable, a connection broke, or a time
    /// limit passed. If the request isn't idempotent and the server may have carried it out, it is not retryable: see
    /// [`was_sent`](Self::was_sent).
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_retryable(),
            Self::TimeLimit(error) => error.is_retryable(),
            Self::Credentials(error) => error.is_temporary(),
            Self::Api(error) => error.is_retryable(),
            Self::UnexpectedResponse(error) => error.is_retryable(),
            Self::Redirection(_) | Self::Decode(_) | Self::InvalidArgument(_) | Self::Local(_) => false,
        }
    }

    /// Whether the server may have the request, and may have carried it out.
    pub fn was_sent(&self) -> bool {
        match self {
            Self::Transport(error) => error.was_sent(),
            Self::TimeLimit(error) => error.was_sent(),
            Self::Local(error) => error.was_sent(),
            Self::Api(_) | Self::UnexpectedResponse(_) | Self::Redirection(_) | Self::Decode(_) => true,
            Self::Credentials(_) | Self::InvalidArgument(_) => false,
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::UnexpectedResponse(error) => error.fmt(f),
            Self::Redirection(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::TimeLimit(error) => error.fmt(f),
            Self::Credentials(error) => error.fmt(f),
            Self::InvalidArgument(error) => error.fmt(f),
            Self::Local(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
            Self::Credentials(error) => error.source(),
            Self::Local(error) => error.source(),
            _ => None,
        }
    }
}

impl<E> From<ApiError<E>> for Error<E> {
    fn from(error: ApiError<E>) -> Self {
        Self::Api(Box::new(error))
    }
}

impl<E> From<UnexpectedResponse> for Error<E> {
    fn from(error: UnexpectedResponse) -> Self {
        Self::UnexpectedResponse(Box::new(error))
    }
}

impl<E> From<Redirection> for Error<E> {
    fn from(error: Redirection) -> Self {
        Self::Redirection(Box::new(error))
    }
}

impl<E> From<DecodeError> for Error<E> {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::InvalidArgument(error) => Self::InvalidArgument(error),
            Failure::Transport(error) => Self::Transport(error),
            Failure::TimeLimit(error) => Self::TimeLimit(error),
            Failure::Credentials(error) => Self::Credentials(error),
            Failure::Local(error) => Self::Local(error),
            Failure::TooLarge(content) => {
                let failure = content.too_large();
                DecodeError::new(*content, failure).into()
            }
        }
    }
}

/// Failures before there is a response to read: an [`Error`] that is the same for all operations.
pub(crate) enum Failure {
    InvalidArgument(Box<InvalidArgument>),
    Transport(Box<TransportError>),
    TimeLimit(Box<TimeLimitError>),
    Credentials(Box<CredentialsError>),
    Local(Box<LocalError>),
    /// The start of a successful body that is too large.
    TooLarge(Box<Content>),
}

impl Failure {
    /// A word for the failure, for logs.
    #[cfg(feature = "tracing")]
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::InvalidArgument(_) => "argument",
            Self::Transport(_) => "transport",
            Self::TimeLimit(_) => "time limit",
            Self::Credentials(_) => "credentials",
            Self::Local(_) => "local",
            Self::TooLarge(_) => "too large",
        }
    }
}

/// Makes a failure from each kind of error.
macro_rules! failures {
    ($($error:ident => $kind:ident)+) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self::$kind(Box::new(error))
            }
        })+
    };
}

failures! {
    InvalidArgument => InvalidArgument
    TransportError => Transport
    TimeLimitError => TimeLimit
    CredentialsError => Credentials
    LocalError => Local
}
