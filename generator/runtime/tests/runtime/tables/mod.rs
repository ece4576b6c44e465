//! What tables make: an item of every kind, declared as generated code declares it.

#![allow(
    clippy::needless_pass_by_value,
    clippy::option_option,
    reason = "JSON is given as it is written, and absent and null are two things in it"
)]

mod clashes;
mod enums;
mod objects;
mod operations;
mod statuses;
mod unions;
mod unknown_properties;

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn read<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).unwrap()
}

fn write<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

/// Why `json` can't be read as a `T`.
fn refusal<T: DeserializeOwned + Debug>(json: Value) -> String {
    serde_json::from_value::<T>(json).unwrap_err().to_string()
}

/// The value that is read from `json`, and written back as the same.
fn round_trip<T: DeserializeOwned + Serialize>(json: Value) -> T {
    let value = read(json.clone());
    assert_eq!(write(&value), json);
    value
}
