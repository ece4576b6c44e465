//! Parameters, bodies and responses.

use serde_json::{Value, json};

use super::render::render;
use super::{codes, document, lowered};
use crate::api::Style;

fn content(media_type: &str, schema: Value) -> Value {
    json!({ "description": "", "content": { media_type: { "schema": schema } } })
}

#[test]
fn arguments_come_in_the_order_of_path_query_header_body() {
    let lowered = lowered(document(
        json!({ "/a/{one}/{two}": {
            "post": { "operationId": "create", "tags": ["A"],
                "parameters": [
                    { "name": "two", "in": "path", "required": true, "schema": { "type": "integer" } },
                    { "name": "limit", "in": "query", "schema": { "type": "integer", "format": "int32" } },
                    { "name": "one", "in": "path", "required": true, "schema": { "type": "string" } },
                    { "name": "optional", "in": "query", "schema": { "type": "array", "items": { "type": "string" } }, "style": "pipeDelimited" },
                    { "name": "X-Request-Id", "in": "header", "required": true, "schema": { "type": "string" } },
                    { "name": "must", "in": "query", "required": true, "schema": { "type": "boolean" } },
                    { "name": "filter", "in": "query", "content": { "application/json": { "schema": { "type": "object" } } } },
                    { "name": "session", "in": "cookie", "schema": { "type": "string" } }
                ],
                "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "array", "items": { "type": "string" } } } } },
                "responses": { "201": { "description": "" } } } } }),
        json!({}),
    ));
    insta::assert_snapshot!(render(&lowered), @r#"
    service A fn a mod a
      create Create POST /a/{one}/{two}
        argument one: String ("one" in Path, Simple)
        argument two: I64 ("two" in Path, Simple)
        argument must: Boolean ("must" in Query, Form, exploded)
        argument x_request_id: String ("X-Request-Id" in Header, Simple)
        setter limit: I32 ("limit" in Query, Form, exploded)
        setter optional: Vec<String> ("optional" in Query, PipeDelimited)
        setter filter: Object ("filter" in Query, Json)
        setter session: String ("session" in Cookie, Form, exploded)
        argument body: json Vec<String> (application/json)
        -> empty
    "#);
}

#[test]
fn bodies_of_every_kind() {
    let object = json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } });
    let post = |id: &str, content: Value| {
        json!({ "post": { "operationId": id, "tags": ["A"],
        "requestBody": { "content": content }, "responses": { "200": { "description": "" } } } })
    };
    let lowered = lowered(document(
        json!({
            "/json": post("json", json!({ "text/xml": {}, "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } })),
            "/suffix": post("suffix", json!({ "application/vnd.acme+json": { "schema": { "$ref": "#/components/schemas/Thing" } } })),
            "/form": post("form", json!({ "application/x-www-form-urlencoded": { "schema": { "$ref": "#/components/schemas/Thing" } } })),
            "/multipart": post("multipart", json!({ "multipart/form-data": { "encoding": { "meta": { "contentType": "application/json" } },
                "schema": { "type": "object", "required": ["file"], "properties": {
                    "file": { "type": "string", "format": "binary" },
                    "files": { "type": "array", "items": { "type": "string", "format": "binary" } },
                    "meta": { "$ref": "#/components/schemas/Thing" },
                    "body": { "type": "string" } } } } })),
            "/multipartWithout": post("multipart without", json!({ "multipart/form-data": { "schema": { "type": "string" } } })),
            "/text": post("text", json!({ "text/plain": { "schema": { "type": "string" } } })),
            "/bytes": post("bytes", json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })),
            "/wild": post("wild", json!({ "*/*": { "schema": { "$ref": "#/components/schemas/Thing" } } })),
            "/none": post("none", json!({}))
        }),
        json!({ "Thing": object }),
    ));
    insta::assert_snapshot!(render(&lowered), @r#"
    service A fn a mod a
      bytes Bytes POST /bytes
        setter body: bytes (application/octet-stream)
        -> empty
      form Form POST /form
        setter body: form Thing (application/x-www-form-urlencoded)
        -> empty
      json Json POST /json
        setter body: json Thing (application/json)
        or json_as_xml: text (text/xml)
        -> empty
      multipart Multipart POST /multipart
        argument file: Bytes ("file" in Part(None), Form, exploded)
        setter files: Vec<Bytes> ("files" in Part(None), Form, exploded)
        setter meta: Thing ("meta" in Part(Some("application/json")), Form, exploded)
        setter body_parameter: String ("body" in Part(None), Form, exploded)
        setter body: multipart (multipart/form-data)
        -> empty
      multipart_without MultipartWithout POST /multipartWithout
        setter body: bytes (multipart/form-data)
        -> empty
      none NoneRequest POST /none
        -> empty
      suffix Suffix POST /suffix
        setter body: json Thing (application/vnd.acme+json)
        -> empty
      text Text POST /text
        setter body: text (text/plain)
        -> empty
      wild Wild POST /wild
        setter body: json Thing (application/json)
        -> empty
    struct Thing mod thing (sent)
      a: String
    warning[multipart-without-parts] #/paths/~1multipartWithout/post/requestBody/content/multipart~1form-data/schema: the schema names no parts; the body is bytes, which are sent unchanged
    "#);
}

#[test]
fn json_patch_is_recognised_by_media_type_or_by_its_operations() {
    let operation = |operations: Value| {
        json!({ "type": "array", "items": { "type": "object", "required": ["op", "path"], "properties": {
        "op": { "type": "string", "enum": operations }, "path": { "type": "string" }, "value": { "oneOf": [{ "type": "string" }, { "type": "integer" }] }
    } } })
    };
    let patch = |media_type: &str, schema: Value| {
        json!({ "patch": { "tags": ["A"],
        "requestBody": { "required": true, "content": { media_type: { "schema": schema }, "application/merge-patch+json": {} } },
        "responses": { "200": { "description": "" } } } })
    };
    let lowered = lowered(document(
        json!({
            "/a": patch("application/json-patch+json", operation(json!(["add", "remove", "anything"]))),
            "/b": patch("application/json-patch+json", json!({ "type": "object", "properties": { "x": {} } })),
            "/c": patch("application/json", operation(json!(["add", "replace"]))),
            "/d": patch("application/json", operation(json!(["increase"])))
        }),
        json!({}),
    ));
    insta::assert_snapshot!(render(&lowered), @r#"
    service A fn a mod a
      patch_a PatchA PATCH /a
        argument body: json JsonPatch (application/json-patch+json)
        or patch_a_as_merge_patch_json: json Any (application/merge-patch+json)
        -> empty
      patch_b PatchB PATCH /b
        argument body: json PatchBRequest (application/json-patch+json)
        or patch_b_as_merge_patch_json: json Any (application/merge-patch+json)
        -> empty
      patch_c PatchC PATCH /c
        argument body: json JsonPatch (application/json)
        or patch_c_as_merge_patch_json: json Any (application/merge-patch+json)
        -> empty
      patch_d PatchD PATCH /d
        argument body: json Vec<PatchDRequestItem> (application/json)
        or patch_d_as_merge_patch_json: json Any (application/merge-patch+json)
        -> empty
    struct PatchBRequest mod patch_b_request (sent)
      x: Option<Any>
    struct PatchDRequestItem mod patch_d_request_item (sent)
      op: PatchDRequestItemOp
      path: String
      value: Option<PatchDRequestItemValue>
    enum PatchDRequestItemOp mod patch_d_request_item_op (sent)
      Increase = "increase"
    union PatchDRequestItemValue mod patch_d_request_item_value (sent)
      String(String)
      Integer(I64)
    note[missing-operation-id] #/paths/~1a/patch: PATCH /a: called `patch_a`, after method and path
    note[missing-operation-id] #/paths/~1b/patch: PATCH /b: called `patch_b`, after method and path
    note[missing-operation-id] #/paths/~1c/patch: PATCH /c: called `patch_c`, after method and path
    note[missing-operation-id] #/paths/~1d/patch: PATCH /d: called `patch_d`, after method and path
    "#);
}

#[test]
fn several_statuses_of_success_are_an_enum_where_they_differ() {
    let thing = json!({ "$ref": "#/components/schemas/Thing" });
    let get =
        |id: &str, responses: Value| json!({ "get": { "operationId": id, "tags": ["A"], "responses": responses } });
    let lowered = lowered(document(
        json!({
            "/same": get("same", json!({ "200": content("application/json", thing.clone()), "201": content("application/json", thing.clone()) })),
            "/differ": get("differ", json!({ "204": { "description": "" }, "200": content("application/json", thing.clone()), "2XX": content("text/plain", json!({})) })),
            "/default": get("by default", json!({ "default": content("application/json", thing.clone()) })),
            "/zip": get("zip", json!({ "200": content("application/zip", json!({ "type": "object" })), "400": content("application/json", thing.clone()) })),
            "/binary": get("binary", json!({ "200": content("application/json", json!({ "type": "string", "format": "binary" })) })),
            "/wild": get("wild", json!({ "200": content("*/*", thing.clone()) })),
            "/redirect": get("redirect", json!({ "302": { "description": "Away." } })),
            "/list": get("list", json!({ "200": content("application/json", json!({ "type": "array", "nullable": true, "items": thing })) }))
        }),
        json!({ "Thing": { "type": "object", "properties": { "a": { "type": "string" } } } }),
    ));
    insta::assert_snapshot!(render(&lowered), @r#"
    service A fn a mod a
      binary Binary GET /binary
        -> bytes
        accepts application/json
      by_default ByDefault GET /default
        -> Thing
        accepts application/json
      differ Differ GET /differ
        -> DifferOutcome
          Ok = 200: Thing
          NoContent = 204: empty
          Success = 2XX: text
        accepts application/json, text/plain
      list List GET /list
        -> Option<Vec<Thing>>
        accepts application/json
      redirect Redirect GET /redirect
        -> empty
      same Same GET /same
        -> Thing
        accepts application/json
      wild Wild GET /wild
        -> Thing
        accepts */*
      zip Zip GET /zip
        -> bytes
        !> AError
        accepts application/zip, application/json
    struct Thing mod thing (received)
      a: Option<String>
    error AError mod a_error
      BadRequest = 400: Thing
    note[redirect-ignored] #/paths/~1redirect/get/responses/302: GET /redirect: 302 has no type: the client returns it as it came
    "#);
}

#[test]
fn a_parameter_that_is_a_uuid_in_one_place_and_text_in_another_is_text() {
    let get = |schema: Value, id: &str| {
        json!({ "get": { "operationId": id, "tags": ["A"], "responses": {}, "parameters": [
        { "name": "sessionId", "in": "path", "required": true, "schema": schema, "example": "8c190e67-87aa-4ed9-a90b-d9d5344523fb" },
        { "name": "exportId", "in": "path", "required": true, "schema": { "type": "string", "format": "uuid" }, "example": "8c190e67-87aa-4ed9-a90b-d9d5344523fb" }
    ] } })
    };
    let lowered = lowered(document(
        json!({
            "/a/{sessionId}/{exportId}": get(json!({ "type": "string", "format": "uuid" }), "a"),
            "/b/{sessionId}/{exportId}": get(json!({ "type": "string" }), "b")
        }),
        json!({}),
    ));
    insta::assert_snapshot!(render(&lowered), @r#"
    service A fn a mod a
      a ARequest GET /a/{sessionId}/{exportId}
        argument session_id: String ("sessionId" in Path, Simple)
        argument export_id: Uuid ("exportId" in Path, Simple)
        -> empty
      b B GET /b/{sessionId}/{exportId}
        argument session_id: String ("sessionId" in Path, Simple)
        argument export_id: Uuid ("exportId" in Path, Simple)
        -> empty
    "#);
}

#[test]
fn servers_are_named_by_their_variables() {
    let mut document = document(json!({}), json!({}));
    document["servers"] = json!([
        { "url": "https://{tenant}.api.example.com/beta", "variables": { "tenant": { "default": "acme", "enum": ["acme", "other"] } } },
        { "url": "{apiUrl}" },
        { "url": "https://api.example.com", "description": "Production" },
        { "url": "/v1" },
        { "url": "https://{tenant}.api.example.com/v2" }
    ]);
    let lowered = lowered(document);
    let servers: Vec<String> = lowered
        .api
        .servers
        .iter()
        .map(|server| {
            let variables: Vec<String> =
                server.variables.iter().map(|it| format!("{} = {:?} {:?}", it.name, it.default, it.values)).collect();
            format!("{} {} ({})", server.name, server.url, variables.join(", "))
        })
        .collect();
    insta::assert_snapshot!(servers.join("\n"), @r#"
    tenant https://{tenant}.api.example.com/beta (tenant = "acme" ["acme", "other"])
    api_url {apiUrl} (api_url = "" [])
    production https://api.example.com ()
    tenant_api_example_com https://{tenant}.api.example.com/v2 (tenant = "" [])
    "#);
    assert_eq!(codes(&lowered), ["server-relative"]);
}

#[test]
fn security_is_the_operations_own_or_the_documents() {
    let mut document = document(
        json!({
            "/a": { "get": { "operationId": "a", "responses": {} } },
            "/b": { "get": { "operationId": "b", "responses": {}, "security": [] } },
            "/c": { "get": { "operationId": "c", "responses": {}, "security": [{ "key": [] }, {}] } }
        }),
        json!({}),
    );
    document["security"] = json!([{ "oauth2": ["read"] }]);
    let lowered = lowered(document);
    let security: Vec<usize> = lowered.api.operations().map(|operation| operation.security.len()).collect();
    assert_eq!(security, [1, 0, 2]);
}

#[test]
fn an_operation_can_have_a_server_of_its_own() {
    let own = |servers: Value| {
        let mut document = document(
            json!({ "/a": { "get": { "operationId": "a", "servers": servers, "responses": { "204": { "description": "" } } } } }),
            json!({}),
        );
        document["servers"] = json!([{ "url": "https://api.example.com" }, { "url": "https://eu.example.com" }]);
        let lowered = lowered(document);
        (lowered.api.operations().next().and_then(|operation| operation.server.clone()), codes(&lowered))
    };
    let region = json!({ "region": { "default": "eu" } });
    let filled = own(json!([{ "url": "https://{region}.example.com/v1", "variables": region }]));
    assert_eq!(filled, (Some("https://eu.example.com/v1".to_owned()), vec!["operation-server"]));
    assert_eq!(own(json!([{ "url": "https://api.example.com" }])), (None, vec![]));
    let other = json!({ "url": "https://eu.example.com" });
    assert_eq!(own(json!([other])), (Some("https://eu.example.com".to_owned()), vec!["operation-server"]));
    assert_eq!(own(json!([other, { "url": "https://api.example.com" }])), (None, vec![]));
    for unusable in ["/v2", "ftp://eu.example.com", "https://.example.com", "https://a@example.com"] {
        assert_eq!(own(json!([{ "url": unusable }])), (None, vec!["operation-server"]), "{unusable}");
        let both = own(json!([{ "url": unusable }, other]));
        assert_eq!(both.0.as_deref(), Some("https://eu.example.com"), "{unusable}");
    }
}

#[test]
fn a_server_that_nothing_can_be_sent_to_is_said() {
    let servers = |url: &str| {
        let mut document = document(json!({}), json!({}));
        document["servers"] = json!([{ "url": url, "variables": { "host": { "default": "example.com" } } }]);
        let lowered = lowered(document);
        (lowered.api.servers.len(), codes(&lowered))
    };
    let unusable = [
        "wss://example.com",
        "https://",
        "https://a:b@example.com",
        "https://example.com/a?b=c",
        "https://example.com/a/../b",
        "https://exa mple.com",
        "https://example..com",
        "https://example.com:99999",
    ];
    for url in unusable {
        assert_eq!(servers(url), (0, vec!["server-unusable"]), "{url}");
    }
    assert_eq!(servers("ftp://{host}"), (1, vec!["server-unusable"]));
    for url in ["https://{host}/v1", "HTTP://example.com", "{host}", "https://{unset}.example.com", "https://[::1]:80"]
    {
        assert_eq!(servers(url), (1, vec![]), "{url}");
    }
    assert_eq!(servers("//example.com"), (0, vec!["server-relative"]));
}

#[test]
fn properties_of_a_form_are_written_as_their_encodings_say() {
    let disk = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let schema = json!({ "type": "object", "properties": {
        "plain": disk, "spread": disk, "deep": disk, "list": { "type": "array", "items": { "type": "string" } }
    } });
    let body = |name: &str, encoding: Value| {
        let media_type = json!({ "schema": schema, "encoding": encoding });
        json!({ "post": { "operationId": "write", "requestBody": { "content": { (name): media_type } }, "responses": {} } })
    };
    let form = lowered(document(
        json!({ "/form": body("application/x-www-form-urlencoded", json!({
            "plain": { "contentType": "application/json" },
            "spread": { "style": "form", "explode": true },
            "deep": { "style": "deepObject" },
            "list": { "style": "form" }
        })) }),
        json!({}),
    ));
    let styles = &form.api.services[0].operations[0].body.as_ref().unwrap().styles;
    let styles: Vec<_> = styles.iter().map(|it| (it.wire_name.as_str(), it.style, it.explode)).collect();
    assert_eq!(styles, [("spread", Style::Form, true), ("deep", Style::DeepObject, false)]);
    assert_eq!(codes(&form), ["missing-operation-id"; 0]);
    let parts = lowered(document(
        json!({ "/parts": body("multipart/form-data", json!({
            "plain": { "contentType": "application/xml" }, "spread": { "contentType": "application/json" }
        })) }),
        json!({}),
    ));
    assert_eq!(codes(&parts), ["encoding-ignored"]);
}
