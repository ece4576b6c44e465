//! The decoders of bodies, as functions that a request can be sent with.

// Which of these an API needs depends on what its operations answer.
#![allow(dead_code)]
#![allow(clippy::unnecessary_wraps, reason = "all decoders have one signature")]

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::content::{Content, DecodeFailure};

/// A body of JSON.
pub(crate) fn json<T: DeserializeOwned>(content: &Content) -> Result<T, DecodeFailure> {
    content.json()
}

/// A body of text.
pub(crate) fn text(content: &Content) -> Result<String, DecodeFailure> {
    content.text()
}

/// A body as it is.
pub(crate) fn bytes(content: &Content) -> Result<Bytes, DecodeFailure> {
    content.bytes()
}

/// No body.
pub(crate) fn empty(content: &Content) -> Result<(), DecodeFailure> {
    content.empty()
}
