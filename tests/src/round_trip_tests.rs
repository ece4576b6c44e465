//! Tests of what generated crates compare examples with.

use std::collections::BTreeMap;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use crate::round_trip::round_trip;

/// A type that writes `W` whatever it reads, and tells two values apart or not.
#[derive(Debug)]
struct Stub<const WRITTEN: usize, const EQUAL: bool>;

const WRITTEN: [&str; 6] = [r#"{"a": 1, "b": null}"#, r#"{"a": 1}"#, r#"{"a": 1.0, "c": null}"#, "[1, 2]", "[1]", "2"];

impl<'de, const W: usize, const E: bool> Deserialize<'de> for Stub<W, E> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|_| Self)
    }
}

impl<const W: usize, const E: bool> Serialize for Stub<W, E> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<Value>(WRITTEN[W]).unwrap().serialize(serializer)
    }
}

impl<const W: usize, const E: bool> PartialEq for Stub<W, E> {
    fn eq(&self, _: &Self) -> bool {
        E
    }
}

fn written<const W: usize>(read: &str) -> Result<(), String> {
    round_trip::<Stub<W, true>>(read)
}

fn failure<T: DeserializeOwned + Serialize + PartialEq>(json: &str) -> String {
    round_trip::<T>(json).unwrap_err()
}

#[test]
fn null_is_absent_and_numbers_have_forms() {
    assert_eq!(written::<0>(r#"{"a": 1}"#), Ok(()));
    assert_eq!(written::<1>(r#"{"a": 1, "b": null}"#), Ok(()));
    assert_eq!(written::<2>(r#"{"a": 1}"#), Ok(()));
}

#[test]
fn all_else_is_a_difference_that_is_named() {
    let differences = [
        written::<1>(r#"{"a": 1, "b": false}"#),
        written::<1>("{}"),
        written::<1>(r#"{"a": "1"}"#),
        written::<1>(r#"{"a": 2}"#),
        written::<1>("[]"),
        written::<3>("[1]"),
        written::<4>("[1, 2]"),
        written::<4>("[null]"),
        written::<5>("null"),
    ];
    insta::assert_snapshot!(differences.map(Result::unwrap_err).join("\n"), @r#"
    at `/b` it is written as null, not as false
    at `/a` it is written as 1, not as null
    at `/a` it is written as 1, not as "1"
    at `/a` it is written as 1, not as 2
    at `` it is written as {"a":1}, not as []
    at `` it is written as [1,2], not as [1]
    at `` it is written as [1], not as [1,2]
    at `/0` it is written as 1, not as null
    at `` it is written as 2, not as null
    "#);
}

#[test]
fn a_type_that_tells_null_from_absent_must_keep_it() {
    assert_eq!(failure::<Stub<1, false>>(r#"{"a": 1, "b": null}"#), "what is written is read as another value");
    assert_eq!(round_trip::<BTreeMap<String, Option<i64>>>(r#"{"a": 1, "b": null}"#), Ok(()));
}

#[test]
fn an_integer_that_a_double_rounds_is_another_number() {
    assert_eq!(round_trip::<f64>("9007199254740992"), Ok(()));
    assert!(failure::<f64>("9007199254740993").contains("not as 9007199254740993"));
    assert_eq!(round_trip::<i64>("9007199254740993"), Ok(()));
    assert_eq!(round_trip::<f64>("0.1"), Ok(()));
}

#[test]
fn what_cannot_be_read_says_why() {
    assert!(failure::<i64>("1.5").starts_with("it can't be read: invalid type: floating point `1.5`"));
}

#[test]
#[should_panic(expected = "at `` it is written as 2, not as 1\n1")]
fn a_failure_shows_the_example() {
    crate::round_trip::assert_round_trip::<Stub<5, true>>("1");
}
