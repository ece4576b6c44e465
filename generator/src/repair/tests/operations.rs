//! Paths, operations and what they hold.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{listed, repaired, with};

/// Repairs one operation, `get` at `path`.
fn operation(path: &str, operation: &Value) -> (Value, String) {
    let (document, diagnostics) = repaired(with("3.0.3", json!({"paths": {path: {"get": operation}}})));
    let place = format!("/paths/{}/get", path.replace('/', "~1"));
    let list = listed(&diagnostics).replace(&place, "");
    let item = document["paths"].as_object().and_then(|paths| paths.values().next()).expect("a path").clone();
    (item["get"].clone(), list)
}

fn parameters(path: &str, list: Value) -> (Value, String) {
    let (operation, list) = operation(path, &json!({"parameters": list, "responses": {"204": {"description": ""}}}));
    (operation["parameters"].clone(), list)
}

#[test]
fn the_schema_of_an_item_is_that_of_a_list() {
    let event = |data: Value| json!({"type": "object", "properties": {"event": {"type": "string"}, "data": data}});
    let json = json!({"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": "integer"}});
    let text = json!({"type": "string"});
    let content = |schema: &str, item: Value| json!({"responses": {"200": {"description": "", "content": {"text/event-stream": {schema: item}}}}});
    for (item, raised) in [
        (event(json.clone()), event(json!({"type": "integer"}))),
        (event(text.clone()), event(text.clone())),
        (
            json!({"oneOf": [event(json), event(text.clone())]}),
            json!({"oneOf": [event(json!({"type": "integer"})), event(text)]}),
        ),
    ] {
        let (operation, list) = operation("/a", &content("itemSchema", item));
        assert_eq!(operation, content("schema", json!({"type": "array", "items": raised})));
        assert_eq!(list, "");
    }
}

#[test]
fn scalars_of_an_operation_have_their_types() {
    let (operation, list) = operation(
        "/a",
        &json!({
            "operationId": 7, "summary": null, "description": {"a": 1}, "deprecated": "true",
            "tags": "Pets", "externalDocs": "https://example.com", "callbacks": {"a": "b"},
            "security": ["key", 7], "servers": null,
        }),
    );
    assert_eq!(
        operation,
        json!({
            "operationId": "7", "deprecated": true, "tags": ["Pets"], "security": [{"key": []}],
            "responses": {"default": {"description": ""}},
        })
    );
    assert_snapshot!(list, @r"
    warning invalid-value /description
    note converted-value /operationId
    note invalid-tag /tags
    note converted-value /deprecated
    warning invalid-value /externalDocs
    note missing-responses 
    note callback-skipped /callbacks/a
    note invalid-security /security/0
    warning undeclared-security-scheme /security/0/key
    warning invalid-security /security/1
    ");
}

#[test]
fn parameters_for_the_path_are_those_of_the_path() {
    let (parameters, list) = parameters(
        "/{a}/{session_id}/{c}/{d}",
        json!([
            {"name": "a", "in": "path", "required": false, "schema": {"type": "integer"}},
            {"name": "sessionId", "in": "path", "required": true, "schema": {"type": "integer"}},
            {"name": "x", "in": "path", "required": true, "schema": {"type": "string"}},
            {"name": "d", "in": "query", "schema": {"type": "string"}},
        ]),
    );
    assert_eq!(
        parameters,
        json!([
            {"name": "a", "in": "path", "required": true, "schema": {"type": "integer"}},
            {"name": "session_id", "in": "path", "required": true, "schema": {"type": "integer"}},
            {"name": "d", "in": "query", "schema": {"type": "string"}},
            {"name": "c", "in": "path", "required": true, "schema": {"type": "string"}},
            {"name": "d", "in": "path", "required": true, "schema": {"type": "string"}},
        ])
    );
    assert_snapshot!(list, @r"
    note optional-path-parameter /parameters
    note renamed-path-parameter /parameters
    warning unknown-path-parameter /parameters
    warning missing-path-parameter /parameters
    warning missing-path-parameter /parameters
    ");
}

#[test]
fn the_only_stray_parameter_is_for_the_only_stray_placeholder() {
    let id = json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}]);
    let (parameters, list) = parameters("/sources/{sourceId}", id);
    assert_eq!(parameters[0]["name"], "sourceId");
    assert_eq!(parameters[0]["schema"], json!({"type": "integer"}));
    assert_snapshot!(list, @"warning renamed-path-parameter /parameters");
}

#[test]
fn parameters_of_a_path_are_inherited() {
    let query = |kind: &str| json!({"name": "q", "in": "query", "schema": {"type": kind}});
    let (document, diagnostics) = repaired(with(
        "3.0.3",
        json!({"paths": {"/{id}": {
            "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "id", "in": "query", "schema": {"type": "string"}},
                query("string"),
            ],
            "get": {"parameters": [query("integer")], "responses": {"204": {"description": ""}}},
            "put": {"responses": {"204": {"description": ""}}},
        }}}),
    ));
    let item = &document["paths"]["/{id}"];
    let names = |method: &str| {
        let list = item[method]["parameters"].as_array().expect("a list");
        list.iter()
            .map(|found| format!("{} {} {}", found["in"], found["name"], found["schema"]["type"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(names("get"), [r#""path" "id" "string""#, r#""query" "id" "string""#, r#""query" "q" "integer""#]);
    assert_eq!(names("put"), [r#""path" "id" "string""#, r#""query" "id" "string""#, r#""query" "q" "string""#]);
    assert_eq!(item.get("parameters"), None);
    assert_eq!(diagnostics, []);
}

#[test]
fn parameters_are_completed_or_dropped() {
    let (parameters, list) = parameters(
        "/a",
        json!([
            {"name": "nowhere", "schema": {}},
            {"in": "query", "schema": {}},
            {"name": "odd", "in": "url", "schema": {}},
            {"name": "Accept", "in": "header", "schema": {"type": "string"}},
            {"name": "bare", "in": "Query", "required": "true"},
            {"name": "flat", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "csv"},
            {"name": "both", "in": "query", "schema": {"type": "string"}, "content": {"text/plain": {}}},
            {"name": "json", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}},
            {"name": "style", "in": "header", "style": "form", "explode": "yes", "schema": {"type": "string"}},
            {"name": "deep", "in": "query", "style": "deepobject", "schema": {"type": "object"}, "examples": [1]},
            {"name": "bare", "in": "query", "schema": {"type": "integer"}},
            "text",
        ]),
    );
    assert_eq!(
        parameters,
        json!([
            {"name": "bare", "in": "query", "required": true, "schema": {"type": "string"}},
            {
                "name": "flat", "in": "query", "style": "form", "explode": false,
                "schema": {"type": "array", "items": {"type": "string"}},
            },
            {"name": "both", "in": "query", "schema": {"type": "string"}},
            {"name": "json", "in": "query", "content": {"application/json": {"schema": {"type": "object"}}}},
            {"name": "style", "in": "header", "explode": true, "schema": {"type": "string"}},
            {"name": "deep", "in": "query", "style": "deepObject", "schema": {"type": "object"}, "example": 1},
        ])
    );
    assert_snapshot!(list, @r"
    warning invalid-parameter /parameters/0
    warning invalid-parameter /parameters/1
    warning invalid-parameter /parameters/2
    note converted-value /parameters/4/required
    note invalid-parameter /parameters/4
    note missing-schema /parameters/4
    note missing-schema /parameters/5
    warning schema-and-content /parameters/6
    note converted-value /parameters/8/explode
    warning invalid-style /parameters/8/style
    note invalid-style /parameters/9/style
    note invalid-examples /parameters/9/examples
    warning invalid-parameter /parameters/11
    warning duplicate-parameter /parameters
    note ignored-header /parameters
    ");
}

#[test]
fn parameters_for_the_body_become_a_request_body() {
    let responses = json!({"204": {"description": ""}});
    let (body, list) = operation(
        "/a",
        &json!({
            "parameters": [{"name": "b", "in": "body", "required": true, "description": "D", "schema": {"type": "Int"}}],
            "responses": responses,
        }),
    );
    assert_eq!(
        body["requestBody"],
        json!({"description": "D", "required": true, "content": {"application/json": {"schema": {"type": "integer"}}}})
    );
    assert_eq!(body.get("parameters"), None);
    assert_snapshot!(list, @r"
    note body-parameter 
    note invalid-type /requestBody/content/application~1json/schema/type
    ");
    let (form, list) = operation(
        "/a",
        &json!({
            "parameters": [
                {"name": "file", "in": "formData", "type": "file", "required": true},
                {"name": "note", "in": "formData", "type": "string"},
            ],
            "responses": responses,
        }),
    );
    assert_eq!(
        form["requestBody"],
        json!({"required": true, "content": {"multipart/form-data": {"schema": {
            "type": "object",
            "properties": {"file": {"type": "string", "format": "binary"}, "note": {"type": "string"}},
            "required": ["file"],
        }}}})
    );
    assert_snapshot!(list, @r"
    note body-parameter 
    note invalid-type /requestBody/content/multipart~1form-data/schema/properties/file/type
    ");
}

#[test]
fn responses_are_completed() {
    let (operation, list) = operation(
        "/a",
        &json!({"responses": {
            "4xx": {"description": "D"},
            "200 OK": {"schema": {"type": "string"}},
            "201": "Created.",
            "ok": {"description": "D"},
            "x-more": 7,
            "204": null,
            "404": [],
            "500": {"description": "D", "headers": {"A": {"type": "integer"}, "B": {"schema": {}, "style": "form"}, "C": 7}},
        }}),
    );
    assert_eq!(
        operation["responses"],
        json!({
            "4XX": {"description": "D"},
            "200": {"description": "", "content": {"application/json": {"schema": {"type": "string"}}}},
            "201": {"description": "Created."},
            "x-more": 7,
            "204": {"description": ""},
            "500": {"description": "D", "headers": {"A": {"schema": {"type": "integer"}}, "B": {"schema": {}}}},
        })
    );
    assert_snapshot!(list, @r"
    note odd-status /responses/4xx
    note odd-status /responses/200 OK
    warning invalid-status /responses/ok
    note missing-description /responses/200
    note missing-media-type /responses/200
    note missing-description /responses/204
    warning invalid-value /responses/404
    note missing-schema /responses/500/headers/A
    warning invalid-style /responses/500/headers/B/style
    warning invalid-header /responses/500/headers/C
    ");
}

#[test]
fn contents_are_maps_of_media_types() {
    let (operation, list) = operation(
        "/a",
        &json!({
            "requestBody": {"required": "yes", "content": {
                "Application/JSON;charset=utf-8": {"schema": {"type": "string"}, "example": 1, "examples": {"a": 1, "b": {"value": 2}}},
                "text/plain": null,
                "multipart/form-data": {"encoding": {
                    "a": {"contentType": ["image/png", "image/jpeg"], "explode": "true", "style": "odd"},
                    "b": 7,
                }},
            }},
            "responses": {"200": {"description": "", "content": {"schema": {"type": "string"}}}},
        }),
    );
    assert_eq!(
        operation["requestBody"],
        json!({"required": true, "content": {
            "application/json;charset=utf-8": {
                "schema": {"type": "string"}, "example": 1, "examples": {"a": {"value": 1}, "b": {"value": 2}},
            },
            "text/plain": {},
            "multipart/form-data": {"encoding": {"a": {"contentType": "image/png, image/jpeg", "explode": true}}},
        }})
    );
    assert_eq!(operation["responses"]["200"]["content"], json!({"application/json": {"schema": {"type": "string"}}}));
    assert_snapshot!(list, @r"
    note converted-value /requestBody/required
    note odd-media-type /requestBody/content/Application~1JSON;charset=utf-8
    note converted-value /requestBody/content/multipart~1form-data/encoding/a/explode
    warning invalid-style /requestBody/content/multipart~1form-data/encoding/a/style
    warning invalid-value /requestBody/content/multipart~1form-data/encoding/b
    note missing-media-type /responses/200
    ");
}

#[test]
fn paths_are_normalised() {
    let get = json!({"responses": {"204": {"description": ""}}});
    let (document, diagnostics) = repaired(with(
        "3.0.3",
        json!({"paths": {
            "a": {"GET": get, "search": get, "parameters": null},
            "/a": {"put": get},
            "/users/:id": {"get": {
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "responses": {"204": {"description": ""}},
            }},
            "https://example.com/a": {"get": get},
            "x-more": 7,
            "/none": null,
            "/text": "text",
            "/method": {"get": 7},
        }}),
    ));
    assert_eq!(
        document["paths"],
        json!({
            "/a": {"get": get, "put": get},
            "/users/{id}": {"get": {
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "responses": {"204": {"description": ""}},
            }},
            "x-more": 7,
            "/method": {},
        })
    );
    assert_snapshot!(listed(&diagnostics), @r"
    note invalid-path /paths/a
    note odd-method /paths/a/GET
    warning unsupported-method /paths/a/search
    note duplicate-path /paths/~1a
    note colon-path-parameter /paths/~1users~1:id
    warning invalid-path /paths/https:~1~1example.com~1a/get
    warning operation-unusable /paths/~1text
    warning operation-unusable /paths/~1method/get
    ");
}

#[test]
fn servers_of_a_path_are_those_of_its_operations() {
    let no_content = json!({"204": {"description": ""}});
    let (document, _) = repaired(with(
        "3.0.3",
        json!({"paths": {"/a": {
            "servers": "https://a.example.com",
            "get": {"responses": no_content},
            "put": {"responses": no_content, "servers": [{"url": "https://b.example.com"}]},
            "post": {"responses": no_content, "servers": [7]},
        }}}),
    ));
    let url = |method: &str| document["paths"]["/a"][method]["servers"][0]["url"].clone();
    assert_eq!([url("get"), url("put")], ["https://a.example.com", "https://b.example.com"]);
    assert_eq!(url("post"), "https://a.example.com");
    assert_eq!(document["paths"]["/a"].get("servers"), None);
}
