//! The futures of requests. They are named, so that builders can name them, and hold a boxed future that is not generic.
//!
//! Only the last step, decoding, is compiled for each operation.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::super::error::time_limit_error::TimeLimitError;
use super::Response;
use super::api_error::{ApiError, ErrorBody};
use super::content::{Content, DecodeFailure};
use super::decoding::Decoding;
use super::error::{Error, Failure};
use super::redirection::Redirection;
use super::response_error::{DecodeError, UnexpectedResponse};

/// A request on its way.
pub(crate) type Exchange = Pin<Box<dyn Future<Output = Result<Content, Failure>> + Send>>;

/// The future of a request: its [`Response`] with status and headers, or its [`Error`].
///
/// Nothing is sent before it is polled. Dropping it cancels the request.
#[must_use = "a request is sent when its future is awaited"]
pub struct ResponseFuture<T, E> {
    exchange: Exchange,
    /// A large response that is being decoded.
    decoding: Option<Decoding<Result<T, DecodeFailure>>>,
    decode: fn(&Content) -> Result<T, DecodeFailure>,
    error: PhantomData<fn() -> E>,
}

impl<T, E> ResponseFuture<T, E> {
    pub(crate) fn new(exchange: Exchange, decode: fn(&Content) -> Result<T, DecodeFailure>) -> Self {
        Self { exchange, decoding: None, decode, error: PhantomData }
    }

    /// The same request, but only the body of its response.
    pub fn into_body(self) -> BodyFuture<T, E> {
        BodyFuture { response: self }
    }
}

impl<T: Send + 'static, E: ErrorBody> Future for ResponseFuture<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        if let Some(decoding) = &mut self.decoding {
            let (content, decoded) = ready!(decoding.poll(context));
            let decoded = decoded.unwrap_or_else(|| decode(&content));
            return Poll::Ready(accepted(content, decoded));
        }
        let exchanged = match ready!(self.exchange.as_mut().poll(context)) {
            Ok(content) if content.is_success() => {
                self.decoding = Decoding::start(&content, decode);
                if self.decoding.is_some() {
                    return self.poll(context);
                }
                Ok(content)
            }
            exchanged => exchanged,
        };
        Poll::Ready(finish(exchanged, decode))
    }
}

impl<T, E> fmt::Debug for ResponseFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

/// The future of a request: the body of its response, or its [`Error`].
///
/// Nothing is sent before it is polled. Dropping it cancels the request.
#[must_use = "a request is sent when its future is awaited"]
pub struct BodyFuture<T, E> {
    response: ResponseFuture<T, E>,
}

impl<T: Send + 'static, E: ErrorBody> Future for BodyFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.response).poll(context).map_ok(Response::into_body)
    }
}

impl<T, E> fmt::Debug for BodyFuture<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyFuture").finish_non_exhaustive()
    }
}

/// Reads a response: a success with `decode`, any other status by the operation's error type.
pub(crate) fn finish<T, E: ErrorBody>(
    exchanged: Result<Content, Failure>,
    decode: fn(&Content) -> Result<T, DecodeFailure>,
) -> Result<Response<T>, Error<E>> {
    let content = exchanged?;
    if content.is_success() {
        let decoded = decode(&content);
        return accepted(content, decoded);
    }
    Err(refused(content))
}

/// The response of a successful request, with its decoded body.
pub(crate) fn accepted<T, E>(content: Content, decoded: Result<T, DecodeFailure>) -> Result<Response<T>, Error<E>> {
    match decoded {
        Ok(body) => Ok(Response::new(content, body)),
        Err(failure) => Err(unreadable(content, failure)),
    }
}

/// The error of a successful response that could not be decoded.
pub(crate) fn unreadable<E>(content: Content, failure: DecodeFailure) -> Error<E> {
    if failure.is_unexpected() {
        return UnexpectedResponse::new(content, failure).into();
    }
    if let Some(limit) = failure.passed_limit() {
        let operation = content.described();
        let error = TimeLimitError::total(operation.id, operation.is_idempotent(), limit, true);
        return Error::TimeLimit(Box::new(error));
    }
    #[cfg(feature = "tracing")]
    tracing::debug!(operation = content.operation(), failure = "decode", path = failure.path(), "unreadable");
    DecodeError::new(content, failure).into()
}

/// The error of a response whose status is not a success.
pub(crate) fn refused<E: ErrorBody>(content: Content) -> Error<E> {
    if let Some(failure) = content.surprise() {
        return UnexpectedResponse::new(content, failure).into();
    }
    if content.is_redirection() {
        return Redirection::new(content).into();
    }
    match E::decode(&content) {
        Ok(body) => ApiError::new(content, body).into(),
        Err(failure) => UnexpectedResponse::new(content, failure).into(),
    }
}
