//! Answers that are read item by item, as they come: server-sent events, JSON lines and sequences of JSON.

pub mod decode;
pub(super) mod format;
mod framer;
mod source;

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use self::decode::Item;
use self::format::EventFormat;
use self::source::{Broken, Items};
use super::request::Request;
use super::response::api_error::ErrorBody;
use super::response::content::DecodeFailure;
use super::response::error::Error;
use super::response::future::{refused, unreadable};

/// The items of a streamed response, one by one, as they arrive: a [`Stream`].
///
/// Nothing is sent before it is polled. Dropping it ends the response. Only one item is in memory at a time. Its size is limited
/// like that of all JSON (32 MiB by default).
///
/// The time limit of an attempt applies to the wait for the response's headers, and then to the wait for each piece of the body.
/// A comment from the server counts as a piece. The total time limit ends with the headers. The client's limit for the size of
/// bodies doesn't apply.
#[must_use = "a request is sent when its items are asked for"]
pub struct EventStream<T, E> {
    items: Box<Items>,
    decode: fn(&Item) -> Result<T, DecodeFailure>,
    error: PhantomData<fn() -> E>,
}

impl Request {
    /// Sends the request once the stream is polled; `decode` reads each of its items.
    pub fn events<T, E>(
        mut self,
        format: &'static EventFormat,
        decode: fn(&Item) -> Result<T, DecodeFailure>,
    ) -> EventStream<T, E> {
        self.accept(format.accept);
        if let Some(property) = format.choice {
            self.switch_on(property);
        }
        EventStream { items: Box::new(Items::new(self, format)), decode, error: PhantomData }
    }
}

impl<T, E> EventStream<T, E> {
    /// Connects again if the connection breaks, or is silent for too long: the request of server-sent events is sent again, with
    /// the last event's id as `Last-Event-ID`, after the wait that the server asked for (`retry`; 3 seconds by default). If no
    /// event had an id, or five attempts in a row bring no event, you get the error.
    pub fn reconnecting(mut self) -> Self {
        self.items.reconnect();
        self
    }

    /// The id of the last event that had one. To continue the stream later, send it as `Last-Event-ID`.
    pub fn last_event_id(&self) -> Option<&str> {
        self.items.last_event_id()
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn operation_id(&self) -> &'static str {
        self.items.operation_id()
    }
}

impl<T, E: ErrorBody> EventStream<T, E> {
    /// Waits for the next item; `None` at the end.
    ///
    /// # Errors
    ///
    /// If the request fails, the connection breaks, or nothing comes for too long: after that there is nothing more to read. If
    /// an item can't be read: the next call returns the item after it.
    pub async fn next(&mut self) -> Result<Option<T>, Error<E>> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        let Some(item) = ready!(self.items.poll_next(context)) else { return Poll::Ready(None) };
        Poll::Ready(Some(match item {
            Ok(item) => (self.decode)(item).map_err(|failure| unreadable(item.content.clone(), failure)),
            Err(Broken::Failed(failure)) => Err(failure.into()),
            Err(Broken::Refused(content)) => Err(refused(*content)),
            Err(Broken::Unreadable(content, failure)) => Err(unreadable(*content, failure)),
        }))
    }
}

impl<T, E: ErrorBody> Stream for EventStream<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

impl<T, E> fmt::Debug for EventStream<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").finish_non_exhaustive()
    }
}
