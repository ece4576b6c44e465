//! What the names of schemas say about the members of unions.

use serde_json::{Value, json};

use super::{document, repaired, with};

fn schemas(schemas: Value) -> Value {
    let (document, diagnostics) = repaired(with("3.0.3", json!({"components": {"schemas": schemas}})));
    assert_eq!(diagnostics, []);
    document["components"]["schemas"].clone()
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[test]
fn a_tag_is_the_name_in_the_reference() {
    let inline = json!({"type": "object", "title": "C"});
    let schemas = json!({
        "Union": {"oneOf": [reference("A"), reference("B"), inline], "discriminator": {"propertyName": "kind"}},
        "A": reference("B"),
        "B": {"type": "object", "properties": {"b": {"type": "string"}}},
    });
    let input = with("3.0.3", json!({"components": {"schemas": schemas}}));
    let notes = document("api.json", input, &mut Vec::new()).expect("a document").notes;
    let tags = vec![Some("A".to_owned()), Some("B".to_owned()), None];
    assert_eq!(notes.implied_tags, [("/components/schemas/Union".to_owned(), tags)].into());
}

#[test]
fn a_union_of_what_extends_a_base_has_its_discriminator() {
    let extension = json!({"allOf": [reference("Base"), {"type": "object", "properties": {"x": {"type": "string"}}}]});
    let mapping = json!({"a": "#/components/schemas/A", "c": "#/components/schemas/C"});
    let repaired = schemas(json!({
        "Some": {"oneOf": [reference("A"), reference("B")]},
        "Other": {"oneOf": [reference("A"), reference("Alone")]},
        "Base": {"type": "object", "properties": {"kind": {"type": "string"}},
            "discriminator": {"propertyName": "kind", "mapping": mapping}},
        "A": extension, "B": extension, "C": extension,
        "Alone": {"type": "object"},
    }));
    let expected = json!({"propertyName": "kind", "mapping": {"a": "#/components/schemas/A"}});
    assert_eq!(repaired["Some"]["discriminator"], expected);
    assert_eq!(repaired["Other"]["discriminator"], Value::Null);
}

#[test]
fn what_only_a_tag_tells_from_its_base_is_no_other_name_for_it() {
    let base = json!({"type": "object", "properties": {"kind": {"type": "string"}}});
    let empty = json!({"allOf": [reference("Base")]});
    let repaired = schemas(json!({
        "Union": {"oneOf": [reference("A"), reference("B")], "discriminator": {"propertyName": "kind"}},
        "Base": base, "A": empty, "B": empty, "Alias": empty,
    }));
    let apart = json!({"allOf": [reference("Base"), {"type": "object", "properties": {"kind": {}}}]});
    assert_eq!(repaired["A"], apart);
    assert_eq!(repaired["B"], apart);
    assert_eq!(repaired["Alias"], empty);
}

#[test]
fn unions_of_each_other_have_the_alternatives_of_both() {
    let (first, second) = (json!({"type": "integer"}), json!({"type": "string"}));
    for names in [["A", "B"], ["B", "A"]] {
        let repaired = schemas(json!({
            names[0]: {"oneOf": [first, reference(names[1])]},
            names[1]: {"oneOf": [second, reference(names[0])]},
        }));
        assert_eq!(repaired[names[0]], json!({"oneOf": [first, second]}));
        assert_eq!(repaired[names[1]], json!({"oneOf": [second, first]}));
    }
}
