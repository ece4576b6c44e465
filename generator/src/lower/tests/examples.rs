//! The examples of bodies: which there are, what they are called, and which are not what their schemas say.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::lower;
use super::{lowered, parsed};
use crate::api::Api;
use crate::diagnostic::{Place, Places};
use crate::rules::{Override, Rules};

/// Each example with its places.
fn examples(api: &Api) -> String {
    let mut text = String::new();
    for example in &api.examples {
        let places: Vec<String> = example
            .places
            .iter()
            .map(|place| {
                let (_, operation) = api.operation(place.operation).unwrap();
                let status = place.status.map_or_else(|| "request".to_owned(), |status| status.to_string());
                format!("{} {status} {}", operation.name, place.key.as_deref().unwrap_or("-"))
            })
            .collect();
        writeln!(text, "{}: {} {}", example.name, example.value, places.join(", ")).unwrap();
        if let Some(flaw) = &example.flaw {
            writeln!(text, "  {flaw}").unwrap();
        }
    }
    text
}

/// The examples of one operation whose body and answer have that schema.
fn flaws(schema: Value, sent: Value, received: Value) -> String {
    flaws_with(schema, sent, received, &Rules::default())
}

fn flaws_with(schema: Value, sent: Value, received: Value, rules: &Rules) -> String {
    let content = |example: Value| {
        json!({ "application/json": {
        "schema": { "$ref": "#/components/schemas/Disk" }, "example": example,
    } })
    };
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "Disks", "version": "1" },
        "paths": { "/disks": { "put": { "operationId": "put", "requestBody": { "content": content(sent) },
            "responses": { "200": { "description": "", "content": content(received) } },
        } } },
        "components": { "schemas": {
            "Disk": schema,
            "Tape": { "type": "object", "required": ["length"], "properties": { "length": { "type": "integer" } } },
        } },
    });
    let lowered = lower(&parsed(document), &Places::default(), rules, None);
    let text = lowered.api.examples.iter().map(|one| format!("{}\n", one.flaw.as_deref().unwrap_or("-")));
    text.collect::<String>().replace("/paths/~1disks/put/", "").replace("content/application~1json/", "")
}

#[test]
fn examples_are_collected_where_they_stand() {
    let disk = || json!({ "$ref": "#/components/schemas/Disk" });
    let example = |value: Value| json!({ "application/json": { "schema": disk(), "example": value } });
    let answer = |value: Value| json!({ "description": "", "content": example(value) });
    let problem = || {
        json!({ "description": "", "content": { "application/problem+json": {
        "schema": { "type": "object", "properties": { "title": { "type": "string" } } },
        "examples": { "Only one": { "value": { "title": "No." } } },
    } } })
    };
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "Disks", "version": "1" },
        "paths": { "/disks": {
            "get": { "operationId": "listDisks", "responses": {
                "200": { "description": "", "content": { "application/json": { "schema": { "type": "array", "items": disk() },
                    "examples": { "None": { "value": [] }, "One disk": { "value": [{ "size": 1 }] }, "Text": { "value": "[{\"size\": 2}]" } },
                } } },
                "4XX": problem(), "default": problem(),
            } },
            "post": { "operationId": "addDisk",
                "requestBody": { "content": example(json!({ "size": 1 })) },
                "responses": { "201": answer(json!({ "size": 1 })), "202": answer(json!(null)), "302": answer(json!({ "size": 3 })),
                    "200": { "description": "", "content": { "application/json": { "schema": disk() }, "text/plain": { "example": "a" } } } },
            },
        } },
        "components": { "schemas": { "Disk": {
            "type": "object", "properties": { "size": { "type": "integer" } }, "example": { "size": 4 },
        } } },
    });
    insta::assert_snapshot!(examples(&lowered(document).api), @r#"
    add_disk_202: {"size":4} add_disk 202 -, add_disk 200 -
    add_disk_request: {"size":1} add_disk request -, add_disk 201 -
    list_disks_200_none: [] list_disks 200 None
    list_disks_200_one_disk: [{"size":1}] list_disks 200 One disk
    list_disks_200_text: [{"size":2}] list_disks 200 Text
    list_disks_4xx: {"title":"No."} list_disks 4XX -
    list_disks_default: {"title":"No."} list_disks default -
    "#);
}

#[test]
fn what_is_required_depends_on_the_direction() {
    let schema = json!({ "type": "object", "required": ["id", "secret", "size"], "properties": {
        "id": { "type": "string", "readOnly": true }, "secret": { "type": "string", "writeOnly": true },
        "size": { "type": "integer" },
    } });
    let sent = json!({ "secret": "s", "size": 1 });
    let received = json!({ "id": "i", "size": 1 });
    assert_eq!(flaws(schema.clone(), sent, received), "-\n-\n");
    insta::assert_snapshot!(flaws(schema, json!({ "id": "i", "size": 1 }), json!({ "id": "i" })), @r"
    responses/200/example: the example lacks `size`, which `Disk` requires
    requestBody/example: the example lacks `secret`, which `Disk` requires
    ");
}

#[test]
fn a_property_that_an_example_lacks_can_be_made_optional() {
    let document = |required: Value| {
        json!({
            "openapi": "3.0.3", "info": { "title": "Acme", "version": "1" },
            "paths": { "/disks": { "get": { "operationId": "getDisk", "responses": { "200": { "description": "One.",
                "content": { "application/json": {
                    "schema": { "$ref": "#/components/schemas/Disk" }, "example": { "id": "a" },
                } } } } } } },
            "components": { "schemas": {
                "Disk": { "allOf": [{ "$ref": "#/components/schemas/Sized" }, { "type": "object",
                    "properties": { "id": { "type": "string" } } }] },
                "Sized": { "type": "object", "required": required,
                    "properties": { "size": { "type": "integer" }, "id": { "type": "string" } } },
            } },
        })
    };
    let help = |required: Value| {
        let mut places = Places::default();
        places.insert(
            "/components/schemas/Sized",
            Place { file: "disks.json".to_owned(), pointer: "/definitions/Sized".to_owned() },
        );
        let diagnostics = lower(&parsed(document(required)), &places, &Rules::default(), None).diagnostics;
        diagnostics[0].help.clone().unwrap_or_default()
    };
    insta::assert_snapshot!(help(json!(["size", "id"])), @r#"where the example is right, the property is optional: take it out of `required` by a `[[patch]]` with `file = "disks.json"`, `pointer = "/definitions/Sized/required"`, `value = ["id"]` and a `reason`"#);
    insta::assert_snapshot!(help(json!(["size"])), @r#"where the example is right, the property is optional: take it out of `required` by a `[[patch]]` with `file = "disks.json"`, `pointer = "/definitions/Sized/required"`, `remove = true` and a `reason`"#);
}

#[test]
fn a_whole_composition_declares_its_properties() {
    let schema = json!({ "allOf": [
        { "$ref": "#/components/schemas/Tape" },
        { "type": "object", "properties": { "width": { "type": "integer" } } },
    ] });
    assert_eq!(flaws(schema.clone(), json!({ "length": 1, "width": 2 }), json!({ "length": 1 })), "-\n-\n");
    insta::assert_snapshot!(flaws(schema, json!({ "length": 1, "depth": 3 }), json!({ "width": 2 })), @r"
    responses/200/example: the example lacks `length`, which `Disk` requires
    requestBody/example/depth: the example has `depth`, which `Disk` does not declare
    ");
}

#[test]
fn a_union_keeps_what_one_of_its_members_declares() {
    let schema = json!({ "type": "object", "properties": { "name": { "type": "string" } }, "anyOf": [
        { "$ref": "#/components/schemas/Tape" },
        { "type": "object", "properties": { "size": { "type": "integer" } } },
        { "type": "object", "properties": { "parts": { "type": "object", "properties": { "a": { "type": "string" } } } } },
    ] });
    let both = json!({ "name": "a", "length": 1, "size": 2 });
    assert_eq!(flaws(schema.clone(), both, json!({ "parts": { "a": "b" } })), "-\n-\n");
    // What one member loses as a part, the others lose as a whole.
    insta::assert_snapshot!(flaws(schema, json!({ "other": 1 }), json!({ "parts": { "b": 1 } })), @r"
    responses/200/example/parts: the example has `parts`, which its schema does not declare
    requestBody/example/other: the example has `other`, which its schema does not declare
    ");
}

#[test]
fn additional_properties_say_what_else_there_can_be() {
    let schema = |additional: Value| {
        json!({
            "type": "object", "properties": { "size": { "type": "integer" } }, "additionalProperties": additional,
        })
    };
    let with = |value: Value| json!({ "size": 1, "color": value });
    assert_eq!(flaws(schema(json!(true)), with(json!(1)), with(json!("red"))), "-\n-\n");
    insta::assert_snapshot!(flaws(schema(json!({ "type": "string" })), with(json!(1)), with(json!(null))), @r"
    responses/200/example/color: the example has null where its schema is a string
    requestBody/example/color: the example has a number where its schema is a string
    ");
    insta::assert_snapshot!(flaws(schema(json!(false)), with(json!(1)), json!({ "size": 1 })), @r"
    -
    requestBody/example/color: the example has `color`, which `Disk` does not allow
    ");
    assert_eq!(flaws(json!({ "type": "object" }), with(json!(1)), json!({})), "-\n-\n");
}

#[test]
fn a_value_is_open_where_the_type_is() {
    let schema = json!({ "type": "object", "properties": {
        "state": { "type": "string", "enum": ["idle", "busy"] }, "at": { "type": "string", "format": "date-time" },
    } });
    // An example that contradicts the format makes the property a string.
    assert_eq!(flaws(schema, json!({ "state": "broken" }), json!({ "at": "noon" })), "-\n-\n");
}

#[test]
fn what_the_configuration_types_is_what_it_says() {
    let schema = || json!({ "type": "object", "properties": { "size": { "type": "integer" } } });
    let large = || json!({ "size": "large" });
    insta::assert_snapshot!(flaws(schema(), large(), json!({})), @r"
    -
    requestBody/example/size: the example has a string where `Disk.size` is an integer
    ");
    let rule = Override {
        field: "Disk.size".to_owned(),
        ty: "any".to_owned(),
        reason: "It is.".to_owned(),
        place: Place::default(),
    };
    let rules = Rules { overrides: vec![rule], ..Rules::default() };
    assert_eq!(flaws_with(schema(), large(), json!({}), &rules), "-\n-\n");
}
