//! A body that is read piece by piece.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use http_body::Body as _;
use tokio::time::{Instant, Sleep};

use super::super::api::operation::Operation;
use super::super::error::time_limit_error::TimeLimitError;
use super::super::error::transport_error::TransportError;
use super::super::policy::time_limits::MinRate;
use super::super::response::api_error::ErrorBody;
use super::super::response::content::Content;
use super::super::response::error::{Error, Failure};
use super::super::response::future::refused;
use super::super::transport::attempt::Opened;

/// A request for a download on its way.
pub(crate) type Opening = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send>>;

/// The response to a request for a download.
pub(crate) enum Answer {
    /// A success, whose body is still to come.
    Download(Box<Download>),
    /// Another status.
    Refusal(Box<Content>),
}

/// The future of a download: its [`Download`], once its headers are there, or its [`Error`].
///
/// Nothing is sent before it is polled. Dropping it cancels the request.
#[must_use = "a request is sent when its future is awaited"]
pub struct DownloadFuture<E> {
    operation: &'static str,
    opening: Opening,
    error: PhantomData<fn() -> E>,
}

impl<E> DownloadFuture<E> {
    pub(crate) fn new(operation: &'static str, opening: Opening) -> Self {
        Self { operation, opening, error: PhantomData }
    }

    pub(crate) fn operation_id(&self) -> &'static str {
        self.operation
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn into_parts(self) -> (&'static str, Opening) {
        (self.operation, self.opening)
    }
}

impl<E: ErrorBody> Future for DownloadFuture<E> {
    type Output = Result<Download, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match ready!(self.opening.as_mut().poll(context))? {
            Answer::Download(download) => Ok(*download),
            Answer::Refusal(content) => Err(refused(*content)),
        })
    }
}

impl<E> fmt::Debug for DownloadFuture<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadFuture").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// How long a download may take.
pub(crate) struct Limits {
    /// From one piece to the next.
    pub(crate) piece: Option<Duration>,
    pub(crate) min_rate: Option<MinRate>,
    /// In all, and when that ends.
    pub(crate) total: Option<(Duration, Instant)>,
}

/// A successful response whose body is read piece by piece: a [`Stream`].
///
/// Dropping it ends the download. The client's limit for the size of bodies doesn't apply.
#[must_use = "a download is read by `chunk`, as a stream or by `to_file`"]
pub struct Download {
    operation: &'static str,
    is_idempotent: bool,
    status: StatusCode,
    headers: HeaderMap,
    /// `None` at its end.
    body: Option<reqwest::Body>,
    length: Option<u64>,
    received: u64,
    limits: Limits,
    timer: Option<Pin<Box<Sleep>>>,
    /// Since when the next piece is awaited, while the timer runs.
    waiting_since: Option<Instant>,
    /// How long the download waited in this period of the minimum rate, and how much came.
    period: (Duration, u64),
}

impl Download {
    pub(crate) fn new(opened: Opened, limits: Limits) -> Self {
        let Opened { operation, status, headers, response, .. } = opened;
        let length = response.content_length();
        Self::of(operation, status, headers, response.into(), length, limits)
    }

    /// A body that was read as a whole.
    pub(crate) fn whole(content: Content, limits: Limits) -> Self {
        let operation = content.described();
        let (status, headers, bytes) = content.into_parts();
        let length = Some(bytes.len() as u64);
        Self::of(operation, status, headers, bytes.into(), length, limits)
    }

    fn of(
        operation: &'static Operation,
        status: StatusCode,
        headers: HeaderMap,
        body: reqwest::Body,
        length: Option<u64>,
        limits: Limits,
    ) -> Self {
        let (body, received, timer, waiting_since, period) = (Some(body), 0, None, None, (Duration::ZERO, 0));
        let (operation, is_idempotent) = (operation.id, operation.is_idempotent());
        Self { operation, is_idempotent, status, headers, body, length, received, limits, timer, waiting_since, period }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The length of the whole body, if the server says it.
    pub fn content_length(&self) -> Option<u64> {
        self.length
    }

    /// The next piece of the body; `None` at its end.
    ///
    /// # Errors
    ///
    /// If the connection breaks, the body ends early or a time limit passes. After that there is nothing more to read.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error<Infallible>> {
        Ok(self.piece().await?)
    }

    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    pub(crate) fn is_idempotent(&self) -> bool {
        self.is_idempotent
    }

    pub(crate) async fn piece(&mut self) -> Result<Option<Bytes>, Failure> {
        poll_fn(|context| self.poll_piece(context)).await
    }

    pub(crate) fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Failure>> {
        let polled = match self.poll_body(context) {
            Poll::Ready(result) => Poll::Ready(result),
            Poll::Pending => self.poll_limits(context).map(Err),
        };
        match &polled {
            Poll::Ready(Ok(Some(bytes))) => {
                let waited = self.waiting_since.take().map_or(Duration::ZERO, |since| since.elapsed());
                self.period.0 = self.period.0.saturating_add(waited);
                self.period.1 = self.period.1.saturating_add(bytes.len() as u64);
            }
            Poll::Ready(_) => self.body = None,
            Poll::Pending => {}
        }
        polled
    }

    fn poll_body(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Failure>> {
        loop {
            let Some(body) = &mut self.body else { return Poll::Ready(Ok(None)) };
            if self.limits.total.is_some_and(|(_, end)| end <= Instant::now()) {
                // `poll_limits` reports it.
                return Poll::Pending;
            }
            let Some(frame) = ready!(Pin::new(body).poll_frame(context)) else {
                return Poll::Ready(self.end());
            };
            let frame = frame.map_err(|error| TransportError::new(self.operation, self.is_idempotent, error))?;
            // Trailers are not part of the body.
            if let Some(bytes) = frame.into_data().ok().filter(|bytes| !bytes.is_empty()) {
                self.received = self.received.saturating_add(bytes.len() as u64);
                return Poll::Ready(Ok(Some(bytes)));
            }
        }
    }

    /// The end of the body, if it is complete.
    fn end(&self) -> Result<Option<Bytes>, Failure> {
        match self.length {
            Some(length) if length != self.received => {
                Err(TransportError::cut_short(self.operation, self.is_idempotent).into())
            }
            _ => Ok(None),
        }
    }

    /// How much longer the download may wait in this period before the required bytes have to be there.
    fn rest_of_period(&mut self) -> Option<Duration> {
        let rate = self.limits.min_rate?;
        if self.period.1 >= rate.bytes {
            self.period = (Duration::ZERO, 0);
        }
        Some(rate.period.saturating_sub(self.period.0))
    }

    /// The limit that passed without data.
    fn poll_limits(&mut self, context: &mut Context<'_>) -> Poll<Failure> {
        let total = self.limits.total;
        if self.waiting_since.is_none() {
            let now = Instant::now();
            let piece = self.limits.piece.and_then(|limit| now.checked_add(limit));
            let period = self.rest_of_period().and_then(|rest| now.checked_add(rest));
            let ends = [piece, period, total.map(|(_, end)| end)];
            let Some(end) = ends.into_iter().flatten().min() else { return Poll::Pending };
            match &mut self.timer {
                Some(timer) => timer.as_mut().reset(end),
                None => self.timer = Some(Box::pin(tokio::time::sleep_until(end))),
            }
            self.waiting_since = Some(now);
        }
        let Some(timer) = &mut self.timer else { return Poll::Pending };
        ready!(timer.as_mut().poll(context));
        let waited = self.waiting_since.map_or(Duration::ZERO, |since| since.elapsed());
        let is_slow = self.limits.piece.is_none_or(|limit| waited < limit);
        let error = match (total, self.limits.piece) {
            (Some((limit, end)), _) if end <= Instant::now() => {
                TimeLimitError::total(self.operation, self.is_idempotent, limit, true)
            }
            _ if is_slow => {
                let period = self.limits.min_rate.map(|rate| rate.period).unwrap_or_default();
                TimeLimitError::rate(self.operation, self.is_idempotent, period)
            }
            (_, limit) => TimeLimitError::attempt(self.operation, self.is_idempotent, limit.unwrap_or_default()),
        };
        Poll::Ready(error.into())
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error<Infallible>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_piece(context).map_err(Error::from).map(Result::transpose)
    }
}

impl fmt::Debug for Download {
    /// Headers may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("content_length", &self.length)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
