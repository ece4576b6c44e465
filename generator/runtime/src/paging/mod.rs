//! Requests one page after the other: how a page leads to the request of the next one, for all operations.

pub(super) mod pages;

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::task::{Context, Poll};

use http::HeaderMap;
use serde_json::Value;

use super::error::local_error::LocalError;
use super::request::Request;
use super::response::content::Content;
use super::response::error::Failure;
use super::response::future::Exchange;
use super::sending::exchange;
use super::uri::link;

/// How an operation's lists are paged.
#[derive(Debug)]
pub struct Paging {
    /// How the next page is requested.
    pub style: PagingStyle,
    /// The names that lead to the items; none if the response itself is the list.
    pub items: &'static [&'static str],
}

/// How the next page is requested. Parameters are query parameters.
#[derive(Debug)]
pub enum PagingStyle {
    /// By the number of items to skip.
    Offset {
        /// The parameter for that number.
        parameter: &'static str,
        /// How many items a page has.
        size: PageSize,
    },
    /// By the page's number.
    Page {
        /// The parameter for that number.
        parameter: &'static str,
        /// How many items a page has, if that is known.
        size: Option<PageSize>,
        /// The number of the first page.
        first: u64,
    },
    /// By a text in the last page.
    Cursor {
        /// The parameter that it is sent as.
        parameter: &'static str,
        /// Where the last page has the text.
        next: CursorPlace,
    },
    /// By the URL of the `Link` header.
    Link,
}

/// How many items a page has.
#[derive(Debug)]
pub struct PageSize {
    /// The parameter for that number.
    pub parameter: &'static str,
    /// The number if the parameter is not set.
    pub default: Option<u64>,
    /// The largest number that the server allows.
    pub maximum: Option<u64>,
}

/// Where a page has the cursor of the next one.
#[derive(Debug)]
pub enum CursorPlace {
    /// In the body, by the names that lead to it.
    Body(&'static [&'static str]),
    /// In a header.
    Header(&'static str),
}

/// Sends the request of one page after the other.
pub(crate) struct Pager {
    paging: &'static Paging,
    /// The request of the next page, or of the current one.
    request: Request,
    exchange: Option<Exchange>,
    place: Place,
    /// The cursors and links so far, as hashes: a repeated one would lead in a circle.
    seen: HashSet<u64>,
    hasher: RandomState,
    pages_left: Option<usize>,
    /// The last page, if there was one.
    last: Option<Turned>,
    /// Why there can't be another page. This error takes the place of the page.
    failure: Option<Failure>,
    is_over: bool,
}

/// A page that was received.
#[derive(Debug, Clone, Copy)]
struct Turned {
    /// The hash of its body.
    body: u64,
    /// Whether it had fewer items than a page has.
    is_short: bool,
    /// Whether the server said how many items there are, and more have to come.
    is_counted: bool,
}

/// Where the next page is.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The number of the page; unused if pages have none.
    page: u64,
    /// How many items are before it, if that is known.
    items: Option<u64>,
    /// How many items it has, if that is known.
    size: Option<u64>,
}

impl Paging {
    /// How many items a page has, if a parameter says so.
    fn size(&self) -> Option<&PageSize> {
        match &self.style {
            PagingStyle::Offset { size, .. } => Some(size),
            PagingStyle::Page { size, .. } => size.as_ref(),
            PagingStyle::Cursor { .. } | PagingStyle::Link => None,
        }
    }
}

impl Pager {
    #[cfg(feature = "blocking")]
    pub(crate) fn operation_id(&self) -> &'static str {
        self.request.operation_id()
    }

    pub(crate) fn new(mut request: Request, paging: &'static Paging) -> Self {
        // The size is always sent, because a server's default may differ from the documented one.
        if let Some((size, number)) = paging.size().and_then(|size| Some((size, size.default?)))
            && request.query_value(size.parameter).is_none()
        {
            request.set_query(size.parameter, size.maximum.map_or(number, |maximum| number.min(maximum)));
        }
        let place = Place::first(&request, &paging.style);
        Self {
            paging,
            request,
            exchange: None,
            place,
            seen: HashSet::new(),
            hasher: RandomState::new(),
            pages_left: None,
            last: None,
            failure: None,
            is_over: false,
        }
    }

    pub(crate) fn items(&self) -> &'static [&'static str] {
        self.paging.items
    }

    pub(crate) fn limit(&mut self, pages: usize) {
        self.pages_left = Some(pages);
    }

    /// The response to the request of the next page. Until [`turn`](Self::turn) is called, it is always the same page.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Content, Failure>>> {
        let mut exchange = if let Some(exchange) = self.exchange.take() {
            exchange
        } else if self.pages_left == Some(0) {
            return Poll::Ready(None);
        } else if let Some(failure) = self.failure.take() {
            return Poll::Ready(Some(Err(failure)));
        } else if self.is_over {
            return Poll::Ready(None);
        } else {
            Box::pin(exchange(self.request.clone()))
        };
        if let Poll::Ready(result) = exchange.as_mut().poll(context) {
            return Poll::Ready(self.looked_at(result));
        }
        self.exchange = Some(exchange);
        Poll::Pending
    }

    /// The response, unless it means the end of the list.
    fn looked_at(&mut self, result: Result<Content, Failure>) -> Option<Result<Content, Failure>> {
        let (Ok(content), Some(last)) = (&result, self.last) else { return Some(result) };
        let refusals: &[u16] = match self.paging.style {
            PagingStyle::Offset { .. } => &[400],
            PagingStyle::Page { .. } => &[400, 404],
            PagingStyle::Cursor { .. } | PagingStyle::Link => return Some(result),
        };
        let is_repeated = content.is_success() && self.hash(content) == last.body;
        // Some servers refuse requests beyond the last item. Others ignore pages and repeat a list that fits in one page.
        // If the server said that there is more, neither counts as the end.
        let is_end = refusals.contains(&content.status()) || (is_repeated && last.is_short);
        if is_end && !last.is_counted {
            self.is_over = true;
            return None;
        }
        if !is_repeated {
            return Some(result);
        }
        let what = "the server returns the same page again, so the list would never end";
        Some(Err(LocalError::new(content.operation(), what, None).after_sending().into()))
    }

    fn hash(&self, content: &Content) -> u64 {
        self.hasher.hash_one(content.body())
    }

    /// Goes on to the page after the current one, which had `count` items.
    pub(crate) fn turn(&mut self, content: &Content, count: usize) {
        self.pages_left = self.pages_left.map(|pages| pages.saturating_sub(1));
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        let turned = match &self.paging.style {
            PagingStyle::Offset { parameter, .. } => Ok(self.turn_by_items(parameter, content.headers(), count)),
            PagingStyle::Page { parameter, .. } => Ok(self.turn_by_number(parameter, content.headers(), count)),
            PagingStyle::Cursor { parameter, next } => self.turn_by_cursor(parameter, next, content),
            PagingStyle::Link => self.turn_by_link(content.headers()),
        };
        let is_short = self.place.size.is_some_and(|size| count < size);
        let is_counted = self.place.items.is_some() && total(content.headers()).is_some();
        self.last = Some(Turned { body: self.hash(content), is_short, is_counted });
        self.is_over = !matches!(turned, Ok(true));
        self.failure = turned.err().map(|reason| LocalError::new(content.operation(), reason, None).into());
    }

    fn turn_by_items(&mut self, parameter: &'static str, headers: &HeaderMap, count: u64) -> bool {
        let is_last = self.place.is_last(headers, count);
        let offset = self.place.items.unwrap_or_default().saturating_add(count);
        self.place.items = Some(offset);
        self.request.set_query(parameter, offset);
        !is_last
    }

    fn turn_by_number(&mut self, parameter: &'static str, headers: &HeaderMap, count: u64) -> bool {
        let is_last = self.place.is_last(headers, count);
        self.place.items = self.place.items.map(|items| items.saturating_add(count));
        self.place.page = self.place.page.saturating_add(1);
        self.request.set_query(parameter, self.place.page);
        !is_last
    }

    fn turn_by_cursor(
        &mut self,
        parameter: &'static str,
        place: &CursorPlace,
        content: &Content,
    ) -> Result<bool, String> {
        let cursor = match place {
            CursorPlace::Body(path) => in_body(content, path)?,
            CursorPlace::Header(name) => {
                let value = content.headers().get(*name);
                value.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
            }
        };
        let Some(cursor) = cursor.filter(|cursor| !cursor.is_empty()) else { return Ok(false) };
        self.see(&cursor)?;
        self.request.set_query(parameter, cursor);
        Ok(true)
    }

    fn turn_by_link(&mut self, headers: &HeaderMap) -> Result<bool, String> {
        let Some(reference) = link::next(headers) else { return Ok(false) };
        let Some(current) = self.request.url() else { return Ok(false) };
        let mut next =
            current.join(&reference).map_err(|error| format!("the link to the next page is not a URL: {error}"))?;
        next.set_fragment(None);
        if next.origin() != current.origin() {
            return Err(format!(
                "the link to the next page leads to another server, {}, which gets no credentials and no request",
                next.origin().ascii_serialization()
            ));
        }
        // A link may also lead back to the first page.
        if self.seen.is_empty() {
            self.see(current.as_str())?;
        }
        self.see(next.as_str())?;
        self.request.follow(next);
        Ok(true)
    }

    /// Remembers what leads to a page.
    fn see(&mut self, cursor: &str) -> Result<(), String> {
        let is_new = self.seen.insert(self.hasher.hash_one(cursor));
        let repeated = || "the server names an earlier page as the next one, so the list would never end".to_owned();
        if is_new { Ok(()) } else { Err(repeated()) }
    }
}

impl Place {
    /// Where the caller's request starts.
    fn first(request: &Request, style: &PagingStyle) -> Self {
        let number = |parameter: &str| request.query_value(parameter).and_then(|text| text.parse::<u64>().ok());
        let size = |size: &PageSize| {
            let size_of_request = number(size.parameter).or(size.default);
            size_of_request.map(|number| size.maximum.map_or(number, |maximum| number.min(maximum)))
        };
        match style {
            PagingStyle::Offset { parameter, size: page_size } => {
                Self { page: 0, items: Some(number(parameter).unwrap_or_default()), size: size(page_size) }
            }
            PagingStyle::Page { parameter, size: page_size, first } => {
                let page = number(parameter).unwrap_or(*first);
                let size = page_size.as_ref().and_then(size);
                let before = page.saturating_sub(*first);
                let items = if before == 0 { Some(0) } else { size.map(|size| size.saturating_mul(before)) };
                Self { page, items, size }
            }
            PagingStyle::Cursor { .. } | PagingStyle::Link => Self { page: 0, items: None, size: None },
        }
    }

    /// Whether a page of `count` items is the last one. If the server says how many items there are, that decides. Otherwise only an
    /// empty page is the last: a server's pages may be smaller than documented, and may differ in size.
    fn is_last(&self, headers: &HeaderMap, count: u64) -> bool {
        match (total(headers), self.items) {
            _ if count == 0 => true,
            (Some(total), Some(before)) => before.saturating_add(count) >= total,
            _ => false,
        }
    }
}

/// How many items there are, if the server says so.
fn total(headers: &HeaderMap) -> Option<u64> {
    headers.get("X-Total-Count")?.to_str().ok()?.trim().parse().ok()
}

/// The cursor in a body; `None` if it is absent or null.
fn in_body(content: &Content, path: &[&str]) -> Result<Option<String>, String> {
    if matches!(content.status(), 204 | 205) {
        return Ok(None);
    }
    let body: Value = content.json().map_err(|failure| failure.to_string())?;
    let value = path.iter().try_fold(&body, |value, name| value.get(name));
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(format!("`{}`, which leads to the next page, is neither text nor number", path.join("."))),
    }
}
