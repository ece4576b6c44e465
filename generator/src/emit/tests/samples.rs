//! The examples in documentation: what the specification's examples become where they fit.

use serde_json::{Value, json};

use super::fixture::{self, array, field, named};
use super::{options, snapshot};
use crate::api::{
    Api, Body, BodyContent, BodyExample, Documentation, ExamplePlace, Location, OperationPlace, Paging, PagingStyle,
    Presence, Type, TypeId, TypeKind,
};
use crate::emit::context::Context;
use crate::emit::samples::examples;
use crate::emit::{File, emit};

/// The example of `ping` in a changed API.
fn example(change: impl FnOnce(&mut Api)) -> String {
    let mut api = fixture::api();
    change(&mut api);
    let context = Context::new(&api, "emit-check").unwrap();
    let service = &api.services[0];
    let lines = examples::operation(&context, service, &service.operations[0]).unwrap();
    // Of the hidden lines the one that gives the example more than a client.
    let shown =
        lines.iter().filter(|line| !line.starts_with("# ") && !line.starts_with("```") || line.contains("Client, "));
    shown.map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn body(ty: Type, required: bool, example: Option<&Value>) -> Option<Body> {
    let documentation = Documentation { example: example.map(Value::to_string), ..Documentation::default() };
    let media_type = "application/json".to_owned();
    Some(Body { required, media_type, content: BodyContent::Json(ty), styles: Vec::new(), documentation })
}

/// The example of an operation that takes a body.
fn with_body(ty: Type, value: &Value) -> String {
    example(|api| api.services[0].operations[0].body = body(ty, true, Some(value)))
}

fn everything() -> Value {
    json!({
        "id": "a", "type": true, "tags": ["b", "c", "d"], "levels": [2, 7], "parent": {"next": {"next": null}},
        "note": "\u{202e}e\"\n", "count": 5, "size": -3, "total": u64::MAX, "ratio": 2,
        "uuid": "8c190e67-87aa-4ed9-a90b-d9d5344523fb", "date_time": "2026-11-22 08:30:00+0100", "date": "2026-11-22",
        "any": {"a": [1, null, 5_000_000_000_i64]}, "object": {"b": 1.5}
    })
}

fn without(value: &Value, keys: &[&str]) -> Value {
    let properties = value.as_object().unwrap().iter();
    properties
        .filter(|(key, _)| !keys.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn assert_written(name: &str, cases: &[(&str, String)]) {
    let content =
        cases.iter().map(|(title, example)| format!("// {title}\n\n{example}")).collect::<Vec<_>>().join("\n\n");
    snapshot(&[File { path: name.to_owned(), content }], &[name]);
}

#[test]
fn values_are_what_a_person_would_write() {
    let rest = json!({
        "map": {"a": 1.5, "b": null, "c": 2}, "key": "ERR", "animal": {"petType": "dog", "friends": []},
        "patch": [{"op": "add", "path": "/a", "value": 1}, {"op": "move", "from": "/a", "path": "/b"}],
        "new": "with another name", "new_null": "", "default": "b", "duration": "of unknown type"
    });
    let unfit = json!({
        "id": 1, "type": "true", "tags": [], "levels": {}, "parent": "a", "note": null, "size": 1.5, "total": -1,
        "uuid": "8C", "date_time": "2026-11-22", "date": "today", "any": null, "object": [], "map": {"a": "b"},
        "key": 1, "animal": {"petType": "fish"}, "patch": [{"op": "odd"}], "new": null, "default": "l".repeat(73)
    });
    let animals = json!([
        {"petType": "dog", "friends": [{"petType": "cat", "pet_type": "a"}, {"petType": "bird", "wings": 2}]},
        {"petType": "tomcat \"quoted\"", "pet_type": "b"}
    ]);
    let cases = [
        ("All properties, of which the first eight are set", with_body(named("Everything"), &everything())),
        ("The rest", {
            let keys = ["count", "size", "total", "ratio", "uuid", "date_time"];
            with_body(named("Everything"), &without(&everything(), &keys))
        }),
        ("And the rest of that", with_body(named("Everything"), &rest)),
        ("Nothing fits", with_body(named("Everything"), &unfit)),
        ("No example", example(|api| api.services[0].operations[0].body = body(named("Everything"), true, None))),
        ("Variants by their tags", with_body(array(named("Animal")), &animals)),
        ("Variants by their shape", with_body(array(named("Scalar")), &json!([true, ["a"]]))),
        ("Values that aren't listed", with_body(array(named("Level")), &json!([-1, -2]))),
        ("Additional properties", with_body(named("Open"), &json!({"a": [1], "key": "b", "c": "d", "e": [2, 3]}))),
        ("Nothing but null", with_body(named("Node"), &json!({"next": null}))),
        ("What is received", with_body(named("Wrapper"), &json!({"state": "Unknown", "tree": {"a": {}}, "b": 1}))),
        ("A type of lists", with_body(named("Family"), &json!([[[]], []]))),
        ("A number", with_body(Type::Number, &json!(-1))),
        ("Objects", with_body(array(Type::Object), &json!([{"a": {"b": "c"}}]))),
        ("A patch", with_body(Type::JsonPatch, &json!([{"op": "replace", "path": "/a", "value": [1, 2]}]))),
        ("Null", with_body(fixture::nullable(named("Bird")), &json!(null))),
    ];
    assert_written("samples/values", &cases);
}

/// A type of the configuration's and a required cycle: nobody can say what a value is. Names that mean something else
/// in an example. A body that is used twice, and one that is optional.
#[test]
fn calls_are_what_a_person_would_write() {
    let paged = |api: &mut Api, body| {
        let operation = &mut api.services[0].operations[0];
        operation.paging =
            Some(Paging { style: PagingStyle::Link, items: Vec::new(), item: Type::String, total: None });
        operation.body = body;
    };
    let texts = json!({"a": "b".repeat(40), "c": "d"});
    let cases = [
        ("A value of an unknown type", with_body(Type::Custom("::std::vec::Vec<u8>".to_owned()), &json!([1]))),
        ("A value without end", example(endless)),
        ("Names of the prelude, of the crate and of the runtime", example(taken)),
        ("Twice", example(|api| paged(api, body(fixture::map(Type::String), true, Some(&texts))))),
        ("Optional", example(|api| paged(api, body(named("Bird"), false, Some(&json!({"wings": 2})))))),
        ("Without an example", example(|api| paged(api, body(named("Bird"), false, None)))),
        ("Properties with examples", example(documented_properties)),
    ];
    assert_written("samples/calls", &cases);
}

fn endless(api: &mut Api) {
    let node = api.types.iter_mut().find(|definition| definition.name == "Node").unwrap();
    let due = Type::Custom("::chrono::DateTime<::chrono::Utc>".to_owned());
    node.kind = fixture::structure(vec![
        field("next", fixture::boxed(named("Node")), Presence::Required),
        field("r#type", due.clone(), Presence::Required),
        field("client", due, Presence::Required),
    ]);
    api.services[0].operations[0].body = body(named("Node"), true, None);
}

fn taken(api: &mut Api) {
    for (name, other) in [("Bird", "Box"), ("Keywords", "Client"), ("Cat", "JsonPatch")] {
        let definition = api.types.iter_mut().find(|definition| definition.name == name).unwrap();
        other.clone_into(&mut definition.name);
    }
    let fields = ["Bird", "Keywords", "Cat"].map(|name| field(&name.to_lowercase(), named(name), Presence::Required));
    let patch = field("patch", Type::JsonPatch, Presence::Required);
    let definition = api.types.iter_mut().find(|definition| definition.name == "Empty").unwrap();
    definition.kind = fixture::structure(fields.into_iter().chain([patch]).collect());
    api.services[0].operations[0].body = body(named("Empty"), true, None);
}

/// What needs no argument shows what its properties have for examples.
fn documented_properties(api: &mut Api) {
    let bird = api.types.iter_mut().find(|definition| definition.name == "Bird").unwrap();
    let TypeKind::Struct(structure) = &mut bird.kind else { panic!() };
    structure.fields = ["id", "a", "b", "c", "d"].map(|name| field(name, Type::I32, Presence::Optional)).to_vec();
    for (field, example) in structure.fields.iter_mut().zip(["0", "1", "\"text\"", "3", "4"]) {
        field.documentation.example = Some(example.to_owned());
    }
    structure.fields[0].documentation.constraints = vec!["read-only".to_owned()];
    structure.fields[3].deprecated = true;
    api.services[0].operations[0].body = body(named("Bird"), true, None);
}

/// What was compared with the schema comes before what wasn't.
#[test]
fn documented_examples_come_first() {
    let documented = |flaw: Option<&str>| {
        example(|api| {
            api.services[0].operations[0].body = body(named("Bird"), true, Some(&json!({"wings": 1})));
            let operation = OperationPlace { service: 0, operation: 0 };
            api.examples = vec![BodyExample {
                name: "ping_request".to_owned(),
                ty: named("Bird"),
                value: json!({"wings": 2}),
                places: vec![ExamplePlace { operation, status: None, key: None }],
                flaw: flaw.map(str::to_owned),
            }];
        })
    };
    assert!(documented(None).contains("Bird::new().wings(2)"));
    assert!(documented(Some("wings are of wood")).contains("Bird::new().wings(1)"));
}

#[test]
fn no_documentation_reads_json() {
    let mut api = fixture::api();
    let bodies = api.types.iter().enumerate().map(|(index, _)| Type::Named(TypeId(index)));
    let bodies = bodies.chain([Type::Any, Type::Object, Type::Number, Type::Custom("::a::B".to_owned())]);
    let operations = bodies.enumerate().map(|(index, ty)| {
        let name = format!("operation_{index}");
        let mut operation = fixture::operation(&name, &format!("Operation{index}"), "POST", &format!("/{index}"));
        operation.parameters = vec![fixture::parameter("value", Location::Query, true, ty.clone())];
        operation.body = body(ty, true, None);
        operation
    });
    api.services[0].operations = operations.collect();
    let files = emit(&api, &options()).unwrap();
    let documentation = files.iter().flat_map(|file| file.content.lines().map(str::trim_start));
    let documentation: Vec<&str> = documentation.filter(|line| line.starts_with("//")).collect();
    assert!(documentation.iter().any(|line| line.contains("let body = ")));
    let reading: Vec<_> =
        documentation.iter().filter(|line| line.contains("from_str") || line.contains("r#\"")).collect();
    assert!(reading.is_empty(), "{reading:?}");
}
