//! Requests that ask for another media type than the usual one.

use std::fmt;

use super::super::request::Request;
use super::super::request::options::RequestOptions;
use super::super::response::api_error::ErrorBody;
use super::super::response::content::{Content, DecodeFailure};
use super::super::response::future::{BodyFuture, ResponseFuture};
use super::super::transfer::download::DownloadFuture;

/// A request that asks for the response as another documented media type than the usual one: its body is a `T`.
///
/// If you await it you get the body, and with [`send`](Self::send) the whole response. A response of another documented media type is
/// [`Error::Decode`](super::super::response::error::Error::Decode).
#[must_use = "a request is sent when it is awaited"]
pub struct Negotiated<T, E> {
    pub(crate) request: Request,
    pub(crate) decode: fn(&Content) -> Result<T, DecodeFailure>,
    error: std::marker::PhantomData<fn() -> E>,
}

impl Request {
    /// The request with that value of `Accept`; `decode` reads the body if the status is a success.
    pub fn negotiated<T, E>(
        mut self,
        accept: &'static str,
        decode: fn(&Content) -> Result<T, DecodeFailure>,
    ) -> Negotiated<T, E> {
        self.accept(accept);
        Negotiated { request: self, decode, error: std::marker::PhantomData }
    }
}

impl<T, E> Negotiated<T, E> {
    /// Options for this request only, in place of those set before: headers, time limits, retries.
    pub fn options(mut self, options: RequestOptions) -> Self {
        self.request = self.request.options(options);
        self
    }

    /// Sends the request and returns the response: its status, its headers and its body.
    pub fn send(self) -> ResponseFuture<T, E> {
        self.request.send(self.decode)
    }

    /// Sends the request and returns the response with an unread body: read it as a stream, or write it straight to a file.
    pub fn download(self) -> DownloadFuture<E> {
        self.request.download()
    }
}

impl<T: Send + 'static, E: ErrorBody> IntoFuture for Negotiated<T, E> {
    type Output = <BodyFuture<T, E> as Future>::Output;
    type IntoFuture = BodyFuture<T, E>;

    fn into_future(self) -> Self::IntoFuture {
        self.send().into_body()
    }
}

impl<T, E> Clone for Negotiated<T, E> {
    fn clone(&self) -> Self {
        Self { request: self.request.clone(), ..*self }
    }
}

impl<T, E> fmt::Debug for Negotiated<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Negotiated").field(&self.request).finish()
    }
}
