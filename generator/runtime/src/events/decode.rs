//! How an item is read, as functions that a stream is made with.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::{RawValue, to_raw_value};

use super::super::response::content::{Content, DecodeFailure};
use super::framer::Frame;

/// A server-sent event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// Its type (`event`); `message` if the server sends none.
    pub event_type: String,
    /// The last id that the server sent (`id`), with this event or an earlier one. A stream can be continued after it.
    pub id: Option<String>,
    /// How long the server asks the client to wait before it connects again, if this event says so (`retry`).
    pub retry: Option<Duration>,
    /// Its content (`data`).
    pub data: T,
}

/// An item, and the response that it came with.
#[derive(Debug)]
pub struct Item {
    pub(super) content: Content,
    pub(super) frame: Frame,
}

impl Item {
    pub(super) fn new(content: Content) -> Self {
        Self { content, frame: Frame::default() }
    }

    /// Becomes that item.
    pub(super) fn set(&mut self, frame: Frame) {
        self.content.set_body(frame.data.clone());
        self.frame = frame;
    }

    fn event<T>(&self, data: T) -> Event<T> {
        let Frame { event_type, id, retry, .. } = &self.frame;
        Event { event_type: name(event_type.as_ref()).to_owned(), id: id.clone(), retry: *retry, data }
    }
}

/// An event whose data is JSON.
pub fn event<T: DeserializeOwned>(item: &Item) -> Result<Event<T>, DecodeFailure> {
    Ok(item.event(item.content.json()?))
}

/// An event whose data is text.
pub fn event_text(item: &Item) -> Result<Event<String>, DecodeFailure> {
    Ok(item.event(item.content.text()?))
}

/// An item that is JSON.
pub fn item<T: DeserializeOwned>(item: &Item) -> Result<T, DecodeFailure> {
    item.content.json()
}

/// An event that is described as an object: with `event`, `id`, `retry` and `data` as its properties.
pub fn whole_event<T: DeserializeOwned>(item: &Item) -> Result<T, DecodeFailure> {
    let text = item.content.text()?;
    // What the data is, the type says. What is in quotes is rather a text than a JSON text of one.
    let is_text = text.trim_start().starts_with('"');
    let as_json = || whole(item, item.content.json()?);
    let as_text = || whole(item, raw(&text)?);
    let (first, second): (&dyn Fn() -> _, &dyn Fn() -> _) =
        if is_text { (&as_text, &as_json) } else { (&as_json, &as_text) };
    first().or_else(|failure| second().map_err(|_| failure))
}

/// Reads the event as an object with that `data`.
fn whole<T: DeserializeOwned>(item: &Item, data: Box<RawValue>) -> Result<T, DecodeFailure> {
    let Frame { event_type, id, retry, .. } = &item.frame;
    let mut object = BTreeMap::from([("event", raw(name(event_type.as_ref()))?), ("data", data)]);
    if let Some(id) = id {
        object.insert("id", raw(id)?);
    }
    if let Some(retry) = retry.and_then(|retry| u64::try_from(retry.as_millis()).ok()) {
        object.insert("retry", raw(&retry)?);
    }
    let bytes = serde_json::to_vec(&object).map_err(|error| DecodeFailure::because(&error.to_string()))?;
    item.content.with_body(bytes.into()).json()
}

fn raw<T: Serialize + ?Sized>(value: &T) -> Result<Box<RawValue>, DecodeFailure> {
    to_raw_value(value).map_err(|error| DecodeFailure::because(&error.to_string()))
}

/// The type of an event.
fn name(event_type: Option<&String>) -> &str {
    event_type.map_or("message", String::as_str)
}
