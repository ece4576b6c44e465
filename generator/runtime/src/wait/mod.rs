//! Waits for a job: starts it, and requests its status until it is done.

pub(super) mod job;
pub(super) mod wait_error;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use serde_json::Value;

use self::job::{Job, OfJob};
use self::wait_error::WaitError;
use super::api::operation::Operation;
use super::request::Request;
use super::response::Response;
use super::response::api_error::ErrorBody;
use super::response::content::{Content, DecodeFailure};
use super::response::error::{Error, Failure};
use super::response::future::{accepted, refused, unreadable};
use super::sending::exchange;

/// The shortest wait between two status requests.
const SHORTEST: Duration = Duration::from_millis(1);

/// The longest wait between two status requests, in intervals.
const SLOWEST: u32 = 10;

/// How many of the first status requests may get a 404.
const MOST_MISSING: u32 = 3;

/// How many responses in a row may be unreadable.
const MOST_UNREADABLE: u32 = 1;

/// A kind of job, with what is needed to wait for it.
#[derive(Debug)]
pub struct Waiter {
    /// The operation that returns the job's status.
    pub status: &'static Operation,
    /// Its parameters that come from the response of the operation that starts the job.
    pub arguments: &'static [WaiterArgument],
    /// The names that lead to the property with the job's status.
    pub field: &'static [&'static str],
    /// Its values for a job that is done.
    pub done: &'static [&'static str],
    /// Its values for a job that failed.
    pub failed: &'static [&'static str],
    /// How long to wait before the first status request.
    pub interval: Duration,
    /// How long to wait in all.
    pub limit: Duration,
}

/// A parameter, and the property of a response that has its value.
#[derive(Debug)]
pub struct WaiterArgument {
    /// The name of the parameter.
    pub parameter: &'static str,
    /// Whether it is a path parameter; otherwise it is a query parameter.
    pub is_in_path: bool,
    /// The names that lead to the property.
    pub property: &'static [&'static str],
}

/// A job that starts, and is waited for, when you await this. The result is the last response of the status operation, or a
/// [`WaitError`].
///
/// `S` is that response, `E1` are the errors of starting the job, `E2` the errors of requesting its status.
#[must_use = "a job is started when this is awaited"]
pub struct Wait<S, E1, E2> {
    start: Request,
    /// The job, if it was started before.
    job: Option<Job>,
    waiter: &'static Waiter,
    interval: Duration,
    limit: Duration,
    decode: fn(&Content) -> Result<S, DecodeFailure>,
    errors: PhantomData<fn() -> (E1, E2)>,
}

impl Request {
    /// Sends the request and waits for the job that it starts; `decode` reads its last status.
    pub fn wait<S, E1, E2>(
        self,
        waiter: &'static Waiter,
        decode: fn(&Content) -> Result<S, DecodeFailure>,
    ) -> Wait<S, E1, E2> {
        let (interval, limit) = (waiter.interval, waiter.limit);
        Wait { start: self, job: None, waiter, interval, limit, decode, errors: PhantomData }
    }
}

impl<S, E1, E2> Wait<S, E1, E2> {
    /// Sets how long to wait before the first status request. Each later wait is 1.5 times as long as the one before, up to ten
    /// times the first.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Waits for a job that was started before, instead of starting a new one. Take the job from an [error](WaitError::job), or make it
    /// from a response that you kept.
    pub fn resume(mut self, job: Job) -> Self {
        self.job = Some(job);
        self
    }

    /// Sets how long to wait in all, from the start of the job.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }
}

impl<S, E1: ErrorBody, E2: ErrorBody> IntoFuture for Wait<S, E1, E2> {
    type Output = Result<S, WaitError<S, E1, E2>>;
    type IntoFuture = WaitFuture<S, E1, E2>;

    fn into_future(self) -> Self::IntoFuture {
        let ended = Box::pin(run(self.start, self.job, self.waiter, self.interval, self.limit));
        WaitFuture { ended, decode: self.decode, errors: PhantomData }
    }
}

impl<S, E1, E2> fmt::Debug for Wait<S, E1, E2> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("start", &self.start)
            .field("status", &self.waiter.status.id)
            .field("interval", &self.interval)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}

/// The future of a [`Wait`]. Dropping it stops the wait, not the job.
#[must_use = "a job is started when its future is awaited"]
pub struct WaitFuture<S, E1, E2> {
    ended: Pin<Box<dyn Future<Output = Ended> + Send>>,
    decode: fn(&Content) -> Result<S, DecodeFailure>,
    errors: PhantomData<fn() -> (E1, E2)>,
}

impl<S, E1: ErrorBody, E2: ErrorBody> Future for WaitFuture<S, E1, E2> {
    type Output = Result<S, WaitError<S, E1, E2>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        self.ended.as_mut().poll(context).map(|ended| finish(ended, decode))
    }
}

impl<S, E1, E2> fmt::Debug for WaitFuture<S, E1, E2> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitFuture").finish_non_exhaustive()
    }
}

/// How the wait ended, before types are involved.
enum Ended {
    Start(Problem),
    Started(Job, Outcome),
}

/// The result of a job that was started.
enum Outcome {
    Done(Content),
    Failed(Content),
    LimitReached(Duration, Option<Content>),
    MissingArgument(&'static str),
    Status(Problem),
}

/// How a request can end other than with a body of JSON.
enum Problem {
    Failure(Failure),
    Refused(Content),
    Unreadable(Content, DecodeFailure),
}

impl Problem {
    /// Whether the same request may succeed later.
    fn is_temporary(&self) -> bool {
        match self {
            Self::Failure(Failure::Transport(_) | Failure::TimeLimit(_)) => true,
            Self::Failure(Failure::Credentials(error)) => error.is_temporary(),
            Self::Refused(content) => matches!(content.status(), 408 | 429 | 500 | 502..=504),
            Self::Failure(_) | Self::Unreadable(..) => false,
        }
    }

    fn into_error<E: ErrorBody>(self) -> Error<E> {
        match self {
            Self::Failure(failure) => failure.into(),
            Self::Refused(content) => refused(content),
            Self::Unreadable(content, failure) => unreadable(content, failure),
        }
    }
}

async fn run(start: Request, job: Option<Job>, waiter: &'static Waiter, interval: Duration, limit: Duration) -> Ended {
    let status = start.sibling(waiter.status);
    let job = match job {
        Some(job) => job,
        None => match ask(start).await {
            Ok((_, answer)) => Job::new(answer),
            Err(problem) => return Ended::Start(problem),
        },
    };
    let outcome = match question(status, &job, waiter) {
        Ok(question) => questions(&question, waiter, interval, limit).await,
        Err(parameter) => Outcome::MissingArgument(parameter),
    };
    Ended::Started(job, outcome)
}

/// The status request, or the parameter that the job has no value for.
fn question(mut status: Request, job: &Job, waiter: &'static Waiter) -> Result<Request, &'static str> {
    for argument in waiter.arguments {
        let value = find(job.answer(), argument.property).filter(|value| !value.is_null());
        let value = value.ok_or(argument.parameter)?;
        status = if argument.is_in_path {
            status.path(argument.parameter, value)
        } else {
            status.query(argument.parameter, value)
        };
    }
    Ok(status)
}

/// Requests the job's status until it is done.
async fn questions(status: &Request, waiter: &'static Waiter, interval: Duration, limit: Duration) -> Outcome {
    let clock = &status.client().shared.transport.clock;
    let began = clock.now();
    let interval = interval.max(SHORTEST);
    let slowest = interval.saturating_mul(SLOWEST);
    let mut pause = interval;
    let mut patience = Patience { missing: MOST_MISSING, unreadable: MOST_UNREADABLE };
    let mut last = None;
    loop {
        let left = limit.saturating_sub(clock.now().saturating_duration_since(began));
        if left.is_zero() {
            return Outcome::LimitReached(limit, last);
        }
        clock.sleep(pause.min(left)).await;
        pause = pause.saturating_add(pause / 2).min(slowest);
        let mut question = status.clone();
        question.within(left);
        let (content, answer) = match ask(question).await {
            Ok(answered) => answered,
            // The job goes on, and so do the status requests until the limit.
            Err(problem) if problem.is_temporary() || patience.bears(&problem) => continue,
            Err(problem) => return Outcome::Status(problem),
        };
        patience = Patience { missing: 0, unreadable: MOST_UNREADABLE };
        let value = find(&answer, waiter.field).and_then(text);
        let is_among = |values: &[&str]| value.as_deref().is_some_and(|value| values.contains(&value));
        if is_among(waiter.done) {
            return Outcome::Done(content);
        }
        if is_among(waiter.failed) {
            return Outcome::Failed(content);
        }
        last = Some(content);
    }
}

/// How many more bad responses are ignored.
struct Patience {
    /// 404s: a job that was just started may not be known everywhere.
    missing: u32,
    /// Unreadable responses.
    unreadable: u32,
}

impl Patience {
    fn bears(&mut self, problem: &Problem) -> bool {
        let left = match problem {
            Problem::Refused(content) if content.status() == 404 => &mut self.missing,
            Problem::Unreadable(..) => &mut self.unreadable,
            Problem::Failure(_) | Problem::Refused(_) => return false,
        };
        let is_borne = *left > 0;
        *left = left.saturating_sub(1);
        is_borne
    }
}

/// Sends a request whose response is JSON.
async fn ask(request: Request) -> Result<(Content, Value), Problem> {
    let content = exchange(request).await.map_err(Problem::Failure)?;
    if !content.is_success() {
        return Err(Problem::Refused(content));
    }
    match content.json() {
        Ok(answer) => Ok((content, answer)),
        Err(failure) => Err(Problem::Unreadable(content, failure)),
    }
}

fn find<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    path.iter().try_fold(value, |value, name| value.get(name))
}

/// A value as the configuration writes it.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_true) => Some(is_true.to_string()),
        _ => None,
    }
}

fn finish<S, E1: ErrorBody, E2: ErrorBody>(
    ended: Ended,
    decode: fn(&Content) -> Result<S, DecodeFailure>,
) -> Result<S, WaitError<S, E1, E2>> {
    let read = |content: Content| {
        let decoded = decode(&content);
        accepted::<S, E2>(content, decoded).map(Response::into_body)
    };
    let (job, outcome) = match ended {
        Ended::Started(job, outcome) => (job, outcome),
        Ended::Start(problem) => return Err(WaitError::Start(problem.into_error())),
    };
    let unread = |error, job: &Job| WaitError::Status(OfJob::new(error, job.clone()));
    match outcome {
        Outcome::Done(content) => read(content).map_err(|error| unread(error, &job)),
        Outcome::Failed(content) => {
            let last = read(content).map_err(|error| unread(error, &job))?;
            Err(WaitError::Failed(OfJob::new(last, job)))
        }
        Outcome::LimitReached(limit, last) => {
            let last = last.map(read).transpose().map_err(|error| unread(error, &job))?.map(Box::new);
            Err(WaitError::LimitReached { limit, last, job: Box::new(job) })
        }
        Outcome::MissingArgument(parameter) => Err(WaitError::MissingArgument { parameter, job: Box::new(job) }),
        Outcome::Status(problem) => Err(unread(problem.into_error(), &job)),
    }
}
