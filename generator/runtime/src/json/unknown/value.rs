//! Values that the specification doesn't list, kept as they came.

use std::cell::Cell;
use std::fmt;

thread_local! {
    /// How many unknown values the thread has made: a union becomes the variant with the fewest of them.
    static MADE: Cell<usize> = const { Cell::new(0) };
}

/// A value that an enum of the API doesn't list, or that fits no variant of a union.
///
/// It is written back as it was read. It has no constructor. Otherwise a listed value could be passed off as an unlisted one,
/// and two equal values would differ. Use `From` to make enums.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UnknownValue<T> {
    value: T,
}

impl<T> UnknownValue<T> {
    pub(crate) fn new(value: T) -> Self {
        count(1);
        Self { value }
    }

    /// The value.
    pub fn get(&self) -> &T {
        &self.value
    }

    /// The value, by value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: fmt::Display> fmt::Display for UnknownValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// A value of an enum or a union that the specification doesn't name. Callers can't make one: the value might be one of the named values.
pub fn unknown<T>(value: T) -> UnknownValue<T> {
    UnknownValue::new(value)
}

/// Counts `made` more of them.
pub(crate) fn count(made: usize) {
    MADE.set(MADE.get().wrapping_add(made));
}

/// The result of `decode`, and how many unknown values it made. They are not counted, because it was only an attempt.
pub(crate) fn attempt<T>(decode: impl FnOnce() -> T) -> (T, usize) {
    let before = MADE.get();
    let decoded = decode();
    let made = MADE.get().wrapping_sub(before);
    MADE.set(before);
    (decoded, made)
}
