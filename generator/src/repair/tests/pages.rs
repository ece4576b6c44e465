//! Pages.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::super::{Source, page};
use super::listed;
use crate::diagnostic::Diagnostic;
use crate::notes::Notes;

fn repaired(title: Option<&str>, operation: Value) -> (Option<Source>, Vec<Diagnostic>) {
    let Value::Object(operation) = operation else { return (None, Vec::new()) };
    let mut diagnostics = Vec::new();
    let source = page("get-pet.api.mdx", title, operation, &mut diagnostics);
    if let Some(source) = &source {
        serde_json::from_value::<openapiv3::OpenAPI>(source.document.clone()).expect("a valid document");
    }
    (source, diagnostics)
}

#[test]
fn a_page_becomes_a_document_of_one_operation() {
    let (source, diagnostics) = repaired(
        Some("Get a pet"),
        json!({
            "tags": ["Pets"],
            "operationId": "getPet",
            "parameters": [],
            "responses": {"200": {"description": "Fine.", "content": {"application/json": {
                "schema": {"type": ["string", "null"], "title": "Name"},
            }}}},
            "description": "Gets one.",
            "method": "get",
            "path": "/pets/{id}",
            "servers": [{"url": "https://example.com"}],
            "security": [{"userAuth": ["read"]}],
            "securitySchemes": {"userAuth": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "t"}}}},
            "info": {"title": "Pets", "version": "v1", "x-audience": 1},
            "jsonRequestBodyExample": {"a": 1},
            "extensions": [{"key": "x-level", "value": 1}],
            "x-level": 1,
            "postman": {"name": "Get"},
        }),
    );
    assert_eq!(
        source,
        Some(Source {
            file: "get-pet.api.mdx".to_owned(),
            page: true,
            document: json!({
                "openapi": "3.0.3",
                "info": {"title": "Pets", "version": "v1", "x-audience": 1},
                "servers": [{"url": "https://example.com"}],
                "paths": {"/pets/{id}": {"get": {
                    "tags": ["Pets"],
                    "operationId": "getPet",
                    "responses": {"200": {"description": "Fine.", "content": {"application/json": {
                        "schema": {"type": "string", "nullable": true, "title": "Name"},
                    }}}},
                    "description": "Gets one.",
                    "security": [{"userAuth": ["read"]}],
                    "x-level": 1,
                    "summary": "Get a pet",
                    "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                }}},
                "components": {"securitySchemes": {"userAuth": {
                    "type": "oauth2",
                    "flows": {"clientCredentials": {"tokenUrl": "t", "scopes": {}}},
                }}},
            }),
            notes: Notes { places: [("/paths/~1pets~1{id}/get".to_owned(), String::new())].into(), ..Notes::default() },
        })
    );
    assert_snapshot!(listed(&diagnostics), @r"
    note oauth-scopes /securitySchemes/userAuth/flows/clientCredentials
    warning missing-path-parameter /parameters
    ");
}

#[test]
fn an_operation_keeps_its_summary() {
    let operation = json!({"method": "GET", "path": "a", "summary": "Own", "info": {}, "responses": {}});
    let (source, diagnostics) = repaired(Some("Title"), operation);
    let document = source.map(|source| source.document).unwrap_or_default();
    assert_eq!(document["paths"]["/a"]["get"]["summary"], "Own");
    assert_eq!(document["paths"]["/a"]["get"].get("security"), None);
    assert_snapshot!(listed(&diagnostics), @r"
    note invalid-path /path
    note missing-info /info
    note missing-info /info
    note missing-responses 
    ");
}

#[test]
fn what_is_no_operation_is_refused() {
    let code = |operation: Value| {
        let (source, diagnostics) = repaired(None, operation);
        assert_eq!(source, None);
        listed(&diagnostics)
    };
    assert_snapshot!(code(json!({})), @"error not-an-operation");
    assert_snapshot!(code(json!({"method": "get", "path": 7})), @"error not-an-operation");
    assert_snapshot!(code(json!({"method": "event", "path": "webhook"})), @"note webhook-skipped");
    assert_snapshot!(code(json!({"method": "search", "path": "/a"})), @"warning unsupported-method /method");
}

#[test]
fn a_webhook_is_known_by_its_operation() {
    let body = json!({"content": {"application/json": {"schema": {"type": "object", "properties": {"id": {"type": "integer"}}}}}});
    let page = |fields: Value| {
        let mut page = json!({"method": "event", "path": "webhook", "info": {"title": "Disks", "version": "1"}, "requestBody": body});
        page.as_object_mut().expect("an object").extend(fields.as_object().expect("an object").clone());
        repaired(Some("A disk was added"), page)
    };
    let names = |fields: Value| {
        let (source, diagnostics) = page(fields);
        let document = source.map(|source| source.document).unwrap_or_default();
        assert_eq!(listed(&diagnostics), "");
        assert_eq!(document["paths"], json!({}));
        document["webhooks"].as_object().expect("a payload").keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(names(json!({"operationId": "diskAdded"})), ["diskAdded"]);
    assert_eq!(names(json!({})), ["A disk was added"]);
    let (source, diagnostics) = page(json!({"requestBody": {"content": {"text/plain": {}}}}));
    assert_eq!((source, listed(&diagnostics)), (None, "note webhook-skipped ".to_owned()));
}
