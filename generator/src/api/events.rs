//! Answers that are read item by item, as they come.

use super::Type;

/// How an operation's answer is read as a stream of items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventStream {
    /// The media type that it is asked for as.
    pub media_type: String,
    /// How items follow each other in it.
    pub framing: Framing,
    /// The type of an item; of a server-sent event, that of its data.
    pub item: Type,
    /// Whether `item` is a whole server-sent event: an object with `event`, `data` and the like.
    pub is_whole_event: bool,
    /// The data that stands behind the last item in place of one.
    pub last: Option<String>,
    /// Whether a body that ends without it was broken off.
    pub is_last_required: bool,
    /// The property of the JSON body that asks for the stream.
    pub choice: Option<String>,
}

/// How items follow each other in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events.
    Events,
    /// A JSON text a line.
    Lines,
    /// A JSON text behind each record separator (RFC 7464).
    Sequence,
}
