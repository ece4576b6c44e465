//! Enums of strings and of integers.

use std::convert::Infallible;

use serde_json::json;

use super::{read, refusal, round_trip};
use generator_runtime::{UnknownValue, integer_enum, string_enum};

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum State {
    InProgress,
    Done,
    Unknown(UnknownValue<String>),
}

string_enum! {
    State, Unknown;
    "in progress" => InProgress,
    "DONE" => Done,
}

/// An enum whose values all have no name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum Nameless {
    Other(UnknownValue<String>),
}

string_enum! {
    Nameless, Other
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
enum Level {
    Low,
    High,
    Unknown(UnknownValue<i64>),
}

integer_enum! {
    Level, Unknown;
    -1 => Low,
    10 => High,
}

#[test]
fn strings_are_read_and_written() {
    assert_eq!(round_trip::<State>(json!("in progress")), State::InProgress);
    assert_eq!(round_trip::<Vec<State>>(json!(["DONE", "in progress"])), [State::Done, State::InProgress]);
    assert_eq!(serde_json::from_str::<State>(r#""\u0044ONE""#).unwrap(), State::Done);
    assert_eq!(refusal::<State>(json!(1)), "invalid type: integer `1`, expected a string");
}

#[test]
fn strings_convert_and_say_what_they_are() {
    assert_eq!((State::from("DONE"), "in progress".parse()), (State::Done, Ok::<_, Infallible>(State::InProgress)));
    assert_eq!((State::Done.as_str(), State::Done.to_string()), ("DONE", "DONE".to_owned()));
    assert_eq!(State::default().as_str(), "");
}

#[test]
fn a_string_that_is_not_listed_is_kept() {
    let state = round_trip::<State>(json!("done"));
    assert!(matches!(&state, State::Unknown(value) if value.get() == "done"));
    assert_eq!((state.as_str(), state.to_string(), State::from("done")), ("done", "done".to_owned(), state.clone()));
    assert_eq!(round_trip::<Nameless>(json!("x")).as_str(), "x");
}

#[test]
fn integers_are_read_and_written() {
    assert_eq!(round_trip::<Level>(json!(-1)), Level::Low);
    assert_eq!((Level::from(10), Level::High.as_i64(), Level::High.to_string()), (Level::High, 10, "10".to_owned()));
    assert_eq!((Level::default().as_i64(), Level::default()), (0, Level::from(0)));
    assert_eq!(refusal::<Level>(json!("10")), "invalid type: string \"10\", expected i64");
    assert_eq!(format!("{:>4}", Level::High), "  10");
}

#[test]
fn an_integer_that_is_not_listed_is_kept() {
    let level = round_trip::<Level>(json!(i64::MAX));
    assert!(matches!(&level, Level::Unknown(value) if *value.get() == i64::MAX));
    assert_eq!((level.as_i64(), Level::from(i64::MAX)), (i64::MAX, level));
    assert_ne!(read::<Level>(json!(0)), Level::Low);
}
