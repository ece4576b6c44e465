//! What is nested so deep that a stack may not hold it.

use std::thread;

use serde_json::{Value, json};

use crate::{document, generate, times};

const DEPTH: usize = 10_000;

/// A document with `open` and `close` around a schema many times, written by hand: a value this deep is hard to drop.
fn nested(open: &str, close: &str) -> String {
    let mark = "\"the-schema\"";
    let content = json!({ "application/json": { "schema": "the-schema" } });
    let paths = json!({ "/x": { "post": { "operationId": "x", "requestBody": { "content": content }, "responses": { "200": { "description": "x", "content": content } } } } });
    let schema = format!("{}{{\"type\":\"string\"}}{}", open.repeat(DEPTH), close.repeat(DEPTH));
    document(paths, json!({})).to_string().replace(mark, &schema)
}

#[test]
fn schemas() {
    for (open, close) in [
        ("{\"type\":\"object\",\"properties\":{\"a\":", "}}"),
        ("{\"type\":\"array\",\"items\":", "}"),
        ("{\"type\":\"object\",\"additionalProperties\":", "}"),
        ("{\"allOf\":[", "]}"),
        ("{\"oneOf\":[{\"type\":\"integer\"},", "]}"),
        ("{\"not\":", "}"),
    ] {
        generate("openapi.json", nested(open, close)).refused("too-deep");
        // What JSON can say, YAML can.
        generate("openapi.yaml", nested(open, close)).refused("too-deep");
    }
}

#[test]
fn examples() {
    let example = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
    let schema = format!("{{\"type\":\"object\",\"example\":{example},\"default\":{example},\"x-extra\":{example}}}");
    let text = nested("", "").replace("{\"type\":\"string\"}", &schema);
    generate("openapi.json", &text).refused("too-deep");
    generate("openapi.yaml", &text).refused("too-deep");
}

#[test]
fn brackets_alone() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[", ""), ("{\"a\":", "")] {
        let text = format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
        for name in ["openapi.json", "openapi.yaml"] {
            assert!(!generate(name, &text).generated);
        }
        assert!(!generate("page.api.mdx", format!("---\nid: x\napi: {text}\n---\n")).generated);
    }
}

#[test]
fn indentation() {
    let lines = (0..2_000).map(|depth| format!("{}a:\n", " ".repeat(depth)));
    let text = format!(
        "openapi: 3.0.0\ninfo: {{ title: t, version: '1' }}\npaths: {{}}\nx-deep:\n{}",
        lines.map(|line| format!(" {line}")).collect::<String>()
    );
    generate("openapi.yaml", text).refused("too-deep");
    let text = format!("openapi: 3.0.0\npaths:\n  {}a", "- ".repeat(DEPTH));
    assert!(!generate("openapi.yaml", text).generated);
    let text = format!("openapi: 3.0.0\npaths:\n  {}a", "? ".repeat(DEPTH));
    assert!(!generate("openapi.yaml", text).generated);
}

/// Deep only where references are followed.
#[test]
fn schemas_by_reference() {
    let reference = |index: usize| json!({ "$ref": format!("#/components/schemas/S{}", index + 1) });
    let forms: [fn(Value) -> Value; 6] = [
        |next| json!({ "type": "object", "properties": { "a": next } }),
        |next| json!({ "type": "array", "items": next }),
        |next| json!({ "allOf": [next, { "type": "object", "properties": { "b": { "type": "string" } } }] }),
        |next| json!({ "oneOf": [next, { "type": "string" }] }),
        |next| json!({ "type": "object", "additionalProperties": next }),
        |next| next,
    ];
    thread::scope(|scope| {
        for (index, form) in forms.into_iter().enumerate() {
            scope.spawn(move || {
        // Each object has files of its own, and writing those takes a while.
        let last = if index == 0 { times(500) } else { DEPTH };
        let mut schemas: serde_json::Map<String, Value> =
            (0..last).map(|index| (format!("S{index}"), form(reference(index)))).collect();
        schemas.insert(format!("S{last}"), json!({ "type": "string" }));
        let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S0" } } });
        let paths = json!({ "/x": { "post": { "operationId": "x", "requestBody": { "content": content }, "responses": { "200": { "description": "x", "content": content } } } } });
        generate("openapi.json", document(paths, json!({ "schemas": schemas })).to_string());
            });
        }
    });
}
