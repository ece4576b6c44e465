//! Numbers of types that the configuration names: they are read from all their digits, and written as numbers with all of them.
//!
//! Types such as `rust_decimal::Decimal` take a number of JSON as a double, and write a string. Here they are given the
//! number's own text, and what they write is a number again.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::decimal::{self, Decimal};

/// Reads a number with all its digits.
pub struct Digits<T>(PhantomData<T>);

/// Reads a number with all its digits.
pub fn digits<T>() -> Digits<T> {
    Digits(PhantomData)
}

impl<T> Clone for Digits<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Digits<T> {}

impl<'de, T: DeserializeOwned + Serialize> DeserializeSeed<'de> for Digits<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        read(Box::<RawValue>::deserialize(deserializer)?.get())
    }
}

/// Reads a number with all its digits; null and an empty string are none.
pub(super) struct OptionalDigits<T>(PhantomData<T>);

pub(super) fn optional_digits<T>() -> OptionalDigits<T> {
    OptionalDigits(PhantomData)
}

impl<'de, T: DeserializeOwned + Serialize> DeserializeSeed<'de> for OptionalDigits<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        if decimal::is_none(raw.get()) { Ok(None) } else { read(raw.get()).map(Some) }
    }
}

/// Reads a JSON text: as the number that it is where that keeps it, else as a text where that is a number to the type.
fn read<T: DeserializeOwned + Serialize, E: Error>(json: &str) -> Result<T, E> {
    let number = serde_json::from_str::<T>(json);
    let written = |value: &T| number_text(&to_raw_value(value).ok()?).map(str::to_owned);
    let is_kept = number.as_ref().is_ok_and(|value| written(value).as_deref() == Some(json));
    if !is_kept && json.parse::<Decimal>().is_ok() {
        let text = T::deserialize(StrDeserializer::<serde::de::value::Error>::new(json)).ok();
        if let Some(value) = text.filter(|value| number.is_err() || written(value).is_some()) {
            return Ok(value);
        }
    }
    number.map_err(|error| E::custom(WithoutPlace(&error)))
}

/// An error of a text of its own: where it is in that text is no place in the whole.
struct WithoutPlace<'a>(&'a serde_json::Error);

impl fmt::Display for WithoutPlace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.to_string();
        f.write_str(text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message))
    }
}

/// The number that a JSON text is, or that stands in it as a string.
fn number_text(json: &RawValue) -> Option<&str> {
    let text = json.get();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    decimal::is_number(text).then_some(text)
}

/// What is written of a number, and of lists and maps of them.
pub struct Written<'a, T>(&'a T);

impl<T: Serialize> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = to_raw_value(self.0).map_err(S::Error::custom)?;
        rewritten(json).map_err(S::Error::custom)?.serialize(serializer)
    }
}

/// The same JSON, in which no number is a string.
fn rewritten(json: Box<RawValue>) -> serde_json::Result<Box<RawValue>> {
    let text = json.get();
    if text.starts_with('[') {
        let items: Vec<Box<RawValue>> = serde_json::from_str(text)?;
        return to_raw_value(&items.into_iter().map(rewritten).collect::<Result<Vec<_>, _>>()?);
    }
    if text.starts_with('{') {
        let entries: BTreeMap<String, Box<RawValue>> = serde_json::from_str(text)?;
        let entries = entries.into_iter().map(|(name, value)| Ok((name, rewritten(value)?)));
        return to_raw_value(&entries.collect::<serde_json::Result<BTreeMap<_, _>>>()?);
    }
    let number = number_text(&json).filter(|_| text.starts_with('"')).map(str::to_owned);
    number.map_or(Ok(json), RawValue::from_string)
}

/// What is written of a property, by its presence: a function of that name for each.
pub mod written {
    use std::collections::BTreeMap;

    use super::Written;

    /// It is always there.
    pub fn required<T>(value: &T) -> Written<'_, T> {
        Written(value)
    }

    /// It is always there, and may be null.
    pub fn nullable<T>(value: &Option<T>) -> Option<Written<'_, T>> {
        optional(value)
    }

    /// It may be absent.
    pub fn optional<T>(value: &Option<T>) -> Option<Written<'_, T>> {
        value.as_ref().map(Written)
    }

    /// It may be absent, and may be null.
    pub fn optional_nullable<T>(value: &Option<Option<T>>) -> Option<Option<Written<'_, T>>> {
        value.as_ref().map(optional)
    }

    /// It may be absent, and requests leave it out.
    pub fn read_only<T>(value: &Option<T>) -> Option<Written<'_, T>> {
        optional(value)
    }

    /// It may be absent, and may be null, and requests leave it out.
    pub fn read_only_nullable<T>(value: &Option<Option<T>>) -> Option<Option<Written<'_, T>>> {
        optional_nullable(value)
    }

    /// All properties that have no field of their own.
    pub fn entries<T>(values: &BTreeMap<String, T>) -> BTreeMap<String, Written<'_, T>> {
        values.iter().map(|(name, value)| (name.clone(), Written(value))).collect()
    }
}
