//! What is made of the body of a response.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::runtime::{Content, DateTime, JsonPatch, decode};

fn content(body: impl Into<Bytes>) -> Content {
    Content::new(&super::API, "testOperation", StatusCode::OK, HeaderMap::new(), body.into())
}

/// A tuple of an object's shape, read by `serde`'s own implementations.
type Numbers = std::collections::BTreeMap<String, Vec<std::collections::BTreeMap<String, i32>>>;

fn failure<T: serde::de::DeserializeOwned + std::fmt::Debug>(body: &'static str) -> String {
    content(body).json::<T>().unwrap_err().to_string()
}

#[test]
fn a_failure_names_the_field() {
    let rows = [
        (r#"{"a": [{"b": 1}, {"b": "x"}]}"#, "at `a[1].b`: "),
        (r#"{"a": [{"b": 1}, {"b": 1.5}]}"#, "at `a[1].b`: "),
        (r#"{"a": [{"b": 1}, {"b": 5000000000}]}"#, "at `a[1].b`: "),
        (r#"{"a": [{"b": 1}, {"b": null}]}"#, "at `a[1].b`: "),
        (r#"{"a": [{"b": 1}, {"b": {"c": 1}}]}"#, "at `a[1].b`: "),
        (r#"{"a": [{"b": 1}, {"b": []}]}"#, "at `a[1].b`: "),
        (r#"{"a": [{"b": 1}, {"b": true}]}"#, "at `a[1].b`: "),
        (r#"{"a": [{"b": 1}, "x"]}"#, "at `a[1]`: "),
        (r#"{"a": [{"b": 1}, []]}"#, "at `a[1]`: "),
        (r#"{"a": [], "b": {}}"#, "at `b`: "),
        ("{\"a\": [],\n \"x\": [],\n\n  \"b\": {}}", "at `b`: "),
        (r#"{"a b": [{"": "x"}]}"#, "at `[\"a b\"][0][\"\"]`: "),
        (r#"{"\u00e9\"]": [{"c": "x"}]}"#, r#"at `["é\"]"][0].c`: "#),
        (r#"{"a": [{"b\\": "}]"}]}"#, r#"at `a[0]["b\\"]`: "#),
        ("[]", "invalid type: "),
        (r#"{"a": [{"b": 1"#, "at `a[0].b`: EOF "),
        ("{} x", "trailing characters"),
        ("<html>", "expected value"),
    ];
    for (body, expected) in rows {
        let failure = failure::<Numbers>(body);
        assert!(failure.starts_with(expected), "{body}\n{failure}");
    }
}

#[test]
fn a_failure_of_the_runtimes_own_types_names_the_field() {
    type Dates = std::collections::BTreeMap<String, Vec<DateTime>>;
    let date = failure::<Dates>(r#"{"a": [], "b": ["2026-11-22", "x"]}"#);
    assert!(date.starts_with("at `b[1]`: invalid value: string \"x\", expected an RFC 3339 date and time"), "{date}");
    let patch = failure::<JsonPatch>(r#"[{"op": "remove", "path": "/a"}, {"op": "add", "path": "/a"}]"#);
    assert!(patch.starts_with("at `[1]`: missing field `value`"), "{patch}");
    let patch = failure::<JsonPatch>(r#"[{"op": "remove", "path": 1, "x": 2}]"#);
    assert!(patch.starts_with("at `[0].path`: invalid type"), "{patch}");
}

#[test]
fn an_empty_body_is_null_where_that_is_a_value() {
    assert_eq!(content("").json::<Option<i32>>().unwrap(), None);
    assert_eq!(content(" \r\n").json::<Value>().unwrap(), Value::Null);
    content("").json::<()>().unwrap();
    assert_eq!(failure::<i32>(""), "it is empty");
    assert_eq!(failure::<Vec<i32>>("  "), "it is empty");
}

#[test]
fn bodies_are_read_as_asked_for() {
    assert_eq!(decode::json::<Vec<i32>>(&content("\u{feff} [1, 2]\n")).unwrap(), [1, 2]);
    assert_eq!(decode::text(&content("h\u{e9}")).unwrap(), "h\u{e9}");
    assert_eq!(decode::text(&content(&b"h\xe9"[..])).unwrap(), "h\u{fffd}");
    assert_eq!(decode::bytes(&content(&b"\x00\xff"[..])).unwrap(), &b"\x00\xff"[..]);
    decode::empty(&content("anything")).unwrap();
}
