//! Reads single values as servers write them: integers with a fraction of zero, and empty strings in place of nothing.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Unexpected, Visitor};
use serde_json::Number;
use serde_json::value::RawValue;

use super::decimal::{self, Decimal};

/// A type that is read in more forms than its own.
pub trait Scalar<'de>: Sized {
    /// Reads a value; null and an empty string count as absent.
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error>;
}

/// Reads a required single value.
pub struct Single<T>(PhantomData<T>);

/// Reads a required single value.
pub fn scalar<T>() -> Single<T> {
    Single(PhantomData)
}

impl<T> Clone for Single<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Single<T> {}

impl<'de, T: Scalar<'de>> DeserializeSeed<'de> for Single<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)?.ok_or_else(|| D::Error::custom("there is no value, expected one"))
    }
}

/// Reads a single value that may be null or empty.
pub(super) struct Optional<T>(PhantomData<T>);

pub(super) fn optional<T>() -> Optional<T> {
    Optional(PhantomData)
}

impl<'de, T: Scalar<'de>> DeserializeSeed<'de> for Optional<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::read(deserializer)
    }
}

/// Visits a value; with `IS_INTEGER`, a number without a fraction is an integer, in whatever form.
struct ScalarVisitor<T, const IS_INTEGER: bool>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const IS_INTEGER: bool> Visitor<'de> for ScalarVisitor<T, IS_INTEGER> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if IS_INTEGER { "an integer" } else { "a single value" })
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        if text.is_empty() { Ok(None) } else { T::deserialize(text.into_deserializer()).map(Some) }
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(Some)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(Some)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        T::deserialize(value.into_deserializer()).map(Some)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        // Up to here every whole number is exact. Beyond it, digits may be gone already.
        const LARGEST: f64 = 9_007_199_254_740_992.0;
        if !IS_INTEGER {
            return T::deserialize(value.into_deserializer()).map(Some);
        }
        if value.fract() != 0.0 || value.abs() > LARGEST {
            return Err(E::invalid_type(Unexpected::Float(value), &self));
        }
        #[expect(clippy::cast_possible_truncation, reason = "it has no fraction, and fits")]
        self.visit_i64(value as i64)
    }

    /// The form of numbers in `serde_json` if another crate of the program enables its `arbitrary_precision`.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let number = Number::deserialize(MapAccessDeserializer::new(map))?;
        match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(value), ..) => self.visit_i64(value),
            (_, Some(value), _) => self.visit_u64(value),
            (.., Some(value)) => self.visit_f64(value),
            _ => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

/// Implements `Scalar` for types.
macro_rules! scalars {
    ($is_integer:literal: $($ty:ty)*) => {
        $(
            impl<'de> Scalar<'de> for $ty {
                fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
                    deserializer.deserialize_any(ScalarVisitor::<Self, $is_integer>(PhantomData))
                }
            }
        )*
    };
}

scalars!(true: i32 i64 u64);
scalars!(false: f64 Number);

/// Reads a value of a type that is not a number; null and an empty string count as absent.
pub(crate) fn text<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_any(ScalarVisitor::<T, false>(PhantomData))
}

impl<'de> Scalar<'de> for Decimal {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        if decimal::is_none(raw.get()) { Ok(None) } else { Self::of_json(raw.get()).map(Some) }
    }
}

/// Reads a value that has only one written form. Another form is refused, because the client would change it silently.
pub struct Canonical<T>(PhantomData<T>);

/// Reads a value that has only one written form.
pub fn canonical<T>() -> Canonical<T> {
    Canonical(PhantomData)
}

impl<T> Clone for Canonical<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Canonical<T> {}

impl<'de, T: FromStr + fmt::Display> DeserializeSeed<'de> for Canonical<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T: FromStr + fmt::Display> Visitor<'_> for Canonical<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a UUID in its canonical form; `[formats]` of the generator can make such values strings")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        let parsed = text.parse::<T>().ok().filter(|parsed| parsed.to_string() == text);
        parsed.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}
