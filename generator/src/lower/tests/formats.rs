//! Types that the configuration names for formats.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::render::types;
use super::{document, parsed, received, sent};
use crate::diagnostic::{Place, Places};
use crate::lower::lower;
use crate::rules::{FormatType, Rule, Rules};

fn with(rules: &[(&str, &str)]) -> Rules {
    let rule = |(format, ty): &(&str, &str)| Rule {
        value: FormatType { format: (*format).to_owned(), ty: (*ty).to_owned() },
        place: Place::file("generator.toml"),
    };
    Rules { formats: rules.iter().map(rule).collect(), ..Rules::default() }
}

/// The types of a document, and what is said of it.
fn lowered(document: Value, rules: &[(&str, &str)]) -> String {
    let lowered = lower(&parsed(document), &Places::default(), &with(rules), None);
    let mut text = types(&lowered);
    for one in &lowered.diagnostics {
        let help = one.help.as_deref().unwrap_or_default();
        write!(text, "\n{}[{}] {}; {help}", one.severity, one.code, one.message).unwrap();
    }
    text
}

fn thing() -> Value {
    json!({ "Thing": { "type": "object", "required": ["id", "at"], "properties": {
        "id": { "type": "string", "format": "uuid" },
        "otherId": { "type": "string", "format": "uuid", "example": "8c190e67-87aa-4ed9-a90b-d9d5344523fb" },
        "at": { "type": "string", "format": "date-time" },
        "wrong": { "type": "string", "format": "date-time", "example": "yesterday" },
        "days": { "type": "array", "items": { "type": "string", "format": "date", "nullable": true } },
        "price": { "type": "number", "format": "decimal" },
        "text": { "type": "string", "format": "decimal" },
        "count": { "type": "integer", "format": "int64" }
    } } })
}

#[test]
fn a_format_has_the_type_that_the_configuration_names() {
    let rules = [
        ("uuid", "string"),
        ("date-time", "::chrono::DateTime<::chrono::Utc>"),
        ("date", "any"),
        ("decimal", "::rust_decimal::Decimal"),
        ("int64", "::acme::Count"),
    ];
    insta::assert_snapshot!(lowered(sent(thing()), &rules), @r#"
    struct Thing mod thing (sent)
      id: String
      other_id: Option<String> = "otherId"
      at: ::chrono::DateTime<::chrono::Utc>
      wrong: Option<String>
      days: Option<Vec<Any>>
      price: Option<::rust_decimal::Decimal>
      text: Option<::rust_decimal::Decimal>
      count: Option<::acme::Count>
    "#);
    // A string is none of numbers.
    let text = lowered(received(thing()), &[("decimal", "string"), ("uuid", "::acme::Id")]);
    assert!(text.contains("price: Option<Decimal>") && text.contains("text: Option<String>"), "{text}");
    assert!(text.contains("id: ::acme::Id") && text.contains("other_id: Option<::acme::Id>"), "{text}");
}

#[test]
fn a_format_of_a_parameter_has_it_too() {
    let parameter = |name: &str, place: &str, format: &str| json!({ "name": name, "in": place, "required": true, "schema": { "type": "string", "format": format } });
    let paths = json!({ "/a/{day}": { "get": {
        "operationId": "a",
        "parameters": [parameter("day", "path", "date"), parameter("since", "query", "date-time")],
        "responses": { "204": { "description": "" } }
    } } });
    let rules = with(&[("date", "::jiff::civil::Date"), ("date-time", "::chrono::DateTime<::chrono::Utc>")]);
    let lowered = lower(&parsed(document(paths, json!({}))), &Places::default(), &rules, None);
    let parameters = &lowered.api.operations().next().unwrap().parameters;
    let shown: Vec<String> = parameters.iter().map(|it| format!("{}: {:?}", it.name, it.ty)).collect();
    assert_eq!(
        shown,
        [r#"day: Custom("::jiff::civil::Date")"#, r#"since: Custom("::chrono::DateTime<::chrono::Utc>")"#,]
    );
    assert!(lowered.diagnostics.is_empty(), "{:?}", lowered.diagnostics);
}

#[test]
fn a_format_that_nothing_has_is_an_error() {
    let schemas = json!({ "Thing": { "type": "object", "properties": {
        "at": { "type": "string", "format": "date-time" }, "price": { "type": "number", "format": "decimal" }
    } }, "Unused": { "type": "string", "format": "hostname" } });
    insta::assert_snapshot!(lowered(sent(schemas), &[("datetime", "string"), ("hostname", "any"), ("decimal", "string")]), @"
    struct Thing mod thing (sent)
      at: Option<DateTime>
      price: Option<Decimal>
    error[unused-rule] no schema that is generated has the format `datetime`; did you mean `date-time`? Otherwise correct the rule, or remove it
    error[unused-rule] no schema that is generated has the format `hostname`; there are `date-time` and `decimal`; correct the rule, or remove it
    error[unusable-rule] `decimal` is a format of numbers here, which can't be strings; name a Rust type that is read from numbers, or remove the rule
    ");
}
