//! Chooses the variant of a union that a value fits best.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::time::Instant;

use serde::Serialize;
use serde::de::{DeserializeOwned, Error};
use serde_json::{Number, Value};

use super::purpose::{Purpose, written_for};
use super::unknown::discriminators::{self, Discriminators};
use super::unknown::value::{self as unknown_value, UnknownValue};

/// The variants of a union, tried one after the other on the same value.
///
/// Types are lenient: they drop unknown properties, and enums are open. So a value often decodes as several variants. The
/// variant that knows most of the value wins. Among equals it is the one that keeps more of the rest as unknown properties,
/// and then the first one that was offered. If it drops something
/// that another variant keeps, the value is several variants at once. Then no variant gets it, and it stays as it is.
pub struct Best<U> {
    value: Value,
    tag: Tag,
    /// The discriminators of this union and of the unions around it.
    discriminators: Discriminators,
    found: Option<(Misfit, U)>,
    /// What all of the closest variants so far drop, with how much they drop; `None` if no variant fits.
    dropped_by_all: Option<(usize, BTreeSet<usize>)>,
    /// The variant by its shape, if the value has no discriminator.
    shaped: Shaped<U>,
}

/// The value's discriminator.
enum Tag {
    /// Some variants have this value: only they are tried.
    Listed(String),
    /// No variant has this value, or there is no discriminator: only variants without any are tried.
    Unlisted,
    /// Absent: if no variant without a discriminator fits, the only other variant that fits is used.
    Absent,
}

/// The variants with a discriminator that keep all of a value without it.
enum Shaped<U> {
    Nothing,
    One(U),
    Several,
}

/// How far a variant is from the value, most important first.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Misfit {
    /// Values that the variant doesn't write back, or changes.
    lost: usize,
    /// Values that an enum or a union of the variant doesn't list.
    unlisted: usize,
    /// Values that the variant writes in another form: `1.0` for `1`, nothing for null.
    rewritten: usize,
    /// Of the values that the variant doesn't know, those that it doesn't keep as unknown properties either.
    forgotten: usize,
    /// The properties and items, by their address, that the variant doesn't know. Last, because it is not a measure.
    dropped: BTreeSet<usize>,
}

impl<U> Best<U> {
    /// A union for `value`, with no variant offered yet.
    ///
    /// `discriminator` is the name of the property that tells the variants apart, if there is one. `tags` are its values in all
    /// variants, as text: `2` and `true` stand for a number and a boolean.
    pub fn new(value: Value, discriminator: &[&'static str], tags: &[&str]) -> Self {
        let mut discriminators = discriminators::take();
        let tag = match discriminator.first().and_then(|name| Some((value.as_object()?, name))) {
            None => Tag::Unlisted,
            Some((properties, name)) => match properties.get(*name) {
                None | Some(Value::Null) => Tag::Absent,
                Some(tag) => match text(tag).filter(|tag| tags.contains(&tag.as_ref())) {
                    Some(tag) => Tag::Listed(tag.into_owned()),
                    None => Tag::Unlisted,
                },
            },
        };
        match &tag {
            Tag::Listed(_) => discriminators.present.extend(discriminator),
            Tag::Absent => discriminators.absent.extend(discriminator),
            Tag::Unlisted => {}
        }
        Self { value, tag, discriminators, found: None, dropped_by_all: None, shaped: Shaped::Nothing }
    }

    /// Offers a variant that holds a `V`, unless a property of the value contradicts its constants.
    ///
    /// `constants` are properties with all values that the variant allows there.
    pub fn offer_if<V: DeserializeOwned + Serialize>(
        &mut self,
        tags: &[&str],
        constants: &[(&str, &[&str])],
        wrap: impl FnOnce(V) -> U,
    ) {
        let is_other = |(name, values): &(&str, &[&str])| {
            let found = self.value.get(name).filter(|found| !found.is_null());
            found.is_some_and(|found| text(found).is_none_or(|found| !values.contains(&found.as_ref())))
        };
        if !constants.iter().any(is_other) {
            self.offer(tags, wrap);
        }
    }

    /// Offers a variant that holds a `V` and has these values of the discriminator.
    ///
    /// If no variant has the value's discriminator, the variants without any are tried.
    pub fn offer<V: DeserializeOwned + Serialize>(&mut self, tags: &[&str], wrap: impl FnOnce(V) -> U) {
        let is_meant = match &self.tag {
            Tag::Listed(tag) => tags.contains(&tag.as_str()),
            Tag::Absent if !tags.is_empty() => return self.offer_shape(wrap),
            Tag::Unlisted | Tag::Absent => tags.is_empty(),
        };
        if !is_meant {
            return;
        }
        if matches!(&self.found, Some((misfit, _)) if *misfit == Misfit::default()) {
            return;
        }
        let Some((decoded, misfit)) = self.attempt::<V>() else { return };
        match &mut self.dropped_by_all {
            // A variant that keeps parts as unknown values doesn't know them.
            Some((unlisted, _)) if *unlisted < misfit.unlisted => {}
            Some((unlisted, dropped)) if *unlisted == misfit.unlisted => {
                dropped.retain(|part| misfit.dropped.contains(part));
            }
            _ => self.dropped_by_all = Some((misfit.unlisted, misfit.dropped.clone())),
        }
        if self.found.as_ref().is_none_or(|(best, _)| misfit.weight() < best.weight()) {
            self.found = Some((misfit, wrap(decoded)));
        }
    }

    /// Offers a variant only by its shape: it has to keep all of the value.
    fn offer_shape<V: DeserializeOwned + Serialize>(&mut self, wrap: impl FnOnce(V) -> U) {
        if matches!(self.shaped, Shaped::Several) {
            return;
        }
        let Some((decoded, misfit)) = self.attempt::<V>() else { return };
        if misfit.unlisted == 0 && misfit.lost == 0 {
            self.shaped = match self.shaped {
                Shaped::Nothing => Shaped::One(wrap(decoded)),
                _ => Shaped::Several,
            };
        }
    }

    /// The value as a `V`, and how far the two differ.
    fn attempt<V: DeserializeOwned + Serialize>(&self) -> Option<(V, Misfit)> {
        let _attempt = Attempt::start(&self.value)?;
        let is_tried = !matches!(self.tag, Tag::Listed(_)) && !self.value.is_array();
        let around = || Discriminators { is_tried, ..self.discriminators.clone() };
        let read = |value| discriminators::within(around(), || V::deserialize(value));
        let (mut decoded, mut unlisted) = unknown_value::attempt(|| read(&self.value));
        if decoded.is_err()
            && let Some(whole) = whole_numbers(&self.value)
        {
            (decoded, unlisted) = unknown_value::attempt(|| read(&whole));
        }
        let decoded = decoded.ok()?;
        // Parts that a model only keeps are not known to it.
        let mut encoded = written_for(Purpose::Measure, || serde_json::to_value(&decoded)).ok()?;
        if let Value::Object(encoded) = &mut encoded {
            // The unions write these.
            for name in &self.discriminators.present {
                let tag = self.value.get(*name).cloned().unwrap_or_default();
                encoded.entry(*name).or_insert(tag);
            }
        }
        let misfit = misfit(&self.value, &encoded);
        // A single value that the variant would write differently doesn't fit the variant.
        let is_single = !matches!(self.value, Value::Array(_) | Value::Object(_));
        if is_single && misfit.lost > 0 {
            return None;
        }
        let mut forgotten = 0;
        if !misfit.dropped.is_empty() {
            let whole = written_for(Purpose::Whole, || serde_json::to_value(&decoded)).ok()?;
            forgotten = self::misfit(&self.value, &whole).dropped.len();
        }
        Some((decoded, Misfit { unlisted, forgotten, ..misfit }))
    }

    /// The variant that fits best. If none fits, the result of `unknown` for the value.
    ///
    /// It fails if no variant fits and the value is only tried as a member of another union, because another member may fit.
    pub fn finish<E: Error>(self, unknown: impl FnOnce(UnknownValue<Value>) -> U) -> Result<U, E> {
        if is_late() {
            return Err(E::custom("there is no time left"));
        }
        let (_, dropped_by_all) = self.dropped_by_all.unwrap_or_default();
        match self.found {
            Some((misfit, found)) if misfit.dropped.is_subset(&dropped_by_all) => {
                unknown_value::count(misfit.unlisted);
                Ok(found)
            }
            _ => match self.shaped {
                Shaped::One(found) => Ok(found),
                _ if self.discriminators.is_tried => Err(E::custom("the value fits no variant")),
                _ => Ok(unknown(UnknownValue::new(self.value))),
            },
        }
    }
}

/// A scalar as the text by which discriminators and constants are compared. `1.0` is the integer 1.
fn text(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Bool(boolean) => Some(Cow::Owned(boolean.to_string())),
        Value::Number(number) => {
            let text = number.to_string();
            let whole = text.strip_suffix(".0").map(str::to_owned);
            Some(Cow::Owned(whole.unwrap_or(text)))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

impl Misfit {
    fn weight(&self) -> (usize, usize, usize, usize) {
        (self.lost, self.unlisted, self.rewritten, self.forgotten)
    }

    /// Counts `value` as dropped as a whole.
    fn drop(&mut self, value: &Value) {
        each_leaf(value, |leaf| {
            self.lost += 1;
            self.dropped.insert(std::ptr::from_ref(leaf).addr());
        });
    }
}

/// How much attempts may look at, however small the response.
const BUDGET: usize = 100_000;

/// What attempts may look at for each byte of a response.
const PER_BYTE: usize = 8;

/// What an attempt costs whatever it looks at, in values.
const PER_ATTEMPT: usize = 4;

/// What attempts may still do.
#[derive(Clone, Copy)]
struct Left {
    /// How many values they may look at.
    values: usize,
    /// When they have to end.
    end: Option<Instant>,
    /// Whether one came too late to start.
    is_late: bool,
}

/// The result of `decode`, in which all unions share the budget of a response of `size` bytes. `None` if the time ran out
/// at `end`.
pub(crate) fn within_budget<T>(size: usize, end: Option<Instant>, decode: impl FnOnce() -> T) -> Option<T> {
    struct Restore(Option<Left>);
    impl Drop for Restore {
        fn drop(&mut self) {
            LEFT.set(self.0);
        }
    }
    let values = size.saturating_mul(PER_BYTE).saturating_add(BUDGET);
    let _restore = Restore(LEFT.replace(Some(Left { values, end, is_late: false })));
    let decoded = decode();
    (!is_late()).then_some(decoded)
}

/// Whether the time of this response is over.
fn is_late() -> bool {
    LEFT.get().is_some_and(|left| left.is_late)
}

thread_local! {
    /// What attempts may still do in this response or inside the outermost attempt; `None` outside.
    static LEFT: Cell<Option<Left>> = const { Cell::new(None) };
}

/// One attempt to decode a value as a variant.
///
/// Variants can hold unions themselves, so attempts multiply with each level. A hostile value could keep the client busy for ever.
/// So there is a budget for each response, and for each value that is decoded elsewhere. An attempt costs as much as its value has
/// parts. When the budget is spent, unions are left undecoded.
struct Attempt {
    is_outermost: bool,
}

impl Attempt {
    fn start(value: &Value) -> Option<Self> {
        let left = LEFT.get();
        if is_late() {
            return None;
        }
        let cost = values(value).saturating_add(PER_ATTEMPT);
        let allowed = cost.saturating_mul(200).saturating_add(BUDGET);
        let mut now = left.unwrap_or(Left { values: allowed, end: None, is_late: false });
        now.is_late = now.end.is_some_and(|end| end <= Instant::now());
        let rest = now.values.checked_sub(cost).filter(|_| !now.is_late);
        LEFT.set(Some(Left { values: rest.unwrap_or(now.values), ..now }));
        rest.map(|_| Self { is_outermost: left.is_none() })
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if self.is_outermost {
            LEFT.set(None);
        }
    }
}

/// How many values there are in `value`, itself and all that only hold others among them: each is visited.
fn values(value: &Value) -> usize {
    let mut count = 0;
    each_value(value, |_| count += 1);
    count
}

/// How `encoded`, which a variant kept, differs from `value`. Not recursive, because values can be deep.
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
                        None => misfit.drop(value),
                    }
                }
            }
            (Value::Array(value), Value::Array(encoded)) => {
                open.extend(value.iter().zip(encoded));
                value.iter().skip(encoded.len()).for_each(|item| misfit.drop(item));
            }
            (value, encoded) if value == encoded => {}
            (Value::Number(value), Value::Number(encoded)) if is_same_number(value, encoded) => {
                misfit.rewritten += 1;
            }
            (value, _) => misfit.lost += leaves(value),
        }
    }
    misfit
}

/// A number, or a list of numbers, with integers written as such: `1` for `1.0`. `None` for everything else.
fn whole_numbers(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => {
            let integer = number.as_i64().or_else(|| {
                // Up to here every whole number is exact.
                let exact = number.as_f64().filter(|it| it.fract() == 0.0 && it.abs() <= 9_007_199_254_740_992.0)?;
                #[expect(clippy::cast_possible_truncation, reason = "it has no fraction, and fits")]
                Some(exact as i64)
            });
            integer.map(Value::from)
        }
        Value::Array(items) => items.iter().map(whole_numbers).collect::<Option<Vec<_>>>().map(Value::Array),
        _ => None,
    }
}

/// Whether both are the same number in different forms. Beyond 2^53 a double is only near its integer.
fn is_same_number(value: &Number, encoded: &Number) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "below 2^53 nothing is lost")]
    let exact = |number: &Number| match number.as_i64() {
        Some(integer) => (integer.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS).then_some(integer as f64),
        None if number.is_u64() => None,
        None => number.as_f64(),
    };
    exact(value).is_some_and(|value| exact(encoded) == Some(value))
}

/// How many values there are in `value`, an empty array or object being one.
fn leaves(value: &Value) -> usize {
    let mut count = 0;
    each_leaf(value, |_| count += 1);
    count
}

fn each_leaf(value: &Value, mut visit: impl FnMut(&Value)) {
    each_value(value, |value| match value {
        Value::Array(items) if !items.is_empty() => {}
        Value::Object(properties) if !properties.is_empty() => {}
        leaf => visit(leaf),
    });
}

fn each_value(value: &Value, mut visit: impl FnMut(&Value)) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        visit(value);
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(properties) => open.extend(properties.values()),
            _ => {}
        }
    }
}
