//! Jobs that were started: what has to be known to wait for them again.

use std::fmt;
use std::ops::Deref;

use serde_json::Value;

/// A job that was started: the answer of the operation that started it.
///
/// Given to [`Wait::resume`](super::Wait::resume), it is waited for again.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    answer: Value,
}

impl Job {
    /// A job by the answer of the operation that started it, or by as much of it as leads to the job: its id.
    pub fn new(answer: Value) -> Self {
        Self { answer }
    }

    /// The answer of the operation that started it.
    pub fn answer(&self) -> &Value {
        &self.answer
    }
}

/// What came of a job, with the job itself: it is used as the `T` that it holds.
pub struct OfJob<T> {
    value: Box<T>,
    job: Box<Job>,
}

impl<T> OfJob<T> {
    pub(crate) fn new(value: T, job: Job) -> Self {
        Self { value: Box::new(value), job: Box::new(job) }
    }

    /// The job.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// What came of it, by value.
    pub fn into_inner(self) -> T {
        *self.value
    }
}

impl<T> Deref for OfJob<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for OfJob<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for OfJob<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}
