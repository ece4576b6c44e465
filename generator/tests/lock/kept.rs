//! What the lock keeps when a specification changes, one small change each.

use generator::diagnostic::Diagnostic;
use generator::lock::Lock;
use generator::read::{Document, Input};
use generator::{Modelled, Options, model};

/// Models the paths and schemas of a document, in YAML.
fn modelled(text: &str, lock: Option<Lock>) -> Modelled {
    let text = format!("openapi: 3.0.3\ninfo: {{title: Acme, version: '1'}}\n{text}");
    let value = serde_yaml::from_str(&text).unwrap();
    let document = Document { file: "api.yaml".to_owned(), value };
    let input = Input { documents: vec![document], ..Input::default() };
    model(input, &Options { crate_name: "client".to_owned(), lock, ..Options::default() }).unwrap()
}

/// The facts after a change that contain one of `words`, and the diagnostics with `code`.
fn facts(before: &str, after: &str, words: &[&str], code: &str) -> String {
    let first = modelled(before, None);
    let second = modelled(after, Some(first.lock));
    let text = second.lock.print("");
    let facts = text.lines().filter(|line| !line.contains("documentation") && words.iter().any(|it| line.contains(it)));
    let say = |it: &Diagnostic| format!("{}: {}", it.code, it.message);
    let diagnostics: Vec<String> = second.diagnostics.iter().filter(|it| it.code == code).map(say).collect();
    facts.chain(diagnostics.iter().map(String::as_str)).collect::<Vec<_>>().join("\n")
}

/// An operation that answers with a schema.
fn get(path: &str, id: &str, schema: &str) -> String {
    format!(
        "  {path}:\n    get:\n      operationId: {id}\n      responses:\n        '200': {{description: '', content: \
         {{application/json: {{schema: {schema}}}}}}}\n"
    )
}

fn paths(operations: &[String]) -> String {
    format!("paths:\n{}", operations.concat())
}

const DISK: &str = "{title: Disk, type: object, properties: {id: {type: string}, size: {type: integer}}}";
const OTHER_DISK: &str = "{title: Disk, type: object, properties: {radius: {type: number}}}";

#[test]
fn a_type_keeps_its_name_when_a_commoner_one_of_its_title_comes() {
    let before = paths(&[get("/disks", "listDisks", DISK)]);
    let others = ["/a", "/b", "/c"].map(|path| get(path, &format!("get{}", path.trim_start_matches('/')), OTHER_DISK));
    let after = paths(&[&[get("/disks", "listDisks", DISK)][..], &others].concat());
    // Without the lock, the commoner one has it.
    assert!(modelled(&after, None).lock.print("").contains("type Disk field radius"));
    insta::assert_snapshot!(facts(&before, &after, &["type Disk", "returns"], ""), @"
    operation /a GET returns = GetaResponse
    operation /b GET returns = GetaResponse
    operation /c GET returns = GetaResponse
    operation /disks GET returns = Disk
    type Disk = struct received
    type Disk field id = id: String optional
    type Disk field size = size: i64 optional
    ");
}

#[test]
fn a_type_keeps_its_name_where_it_stands_when_it_changes_and_is_retitled() {
    let changed = "{title: Drive, type: object, properties: {id: {type: string}, maker: {type: string}}}";
    let before = paths(&[get("/disks", "listDisks", DISK)]);
    let after = paths(&[get("/disks", "listDisks", changed)]);
    insta::assert_snapshot!(facts(&before, &after, &["type ", "returns"], ""), @"
    operation /disks GET returns = Disk
    type Disk = struct received
    type Disk field id = id: String optional
    type Disk field maker = maker: String optional
    ");
}

#[test]
fn what_takes_the_place_of_a_type_and_has_nothing_of_it_is_another() {
    let before = paths(&[get("/disks", "listDisks", DISK)]);
    let after =
        paths(&[get("/disks", "listDisks", "{title: Tape, type: object, properties: {length: {type: number}}}")]);
    insta::assert_snapshot!(facts(&before, &after, &["type ", "returns"], ""), @"
    gone type Disk = struct received
    gone type Disk field id = id: String optional
    gone type Disk field size = size: i64 optional
    operation /disks GET returns = Tape
    type Tape = struct received
    type Tape field length = length: f64 optional
    ");
}

#[test]
fn a_type_that_comes_back_has_the_name_that_it_had() {
    let both = paths(&[get("/disks", "listDisks", DISK), get("/other", "getOther", OTHER_DISK)]);
    let one = paths(&[get("/disks", "listDisks", DISK)]);
    let first = modelled(&both, None).lock;
    let second = modelled(&one, Some(first.clone())).lock;
    assert!(second.gone.types.contains_key("GetOtherResponse") || second.gone.types.len() == 1, "{second:?}");
    let third = modelled(&both, Some(second)).lock;
    assert_eq!(third, first);
}

#[test]
fn an_operation_keeps_its_method_when_its_id_changes() {
    let before = paths(&[get("/disks/{id}", "getDisk", DISK)]);
    let after = paths(&[get("/disks/{diskId}", "fetchDisk", DISK)]);
    insta::assert_snapshot!(facts(&before, &after, &["GET ="], ""), @"
    operation /disks/{diskId} GET = api get_disk GetDisk fetchDisk
    ");
}

#[test]
fn an_operation_keeps_its_method_when_it_moves_under_its_id() {
    let before = paths(&[get("/disks", "listDisks", DISK), get("/v2/disks", "list", DISK)]);
    let moved = paths(&[get("/v3/disks", "listDisks", DISK), get("/v2/disks", "listDisks2", DISK)]);
    insta::assert_snapshot!(facts(&before, &moved, &["GET ="], ""), @"
    operation /v2/disks GET = api list List listDisks2
    operation /v3/disks GET = api list_disks ListDisks listDisks
    ");
}

#[test]
fn arguments_keep_their_order_and_their_names() {
    let operation = |parameters: &str| {
        format!(
            "paths:\n  /disks:\n    get:\n      operationId: listDisks\n      parameters:\n{parameters}      responses:\n        '204': \
             {{description: ''}}\n"
        )
    };
    let parameter =
        |name: &str| format!("      - {{name: '{name}', in: query, required: true, schema: {{type: string}}}}\n");
    let before = operation(&[parameter("b"), parameter("a")].concat());
    let after = operation(&[parameter("a"), parameter("@a"), parameter("b")].concat());
    insta::assert_snapshot!(facts(&before, &after, &["parameter"], ""), @"
    operation /disks GET parameter query @a = argument 2 a_query: String
    operation /disks GET parameter query a = argument 3 a: String
    operation /disks GET parameter query b = argument 1 b: String
    ");
}

#[test]
fn arguments_of_new_keep_their_order() {
    let operation = |schema: &str| {
        format!(
            "paths:\n  /disks:\n    post:\n      operationId: addDisk\n      requestBody: {{required: true, content: \
             {{application/json: {{schema: {schema}}}}}}}\n      responses:\n        '204': {{description: ''}}\n"
        )
    };
    let schema = |names: &[&str]| {
        let properties: Vec<String> = names.iter().map(|name| format!("{name}: {{type: string}}")).collect();
        format!(
            "{{title: Disk, type: object, required: [{}], properties: {{{}}}}}",
            names.join(", "),
            properties.join(", ")
        )
    };
    let before = operation(&schema(&["b", "a"]));
    let after = operation(&schema(&["a", "x", "b"]));
    insta::assert_snapshot!(facts(&before, &after, &["new ="], ""), @"type Disk new = of b x a");
}

#[test]
fn fields_and_variants_keep_their_names_when_others_come_to_the_same() {
    let schema = |fields: &str, values: &str| {
        format!(
            "{{title: Disk, type: object, properties: {{{fields}, state: {{title: State, type: string, enum: \
             [{values}]}}}}}}"
        )
    };
    let before = paths(&[get("/disks", "listDisks", &schema("type: {type: string}", "ok"))]);
    let fields = "'@type': {type: string}, type: {type: string}";
    let after = paths(&[get("/disks", "listDisks", &schema(fields, "'OK', ok, unknown"))]);
    insta::assert_snapshot!(facts(&before, &after, &["field", "value", "unknown"], ""), @"
    type Disk field @type = at_type: String optional
    type Disk field state = state: State optional
    type Disk field type = r#type: String optional
    type State unknown = Unknown
    type State value OK = Ok2
    type State value ok = Ok
    type State value unknown = UnknownValue
    ");
}

/// An operation with a tag and an error for each status.
fn tagged(path: &str, tag: &str, errors: &[(&str, &str)]) -> String {
    let error = |(status, schema): &(&str, &str)| {
        format!("        '{status}': {{description: '', content: {{application/json: {{schema: {schema}}}}}}}\n")
    };
    let errors: Vec<String> = errors.iter().map(error).collect();
    format!(
        "  {path}:\n    get:\n      operationId: get{}\n      tags: [{tag}]\n      responses:\n        '204': {{description: \
         ''}}\n{}",
        path.trim_start_matches('/'),
        errors.concat()
    )
}

#[test]
fn a_service_keeps_its_name_when_its_tag_is_renamed() {
    let before = paths(&[tagged("/a", "Disks", &[]), tagged("/b", "Disks", &[])]);
    let after = paths(&[tagged("/a", "Storage", &[]), tagged("/b", "Storage", &[]), tagged("/c", "Storage", &[])]);
    insta::assert_snapshot!(facts(&before, &after, &["service", "GET ="], "kept-service"), @"
    operation /a GET = disks geta Geta geta
    operation /b GET = disks getb Getb getb
    operation /c GET = disks getc Getc getc
    service Storage = disks Disks disks
    service Storage feature = disks
    ");
}

#[test]
fn an_operation_stays_in_its_service_when_its_tag_alone_changes() {
    let before = paths(&[tagged("/a", "Disks", &[]), tagged("/b", "Disks", &[])]);
    let after = paths(&[tagged("/a", "Disks", &[]), tagged("/b", "Storage", &[]), tagged("/c", "Storage", &[])]);
    insta::assert_snapshot!(facts(&before, &after, &["service", "GET ="], "kept-service"), @"
    operation /a GET = disks geta Geta geta
    operation /b GET = disks getb Getb getb
    operation /c GET = storage getc Getc getc
    service Disks = disks Disks disks
    service Disks feature = disks
    service Storage = storage Storage storage
    service Storage feature = storage
    kept-service: GET /b: its tag is now `Storage`; the method stays in the service of `Disks`
    ");
}

#[test]
fn operations_keep_their_error_type() {
    let text = "{type: string}";
    let number = "{type: integer}";
    let before = paths(&[tagged("/a", "Disks", &[("404", text)]), tagged("/b", "Disks", &[("404", text)])]);
    // More operations agree on something else, and would have the name of the service.
    let more = ["/c", "/d", "/e"].map(|path| tagged(path, "Disks", &[("404", number), ("409", text)]));
    let after = paths(
        &[
            &[tagged("/a", "Disks", &[("404", text)]), tagged("/b", "Disks", &[("404", text), ("410", text)])][..],
            &more,
        ]
        .concat(),
    );
    insta::assert_snapshot!(facts(&before, &after, &["error"], ""), @"
    error CommonError 404 = NotFound i64
    error CommonError 409 = Conflict String
    error DisksError 404 = NotFound String
    error DisksError 410 = Gone String
    operation /a GET error = DisksError
    operation /b GET error = DisksError
    operation /c GET error = CommonError
    operation /d GET error = CommonError
    operation /e GET error = CommonError
    ");
}

#[test]
fn a_format_keeps_its_type_when_an_example_contradicts() {
    let schema = |example: &str| {
        format!(
            "{{title: Disk, type: object, properties: {{made: {{type: string, format: date-time, example: \
             '{example}'}}}}}}"
        )
    };
    let before = paths(&[get("/disks", "listDisks", &schema("2021-09-08T16:11:05Z"))]);
    let after = paths(&[get("/disks", "listDisks", &schema("yesterday"))]);
    insta::assert_snapshot!(facts(&before, &after, &["format", "field"], "kept-format"), @"
    format date-time Disk.made = DateTime
    type Disk field made = made: DateTime optional
    kept-format: an example is not a `date-time`, but the lock keeps that type for `Disk.made`; an override of the field makes it a string
    ");
    // And the other way round.
    insta::assert_snapshot!(facts(&after, &before, &["format", "field"], "kept-format"), @"
    format date-time Disk.made = String
    type Disk field made = made: String optional
    ");
}

#[test]
fn two_types_of_one_shape_stay_two_and_one_stays_one() {
    let pair = |first: &str, second: &str| {
        let schema = |title: &str| {
            format!("{{title: {title}, type: object, properties: {{id: {{type: string}}, a: {{type: string}}}}}}")
        };
        paths(&[get("/a", "getA", &schema(first)), get("/b", "getB", &schema(second))])
    };
    insta::assert_snapshot!(facts(&pair("Disk", "Tape"), &pair("Disk", "Disk"), &["type ", "returns"], ""), @"
    alias type Tape = Disk
    gone type Tape = struct received
    gone type Tape field a = a: String optional
    gone type Tape field id = id: String optional
    operation /a GET returns = Disk
    operation /b GET returns = Disk
    type Disk = struct received
    type Disk field a = a: String optional
    type Disk field id = id: String optional
    ");
    insta::assert_snapshot!(facts(&pair("Disk", "Disk"), &pair("Disk", "Tape"), &["type ", "returns"], ""), @"
    operation /a GET returns = Disk
    operation /b GET returns = Disk
    type Disk = struct received
    type Disk field a = a: String optional
    type Disk field id = id: String optional
    ");
}

#[test]
fn a_member_of_a_union_keeps_its_name_when_its_schema_is_renamed() {
    let document = |line: &str, discriminator: &str| {
        format!(
            "{}components:\n  schemas:\n    Shape: {{oneOf: [{{$ref: '#/components/schemas/Circle'}}, {{$ref: \
             '#/components/schemas/{line}'}}]{discriminator}}}\n    Circle: {{type: object, required: [kind], properties: \
             {{kind: {{type: string}}, radius: {{type: number}}}}}}\n    {line}: {{type: object, required: [kind], \
             properties: {{kind: {{type: string}}, length: {{type: number}}}}}}\n",
            paths(&[get("/shape", "getShape", "{$ref: '#/components/schemas/Shape'}")])
        )
    };
    let words = ["variant", "type Line =", "type Stroke ="];
    insta::assert_snapshot!(facts(&document("Line", ""), &document("Stroke", ""), &words, ""), @"
    type Line = struct received
    type Shape variant Circle = 1 Circle
    type Shape variant Line = 2 Line
    ");
    // The name of the schema is the tag, too.
    let tagged = |line: &str| document(line, ", discriminator: {propertyName: kind}");
    insta::assert_snapshot!(facts(&tagged("Line"), &tagged("Stroke"), &words, ""), @"
    type Line = struct received
    type Shape variant Circle = 1 Circle Circle
    type Shape variant Line = 2 Line Stroke
    ");
}

#[test]
fn a_service_keeps_its_feature() {
    let operation = |tag: &str| {
        let operation = get("/books", "listBooks", "{type: string}");
        paths(&[operation.replace("      operationId", &format!("      tags: [{tag}]\n      operationId"))])
    };
    insta::assert_snapshot!(facts(&operation("Books"), &operation("Library"), &["feature"], ""), @r#"
    feature blocking
    feature books
    feature brotli
    feature gzip
    feature http2
    feature mock
    feature rustls
    feature tracing
    service Library feature = books
    "#);
    // A lock of before there were features has none to keep.
    let before = modelled(&operation("Books"), None).lock.print("");
    let lines = before.lines().filter(|line| !line.contains("service Books feature") && *line != "feature books");
    let (lock, conflicts) = Lock::parse(&lines.collect::<Vec<_>>().join("\n"), "api.lock").unwrap();
    assert!(conflicts.is_empty() && lock.surface.services["Books"].feature.is_empty());
    assert_eq!(modelled(&operation("Books"), Some(lock)).api.services[0].feature, "books");
}
