//! What the `Serialize` and `Deserialize` implementations of models have in common.
//!
//! Tables write the implementations, as short as possible. Anything longer than a line of them is here.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Unexpected, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;

use super::unknown::discriminators;

pub use super::best::Best;
pub use super::digits::{Digits, Written, digits, written};
pub use super::key::Key;
pub use super::nulls::{Entries, List, Nullable, plain};
pub use super::object::{Object, Properties, Reader, Writer, read_object, read_properties};
pub use super::presence::{found, null, set};
pub use super::scalar::{Canonical, Scalar, Single, canonical, scalar};
pub use super::unknown::properties::UnknownProperties;

/// The result of `make` for a string.
pub fn string<'de, D: Deserializer<'de>, T>(deserializer: D, make: impl FnOnce(&str) -> T) -> Result<T, D::Error> {
    Key::deserialize(deserializer).map(|text| make(&text))
}

/// A value that is parsed from a string; `expected` names it in errors.
pub fn parsed<'de, D: Deserializer<'de>, T: FromStr>(deserializer: D, expected: &'static str) -> Result<T, D::Error> {
    deserializer.deserialize_str(ParsedVisitor { expected, parsed: PhantomData })
}

/// Parses while the string is visited: a later error would not know its place in the JSON.
struct ParsedVisitor<T> {
    expected: &'static str,
    parsed: PhantomData<T>,
}

impl<T: FromStr> Visitor<'_> for ParsedVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
    }
}

/// The result of `make` for an integer.
pub fn integer<'de, D: Deserializer<'de>, T>(deserializer: D, make: impl FnOnce(i64) -> T) -> Result<T, D::Error> {
    scalar().deserialize(deserializer).map(make)
}

/// Writes the variant of a union, with its tag if the value's own object lacks it.
pub fn tagged<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    name: &'static str,
    tag: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    written(serializer, name, Value::from(tag), value)
}

/// Does the same with a tag that is a number or a boolean; `tag` is its JSON.
pub fn tagged_json<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    name: &'static str,
    tag: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    written(serializer, name, serde_json::from_str(tag).unwrap_or_else(|_| Value::from(tag)), value)
}

fn written<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    name: &'static str,
    tag: Value,
    value: &T,
) -> Result<S::Ok, S::Error> {
    discriminators::note(&[]);
    let mut value = serde_json::to_value(value).map_err(S::Error::custom)?;
    if let Value::Object(properties) = &mut value
        && properties.get(name).is_none_or(Value::is_null)
        && !discriminators::is_absent(name)
    {
        properties.insert(name.to_owned(), tag);
    }
    value.serialize(serializer)
}
