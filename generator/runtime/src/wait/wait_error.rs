//! Why the wait for a job failed.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

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
                write!(f, "the job was started, but the answer has no `{parameter}` to ask for it by")
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
