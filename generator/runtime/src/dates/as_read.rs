//! What dates and date-times share: they are written back as they were read, and compared by their meaning.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// How a value is written that was not read.
pub(super) trait Canonical {
    /// The value's text.
    fn canonical(&self) -> String;
}

/// A value with its original text. Values are equal, and ordered, without regard to the text.
#[derive(Clone)]
pub(super) struct AsRead<T> {
    pub(super) value: T,
    /// The original text, if it differs from the canonical one.
    text: Option<Box<str>>,
}

impl<T: Canonical> AsRead<T> {
    pub(super) fn read(value: T, text: &str) -> Self {
        let text = (value.canonical() != text).then(|| text.into());
        Self { value, text }
    }

    pub(super) fn new(value: T) -> Self {
        Self { value, text: None }
    }
}

impl<T: Canonical> fmt::Display for AsRead<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.pad(text),
            None => f.pad(&self.value.canonical()),
        }
    }
}

impl<T: PartialEq> PartialEq for AsRead<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for AsRead<T> {}

impl<T: Hash> Hash for AsRead<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl<T: Ord> PartialOrd for AsRead<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: Ord> Ord for AsRead<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}
