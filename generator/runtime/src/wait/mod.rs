//! Waits for a job: starts it, and asks how it stands until it is done.

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

/// The shortest wait between two questions.
const SHORTEST: Duration = Duration::from_millis(1);

/// How far the wait between two questions grows, in intervals.
const SLOWEST: u32 = 10;

/// How many of the first questions may be answered by 404.
const MOST_MISSING: u32 = 3;

/// How many answers in a row may be unreadable.
const MOST_UNREADABLE: u32 = 1;

/// A job: what has to be known to wait for it.
#[derive(Debug)]
pub struct Waiter {
    /// The operation that says how the job stands.
    pub status: &'static Operation,
    /// Its parameters that the answer of the operation that starts the job has.
    pub arguments: &'static [WaiterArgument],
    /// The names that lead to the property that says how the job stands.
    pub field: &'static [&'static str],
    /// Its values for a job that is done.
    pub done: &'static [&'static str],
    /// Its values for a job that failed.
    pub failed: &'static [&'static str],
    /// How long to wait before the first question.
    pub interval: Duration,
    /// How long to wait in all.
    pub limit: Duration,
}

/// A parameter and the property of an answer that is its value.
#[derive(Debug)]
pub struct WaiterArgument {
    /// The name of the parameter.
    pub parameter: &'static str,
    /// Whether it is one of the path, else one of the query.
    pub is_in_path: bool,
    /// The names that lead to the property.
    pub property: &'static [&'static str],
}

/// A job that is started and waited for once this is awaited: the last answer of the operation that says how the job
/// stands, or a [`WaitError`].
///
/// `S` is that answer, `E1` the errors of starting the job, `E2` those of asking.
#[must_use = "a job is started when this is awaited"]
pub struct Wait<S, E1, E2> {
    start: Request,
    /// The job, where it was started before.
    job: Option<Job>,
    waiter: &'static Waiter,
    interval: Duration,
    limit: Duration,
    decode: fn(&Content) -> Result<S, DecodeFailure>,
    errors: PhantomData<fn() -> (E1, E2)>,
}

impl Request {
    /// Sends the request and waits for the job that it starts; `decode` reads how that stands in the end.
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
    /// Sets how long to wait before the first question. Each further wait is half as long again as the one before, up
    /// to ten times the first.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Waits for a job that was started before, rather than starting one: that of an [error](WaitError::job), or one whose
    /// answer was kept.
    pub fn resume(mut self, job: Job) -> Self {
        self.job = Some(job);
        self
    }

    /// Sets how long to wait in all, from the moment on that the job was started.
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

/// The future of a [`Wait`]. Dropping it stops the waiting, not the job.
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

/// How waiting ended, before types come into it.
enum Ended {
    Start(Problem),
    Started(Job, Outcome),
}

/// What became of a job that was started.
enum Outcome {
    Done(Content),
    Failed(Content),
    LimitReached(Duration, Option<Content>),
    MissingArgument(&'static str),
    Status(Problem),
}

/// What a request can end with in place of a body of JSON.
enum Problem {
    Failure(Failure),
    Refused(Content),
    Unreadable(Content, DecodeFailure),
}

impl Problem {
    /// Whether the same question may be answered later.
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

/// The request that asks how the job stands, or the parameter that the job has no value for.
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

/// Asks how the job stands until it is done.
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
            // The job goes on, and so do the questions while there is time.
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

/// How many more answers are borne that are none.
struct Patience {
    /// That there is no such job: what was just started may not be known everywhere.
    missing: u32,
    /// What can't be read.
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

/// Sends a request whose answer is JSON.
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
