//! Reads JSON as a type and compares it with what the type writes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Number, Value};

/// Asserts that `json` is read as a `T`, and that the `T` is written as it was read.
///
/// Two differences don't count: a number may be written in another form (`1.0` for `1`), and a property that is null
/// may be left out or the other way round, as long as that is the same to a `T`.
#[track_caller]
pub(crate) fn assert_round_trip<T: DeserializeOwned + Serialize + PartialEq>(json: &str) {
    let difference = round_trip::<T>(json).err();
    assert!(difference.is_none(), "{}\n{json}", difference.unwrap_or_default());
}

/// Reads and writes; fails with what is wrong.
pub(crate) fn round_trip<T: DeserializeOwned + Serialize + PartialEq>(json: &str) -> Result<(), String> {
    let value: T = serde_json::from_str(json).map_err(|error| format!("it can't be read: {error}"))?;
    let written = serde_json::to_value(&value).map_err(|error| format!("it can't be written: {error}"))?;
    compare(json, &written)?;
    let again: T = serde_json::from_value(written).map_err(|error| format!("it can't be read again: {error}"))?;
    if again == value { Ok(()) } else { Err("what is written is read as another value".to_owned()) }
}

/// Compares `json` with what was written of it; fails with the place of the first difference.
fn compare(json: &str, written: &Value) -> Result<(), String> {
    let read: Value = serde_json::from_str(json).map_err(|error| format!("it is no JSON: {error}"))?;
    let mut open = vec![(String::new(), &read, written)];
    while let Some((place, read, written)) = open.pop() {
        match (read, written) {
            (Value::Object(read), Value::Object(written)) => {
                for (name, value) in read {
                    open.push((format!("{place}/{name}"), value, written.get(name).unwrap_or(&Value::Null)));
                }
                for (name, value) in written.iter().filter(|(name, _)| !read.contains_key(*name)) {
                    open.push((format!("{place}/{name}"), &Value::Null, value));
                }
            }
            (Value::Array(read), Value::Array(written)) if read.len() == written.len() => {
                let items = read.iter().zip(written).enumerate();
                open.extend(items.map(|(index, (read, written))| (format!("{place}/{index}"), read, written)));
            }
            (Value::Number(read), Value::Number(written)) if is_same_number(read, written) => {}
            (read, written) if read == written => {}
            (read, written) => return Err(format!("at `{place}` it is written as {written}, not as {read}")),
        }
    }
    Ok(())
}

/// Whether both are one number. A double is none of the integers past 2^53 that it could have been made of.
fn is_same_number(one: &Number, other: &Number) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "below 2^53 nothing is lost")]
    let exact = |number: &Number| match number.as_i64() {
        Some(integer) => (integer.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS).then_some(integer as f64),
        None if number.is_u64() => None,
        None => number.as_f64(),
    };
    one == other || exact(one).is_some_and(|value| exact(other) == Some(value))
}
