//! The decoders of bodies, as functions that a request can be sent with.

#![allow(clippy::unnecessary_wraps, reason = "all decoders have one signature")]

use std::collections::BTreeMap;

use std::fmt::Display;
use std::str::FromStr;

use bytes::Bytes;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};

use super::super::json::nulls::{Entries, List, plain};
use super::super::json::scalar::{Scalar, canonical as in_canonical_form, scalar as single};
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

/// A body of JSON that is a single value, such as an integer: `1.0` is read as one.
pub fn scalar<T: for<'de> Scalar<'de>>(content: &Content) -> Result<T, DecodeFailure> {
    content.json_by(single())
}

/// The same, or null. An empty string and an empty body are null, too.
pub fn optional_scalar<T: for<'de> Scalar<'de>>(content: &Content) -> Result<Option<T>, DecodeFailure> {
    content.json::<Found<T>>().map(|found| found.0)
}

/// A list of single values; nulls among them are skipped.
pub fn scalar_list<T: for<'de> Scalar<'de>>(content: &Content) -> Result<Vec<T>, DecodeFailure> {
    content.json_by(List(single()))
}

/// A map of single values; nulls among them are skipped.
pub fn scalar_entries<T: for<'de> Scalar<'de>>(content: &Content) -> Result<BTreeMap<String, T>, DecodeFailure> {
    content.json_by(Entries(single()))
}

/// A body of JSON that is a text with one form in which it is written, such as a UUID: another one is an error.
pub fn canonical<T: FromStr + Display>(content: &Content) -> Result<T, DecodeFailure> {
    content.json_by(in_canonical_form())
}

/// A list of such texts; nulls among them are skipped.
pub fn canonical_list<T: FromStr + Display>(content: &Content) -> Result<Vec<T>, DecodeFailure> {
    content.json_by(List(in_canonical_form()))
}

/// A map of such texts; nulls among them are skipped.
pub fn canonical_entries<T: FromStr + Display>(content: &Content) -> Result<BTreeMap<String, T>, DecodeFailure> {
    content.json_by(Entries(in_canonical_form()))
}

/// What may be null.
struct Found<T>(Option<T>);

impl<'de, T: Scalar<'de>> Deserialize<'de> for Found<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
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

/// What `decode` reads, if the body has a media type that the operation asks for.
pub fn asked<T>(
    content: &Content,
    decode: impl FnOnce(&Content) -> Result<T, DecodeFailure>,
) -> Result<T, DecodeFailure> {
    content.decode_asked(content.described().accept, decode)
}

/// What `decode` reads, if the body has the media type that is asked for by that value of `Accept`.
pub fn asked_as<T>(
    content: &Content,
    accept: &str,
    decode: impl FnOnce(&Content) -> Result<T, DecodeFailure>,
) -> Result<T, DecodeFailure> {
    content.decode_asked(accept, decode)
}

/// A body that is read by its status.
pub fn outcome<T: Outcome>(content: &Content) -> Result<T, DecodeFailure> {
    T::decode(content)
}

/// A body that is read by its status, if one of the bodies is bytes.
pub fn outcome_or_bytes<T: Outcome>(content: &Content) -> Result<T, DecodeFailure> {
    T::decode(content)
}
