//! What generated code says of a stream of items, as plain data.

/// How items follow each other in a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// Server-sent events (WHATWG, HTML, section 9.2): `text/event-stream`.
    Events,
    /// A JSON text a line: `application/jsonl`, `application/x-ndjson`.
    Lines,
    /// A JSON text behind each record separator (RFC 7464): `application/json-seq`.
    Sequence,
}

impl Framing {
    /// What a media type says of the body; `None` for one that says nothing of it.
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

/// A stream of items that an operation answers.
#[derive(Debug)]
pub struct EventFormat {
    /// How items follow each other, where the answer's `Content-Type` doesn't say so.
    pub framing: Framing,
    /// The value of `Accept`.
    pub accept: &'static str,
    /// The data that stands behind the last item in place of one, such as `[DONE]`.
    pub last: Option<&'static str>,
    /// Whether a body that ends without it was broken off.
    pub is_last_required: bool,
    /// The property of the JSON that is sent which asks for a stream: it is set to `true`.
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
