//! Media types: what their content is, and which of several is taken.

use crate::api::Framing;
use crate::parse::{Content, Document, MediaType, Schema};

/// What a media type's content is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Media {
    /// `application/json`
    Json,
    /// A type that ends in `+json`.
    JsonSuffix,
    /// `application/json-patch+json`
    JsonPatch,
    /// `*/*` and `application/*`
    Wildcard,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data` and other types of several parts.
    Multipart,
    /// `text/*` and other types that are read as text.
    Text,
    /// XML.
    Xml,
    /// Everything else.
    Binary,
}

impl Media {
    /// What `media_type` is.
    pub(crate) fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" | "text/json" | "application/x-json" => Self::Json,
            "application/json-patch+json" | "application/json-patch" => Self::JsonPatch,
            "*/*" | "*" | "application/*" | "" => Self::Wildcard,
            "application/x-www-form-urlencoded" => Self::Form,
            other if other.starts_with("multipart/") => Self::Multipart,
            "application/xml" | "text/xml" => Self::Xml,
            "application/jsonl"
            | "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonlines"
            | "application/x-jsonlines"
            | "application/stream+json"
            | "application/x-json-stream"
            | "application/yaml"
            | "application/x-yaml"
            | "application/javascript"
            | "application/graphql"
            | "application/sql"
            | "application/toml"
            | "application/x-pem-file"
            | "application/jwt" => Self::Text,
            other if other.ends_with("json-seq") => Self::Text,
            other if other.ends_with("+json") => Self::JsonSuffix,
            other if other.ends_with("+xml") => Self::Xml,
            other if other.ends_with("+yaml") => Self::Text,
            other if other.starts_with("text/") => Self::Text,
            // Written without its first half in many a document.
            "json" => Self::Json,
            "xml" => Self::Xml,
            _ => Self::Binary,
        }
    }

    /// Whether `media_type` is a sequence of parts or values that a server sends one by one.
    pub(crate) fn is_stream(media_type: &str) -> bool {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let is_multipart = essence.starts_with("multipart/") && essence != "multipart/form-data";
        is_multipart || essence == "application/vnd.amazon.eventstream" || framing(&essence).is_some()
    }

    /// Whether the content is JSON.
    pub(crate) fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::JsonSuffix | Self::JsonPatch)
    }
}

/// How items follow each other in content of that media type; `None` where it is no stream of them.
pub(crate) fn framing(media_type: &str) -> Option<Framing> {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    Some(match essence.as_str() {
        "text/event-stream" => Framing::Events,
        "application/jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "application/stream+json"
        | "application/x-json-stream" => Framing::Lines,
        "application/json-seq" => Framing::Sequence,
        other if other.ends_with("+json-seq") => Framing::Sequence,
        _ => return None,
    })
}

/// The media type that a request is sent as, where it can be one of several.
pub(crate) fn of_request<'c>(
    content: &'c Content,
    method: &str,
    document: &Document,
) -> Option<(&'c str, Media, &'c MediaType)> {
    // A form can't carry a file.
    let is_file =
        content.iter().any(|(name, media_type)| Media::of(name) == Media::Multipart && has_file(document, media_type));
    preferred(content, |media| match media {
        Media::Multipart if is_file => 5,
        Media::JsonPatch if method == "PATCH" => 0,
        Media::Json => 1,
        Media::JsonSuffix => 2,
        Media::JsonPatch => 3,
        Media::Wildcard => 4,
        Media::Form => 6,
        Media::Multipart => 7,
        Media::Text => 8,
        Media::Xml => 9,
        Media::Binary => 10,
    })
}

/// Whether a property of a body, or of what it is made of, is a file.
fn has_file(document: &Document, media_type: &MediaType) -> bool {
    let mut open: Vec<(&Schema, usize)> = media_type.schema.iter().map(|schema| (schema, 0)).collect();
    while let Some((schema, depth)) = open.pop() {
        let Some(schema) = document.resolve(schema).filter(|_| depth < 4) else { continue };
        if schema.is_binary() {
            return true;
        }
        let parts = schema.properties.values().chain(schema.members()).chain(schema.items.as_deref());
        open.extend(parts.map(|part| (part, depth + 1)));
    }
    false
}

/// The media type that a response is asked for as, where it can be one of several.
pub(crate) fn of_response(content: &Content) -> Option<(&str, Media, &MediaType)> {
    preferred(content, |media| match media {
        Media::Json => 0,
        Media::JsonSuffix | Media::JsonPatch => 1,
        Media::Wildcard => 2,
        Media::Text => 3,
        Media::Xml => 4,
        Media::Form | Media::Multipart | Media::Binary => 5,
    })
}

/// The preferred one of several media types: the first by `rank`, among equals the first as written.
fn preferred(content: &Content, rank: impl Fn(Media) -> u8) -> Option<(&str, Media, &MediaType)> {
    let all = content.iter().map(|(name, media_type)| (name.as_str(), Media::of(name), media_type));
    // `min_by_key` keeps the first of equals.
    all.min_by_key(|(_, media, _)| rank(*media))
}
