//! Pages and their items, as streams: the part of paging that is compiled for each operation.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::super::request::Request;
use super::super::response::Response;
use super::super::response::api_error::ErrorBody;
use super::super::response::content::{Content, DecodeFailure};
use super::super::response::decoding::Decoding;
use super::super::response::error::Error;
use super::super::response::future::{accepted, refused, unreadable};
use super::super::response::page_items::{PageDecoder, PageItems, SingleItems};
use super::{Pager, Paging};

/// The pages of an operation: a stream of [`Response`]s, each with the items of one page.
///
/// A page is requested when you poll for it, and not before. The first request is the one that you built; it sets where to start,
/// and how many items a page has. Each request is sent like any other: with retries, within time limits, signed in.
///
/// As a stream it ends with the first error. If you call [`next`](Self::next) again, it requests the same page again, so nothing
/// is lost.
#[must_use = "pages are only requested when you poll for them"]
pub struct Pages<T, E> {
    pager: Pager,
    /// A large page that is being decoded.
    decoding: Option<Decoding<PageResult<T>>>,
    decode: PageDecoder<T>,
    /// Whether the stream has ended with an error.
    has_failed: bool,
    error: PhantomData<fn() -> E>,
}

/// The items of all pages of an operation: a stream.
///
/// See [`Pages`] for when pages are requested. An item that can't be read is an error, and the next call returns the item after it,
/// also as a stream.
#[must_use = "items are only requested when you poll for them"]
pub struct Items<T, E> {
    pages: Pages<T, E>,
    page: std::vec::IntoIter<T>,
    /// The rest of a page with an item that can't be read.
    singles: Option<SingleItems>,
    /// Whether the last error was an item that can be skipped.
    is_passable: bool,
    left: Option<usize>,
}

impl Request {
    /// The pages of the operation; their requests are sent when you poll for them.
    ///
    /// If the caller sets no page size and a default is documented, the requests set it.
    pub fn pages<T, E>(self, paging: &'static Paging, decode: PageDecoder<T>) -> Pages<T, E> {
        Pages { pager: Pager::new(self, paging), decoding: None, decode, has_failed: false, error: PhantomData }
    }

    /// Asks how many items there are, with this parameter, unless the caller set it.
    pub fn counted_by(mut self, parameter: &'static str) -> Self {
        if self.query_value(parameter).is_none() {
            self.set_query(parameter, true);
        }
        self
    }
}

/// The result of decoding a page.
type PageResult<T> = Result<PageItems<T>, DecodeFailure>;

/// A page, and its decoded items.
type Decoded<T, E> = Result<(Content, PageResult<T>), Error<E>>;

/// The result of requesting a page.
type PageResponse<T, E> = Result<Response<Vec<T>>, Error<E>>;

impl<T, E> Pages<T, E> {
    /// Ends after this many pages, whatever the server says.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.pager.limit(pages);
        self
    }

    /// The items of the pages, one by one.
    pub fn into_items(self) -> Items<T, E> {
        Items { pages: self, page: Vec::new().into_iter(), singles: None, is_passable: false, left: None }
    }
}

impl<T: Send + 'static, E: ErrorBody> Pages<T, E> {
    /// Requests the next page; `None` if there is none.
    ///
    /// # Errors
    ///
    /// If the request fails. The next call requests the same page again.
    pub async fn next(&mut self) -> Result<Option<Response<Vec<T>>>, Error<E>> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<PageResponse<T, E>>> {
        let Some(came) = ready!(self.poll_decoded(context)) else { return Poll::Ready(None) };
        Poll::Ready(Some(came.and_then(|(content, decoded)| {
            if let Ok(page) = &decoded {
                self.pager.turn(&content, page.count);
            }
            accepted(content, decoded.map(|page| page.items))
        })))
    }

    /// The successful response with the next page, and its decoded items.
    fn poll_decoded(&mut self, context: &mut Context<'_>) -> Poll<Option<Decoded<T, E>>> {
        let (decode, path) = (self.decode, self.pager.items());
        if let Some(decoding) = &mut self.decoding {
            let (content, decoded) = ready!(decoding.poll(context));
            self.decoding = None;
            let decoded = decoded.unwrap_or_else(|| decoded_page(&content, decode, path));
            return Poll::Ready(Some(Ok((content, decoded))));
        }
        Poll::Ready(match ready!(self.pager.poll(context)) {
            Some(Ok(content)) if content.is_success() => {
                self.decoding = Decoding::start(&content, move |content| decoded_page(content, decode, path));
                if self.decoding.is_some() {
                    return self.poll_decoded(context);
                }
                let decoded = decoded_page(&content, decode, path);
                Some(Ok((content, decoded)))
            }
            Some(Ok(content)) => Some(Err(refused(content))),
            Some(Err(failure)) => Some(Err(failure.into())),
            None => None,
        })
    }
}

fn decoded_page<T>(content: &Content, decode: PageDecoder<T>, path: &[&str]) -> PageResult<T> {
    content.decode_asked(content.described().accept, |content| decode(content, path))
}

impl<T, E> Items<T, E> {
    /// Ends after this many pages, whatever the server says.
    pub fn max_pages(mut self, pages: usize) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// Ends after this many items, and requests no more pages than that takes.
    pub fn max_items(mut self, items: usize) -> Self {
        self.left = Some(items);
        self
    }
}

impl<T, E> Items<T, E> {
    /// The next item, if it is there already and may be returned.
    pub(crate) fn ready(&mut self) -> Option<T> {
        if self.left == Some(0) {
            return None;
        }
        let item = self.page.next()?;
        self.left = self.left.map(|left| left.saturating_sub(1));
        Some(item)
    }

    /// Whether the last error was an item, so that the next item can be returned.
    #[cfg(feature = "blocking")]
    pub(crate) fn is_passable(&self) -> bool {
        self.is_passable
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn operation_id(&self) -> &'static str {
        self.pages.pager.operation_id()
    }
}

impl<T: Send + 'static, E: ErrorBody> Items<T, E> {
    /// Returns the next item, and requests the next page if the current one has no more; `None` if there is none.
    ///
    /// # Errors
    ///
    /// If the request of a page fails: the next call requests the same page again. If an item can't be read: the next call returns the
    /// item after it.
    pub async fn next(&mut self) -> Result<Option<T>, Error<E>> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        self.is_passable = false;
        loop {
            if let Some(item) = self.ready() {
                return Poll::Ready(Some(Ok(item)));
            }
            if self.left == Some(0) {
                return Poll::Ready(None);
            }
            if let Some(next) = self.singles.as_mut().map(Iterator::next) {
                let Some((content, place)) = next else {
                    self.singles = None;
                    continue;
                };
                match (self.pages.decode)(&content, &[]) {
                    Ok(page) => self.page = page.items.into_iter(),
                    Err(failure) => {
                        self.is_passable = true;
                        return Poll::Ready(Some(Err(unreadable(content, failure.at(&place)))));
                    }
                }
                continue;
            }
            match ready!(self.pages.poll_decoded(context)) {
                Some(Ok((content, decoded))) => {
                    if let Err(error) = self.turn_to(content, decoded) {
                        return Poll::Ready(Some(Err(error)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// Takes the items of a page: all at once, or one by one if one of them can't be read.
    fn turn_to(&mut self, content: Content, decoded: PageResult<T>) -> Result<(), Error<E>> {
        let pager = &mut self.pages.pager;
        match decoded {
            Ok(page) => {
                pager.turn(&content, page.count);
                self.page = page.items.into_iter();
            }
            Err(failure) => match SingleItems::of(&content, pager.items()) {
                Some(singles) => {
                    pager.turn(&content, singles.len());
                    self.singles = Some(singles);
                }
                None => return Err(unreadable(content, failure)),
            },
        }
        Ok(())
    }
}

// Nothing in either is pinned.
impl<T, E> Unpin for Pages<T, E> {}
impl<T, E> Unpin for Items<T, E> {}

impl<T: Send + 'static, E: ErrorBody> Stream for Pages<T, E> {
    type Item = PageResponse<T, E>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.has_failed {
            return Poll::Ready(None);
        }
        let page = ready!(this.poll_page(context));
        this.has_failed = matches!(page, Some(Err(_)));
        Poll::Ready(page)
    }
}

impl<T: Send + 'static, E: ErrorBody> Stream for Items<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        if this.pages.has_failed {
            return Poll::Ready(None);
        }
        let item = ready!(this.poll_item(context));
        this.pages.has_failed = matches!(item, Some(Err(_))) && !this.is_passable;
        Poll::Ready(item)
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
