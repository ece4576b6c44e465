//! The body of a request, held so that it can be sent again.

pub(super) mod media_type;
pub(super) mod multipart;
pub(super) mod outgoing;
pub(super) mod payload;
pub(super) mod upload;

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;
use serde_json::value::RawValue;

use self::multipart::Part;
use self::payload::Payload;
use self::upload::{Source, Upload};
use super::error::invalid_argument::InvalidArgument;
use super::uri::parameter::{self, Style};

/// What is sent as a request's body.
#[derive(Clone, Default)]
pub(crate) enum Body {
    /// Nothing.
    #[default]
    Empty,
    /// Content of one media type.
    Whole {
        /// The value of `Content-Type`.
        media_type: String,
        /// The content.
        content: Upload,
    },
    /// Several parts, put together when they are sent.
    Multipart {
        /// `multipart/form-data`, or another type of several parts.
        media_type: &'static str,
        /// The parts.
        parts: Vec<Part>,
    },
}

impl Body {
    /// `application/x-www-form-urlencoded`, from the properties of an object.
    pub(crate) fn form(value: &Value, styles: &[(&str, Style, bool)]) -> Result<Self, InvalidArgument> {
        let Some(form) = parameter::form(value, styles) else {
            return Err(InvalidArgument::new("body", "a form has to be an object"));
        };
        let media_type = "application/x-www-form-urlencoded".to_owned();
        Ok(Self::Whole { media_type, content: form.into() })
    }

    /// Sets a property of an object in JSON to `true`, and leaves the others as they are written.
    pub(crate) fn switch_on(&mut self, property: &str) -> Result<(), &'static str> {
        const NO_OBJECT: &str = "it is not a JSON object, so it can't ask for a stream";
        let (media_type, bytes) = match self {
            Self::Empty => ("application/json".to_owned(), Bytes::from_static(b"{}")),
            Self::Whole { media_type, content: Upload { source: Source::Bytes(bytes) } } => {
                (media_type.clone(), bytes.clone())
            }
            Self::Whole { .. } | Self::Multipart { .. } => return Err(NO_OBJECT),
        };
        let mut object: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(&bytes).map_err(|_| NO_OBJECT)?;
        object.insert(property.to_owned(), RawValue::TRUE.to_owned());
        let content = serde_json::to_vec(&object).map_err(|_| NO_OBJECT)?.into();
        *self = Self::Whole { media_type, content };
        Ok(())
    }

    /// Adds parts to a multipart body, which an empty one becomes. With `replace`, earlier parts of that name go. A body of another
    /// media type has no parts.
    pub(crate) fn add_parts(&mut self, name: &str, parts: Vec<Part>, replace: bool) -> Result<(), String> {
        let (media_type, mut all) = match std::mem::take(self) {
            Self::Multipart { media_type, parts } => (media_type, parts),
            Self::Empty => (multipart::FORM_DATA, Vec::new()),
            Self::Whole { media_type, .. } => {
                return Err(format!("it is a part, and the body is sent as `{media_type}`, which has no parts"));
            }
        };
        if replace {
            all.retain(|part| part.name != name);
        }
        all.extend(parts);
        *self = Self::Multipart { media_type, parts: all };
        Ok(())
    }

    /// Media type, where there is a body, and content.
    pub(crate) fn into_payload(self) -> (Option<String>, Payload) {
        match self {
            Self::Empty => (None, Payload::Empty),
            Self::Whole { media_type, content } => (Some(media_type), content.into()),
            // The body is optional, and no part was set.
            Self::Multipart { media_type, parts } if parts.is_empty() && media_type != multipart::FORM_DATA => {
                (None, Payload::Empty)
            }
            Self::Multipart { media_type, parts } => {
                let (media_type, uploads) = multipart::write(media_type, parts);
                (Some(media_type), Payload::Uploads(uploads))
            }
        }
    }
}
