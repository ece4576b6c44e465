//! What generated code says of a stream of items, as plain data.

/// How items follow each other in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events (WHATWG, HTML, section 9.2): `text/event-stream`.
    Events,
    /// One JSON text on each line: `application/jsonl`, `application/x-ndjson`.
    Lines,
    /// One JSON text after each record separator (RFC 7464): `application/json-seq`.
    Sequence,
}

impl Framing {
    /// What a media type says about the body; `None` if it says nothing.
    pub(crate) fn of(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        Some(match essence.as_str() {
            "text/event-stream" => Self::Events,
            "application/json-seq" => Self::Sequence,
            "application/jsonl"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/ndjson"
            | "application/x-ndjson"
            | "application/stream+json"
            | "application/x-json-stream" => Self::Lines,
            other if other.ends_with("+json-seq") => Self::Sequence,
            _ => return None,
        })
    }
}

/// A stream of items that an operation returns.
#[derive(Debug)]
pub struct EventFormat {
    /// How items follow each other, if the response's `Content-Type` doesn't say it.
    pub framing: Framing,
    /// The value of `Accept`.
    pub accept: &'static str,
    /// The data that marks the end of the items, such as `[DONE]`.
    pub last: Option<&'static str>,
    /// Whether a body that ends without it is incomplete.
    pub is_last_required: bool,
    /// The property of the request's JSON that asks for a stream: it is set to `true`.
    pub choice: Option<&'static str>,
}

/// A stream of server-sent events, to be filled in.
pub static SERVER_SENT_EVENTS: EventFormat = EventFormat {
    framing: Framing::Events,
    accept: "text/event-stream",
    last: None,
    is_last_required: false,
    choice: None,
};
