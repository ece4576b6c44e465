//! Overrides, and the examples that ask for them.

use serde_json::{Value, json};

use super::render::{render, types};
use super::{codes, lowered, parsed, received};
use crate::diagnostic::{Place, Places, Severity};
use crate::lower::lower;
use crate::rules::{Override, Rules};

fn scope() -> Value {
    received(json!({ "Scope": { "type": "object", "properties": {
        "identityIds": { "type": "array", "items": { "type": "string" } },
        "attributeFilterCriteria": { "type": "array", "items": { "type": "object" }, "example": { "a": 1 } }
    }, "example": { "identityIds": null, "attributeFilterCriteria": { "displayName": "x" }, "unknown": 5 } } }))
}

fn with(field: &str, ty: &str) -> Rules {
    let place = Place::file("generator.toml");
    Rules {
        overrides: vec![Override {
            field: field.to_owned(),
            ty: ty.to_owned(),
            reason: "The example is right.".to_owned(),
            place,
        }],
        ..Rules::default()
    }
}

#[test]
fn an_example_that_contradicts_its_schema_is_reported_once() {
    let lowered = lowered(scope());
    insta::assert_snapshot!(render(&lowered), @r#"
    service Api fn api mod api
      all All GET /all
        -> All
        accepts application/json
    struct All mod all (received)
      scope: Option<Scope> = "Scope_"
    struct Scope mod scope (received)
      identity_ids: Option<Vec<String>> = "identityIds"
      attribute_filter_criteria: Option<Vec<Object>> = "attributeFilterCriteria"
    note[example-undeclared-property] #/components/schemas/Scope/example/unknown: the example has `unknown`, which `Scope` does not declare
    warning[example-contradicts-schema] #/components/schemas/Scope/example/attributeFilterCriteria: the example has an object where `Scope.attributeFilterCriteria` is an array of objects
    "#);
    insta::assert_snapshot!(lowered.diagnostics[1].help.as_deref().unwrap_or_default(), @r#"where the example is right, set the field's type in the configuration: an override with `field = "Scope.attributeFilterCriteria"`, `type = "any"` and a `reason`"#);
}

#[test]
fn an_override_sets_the_type_and_silences_the_warning() {
    let lowered = lower(&parsed(scope()), &Places::default(), &with("Scope.attributeFilterCriteria", "any"), None);
    insta::assert_snapshot!(types(&lowered), @r#"
    struct All mod all (received)
      scope: Option<Scope> = "Scope_"
    struct Scope mod scope (received)
      identity_ids: Option<Vec<String>> = "identityIds"
      attribute_filter_criteria: Option<Any> = "attributeFilterCriteria"
    "#);
    assert_eq!(codes(&lowered), ["example-undeclared-property"], "{:?}", lowered.diagnostics);
    let lowered =
        lower(&parsed(scope()), &Places::default(), &with("scope.attributeFilterCriteria", "::acme::Criteria"), None);
    assert!(types(&lowered).contains("Option<::acme::Criteria>"));
}

#[test]
fn an_override_that_matches_nothing_is_an_error() {
    let lowered = lower(&parsed(scope()), &Places::default(), &with("Scope.other", "any"), None);
    let last = lowered.diagnostics.last().unwrap();
    assert_eq!(
        (last.code.name(), last.severity, last.place.file.as_str()),
        ("unused-rule", Severity::Error, "generator.toml")
    );
}

#[test]
fn an_override_of_a_base_holds_for_what_extends_it() {
    let document = received(json!({
        "Base": { "type": "object", "properties": { "value": { "type": "integer" } } },
        "Derived": { "allOf": [{ "$ref": "#/components/schemas/Base" }, { "properties": { "more": { "type": "string" } } }] }
    }));
    insta::assert_snapshot!(types(&lower(&parsed(document), &Places::default(), &with("Base.value", "string"), None)), @r#"
    struct All mod all (received)
      base: Option<Base> = "Base_"
      derived: Option<Derived> = "Derived_"
    struct Base mod base (received)
      value: Option<String>
    struct Derived mod derived (received)
      value: Option<String>
      more: Option<String>
    "#);
}

#[test]
fn examples_are_checked_tolerantly() {
    let lowered = lowered(received(json!({
        "Fine": { "type": "object", "required": ["a"], "properties": {
            "a": { "type": "number", "example": 1 },
            "b": { "oneOf": [{ "type": "string" }, { "type": "integer" }], "example": 5 },
            "c": { "type": "array", "items": { "type": "string", "nullable": true }, "example": ["x", null] },
            "d": { "type": "object", "example": "{\"json\": true}" }
        } },
        "Unlisted": { "type": "string", "enum": ["a"], "example": "b" },
        "Wrong": { "type": "object", "properties": {
            "number": { "type": "integer", "example": "five" },
            "text": { "type": "string", "example": 5 },
            "either": { "oneOf": [{ "type": "string" }, { "type": "integer" }], "example": [] },
            "deep": { "type": "array", "items": { "type": "object", "properties": { "x": { "type": "boolean" } } }, "example": [{ "x": {} }] }
        } }
    })));
    let lines: Vec<String> =
        lowered.diagnostics.iter().map(|it| format!("{} {} {}", it.code, it.place, it.message)).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    example-unlisted-value #/components/schemas/Unlisted/example the example "b" is not among the values that its schema lists
    example-contradicts-schema #/components/schemas/Wrong/properties/number/example the example has a string where `Wrong.number` is an integer
    example-contradicts-schema #/components/schemas/Wrong/properties/text/example the example has a number where `Wrong.text` is a string
    example-contradicts-schema #/components/schemas/Wrong/properties/either/example the example has an array where `Wrong.either` is a string
    example-contradicts-schema #/components/schemas/Wrong/properties/deep/example/0/x the example has an object where `Wrong.x` is a boolean
    "#);
    assert!(codes(&lowered).contains(&"example-unlisted-value"));
}
