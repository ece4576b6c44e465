//! What the lock keeps over several generations.

use generator::compare::compare;
use generator::diagnostic::Place;
use generator::lock::Lock;
use generator::read::{Document, Input};
use generator::rules::{Rename, RenameKind, Rules};
use generator::{Modelled, Options, model};

/// Models the paths and schemas of a document, in YAML.
fn modelled(text: &str, lock: Option<Lock>, rules: &Rules) -> Modelled {
    let text = format!("openapi: 3.0.3\ninfo: {{title: Acme, version: '1'}}\n{text}");
    let value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let document = Document { file: "api.yaml".to_owned(), value };
    let input = Input { documents: vec![document], ..Input::default() };
    let options = Options { crate_name: "client".to_owned(), lock, rules: rules.clone(), ..Options::default() };
    model(input, &options).unwrap_or_else(|diagnostics| panic!("{diagnostics:?}"))
}

/// The locks of several states of an API, each with the one before as it is read from its file.
fn generations(texts: &[&str]) -> Vec<Lock> {
    let mut locks: Vec<Lock> = Vec::new();
    for text in texts {
        let before = locks.last().map(|lock| {
            let (read, conflicts) = Lock::parse(&lock.print(""), "api.lock").unwrap();
            assert!(conflicts.is_empty(), "{conflicts:?}");
            assert_eq!(&read, lock);
            read
        });
        locks.push(modelled(text, before, &Rules::default()).lock);
    }
    locks
}

/// The facts of the last of several generations that contain one of `words`.
fn facts(texts: &[&str], words: &[&str]) -> String {
    let text = generations(texts).pop().unwrap().print("");
    let is_asked_for = |line: &&str| !line.contains("documentation") && words.iter().any(|word| line.contains(word));
    text.lines().filter(is_asked_for).collect::<Vec<_>>().join("\n")
}

/// Whether all is as it was when a change is taken back.
fn assert_comes_back(before: &str, after: &str) {
    let locks = generations(&[before, before, after, after, before]);
    assert_eq!(locks[1], locks[0], "a second run changes nothing");
    assert_eq!(locks[3], locks[2], "a second run changes nothing");
    let changes = compare(&locks[0].surface, &locks[4].surface).changes;
    assert!(changes.is_empty(), "{changes:#?}");
}

/// An operation that answers with a schema.
fn get(path: &str, id: &str, schema: &str) -> String {
    format!(
        "  {path}:\n    get:\n      operationId: {id}\n      responses:\n        '200': {{description: '', content: \
         {{application/json: {{schema: {schema}}}}}}}\n"
    )
}

/// An operation that takes a schema.
fn post(path: &str, id: &str, schema: &str) -> String {
    format!(
        "  {path}:\n    post:\n      operationId: {id}\n      requestBody: {{required: true, content: {{application/json: \
         {{schema: {schema}}}}}}}\n      responses: {{'204': {{description: ''}}}}\n"
    )
}

fn paths(operations: &[String]) -> String {
    format!("paths:\n{}", operations.concat())
}

fn object(title: &str, properties: &str) -> String {
    format!("{{title: {title}, type: object, properties: {{{properties}}}}}")
}

const SAME: &str = "name: {type: string}, age: {type: integer}";

#[test]
fn alternatives_keep_their_names_and_their_order() {
    let (cat, dog) = (object("Cat", SAME), object("Dog", SAME));
    let one = |first: &str, second: &str| {
        paths(&[get("/pets", "getPet", &format!("{{title: Pet, oneOf: [{first}, {second}]}}"))])
    };
    let (before, after) = (one(&cat, &dog), one(&dog, &cat));
    assert_comes_back(&before, &after);
    let locks = generations(&[&before, &after]);
    assert_eq!(locks[0].surface.types, locks[1].surface.types);
    let shapes = [object("Cat", "lives: {type: integer}"), object("Dog", "name: {type: string}")];
    let locks = generations(&[&one(&shapes[0], &shapes[1]), &one(&shapes[1], &shapes[0])]);
    assert_eq!(locks[0].surface.types, locks[1].surface.types);
}

#[test]
fn setters_for_null_keep_their_names() {
    let text = |fields: &str, required: &str| {
        let schema = format!("{{title: Disk, type: object, required: [{required}], properties: {{{fields}}}}}");
        paths(&[post("/disks", "addDisk", &schema)])
    };
    let (size, null) = ("size: {type: integer, nullable: true}", "size_null: {type: string}");
    for required in ["", "size"] {
        let (before, after) = (text(size, required), text(&format!("{size}, {null}"), required));
        assert_comes_back(&before, &after);
        insta::allow_duplicates! {
            insta::assert_snapshot!(facts(&[&before, &after], &["size_null"]), @"type Disk field size_null = size_null_2: String optional");
        }
    }
    // And the setter gives way to a field that was there before.
    insta::assert_snapshot!(facts(&[&text(null, ""), &text(&format!("{null}, {size}"), "")], &["size"]), @"
    type Disk field size = size: i64 optional nullable setter size_to
    type Disk field size_null = size_null: String optional
    ");
    let all = format!("{size}, {null}, size_to: {{type: integer, nullable: true}}");
    insta::assert_snapshot!(facts(&[&text(&all, "size_to")], &["field"]), @"
    type Disk field size = size: i64 optional nullable setter size_to
    type Disk field size_null = size_null: String optional
    type Disk field size_to = size_to: i64 required nullable setter size_to_to
    ");
}

#[test]
fn what_is_gone_does_not_take_its_name_back_from_another() {
    let a = get("/a", "list", &object("Disk", "id: {type: string}"));
    let b = get("/b", "List", &object("Disk", "radius: {type: number}"));
    let (first, second, third) = (paths(std::slice::from_ref(&a)), paths(std::slice::from_ref(&b)), paths(&[a, b]));
    insta::assert_snapshot!(facts(&[&first, &second, &third, &third], &["GET =", "returns"]), @"
    operation /a GET = api get_a GetA list
    operation /a GET returns = ListResponse
    operation /b GET = api list List List
    operation /b GET returns = Disk
    ");
}

#[test]
fn what_changes_and_changes_back_has_its_names_again() {
    let disk = |fields: &str| object("Disk", fields);
    let (id, other) = (disk("id: {type: string}, a: {type: string}"), disk("id: {type: string}, b: {type: string}"));
    // A type becomes two, and two become one.
    let one = paths(&[get("/a", "getA", &id), get("/b", "getB", &id)]);
    let two = paths(&[get("/a", "getA", &id), get("/b", "getB", &other)]);
    assert_comes_back(&one, &two);
    assert_comes_back(&two, &one);
    // Titles are swapped.
    let titles = |first: &str, second: &str| {
        paths(&[
            get("/a", "getA", &object(first, "x: {type: string}, y: {type: string}")),
            get("/b", "getB", &object(second, "z: {type: string}, y: {type: string}")),
        ])
    };
    assert_comes_back(&titles("Disk", "Tape"), &titles("Tape", "Disk"));
    // Operations swap their paths.
    let swapped = |first: &str, second: &str| paths(&[get("/a", first, &id), get("/b", second, &other)]);
    assert_comes_back(&swapped("getA", "getB"), &swapped("getB", "getA"));
    // An operation is gone for a while.
    assert_comes_back(&paths(&[get("/a", "getA", &id), get("/b", "getB", &id)]), &paths(&[get("/a", "getA", &id)]));
    assert_comes_back(&paths(&[get("/a", "getA", &id)]), &paths(&[get("/a", "getA", &id), get("/b", "geta", &other)]));
    // Values and fields that come to one name.
    let state =
        |values: &str| paths(&[get("/a", "getA", &format!("{{title: State, type: string, enum: [{values}]}}"))]);
    assert_comes_back(&state("ok"), &state("OK, ok, Ok"));
    assert_comes_back(&state("a-b"), &state("a_b, a b"));
    let fields = |names: &str| paths(&[post("/a", "postA", &disk(names))]);
    assert_comes_back(&fields("aB: {type: string}"), &fields("a_b: {type: string}, aB: {type: string}, '@a_b': {}"));
    assert_comes_back(
        &fields("a: {type: string}"),
        &fields("a: {type: string, nullable: true}, a_null: {type: string}"),
    );
    // Of one path but for a query.
    let queried = paths(&[get("/a", "getA", &id), get("'/a{?x}'", "findA", &other)]);
    assert_comes_back(&queried, &queried);
}

#[test]
fn cycles_keep_their_names() {
    let text = |first: &str, second: &str, field: &str| {
        format!(
            "{}components:\n  schemas:\n    {first}: {{type: object, properties: {{to: {{$ref: '#/components/schemas/{second}'}}, \
             name: {{type: string}}}}}}\n    {second}: {{type: object, properties: {{to: {{$ref: \
             '#/components/schemas/{first}'}}, {field}: {{type: string}}}}}}\n",
            paths(&[get("/a", "getA", &format!("{{$ref: '#/components/schemas/{first}'}}"))])
        )
    };
    assert_comes_back(&text("Node", "Edge", "length"), &text("Vertex", "Arc", "length"));
    assert_comes_back(&text("Node", "Edge", "name"), &text("Edge", "Node", "name"));
    insta::assert_snapshot!(facts(&[&text("Node", "Edge", "length"), &text("Edge", "Node", "length")], &["type ", "returns"]), @"
    operation /a GET returns = Node
    type Edge = struct received
    type Edge field length = length: String optional
    type Edge field to = to: Node optional
    type Node = struct received
    type Node field name = name: String optional
    type Node field to = to: Box<Edge> optional
    ");
}

/// An operation with an error for each status.
fn failing(path: &str, tag: &str, errors: &[(&str, &str)]) -> String {
    let error = |(status, schema): &(&str, &str)| {
        format!("        '{status}': {{description: '', content: {{application/json: {{schema: {schema}}}}}}}\n")
    };
    let errors: String = errors.iter().map(error).collect();
    let id = path.replace('/', "");
    format!(
        "  {path}:\n    get:\n      operationId: get{id}\n      tags: [{tag}]\n      responses:\n        '204': {{description: \
         ''}}\n{errors}"
    )
}

#[test]
fn error_types_that_split_stay_apart() {
    let (text, number) = ("{type: string}", "{type: integer}");
    let all = |b: &[(&str, &str)], tag: &str| {
        paths(&[
            failing("/a", "X", &[("404", text)]),
            failing("/b", tag, b),
            failing("/c", "X", &[("404", text), ("409", text)]),
        ])
    };
    let (same, other) = (all(&[("404", text)], "X"), all(&[("404", number)], "X"));
    // What was told apart stays so, since its users name it.
    insta::assert_snapshot!(facts(&[&same, &other, &same], &["GET error", "error "]), @"
    error GetbError 404 = NotFound String
    error XError 404 = NotFound String
    error XError 409 = Conflict String
    operation /a GET error = XError
    operation /b GET error = GetbError
    operation /c GET error = XError
    ");
    insta::assert_snapshot!(facts(&[&same, &all(&[], "X"), &same], &["GET error"]), @"
    operation /a GET error = XError
    operation /b GET error = XError
    operation /c GET error = XError
    ");
    assert_comes_back(&other, &same);
    assert_comes_back(&other, &all(&[], "X"));
    assert_comes_back(&other, &all(&[("404", number)], "Y"));
}

#[test]
fn services_keep_their_names() {
    let tags = |tags: [&str; 3]| {
        paths(&[failing("/a", tags[0], &[]), failing("/b", tags[1], &[]), failing("/c", tags[2], &[])])
    };
    let states = [["X", "X", "X"], ["Y", "Y", "Y"], ["Y", "X", "X"], ["X", "Y", "Z"], ["Y", "X", "Z"], ["Y", "Y", "Z"]];
    for before in states {
        for after in states {
            assert_comes_back(&tags(before), &tags(after));
        }
    }
}

#[test]
fn parts_keep_their_order() {
    let text = |parts: &str, required: &str| {
        format!(
            "paths:\n  /a:\n    post:\n      operationId: postA\n      requestBody: {{required: true, content: {{multipart/form-data: \
             {{schema: {{type: object, required: [{required}], properties: {{{parts}}}}}}}}}}}\n      responses: {{'204': \
             {{description: ''}}}}\n"
        )
    };
    let part = |name: &str| format!("{name}: {{type: string}}");
    let before = text(&[part("b"), part("a")].join(", "), "b, a");
    let after = text(&[part("a"), part("c"), part("b")].join(", "), "a, c, b");
    assert_comes_back(&before, &after);
    insta::assert_snapshot!(facts(&[&before, &after], &["parameter"]), @"
    operation /a POST parameter part a = argument 3 a: String
    operation /a POST parameter part b = argument 1 b: String
    operation /a POST parameter part c = argument 2 c: String
    ");
}

/// The facts with a word after several generations, each with its own configuration.
fn configured(text: &str, rules: &[Rules], word: &str) -> Vec<String> {
    let mut lock = None;
    let facts = rules.iter().map(|rules| {
        let next = modelled(text, lock.take(), rules).lock;
        let text = next.print("");
        lock = Some(next);
        text.lines().filter(|line| line.contains(word)).collect::<Vec<_>>().join("\n")
    });
    facts.collect()
}

fn renamed(kind: RenameKind, from: &str, to: &str) -> Rules {
    let rename = Rename { kind, from: from.to_owned(), to: to.to_owned(), place: Place::default() };
    Rules { renames: vec![rename], ..Rules::default() }
}

#[test]
fn what_a_rule_gave_stays_when_the_rule_goes() {
    let text = paths(&[get("/a", "getA", "{title: State, type: string, enum: [ok, lost]}")]);
    let unknown = || renamed(RenameKind::Variant, "State.lost", "Unknown");
    let facts = configured(&text, &[Rules::default(), unknown(), Rules::default()], "State ");
    assert_eq!(facts[2], facts[1]);
    insta::assert_snapshot!(facts[1], @"
    alias variant State Lost = Unknown
    type State = enum string received
    type State documentation = 09aab77f
    type State unknown = Unlisted
    type State value lost = Unknown
    type State value ok = Ok
    ");
    let other = || renamed(RenameKind::Operation, "getA", "fetch");
    let another = || renamed(RenameKind::Operation, "getA", "load");
    let facts = configured(&text, &[Rules::default(), other(), another(), Rules::default()], "GET =");
    insta::assert_snapshot!(facts.join("\n"), @"
    operation /a GET = api get_a GetA getA
    operation /a GET = api fetch Fetch getA
    operation /a GET = api load Load getA
    operation /a GET = api load Load getA
    ");
}
