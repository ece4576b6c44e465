//! Names that lead out of the folder or that no file can have, and files that are no documents.

use std::fs;

use serde_json::json;

use crate::{document, generate, generate_files, generate_paths, generate_schemas, outcome};

const NAMES: [&str; 22] = [
    "../../../escaped",
    "..",
    ".",
    "/tmp/escaped",
    "//server/share",
    "C:\\escaped",
    "..\\escaped",
    "a/b",
    "a\\b",
    "con",
    "CON.rs",
    "nul",
    "aux",
    "com1",
    "lpt9",
    "mod",
    "lib",
    "main",
    "Cargo.toml",
    ".git",
    "~",
    "a\u{0}b",
];

#[test]
fn operations_tags_and_schemas_that_are_called_like_paths() {
    let mut paths = serde_json::Map::new();
    for (index, name) in NAMES.iter().enumerate() {
        let response = json!({ "description": "x", "content": { "application/json": { "schema": { "title": name, "type": "object", "properties": { format!("p{index}"): { "type": "string" } } } } } });
        let operation =
            json!({ "tags": [name], "operationId": name, "responses": { "200": response, "400": response } });
        paths.insert(format!("/{index}"), json!({ "get": operation }));
    }
    generate_paths(paths.into()).generated();
    let schemas: serde_json::Map<_, _> = NAMES
        .iter()
        .enumerate()
        .map(|(index, name)| {
            (
                (*name).to_owned(),
                json!({ "type": "object", "properties": { format!("p{index}"): { "type": "string" } } }),
            )
        })
        .collect();
    generate_schemas(schemas.into()).generated();
}

#[test]
fn names_longer_than_a_file_name_can_be() {
    let long = [
        "a".repeat(300),
        "Ab".repeat(5_000),
        "é".repeat(200),
        "日".repeat(200),
        "😀".repeat(100),
        "a b ".repeat(2_500),
    ];
    let mut paths = serde_json::Map::new();
    let mut schemas = serde_json::Map::new();
    for (index, name) in long.iter().enumerate() {
        let one = format!("{name}1");
        let properties = json!({ name.as_str(): { "type": "string" }, one.as_str(): { "type": "object", "properties": { name.as_str(): { "type": "integer" } } } });
        schemas.insert(name.clone(), json!({ "type": "object", "title": name, "properties": properties }));
        schemas.insert(one.clone(), json!({ "type": "string", "enum": [name, one] }));
        let content = |name: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
        paths.insert(
            format!("/{name}/{{{name}}}"),
            json!({
                "get": { "tags": [name], "operationId": name, "summary": name, "parameters": [{ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }, { "name": one, "in": "query", "schema": { "type": "string" } }], "responses": { "200": { "description": name, "content": content(name) }, "404": { "description": name, "content": content(&one) } } },
                "put": { "tags": [one], "operationId": one, "responses": { "204": { "description": "ok" } } },
                "post": { "tags": [index.to_string()], "responses": { "204": { "description": "ok" } } },
            }),
        );
    }
    let mut document = document(paths.into(), json!({ "schemas": schemas }));
    document["info"]["title"] = "t".repeat(10_000).into();
    generate("openapi.json", document.to_string()).generated();
}

#[test]
fn references_to_files_elsewhere() {
    for reference in [
        "../../secret.json",
        "/etc/passwd",
        "file:///etc/passwd",
        "file:../../secret.json",
        "..%2f..%2fsecret.json",
        "http://127.0.0.1:1/x.json",
        "//127.0.0.1/x.json",
        "C:\\secret.json",
        "link.json",
        "folder/secret.json",
        "openapi.json",
        "./",
        "",
        "#",
        "?x",
        "\u{0}",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let input = folder.path().join("working-directory/input");
        fs::create_dir_all(&input).unwrap();
        let secret = json!({ "type": "object", "properties": { "pwned": { "type": "string" } } }).to_string();
        fs::create_dir_all(folder.path().join("elsewhere")).unwrap();
        fs::write(folder.path().join("secret.json"), &secret).unwrap();
        fs::write(folder.path().join("elsewhere/secret.json"), &secret).unwrap();
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path().join("secret.json"), input.join("link.json")).unwrap();
            std::os::unix::fs::symlink(folder.path().join("elsewhere"), input.join("folder")).unwrap();
        }
        let schema = json!({ "type": "object", "properties": { "a": { "$ref": reference } } });
        let paths = json!({ "/x": { "get": { "responses": { "200": { "description": "x", "content": { "application/json": { "schema": schema } } } } } } });
        fs::write(input.join("openapi.json"), document(paths, json!({})).to_string()).unwrap();
        // That it is harmless says that the secret, a property, is not among what is generated.
        outcome(folder.path());
    }
}

#[cfg(unix)]
#[test]
fn folders_that_contain_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("working-directory/input");
    fs::create_dir_all(input.join("a/b")).unwrap();
    std::os::unix::fs::symlink("..", input.join("a/up")).unwrap();
    std::os::unix::fs::symlink("../..", input.join("a/b/up")).unwrap();
    std::os::unix::fs::symlink("itself.json", input.join("itself.json")).unwrap();
    fs::write(input.join("openapi.json"), document(json!({}), json!({})).to_string()).unwrap();
    outcome(folder.path());
}

#[test]
fn files_that_are_no_text() {
    generate("openapi.json", b"").refused("empty-input");
    for content in [
        &b"\xff\xfe{\0}\0"[..],
        b"\xef\xbb\xbf{\"openapi\": \"3.0.0\"",
        b"{\"openapi\": \"3.0.0\", \"info\": \"\xff\xff\"}",
        b"{\"openapi\": \"3.0.0\", \"info\": \"\\ud800\"}",
        b"{\"openapi\": \"3.0.0\", \"paths\": {\"/a\": 1e999999999}}",
        b"{\"openapi\": \"3.0.0\", \"paths\": ",
        b"\0\0\0\0",
    ] {
        assert!(!generate("openapi.json", content).generated);
    }
    generate("page.api.mdx", "---\napi: eJzt\n---\n").refused("broken-compression");
}

#[test]
fn files_that_say_one_thing_twice() {
    let text = r#"{"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {}}, "paths": {"/b": {"get": {"responses": {}}}}}"#;
    generate("openapi.json", text).says("duplicate-key");
    generate_files(&[("one.json", text.as_bytes()), ("two.json", text.as_bytes())]);
}
