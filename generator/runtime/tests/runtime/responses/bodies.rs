//! What is made of the body of a response.

use std::convert::Infallible;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use generator_runtime::codegen::{Operation, PLAIN, Request, decode};
use generator_runtime::{Content, DateTime, Error, JsonPatch};
use serde_json::Value;

static GET: Operation = Operation {
    id: "testOperation",
    method: "GET",
    path: "/",
    server: None,
    accept: "application/json",
    security: Some(&[]),
    ..PLAIN
};

/// What a client makes of a response with this body.
fn content(body: impl AsRef<[u8]>) -> Content {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let body = body.as_ref();
    let mut response =
        format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len()).into_bytes();
    response.extend_from_slice(body);
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut request, mut buffer) = (Vec::new(), [0; 1024]);
        while !request.ends_with(b"\r\n\r\n") {
            let length = stream.read(&mut buffer).unwrap();
            request.extend_from_slice(&buffer[..length]);
        }
        stream.write_all(&response).unwrap();
    });
    let client = crate::builder().base_url(url).build().unwrap();
    let sent: Result<_, Error<Infallible>> = Request::new(&client, &GET).send_blocking(|content| Ok(content.clone()));
    server.join().unwrap();
    sent.unwrap().into_body()
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
    assert!(date.starts_with("at `b[1]`: invalid value: string, expected an RFC 3339 date and time"), "{date}");
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
