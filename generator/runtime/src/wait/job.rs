//! Jobs that were started, with what you need to wait for them again.

use std::fmt;
use std::ops::Deref;

use serde_json::Value;

/// A job that was started: the response of the operation that started it.
///
/// Give it to [`Wait::resume`](super::Wait::resume) to wait for it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    answer: Value,
}

impl Job {
    /// A job from the response of the operation that started it, or from the part of it that identifies the job: its id.
    pub fn new(answer: Value) -> Self {
        Self { answer }
    }

    /// The response of the operation that started the job.
    pub fn answer(&self) -> &Value {
        &self.answer
    }
}

/// The result of a job, together with the job. Use it like the `T` that it holds.
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

    /// The result, by value.
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
