//! Waits for a job: starts it, and asks how it stands until it is done.

pub(super) mod wait_error;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use serde_json::Value;

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
        Wait { start: self, waiter, interval, limit, decode, errors: PhantomData }
    }
}

impl<S, E1, E2> Wait<S, E1, E2> {
    /// Sets how long to wait before the first question. Each further wait is half as long again as the one before, up
    /// to ten times the first.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
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
        let ended = Box::pin(run(self.start, self.waiter, self.interval, self.limit));
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
    Done(Content),
    Failed(Content),
    LimitReached(Duration, Option<Content>),
    MissingArgument(&'static str),
    Start(Problem),
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
            Self::Refused(content) => matches!(content.status(), 429 | 502..=504),
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

async fn run(start: Request, waiter: &'static Waiter, interval: Duration, limit: Duration) -> Ended {
    let client = start.client().clone();
    let clock = &client.shared.transport.clock;
    let mut status = start.sibling(waiter.status);
    let answer = match ask(start).await {
        Ok((_, answer)) => answer,
        Err(problem) => return Ended::Start(problem),
    };
    let began = clock.now();
    for argument in waiter.arguments {
        let value = find(&answer, argument.property).filter(|value| !value.is_null());
        let Some(value) = value else { return Ended::MissingArgument(argument.parameter) };
        status = if argument.is_in_path {
            status.path(argument.parameter, value)
        } else {
            status.query(argument.parameter, value)
        };
    }
    let interval = interval.max(SHORTEST);
    let slowest = interval.saturating_mul(SLOWEST);
    let mut pause = interval;
    let mut last = None;
    loop {
        let left = limit.saturating_sub(clock.now().saturating_duration_since(began));
        if left.is_zero() {
            return Ended::LimitReached(limit, last);
        }
        clock.sleep(pause.min(left)).await;
        pause = pause.saturating_add(pause / 2).min(slowest);
        let mut question = status.clone();
        question.within(left);
        let (content, answer) = match ask(question).await {
            Ok(answered) => answered,
            // The job goes on, and so do the questions while there is time.
            Err(problem) if problem.is_temporary() => {
                let left = limit.saturating_sub(clock.now().saturating_duration_since(began));
                if left.is_zero() {
                    return Ended::Status(problem);
                }
                continue;
            }
            Err(problem) => return Ended::Status(problem),
        };
        let value = find(&answer, waiter.field).and_then(text);
        let is_among = |values: &[&str]| value.as_deref().is_some_and(|value| values.contains(&value));
        if is_among(waiter.done) {
            return Ended::Done(content);
        }
        if is_among(waiter.failed) {
            return Ended::Failed(content);
        }
        last = Some(content);
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
        accepted::<S, E2>(content, decoded).map(Response::into_body).map_err(WaitError::Status)
    };
    match ended {
        Ended::Done(content) => read(content),
        Ended::Failed(content) => Err(WaitError::Failed(Box::new(read(content)?))),
        Ended::LimitReached(limit, last) => {
            let last = last.map(read).transpose()?.map(Box::new);
            Err(WaitError::LimitReached { limit, last })
        }
        Ended::MissingArgument(parameter) => Err(WaitError::MissingArgument { parameter }),
        Ended::Start(problem) => Err(WaitError::Start(problem.into_error())),
        Ended::Status(problem) => Err(WaitError::Status(problem.into_error())),
    }
}
