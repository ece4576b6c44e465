//! `multipart/form-data`, RFC 7578, and other types of several parts, RFC 2046.
//!
//! This is not done by reqwest's forms: they can be sent only once, but a retry or a redirect sends a form again.

use std::collections::hash_map::RandomState;
use std::fmt::{self, Write as _};
use std::hash::BuildHasher;
use std::path::PathBuf;

use serde_json::Value;

use super::super::uri::parameter;
use super::media_type::concrete;
use super::upload::Upload;

/// A file to send as a part of a form: its name, its media type and its content.
///
/// # Examples
///
/// ```
/// use generator_runtime::FilePart;
///
/// let logo = FilePart::new("logo.png", vec![0x89, b'P', b'N', b'G']).media_type("image/png");
/// let archive = FilePart::from_path("exports/today.zip").media_type("application/zip");
/// ```
#[derive(Clone)]
pub struct FilePart {
    file_name: String,
    media_type: Option<String>,
    content: Upload,
}

impl FilePart {
    /// A file with that name and content.
    pub fn new(file_name: impl Into<String>, content: impl Into<Upload>) -> Self {
        Self { file_name: file_name.into(), media_type: None, content: content.into() }
    }

    /// The file at `path`, under its own name. See [`Upload::file`].
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self::new(name, Upload::file(path))
    }

    /// Sets the media type. The default is the one that the API asks for, or `application/octet-stream`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The part of a form that this file becomes; `expected` is what the API asks for.
    pub(crate) fn into_part(self, name: &str, expected: Option<&str>) -> Part {
        let otherwise = "application/octet-stream";
        let expected = of_name(expected.unwrap_or_default(), &self.file_name);
        let media_type = self.media_type.unwrap_or_else(|| concrete(expected, otherwise).to_owned());
        Part {
            name: name.to_owned(),
            file_name: Some(self.file_name),
            media_type: Some(media_type),
            content: self.content,
        }
    }
}

impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("file_name", &self.file_name)
            .field("media_type", &self.media_type)
            .field("content", &self.content)
            .finish()
    }
}

/// The media type that a form is sent as.
pub(crate) const FORM_DATA: &str = "multipart/form-data";

/// Of the media types that an API takes for a file, the one that fits the extension of the file's name, else the first.
fn of_name<'a>(expected: &'a str, file_name: &str) -> &'a str {
    let end = file_name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    let end = match end.as_str() {
        "jpg" => "jpeg",
        "txt" => "plain",
        "svg" => "svg+xml",
        "tif" => "tiff",
        end => end,
    };
    let mut all = expected.split(',').map(str::trim);
    let first = all.clone().next().unwrap_or_default();
    all.find(|media_type| media_type.split('/').nth(1) == Some(end)).unwrap_or(first)
}

/// One part of a form.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) media_type: Option<String>,
    pub(crate) content: Upload,
}

/// The parts that a value becomes: text for simple values, JSON for objects, and a part for each
/// element of an array, unless a media type says that the whole is JSON.
pub(crate) fn parts(name: &str, media_type: Option<&str>, value: &Value) -> Vec<Part> {
    let media_type = media_type.map(|media_type| concrete(media_type, "text/plain"));
    let is_json = media_type.is_some_and(|media_type| {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json") || essence.to_ascii_lowercase().ends_with("+json")
    });
    let part = |value: &Value| {
        let (media_type, content) = match value {
            Value::Null if !is_json => return None,
            Value::String(text) if !is_json => (media_type, text.clone()),
            Value::Array(_) | Value::Object(_) => (media_type.or(Some("application/json")), value.to_string()),
            Value::Number(number) => (media_type, parameter::number(number)),
            _ => (media_type, value.to_string()),
        };
        let media_type = media_type.map(str::to_owned);
        Some(Part { name: name.to_owned(), file_name: None, media_type, content: content.into() })
    };
    match value {
        Value::Array(items) if !is_json => items.iter().filter_map(part).collect(),
        value => part(value).into_iter().collect(),
    }
}

/// The media type, with its boundary, and the content of a body of `parts`, in pieces.
pub(crate) fn write(media_type: &str, parts: Vec<Part>) -> (String, Vec<Upload>) {
    let boundary = boundary();
    // RFC 2387: the type of what the other parts are related to.
    let root = parts.first().filter(|_| media_type == "multipart/related").and_then(|part| part.media_type.as_deref());
    let root = root.map(|root| format!("; type=\"{root}\"")).unwrap_or_default();
    let mut pieces = Vec::with_capacity(parts.len() * 2 + 1);
    let mut end_of_last = "";
    for part in parts {
        let mut head = format!("{end_of_last}--{boundary}\r\nContent-Disposition: form-data; name=\"");
        _ = write!(head, "{}\"", quoted(&part.name));
        if let Some(file_name) = &part.file_name {
            _ = write!(head, "; filename=\"{}\"", quoted(file_name));
        }
        if let Some(media_type) = &part.media_type {
            _ = write!(head, "\r\nContent-Type: {media_type}");
        }
        head.push_str("\r\n\r\n");
        pieces.extend([head.into(), part.content]);
        end_of_last = "\r\n";
    }
    pieces.push(format!("{end_of_last}--{boundary}--\r\n").into());
    (format!("{media_type}; boundary={boundary}{root}"), pieces)
}

/// A text that no content has: 128 random bits, so that content need not be searched for it.
fn boundary() -> String {
    let seed = RandomState::new();
    format!("{:016x}{:016x}", seed.hash_one(0), seed.hash_one(1))
}

/// A name between quotes. Characters that would end it are written as browsers write them.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
