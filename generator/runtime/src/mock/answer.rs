//! The responses of a mock server.

use std::convert::Infallible;

use bytes::Bytes;
use serde::Serialize;

/// A response: a successful body or a documented error, as it is sent.
#[derive(Debug, Clone)]
pub struct Answer {
    status: u16,
    media_type: Option<&'static str>,
    body: Bytes,
}

impl Answer {
    /// A body of JSON.
    pub fn json<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(body) => Self { status, media_type: Some("application/json"), body: body.into() },
            Err(error) => Self::text(500, &format!("the answer can't be written as JSON: {error}")),
        }
    }

    /// A body of JSON that is a list.
    pub fn list<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        Self::json(status, body)
    }

    /// A body of JSON that is a map.
    pub fn entries<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        Self::json(status, body)
    }

    /// A body of JSON that is a single value.
    pub fn scalar<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        Self::json(status, body)
    }

    /// The same, or null.
    pub fn optional_scalar<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        Self::json(status, body)
    }

    /// A list of single values.
    pub fn scalar_list<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        Self::json(status, body)
    }

    /// A map of single values.
    pub fn scalar_entries<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        Self::json(status, body)
    }

    /// A text with one form in which it is written.
    pub fn canonical<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        Self::json(status, body)
    }

    /// A list of such texts.
    pub fn canonical_list<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        Self::json(status, body)
    }

    /// A map of such texts.
    pub fn canonical_entries<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        Self::json(status, body)
    }

    /// A body that depends on the status, and says which that is.
    pub fn outcome<T: AnswerByStatus + ?Sized>(_: u16, body: &T) -> Self {
        body.answer()
    }

    /// The same, if one of the bodies is bytes.
    pub fn outcome_or_bytes<T: AnswerByStatus + ?Sized>(_: u16, body: &T) -> Self {
        body.answer()
    }

    /// A body of text.
    pub fn text(status: u16, body: &str) -> Self {
        Self { status, media_type: Some("text/plain"), body: Bytes::copy_from_slice(body.as_bytes()) }
    }

    /// A body of bytes.
    pub fn bytes(status: u16, body: &Bytes) -> Self {
        Self { status, media_type: Some("application/octet-stream"), body: body.clone() }
    }

    /// No body.
    pub fn empty(status: u16, (): &()) -> Self {
        Self::raw(status, Bytes::new())
    }

    /// A body of any kind.
    pub(crate) fn raw(status: u16, body: Bytes) -> Self {
        Self { status, media_type: None, body }
    }

    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    pub(crate) fn into_template(self) -> wiremock::ResponseTemplate {
        let template = wiremock::ResponseTemplate::new(self.status);
        match self.media_type {
            Some(media_type) => template.set_body_raw(self.body.to_vec(), media_type),
            None if self.body.is_empty() => template,
            None => template.set_body_bytes(self.body.to_vec()),
        }
    }
}

/// What an operation returns, or fails with, if that depends on the status.
pub trait AnswerByStatus {
    /// The response that is read as this value.
    fn answer(&self) -> Answer;
}

/// For operations that document no errors: there is none to send.
impl AnswerByStatus for Infallible {
    fn answer(&self) -> Answer {
        match *self {}
    }
}
