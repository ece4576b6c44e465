#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use serde_json::{Value, json};

use super::convert;
use crate::read::{Document, Input, is_swagger};
use crate::{Options, model};

fn converted(root: &Value) -> Value {
    convert("api.json", root).document
}

/// The losses in a document of one operation, `POST /disks`.
fn losses(operation: &Value) -> Vec<String> {
    let root = json!({"swagger": "2.0", "host": "a.example.com", "schemes": ["https"], "paths": {"/disks": {"post": operation}}});
    convert("api.json", &root).diagnostics.iter().map(|one| format!("{} {}", one.code, one.place.pointer)).collect()
}

fn operation(operation: &Value) -> Value {
    let root = json!({"swagger": "2.0", "paths": {"/disks": {"post": operation}}});
    converted(&root)["paths"]["/disks"]["post"].take()
}

#[test]
fn versions_are_told_apart() {
    for version in [json!("2.0"), json!(2.0), json!(2), json!(" 2.0.0"), json!("")] {
        assert!(is_swagger(&json!({"swagger": version})), "{version}");
    }
    for other in [json!({"swagger": "1.2"}), json!({"swagger": "2.0", "openapi": "3.0.0"}), json!({}), json!([])] {
        assert!(!is_swagger(&other), "{other}");
    }
}

#[test]
fn servers_are_made_of_three_keys() {
    let servers = |top: Value| {
        let servers = converted(&top)["servers"].take();
        let urls = servers.as_array().into_iter().flatten().map(|server| server["url"].as_str().unwrap().to_owned());
        urls.collect::<Vec<String>>().join(" ")
    };
    let host = |rest: Value| {
        let mut top = json!({"swagger": "2.0", "host": "a.example.com"});
        top.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        servers(top)
    };
    assert_eq!(host(json!({})), "https://a.example.com");
    assert_eq!(host(json!({"basePath": "/"})), "https://a.example.com");
    assert_eq!(host(json!({"basePath": "v1/", "schemes": ["http", "wss"]})), "http://a.example.com/v1");
    assert_eq!(host(json!({"schemes": ["HTTP", "https"]})), "https://a.example.com http://a.example.com");
    assert_eq!(host(json!({"host": "http://a.example.com/", "schemes": ["https"]})), "http://a.example.com");
    assert_eq!(host(json!({"host": 5, "basePath": "/v1"})), "/v1");
    assert_eq!(servers(json!({"swagger": "2.0", "schemes": ["https"]})), "");
    let template = json!({"hostTemplate": "{vault}.example.com", "parameters": [{"name": "vault", "default": "main"}]});
    assert_eq!(host(json!({"x-ms-parameterized-host": template})), "https://{vault}.example.com");
    let whole = json!({"hostTemplate": "{endpoint}/api", "useSchemePrefix": false});
    assert_eq!(host(json!({"x-ms-parameterized-host": whole, "basePath": "/v1"})), "{endpoint}/api/v1");
}

#[test]
fn an_operation_has_its_own_schemes_where_the_documents_do_not_do() {
    let of = |own: Value| {
        let root = json!({"swagger": "2.0", "host": "a.example.com", "schemes": ["http"], "paths": {"/a": {"get": {"schemes": own}}}});
        converted(&root)["paths"]["/a"]["get"]["servers"].take()
    };
    assert_eq!(of(json!(["https"])), json!([{"url": "https://a.example.com"}]));
    assert_eq!(of(json!(["https", "http"])), Value::Null);
}

#[test]
fn media_types_are_those_of_the_operation_else_of_the_document_else_json() {
    let types = |document: Value, own: Value| {
        let mut root = json!({"swagger": "2.0", "paths": {"/a": {"post": {
            "parameters": [{"name": "a", "in": "body", "schema": {}}],
            "responses": {"200": {"description": "", "schema": {}}}
        }}}});
        for key in ["consumes", "produces"] {
            root[key] = document.clone();
            root["paths"]["/a"]["post"][key] = own.clone();
        }
        let document = converted(&root);
        let operation = &document["paths"]["/a"]["post"];
        let keys = |content: &Value| content.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        let sent = keys(&operation["requestBody"]["content"]);
        assert_eq!(sent, keys(&operation["responses"]["200"]["content"]));
        sent
    };
    assert_eq!(types(json!(["a/b", "c/d", "a/b"]), Value::Null), ["a/b", "c/d"]);
    assert_eq!(types(json!(["a/b"]), json!(["c/d"])), ["c/d"]);
    assert_eq!(types(json!(["a/b"]), json!([])), ["application/json"]);
    assert_eq!(types(json!(5), json!("a/b, c/d")), ["a/b", "c/d"]);
    assert_eq!(types(Value::Null, Value::Null), ["application/json"]);
}

#[test]
fn fields_become_a_form() {
    let found = operation(&json!({
        "consumes": ["application/x-www-form-urlencoded", "multipart/form-data"],
        "parameters": [
            {"name": "ids", "in": "formData", "type": "array", "items": {"type": "integer"}, "required": true},
            {"name": "note", "in": "FormData", "type": "string", "description": "Why."},
            {"name": "page", "in": "query", "type": "integer"}
        ]
    }));
    let body = &found["requestBody"];
    assert_eq!(body["required"], true);
    let form = &body["content"]["application/x-www-form-urlencoded"];
    assert_eq!(form["encoding"], json!({"ids": {"style": "form", "explode": false}}));
    assert_eq!(
        form["schema"],
        json!({
            "type": "object",
            "properties": {
                "ids": {"type": "array", "items": {"type": "integer"}},
                "note": {"type": "string", "description": "Why."}
            },
            "required": ["ids"]
        })
    );
    // There are no styles in a multipart form.
    let parts = &body["content"]["multipart/form-data"];
    assert_eq!(parts["schema"]["properties"]["ids"]["type"], "string");
    assert_eq!(found["parameters"], json!([{"name": "page", "in": "query", "schema": {"type": "integer"}}]));
}

#[test]
fn a_file_makes_a_form_one_of_parts() {
    let files = json!({"name": "files", "in": "formData", "type": "array", "items": {"type": "file"}, "collectionFormat": "multi"});
    let found = operation(&json!({"consumes": ["application/x-www-form-urlencoded"], "parameters": [files]}));
    let items = json!({"type": "string", "format": "binary"});
    let schema = &found["requestBody"]["content"]["multipart/form-data"]["schema"];
    assert_eq!(schema["properties"]["files"], json!({"type": "array", "items": items}));
}

#[test]
fn a_file_that_comes_back_is_no_json() {
    let of = |produces: Value| {
        let found = operation(
            &json!({"produces": produces, "responses": {"200": {"description": "", "schema": {"type": "file"}}}}),
        );
        found["responses"]["200"]["content"].clone()
    };
    let bytes = json!({"schema": {"type": "string", "format": "binary"}});
    assert_eq!(of(Value::Null), json!({"application/octet-stream": bytes}));
    assert_eq!(of(json!(["application/pdf"])), json!({"application/pdf": bytes}));
}

#[test]
fn what_one_body_can_not_have_is_a_loss() {
    let body = json!({"name": "disk", "in": "body", "schema": {"type": "object"}});
    let field = json!({"name": "name", "in": "formData", "type": "string"});
    let both = json!([field, body]);
    assert_eq!(losses(&json!({"parameters": both})), ["body-parameter /paths/~1disks/post/parameters/0"]);
    let form = json!({"consumes": ["multipart/form-data"], "parameters": both});
    assert_eq!(losses(&form), ["body-parameter /paths/~1disks/post/parameters/1"]);
    let two = json!({"parameters": [body, body]});
    assert_eq!(losses(&two), ["body-parameter /paths/~1disks/post/parameters/1"]);
}

#[test]
fn what_no_style_writes_is_a_text_and_a_loss() {
    let parameter = |location: &str, format: &str| json!({"parameters": [{"name": "ids", "in": location, "required": true, "type": "array", "items": {"type": "integer"}, "collectionFormat": format}]});
    let lost = ["collection-format /paths/~1disks/post/parameters/0"];
    for (location, format) in [("query", "tsv"), ("header", "pipes"), ("path", "ssv"), ("formData", "tsv")] {
        assert_eq!(losses(&parameter(location, format)), lost, "{location} {format}");
    }
    let found = operation(&parameter("query", "tsv"));
    let text = json!({"name": "ids", "in": "query", "required": true, "description": "The values are separated by tabs.", "schema": {"type": "string"}});
    assert_eq!(found["parameters"][0], text);
    for (location, format) in [("query", "pipes"), ("query", "multi"), ("header", "csv"), ("formData", "ssv")] {
        assert!(losses(&parameter(location, format)).is_empty(), "{location} {format}");
    }
    assert_eq!(losses(&parameter("query", "dots")), lost);
    let nested = json!({"parameters": [{"name": "a", "in": "query", "type": "array", "items": {"type": "array", "items": {"type": "string"}}}]});
    assert_eq!(losses(&nested), lost);
}

#[test]
fn parameters_of_the_path_and_of_the_top_are_found() {
    let root = json!({
        "swagger": "2.0",
        "parameters": {"Body": {"$ref": "#/parameters/Disk"}, "Disk": {"name": "disk", "in": "body", "schema": {"$ref": "#/definitions/Disk"}}, "Page": {"name": "page", "in": "query", "type": "integer"}},
        "definitions": {"Disk": {"type": "object"}},
        "paths": {"/disks": {
            "parameters": [{"$ref": "#/parameters/Body"}, {"$ref": "#/parameters/Page"}],
            "post": {},
            "put": {"parameters": [{"name": "other", "in": "body", "schema": {"type": "string"}}]}
        }}
    });
    let document = converted(&root);
    let item = &document["paths"]["/disks"];
    assert_eq!(item["parameters"], json!([{"$ref": "#/components/parameters/Page"}]));
    let schema = |method: &str| item[method]["requestBody"]["content"]["application/json"]["schema"].clone();
    assert_eq!(schema("post"), json!({"$ref": "#/components/schemas/Disk"}));
    assert_eq!(schema("put"), json!({"type": "string"}));
}

#[test]
fn references_lead_to_where_things_stand_now() {
    let root = json!({
        "swagger": "2.0",
        "definitions": {
            "Disk": {"properties": {
                "one": {"$ref": "#/responses/One/schema"},
                "two": {"$ref": "#/paths/~1a/get/responses/200/schema/items"},
                "example": {"type": "object", "example": {"$ref": "#/definitions/Disk"}}
            }}
        },
        "responses": {"One": {"description": "", "schema": {"type": "integer"}}},
        "paths": {"/a": {"get": {"responses": {"200": {"description": "", "schema": {"type": "array", "items": {"type": "string"}}}}}}}
    });
    let document = converted(&root);
    let properties = &document["components"]["schemas"]["Disk"]["properties"];
    for (name, kind) in [("one", "integer"), ("two", "string")] {
        let pointer = properties[name]["$ref"].as_str().unwrap().trim_start_matches('#');
        assert_eq!(document.pointer(pointer).unwrap()["type"], kind, "{pointer}");
    }
    assert_eq!(properties["example"]["example"]["$ref"], "#/definitions/Disk");
}

#[test]
fn places_are_those_of_the_swagger_document() {
    let root = json!({
        "swagger": "2.0",
        "paths": {"/a": {"post": {
            "parameters": [{"name": "a", "in": "body", "schema": {"type": "object"}}, {"name": "b", "in": "query", "type": "string"}],
            "responses": {"200": {"description": "", "schema": {"type": "string"}}}
        }}},
        "definitions": {"Disk": {"type": "object"}}
    });
    let origins = convert("api.json", &root).origins;
    for (now, then) in [
        ("/components/schemas/Disk/type", "/definitions/Disk/type"),
        ("/paths/~1a/post/parameters/0/schema/type", "/paths/~1a/post/parameters/1/type"),
        (
            "/paths/~1a/post/requestBody/content/application~1json/schema/type",
            "/paths/~1a/post/parameters/0/schema/type",
        ),
        ("/paths/~1a/post/responses/200/content/application~1json/schema", "/paths/~1a/post/responses/200/schema"),
        ("/paths/~1a/post/responses/200/content", "/paths/~1a/post/responses/200"),
    ] {
        let stripped = origins.find(now);
        assert_eq!((stripped.file.as_str(), stripped.pointer.as_str()), ("api.json", then), "{now}");
    }
}

#[test]
fn ways_to_sign_in_are_those_of_openapi_3() {
    let of = |definition: Value| {
        let root = json!({"swagger": "2.0", "securityDefinitions": {"a": definition}});
        converted(&root)["components"]["securitySchemes"]["a"].take()
    };
    assert_eq!(of(json!({"type": "basic"})), json!({"type": "http", "scheme": "basic"}));
    let key = json!({"type": "apiKey", "in": "query", "name": "key"});
    assert_eq!(of(key.clone()), key);
    let flow = |found: &str| {
        of(json!({"type": "oauth2", "flow": found, "tokenUrl": "t", "authorizationUrl": "a", "scopes": {}}))
    };
    let urls = json!({"tokenUrl": "t", "authorizationUrl": "a", "scopes": {}});
    for (found, now) in [
        ("application", "clientCredentials"),
        ("accessCode", "authorizationCode"),
        ("implicit", "implicit"),
        ("password", "password"),
    ] {
        assert_eq!(flow(found), json!({"type": "oauth2", "flows": {now: urls}}));
    }
}

#[test]
fn schemas_say_the_same_in_other_words() {
    let root = json!({"swagger": "2.0", "definitions": {
        "Pet": {"discriminator": "kind", "properties": {"kind": {"type": "string"}, "name": {"type": "string", "x-nullable": true}}},
        "Cat": {"x-ms-discriminator-value": "feline", "allOf": [{"$ref": "#/definitions/Pet"}]}
    }});
    let document = converted(&root);
    let pet = &document["components"]["schemas"]["Pet"];
    let mapping = json!({"feline": "#/components/schemas/Cat"});
    assert_eq!(pet["discriminator"], json!({"propertyName": "kind", "mapping": mapping}));
    assert_eq!(pet["properties"]["name"], json!({"type": "string", "nullable": true}));
}

#[test]
fn whatever_stands_anywhere_the_rest_is_generated() {
    let yaml = include_str!("../../../tests/fixtures/swagger/api.yaml");
    let whole: Value = serde_yaml::from_str(yaml).unwrap();
    assert_eq!(run(&whole), Some(7));
    let odd = [
        Value::Null,
        json!(true),
        json!(-1),
        json!(""),
        json!("#/definitions/Pet"),
        json!([]),
        json!([null]),
        json!({}),
        json!({"$ref": "#"}),
    ];
    let mut pointers = Vec::new();
    collect(&whole, String::new(), &mut pointers);
    assert!(pointers.len() > 200);
    for (index, pointer) in pointers.iter().enumerate() {
        let mut changed = whole.clone();
        *changed.pointer_mut(pointer).unwrap() = odd[index % odd.len()].clone();
        run(&changed);
    }
}

/// How many operations come of a document.
fn run(value: &Value) -> Option<usize> {
    let document = Document { file: "api.yaml".to_owned(), value: value.clone() };
    let input = Input { documents: vec![document], ..Input::default() };
    let options = Options { crate_name: "acme".to_owned(), ..Options::default() };
    model(input, &options).ok().map(|modelled| modelled.statistics.operations)
}

fn collect(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                collect(value, format!("{pointer}{}", crate::pointer::join([key.as_str()])), pointers);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                collect(value, format!("{pointer}/{index}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(pointer);
}
