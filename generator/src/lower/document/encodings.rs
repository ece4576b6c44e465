//! The `encoding` of a body's properties, as far as it asks for what the client doesn't do.

use openapiv3::{Encoding, MediaType};
use serde_json::{Map, Value, json};

use super::media::Media;
use crate::api::{FormStyle, Style};

/// The key under which [`mark`] leaves what an encoding asks for beyond its media type.
const MARK: &str = "x-unusual";

/// The key under which [`mark`] leaves `style` and `explode`.
const STYLE: &str = "x-style";

/// How properties of a form are written that aren't written in the usual way.
pub(crate) fn styles(media_type: &MediaType) -> Vec<FormStyle> {
    let of = |(name, encoding): (&String, &Encoding)| {
        let written = encoding.extensions.get(STYLE)?;
        let explode = written.get(1)?.as_bool()?;
        let style = match written.get(0)?.as_str()? {
            "spaceDelimited" => Style::SpaceDelimited,
            "pipeDelimited" => Style::PipeDelimited,
            "deepObject" => Style::DeepObject,
            "form" if !explode => Style::Form,
            _ => return None,
        };
        Some(FormStyle { wire_name: name.clone(), style, explode })
    };
    media_type.encoding.iter().filter_map(of).collect()
}

/// Keeps the media type of an encoding, and the keywords that differ from their defaults.
///
/// The typed form can't tell `explode: false` from no `explode`.
pub(crate) fn mark(encoding: &mut Map<String, Value>) {
    let style = encoding.get("style").and_then(Value::as_str).unwrap_or("form");
    let explode = encoding.get("explode").and_then(Value::as_bool).unwrap_or(style == "form");
    let reserved = encoding.get("allowReserved").and_then(Value::as_bool).unwrap_or_default();
    let unusual = [("style", style != "form"), ("explode", style == "form" && !explode), ("allowReserved", reserved)];
    let unusual = unusual.into_iter().filter(|(_, is_unusual)| *is_unusual).map(|(key, _)| key);
    let mut marks: Vec<&str> = unusual.collect();
    // The client sets the headers that every part has.
    let has_header = |headers: &Map<String, Value>| {
        headers.keys().any(|name| !["content-type", "content-disposition"].contains(&&*name.to_ascii_lowercase()))
    };
    if encoding.get("headers").and_then(Value::as_object).is_some_and(has_header) {
        marks.push("headers");
    }
    let (marks, style) = (json!(marks), json!([style, explode]));
    encoding.retain(|key, value| key == "contentType" && value.is_string());
    encoding.insert(MARK.to_owned(), marks);
    encoding.insert(STYLE.to_owned(), style);
}

/// The keywords that would change what is sent, for a property of the given type.
pub(crate) fn ignored(media: Media, encoding: &Encoding, kind: Option<&str>) -> Vec<String> {
    let marks = encoding.extensions.get(MARK).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let is_scalar = matches!(kind, Some("string" | "integer" | "number" | "boolean"));
    let changes = |keyword: &&str| match *keyword {
        // A form has no headers, and parts have no reserved characters.
        "headers" => media == Media::Multipart,
        "allowReserved" => media == Media::Form,
        _ => !is_scalar && media == Media::Multipart,
    };
    let mut ignored: Vec<String> = marks.filter(changes).map(|keyword| format!("`{keyword}`")).collect();
    // Objects in a form are JSON, everything else is text.
    let as_said = match encoding.content_type.as_deref().map(Media::of) {
        None | Some(Media::Wildcard) => true,
        Some(Media::Json | Media::JsonSuffix) => kind != Some("array"),
        Some(Media::Text) => is_scalar,
        Some(_) => false,
    };
    if media == Media::Form && !as_said {
        ignored.push("`contentType`".to_owned());
    }
    ignored
}
