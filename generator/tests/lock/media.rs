//! Methods for other media types and documented headers: what they are called, and that they keep their names.

use generator::lock::Lock;
use generator::read::{Document, Input};
use generator::{Modelled, Options, model};

/// Models the paths of a document, in YAML.
fn modelled(paths: &str, lock: Option<Lock>) -> Modelled {
    let text = format!("openapi: 3.1.0\ninfo: {{title: Acme, version: '1'}}\npaths:\n{paths}");
    let documents = vec![Document { file: "api.yaml".to_owned(), value: serde_yaml::from_str(&text).unwrap() }];
    let options = Options { crate_name: "client".to_owned(), lock, ..Options::default() };
    model(Input { documents, ..Input::default() }, &options).unwrap()
}

/// The facts about other media types and headers, and what is said of media types.
fn facts(modelled: &Modelled) -> String {
    let text = modelled.lock.print("");
    let is_about = |line: &&str| [" accept ", " body ", " header"].iter().any(|word| line.contains(word));
    let facts = text.lines().filter(is_about).map(str::to_owned);
    let told = modelled.diagnostics.iter().filter(|it| it.code == "media-type-chosen");
    facts.chain(told.map(|it| format!("{}: {}", it.severity, it.message))).collect::<Vec<_>>().join("\n")
}

/// A request whose body, and whose answer, come as each of these media types with a schema, in YAML.
fn exchange(path: &str, id: &str, content: &str) -> String {
    format!(
        "  {path}:\n    post:\n      operationId: {id}\n      requestBody: {{content: {{{content}}}}}\n      \
         responses: {{'200': {{description: '', content: {{{content}}}}}}}\n"
    )
}

const JSON: &str = "application/json: {schema: {type: array, items: {type: string}}}";

#[test]
fn methods_are_called_after_media_types() {
    let content = format!(
        "{JSON}, text/csv: {{schema: {{type: string}}}}, text/plain: {{}}, image/*: {{}}, application/pdf: {{}}, \
         application/xml: {{schema: {{type: object}}}}, application/vnd.acme.v1+json: {{schema: {{type: string}}}}, \
         application/vnd.openxmlformats-officedocument.spreadsheetml.sheet: {{}}"
    );
    insta::assert_snapshot!(facts(&modelled(&exchange("/rows", "rows", &content), None)), @r#"
    operation /rows POST accept application/pdf = accept_pdf bytes
    operation /rows POST accept application/vnd.acme.v1+json = accept_acme_v1_json String
    operation /rows POST accept application/vnd.openxmlformats-officedocument.spreadsheetml.sheet = accept_xlsx bytes
    operation /rows POST accept application/xml = accept_xml text
    operation /rows POST accept image/* = accept_image bytes
    operation /rows POST accept text/csv = accept_csv text
    operation /rows POST accept text/plain = accept_text text
    operation /rows POST body = setter Vec<String> application/json
    operation /rows POST body application/pdf = rows_as_pdf bytes
    operation /rows POST body application/vnd.acme.v1+json = rows_as_acme_v1_json String
    operation /rows POST body application/vnd.openxmlformats-officedocument.spreadsheetml.sheet = rows_as_xlsx bytes
    operation /rows POST body application/xml = rows_as_xml text
    operation /rows POST body image/* = rows_as_image bytes
    operation /rows POST body text/csv = rows_as_csv text
    operation /rows POST body text/plain = rows_as_text text
    "#);
}

#[test]
fn another_name_for_the_same_content_has_no_method() {
    let content =
        format!("{JSON}, text/json: {}, '*/*': {{}}, application/json;v=2: {{schema: {{type: string}}}}", &JSON[18..]);
    insta::assert_snapshot!(facts(&modelled(&exchange("/rows", "rows", &content), None)), @r#"
    operation /rows POST accept application/json;v=2 = accept_json String
    operation /rows POST body = setter Vec<String> application/json
    operation /rows POST body application/json;v=2 = rows_as_json String
    note: POST /rows: the body is sent as `application/json`; it could also be text/json, */*
    note: the client asks for `application/json`; the body could also be text/json, */*
    "#);
}

#[test]
fn kinds_of_json_without_names_are_called_after_their_media_types() {
    let object = |name: &str| {
        format!("{{schema: {{type: object, required: [{name}], properties: {{{name}: {{type: string}}}}}}}}")
    };
    let content = format!("application/json: {}, application/vnd.acme.v1+json: {}", object("new"), object("old"));
    let rows = format!(
        "  /rows:\n    get:\n      operationId: getRow\n      responses: {{'200': {{description: '', content: {{{content}}}}}}}\n"
    );
    insta::assert_snapshot!(facts(&modelled(&rows, None)), @r#"
    operation /rows GET accept application/vnd.acme.v1+json = accept_acme_v1_json GetRowAcmeV1JsonResponse
    "#);
}

#[test]
fn parts_of_another_media_type_are_setters_and_arguments() {
    let parts = "multipart/form-data: {schema: {type: object, required: [name], properties: {name: {type: string}, \
        note: {type: string}}}}";
    let rows = format!(
        "  /rows:\n    post:\n      operationId: addRow\n      requestBody: {{required: true, content: {{{JSON}, {parts}}}}}\n      \
         responses: {{'204': {{description: ''}}}}\n"
    );
    let modelled = modelled(&rows, None);
    let text = modelled.lock.print("");
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("body") || line.contains(" part ")).collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    operation /rows POST body = argument Vec<String> application/json
    operation /rows POST body multipart/form-data = add_row_as_multipart multipart name
    operation /rows POST parameter part name = setter name: String
    operation /rows POST parameter part note = setter note: String
    "#);
}

/// A method that another operation, or a parameter, would have by nature.
#[test]
fn a_method_keeps_its_name_whatever_comes() {
    let content = format!("{JSON}, text/csv: {{schema: {{type: string}}}}");
    let before = modelled(&exchange("/rows", "rows", &content), None);
    let mut after = exchange("/rows", "rows", &content)
        + "      parameters: [{name: accept csv, in: query, schema: {type: string}}]\n";
    after += &exchange("/all", "rows as csv", JSON);
    let after = modelled(&after, Some(before.lock.clone()));
    insta::assert_snapshot!(facts(&after), @r#"
    operation /all POST body = setter Vec<String> application/json
    operation /rows POST accept text/csv = accept_csv text
    operation /rows POST body = setter Vec<String> application/json
    operation /rows POST body text/csv = rows_as_csv text
    "#);
    let text = after.lock.print("");
    assert!(text.contains(" rows_as_csv_operation RowsAsCsvOperation "), "{text}");
    assert!(text.contains("setter accept_csv_query: String"), "{text}");
    // What is written is what is read.
    assert_eq!(Lock::parse(&after.lock.print("# lock"), "api.lock").unwrap().0, after.lock);
}

/// A response with these headers, in YAML.
fn with_headers(headers: &str) -> String {
    format!(
        "  /rows:\n    get:\n      operationId: getRows\n      responses: {{'200': {{description: '', headers: {{{headers}}}}}, \
         '404': {{description: '', headers: {{etag: {{schema: {{type: string}}}}, Age: {{schema: {{type: string}}}}}}}}}}\n"
    )
}

#[test]
fn headers_are_fields_of_a_type_or_text() {
    let headers = "ETag: {schema: {type: string}}, Age: {schema: {type: integer}}, type: {schema: {type: boolean}}, \
        X-Count: {schema: {type: [integer, 'null'], format: int32}}, X-Sizes: {schema: {type: array, items: {type: integer}}}, \
        X-Id: {schema: {type: string, format: uuid}}, Last-Modified: {schema: {type: string, format: date-time}}, \
        X-Kind: {schema: {type: string, enum: [a, b]}}, X-Object: {schema: {type: object}}, X_Count: {schema: {type: number}}, \
        X-Json: {content: {application/json: {schema: {type: object}}}}, Content-Type: {schema: {type: string}}, \
        'no token': {schema: {type: string}}, X-Nothing: {}";
    insta::assert_snapshot!(facts(&modelled(&with_headers(headers), None)), @r#"
    operation /rows GET header age = age: String
    operation /rows GET header etag = etag: String
    operation /rows GET header last-modified = last_modified: DateTime
    operation /rows GET header type = r#type: bool
    operation /rows GET header x-count = x_count: i32
    operation /rows GET header x-id = x_id: Uuid
    operation /rows GET header x-json = x_json: String
    operation /rows GET header x-kind = x_kind: String
    operation /rows GET header x-nothing = x_nothing: String
    operation /rows GET header x-object = x_object: String
    operation /rows GET header x-sizes = x_sizes: Vec<i64>
    operation /rows GET header x_count = x_count_header: f64
    operation /rows GET headers = GetRowsHeaders
    "#);
}

#[test]
fn a_header_keeps_the_name_of_its_field() {
    let before = modelled(&with_headers("X-Count: {schema: {type: integer}}"), None);
    let headers = "X_Count: {schema: {type: integer}}, x-count: {schema: {type: integer}}";
    insta::assert_snapshot!(facts(&modelled(&with_headers(headers), Some(before.lock))), @r#"
    operation /rows GET header age = age: String
    operation /rows GET header etag = etag: String
    operation /rows GET header x-count = x_count: i64
    operation /rows GET header x_count = x_count_header: i64
    operation /rows GET headers = GetRowsHeaders
    "#);
}
