//! Chooses the variant of a union that a value fits best.

// An API without unions has no use for it.
#![allow(dead_code)]

use std::cell::Cell;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::unknown_value::{self, UnknownValue};

/// The variants of a union, tried one after the other on the same value.
///
/// Types are lenient: unknown properties are dropped and enums are open, so that a value often decodes as several
/// variants. The one that keeps most of the value wins, and among equals the one that was offered first.
pub(crate) struct Best<U> {
    value: Value,
    found: Option<(Misfit, U)>,
}

/// How far a variant is from the value, in the order of weight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Misfit {
    /// Values that the variant doesn't write back, or not as they are.
    lost: usize,
    /// Values that an enum or a union of the variant doesn't list.
    unlisted: usize,
    /// Values that the variant writes in another form: `1.0` for `1`, nothing for null.
    rewritten: usize,
}

impl<U> Best<U> {
    /// Nothing is offered yet for `value`.
    pub(crate) fn new(value: Value) -> Self {
        Self { value, found: None }
    }

    /// The value.
    pub(crate) fn value(&self) -> &Value {
        &self.value
    }

    /// Offers a variant that holds a `V`.
    pub(crate) fn offer<V: DeserializeOwned + Serialize>(&mut self, wrap: impl FnOnce(V) -> U) {
        if matches!(&self.found, Some((misfit, _)) if *misfit == Misfit::default()) {
            return;
        }
        let Some(_attempt) = Attempt::start(&self.value) else { return };
        let (decoded, unlisted) = unknown_value::attempt(|| V::deserialize(&self.value));
        let Ok(decoded) = decoded else { return };
        let Ok(encoded) = serde_json::to_value(&decoded) else { return };
        let misfit = Misfit { unlisted, ..misfit(&self.value, &encoded) };
        if self.found.as_ref().is_none_or(|(best, _)| misfit < *best) {
            self.found = Some((misfit, wrap(decoded)));
        }
    }

    /// The variant that fits best, or, where none does, what `unknown` makes of the value.
    pub(crate) fn finish(self, unknown: impl FnOnce(UnknownValue<Value>) -> U) -> U {
        match self.found {
            Some((misfit, found)) => {
                unknown_value::count(misfit.unlisted);
                found
            }
            None => unknown(UnknownValue::new(self.value)),
        }
    }
}

thread_local! {
    /// How many attempts are left inside the outermost one; `None` outside of any.
    static LEFT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// One attempt to decode a value as a variant.
///
/// Variants can hold unions themselves, so that attempts multiply with each level. A value made to that end would
/// keep the client busy for ever: inside one outermost attempt there are only so many for each of the value's parts,
/// then unions are left undecoded.
struct Attempt {
    is_outermost: bool,
}

impl Attempt {
    fn start(value: &Value) -> Option<Self> {
        let left = LEFT.get();
        let allowed = left.unwrap_or_else(|| leaves(value).saturating_mul(100).saturating_add(10_000));
        LEFT.set(Some(allowed.checked_sub(1)?));
        Some(Self { is_outermost: left.is_none() })
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if self.is_outermost {
            LEFT.set(None);
        }
    }
}

/// How `encoded` differs from `value`, of which it is what a variant kept. Not recursive: values can be deep.
fn misfit(value: &Value, encoded: &Value) -> Misfit {
    let mut misfit = Misfit::default();
    let mut open = vec![(value, encoded)];
    while let Some(pair) = open.pop() {
        match pair {
            (Value::Object(value), Value::Object(encoded)) => {
                for (key, value) in value {
                    match encoded.get(key) {
                        Some(encoded) => open.push((value, encoded)),
                        None if value.is_null() => misfit.rewritten += 1,
                        None => misfit.lost += leaves(value),
                    }
                }
            }
            (Value::Array(value), Value::Array(encoded)) => {
                open.extend(value.iter().zip(encoded));
                misfit.lost += value.iter().skip(encoded.len()).map(leaves).sum::<usize>();
            }
            (value, encoded) if value == encoded => {}
            (Value::Number(value), Value::Number(encoded)) if value.as_f64() == encoded.as_f64() => {
                misfit.rewritten += 1;
            }
            (value, _) => misfit.lost += leaves(value),
        }
    }
    misfit
}

/// How many values there are in `value`, an empty array or object being one.
fn leaves(value: &Value) -> usize {
    let mut count = 0;
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) if !items.is_empty() => open.extend(items),
            Value::Object(properties) if !properties.is_empty() => open.extend(properties.values()),
            _ => count += 1,
        }
    }
    count
}
