//! Why a job that was waited for is not done.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::super::response::error::Error;
use super::job::{Job, OfJob};

/// Why a job that was waited for is not done.
///
/// `S` is the answer of the operation that says how the job stands, `E1` are the errors of the operation that starts
/// it, `E2` those of the one that says how it stands.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitError<S, E1, E2> {
    /// The job could not be started.
    Start(Error<E1>),
    /// The job was started, but how it stands could not be asked.
    Status(OfJob<Error<E2>>),
    /// The job was started, but the answer lacks what is needed to ask for it.
    MissingArgument {
        /// The parameter that the answer has no value for.
        parameter: &'static str,
        /// The job.
        job: Box<Job>,
    },
    /// The job failed: the last answer.
    Failed(OfJob<S>),
    /// The job was not done in time. It may still become so.
    LimitReached {
        /// How long it was waited for.
        limit: Duration,
        /// The last answer, where one came.
        last: Option<Box<S>>,
        /// The job.
        job: Box<Job>,
    },
}

impl<S, E1, E2> WaitError<S, E1, E2> {
    /// The job; `None` where it could not be started.
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
