//! What can go wrong with a request: one type, whatever the operation.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::api_error::ApiError;
use super::invalid_argument::InvalidArgument;
use super::response_error::{DecodeError, UnexpectedResponse};
use super::transport_error::TransportError;

/// A request that did not succeed; `E` is the enum of the errors that its operation documents.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The API answered with an error that it documents.
    Api(Box<ApiError<E>>),
    /// The API answered with a status that it doesn't document, or with an error whose body is not the documented one.
    UnexpectedResponse(Box<UnexpectedResponse>),
    /// The status is one of success, but the body is not what is documented.
    Decode(Box<DecodeError>),
    /// No whole response came: no connection, a connection that broke, a time limit.
    Transport(Box<TransportError>),
    /// An argument can't be sent. Nothing was.
    InvalidArgument(Box<InvalidArgument>),
}

impl<E> Error<E> {
    /// The status of the response, where one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::UnexpectedResponse(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Transport(_) | Self::InvalidArgument(_) => None,
        }
    }

    /// The headers of the response, where one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(error) => Some(error.headers()),
            Self::UnexpectedResponse(error) => Some(error.headers()),
            Self::Decode(error) => Some(error.headers()),
            Self::Transport(_) | Self::InvalidArgument(_) => None,
        }
    }

    /// The body of the response as it came, where one came; of a body that could not be read, at most 64 KiB.
    pub fn body(&self) -> Option<&Bytes> {
        match self {
            Self::Api(error) => Some(error.bytes()),
            Self::UnexpectedResponse(error) => Some(error.body()),
            Self::Decode(error) => Some(error.body()),
            Self::Transport(_) | Self::InvalidArgument(_) => None,
        }
    }

    /// The documented error, where it is one.
    pub fn api(&self) -> Option<&ApiError<E>> {
        match self {
            Self::Api(error) => Some(error),
            _ => None,
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => write!(f, "{}: the server answered {}", error.operation(), error.status()),
            Self::UnexpectedResponse(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
            Self::InvalidArgument(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => error.source(),
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

impl<E> From<DecodeError> for Error<E> {
    fn from(error: DecodeError) -> Self {
        Self::Decode(Box::new(error))
    }
}

/// What can go wrong before there is a response to read.
pub(super) enum Failure {
    InvalidArgument(Box<InvalidArgument>),
    Transport(Box<TransportError>),
}

impl From<InvalidArgument> for Failure {
    fn from(error: InvalidArgument) -> Self {
        Self::InvalidArgument(Box::new(error))
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::Transport(Box::new(error))
    }
}
