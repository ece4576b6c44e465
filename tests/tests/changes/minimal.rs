//! Real changes of APIs, each made as small as it goes: what is kept, and what a report says of it.

use std::collections::BTreeMap;
use std::fs;

use generator::compare::{Change, Verdict, compare};
use generator::lock::{Lock, Operation, OperationKey};
use generator::read::{Document, Input};
use generator::{Options, model};
use serde_json::{Value, json};
use tests::corpus;

/// The lock of a client of `document`, which had that lock before.
pub(crate) fn lock(document: Value, lock: Option<Lock>) -> Lock {
    let documents = vec![Document { file: "api.json".to_owned(), value: document }];
    let options = Options { crate_name: "acme".to_owned(), lock, ..Options::default() };
    model(Input { documents, ..Input::default() }, &options).unwrap().lock
}

/// What the client has after a change, and the lines of the report that are more than documentation.
pub(crate) fn changes(old: Value, new: Value) -> (Lock, Vec<String>) {
    let old = lock(old, None);
    let new = lock(new, Some(old.clone()));
    let report = compare(&old.surface, &new.surface);
    let told = report.changes.iter().filter(|change| change.verdict != Verdict::Documentation);
    (new, told.map(Change::line).collect())
}

/// A document of operations, each with a method, a path, a tag, what it is sent and what it answers.
pub(crate) fn document(operations: &[(&str, &str, &str, Option<Value>, Value)], schemas: &Value) -> Value {
    let mut paths = BTreeMap::<String, Value>::new();
    for (method, path, tag, body, answer) in operations {
        let content = |schema: &Value| json!({"application/json": {"schema": schema}});
        let id = format!("{method}{}", path.replace('/', "_"));
        let responses = json!({"200": {"description": "", "content": content(answer)}});
        let mut operation = json!({"operationId": id, "tags": [tag], "responses": responses});
        if let Some(body) = body {
            operation["requestBody"] = json!({"required": true, "content": content(body)});
        }
        paths.entry((*path).to_owned()).or_insert_with(|| json!({}))[*method] = operation;
    }
    json!({
        "openapi": "3.0.3", "info": {"title": "Acme", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths, "components": {"schemas": schemas}
    })
}

pub(crate) fn to(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

#[test]
fn the_corpus_is_told_as_it_should_be() {
    let Some(corpus) = corpus::folder() else { return };
    let expected: [(&str, &[&str]); 6] = [
        ("b00-b10", &["compatible, changed: type `UserCollab` has the field `is_active: Option<bool>`"]),
        ("f1-f2", &[]),
        ("f3-f4", &[]),
        (
            "r1-r2",
            &[
                "breaking (Rust and wire), removed: `GET /repo` (`a().get_repo`) is gone, and `GetRepo` with it",
                "breaking (Rust), removed: type `Resp` is gone",
                "compatible, added: `GET /repositories` (`a().get_repos`) is new",
                "compatible, added: type `Upload` is new",
            ],
        ),
        (
            "s1-s2",
            &[
                "compatible, added: service `networking` is new",
                "compatible, added: `GET /bgp` (`networking().list_bgp`) is new",
            ],
        ),
        ("t1-t2", &[]),
    ];
    for (pair, lines) in expected {
        let side = |name: &str| -> Value {
            let file = corpus.join("history/minimal").join(pair).join(name);
            serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
        };
        let (_, found) = changes(side("old.json"), side("new.json"));
        assert_eq!(found, lines, "{pair}");
    }
}

#[test]
fn what_stands_beside_a_reference_is_no_shape_of_its_own() {
    let user = |more: Value| {
        let mut properties = json!({"id": {"type": "string"}, "name": {"type": "string"}, "mail": {"type": "string"}});
        properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"type": "object", "properties": properties})
    };
    let holder = |name: &str| {
        let by = json!({"allOf": [{"description": "who"}, to(name), {"nullable": true, "readOnly": true}]});
        json!({"type": "object", "properties": {"by": by, "size": {"type": "integer"}}})
    };
    let side = |more: Value| {
        let schemas = json!({
            "Owner": user(json!({})), "Guest": user(more), "House": holder("Owner"), "Visit": holder("Guest")
        });
        document(&[("get", "/house", "a", None, to("House")), ("get", "/visit", "a", None, to("Visit"))], &schemas)
    };
    let (_, lines) = changes(side(json!({})), side(json!({"since": {"type": "string"}})));
    assert_eq!(lines, ["compatible, changed: type `Guest` has the field `since: Option<String>`"]);
}

#[test]
fn a_chosen_format_follows_a_component_that_is_renamed() {
    let side = |name: &str, example: &str| {
        let date = json!({"type": "string", "format": "date-time", "example": example});
        let schema = json!({"type": "object", "properties": {"made": date, "id": {"type": "integer"}}});
        document(&[("get", "/disks", "a", None, to(name))], &json!({name: schema}))
    };
    let (good, bad) = ("2024-02-07T10:00:00Z", "yesterday");
    for (before, after) in [(good, bad), (bad, good)] {
        let (lock, lines) = changes(side("disk_dto", before), side("Drive", after));
        assert_eq!(lines, [""; 0]);
        assert_eq!(lock.surface.types.keys().collect::<Vec<_>>(), ["DiskDto"]);
    }
}

#[test]
fn an_enum_is_found_again_by_its_values() {
    let side = |path: &str, holder: &str, name: &str| {
        let schemas = json!({
            holder: {"type": "object", "properties": {"state": to(name), holder: {"type": "string"}}},
            name: {"type": "string", "enum": ["on", "off"]}
        });
        document(&[("get", path, "a", None, to(holder))], &schemas)
    };
    let (lock, lines) = changes(side("/lamp", "Lamp", "LampState"), side("/heaters", "Heater", "HeaterState"));
    assert!(lock.surface.types.contains_key("LampState"), "{lines:?}");
    assert!(lines.iter().all(|line| !line.contains("State")), "{lines:?}");
}

#[test]
fn a_tag_of_the_operations_of_two_services_is_neither() {
    let any = || json!({"type": "string"});
    let side = |disks: &str, tapes: &str, new: &str| {
        let mut operations = vec![
            ("get", "/disks", disks, None, any()),
            ("get", "/disks/all", disks, None, any()),
            ("get", "/tapes", tapes, None, any()),
        ];
        if !new.is_empty() {
            operations.push(("get", "/drives", new, None, any()));
        }
        document(&operations, &json!({}))
    };
    let service = |lock: &Lock, path: &str| {
        lock.surface.operations.iter().find(|(key, _)| key.path == path).map(|(_, it)| it.service.clone()).unwrap()
    };
    let (lock, _) = changes(side("disks", "tapes", ""), side("storage", "storage", "storage"));
    assert_eq!(["/disks", "/tapes", "/drives"].map(|path| service(&lock, path)), ["disks", "tapes", "storage"]);
    // A tag that is renamed takes its service along.
    let (lock, _) = changes(side("disks", "tapes", ""), side("storage", "tapes", "storage"));
    assert_eq!(["/disks", "/tapes", "/drives"].map(|path| service(&lock, path)), ["disks", "tapes", "disks"]);
}

#[test]
fn a_title_that_is_added_joins_nothing() {
    let side = |title: Option<&str>, is_sent: bool| {
        let mut note = json!({"type": "object", "properties": {
            "text": {"type": "string", "nullable": true}, "author": {"type": "string"}
        }});
        if let Some(title) = title {
            note["title"] = title.into();
        }
        let holder = |name: &str| json!({"type": "object", "title": name, "properties": {"note": note, "k": {"type": "string"}}});
        if is_sent {
            // The bodies of operations are told apart where they only look alike.
            document(
                &[
                    ("get", "/a", "a", None, note.clone()),
                    ("post", "/b", "a", Some(note.clone()), json!({"type": "string"})),
                ],
                &json!({}),
            )
        } else {
            document(
                &[
                    ("get", "/a", "a", None, holder("First")),
                    ("post", "/b", "a", Some(holder("Second")), holder("First")),
                ],
                &json!({}),
            )
        }
    };
    for is_sent in [true, false] {
        let (_, lines) = changes(side(None, is_sent), side(Some("Note Dto"), is_sent));
        assert_eq!(lines, [""; 0], "{is_sent}");
    }
}

#[test]
fn another_name_of_one_structure_is_one_row_and_no_change_on_the_wire() {
    let user = || json!({"type": "object", "properties": {"id": {"type": "string"}, "mail": {"type": "string"}}});
    let side = |by: &str| {
        let mut schemas = json!({"User": user(), "Person": user()});
        let mut operations = Vec::new();
        let paths: Vec<String> = (0..5).map(|number| format!("/things{number}")).collect();
        for (number, path) in paths.iter().enumerate() {
            let properties = json!({"by": to(by), format!("n{number}"): {"type": "integer"}});
            schemas[format!("Thing{number}")] = json!({"type": "object", "properties": properties});
            operations.push(("get", path.as_str(), "a", None, to(&format!("Thing{number}"))));
        }
        operations.push(("get", "/users", "a", None, to("User")));
        operations.push(("get", "/people", "a", None, to("Person")));
        document(&operations, &schemas)
    };
    let old = lock(side("User"), None);
    let report = compare(&old.surface, &lock(side("Person"), Some(old.clone())).surface);
    insta::assert_snapshot!(report.human(None, generator::compare::Folding::Screen), @"
    breaking:
      5 fields, for example of type `Thing0`: `User` is now `Person` [Rust]
    asks for a breaking release: 5 breaking changes
    ");
}

#[test]
fn a_type_that_leaves_a_feature_is_told() {
    let disk = || json!({"Disk": {"type": "object", "properties": {"id": {"type": "string"}}}});
    let side = |answer: Value| {
        let text = || json!({"type": "string"});
        let operations =
            [("get", "/a", "a", None, to("Disk")), ("get", "/b", "b", None, answer), ("get", "/c", "c", None, text())];
        document(&operations, &disk())
    };
    let (_, lines) = changes(side(to("Disk")), side(json!({"type": "string"})));
    assert!(
        lines.iter().any(|line| line.contains("type `Disk` is no longer compiled with only the feature `b`")),
        "{lines:?}"
    );
}

#[test]
fn a_report_for_a_pull_request_has_an_end() {
    let side = |kind: &str| {
        let properties: Value = (0..40)
            .map(|number| (format!("property{number}"), json!({"type": kind})))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let schemas: Value = (0..60)
            .map(|number| {
                (
                    format!("Type{number}"),
                    json!({"type": "object", "properties": properties, "required": [format!("property{number}")]}),
                )
            })
            .collect::<serde_json::Map<_, _>>()
            .into();
        let paths: Vec<String> = (0..60).map(|number| format!("/things{number}")).collect();
        let operations: Vec<_> = paths
            .iter()
            .enumerate()
            .map(|(number, path)| ("get", path.as_str(), "a", None, to(&format!("Type{number}"))))
            .collect();
        document(&operations, &schemas)
    };
    let old = lock(side("string"), None);
    let report = compare(&old.surface, &Lock::default().surface);
    let other = compare(&old.surface, &lock(side("integer"), Some(old.clone())).surface);
    for report in [report, other] {
        let text = report.markdown(None);
        assert!(text.chars().count() < 60_000, "{}", text.chars().count());
        assert!(text.trim_end().ends_with("changes."), "{text}");
    }
}

/// The types of a client of `document`.
fn types(document: Value, before: Option<Lock>) -> Vec<String> {
    lock(document, before).surface.types.into_keys().collect()
}

#[test]
fn names_that_are_run_together_have_their_words() {
    let named = |drive: &str, title: Option<&str>, location: &str| {
        let mut schema = json!({"type": "object", "properties": {"hardDisk": {"type": "string"}, "at": to(location)}});
        if let Some(title) = title {
            schema["title"] = title.into();
        }
        let at = json!({"type": "object", "properties": {"roomRef": {"type": "string"}, "kind": {"type": "string", "enum": ["on", "off"]}}});
        document(&[("get", "/drives", "Tape Drives", None, to(drive))], &json!({drive: schema, location: at}))
    };
    let fresh = named("tapedrive", Some("Tape Drive"), "tapedriveroomref");
    assert_eq!(types(fresh.clone(), None), ["TapeDrive", "TapeDriveRoomRef", "TapeDriveRoomRefKind"]);
    assert_eq!(types(named("tapedrives", None, "xyzzyref"), None), ["TapeDrives", "Xyzzyref", "XyzzyrefKind"]);
    // A name that was given stays, and so does its split in the names of what is new below it.
    let mut old = lock(fresh.clone(), None);
    for (name, before) in [("TapeDrive", "Tapedrive"), ("TapeDriveRoomRef", "Tapedriveroomref")] {
        let definition = old.surface.types.remove(name).unwrap();
        old.surface.types.insert(before.to_owned(), definition);
    }
    old.surface.types.remove("TapeDriveRoomRefKind");
    let text = old.print("x").replace("TapeDriveRoomRef", "Tapedriveroomref").replace("TapeDrive", "Tapedrive");
    let (old, _) = Lock::parse(&text.replace("TapeDrives", "Tapedrives"), "api.lock").unwrap();
    assert_eq!(types(fresh, Some(old)), ["Tapedrive", "Tapedriveroomref", "TapedriveroomrefKind"]);
}

#[test]
fn a_title_that_is_only_counted_gives_no_number() {
    let note = |title: &str, property: &str| {
        let properties = json!({"text": {"type": "string"}, property: {"type": "integer"}});
        json!({"type": "object", "title": title, "properties": properties})
    };
    let document = document(
        &[
            ("get", "/notes", "Notes", None, note("Note", "a")),
            ("post", "/notes", "Notes", Some(note("Note-2", "b")), note("IPv-4", "c")),
        ],
        &json!({}),
    );
    assert_eq!(types(document.clone(), None), ["IPv4", "Note", "NoteRequest"]);
    // A name that was given stays.
    let before = lock(document.clone(), None).print("x").replace("NoteRequest", "Note2");
    let (before, _) = Lock::parse(&before, "api.lock").unwrap();
    assert_eq!(types(document, Some(before)), ["IPv4", "Note", "Note2"]);
}

#[test]
fn the_corpus_case_of_names_run_together_holds() {
    let Some(corpus) = corpus::folder() else { return };
    let file = corpus.join("cases/names-run-together-names/openapi.yaml");
    let lock = generator::Project::new([file], "").model().unwrap().0.lock;
    let names: Vec<String> = lock.surface.types.into_keys().collect();
    assert_eq!(names, ["AccessProfile", "AccessProfileSourceRef", "SodPolicyDto"]);
}

#[test]
fn every_operation_of_a_moved_api_keeps_its_name() {
    if !tests::slow::proves("that all operations of a large API keep their names") {
        return;
    }
    let Some(corpus) = corpus::folder() else { return };
    let model_of = |input: &str, lock: Option<Lock>| {
        let input = generator::read::InputPath::new(corpus.join(input));
        let input = generator::read::read(&[input], &generator::read::Options::default());
        let options = Options { crate_name: "acme".to_owned(), keep_going: true, lock, ..Options::default() };
        model(input, &options).unwrap().lock
    };
    let old = model_of("pages/sailpoint-beta", None);
    let new = model_of("history/sailpoint-v1.yaml", Some(old.clone())).surface;
    let digits = |character: char| character.is_ascii_digit();
    let bare_path = |path: &str| -> Vec<String> {
        let is_version = |part: &str| part == "beta" || part.strip_prefix('v').is_some_and(|it| it.starts_with(digits));
        let parts = path.split('/').filter(|part| !is_version(part));
        parts.map(|part| if part.starts_with('{') { "{}".to_owned() } else { part.to_owned() }).collect()
    };
    let bare_id = |id: &str| id.trim_end_matches(digits).trim_end_matches('V').to_lowercase();
    let is_same = |(key, it): (&OperationKey, &Operation), other: &OperationKey, now: &Operation| {
        other.method == key.method
            && (bare_path(&other.path) == bare_path(&key.path) || bare_id(&now.id) == bare_id(&it.id))
    };
    let (mut living, mut lost) = (0, Vec::new());
    for (key, operation) in &old.surface.operations {
        let mut now = new.operations.iter().filter(|(other, now)| is_same((key, operation), other, now)).peekable();
        living += usize::from(now.peek().is_some());
        if now.peek().is_some()
            && !now.any(|(_, now)| (&now.service, &now.name) == (&operation.service, &operation.name))
        {
            lost.push(&operation.name);
        }
    }
    assert_eq!(lost, [""; 0]);
    // Of 460. One more has its name, but another method.
    assert_eq!(living, 446);
}
