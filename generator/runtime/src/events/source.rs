//! Where items come from: a request, its answer as it arrives, and the same once more where that breaks. Compiled once for all
//! streams.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::BytesMut;
use http::header::CONTENT_TYPE;

use super::super::error::transport_error::TransportError;
use super::super::request::Request;
use super::super::response::content::{Content, DecodeFailure};
use super::super::response::error::Failure;
use super::super::sending::open_endless;
use super::super::transfer::download::{Answer, Download};
use super::decode::Item;
use super::format::{EventFormat, Framing};
use super::framer::{Framer, TooLarge};

/// How often a stream is continued without an event in between.
const MOST_ATTEMPTS: u32 = 5;

/// How long to wait before that, unless the server says so.
const USUAL_WAIT: Duration = Duration::from_secs(3);

/// How long a server can make it wait.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// How much is read of a response that is not a stream, in bytes.
const MAX_EXCERPT: usize = 64 << 10;

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Why there is no further item.
pub(super) enum Broken {
    Failed(Failure),
    /// The status is not a success.
    Refused(Box<Content>),
    Unreadable(Box<Content>, DecodeFailure),
}

/// The response to a request, if it is a success.
struct Reading {
    download: Download,
    framer: Framer,
    item: Item,
}

enum State {
    Start,
    Waiting(Boxed<()>),
    Opening(Boxed<Result<(Content, Answer), Failure>>),
    Reading(Box<Reading>),
    /// A response that is not a stream, and the start of its body.
    Excerpt(Box<Content>, Box<Download>, BytesMut),
    End,
}

/// The items of a response.
pub(super) struct Items {
    format: &'static EventFormat,
    request: Request,
    state: State,
    reconnects: bool,
    /// How often the stream was continued since the last event.
    attempts: u32,
    last_id: Option<String>,
    wait: Duration,
}

impl Items {
    pub(super) fn new(request: Request, format: &'static EventFormat) -> Self {
        let (state, wait) = (State::Start, USUAL_WAIT);
        Self { format, request, state, reconnects: false, attempts: 0, last_id: None, wait }
    }

    pub(super) fn reconnect(&mut self) {
        self.reconnects = true;
    }

    pub(super) fn last_event_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    #[cfg(feature = "blocking")]
    pub(super) fn operation_id(&self) -> &'static str {
        self.request.operation_id()
    }

    /// The next item; `None` at the end, and after a failure.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<&Item, Broken>>> {
        let polled = ready!(self.poll_state(context));
        let broken = match polled {
            Ok(true) => {
                self.attempts = 0;
                return Poll::Ready(match &self.state {
                    State::Reading(reading) => Some(Ok(&reading.item)),
                    _ => None,
                });
            }
            Ok(false) => None,
            Err(broken) => Some(Err(broken)),
        };
        self.state = State::End;
        Poll::Ready(broken)
    }

    /// Whether there is an item, in the state, or the end.
    fn poll_state(&mut self, context: &mut Context<'_>) -> Poll<Result<bool, Broken>> {
        loop {
            match &mut self.state {
                State::End => return Poll::Ready(Ok(false)),
                State::Start => self.open(),
                State::Waiting(waiting) => {
                    ready!(waiting.as_mut().poll(context));
                    self.open();
                }
                State::Opening(opening) => match ready!(opening.as_mut().poll(context)) {
                    Ok((content, Answer::Download(download))) => self.read(content, download),
                    Ok((_, Answer::Refusal(content))) => return Poll::Ready(Err(Broken::Refused(content))),
                    Err(failure) => self.take_up_again(failure)?,
                },
                State::Reading(reading) => {
                    let polled = ready!(reading.poll_next(context, self.format));
                    self.last_id = reading.framer.last_id().cloned();
                    self.wait = reading.item.frame.retry.unwrap_or(self.wait);
                    match polled {
                        Err(Broken::Failed(failure)) => self.take_up_again(failure)?,
                        polled => return Poll::Ready(polled),
                    }
                }
                State::Excerpt(content, download, start) => {
                    let piece = ready!(download.poll_piece(context)).ok().flatten();
                    if let Some(piece) = piece.filter(|_| start.len() < MAX_EXCERPT) {
                        start.extend_from_slice(&piece);
                        continue;
                    }
                    content.set_body(std::mem::take(start).freeze());
                    let failure = DecodeFailure::because("it is not the stream of items that was asked for");
                    return Poll::Ready(Err(Broken::Unreadable(content.clone(), failure)));
                }
            }
        }
    }

    fn open(&mut self) {
        let mut request = self.request.clone();
        if let Some(id) = &self.last_id {
            request.after_event(id);
        }
        self.state = State::Opening(Box::pin(open_endless(request)));
    }

    fn read(&mut self, content: Content, download: Box<Download>) {
        let media_type = content.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let framing = Framing::of(media_type);
        let is_json = media_type.to_ascii_lowercase().contains("json");
        if framing.is_none() && is_json && self.format.framing == Framing::Events {
            self.state = State::Excerpt(Box::new(content), download, BytesMut::new());
            return;
        }
        let mut framer = Framer::new(framing.unwrap_or(self.format.framing), content.max_json_size());
        framer.take_up(self.last_id.clone());
        self.state = State::Reading(Box::new(Reading { download: *download, framer, item: Item::new(content) }));
    }

    /// Waits before the request is sent again, if that is possible.
    fn take_up_again(&mut self, failure: Failure) -> Result<(), Broken> {
        let is_passing = matches!(failure, Failure::Transport(_) | Failure::TimeLimit(_));
        if !self.reconnects || !is_passing || self.last_id.is_none() || self.attempts >= MOST_ATTEMPTS {
            return Err(Broken::Failed(failure));
        }
        self.attempts += 1;
        let clock = &self.request.client().shared.transport.clock;
        self.state = State::Waiting(clock.sleep(self.wait.min(LONGEST_WAIT)));
        Ok(())
    }
}

impl Reading {
    /// Whether the next item has come, or the end.
    fn poll_next(&mut self, context: &mut Context<'_>, format: &EventFormat) -> Poll<Result<bool, Broken>> {
        loop {
            let frame = self.framer.next().map_err(|TooLarge| self.too_large())?;
            let (frame, is_end) = match frame {
                Some(frame) => (Some(frame), false),
                None => match ready!(self.download.poll_piece(context)).map_err(Broken::Failed)? {
                    Some(piece) => {
                        self.framer.push(&piece);
                        continue;
                    }
                    None => (self.framer.end(), true),
                },
            };
            let is_last = |data: &[u8]| format.last.is_some_and(|last| data.trim_ascii() == last.as_bytes());
            return Poll::Ready(match frame {
                Some(frame) if is_last(&frame.data) => Ok(false),
                Some(frame) => {
                    self.item.set(frame);
                    Ok(true)
                }
                None if is_end && format.is_last_required => Err(Broken::Failed(self.cut_short())),
                None => Ok(false),
            });
        }
    }

    fn cut_short(&self) -> Failure {
        let (operation, is_idempotent) = (self.download.operation(), self.download.is_idempotent());
        TransportError::cut_short(operation, is_idempotent).into()
    }

    fn too_large(&self) -> Broken {
        let content = self.item.content.clone();
        let failure = DecodeFailure::because(&format!(
            "an item of it is larger than {} bytes, the limit for one item",
            content.max_json_size()
        ));
        Broken::Unreadable(Box::new(content), failure)
    }
}
