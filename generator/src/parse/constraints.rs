//! Bounds.

use serde_json::{Map, Number, Value};

use super::fields::Take;

/// Bounds on values, and the direction in which they travel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
#[allow(clippy::struct_excessive_bools, reason = "each is a keyword")]
pub(crate) struct Constraints {
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) minimum: Option<Number>,
    pub(crate) maximum: Option<Number>,
    pub(crate) exclusive_minimum: bool,
    pub(crate) exclusive_maximum: bool,
    pub(crate) multiple_of: Option<Number>,
    pub(crate) pattern: Option<String>,
    /// `minLength`, `minItems` and `minProperties`.
    pub(crate) least: [Option<usize>; 3],
    /// `maxLength`, `maxItems` and `maxProperties`.
    pub(crate) most: [Option<usize>; 3],
    pub(crate) unique_items: bool,
}

pub(crate) const LEAST: [&str; 3] = ["minLength", "minItems", "minProperties"];
pub(crate) const MOST: [&str; 3] = ["maxLength", "maxItems", "maxProperties"];
pub(super) const FLAGS: [&str; 5] = ["readOnly", "writeOnly", "exclusiveMinimum", "exclusiveMaximum", "uniqueItems"];

impl Constraints {
    pub(super) fn take(map: &mut Map<String, Value>) -> Self {
        Self {
            read_only: map.flag("readOnly"),
            write_only: map.flag("writeOnly"),
            minimum: map.number("minimum"),
            maximum: map.number("maximum"),
            exclusive_minimum: map.flag("exclusiveMinimum"),
            exclusive_maximum: map.flag("exclusiveMaximum"),
            multiple_of: map.number("multipleOf"),
            pattern: map.text("pattern"),
            least: LEAST.map(|key| map.count(key)),
            most: MOST.map(|key| map.count(key)),
            unique_items: map.flag("uniqueItems"),
        }
    }

    /// The first bound on lengths, whatever has them.
    pub(crate) fn lengths(&self) -> (Option<usize>, Option<usize>) {
        let first = |bounds: [Option<usize>; 3]| bounds.into_iter().flatten().next();
        (first(self.least), first(self.most))
    }

    /// Takes over what another says where this says nothing, but for the flags that are denied.
    pub(super) fn fill(&mut self, other: &Self, is_denied: [bool; 5]) {
        let mut theirs = other.clone();
        for ((own, theirs), is_denied) in self.flags().into_iter().zip(theirs.flags()).zip(is_denied) {
            *own |= *theirs && !is_denied;
        }
        or(&mut self.pattern, theirs.pattern);
        let numbers = [&mut self.minimum, &mut self.maximum, &mut self.multiple_of];
        for (own, theirs) in numbers.into_iter().zip([theirs.minimum, theirs.maximum, theirs.multiple_of]) {
            or(own, theirs);
        }
        for (own, theirs) in
            self.least.iter_mut().chain(&mut self.most).zip(theirs.least.into_iter().chain(theirs.most))
        {
            or(own, theirs);
        }
    }

    /// In the order of [`FLAGS`].
    fn flags(&mut self) -> [&mut bool; 5] {
        [
            &mut self.read_only,
            &mut self.write_only,
            &mut self.exclusive_minimum,
            &mut self.exclusive_maximum,
            &mut self.unique_items,
        ]
    }
}

pub(super) fn or<T>(own: &mut Option<T>, other: Option<T>) {
    if own.is_none() {
        *own = other;
    }
}
