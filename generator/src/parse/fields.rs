//! Reads the members of a JSON object.

use serde_json::{Map, Number, Value};

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

    pub(super) fn texts(self, key: &str) -> Vec<String> {
        let list = self.get(key).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    pub(super) fn object(self, key: &str) -> Self {
        Self(self.get(key).and_then(Value::as_object))
    }

    pub(super) fn entries(self) -> impl Iterator<Item = (&'j String, &'j Value)> {
        self.0.into_iter().flatten()
    }
}

impl<'j> From<&'j Map<String, Value>> for Fields<'j> {
    fn from(map: &'j Map<String, Value>) -> Self {
        Self(Some(map))
    }
}

/// Takes members out of a JSON object. What says no more than its absence stays in it.
pub(super) trait Take {
    /// A value that passes the test.
    fn take(&mut self, key: &str, test: impl FnOnce(&Value) -> bool) -> Option<Value>;

    fn text(&mut self, key: &str) -> Option<String> {
        match self.take(key, Value::is_string)? {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// A boolean that is true.
    fn flag(&mut self, key: &str) -> bool {
        self.take(key, |value| *value == Value::Bool(true)).is_some()
    }

    fn number(&mut self, key: &str) -> Option<Number> {
        match self.take(key, Value::is_number)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    fn count(&mut self, key: &str) -> Option<usize> {
        usize::try_from(self.take(key, Value::is_u64)?.as_u64()?).ok()
    }

    /// A list that isn't empty.
    fn list(&mut self, key: &str) -> Vec<Value> {
        match self.take(key, |value| value.as_array().is_some_and(|list| !list.is_empty())) {
            Some(Value::Array(list)) => list,
            _ => Vec::new(),
        }
    }

    fn texts(&mut self, key: &str) -> Vec<String> {
        let text = |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        };
        self.list(key).into_iter().filter_map(text).collect()
    }

    /// An object that isn't empty.
    fn object(&mut self, key: &str) -> Map<String, Value> {
        match self.take(key, |value| value.as_object().is_some_and(|map| !map.is_empty())) {
            Some(Value::Object(map)) => map,
            _ => Map::new(),
        }
    }
}

impl Take for Map<String, Value> {
    fn take(&mut self, key: &str, test: impl FnOnce(&Value) -> bool) -> Option<Value> {
        self.get(key).filter(|value| test(value))?;
        self.shift_remove(key)
    }
}
