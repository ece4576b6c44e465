//! Code in texts and names.

use serde_json::{Value, json};

use crate::{document, generate, generate_schemas};

/// Ways out of a comment, a string, a macro's template, an attribute or a line.
const ESCAPES: [&str; 24] = [
    "*/ fn pwned() {} /*",
    "\"; fn pwned() {} //",
    "\"#; fn pwned() {} //",
    "\"##; fn pwned() {} //",
    "\"] fn pwned() {} #[doc = \"",
    "\nfn pwned() {}\n",
    "\r\nfn pwned() {}\r\n",
    "\rfn pwned() {}\r",
    "\u{2028}fn pwned() {}\u{2029}",
    "\u{85}fn pwned() {}",
    "\u{b}fn pwned() {}\u{c}",
    "\0fn pwned() {}",
    "{{ be_pwned }} {be_pwned} ${be_pwned} #be_pwned $be_pwned",
    "\\\" fn pwned() {} \\",
    "\\u{22}; fn pwned() {}",
    "'; fn pwned() {} '",
    "#![doc = include_str!(\"/etc/passwd\")]",
    "\n#![doc = include_str!(\"/etc/passwd\")]\n",
    "/*",
    "*/",
    "\u{202e}fn pwned() {}\u{2066}",
    "```\nfn pwned() {}\n```",
    "\u{feff}#!/bin/sh",
    "<script>pwned()</script>",
];

/// A document with `text` at each place that reaches the output.
fn everywhere(text: &str) -> Value {
    let schema = json!({
        "type": "object",
        "title": text,
        "description": text,
        "required": [format!("required {text}")],
        "properties": {
            "described": { "type": "string", "description": text, "example": text, "default": text, "format": text },
            "enumerated": { "type": "string", "enum": [text, "other"], "x-enum-varnames": [text, text], "description": text },
            "patterned": { "type": "string", "pattern": text },
            "documented": { "type": "string", "externalDocs": { "url": text, "description": text }, "deprecated": true },
            format!("named {text}"): { "type": "string" },
            format!("required {text}"): { "type": "integer", "example": text },
            "tagged": {
                "oneOf": [{ "$ref": "#/components/schemas/one" }, { "$ref": "#/components/schemas/two" }],
                "discriminator": {
                    "propertyName": text,
                    "mapping": { text: "#/components/schemas/one", "two": text },
                },
            },
        },
        "additionalProperties": { "type": "string", "description": text },
    });
    let response = json!({
        "description": text,
        "headers": { format!("x-{text}"): { "description": text, "schema": { "type": "string" } } },
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/all" }, "example": { text: text } } },
    });
    let mut document = document(
        json!({
            format!("/fixed/{text}/{{id {text}}}"): {
                "summary": text,
                "post": {
                    "operationId": format!("operation {text}"),
                    "tags": [format!("tag {text}")],
                    "summary": text,
                    "description": text,
                    "deprecated": true,
                    "externalDocs": { "url": text, "description": text },
                    "servers": [{ "url": text, "description": text }],
                    "parameters": [
                        { "name": format!("id {text}"), "in": "path", "required": true, "schema": { "type": "string" } },
                        { "name": format!("query {text}"), "in": "query", "description": text, "schema": { "type": "string", "default": text } },
                        { "name": format!("header {text}"), "in": "header", "description": text, "schema": { "type": "string", "example": text } },
                        { "name": format!("cookie {text}"), "in": "cookie", "schema": { "type": "string" } },
                        { "name": "style", "in": "query", "style": text, "schema": { "type": "string" } },
                    ],
                    "requestBody": {
                        "description": text,
                        "content": {
                            "multipart/form-data": {
                                "schema": { "$ref": "#/components/schemas/all" },
                                "encoding": { "described": { "contentType": text } },
                            },
                        },
                    },
                    "responses": { "200": response, "400": response, "default": response, text: response },
                },
                "put": {
                    "operationId": format!("other {text}"),
                    "requestBody": { "content": { text: { "schema": { "type": "string" } } } },
                    "responses": { "200": { "description": text, "content": { text: { "schema": { "type": "string" } } } } },
                },
            },
        }),
        json!({
            "schemas": {
                "all": schema,
                "one": { "type": "object", "properties": { text: { "type": "string" } } },
                "two": { "type": "object", "properties": { text: { "type": "integer" } } },
                format!("schema {text}"): { "type": "object", "properties": { "a": { "type": "string", "enum": [format!("value {text}")] } } },
            },
            "securitySchemes": { format!("scheme {text}"): { "type": "apiKey", "in": "header", "name": text, "description": text } },
        }),
    );
    document["info"] = json!({ "title": text, "version": text, "description": text, "termsOfService": text });
    document["tags"] = json!([{ "name": format!("tag {text}"), "description": text }]);
    document["servers"] = json!([
        { "url": text, "description": text },
        { "url": format!("https://{{variable {text}}}.example.com/{text}"), "variables": { format!("variable {text}"): { "default": text, "enum": [text], "description": text } } },
    ]);
    document["externalDocs"] = json!({ "url": text, "description": text });
    document
}

#[test]
fn texts_and_names_stay_texts_and_names() {
    let harmless = generate("openapi.json", everywhere("harmless").to_string());
    for kind in ["struct", "enum", "fn of a type", "object!", "#[doc]"] {
        assert!(harmless.vocabulary.contains(kind), "{kind}: {:#?}", harmless.vocabulary);
    }
    for text in ESCAPES {
        generate("openapi.json", everywhere(text).to_string()).generated_like(&harmless);
    }
    // All at once, too.
    generate("openapi.json", everywhere(&ESCAPES.concat()).to_string()).generated_like(&harmless);
}

#[test]
fn names_that_are_code() {
    let names = [
        "be_pwned!()",
        "fn pwned",
        "r#\"",
        "b\"",
        "'a",
        "a::b",
        "::std",
        "<T>",
        "a;b",
        "a{}",
        "a//b",
        "#[cfg(any())]",
        "a\\",
        "$crate",
        "macro_rules!",
        "/*",
        "//",
        "\u{0}",
        "\u{202e}a",
        "a\u{200d}b",
        "\u{e0001}",
    ];
    let harmless = names.map(|name| format!("name {}", names.iter().position(|other| *other == name).unwrap()));
    generate_named(&names).generated_like(&generate_named(&harmless.each_ref().map(String::as_str)));
}

/// Schemas, properties and values of these names.
fn generate_named(names: &[&str]) -> crate::Outcome {
    let properties: serde_json::Map<_, _> =
        names.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" }))).collect();
    let schemas: serde_json::Map<_, _> = names
        .iter()
        .map(|name| (format!("x{name}"), json!({ "type": "object", "required": names, "properties": properties })))
        .chain([("values".to_owned(), json!({ "type": "string", "enum": names }))])
        .collect();
    generate_schemas(schemas.into())
}

#[test]
fn a_page_of_a_documentation_site() {
    let evil = generate("page.api.mdx", page(&ESCAPES.concat()));
    evil.generated_like(&generate("page.api.mdx", page("harmless")));
}

/// A page with `text` at each place that reaches the output.
fn page(text: &str) -> String {
    let api = json!({
        "method": "get",
        "path": "/x",
        "operationId": format!("operation {text}"),
        "description": text,
        "tags": [format!("tag {text}")],
        "responses": { "200": { "description": text, "content": { "application/json": { "schema": { "title": text, "type": "object", "properties": { "a": { "title": format!("title {text}"), "type": "object", "properties": { "b": { "type": "string" } } } } } } } } },
        "info": { "title": text, "version": text, "description": text },
        "postman": { "name": text, "description": text },
    });
    let title = text.replace(['\n', '\r', '\0'], " ");
    format!("---\nid: x\ntitle: {}\napi: {api}\n---\n", json!(title))
}
