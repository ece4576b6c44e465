//! Bounds of numbers, lengths and counts.

use serde_json::{Map, Number, Value, json};

use super::super::context::Context;
use super::super::values;
use super::enums::integral;
use crate::diagnostic::Code;
use crate::notes::BIG_INTEGER;

/// 2^63, the first number beyond signed integers of 64 bits.
const PAST_I64: f64 = 9_223_372_036_854_775_808.0;
/// 2^63 as JavaScript prints it.
const ROUNDED_SIGNED: u64 = 9_223_372_036_854_776_000;
/// 2^64, the first number beyond unsigned integers of 64 bits.
const PAST_U64: f64 = 18_446_744_073_709_551_616.0;

/// What bounds a number.
const NUMBERS: [&str; 5] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
/// What bounds a length or a count.
const COUNTS: [&str; 6] = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];

pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    if values::has_any(map, &NUMBERS) {
        repair_numbers(context, map);
    }
    if values::has_any(map, &COUNTS) {
        for key in COUNTS {
            repair_count(context, map, key);
        }
    }
    values::booleans(context, map, &["uniqueItems"]);
}

fn repair_numbers(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    for key in NUMBERS {
        read_number(context, map, key);
    }
    repair_exclusive(context, map, "minimum", "exclusiveMinimum", f64::max);
    repair_exclusive(context, map, "maximum", "exclusiveMaximum", f64::min);
    if map.get("multipleOf").and_then(Value::as_f64).is_some_and(|step| step <= 0.0) {
        drop_bound(context, map, "multipleOf", "it must be more than zero");
    }
    if map.get("type").and_then(Value::as_str) == Some("integer") {
        repair_integer(context, map);
    }
}

/// Reads a number that is written as a string.
fn read_number(context: &mut Context<'_>, map: &mut Map<String, Value>, key: &str) {
    let is_exclusive = key.starts_with("exclusive");
    let Some(value) = map.get_mut(key) else { return };
    let read = match &*value {
        Value::Number(_) => return,
        Value::Bool(_) if is_exclusive => return,
        Value::String(text) if is_exclusive && text.trim().parse::<bool>().is_ok() => {
            Value::Bool(text.trim().parse().unwrap_or_default())
        }
        Value::String(text) => {
            let text = text.trim();
            let integer = text.parse::<i64>().ok().map(Number::from);
            match integer.or_else(|| Number::from_f64(text.parse().ok()?)) {
                Some(number) => Value::Number(number),
                None => return drop_bound(context, map, key, "it is not a number"),
            }
        }
        _ => return drop_bound(context, map, key, "it is not a number"),
    };
    *value = read;
    context.within(key, |context| context.note(Code::ConvertedValue, "expected a number: the string was read as one"));
}

/// Turns an exclusive bound that is a number into the bound and a flag, where `tighter` picks one of two.
fn repair_exclusive(
    context: &mut Context<'_>,
    map: &mut Map<String, Value>,
    inclusive: &str,
    exclusive: &str,
    tighter: fn(f64, f64) -> f64,
) {
    let Some(Value::Number(bound)) = map.get(exclusive) else { return };
    let bound = bound.clone();
    if !context.newer {
        context.within(exclusive, |context| {
            context.note(Code::NumericExclusiveBound, "in OpenAPI 3.0 this is a boolean beside the bound");
        });
    }
    let wins = match map.get(inclusive).and_then(Value::as_f64) {
        None => true,
        Some(other) => bound.as_f64().is_some_and(|bound| tighter(bound, other).total_cmp(&bound).is_eq()),
    };
    if wins {
        map.insert(inclusive.to_owned(), Value::Number(bound));
        map.insert(exclusive.to_owned(), Value::Bool(true));
    } else {
        map.shift_remove(exclusive);
    }
}

/// Makes the bounds of an integer signed ones of 64 bits, which are all that typed documents have.
fn repair_integer(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    let is_unsigned = is_unsigned(map);
    let is_beyond = is_beyond(map);
    for key in ["minimum", "maximum", "multipleOf"] {
        let Some(Value::Number(number)) = map.get(key) else { continue };
        if number.is_i64() {
            continue;
        }
        if let Some(integer) = integral(number) {
            map.insert(key.to_owned(), json!(integer));
            continue;
        }
        let float = number.as_f64().unwrap_or_default();
        let reason = if float.fract() != 0.0 {
            "it is not an integer"
        } else if is_beyond {
            "it is beyond 64 bits, and values may be, too"
        } else if is_unsigned {
            "it is beyond signed 64 bits, so the integer is unsigned"
        } else if number.is_u64() || float.abs() < PAST_U64 {
            "it is beyond signed 64 bits"
        } else {
            "it is beyond 64 bits"
        };
        drop_bound(context, map, key, reason);
    }
    if is_beyond {
        map.insert("format".to_owned(), json!(BIG_INTEGER));
    } else if is_unsigned {
        map.insert("format".to_owned(), json!("uint64"));
    }
    for (inclusive, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        if !map.contains_key(inclusive) {
            map.shift_remove(exclusive);
        }
    }
}

/// Returns whether no type of 64 bits has all values that the bounds of an integer allow.
fn is_beyond(map: &Map<String, Value>) -> bool {
    // A format says how many bits there are, and wins over a bound that was meant as "any".
    if map.get("format").and_then(Value::as_str).is_some_and(|format| format.contains("int")) {
        return false;
    }
    let bound = |key: &str| map.get(key).and_then(Value::as_f64);
    let (minimum, maximum) = (bound("minimum"), bound("maximum"));
    let is_negative = minimum.is_some_and(|minimum| minimum < 0.0);
    maximum.is_some_and(|maximum| maximum > PAST_U64 || (is_negative && maximum > PAST_I64))
        || minimum.is_some_and(|minimum| minimum < -PAST_I64)
}

/// Returns whether an integer is never negative and may exceed `i64`.
fn is_unsigned(map: &Map<String, Value>) -> bool {
    let bound = |key: &str| map.get(key).and_then(Value::as_f64);
    // JavaScript's doubles make 2^63 of the greatest signed integer, which so says nothing.
    let is_past_signed = |key: &str| match map.get(key) {
        Some(Value::Number(number)) if number.is_u64() => number.as_u64().is_some_and(|it| it > ROUNDED_SIGNED),
        _ => bound(key).is_some_and(|bound| bound > PAST_I64),
    };
    bound("minimum").is_some_and(|minimum| minimum >= 0.0) && (is_past_signed("maximum") || is_past_signed("minimum"))
}

/// Makes a length or count a whole number that is not negative.
fn repair_count(context: &mut Context<'_>, map: &mut Map<String, Value>, key: &str) {
    let Some(value) = map.get_mut(key) else { return };
    let count = match &*value {
        Value::Number(number) if number.is_u64() => return,
        Value::Number(number) => integral(number).and_then(|count| u64::try_from(count).ok()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    match count {
        Some(count) => {
            *value = json!(count);
            context.within(key, |context| context.note(Code::ConvertedValue, format!("read as `{count}`")));
        }
        None => drop_bound(context, map, key, "it is not a count"),
    }
}

fn drop_bound(context: &mut Context<'_>, map: &mut Map<String, Value>, key: &str, reason: &str) {
    let Some(value) = map.shift_remove(key) else { return };
    if !value.is_null() {
        context.within(key, |context| context.note(Code::InvalidBound, format!("`{key}` was dropped: {reason}")));
    }
}
