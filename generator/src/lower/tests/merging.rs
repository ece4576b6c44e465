//! Several components that are one Rust type.

use serde_json::{Value, json};

use super::render::types;
use super::{document, lowered, received, sent};

fn error_body(origin: &str, title: Option<&str>, message: &str) -> Value {
    json!({ "type": "object", "title": title, "x-name-origin": origin, "properties": {
        "detailCode": { "type": "string" },
        "messages": { "type": "array", "items": { "$ref": format!("#/components/schemas/{message}") } }
    } })
}

fn message(origin: &str, title: Option<&str>, nullable: bool) -> Value {
    json!({ "type": "object", "title": title, "x-name-origin": origin, "properties": {
        "locale": { "type": "string", "nullable": nullable },
        "origin": { "allOf": [{ "$ref": "#/components/schemas/LocaleOrigin" }], "nullable": nullable },
        "text": { "type": "string" }
    } })
}

fn errors() -> Value {
    json!({
        "BadRequestResponse": error_body("context", None, "BadRequestMessage"),
        "BadRequestMessage": message("context", None, false),
        "ErrorResponseDto": error_body("title", Some("Error Response Dto"), "ErrorMessageDto"),
        "ErrorMessageDto": message("title", Some("Error Message Dto"), true),
        "LocaleOrigin": { "type": "string", "enum": ["DEFAULT", "REQUEST"], "x-name-origin": "title", "title": "LocaleOrigin" }
    })
}

#[test]
fn an_untitled_copy_joins_the_titled_type_where_it_is_only_received() {
    insta::assert_snapshot!(types(&lowered(received(errors()))), @r#"
    struct All mod all (received)
      bad_request_response: Option<ErrorResponseDto> = "BadRequestResponse_"
      bad_request_message: Option<ErrorMessageDto> = "BadRequestMessage_"
      error_response_dto: Option<ErrorResponseDto> = "ErrorResponseDto_"
      error_message_dto: Option<ErrorMessageDto> = "ErrorMessageDto_"
      locale_origin: Option<LocaleOrigin> = "LocaleOrigin_"
    struct ErrorMessageDto mod error_message_dto (received)
      locale: Option<String>
      origin: Option<LocaleOrigin>
      text: Option<String>
    struct ErrorResponseDto mod error_response_dto (received)
      detail_code: Option<String> = "detailCode"
      messages: Option<Vec<ErrorMessageDto>>
    enum LocaleOrigin mod locale_origin (received)
      Default = "DEFAULT"
      Request = "REQUEST"
    "#);
}

#[test]
fn null_keeps_types_apart_where_they_are_sent() {
    let mut schemas = json!({ "Both": { "type": "object", "properties": {
        "a": { "$ref": "#/components/schemas/BadRequestResponse" },
        "b": { "$ref": "#/components/schemas/ErrorResponseDto" }
    } } });
    schemas.as_object_mut().unwrap().extend(errors().as_object().unwrap().clone());
    insta::assert_snapshot!(types(&lowered(sent(schemas))), @r#"
    struct BadRequestMessage mod bad_request_message (sent)
      locale: Option<String>
      origin: Option<LocaleOrigin>
      text: Option<String>
    struct BadRequestResponse mod bad_request_response (sent)
      detail_code: Option<String> = "detailCode"
      messages: Option<Vec<BadRequestMessage>>
    struct Both mod both (sent)
      a: Option<BadRequestResponse>
      b: Option<ErrorResponseDto>
    struct ErrorMessageDto mod error_message_dto (sent)
      locale: Option<Option<String>>
      origin: Option<Option<LocaleOrigin>>
      text: Option<String>
    struct ErrorResponseDto mod error_response_dto (sent)
      detail_code: Option<String> = "detailCode"
      messages: Option<Vec<ErrorMessageDto>>
    enum LocaleOrigin mod locale_origin (sent)
      Default = "DEFAULT"
      Request = "REQUEST"
    "#);
}

#[test]
fn a_bare_id_joins_nothing_and_two_titles_stay_two() {
    let id = |origin: &str, title: Option<&str>, description: &str| {
        json!({ "type": "object", "x-name-origin": origin, "title": title, "description": description,
            "properties": { "id": { "type": "string" } } })
    };
    let document = received(json!({
        "Reference": id("title", Some("Reference"), "Refers."),
        "GetThingOwner": id("context", None, "Owns."),
        "GetThingTarget": id("context", None, "Refers."),
        "Identity": id("title", Some("Identity"), "Is.")
    }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      reference: Option<Reference> = "Reference_"
      get_thing_owner: Option<GetThingOwner> = "GetThingOwner_"
      get_thing_target: Option<Reference> = "GetThingTarget_"
      identity: Option<Identity> = "Identity_"
    struct GetThingOwner mod get_thing_owner (received)
      id: Option<String>
    struct Identity mod identity (received)
      id: Option<String>
    struct Reference mod reference (received)
      id: Option<String>
    "#);
}

#[test]
fn recursive_types_that_are_equal_are_one() {
    let node = |name: &str, locale: bool| {
        json!({ "type": "object", "title": "Node", "x-name-origin": "title", "properties": {
            "next": { "$ref": format!("#/components/schemas/{name}") },
            "value": { "type": "string", "nullable": locale }
        } })
    };
    let document = received(json!({ "Node": node("OtherNode", true), "OtherNode": node("Node", false) }));
    insta::assert_snapshot!(types(&lowered(document)), @r#"
    struct All mod all (received)
      node: Option<Node> = "Node_"
      other_node: Option<Node> = "OtherNode_"
    struct Node mod node (received)
      next: Option<Box<Node>>
      value: Option<String>
    "#);
}

#[test]
fn types_that_nothing_uses_are_left_out() {
    let lowered = lowered(document(json!({}), json!({ "A": { "type": "object", "properties": { "a": {} } } })));
    assert_eq!(types(&lowered), "");
}
