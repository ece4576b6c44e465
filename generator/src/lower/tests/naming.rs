//! The naming obstacle course.

use serde_json::{Value, json};

use super::render::{render, types};
use super::{document, lowered, sent};

#[test]
fn fields_have_names_of_their_own() {
    let names = [
        "type",
        "self",
        "Self",
        "crate",
        "new",
        "default",
        "clone",
        "fooBar",
        "foo_bar",
        "foo-bar",
        "@type",
        "1st",
        "",
        "🎉",
        "名前",
        "$ref",
        "ref",
        "bar",
        "bar_null",
        "additional_properties",
        "async",
        "_",
        "a.b",
        "ID",
        "id",
    ];
    let properties: serde_json::Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), json!({ "type": "string", "nullable": true }))).collect();
    let document =
        sent(json!({ "Course": { "type": "object", "properties": properties, "additionalProperties": true } }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct Course mod course (sent)
      r#type: Option<Option<String>> = "type"
      self_: Option<Option<String>>, self_null = "self"
      self_2: Option<Option<String>> = "Self"
      crate_: Option<Option<String>>, crate_null = "crate"
      new_: Option<Option<String>>, new_null = "new"
      default_: Option<Option<String>>, default_null = "default"
      clone_: Option<Option<String>>, clone_null = "clone"
      foo_bar: Option<Option<String>> = "fooBar"
      foo_bar_2: Option<Option<String>> = "foo_bar"
      foo_bar_3: Option<Option<String>> = "foo-bar"
      at_type: Option<Option<String>> = "@type"
      n1st: Option<Option<String>> = "1st"
      field_empty: Option<Option<String>> = ""
      field_u1f389: Option<Option<String>> = "🎉"
      名前: Option<Option<String>>
      dollar_ref: Option<Option<String>> = "$ref"
      r#ref: Option<Option<String>> = "ref"
      bar: Option<Option<String>>, bar_to_null
      bar_null: Option<Option<String>>
      additional_properties: Option<Option<String>>
      r#async: Option<Option<String>> = "async"
      underscore: Option<Option<String>> = "_"
      a_b: Option<Option<String>> = "a.b"
      id: Option<Option<String>> = "ID"
      id_2: Option<Option<String>> = "id"
      ..other_properties: Any
    "#);
}

#[test]
fn types_have_names_of_their_own() {
    let names = [
        "Option", "Vec", "String", "Self", "self", "mod", "type", "con", "fooBar", "foo_bar", "FOO bar", "1", "名",
        "naïve", "🎉", "Box",
    ];
    let mut schemas: serde_json::Map<String, Value> = serde_json::Map::new();
    let references: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| (format!("{name} ref"), json!({ "$ref": format!("#/components/schemas/{name}") })))
        .collect();
    schemas.insert("All".to_owned(), json!({ "type": "object", "properties": references }));
    for name in names {
        schemas.insert(name.to_owned(), json!({ "type": "object", "properties": { name: { "type": "boolean" } } }));
    }
    let lowered = lowered(sent(Value::Object(schemas)));
    let lines =
        types(&lowered).lines().filter(|line| line.starts_with("struct")).map(str::to_owned).collect::<Vec<_>>();
    insta::assert_snapshot!(lines.join("\n"), @"
    struct All mod all (sent)
    struct AllFooBarRef mod all_foo_bar_ref (sent)
    struct AllSelfRef mod all_self_ref (sent)
    struct BoxModel mod box_model (sent)
    struct Con mod con_ (sent)
    struct FooBar mod foo_bar (sent)
    struct FooBar2 mod foo_bar2 (sent)
    struct Mod mod mod_ (sent)
    struct N1 mod n1 (sent)
    struct Naïve mod naive (sent)
    struct OptionModel mod option_model (sent)
    struct Self_ mod self_ (sent)
    struct StringModel mod string_model (sent)
    struct Type mod type_ (sent)
    struct Value mod value (sent)
    struct VecModel mod vec_model (sent)
    struct 名 mod u540d (sent)
    ");
}

#[test]
fn operations_and_parameters_have_names_of_their_own() {
    let parameter = |name: &str, place: &str| json!({ "name": name, "in": place, "required": place == "path", "schema": { "type": "string" } });
    let responses = json!({ "204": { "description": "Done." } });
    let lowered = lowered(document(
        json!({
            "/a/{id}/{type}": { "get": { "operationId": "move", "tags": ["default"], "responses": responses, "parameters": [
                parameter("id", "query"), parameter("id", "header"), parameter("type", "path"), parameter("id", "path"),
                parameter("body", "query"), parameter("send", "query"), parameter("into_future", "query"),
                parameter("self", "query"), parameter("client", "query"), parameter("🎉", "query"),
                parameter("filter[name]", "query"), parameter("filter_name", "query")
            ] } },
            "/b": {
                "get": { "operationId": "getUser", "tags": ["default"], "responses": responses },
                "put": { "operationId": "get_user", "tags": ["default"], "responses": responses },
                "post": { "tags": ["Default"], "responses": responses },
                "patch": { "operationId": "new", "tags": ["default"], "responses": responses },
                "delete": { "operationId": "default", "tags": ["builder", "second"], "responses": responses },
                "head": { "operationId": "名前", "tags": ["🎉"], "responses": responses },
                "options": { "responses": responses }
            },
            "/role-mining-sessions/{sessionId}/x.{format}": { "get": { "responses": responses, "parameters": [
                { "name": "sessionId", "in": "path", "required": true, "schema": { "type": "string" } },
                { "name": "format", "in": "path", "required": true, "schema": { "type": "string" } }] } }
        }),
        json!({}),
    ));
    insta::assert_snapshot!(render(&lowered), @r#"
    service Api fn api mod api
      get_role_mining_sessions_by_session_id_x_by_format GetRoleMiningSessionsBySessionIdXByFormat GET /role-mining-sessions/{sessionId}/x.{format}
        argument session_id: String ("sessionId" in Path, Simple)
        argument format: String ("format" in Path, Simple)
        -> empty
      options_b OptionsB OPTIONS /b
        -> empty
      u540du524d 名前 HEAD /b
        -> empty
    service Builder fn builder_service mod builder
      default_operation DefaultOperation DELETE /b
        -> empty
    service DefaultService fn default mod default
      get_user GetUser GET /b
        -> empty
      move_ Move GET /a/{id}/{type}
        argument id: String ("id" in Path, Simple)
        argument r#type: String ("type" in Path, Simple)
        setter id_query: String ("id" in Query, Form, exploded)
        setter id_header: String ("id" in Header, Simple)
        setter body_parameter: String ("body" in Query, Form, exploded)
        setter send_parameter: String ("send" in Query, Form, exploded)
        setter into_future_parameter: String ("into_future" in Query, Form, exploded)
        setter self_parameter: String ("self" in Query, Form, exploded)
        setter client_parameter: String ("client" in Query, Form, exploded)
        setter parameter_10: String ("🎉" in Query, Form, exploded)
        setter filter_name: String ("filter[name]" in Query, Form, exploded)
        setter filter_name_query: String ("filter_name" in Query, Form, exploded)
        -> empty
      new_operation NewOperation PATCH /b
        -> empty
      post_b PostB POST /b
        -> empty
      put_b PutB PUT /b
        -> empty
    note[missing-operation-id] #/paths/~1b/post: POST /b: called `post_b`, after method and path
    note[missing-operation-id] #/paths/~1b/options: OPTIONS /b: called `options_b`, after method and path
    note[missing-operation-id] #/paths/~1role-mining-sessions~1{sessionId}~1x.{format}/get: GET /role-mining-sessions/{sessionId}/x.{format}: called `get_role_mining_sessions_by_session_id_x_by_format`, after method and path
    note[duplicate-operation-id] #/paths/~1b/put/operationId: PUT /b: `get_user` is already the id of GET /b; this operation is named after method and path
    "#);
}

#[test]
fn features_have_names_of_their_own() {
    let tags =
        ["default", "Mock", "Mock Service", "wiremock", "OAuth Clients", "größe", "grosse", "v1/users", "2FA", "🎉"];
    let operation = |tag: &str| json!({ "tags": [tag], "responses": { "204": { "description": "Done." } } });
    let paths: serde_json::Map<String, Value> =
        tags.iter().enumerate().map(|(index, tag)| (format!("/{index}"), json!({ "get": operation(tag) }))).collect();
    let lowered = lowered(document(paths.into(), json!({})));
    let services = lowered.api.services.iter();
    let features: Vec<String> = services.map(|service| format!("{}: {}", service.tag, service.feature)).collect();
    insta::assert_snapshot!(features.join("\n"), @r#"
    🎉: api
    default: default-service
    grosse: grosse
    größe: grosse-service
    Mock: mock-service
    Mock Service: mock-service-service
    2FA: 2fa
    OAuth Clients: oauth-clients
    v1/users: v1-users
    wiremock: wiremock-service
    "#);
}

#[test]
fn what_is_only_counted_is_named_by_its_place() {
    let to = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let list = |name: &str| json!({ "type": "array", "items": to(name) });
    let object = |field: &str, ty: Value| json!({ "type": "object", "properties": { field: ty } });
    let text = || json!({ "type": "string" });
    let get = |tag: &str, schema: Value| {
        let content = json!({ "application/json": { "schema": schema } });
        json!({ "get": { "tags": [tag], "responses": { "200": { "description": "OK", "content": content } } } })
    };
    let mut tags = get("Labels", list("label-2"));
    tags["post"] = json!({
        "tags": ["Labels"],
        "requestBody": { "content": { "application/json": { "schema": to("label-2") } } },
        "responses": { "204": { "description": "Done" } },
    });
    let rack = json!({ "type": "object", "properties": {
        "label": to("label"), "disk": to("disk"), "fan": to("fan"), "plan": to("plan"), "owner": to("ref-2"),
        "maker": to("ref-2"), "seller": to("ref"), "slots": list("slot"), "part": { "oneOf": [to("slot-2"), to("fan-2")] },
    } });
    let mut unlike = object("g", text());
    unlike["title"] = json!("Tape");
    let mut other = object("h", text());
    other["title"] = json!("Standard");
    let document = document(
        json!({
            "/racks": get("Racks", to("rack")),
            "/racks/disks": get("Racks", list("disk-2")),
            "/labels": tags,
            "/plans": get("Plans", list("plan-2")),
            "/tapes": get("Tapes", to("tape-3")),
            "/norms": get("Norms", to("iso-9")),
        }),
        json!({
            "rack": rack, "label": object("a", text()), "label-2": object("b", json!({ "type": "string", "enum": ["x", "y"] })),
            "disk": object("c", text()), "disk-2": object("d", text()), "fan": object("e", text()),
            "fan-2": object("f", text()), "plan": object("i", text()), "plan-2": object("stages", list("step-2")),
            "step": object("k", text()), "step-2": object("l", text()), "slot": object("step", to("step")),
            "slot-2": object("m", text()), "ref": object("n", text()), "ref-2": object("o", text()),
            "tape-3": unlike, "iso-9": other,
        }),
    );
    let names: Vec<String> = lowered(document).api.types.iter().map(|definition| definition.name.clone()).collect();
    let expected = [
        "Disk",
        "Fan",
        "FanPart",
        "Iso9",
        "Label",
        "LabelResource",
        "LabelResourceB",
        "Plan",
        "PlanResponse",
        "PlanStage",
        "Rack",
        "RackDisk",
        "RackPart",
        "RackRef",
        "Ref",
        "Slot",
        "SlotPart",
        "Step",
        "Tape",
    ];
    assert_eq!(names, expected);
}
