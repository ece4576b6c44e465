//! Why the wait for a job failed.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::super::response::any_error::{AnyError, Failed};
use super::super::response::error::Error;
use super::job::{Job, OfJob};

/// Why the wait for a job failed.
///
/// `S` is the response of the status operation, `E1` are the errors of the operation that starts the job, `E2` the errors of the
/// status operation.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitError<S, E1, E2> {
    /// The job could not be started.
    Start(Error<E1>),
    /// The job was started, but its status could not be requested.
    Status(OfJob<Error<E2>>),
    /// The job was started, but its response lacks a value that the status request needs.
    MissingArgument {
        /// The parameter without a value.
        parameter: &'static str,
        /// The job.
        job: Box<Job>,
    },
    /// The job failed: the last response.
    Failed(OfJob<S>),
    /// The job was not done in time. It may still be done later.
    LimitReached {
        /// How long the wait was.
        limit: Duration,
        /// The last response, if there was one.
        last: Option<Box<S>>,
        /// The job.
        job: Box<Job>,
    },
}

impl<S, E1, E2> WaitError<S, E1, E2> {
    /// The job; `None` if it could not be started.
    pub fn job(&self) -> Option<&Job> {
        match self {
            Self::Start(_) => None,
            Self::Status(error) => Some(error.job()),
            Self::Failed(last) => Some(last.job()),
            Self::MissingArgument { job, .. } | Self::LimitReached { job, .. } => Some(job),
        }
    }
}

impl<S, E1, E2> fmt::Display for WaitError<S, E1, E2> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(error) => error.fmt(f),
            Self::Status(error) => error.fmt(f),
            Self::MissingArgument { parameter, .. } => {
                write!(f, "the job was started, but the response has no `{parameter}`, which the status request needs")
            }
            Self::Failed(_) => f.write_str("the job failed"),
            Self::LimitReached { limit, .. } => write!(f, "the job was not done within {limit:?}"),
        }
    }
}

impl<S: fmt::Debug, E1: fmt::Debug, E2: fmt::Debug> StdError for WaitError<S, E1, E2> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Start(error) => error.source(),
            Self::Status(error) => error.source(),
            _ => None,
        }
    }
}

impl<S, E1, E2> WaitError<S, E1, E2>
where
    E1: fmt::Debug + Send + Sync + 'static,
    E2: fmt::Debug + Send + Sync + 'static,
{
    /// The error of the request that failed. A job that failed is no failed request.
    fn of_request(&self) -> Option<&dyn Failed> {
        match self {
            Self::Start(error) => Some(error),
            Self::Status(error) => Some(&**error),
            _ => None,
        }
    }
}

impl<S, E1, E2> Failed for WaitError<S, E1, E2>
where
    S: fmt::Debug + Send + Sync + 'static,
    E1: fmt::Debug + Send + Sync + 'static,
    E2: fmt::Debug + Send + Sync + 'static,
{
    fn status(&self) -> Option<StatusCode> {
        self.of_request()?.status()
    }

    fn headers(&self) -> Option<&HeaderMap> {
        self.of_request()?.headers()
    }

    fn body(&self) -> Option<&Bytes> {
        self.of_request()?.body()
    }

    fn message(&self) -> Option<&str> {
        self.of_request()?.message()
    }

    fn request_id(&self) -> Option<&str> {
        self.of_request()?.request_id()
    }

    fn is_retryable(&self) -> bool {
        matches!(self, Self::Start(error) if error.is_retryable())
    }

    fn was_sent(&self) -> bool {
        !matches!(self, Self::Start(error) if !error.was_sent())
    }
}

impl<S, E1, E2> From<WaitError<S, E1, E2>> for AnyError
where
    S: fmt::Debug + Send + Sync + 'static,
    E1: fmt::Debug + Send + Sync + 'static,
    E2: fmt::Debug + Send + Sync + 'static,
{
    fn from(error: WaitError<S, E1, E2>) -> Self {
        Self::new(error)
    }
}
