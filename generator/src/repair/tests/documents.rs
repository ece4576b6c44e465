//! What stands around the operations, and references between the parts.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::super::document;
use super::{listed, repaired, with};

#[test]
fn a_valid_document_stays_as_it_is() {
    let input = with(
        "3.0.3",
        json!({
            "servers": [{"url": "https://{tenant}.example.com", "variables": {"tenant": {"default": "acme"}}}],
            "security": [{"key": []}, {}],
            "tags": [{"name": "Pets", "x-order": 1}],
            "x-anything": {"$ref": "#/nowhere"},
            "paths": {"/pets/{id}": {"get": {
                "operationId": "getPet",
                "tags": ["Pets"],
                "security": [],
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "responses": {
                    "200": {"description": "Fine.", "content": {"application/json": {"schema": {"type": "object"}}}},
                    "4XX": {"description": "Not fine."},
                    "default": {"description": "Else."},
                },
            }}},
            "components": {"securitySchemes": {"key": {"type": "apiKey", "name": "X-Key", "in": "header"}}},
        }),
    );
    let (document, diagnostics) = repaired(input.clone());
    assert_eq!(document, input);
    assert_eq!(diagnostics, []);
}

#[test]
fn what_is_no_document_is_refused() {
    let refusal = |input: Value| {
        let mut diagnostics = Vec::new();
        assert_eq!(document("api.json", input, &mut diagnostics), None);
        listed(&diagnostics)
    };
    assert_eq!(refusal(json!([])), "error not-openapi ");
    assert_eq!(refusal(json!({"a": 1})), "error not-openapi ");
    assert_eq!(refusal(json!({"swagger": "2.0", "paths": {}})), "error unsupported-version ");
    assert_eq!(refusal(json!({"openapi": "4.0.0", "paths": {}})), "error unsupported-version ");
}

#[test]
fn the_frame_of_a_document_is_completed() {
    let (document, diagnostics) = repaired(json!({
        "openapi": 3.1,
        "info": {"version": 2, "license": "MIT", "contact": "me"},
        "jsonSchemaDialect": "https://example.com",
        "webhooks": {"a": {}, "b": {}},
        "tags": ["Pets", {"name": 1}, {"description": "D"}, null],
        "externalDocs": {"url": 7},
        "security": {"key": "read"},
    }));
    assert_eq!(
        document,
        json!({
            "openapi": "3.0.3",
            "info": {"version": "2", "license": {"name": "MIT"}, "title": "API"},
            "tags": [{"name": "Pets"}, {"name": "1"}],
            "externalDocs": {"url": "7"},
            "security": [{"key": ["read"]}],
            "paths": {},
        })
    );
    assert_snapshot!(listed(&diagnostics), @r"
    note converted-value /info/version
    note missing-info /info
    warning invalid-value /info/contact
    note converted-value /info
    note invalid-security /security
    note invalid-security /security/0/key
    warning undeclared-security-scheme /security/0/key
    note invalid-tag /tags/0
    note converted-value /tags/1/name
    note invalid-tag /tags/2
    note invalid-tag /tags/3
    note converted-value /externalDocs/url
    note webhook-skipped /webhooks/a
    note webhook-skipped /webhooks/b
    ");
}

#[test]
fn servers_are_completed() {
    let (document, diagnostics) = repaired(with(
        "3.0.0",
        json!({"servers": [
            "https://a.example.com",
            {"url": " https://{b}.example.com ", "variables": {"b": {"enum": ["x", 1]}, "c": {"default": "d"}}},
            {"url": "https://{d}.example.com/{d}"},
            {"description": "Nowhere."},
            7,
        ]}),
    ));
    assert_eq!(
        document["servers"],
        json!([
            {"url": "https://a.example.com"},
            {"url": "https://{b}.example.com", "variables": {"b": {"enum": ["x", "1"], "default": "x"}}},
            {"url": "https://{d}.example.com/{d}", "variables": {"d": {"default": ""}}},
        ])
    );
    assert_snapshot!(listed(&diagnostics), @r"
    note invalid-server /servers/0
    note invalid-server /servers/1
    note missing-server-variable /servers/1/variables/b
    note unused-server-variable /servers/1/variables/c
    note missing-server-variable /servers/2
    warning invalid-server /servers/3
    warning invalid-server /servers/4
    ");
}

#[test]
fn security_schemes_are_completed_or_dropped() {
    let (document, diagnostics) = repaired(with(
        "3.1.0",
        json!({"components": {"securitySchemes": {
            "key": {"type": "apikey", "name": "X-Key", "in": "Header"},
            "keyless": {"type": "apiKey", "in": "header"},
            "basic": {"type": "basic"},
            "bearer": {"type": "http", "bearerFormat": "JWT"},
            "flat": {"type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://a", "tokenUrl": "https://t"},
            "flows": {"type": "oauth2", "flows": {"password": {"scopes": ["read"]}, "deviceAuthorization": {}}},
            "alias": {"$ref": "#/components/securitySchemes/basic"},
            "tls": {"type": "mutualTLS"},
            "openid": {"type": "openIdConnect"},
            "odd": {"type": "magic"},
            "none": null,
        }}}),
    ));
    assert_eq!(
        document["components"]["securitySchemes"],
        json!({
            "key": {"type": "apiKey", "name": "X-Key", "in": "header"},
            "basic": {"type": "http", "scheme": "basic"},
            "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            "flat": {
                "type": "oauth2", "flow": "accessCode", "authorizationUrl": "https://a", "tokenUrl": "https://t",
                "flows": {"authorizationCode": {"authorizationUrl": "https://a", "tokenUrl": "https://t", "scopes": {}}},
            },
            "flows": {"type": "oauth2", "flows": {"password": {"scopes": {"read": ""}, "tokenUrl": ""}}},
            "alias": {"type": "http", "scheme": "basic"},
        })
    );
    assert_snapshot!(listed(&diagnostics), @r"
    note invalid-security-scheme /components/securitySchemes/key
    warning invalid-security-scheme /components/securitySchemes/keyless
    note invalid-security-scheme /components/securitySchemes/basic
    note invalid-security-scheme /components/securitySchemes/bearer
    note oauth-flow /components/securitySchemes/flat
    note oauth-scopes /components/securitySchemes/flat/flows/accessCode
    note oauth-flow /components/securitySchemes/flows/flows/password
    note oauth-scopes /components/securitySchemes/flows/flows/password
    note oauth-flow /components/securitySchemes/flows/flows/deviceAuthorization
    note mutual-tls /components/securitySchemes/tls
    warning invalid-security-scheme /components/securitySchemes/openid
    warning invalid-security-scheme /components/securitySchemes/odd
    warning invalid-security-scheme /components/securitySchemes/none
    ");
}

#[test]
fn references_to_parts_are_replaced_by_them() {
    let (document, diagnostics) = repaired(with(
        "3.1.0",
        json!({
            "paths": {
                "/a/{id}": {"$ref": "#/components/pathItems/A", "summary": "S"},
                "/b": {"get": {"responses": {"200": {"$ref": "#/paths/~1a~1%7Bid%7D/get/responses/200"}}}},
            },
            "components": {
                "pathItems": {"A": {"get": {
                    "parameters": [{"$ref": "#/components/parameters/Id"}, {"$ref": "#/components/parameters/None"}],
                    "requestBody": {"$ref": "#/components/requestBodies/Body"},
                    "responses": {
                        "200": {"$ref": "#/components/responses/Fine", "description": "Here."},
                        "400": {"$ref": "#/components/schemas/Pet"},
                        "404": {"$ref": "missing.yaml"},
                    },
                }}},
                "parameters": {"Id": {"$ref": "#/components/parameters/TheId"}, "TheId": {
                    "name": "id", "in": "path", "schema": {"type": "Int"},
                }},
                "requestBodies": {"Body": {"content": {"application/json": {
                    "schema": {"$ref": "#/components/responses/Fine"},
                    "examples": {"one": {"$ref": "#/components/examples/One"}},
                }}}},
                "responses": {"Fine": {
                    "description": "Fine.",
                    "headers": {"X-Count": {"$ref": "#/components/headers/Count"}},
                    "content": {"application/json": {"schema": {"type": "string"}}},
                    "links": {"next": {"operationId": "b"}},
                }},
                "headers": {"Count": {"schema": {"type": "integer"}}},
                "examples": {"One": {"value": 1}},
                "schemas": {"Pet": {"type": "object"}},
            },
        }),
    ));
    let fine = json!({
        "description": "Fine.",
        "headers": {"X-Count": {"schema": {"type": "integer"}}},
        "content": {"application/json": {"schema": {"type": "string"}}},
    });
    let mut here = fine.clone();
    here["description"] = json!("Here.");
    assert_eq!(
        document["paths"],
        json!({
            "/a/{id}": {"summary": "S", "get": {
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}],
                "requestBody": {"content": {"application/json": {
                    "schema": {"type": "string"},
                    "examples": {"one": {"value": 1}},
                }}},
                "responses": {
                    "200": here,
                    "400": {"description": "", "content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/Pet"},
                    }}},
                    "404": {"description": ""},
                },
            }},
            "/b": {"get": {"responses": {"200": fine}}},
        })
    );
    assert_eq!(document["components"], json!({"schemas": {"Pet": {"type": "object"}}}));
    assert_snapshot!(listed(&diagnostics), @r"
    note invalid-type /components/parameters/TheId/schema/type
    warning dangling-reference /paths/~1a~1{id}/get/parameters/1
    note optional-path-parameter /paths/~1a~1{id}/get/parameters
    warning mistyped-reference /components/requestBodies/Body/content/application~1json/schema
    warning mistyped-reference /paths/~1a~1{id}/get/responses/400
    warning external-reference /paths/~1a~1{id}/get/responses/404
    ");
}

#[test]
fn schemas_without_a_name_are_copied_unless_they_hold_themselves() {
    let body = |schema: Value| json!({"200": {"description": "", "content": {"application/json": {"schema": schema}}}});
    let place = |path: &str| format!("#/paths/~1{path}/get/responses/200/content/application~1json/schema");
    let (document, diagnostics) = repaired(with(
        "3.0.3",
        json!({"paths": {
            "/a": {"get": {"responses": body(json!({"type": "object", "properties": {
                "leaf": {"type": "Int"},
                "b": {"$ref": place("b")},
            }}))}},
            "/b": {"get": {"responses": body(json!({"type": "array", "items": {"$ref": place("a")}}))}},
            "/c": {"get": {"responses": body(json!({"$ref": place("a") + "/properties/leaf", "description": "D"}))}},
        }}),
    ));
    let schema =
        |path: &str| &document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"];
    let list = json!({"type": "array", "items": {"$ref": "#/components/schemas/a_get_Response_200"}});
    let object = json!({"type": "object", "properties": {"leaf": {"type": "integer"}, "b": list}});
    assert_eq!(schema("/a"), &object);
    assert_eq!(schema("/b"), &list);
    assert_eq!(schema("/c"), &json!({"description": "D", "allOf": [{"type": "integer"}]}));
    assert_eq!(document["components"]["schemas"], json!({"a_get_Response_200": object}));
    assert_snapshot!(listed(&diagnostics), @"note invalid-type /paths/~1a/get/responses/200/content/application~1json/schema/properties/leaf/type");
}

#[test]
fn parts_that_refer_to_each_other_end() {
    let (document, diagnostics) = repaired(with(
        "3.0.3",
        json!({
            "paths": {"/a": {"get": {
                "parameters": [{"$ref": "#/components/parameters/A"}],
                "responses": {"200": {"$ref": "#/components/responses/Self"}},
            }}},
            "components": {
                "parameters": {"A": {"$ref": "#/components/parameters/B"}, "B": {"$ref": "#/components/parameters/A"}},
                "responses": {"Self": {"description": "", "headers": {"X": {"$ref": "#/components/headers/X"}}}},
                "headers": {"X": {"content": {"a/b": {"encoding": {"p": {"headers": {
                    "Y": {"$ref": "#/components/headers/X"},
                }}}}}}},
            },
        }),
    ));
    let inner = &document["paths"]["/a"]["get"]["responses"]["200"]["headers"]["X"]["content"]["a/b"]["encoding"]["p"];
    assert_eq!(inner, &json!({"headers": {}}));
    assert_snapshot!(listed(&diagnostics), @r"
    warning circular-reference /paths/~1a/get/parameters/0
    warning circular-reference /components/headers/X/content/a~1b/encoding/p/headers/Y
    ");
}

#[test]
fn copies_do_not_multiply_without_end() {
    let mut examples = serde_json::Map::new();
    let mut headers = serde_json::Map::new();
    for level in 0..40 {
        let next = json!({"$ref": format!("#/components/headers/H{}", level + 1)});
        headers.insert(
            format!("H{level}"),
            json!({"content": {"a/b": {"encoding": {"p": {"headers": {"a": next, "b": next}}}}}}),
        );
    }
    headers.insert("H40".to_owned(), json!({"schema": {"type": "string"}}));
    examples.insert("E".to_owned(), json!({"value": 1}));
    let mut diagnostics = Vec::new();
    let input = with(
        "3.0.3",
        json!({
            "paths": {"/a": {"get": {"responses": {"200": {
                "description": "",
                "headers": {"X": {"$ref": "#/components/headers/H0"}},
            }}}}},
            "components": {"headers": headers, "examples": examples},
        }),
    );
    assert!(document("api.json", input, &mut diagnostics).is_some());
    assert!(diagnostics.iter().any(|found| found.code == "too-large"));
}

#[test]
fn a_container_can_be_a_reference() {
    let (document, diagnostics) = repaired(with(
        "3.0.3",
        json!({
            "paths": {"$ref": "#/x-paths"},
            "x-paths": {"/a": {"get": {"$ref": "#/x-operation"}}},
            "x-operation": {"responses": {"$ref": "#/x-responses"}},
            "x-responses": {"204": {"description": "Done."}},
            "components": {"schemas": {"A": {"type": "object", "properties": {"$ref": "#/x-properties"}}}},
            "x-properties": {"a": {"type": "string"}},
        }),
    ));
    assert_eq!(document["paths"], json!({"/a": {"get": {"responses": {"204": {"description": "Done."}}}}}));
    assert_eq!(document["components"]["schemas"]["A"]["properties"], json!({"a": {"type": "string"}}));
    assert_eq!(diagnostics, []);
}

#[test]
fn a_scheme_can_be_named_by_its_uri() {
    let security = |names: &[&str]| {
        let requirements: Vec<Value> = names.iter().map(|name| json!({*name: ["read"]})).collect();
        let (document, diagnostics) = repaired(with(
            "3.2.0",
            json!({
                "$self": "https://example.com/api",
                "security": requirements,
                "components": {"securitySchemes": {
                    "a/b": {"type": "http", "scheme": "bearer"},
                    "#/components/securitySchemes/c": {"type": "http", "scheme": "basic"},
                    "c": {"type": "http", "scheme": "bearer"},
                }},
            }),
        ));
        (document["security"].clone(), listed(&diagnostics))
    };
    let (found, told) = security(&[
        "a/b",
        "#/components/securitySchemes/a~1b",
        "https://example.com/api#/components/securitySchemes/a~1b",
        "#/components/securitySchemes/c",
    ]);
    let expected =
        json!([{"a/b": ["read"]}, {"a/b": ["read"]}, {"a/b": ["read"]}, {"#/components/securitySchemes/c": ["read"]}]);
    assert_eq!((found, told), (expected, String::new()));
    assert!(
        security(&["https://example.org/api#/components/securitySchemes/c"]).1.contains("undeclared-security-scheme")
    );
}
