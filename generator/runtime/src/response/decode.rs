//! The decoders of bodies, as functions that a request can be sent with.

#![allow(clippy::unnecessary_wraps, reason = "all decoders have one signature")]

use std::collections::BTreeMap;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::super::json::nulls::{Entries, List, plain};
use super::content::{Content, DecodeFailure};
use super::statuses::Outcome;

pub use super::page_items::{page, page_with_nulls};

/// A body of JSON.
pub fn json<T: DeserializeOwned>(content: &Content) -> Result<T, DecodeFailure> {
    content.json()
}

/// A body of JSON that is a list; nulls among its items are skipped.
pub fn list<T: DeserializeOwned>(content: &Content) -> Result<Vec<T>, DecodeFailure> {
    content.json_by(List(plain()))
}

/// A body of JSON that is a map; nulls among its values are skipped.
pub fn entries<T: DeserializeOwned>(content: &Content) -> Result<BTreeMap<String, T>, DecodeFailure> {
    content.json_by(Entries(plain()))
}

/// A body of text.
pub fn text(content: &Content) -> Result<String, DecodeFailure> {
    content.text()
}

/// A raw body.
pub fn bytes(content: &Content) -> Result<Bytes, DecodeFailure> {
    content.bytes()
}

/// No body.
pub fn empty(content: &Content) -> Result<(), DecodeFailure> {
    content.empty()
}

/// A body that is read by its status.
pub fn outcome<T: Outcome>(content: &Content) -> Result<T, DecodeFailure> {
    T::decode(content)
}

/// A body that is read by its status, if one of the bodies is bytes.
pub fn outcome_or_bytes<T: Outcome>(content: &Content) -> Result<T, DecodeFailure> {
    T::decode(content)
}
