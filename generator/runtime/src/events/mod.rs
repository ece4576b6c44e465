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

/// The items of an operation's answer, one by one, as they come: a [`Stream`].
///
/// Nothing is sent before it is polled. Dropping it ends the answer. However long the answer is, no more of it is kept than one
/// item, which can be as large as JSON may be (32 MiB unless the client says otherwise).
///
/// The time limit of an attempt bounds the time to the answer's headers, and from then on to each of its pieces, a comment of the
/// server's among them; the limit in all ends with the headers. The client's cap on the size of bodies doesn't hold.
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
    /// Takes server-sent events up again where the connection breaks, or is silent for too long: the request is sent once more,
    /// with the last event's id as `Last-Event-ID`, after the wait that the server asked for (`retry`; otherwise 3 seconds).
    /// Without an id it can't be done, and where it fails five times without an event in between, the error is given.
    pub fn reconnecting(mut self) -> Self {
        self.items.reconnect();
        self
    }

    /// The id of the last event that had one: a later request with it as `Last-Event-ID` takes the stream up again.
    pub fn last_event_id(&self) -> Option<&str> {
        self.items.last_event_id()
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn operation_id(&self) -> &'static str {
        self.items.operation_id()
    }
}

impl<T, E: ErrorBody> EventStream<T, E> {
    /// The next item, once it has come; `None` at the end.
    ///
    /// # Errors
    ///
    /// Where the request fails, the answer breaks off, or nothing comes for too long: there is nothing to read after that. Where
    /// an item can't be read, the next call gives the one behind it.
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
