//! The bodies of requests.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::request;
use generator_runtime::FilePart;
use generator_runtime::codegen::Request;

/// `Content-Type` and body.
fn sent(request: Request) -> (String, String) {
    let request = request.into_http().unwrap();
    let media_type = request.headers().get("content-type").map_or("-", |value| value.to_str().unwrap());
    let body = request.body().map_or(&b"-"[..], |body| body.as_bytes().unwrap());
    (media_type.to_owned(), String::from_utf8_lossy(body).into_owned())
}

/// What is sent as a form of parts, with `B` for the boundary.
fn parts(fill: impl FnOnce(Request) -> Request) -> String {
    let (media_type, body) = sent(fill(request("/x")));
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert_eq!(boundary.len(), 32);
    body.replace(boundary, "B").replace("\r\n", "\n")
}

#[test]
fn whole_bodies() {
    let with = |fill: fn(Request) -> Request| {
        let (media_type, body) = sent(fill(request("/x")));
        format!("{media_type} | {body}")
    };
    assert_eq!(with(|request| request), "- | -");
    assert_eq!(
        with(|request| request.json("application/json-patch+json", &json!([1]))),
        "application/json-patch+json | [1]"
    );
    assert_eq!(with(|request| request.json("*/*", &json!(null))), "application/json | null");
    assert_eq!(with(|request| request.text("application/xml", "<a/>")), "application/xml | <a/>");
    assert_eq!(with(|request| request.bytes("application/zip", vec![b'P', b'K'])), "application/zip | PK");
    assert_eq!(with(|request| request.bytes("image/*", "x")), "application/octet-stream | x");
    assert_eq!(
        with(|request| request.form(&json!({"a": "x y&z=", "b": [1, 2], "c": null, "d": {"e": true}, "f": ""}))),
        "application/x-www-form-urlencoded | a=x%20y%26z%3D&b=1&b=2&d=%7B%22e%22%3Atrue%7D&f="
    );
}

#[test]
fn a_body_that_can_not_be_written_is_an_invalid_argument() {
    let fills: [fn(Request) -> Request; 5] = [
        |request| request.json("application/json", &BTreeMap::from([((1, 2), 3)])),
        |request| request.form(&json!([1])),
        |request| request.form(&BTreeMap::from([((1, 2), 3)])),
        |request| request.file_part("body", None, FilePart::new("a", "b").media_type("text/plain\r\nX: y")),
        |request| request.part("body", Some("text/plain\r\nX: y"), "x"),
    ];
    for fill in fills {
        assert_eq!(fill(request("/x")).into_http().unwrap_err().parameter(), "body");
    }
    let request = request("/x").text("text/plain\n", "x");
    assert_eq!(request.into_http().unwrap_err().parameter(), "Content-Type");
}

#[test]
fn parts_are_text_json_and_files() {
    let sent = parts(|request| {
        request
            .part("name", None, "first")
            .part("count", None, &3)
            .part("tags", None, &["a", "b"])
            .part("nothing", None, &None::<&str>)
            .part("meta", None, &json!({"k": "v"}))
            .part("list", Some("application/json"), &[1, 2])
            .part("text", Some("application/xml"), "<a/>")
            .part("name", None, "last")
            .file_part("file", Some("image/*"), FilePart::new("a\"b\r\n.png", vec![b'1']))
            .file_part("file", Some("text/csv"), FilePart::new("ü.csv", "x;y"))
            .file_part("file", None, FilePart::new("z", "").media_type("application/zip"))
    });
    let expected = "\
--B
Content-Disposition: form-data; name=\"count\"

3
--B
Content-Disposition: form-data; name=\"tags\"

a
--B
Content-Disposition: form-data; name=\"tags\"

b
--B
Content-Disposition: form-data; name=\"meta\"
Content-Type: application/json

{\"k\":\"v\"}
--B
Content-Disposition: form-data; name=\"list\"
Content-Type: application/json

[1,2]
--B
Content-Disposition: form-data; name=\"text\"
Content-Type: application/xml

<a/>
--B
Content-Disposition: form-data; name=\"name\"

last
--B
Content-Disposition: form-data; name=\"file\"; filename=\"a%22b%0D%0A.png\"
Content-Type: application/octet-stream

1
--B
Content-Disposition: form-data; name=\"file\"; filename=\"ü.csv\"
Content-Type: text/csv

x;y
--B
Content-Disposition: form-data; name=\"file\"; filename=\"z\"
Content-Type: application/zip


--B--
";
    assert_eq!(sent, expected);
}

#[test]
fn the_boundary_differs_each_time() {
    let boundary = || {
        let request = request("/x").part("a", None, "b");
        sent(request).0
    };
    assert_ne!(boundary(), boundary());
}

#[test]
fn debug_shows_names_and_no_values() {
    let request = request("/things/{id}")
        .path("id", "s3cret")
        .query("token", "s3cret")
        .header("x-key", "s3cret")
        .json("application/json", &Value::from("s3cret"));
    let shown = format!("{request:?}");
    assert!(!shown.contains("s3cret"), "{shown}");
    assert!(shown.contains("testOperation") && shown.contains("token") && shown.contains("x-key"), "{shown}");
    let file = FilePart::new("a.txt", "s3cret");
    assert_eq!(format!("{file:?}"), r#"FilePart { file_name: "a.txt", media_type: None, content: Bytes { len: 6 } }"#);
}
