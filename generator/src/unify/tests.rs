use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Duplicates;
use crate::diagnostic::{Diagnostic, Severity};
use crate::{openapi, parse, repair};

/// An input, as *repair* gets it.
#[derive(Clone)]
struct Source {
    file: String,
    page: bool,
    document: Value,
}

/// What the inputs become, as it is written.
struct Unified {
    document: Value,
    schemas_before: usize,
    schemas_after: usize,
}

fn unify(sources: Vec<Source>, duplicates: Duplicates, diagnostics: &mut Vec<Diagnostic>) -> Unified {
    let typed = sources.into_iter().map(|Source { file, page, document }| {
        let repaired = repair::document(&file, document, &mut Vec::new()).unwrap();
        super::Source { file, page, document: parse::parse(repaired.document, &repaired.notes) }
    });
    let super::Unified { document, schemas_before, schemas_after, .. } =
        super::unify(typed.collect(), duplicates, diagnostics);
    Unified { document: openapi::write(&document, &BTreeSet::new()), schemas_before, schemas_after }
}

/// A page of `GET /<id>` whose response has the given schema.
fn page(id: &str, schema: Value) -> Source {
    page_with(id, json!({ "200": { "description": "", "content": { "application/json": { "schema": schema } } } }))
}

fn page_with(id: &str, responses: Value) -> Source {
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "Test", "version": "1" },
        "paths": { format!("/{id}"): { "get": { "operationId": id, "responses": responses } } },
    });
    Source { file: format!("{id}.api.mdx"), page: true, document }
}

fn unified(sources: Vec<Source>) -> Unified {
    let mut diagnostics = Vec::new();
    let unified = unify(sources, Duplicates::Refuse, &mut diagnostics);
    assert_eq!(diagnostics, Vec::<Diagnostic>::new());
    unified
}

fn names(unified: &Unified) -> Vec<&str> {
    let schemas = unified.document.pointer("/components/schemas").and_then(Value::as_object);
    schemas.into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

fn component<'u>(unified: &'u Unified, name: &str) -> &'u Value {
    &unified.document["components"]["schemas"][name]
}

fn response<'u>(unified: &'u Unified, id: &str) -> &'u Value {
    &unified.document["paths"][format!("/{id}")]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
}

fn object(title: &str, properties: Value) -> Value {
    match title {
        "" => json!({ "type": "object", "properties": properties }),
        _ => json!({ "type": "object", "title": title, "properties": properties }),
    }
}

#[test]
fn each_schema_is_hashed_once() {
    let shapes = |copies: usize| {
        let of = |copy: usize| {
            let part = object("Part", json!({ "a": { "type": "string" }, "b": { "enum": ["x", "y"] } }));
            let list = json!({ "type": "array", "items": "circular(Tree)" });
            page(&format!("p{copy}"), object("Tree", json!({ "part": part, "children": list })))
        };
        let before = super::canonical::SHAPES.get();
        unified((0..copies).map(of).collect());
        super::canonical::SHAPES.get() - before
    };
    // The tree, its part with two properties, and its list.
    let once = shapes(1);
    assert!((4..=6).contains(&once), "{once}");
    assert_eq!(shapes(50), 50 * once);
}

#[test]
fn copies_become_one_component_and_places_keep_their_annotations() {
    let mut described = object("Owner Reference", json!({ "id": { "type": "string" } }));
    described["description"] = json!("Who answers for it.");
    described["nullable"] = json!(true);
    let plain = object("OwnerReference", json!({ "id": { "type": "string" } }));
    let unified = unified(vec![
        page("a", object("A", json!({ "owner": plain, "other": plain }))),
        page("b", object("B", json!({ "owner": described }))),
    ]);
    assert_eq!(names(&unified), ["A", "B", "OwnerReference"]);
    assert_eq!(component(&unified, "A")["properties"]["other"]["$ref"], "#/components/schemas/OwnerReference");
    let place = &component(&unified, "B")["properties"]["owner"];
    assert_eq!(place["allOf"], json!([{ "$ref": "#/components/schemas/OwnerReference" }]));
    assert_eq!(place["nullable"], true);
    assert_eq!((unified.schemas_before, unified.schemas_after), (5, 3));
}

#[test]
fn nullability_and_bounds_of_parts_make_a_schema_another() {
    let base = object("T", json!({ "a": { "type": "string" } }));
    let nullable = object("T", json!({ "a": { "type": "string", "nullable": true } }));
    let bounded = object("T", json!({ "a": { "type": "string", "maxLength": 3 } }));
    let described = object("T", json!({ "a": { "type": "string", "description": "The same." } }));
    let unified = unified(vec![page("a", base), page("b", nullable), page("c", bounded), page("d", described)]);
    // The commonest shape keeps the title, the others are named by their places.
    assert_eq!(names(&unified), ["BResponse", "CResponse", "T"]);
    assert_eq!(response(&unified, "d")["$ref"], response(&unified, "a")["$ref"]);
}

#[test]
fn two_titles_with_one_shape_stay_two() {
    let shape = json!({ "id": { "type": "string" }, "name": { "type": "string" }, "kind": { "type": "string" } });
    let unified = unified(vec![page("a", object("Owner", shape.clone())), page("b", object("Reviewer", shape))]);
    assert_eq!(names(&unified), ["Owner", "Reviewer"]);
}

#[test]
fn an_untitled_copy_joins_a_title_where_its_shape_is_distinctive() {
    let shape = json!({ "id": { "type": "string" }, "name": { "type": "string" }, "kind": { "type": "string" } });
    let unified = unified(vec![
        page("a", object("Owner", shape.clone())),
        page("getOwners", object("", shape.clone())),
        page("b", object("", shape.clone())),
        page("c", object("", shape)),
    ]);
    // Only where the title says nothing that the place doesn't; all others are one.
    assert_eq!(names(&unified), ["BResponse", "Owner"]);
    assert_eq!(response(&unified, "getOwners")["$ref"], "#/components/schemas/Owner");
    assert_eq!(response(&unified, "c")["$ref"], "#/components/schemas/BResponse");
}

#[test]
fn references_in_places_that_have_nothing_in_common_are_named_by_what_they_refer_to() {
    let kind = json!({ "type": "string", "enum": ["IDENTITY"] });
    let reference = || object("", json!({ "type": kind, "id": { "type": "string" }, "name": { "type": "string" } }));
    let unified = unified(vec![
        page("a", object("Source", json!({ "owner": reference() }))),
        page("b", object("Comment", json!({ "author": reference() }))),
        page("c", object("Task", json!({ "type": kind, "done": { "type": "boolean" } }))),
    ]);
    assert_eq!(names(&unified), ["Comment", "IdentityReference", "IdentityType", "Source", "Task"]);
}

#[test]
fn a_bare_id_joins_no_title() {
    let shape = json!({ "id": { "type": "string" } });
    let unified = unified(vec![page("a", object("Owner", shape.clone())), page("b", object("", shape))]);
    assert_eq!(names(&unified), ["BResponse", "Owner"]);
}

#[test]
fn a_bare_shape_joins_the_title_that_its_property_names() {
    let shape = json!({ "id": { "type": "string" } });
    let titled = object("A", json!({ "x": object("Session Owner", shape.clone()) }));
    let untitled = |title: &str| object(title, json!({ "owner": object("", shape.clone()) }));
    let unified = unified(vec![page("a", titled), page("b", untitled("Session State")), page("c", untitled("Token"))]);
    let owner = |name: &str| component(&unified, name)["properties"]["owner"]["$ref"].clone();
    assert_eq!(owner("SessionState"), "#/components/schemas/SessionOwner");
    assert_eq!(owner("Token"), "#/components/schemas/TokenOwner");
}

#[test]
fn untitled_error_bodies_are_named_by_their_status() {
    let body = |property: &str| {
        let schema = object("", json!({ property: {} }));
        json!({ "description": "", "content": { "application/json": { "schema": schema } } })
    };
    let text = json!({ "type": "object", "properties": { "text": { "type": "string" } } });
    let detailed = object(
        "",
        json!({ "messages": { "type": "array", "items": text }, "causes": { "type": "array", "items": text } }),
    );
    let detailed = json!({ "description": "", "content": { "application/json": { "schema": detailed } } });
    let unified = unified(vec![
        page_with("a", json!({ "401": body("error"), "429": body("message"), "400": detailed, "500": detailed })),
        page_with("b", json!({ "401": body("error") })),
    ]);
    assert_eq!(
        names(&unified),
        ["ErrorResponse", "ErrorResponseMessage", "TooManyRequestsResponse", "UnauthorizedResponse"]
    );
}

/// `A` holds `B` holds `A`, cut where the walk that began at `A` closes.
fn cycle_from_a() -> Value {
    object("A", json!({ "b": object("B", json!({ "a": "circular(A)" })) }))
}

/// The same two, cut where the walk that began at `B` closes.
fn cycle_from_b() -> Value {
    object("B", json!({ "a": object("A", json!({ "b": "circular(B)" })) }))
}

#[test]
fn cycles_cut_at_different_places_come_out_equal() {
    let wrapped = object("C", json!({ "list": { "type": "array", "items": cycle_from_b() } }));
    let unified = unified(vec![page("a", cycle_from_a()), page("b", cycle_from_b()), page("c", wrapped)]);
    assert_eq!(names(&unified), ["A", "B", "C"]);
    assert_eq!(component(&unified, "A")["properties"]["b"]["$ref"], "#/components/schemas/B");
    assert_eq!(component(&unified, "B")["properties"]["a"]["$ref"], "#/components/schemas/A");
}

#[test]
fn cycles_that_differ_behind_the_cut_stay_apart() {
    let other = object("A", json!({ "b": object("B", json!({ "a": "circular(A)", "n": { "type": "integer" } })) }));
    let unified = unified(vec![page("a", cycle_from_a()), page("b", cycle_from_a()), page("c", other)]);
    assert_eq!(names(&unified), ["A", "B", "CResponse", "CResponseB"]);
}

#[test]
fn an_untitled_marker_means_the_nearest_untitled_schema() {
    let node = object("", json!({ "children": { "type": "array", "items": "circular()" }, "name": {}, "size": {} }));
    let unified = unified(vec![page("tree", node)]);
    assert_eq!(names(&unified), ["TreeResponse"]);
    let items = &component(&unified, "TreeResponse")["properties"]["children"]["items"];
    assert_eq!(items["$ref"], "#/components/schemas/TreeResponse");
}

#[test]
fn an_array_that_contains_itself_gets_a_name() {
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "Test", "version": "1" }, "paths": {},
        "components": { "schemas": {
            "Tree": { "type": "array", "items": { "$ref": "#/components/schemas/Tree" } },
            "Names": { "type": "array", "items": { "type": "string" } },
        } },
    });
    let unified = unified(vec![Source { file: "api.json".to_owned(), page: false, document }]);
    assert_eq!(names(&unified), ["Tree"]);
}

#[test]
fn a_wrapper_around_one_member_is_the_member() {
    let kind = json!({ "type": "string", "enum": ["a", "b"], "title": "Kind" });
    let wrapped = json!({ "description": "How.", "allOf": [kind.clone()] });
    let unified = unified(vec![page("a", object("A", json!({ "x": kind, "y": wrapped })))]);
    assert_eq!(names(&unified), ["A", "Kind"]);
    let place = &component(&unified, "A")["properties"]["y"];
    assert_eq!(*place, json!({ "allOf": [{ "$ref": "#/components/schemas/Kind" }], "description": "How." }));
}

#[test]
fn a_mapping_refers_to_the_components_of_the_members() {
    let member =
        |title: &str, tag: &str| object(title, json!({ "tag": { "type": "string" }, tag: { "type": "string" } }));
    let union = json!({
        "title": "Pet", "oneOf": [member("Cat", "meow"), member("Dog", "bark")],
        "discriminator": { "propertyName": "tag", "mapping": { "cat": "#/oneOf/0", "dog": "#/oneOf/1" } },
    });
    let unified = unified(vec![page("pet", union)]);
    let mapping = &component(&unified, "Pet")["discriminator"]["mapping"];
    assert_eq!(*mapping, json!({ "cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog" }));
}

#[test]
fn the_order_of_the_inputs_does_not_matter() {
    let shape = |kind: &str| object("T", json!({ "a": { "type": kind } }));
    let mut sources = vec![page("a", shape("string")), page("b", shape("integer")), page("c", cycle_from_a())];
    let forward = unified(sources.clone());
    sources.reverse();
    assert_eq!(unified(sources).document, forward.document);
}

#[test]
fn two_inputs_for_one_operation_are_an_error_unless_dropped() {
    let first = page("a", json!({ "type": "string" }));
    let mut second = page("a", json!({ "type": "integer" }));
    second.file = "b.api.mdx".to_owned();
    let sources = vec![second, first];
    for (duplicates, severity) in [(Duplicates::Refuse, Severity::Error), (Duplicates::KeepFirst, Severity::Warning)] {
        let mut diagnostics = Vec::new();
        let unified = unify(sources.clone(), duplicates, &mut diagnostics);
        assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.severity).collect::<Vec<_>>(), [severity]);
        assert_eq!(response(&unified, "a")["type"], "string");
    }
}

#[test]
fn security_schemes_and_servers_of_all_inputs_are_kept() {
    let with = |id: &str, scheme: &str, server: &str| {
        let mut source = page(id, json!({ "type": "string" }));
        source.document["servers"] = json!([{ "url": server }]);
        source.document["security"] = json!([{ scheme: [] }]);
        source.document["components"] =
            json!({ "securitySchemes": { scheme: { "type": "http", "scheme": "bearer" } } });
        source
    };
    let unified = unified(vec![
        with("a", "one", "https://a.example.com"),
        with("b", "two", "https://b.example.com"),
        with("c", "two", "https://b.example.com"),
    ]);
    let document = &unified.document;
    assert_eq!(document["components"]["securitySchemes"].as_object().map(serde_json::Map::len), Some(2));
    // The commonest first.
    assert_eq!(document["servers"], json!([{ "url": "https://b.example.com" }, { "url": "https://a.example.com" }]));
    assert_eq!(document["paths"]["/a"]["get"]["security"], json!([{ "one": [] }]));
}

#[test]
fn size_alone_takes_no_time() {
    let reference = |name: String| json!({ "$ref": format!("#/components/schemas/{name}") });
    let count = 5_000;
    let mut schemas = serde_json::Map::new();
    for index in 0..count {
        // Objects that differ in their distance to the end alone, and names of names.
        let next = reference(format!("S{}", index + 1));
        schemas.insert(format!("S{index}"), json!({ "type": "object", "properties": { "a": next } }));
        schemas.insert(format!("A{index}"), reference(format!("A{}", index + 1)));
        schemas.insert(format!("L{index}"), json!({ "type": "array", "items": reference(format!("L{}", index + 1)) }));
    }
    let end = object("", json!({ "a": reference(format!("S{count}")), "b": { "type": "string" } }));
    schemas.insert(format!("S{count}"), end);
    schemas.insert(format!("A{count}"), reference("S0".to_owned()));
    schemas.insert(format!("L{count}"), reference("A0".to_owned()));
    let servers: Vec<Value> =
        (0..count).map(|index| json!({ "url": format!("https://a{index}.example.com") })).collect();
    let mut source = page("a", object("", json!({ "l": reference("L0".to_owned()) })));
    source.page = false;
    source.document["components"] = json!({ "schemas": schemas });
    source.document["servers"] = servers.into();
    let unified = unified(vec![source]);
    assert_eq!(unified.document["servers"].as_array().map(Vec::len), Some(count));
    assert_eq!(names(&unified).iter().filter(|name| name.starts_with('S')).count(), count + 1);
}

#[test]
fn bodies_of_a_document_that_only_look_alike_stay_apart() {
    let shape = json!({ "id": { "type": "string" } });
    let sources = |is_page: bool| {
        let of = |id: &str| Source { page: is_page, ..page(id, object("", shape.clone())) };
        vec![of("invoice"), of("parcel")]
    };
    assert_eq!(names(&unified(sources(false))), ["InvoiceResponse", "ParcelResponse"]);
    assert_eq!(names(&unified(sources(true))).len(), 1);
}

#[test]
fn shapes_of_a_document_are_one_only_where_their_places_suggest_one_name() {
    let state = json!({ "type": "string", "enum": ["on", "off"] });
    let data = object("", json!({ "id": { "type": "integer" }, "state": state }));
    let address = object("", json!({ "street": { "type": "string" }, "kind": state }));
    let sources = |is_page: bool| {
        let of = |id: &str| {
            let body = object("", json!({ "data": data, "home_address": address }));
            Source { page: is_page, ..page(id, body) }
        };
        vec![of("invoice"), of("parcel")]
    };
    let apart = unified(sources(false));
    let expected = [
        "HomeAddress",
        "HomeAddressKind",
        "InvoiceResponse",
        "InvoiceResponseData",
        "InvoiceResponseDataState",
        "ParcelResponse",
        "ParcelResponseData",
        "ParcelResponseDataState",
    ];
    assert_eq!(names(&apart), expected);
    let data = &component(&apart, "ParcelResponse")["properties"]["data"];
    assert_eq!(data["$ref"], "#/components/schemas/ParcelResponseData");
    assert_eq!(names(&unified(sources(true))).len(), 4);
}
