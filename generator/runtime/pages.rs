//! Pages and their items, as streams: the part of paging that is compiled for each operation.

// Which of these an API needs depends on how it pages.
#![allow(dead_code)]

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::api_error::ErrorBody;
use super::error::Error;
use super::future::{accepted, refused};
use super::page_items::PageDecoder;
use super::paging::{Pager, Paging};
use super::request::Request;
use super::response::Response;

/// The pages of an operation's answer: a stream of [`Response`]s, each with the items of one page.
///
/// A page is asked for when it is polled for, and not before. The first request is the one that was built; it sets
/// where to start, and how many items a page has. Each request is sent as any other: with retries, within time limits,
/// signed in.
///
/// After an error the next poll asks for the same page again, so that nothing is lost, and it is for the caller to
/// stop.
#[must_use = "pages are asked for when they are polled for"]
pub struct Pages<T, E> {
    pager: Pager,
    decode: PageDecoder<T>,
    error: PhantomData<fn() -> E>,
}

/// The items of all pages of an operation's answer: a stream.
///
/// See [`Pages`] for when they are asked for.
#[must_use = "items are asked for when they are polled for"]
pub struct Items<T, E> {
    pages: Pages<T, E>,
    page: std::vec::IntoIter<T>,
    left: Option<usize>,
}

impl<T, E> Pages<T, E> {
    pub(super) fn new(request: Request, paging: &'static Paging, decode: PageDecoder<T>) -> Self {
        Self { pager: Pager::new(request, paging), decode, error: PhantomData }
    }

    /// Ends after that many pages, whatever the server says.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.pager.limit(pages);
        self
    }

    /// The items of the pages, one by one.
    pub fn into_items(self) -> Items<T, E> {
        Items { pages: self, page: Vec::new().into_iter(), left: None }
    }
}

impl<T, E: ErrorBody> Pages<T, E> {
    /// Asks for the next page; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Where the request fails. The next call asks for the same page again.
    pub async fn next(&mut self) -> Result<Option<Response<Vec<T>>>, Error<E>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl<T, E> Items<T, E> {
    /// Ends after that many pages, whatever the server says.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// Ends after that many items, without asking for more pages than that takes.
    pub fn max_items(mut self, items: usize) -> Self {
        self.left = Some(items);
        self
    }
}

impl<T, E: ErrorBody> Items<T, E> {
    /// Gives the next item, and asks for the next page where the last one has no more; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Where the request of a page fails. The next call asks for the same page again.
    pub async fn next(&mut self) -> Result<Option<T>, Error<E>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

// Nothing in either is pinned.
impl<T, E> Unpin for Pages<T, E> {}
impl<T, E> Unpin for Items<T, E> {}

impl<T, E: ErrorBody> Stream for Pages<T, E> {
    type Item = Result<Response<Vec<T>>, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let content = match ready!(this.pager.poll(context)) {
            Some(Ok(content)) => content,
            Some(Err(failure)) => return Poll::Ready(Some(Err(failure.into()))),
            None => return Poll::Ready(None),
        };
        if !content.is_success() {
            return Poll::Ready(Some(Err(refused(content))));
        }
        let decoded = (this.decode)(&content, this.pager.items());
        if let Ok(page) = &decoded {
            this.pager.turn(&content, page.count);
        }
        Poll::Ready(Some(accepted(content, decoded.map(|page| page.items))))
    }
}

impl<T, E: ErrorBody> Stream for Items<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            if this.left == Some(0) {
                return Poll::Ready(None);
            }
            if let Some(item) = this.page.next() {
                this.left = this.left.map(|left| left.saturating_sub(1));
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                Some(Ok(page)) => this.page = page.into_body().into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let ready = self.page.len();
        (self.left.map_or(ready, |left| ready.min(left)), self.left)
    }
}

impl<T, E> fmt::Debug for Pages<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<T, E> fmt::Debug for Items<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}
