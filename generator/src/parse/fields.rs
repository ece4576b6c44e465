//! Reads the members of a JSON object.

use serde_json::{Map, Value};

/// The members of a JSON object, each read as what it should be. What is of another kind counts as missing: *repair* has
/// said so already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'j>(Option<&'j Map<String, Value>>);

impl<'j> Fields<'j> {
    /// The members of `value`; none if it is no object.
    pub(super) fn of(value: &'j Value) -> Self {
        Self(value.as_object())
    }

    pub(super) fn get(self, key: &str) -> Option<&'j Value> {
        self.0?.get(key)
    }

    /// A value of any kind but null, which says no more than its absence.
    pub(super) fn value(self, key: &str) -> Option<Value> {
        self.get(key).filter(|value| !value.is_null()).cloned()
    }

    pub(super) fn str(self, key: &str) -> Option<&'j str> {
        self.get(key)?.as_str()
    }

    pub(super) fn text(self, key: &str) -> Option<String> {
        self.str(key).map(str::to_owned)
    }

    pub(super) fn boolean(self, key: &str) -> Option<bool> {
        self.get(key)?.as_bool()
    }

    /// A boolean that is false where it is missing.
    pub(super) fn flag(self, key: &str) -> bool {
        self.boolean(key).unwrap_or_default()
    }

    pub(super) fn number(self, key: &str) -> Option<f64> {
        self.get(key)?.as_f64()
    }

    pub(super) fn count(self, key: &str) -> Option<usize> {
        usize::try_from(self.get(key)?.as_u64()?).ok()
    }

    pub(super) fn list(self, key: &str) -> &'j [Value] {
        self.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn texts(self, key: &str) -> Vec<String> {
        self.list(key).iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    pub(super) fn object(self, key: &str) -> Self {
        Self(self.get(key).and_then(Value::as_object))
    }

    pub(super) fn entries(self) -> impl Iterator<Item = (&'j String, &'j Value)> {
        self.0.into_iter().flatten()
    }
}
