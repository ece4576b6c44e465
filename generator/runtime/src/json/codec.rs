//! What the `Serialize` and `Deserialize` implementations of models have in common.
//!
//! They are written out by the generator, as short as can be; what is longer than a line of them is here.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Unexpected, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;

pub use super::best::Best;
pub use super::nulls::{Entries, List, Nullable, plain};
pub use super::object::{Object, Properties, Reader, Writer, read_object, read_properties};

use super::unknown_value::UnknownValue;

/// The key of an object, or any string, borrowed from what is read where that is possible.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key<'de>(Cow<'de, str>);

impl Key<'_> {
    /// The text, by value.
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl Deref for Key<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<Key<'_>> for String {
    fn from(key: Key<'_>) -> Self {
        key.into_string()
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl<'de> Visitor<'de> for KeyVisitor {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(text)))
    }

    fn visit_string<E>(self, text: String) -> Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(text)))
    }
}

/// A value of an enum or a union that the specification doesn't name. Callers can't make one: it could be one that is named.
pub fn unknown<T>(value: T) -> UnknownValue<T> {
    UnknownValue::new(value)
}

/// The value of a required property, or an error that names it.
pub fn required<T, E: serde::de::Error>(value: Option<T>, name: &'static str) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(name))
}

/// What `make` makes of a string.
pub fn string<'de, D: Deserializer<'de>, T>(deserializer: D, make: impl FnOnce(&str) -> T) -> Result<T, D::Error> {
    Key::deserialize(deserializer).map(|text| make(&text))
}

/// What is parsed from a string; `expected` says in errors what that would be.
pub fn parsed<'de, D: Deserializer<'de>, T: FromStr>(deserializer: D, expected: &'static str) -> Result<T, D::Error> {
    deserializer.deserialize_str(ParsedVisitor { expected, parsed: PhantomData })
}

/// Parses while the string is visited: an error that is made later would not know where in the JSON it belongs.
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

/// What `make` makes of an integer.
pub fn integer<'de, D: Deserializer<'de>, T>(deserializer: D, make: impl FnOnce(i64) -> T) -> Result<T, D::Error> {
    i64::deserialize(deserializer).map(make)
}

/// The string under the key `name` of an object: what tells the variants of a union apart.
pub fn tag<'a>(value: &'a Value, name: &str) -> Option<&'a str> {
    value.get(name)?.as_str()
}

/// Writes the variant of a union, with its tag where the value's own object lacks it.
pub fn tagged<S: Serializer, T: Serialize + ?Sized>(
    serializer: S,
    name: &'static str,
    tag: &'static str,
    value: &T,
) -> Result<S::Ok, S::Error> {
    let mut value = serde_json::to_value(value).map_err(S::Error::custom)?;
    if let Value::Object(properties) = &mut value
        && properties.get(name).is_none_or(Value::is_null)
    {
        properties.insert(name.to_owned(), Value::from(tag));
    }
    value.serialize(serializer)
}
