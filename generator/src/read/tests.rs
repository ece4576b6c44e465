#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops at the first surprise"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use insta::assert_snapshot;
use serde_json::json;

use super::*;

fn write(folder: &Path, files: &[(&str, &[u8])]) {
    for (name, content) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// Reads files as the folder `api`.
fn read_files(files: &[(&str, &[u8])]) -> Input {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), files);
    read(&[InputPath::named(folder.path(), "api")], &Options::default())
}

fn page(api: &str) -> String {
    format!("---\nid: x\ntitle: \"Get a pet\"\napi: {api}\nhide_title: true\n---\n\n# Get a pet\n")
}

fn read_page(api: &str) -> Input {
    read_files(&[("x.api.mdx", page(api).as_bytes())])
}

fn zlib(text: &[u8]) -> String {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text).unwrap();
    STANDARD.encode(encoder.finish().unwrap())
}

fn gzip(text: &[u8]) -> String {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(text).unwrap();
    STANDARD.encode(encoder.finish().unwrap())
}

/// The diagnostics as text, one each.
fn report(input: &Input) -> String {
    let mut text = String::new();
    for diagnostic in &input.diagnostics {
        let Diagnostic { code, severity, place, message, help, .. } = diagnostic;
        writeln!(text, "{severity}[{code}] {place}: {message}").unwrap();
        if let Some(help) = help {
            writeln!(text, "  help: {help}").unwrap();
        }
    }
    text
}

const OPERATION: &str = r#"{"method":"get","path":"/pets/{id}","operationId":"getPet"}"#;

#[test]
fn every_form_of_payload_is_read() {
    let expected = serde_json::from_str::<Value>(OPERATION).unwrap();
    let wrapped = zlib(OPERATION.as_bytes());
    let forms = [
        OPERATION.to_owned(),
        zlib(OPERATION.as_bytes()),
        gzip(OPERATION.as_bytes()),
        format!("\"{}\"", zlib(OPERATION.as_bytes())),
        format!(">-\n  {}\n  {}", &wrapped[..20], &wrapped[20..]),
        format!("\n  {}\n  {}", &wrapped[..20], &wrapped[20..]),
        "\n  {\n    \"method\": \"get\",\n    \"path\": \"/pets/{id}\",\n    \"operationId\": \"getPet\",\n  }"
            .to_owned(),
        "{\n  \"method\": \"get\",\n  \"path\": \"/pets/{id}\",\n  \"operationId\": \"getPet\",\n}".to_owned(),
        "{ method: get, path: \"/pets/{id}\", operationId: getPet, }".to_owned(),
        "\n  method: get\n  path: /pets/{id}\n  operationId: getPet".to_owned(),
    ];
    for form in forms {
        let input = read_page(&form);
        assert_eq!(report(&input), "", "{form}");
        assert_eq!(Value::Object(input.pages[0].operation.clone()), expected, "{form}");
        assert_eq!(input.pages[0].title.as_deref(), Some("Get a pet"));
        assert_eq!(input.pages[0].file, "api/x.api.mdx");
    }
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let text = format!("\u{feff}{}", page(OPERATION).replace('\n', "\r\n"));
    let input = read_files(&[("x.api.mdx", text.as_bytes())]);
    assert_eq!(report(&input), "");
    assert_eq!(input.pages[0].title.as_deref(), Some("Get a pet"));
    assert_eq!(input.pages[0].operation["operationId"], "getPet");
}

#[test]
fn a_bad_title_does_not_cost_the_operation() {
    let text =
        format!("---\ntitle: \"C:\\new\\\"\ndescription: say \"\"\"\nsidebar_label: Get: x\napi: {OPERATION}\n---\n");
    let input = read_files(&[("x.api.mdx", text.as_bytes())]);
    assert_eq!(input.pages[0].title.as_deref(), Some("C:\\new\\"));
}

#[test]
fn every_bad_page_of_a_run_is_reported() {
    let truncated = zlib(OPERATION.as_bytes());
    let input = read_files(&[
        ("base64.api.mdx", page("eJz!not*base64").as_bytes()),
        ("empty.api.mdx", b""),
        ("good.api.mdx", page(OPERATION).as_bytes()),
        ("json.api.mdx", page("{\"method\":").as_bytes()),
        ("list.api.mdx", page("[]").as_bytes()),
        ("nothing.api.mdx", page("").as_bytes()),
        ("operation.api.mdx", page("{\"info\":{}}").as_bytes()),
        ("plain.api.mdx", b"# A page\n"),
        ("same.api.mdx", page(OPERATION).as_bytes()),
        ("utf8.api.mdx", b"---\nid: \xff\n---\n"),
        ("zlib.api.mdx", page(&truncated[..24]).as_bytes()),
        ("zlib-garbage.api.mdx", page("AAAA").as_bytes()),
        ("zlib-not-json.api.mdx", page(&zlib(b"hello")).as_bytes()),
        ("zlib-not-utf8.api.mdx", page(&zlib(b"\xff\xfe")).as_bytes()),
    ]);
    assert_eq!(input.pages.len(), 1);
    assert_snapshot!(report(&input), @"
    error[broken-base64] api/base64.api.mdx: the page's operation can't be read: the value of `api:` is neither JSON nor base64
      help: delete the page and let the documentation's generator write it again
    error[missing-api] api/empty.api.mdx: the page's front matter has no `api:` key
      help: delete the page and let the documentation's generator write it again
    error[broken-json] api/json.api.mdx: the page's operation can't be read: it is not valid JSON: EOF while parsing a value at line 1 column 10
      help: delete the page and let the documentation's generator write it again
    error[broken-base64] api/list.api.mdx: the page's operation can't be read: the value of `api:` is neither JSON nor base64
      help: delete the page and let the documentation's generator write it again
    error[missing-api] api/nothing.api.mdx: the page's front matter has no `api:` key
      help: delete the page and let the documentation's generator write it again
    error[not-an-operation] api/operation.api.mdx: the object under `api:` is not an operation: it has no `method`
      help: delete the page and let the documentation's generator write it again
    error[missing-api] api/plain.api.mdx: the page's front matter has no `api:` key
      help: delete the page and let the documentation's generator write it again
    error[not-utf-8] api/utf8.api.mdx: line 2 is not UTF-8
      help: store the file as UTF-8
    error[broken-compression] api/zlib-garbage.api.mdx: the page's operation can't be read: the content after `api:` can't be inflated: corrupt deflate stream
      help: delete the page and let the documentation's generator write it again
    error[broken-json] api/zlib-not-json.api.mdx: the page's operation can't be read: it is not valid JSON: expected value at line 1 column 1
      help: delete the page and let the documentation's generator write it again
    error[not-utf-8] api/zlib-not-utf8.api.mdx: the page's operation can't be read: the compressed content after `api:` is not UTF-8
      help: delete the page and let the documentation's generator write it again
    error[broken-compression] api/zlib.api.mdx: the page's operation can't be read: the content after `api:` can't be inflated: incomplete deflate stream
      help: delete the page and let the documentation's generator write it again
    error[duplicate-operation] api/same.api.mdx: GET /pets/{id} already has a page: api/good.api.mdx
      help: remove the page that is out of date (the documentation's generator never deletes one), name the folder of one version of the API only, or give a copied page its own `method` and `path`
    ");
}

#[test]
fn other_files_of_a_site_are_passed_over() {
    let input = read_files(&[
        ("api.info.mdx", b"---\nid: api\n---\n"),
        ("pets.tag.mdx", b"---\nid: pets\n---\n"),
        ("schemas/pet.schema.mdx", b"---\nschema: true\n---\n"),
        ("get-pet.StatusCodes.json", b"{\"openapi\": 1}"),
        ("sidebar.ts", b"export default {}"),
        ("deeper/get-pet.api.mdx", page(OPERATION).as_bytes()),
        (".hidden/other.api.mdx", b"broken"),
    ]);
    assert_eq!(report(&input), "");
    assert_eq!(input.pages.iter().map(|page| page.file.as_str()).collect::<Vec<_>>(), ["api/deeper/get-pet.api.mdx"]);
}

#[test]
fn webhooks_are_no_duplicates_of_each_other() {
    let webhook = page(r#"{"method":"event","path":"webhook"}"#);
    let input = read_files(&[("a.api.mdx", webhook.as_bytes()), ("b.api.mdx", webhook.as_bytes())]);
    assert_eq!(report(&input), "");
    assert_eq!(input.pages.len(), 2);
}

#[test]
fn bad_inputs_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        &[
            ("nothing/readme.txt", b"hello"),
            ("parts/pet.yaml", b"type: object"),
            ("swagger.json", br#"{"swagger": "1.2", "paths": {}}"#),
            ("part.yaml", b"type: object"),
            ("empty.yaml", b""),
            ("list.json", b"[1, 2]"),
            ("broken.yaml", b"openapi: 3.0.0\n  paths: [\n"),
            ("broken.json", b"{\"openapi\": \"3.0.0\", \"paths\": }"),
            ("latin1.yaml", b"openapi: 3.0.0\ninfo:\n  title: caf\xe9\n"),
            ("tag.mdx", b"---\nid: pets\n---\n"),
        ],
    );
    let inputs: Vec<InputPath> = [
        "missing",
        "nothing",
        "parts",
        "swagger.json",
        "part.yaml",
        "empty.yaml",
        "list.json",
        "broken.yaml",
        "broken.json",
        "latin1.yaml",
        "tag.mdx",
    ]
    .iter()
    .map(|name| InputPath::named(folder.path().join(name), *name))
    .collect();
    let input = read(&inputs, &Options::default());
    assert!(input.documents.is_empty());
    assert_snapshot!(report(&input), @"
    error[missing-input] missing: there is no such file or folder
      help: name a page, a folder of pages or an OpenAPI document
    error[empty-input] nothing: the folder holds no `.api.mdx` page and no OpenAPI document
      help: name the folder that the documentation's generator writes to, or an OpenAPI document
    error[empty-input] parts: the folder holds no `.api.mdx` page, and none of its JSON and YAML files has an `openapi` key
      help: name the folder that the documentation's generator writes to, or an OpenAPI document
    error[broken-json] broken.json: the document can't be read: it is not valid JSON: expected value at line 1 column 31
      help: correct it, or fetch it again
    error[broken-yaml] broken.yaml: the document can't be read: it is not valid YAML: mapping values are not allowed in this context at line 2 column 8
      help: correct it, or fetch it again
    error[not-openapi] empty.yaml: the file is empty
      help: name an OpenAPI document
    error[not-utf-8] latin1.yaml: line 3 is not UTF-8
      help: store the file as UTF-8
    error[not-openapi] list.json: this is not an OpenAPI document: it is not an object
      help: name an OpenAPI document
    error[not-openapi] part.yaml: this is not an OpenAPI document: it has no `openapi` key
      help: name the document that has `openapi: 3.x`; the files that it refers to are found from there
    error[unsupported-version] swagger.json: this is a Swagger 1.2 document
      help: convert it to Swagger 2.0 or OpenAPI 3 first
    warning[no-api-page] tag.mdx: this is not an API page; it is skipped
      help: name pages that end in `.api.mdx`, or their folder
    ");
}

#[test]
fn nothing_to_read_is_an_error() {
    assert_snapshot!(report(&read(&[], &Options::default())), @"
    error[empty-input] : there is no page and no OpenAPI document to read
      help: name a folder of `.api.mdx` pages, a page or an OpenAPI document
    ");
}

#[test]
fn order_and_repetition_of_inputs_do_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let operation = |id: &str| page(&format!(r#"{{"method":"get","path":"/{id}"}}"#));
    write(folder.path(), &[("b.api.mdx", operation("b").as_bytes()), ("sub/a.api.mdx", operation("a").as_bytes())]);
    let path = |name: &str| InputPath::named(folder.path().join(name), name);
    let whole = InputPath::named(folder.path(), "");
    let forwards = read(&[whole.clone(), path("sub"), path("b.api.mdx")], &Options::default());
    let backwards = read(&[path("b.api.mdx"), path("sub"), whole], &Options::default());
    assert_eq!(forwards.pages, backwards.pages);
    assert_eq!(
        forwards.pages.iter().map(|page| page.file.as_str()).collect::<Vec<_>>(),
        ["b.api.mdx", "sub/a.api.mdx"]
    );
    assert_eq!(report(&forwards), "");
}

#[test]
fn files_of_one_name_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let operation = |id: &str| page(&format!(r#"{{"method":"get","path":"/{id}"}}"#));
    write(folder.path(), &[("v1/x.api.mdx", operation("1").as_bytes()), ("v2/x.api.mdx", operation("2").as_bytes())]);
    let input = read(
        &[InputPath::named(folder.path().join("v1"), ""), InputPath::named(folder.path().join("v2"), "")],
        &Options::default(),
    );
    assert_eq!(input.pages.len(), 2);
    assert_ne!(input.pages[0].file, input.pages[1].file);
}

#[cfg(unix)]
#[test]
fn circles_of_links_end() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("x/x.api.mdx", page(OPERATION).as_bytes())]);
    std::os::unix::fs::symlink("..", folder.path().join("x/up")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("x/dangling.api.mdx")).unwrap();
    let input = read(&[InputPath::named(folder.path(), "api")], &Options::default());
    assert_eq!(report(&input), "");
    assert_eq!(input.pages.len(), 1);
}

#[cfg(unix)]
#[test]
fn a_device_is_no_input() {
    let input = read(&[InputPath::new("/dev/zero")], &Options::default());
    assert_snapshot!(report(&input), @"
    error[unreadable] /dev/zero: this is not a regular file
      help: name a file or a folder
    ");
}

fn read_document(name: &str, text: &[u8]) -> Input {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[(name, text)]);
    read(&[InputPath::named(folder.path().join(name), name)], &Options::default())
}

#[test]
fn yaml_becomes_json() {
    let input = read_document(
        "api.yaml",
        b"
openapi: 3.0.0
x-base: &base {type: object, nullable: true}
responses:
  200: {description: ok}
  1.0: number
  true: boolean
  null: nothing
merged:
  <<: *base
  type: string
several:
  <<: [*base, {a: 1}]
tagged: !custom {a: !other 1}
big: 18446744073709551616
nan: .nan
date: 2020-01-01
norwegian: no
type: one
type: two
---
second: document
",
    );
    assert_eq!(
        input.documents[0].value,
        json!({
            "openapi": "3.0.0",
            "x-base": {"type": "object", "nullable": true},
            "responses": {"200": {"description": "ok"}, "1.0": "number", "true": "boolean", "null": "nothing"},
            "merged": {"type": "string", "nullable": true},
            "several": {"type": "object", "nullable": true, "a": 1},
            "tagged": {"a": 1},
            "big": 18_446_744_073_709_551_616.0_f64,
            "nan": null,
            "date": "2020-01-01",
            "norwegian": "no",
            "type": "two",
        })
    );
    assert_snapshot!(report(&input), @"
    warning[unknown-tag] api.yaml#/tagged: the YAML tag `!custom` is dropped
      help: write plain YAML
    warning[unknown-tag] api.yaml#/tagged/a: the YAML tag `!other` is dropped
      help: write plain YAML
    warning[no-json-number] api.yaml#/nan: JSON has no number NaN; it is read as null
      help: write it as a string, or leave it out
    warning[duplicate-key] api.yaml#/type: the key `type` is here twice; the last value counts
      help: merge the two, or remove one
    warning[several-documents] api.yaml: the file holds several YAML documents; only the first is read
      help: keep each document in its own file
    ");
}

#[test]
fn json_is_read_strictly_but_for_doubled_keys_and_trailing_commas() {
    let input = read_document("api.json", br#"{"openapi": "3.0.0", "a": {"b/c": 1, "b/c": 2}, "openapi": "3.0.1"}"#);
    assert_eq!(input.documents[0].value, json!({"openapi": "3.0.1", "a": {"b/c": 2}}));
    assert_snapshot!(report(&input), @"
    warning[duplicate-key] api.json#/a/b~1c: the key `b/c` is here twice; the last value counts
      help: merge the two, or remove one
    warning[duplicate-key] api.json#/openapi: the key `openapi` is here twice; the last value counts
      help: merge the two, or remove one
    ");
    let input = read_document("api.json", b"{\"openapi\": \"3.0.0\", \"a\": [\",}\\\",]\",\n],}");
    assert_eq!(input.documents[0].value, json!({"openapi": "3.0.0", "a": [",}\",]"]}));
    assert_snapshot!(report(&input), @"
    warning[trailing-comma] api.json: JSON allows no comma before a closing bracket: the one at line 1 column 36 is ignored, and 1 more after it
      help: remove it, or rename the file to `.yaml`
    ");
    for broken in ["[1,,]", "[,]", "{,}", "{\"b\":,}", "[1,] # a comment", "[1 2,]"] {
        let input = read_document("api.json", format!("{{\"openapi\": \"3.0.0\", \"a\": {broken}}}").as_bytes());
        assert!(report(&input).starts_with("error[broken-json]"), "{broken}: {}", report(&input));
    }
    let input = read_document("api.yaml", b"{\"openapi\": \"3.0.0\", # a comment\n}");
    assert_eq!(input.documents[0].value, json!({"openapi": "3.0.0"}));
}

#[test]
fn a_folder_without_pages_gives_its_documents() {
    let input = read_files(&[
        ("one/openapi.yaml", b"openapi: 3.0.0"),
        ("two.json", br#"{"info": {}, "openapi": "3.1.0"}"#),
        ("package.json", br#"{"dependencies": {"openapi": "1"}}"#),
        ("schemas/pet.yaml", b"type: object"),
        ("quoted.yml", b"# comment\n\"openapi\" : 3.0.0"),
    ]);
    assert_eq!(report(&input), "");
    let files: Vec<_> = input.documents.iter().map(|document| document.file.as_str()).collect();
    assert_eq!(files, ["api/one/openapi.yaml", "api/quoted.yml", "api/two.json"]);
}

/// Reads a hostile document, which must fail soon.
fn hostile(name: &str, text: &[u8]) -> String {
    let start = Instant::now();
    let input = read_document(name, text);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert!(input.documents.is_empty() && input.pages.is_empty());
    report(&input)
}

#[test]
fn deep_nesting_is_an_error() {
    let open = |text: &str| format!("{{\"openapi\": \"3.0.0\", \"a\": {}", text.repeat(10_000));
    assert_snapshot!(hostile("api.json", open("[").as_bytes()), @"
    error[too-deep] api.json: the document can't be read: it is nested more than 128 levels deep at line 1 column 153
      help: schemas this deep usually come from a reference that was expanded without end: publish the document with its `$ref`s
    ");
    assert_snapshot!(hostile("api.json", open("{\"a\":").as_bytes()), @"
    error[too-deep] api.json: the document can't be read: it is nested more than 128 levels deep at line 1 column 657
      help: schemas this deep usually come from a reference that was expanded without end: publish the document with its `$ref`s
    ");
    assert_snapshot!(hostile("api.yaml", format!("openapi: 3.0.0\na: {}", "[".repeat(10_000)).as_bytes()), @"
    error[too-deep] api.yaml: the document can't be read: it is nested more than 128 levels deep at line 2 column 131
      help: schemas this deep usually come from a reference that was expanded without end: publish the document with its `$ref`s
    ");
    assert_snapshot!(hostile("api.yaml", format!("openapi: 3.0.0\na: {}1{}", "[".repeat(10_000), "]".repeat(10_000)).as_bytes()), @"
    error[too-deep] api.yaml: the document can't be read: it is nested more than 128 levels deep at line 2 column 131
      help: schemas this deep usually come from a reference that was expanded without end: publish the document with its `$ref`s
    ");
    let mut block = "openapi: 3.0.0\n".to_owned();
    for depth in 0..2_000 {
        writeln!(block, "{}a:", " ".repeat(depth)).unwrap();
    }
    assert_snapshot!(hostile("api.yaml", block.as_bytes()), @"
    error[too-deep] api.yaml: the document can't be read: it is nested more than 128 levels deep at line 130 column 129
      help: schemas this deep usually come from a reference that was expanded without end: publish the document with its `$ref`s
    ");
    assert_snapshot!(hostile("api.yaml", format!("openapi: 3.0.0\na: {}", "[".repeat(1_000_000)).as_bytes()), @"
    error[too-deep] api.yaml: the document can't be read: it is nested more than 128 levels deep
      help: schemas this deep usually come from a reference that was expanded without end: publish the document with its `$ref`s
    ");
    let page = page(&format!("{{\"a\": {}", "[".repeat(10_000)));
    assert_snapshot!(hostile("x.api.mdx", page.as_bytes()), @"
    error[too-deep] x.api.mdx: the page's operation can't be read: it is nested more than 128 levels deep at line 1 column 133
      help: delete the page and let the documentation's generator write it again
    ");
}

#[test]
fn alias_bombs_are_an_error() {
    // Nine levels of nine aliases each.
    let mut laughs = "openapi: 3.0.0\na0: &a0 lol\n".to_owned();
    for level in 1..=9 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(laughs, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    assert_snapshot!(hostile("api.yaml", laughs.as_bytes()), @"
    error[too-large] api.yaml: the document can't be read: it grows too large when its aliases are expanded: repetition limit exceeded
      help: write the repeated parts as components, and refer to them with `$ref`
    ");
    // One long text, repeated.
    let text = format!("openapi: 3.0.0\na: &a {}\nb: [{}]\n", "x".repeat(100_000), "*a, ".repeat(10_000));
    assert_snapshot!(hostile("api.yaml", text.as_bytes()), @"
    error[too-large] api.yaml: the document can't be read: it grows too large when its aliases are expanded: b[2695]: they add more than 256 MiB at line 2 column 4
      help: write the repeated parts as components, and refer to them with `$ref`
    ");
    let own = "openapi: 3.0.0\na: &a [*a]\n";
    assert_snapshot!(hostile("api.yaml", own.as_bytes()), @"
    error[too-deep] api.yaml: the document can't be read: it is nested more than 128 levels deep at line 2 column 4
      help: schemas this deep usually come from a reference that was expanded without end: publish the document with its `$ref`s
    ");
}

#[test]
fn inflation_stops_at_the_cap() {
    let folder = tempfile::tempdir().unwrap();
    let bomb = zlib(&vec![b' '; 20_000_000]);
    assert!(bomb.len() < 40_000);
    write(folder.path(), &[("x.api.mdx", page(&bomb).as_bytes())]);
    let start = Instant::now();
    let input = read(
        &[InputPath::named(folder.path().join("x.api.mdx"), "x.api.mdx")],
        &Options { max_size: 1 << 20, ..Options::default() },
    );
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_snapshot!(report(&input), @"
    error[too-large] x.api.mdx: the page's operation can't be read: the content after `api:` inflates to more than 1 MiB
      help: delete the page and let the documentation's generator write it again
    ");
    let input = read(
        &[InputPath::named(folder.path().join("x.api.mdx"), "x.api.mdx")],
        &Options { max_size: 1000, ..Options::default() },
    );
    assert_snapshot!(report(&input), @"
    error[too-large] x.api.mdx: the file holds more than 1000 bytes
      help: split the API
    ");
}
