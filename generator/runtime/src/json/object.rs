//! Reads and writes structs as JSON objects.
//!
//! A model only says which property goes where, with a short call for each. This module remembers whether earlier calls failed, so
//! that the compiler need not check for errors after each property of each model.

#![allow(clippy::ref_option, reason = "it is written with references to fields")]

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::digits;
use super::empty;
use super::key::Key;
use super::nulls::Nullable;
use super::purpose::{Purpose, purpose};
use super::scalar::{self, Scalar};
use super::unknown::discriminators::{self, Discriminators};
use super::unknown::properties::UnknownProperties;

/// A struct that is an object in JSON, with some required properties.
pub trait Object: Sized {
    /// Reads the properties, up to the object's end.
    fn read<'de, A: MapAccess<'de>>(object: &mut Reader<A>) -> Result<Self, A::Error>;

    /// Where to keep properties without a field, if they are kept.
    fn unknown(&mut self) -> Option<&mut UnknownProperties> {
        None
    }
}

/// A struct that is an object in JSON, and whose properties may all be absent.
pub trait Properties: Default {
    /// Reads the property of a key, or skips it.
    fn read<'de, A: MapAccess<'de>>(&mut self, key: Key<'de>, value: &mut Reader<A>) -> Result<(), A::Error>;

    /// Where to keep properties without a field, if they are kept.
    fn unknown(&mut self) -> Option<&mut UnknownProperties> {
        None
    }
}

/// Reads an object with [`Object::read`].
pub fn read_object<'de, D: Deserializer<'de>, T: Object>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Reads an object with [`Properties::read`].
pub fn read_properties<'de, D: Deserializer<'de>, T: Properties>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(PropertiesVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let mut reader = Reader::new(map);
        let mut object = T::read(&mut reader)?;
        if let Some(unknown) = object.unknown() {
            unknown.set_absent(reader.discriminators.absent);
        }
        Ok(object)
    }
}

struct PropertiesVisitor<T>(PhantomData<T>);

impl<'de, T: Properties> Visitor<'de> for PropertiesVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let (mut object, mut reader) = (T::default(), Reader::new(map));
        while let Some(key) = reader.key()? {
            object.read(key, &mut reader)?;
        }
        if let Some(unknown) = object.unknown() {
            unknown.set_absent(reader.discriminators.absent);
        }
        Ok(object)
    }
}

/// The rest of an object that is being read.
///
/// After each key, one of the other methods has to be called for its value.
pub struct Reader<A> {
    map: A,
    discriminators: Discriminators,
}

impl<'de, A: MapAccess<'de>> Reader<A> {
    fn new(map: A) -> Self {
        Self { map, discriminators: discriminators::take() }
    }

    /// The next key; `None` at the end.
    pub fn key(&mut self) -> Result<Option<Key<'de>>, A::Error> {
        self.map.next_key()
    }

    /// Skips a value.
    pub fn skip(&mut self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>().map(drop)
    }

    /// Reads a property that is always there; null is a value only if `T` says so.
    pub fn required<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = Some(self.map.next_value()?);
        Ok(())
    }

    /// Reads a property that is always there, and may be null. An absent property is read as null, because some servers leave it out
    /// whatever the specification says.
    pub fn nullable<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.optional(slot)
    }

    /// Reads a property that may be absent; null is the same.
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.map.next_value()?;
        Ok(())
    }

    /// Reads a property for which absence and null differ.
    pub fn optional_nullable<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) -> Result<(), A::Error> {
        self.required(slot)
    }

    /// The same as [`required`](Self::required), with `seed`.
    pub fn required_by<S: DeserializeSeed<'de>>(
        &mut self,
        slot: &mut Option<S::Value>,
        seed: S,
    ) -> Result<(), A::Error> {
        *slot = Some(self.map.next_value_seed(seed)?);
        Ok(())
    }

    /// The same as [`optional`](Self::optional), with `seed`.
    pub fn optional_by<S: DeserializeSeed<'de>>(
        &mut self,
        slot: &mut Option<S::Value>,
        seed: S,
    ) -> Result<(), A::Error> {
        *slot = self.map.next_value_seed(Nullable(seed))?;
        Ok(())
    }

    /// The same as [`optional_nullable`](Self::optional_nullable), with `seed`.
    pub fn optional_nullable_by<S: DeserializeSeed<'de>>(
        &mut self,
        slot: &mut Option<Option<S::Value>>,
        seed: S,
    ) -> Result<(), A::Error> {
        self.required_by(slot, Nullable(seed))
    }

    /// The same as [`optional`](Self::optional); an empty string counts as absent, too.
    pub fn optional_scalar<T: Scalar<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.map.next_value_seed(scalar::optional())?;
        Ok(())
    }

    /// The same as [`optional_nullable`](Self::optional_nullable); an empty string is null.
    pub fn optional_nullable_scalar<T: Scalar<'de>>(&mut self, slot: &mut Option<Option<T>>) -> Result<(), A::Error> {
        self.required_by(slot, scalar::optional())
    }

    /// The same as [`optional_scalar`](Self::optional_scalar), of a number that keeps its digits.
    pub fn optional_digits<T: DeserializeOwned + Serialize>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.map.next_value_seed(digits::optional_digits())?;
        Ok(())
    }

    /// The same as [`optional_nullable_scalar`](Self::optional_nullable_scalar), of a number that keeps its digits.
    pub fn optional_nullable_digits<T: DeserializeOwned + Serialize>(
        &mut self,
        slot: &mut Option<Option<T>>,
    ) -> Result<(), A::Error> {
        self.required_by(slot, digits::optional_digits())
    }

    /// The same as [`optional`](Self::optional), of a property that requests leave out.
    pub fn read_only<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.optional(slot)
    }

    /// The same as [`optional_nullable`](Self::optional_nullable), for a property that requests leave out.
    pub fn read_only_nullable<T: Deserialize<'de>>(&mut self, slot: &mut Option<Option<T>>) -> Result<(), A::Error> {
        self.optional_nullable(slot)
    }

    /// The same as [`optional`](Self::optional), for an object; an empty string counts as absent, too.
    pub fn optional_object<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.map.next_value_seed(empty::or_empty())?;
        Ok(())
    }

    /// The same as [`optional_nullable`](Self::optional_nullable), for an object; an empty string is null.
    pub fn optional_nullable_object<T: Deserialize<'de>>(
        &mut self,
        slot: &mut Option<Option<T>>,
    ) -> Result<(), A::Error> {
        self.required_by(slot, empty::or_empty())
    }

    /// Keeps a property that the specification doesn't know, unless it is a discriminator: the union writes that.
    pub fn unknown(&mut self, key: Key<'de>, properties: &mut UnknownProperties) -> Result<(), A::Error> {
        if self.discriminators.present.contains(&&*key) {
            return self.skip();
        }
        properties.get_mut().insert(key.into_string(), self.map.next_value()?);
        Ok(())
    }

    /// Keeps a property without a field.
    pub fn rest<T: Deserialize<'de>>(
        &mut self,
        key: Key<'de>,
        properties: &mut BTreeMap<String, T>,
    ) -> Result<(), A::Error> {
        properties.insert(key.into_string(), self.map.next_value()?);
        Ok(())
    }

    /// Keeps a property without a field, read with `seed`, unless it is null.
    pub fn rest_by<S: DeserializeSeed<'de>>(
        &mut self,
        key: Key<'de>,
        properties: &mut BTreeMap<String, S::Value>,
        seed: S,
    ) -> Result<(), A::Error> {
        if let Some(value) = self.map.next_value_seed(Nullable(seed))? {
            properties.insert(key.into_string(), value);
        }
        Ok(())
    }
}

/// An object that is being written.
pub struct Writer<'a, S: Serializer> {
    map: Result<S::SerializeMap, S::Error>,
    absent: &'a [&'static str],
}

impl<'a, S: Serializer> Writer<'a, S> {
    /// Begins an object.
    pub fn new(serializer: S) -> Self {
        Self { map: serializer.serialize_map(None), absent: &[] }
    }

    /// Writes a property.
    pub fn required<T: Serialize>(&mut self, name: &str, value: &T) {
        if let Ok(map) = &mut self.map
            && let Err(error) = map.serialize_entry(name, value)
        {
            self.map = Err(error);
        }
    }

    /// Writes a property that may be null.
    pub fn nullable<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        self.required(name, value);
    }

    /// Writes a property that may be absent.
    pub fn optional<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(name, value);
        }
    }

    /// Writes a property that may be absent or null.
    pub fn optional_nullable<T: Serialize>(&mut self, name: &str, value: &Option<Option<T>>) {
        self.optional(name, value);
    }

    /// Writes a property that may be absent, and that requests leave out.
    pub fn read_only<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if purpose() != Purpose::Request {
            self.optional(name, value);
        }
    }

    /// Writes a property that may be absent or null, and that requests leave out.
    pub fn read_only_nullable<T: Serialize>(&mut self, name: &str, value: &Option<Option<T>>) {
        self.read_only(name, value);
    }

    /// Writes the properties that the specification doesn't know.
    pub fn unknown(&mut self, properties: &'a UnknownProperties) {
        self.absent = properties.absent();
        if purpose() != Purpose::Measure {
            for (name, value) in properties.get() {
                self.required(name, value);
            }
        }
    }

    /// Writes the properties without fields.
    pub fn rest<T: Serialize>(&mut self, properties: &BTreeMap<String, T>) {
        for (name, value) in properties {
            self.required(name, value);
        }
    }

    /// Ends the object, or returns the first error.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        let ended = self.map.and_then(SerializeMap::end);
        discriminators::note(self.absent);
        ended
    }
}
