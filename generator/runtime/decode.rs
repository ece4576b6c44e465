//! The decoders of bodies, as functions that a request can be sent with.

#![allow(dead_code, unused_imports, reason = "which of these an API needs depends on what its operations answer")]
#![allow(clippy::unnecessary_wraps, reason = "all decoders have one signature")]

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::content::{Content, DecodeFailure};
use super::nulls::{Entries, List, plain};

pub(crate) use super::page_items::{page, page_with_nulls};

/// A body of JSON.
pub(crate) fn json<T: DeserializeOwned>(content: &Content) -> Result<T, DecodeFailure> {
    content.json()
}

/// A body of JSON that is a list; nulls among its items are passed over.
pub(crate) fn list<T: DeserializeOwned>(content: &Content) -> Result<Vec<T>, DecodeFailure> {
    content.json_by(List(plain()))
}

/// A body of JSON that is a map; nulls among its values are passed over.
pub(crate) fn entries<T: DeserializeOwned>(content: &Content) -> Result<BTreeMap<String, T>, DecodeFailure> {
    content.json_by(Entries(plain()))
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
