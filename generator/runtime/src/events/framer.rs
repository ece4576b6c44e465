//! Takes a body apart as it comes: its bytes go in, and its items come out.
//!
//! Own code, since the crates for server-sent events know neither JSON lines nor sequences, which share all but a few lines of
//! it, and every client would have to compile them (`eventsource-stream` with `nom`), whether it has events or not.

use std::mem::take;
use std::time::Duration;

use bytes::{Bytes, BytesMut};

use super::format::Framing;

/// The record separator of RFC 7464.
const SEPARATOR: u8 = 0x1E;

/// An item as it is in the body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) data: Bytes,
    /// The fields of a server-sent event.
    pub(crate) event_type: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) retry: Option<Duration>,
}

/// An item that is larger than it may be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

/// The part of a body that has arrived and was not returned yet: never more than one item and the piece that it ends in.
#[derive(Debug)]
pub(crate) struct Framer {
    framing: Framing,
    /// How large an item may be, in bytes.
    max_size: usize,
    buffer: BytesMut,
    /// How much of the buffer was looked at.
    searched: usize,
    /// Whether the body has begun: a byte order mark can't come any more.
    has_begun: bool,
    /// Whether a line ended with a carriage return, whose line feed may follow.
    skips_line_feed: bool,
    json: JsonScan,
    event: Partial,
}

/// An event whose end has not arrived yet.
#[derive(Debug, Default)]
struct Partial {
    data: Option<BytesMut>,
    event_type: Option<String>,
    /// Holds for the events that follow, too.
    id: Option<String>,
    retry: Option<Duration>,
}

impl Framer {
    pub(crate) fn new(framing: Framing, max_size: usize) -> Self {
        Self {
            framing,
            max_size,
            buffer: BytesMut::new(),
            searched: 0,
            has_begun: false,
            skips_line_feed: false,
            json: JsonScan::default(),
            event: Partial::default(),
        }
    }

    /// The last id of the body that this one goes on from.
    pub(crate) fn take_up(&mut self, id: Option<String>) {
        self.event.id = id;
    }

    /// The last id that came.
    pub(crate) fn last_id(&self) -> Option<&String> {
        self.event.id.as_ref()
    }

    /// Takes the next piece of the body.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.buffer.extend_from_slice(piece);
    }

    /// The next item, if all of it has arrived.
    pub(crate) fn next(&mut self) -> Result<Option<Frame>, TooLarge> {
        if !self.begin() {
            return Ok(None);
        }
        loop {
            let part = match self.framing {
                Framing::Events => self.line(),
                Framing::Lines => self.until(|byte| byte == b'\n'),
                Framing::Sequence => self.text(),
            };
            let Some(part) = part else { break };
            let frame = match self.framing {
                Framing::Events => self.event.take_line(&part),
                Framing::Lines | Framing::Sequence => json_frame(&part),
            };
            if self.size() > self.max_size || frame.as_ref().is_some_and(|frame| frame.data.len() > self.max_size) {
                return Err(TooLarge);
            }
            if frame.is_some() {
                return Ok(frame);
            }
        }
        if self.size().saturating_add(self.buffer.len()) > self.max_size { Err(TooLarge) } else { Ok(None) }
    }

    /// The item that ends with the body. An event only ends with an empty line: without one, the part that has arrived is
    /// dropped, as the standard says.
    pub(crate) fn end(&mut self) -> Option<Frame> {
        self.has_begun = true;
        match self.framing {
            Framing::Events => None,
            Framing::Lines | Framing::Sequence => json_frame(&take(&mut self.buffer)),
        }
    }

    /// How much is kept of an event.
    fn size(&self) -> usize {
        self.event.data.as_ref().map_or(0, BytesMut::len)
    }

    /// Drops a byte order mark, once it is known whether there is one.
    fn begin(&mut self) -> bool {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        if !self.has_begun {
            if self.buffer.len() < MARK.len() && MARK.starts_with(&self.buffer) {
                return false;
            }
            self.has_begun = true;
            if self.buffer.starts_with(MARK) {
                drop(self.buffer.split_to(MARK.len()));
            }
        }
        true
    }

    /// The bytes before the next byte that `ends` a part.
    fn until(&mut self, mut ends: impl FnMut(u8) -> bool) -> Option<BytesMut> {
        let unseen = self.buffer.get(self.searched..).unwrap_or_default();
        let Some(at) = unseen.iter().position(|byte| ends(*byte)) else {
            self.searched = self.buffer.len();
            return None;
        };
        let mut part = self.buffer.split_to(self.searched.saturating_add(at).saturating_add(1));
        self.searched = 0;
        part.truncate(part.len().saturating_sub(1));
        Some(part)
    }

    /// The next line, which ends with a line feed, a carriage return or both.
    fn line(&mut self) -> Option<BytesMut> {
        if self.skips_line_feed && !self.buffer.is_empty() {
            self.skips_line_feed = false;
            if self.buffer.starts_with(b"\n") {
                drop(self.buffer.split_to(1));
            }
        }
        let mut is_return = false;
        let line = self.until(|byte| {
            is_return = byte == b'\r';
            is_return || byte == b'\n'
        });
        self.skips_line_feed |= line.is_some() && is_return;
        line
    }

    /// The next text of a sequence: it ends where the next begins, or with a line once its JSON is closed, so that nobody waits
    /// for the next one.
    fn text(&mut self) -> Option<BytesMut> {
        let mut scan = take(&mut self.json);
        let text = self.until(|byte| byte == SEPARATOR || (scan.is_closed_by(byte) && byte == b'\n'));
        if text.is_none() {
            self.json = scan;
        }
        text
    }
}

impl Partial {
    /// Takes a line of the body; returns the event that it ends.
    fn take_line(&mut self, line: &[u8]) -> Option<Frame> {
        if line.is_empty() {
            let event_type = self.event_type.take();
            let data = self.data.take()?.freeze();
            return Some(Frame { data, event_type, id: self.id.clone(), retry: self.retry.take() });
        }
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let (name, value) = line.split_at_checked(colon).unwrap_or((line, b""));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"data" => match &mut self.data {
                Some(data) => {
                    data.extend_from_slice(b"\n");
                    data.extend_from_slice(value);
                }
                None => self.data = Some(BytesMut::from(value)),
            },
            b"event" => self.event_type = Some(text()).filter(|text| !text.is_empty()),
            b"id" if !value.contains(&0) => self.id = Some(text()).filter(|text| !text.is_empty()),
            b"retry" if value.iter().all(u8::is_ascii_digit) => {
                self.retry = text().parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // Comments have no name.
            _ => {}
        }
        None
    }
}

/// A JSON text, without white space around it; nothing if there is only white space.
fn json_frame(part: &[u8]) -> Option<Frame> {
    let part = part.strip_prefix(&[SEPARATOR]).unwrap_or(part).trim_ascii();
    (!part.is_empty()).then(|| Frame { data: Bytes::copy_from_slice(part), ..Frame::default() })
}

/// A position in a JSON text.
#[derive(Debug, Default)]
struct JsonScan {
    depth: usize,
    is_text: bool,
    is_escaped: bool,
}

impl JsonScan {
    /// Whether nothing is open after `byte`.
    fn is_closed_by(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.is_text => self.is_escaped = true,
            b'"' => self.is_text = !self.is_text,
            _ if self.is_text => {}
            b'[' | b'{' => self.depth = self.depth.saturating_add(1),
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.depth == 0 && !self.is_text
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// The items of a body that comes in pieces of that size.
    fn frames(framing: Framing, body: &[u8], size: usize) -> Vec<Frame> {
        let mut framer = Framer::new(framing, 1000);
        let mut frames = Vec::new();
        for piece in body.chunks(size) {
            framer.push(piece);
            while let Some(frame) = framer.next().unwrap() {
                frames.push(frame);
            }
        }
        frames.extend(framer.end());
        frames
    }

    fn data(framing: Framing, body: &str) -> Vec<String> {
        let data = |size| {
            let text = |frame: Frame| String::from_utf8(frame.data.to_vec()).unwrap();
            frames(framing, body.as_bytes(), size).into_iter().map(text).collect::<Vec<_>>()
        };
        let whole = data(body.len().max(1));
        for size in 1..body.len() {
            assert_eq!(data(size), whole, "in pieces of {size}");
        }
        whole
    }

    #[test]
    fn events_are_read_as_the_standard_says() {
        let body =
            "\u{FEFF}: hello\n\ndata: a\ndata:b\ndata\n\nevent: x\n\ndata:  c\r\n\rdata: d\r\rid\n\ndata: lost\n";
        assert_eq!(data(Framing::Events, body), ["a\nb\n", " c", "d"]);
    }

    #[test]
    fn events_have_type_id_and_retry() {
        let body =
            b"retry: 250\nid: 7\nevent: added\ndata: 1\n\ndata: 2\nretry: soon\n\nid: 8\n\ndata: 3\nid: no\0pe\n\n";
        let frame = |data: &'static str, id: &str| Frame {
            data: Bytes::from_static(data.as_bytes()),
            id: Some(id.to_owned()),
            ..Frame::default()
        };
        let first =
            Frame { event_type: Some("added".to_owned()), retry: Some(Duration::from_millis(250)), ..frame("1", "7") };
        let expected = [first, frame("2", "7"), frame("3", "8")];
        for size in [1, 7, 1000] {
            assert_eq!(frames(Framing::Events, body, size), expected, "in pieces of {size}");
        }
    }

    #[test]
    fn lines_are_items() {
        assert_eq!(data(Framing::Lines, "{\"a\":1}\r\n\n  \n[2]\n3"), ["{\"a\":1}", "[2]", "3"]);
    }

    #[test]
    fn a_sequence_is_read_text_by_text() {
        let body = "\u{1E}{\n\"a\": \"}\\\"\"\n}\n\u{1E}\u{1E}2\n\u{1E}[\n\u{1E}\"x\"";
        assert_eq!(data(Framing::Sequence, body), ["{\n\"a\": \"}\\\"\"\n}", "2", "[", "\"x\""]);
        let mut framer = Framer::new(Framing::Sequence, 1000);
        framer.push(b"\x1E{\"a\":\n1}\n");
        assert_eq!(framer.next().unwrap().unwrap().data, "{\"a\":\n1}");
    }

    #[test]
    fn an_item_that_does_not_end_is_too_large() {
        for framing in [Framing::Events, Framing::Lines, Framing::Sequence] {
            let mut framer = Framer::new(framing, 100);
            framer.push(&[b'['; 99]);
            assert_eq!(framer.next(), Ok(None));
            framer.push(b"[[");
            assert_eq!(framer.next(), Err(TooLarge));
        }
        let mut framer = Framer::new(Framing::Events, 100);
        let mut found = Ok(None);
        for _ in 0..100 {
            framer.push(b"data: more\n");
            found = framer.next();
            if found.is_err() {
                break;
            }
        }
        assert_eq!(found, Err(TooLarge));
    }
}
