//! JSON Patch, RFC 6902: the body of PATCH operations with `application/json-patch+json`.
//!
//! The crate `json-patch` doesn't fit: it applies patches, which servers do; it reads operations as tagged enums, whose errors
//! don't say where in the JSON they are; and it has no builder.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::key::Key;
use super::presence::found::required;

/// A list of changes to a JSON document, applied in order and as a whole.
///
/// Places are JSON pointers, RFC 6901: `/name`, `/owners/0`, `/owners/-` for the end of an array; in a key, `~` is
/// written `~0` and `/` is written `~1`.
///
/// # Examples
///
/// ```
/// use generator_runtime::JsonPatch;
///
/// let patch = JsonPatch::new().replace("/name", "Engineering").remove("/description").add("/tags/-", "new");
/// assert_eq!(patch.iter().len(), 3);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JsonPatch(Vec<JsonPatchOperation>);

impl JsonPatch {
    /// An empty patch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value: a new property, or an element before the one at `path`.
    #[must_use]
    pub fn add(self, path: impl Into<String>, value: impl Into<Value>) -> Self {
        self.with(JsonPatchOperation::Add { path: path.into(), value: value.into() })
    }

    /// Removes the value at `path`.
    #[must_use]
    pub fn remove(self, path: impl Into<String>) -> Self {
        self.with(JsonPatchOperation::Remove { path: path.into() })
    }

    /// Replaces the value at `path`.
    #[must_use]
    pub fn replace(self, path: impl Into<String>, value: impl Into<Value>) -> Self {
        self.with(JsonPatchOperation::Replace { path: path.into(), value: value.into() })
    }

    /// Moves the value at `from` to `path`.
    #[must_use]
    pub fn move_(self, from: impl Into<String>, path: impl Into<String>) -> Self {
        self.with(JsonPatchOperation::Move { from: from.into(), path: path.into() })
    }

    /// Copies the value at `from` to `path`.
    #[must_use]
    pub fn copy(self, from: impl Into<String>, path: impl Into<String>) -> Self {
        self.with(JsonPatchOperation::Copy { from: from.into(), path: path.into() })
    }

    /// Makes the whole patch fail unless the value at `path` is `value`.
    #[must_use]
    pub fn test(self, path: impl Into<String>, value: impl Into<Value>) -> Self {
        self.with(JsonPatchOperation::Test { path: path.into(), value: value.into() })
    }

    /// Adds an operation at the end.
    #[must_use]
    pub fn with(mut self, operation: JsonPatchOperation) -> Self {
        self.0.push(operation);
        self
    }

    /// The operations, in their order.
    pub fn iter(&self) -> std::slice::Iter<'_, JsonPatchOperation> {
        self.0.iter()
    }

    /// The operations, by value.
    pub fn into_inner(self) -> Vec<JsonPatchOperation> {
        self.0
    }
}

impl From<Vec<JsonPatchOperation>> for JsonPatch {
    fn from(operations: Vec<JsonPatchOperation>) -> Self {
        Self(operations)
    }
}

impl FromIterator<JsonPatchOperation> for JsonPatch {
    fn from_iter<I: IntoIterator<Item = JsonPatchOperation>>(operations: I) -> Self {
        Self(operations.into_iter().collect())
    }
}

impl Extend<JsonPatchOperation> for JsonPatch {
    fn extend<I: IntoIterator<Item = JsonPatchOperation>>(&mut self, operations: I) {
        self.0.extend(operations);
    }
}

impl IntoIterator for JsonPatch {
    type Item = JsonPatchOperation;
    type IntoIter = std::vec::IntoIter<JsonPatchOperation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a JsonPatch {
    type Item = &'a JsonPatchOperation;
    type IntoIter = std::slice::Iter<'a, JsonPatchOperation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Serialize for JsonPatch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for JsonPatch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self)
    }
}

/// One change of a [`JsonPatch`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonPatchOperation {
    /// Adds a value: a new property, or an element before the one at `path`.
    Add {
        /// The place.
        path: String,
        /// The value.
        value: Value,
    },
    /// Removes a value.
    Remove {
        /// The place.
        path: String,
    },
    /// Replaces a value.
    Replace {
        /// The place.
        path: String,
        /// The new value.
        value: Value,
    },
    /// Moves a value.
    Move {
        /// The old place.
        from: String,
        /// The new place.
        path: String,
    },
    /// Copies a value.
    Copy {
        /// The place of the original.
        from: String,
        /// The place of the copy.
        path: String,
    },
    /// Makes the whole patch fail unless a value is as expected.
    Test {
        /// The place.
        path: String,
        /// The expected value.
        value: Value,
    },
}

impl Serialize for JsonPatchOperation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (op, from, path, value) = match self {
            Self::Add { path, value } => ("add", None, path, Some(value)),
            Self::Remove { path } => ("remove", None, path, None),
            Self::Replace { path, value } => ("replace", None, path, Some(value)),
            Self::Move { from, path } => ("move", Some(from), path, None),
            Self::Copy { from, path } => ("copy", Some(from), path, None),
            Self::Test { path, value } => ("test", None, path, Some(value)),
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("op", op)?;
        if let Some(from) = from {
            map.serialize_entry("from", from)?;
        }
        map.serialize_entry("path", path)?;
        if let Some(value) = value {
            map.serialize_entry("value", value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for JsonPatchOperation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OperationVisitor)
    }
}

struct OperationVisitor;

impl<'de> Visitor<'de> for OperationVisitor {
    type Value = JsonPatchOperation;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an operation of a JSON Patch")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut op, mut from, mut path, mut value) = (None, None, None, None);
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match &*key {
                "op" => op = Some(map.next_value::<Key<'de>>()?),
                "from" => from = map.next_value()?,
                "path" => path = Some(map.next_value()?),
                // Null is a value as well.
                "value" => value = Some(map.next_value::<Value>()?),
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        let op = required(op, "op")?;
        let path = required(path, "path")?;
        Ok(match &*op {
            "add" => JsonPatchOperation::Add { path, value: required(value, "value")? },
            "remove" => JsonPatchOperation::Remove { path },
            "replace" => JsonPatchOperation::Replace { path, value: required(value, "value")? },
            "move" => JsonPatchOperation::Move { from: required(from, "from")?, path },
            "copy" => JsonPatchOperation::Copy { from: required(from, "from")?, path },
            "test" => JsonPatchOperation::Test { path, value: required(value, "value")? },
            op => {
                let expected = "`add`, `remove`, `replace`, `move`, `copy` or `test`";
                return Err(A::Error::invalid_value(Unexpected::Str(op), &expected));
            }
        })
    }
}
