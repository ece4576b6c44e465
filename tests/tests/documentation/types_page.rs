//! `docs/types.md`: each row and each block of Rust is what the generator writes for the schema beside it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use generator::read::{Document, Input};
use generator::{Generated, Options, generate};
use serde_json::{Value, json};

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/types.md");
    fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

/// The rows of the table whose head starts like this, cell by cell.
fn rows<'page>(page: &'page str, head: &str) -> Vec<Vec<&'page str>> {
    let lines = page.lines().skip_while(|line| !line.starts_with(head)).skip(2);
    let rows = lines.take_while(|line| line.starts_with('|'));
    let rows: Vec<Vec<&str>> = rows
        .map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('`')).collect())
        .collect();
    assert!(rows.len() > 2, "{head}");
    rows
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn run(paths: &Value, schemas: &Value) -> Generated {
    let value = json!({
        "openapi": "3.0.3",
        "info": { "title": "Acme", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    });
    let mut input = Input::default();
    input.documents.push(Document { file: "acme.json".to_owned(), value });
    generate(input, &Options { crate_name: "acme-client".to_owned(), ..Options::default() }).unwrap()
}

fn body(schema: &Value) -> Value {
    json!({ "description": "", "content": { "application/json": { "schema": schema } } })
}

/// An API that answers with one of these schemas.
fn answering(name: &str, schemas: &Value) -> Generated {
    assert!(schemas.get(name).is_some(), "{name} is among the schemas");
    let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
    run(&json!({ "/answer": { "get": { "tags": ["Answers"], "responses": { "200": body(&schema) } } } }), schemas)
}

/// An API that answers with one of these schemas, and is sent it.
fn exchanging(name: &str, schemas: &Value) -> Generated {
    let body = body(&json!({ "$ref": format!("#/components/schemas/{name}") }));
    let operation = json!({ "tags": ["Answers"], "requestBody": body, "responses": { "200": body } });
    run(&json!({ "/answer": { "put": operation } }), schemas)
}

/// The code as a reader of the page sees it: without documentation and empty lines.
fn plain(code: &str) -> String {
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with("//");
    code.lines().filter(is_code).flat_map(|line| [line, "\n"]).collect()
}

/// All code of a crate but its runtime.
fn code(generated: &Generated) -> String {
    let files = generated.files.iter().filter(|file| file.path.starts_with("src/") && !file.path.contains("runtime"));
    files.map(|file| file.content.as_str()).collect::<Vec<_>>().join("\n")
}

/// The type of the field `size` of the type `Disk`.
fn field(generated: &Generated) -> String {
    let file = generated.files.iter().find(|file| file.path == "src/models/disk.rs").unwrap();
    let text = plain(&file.content);
    let (_, rest) = text.split_once("pub size: ").unwrap();
    // The end of the struct, or a comma that is no type's.
    let mut depth = 0_i32;
    let end = rest.find(|it| {
        depth += i32::from(it == '<') - i32::from(it == '>');
        it == ',' && depth == 0
    });
    rest.split_at(end.unwrap()).0.to_owned()
}

fn disk(schema: &Value, is_required: bool) -> Value {
    let required = if is_required { json!(["size"]) } else { json!([]) };
    json!({ "Disk": { "type": "object", "required": required, "properties": { "size": schema } } })
}

#[test]
fn each_row_on_a_field_is_generated() {
    let mut failures = String::new();
    for row in rows(&page(), "| schema of a property |") {
        let found = field(&answering("Disk", &disk(&parse(row.first().unwrap()), true)));
        if found != *row.get(1).unwrap() {
            writeln!(failures, "{row:?}: {found}").unwrap();
        }
    }
    assert_eq!(failures, "");
}

#[test]
fn each_row_on_absence_is_generated() {
    let mut failures = String::new();
    for row in rows(&page(), "| required |") {
        let [required, nullable, read, sent] = row.as_slice() else { panic!("{row:?}") };
        let schemas = disk(&json!({ "type": "integer", "nullable": *nullable == "yes" }), *required == "yes");
        let reference = json!({ "$ref": "#/components/schemas/Disk" });
        let sending = json!({ "/disks": { "post": {
            "tags": ["Disks"], "requestBody": body(&reference), "responses": { "204": { "description": "" } },
        } } });
        let found = (field(&answering("Disk", &schemas)), field(&run(&sending, &schemas)));
        if found != ((*read).to_owned(), (*sent).to_owned()) {
            writeln!(failures, "{row:?}: {found:?}").unwrap();
        }
    }
    assert_eq!(failures, "");
}

/// The blocks of a page, each with what follows its fence.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let blocks = page.split("\n```").collect::<Vec<_>>();
    blocks.iter().skip(1).step_by(2).map(|block| block.split_once('\n').unwrap()).collect()
}

#[test]
fn each_block_of_rust_is_generated() {
    let page = page();
    let mut failures = String::new();
    let mut generated: BTreeMap<&str, String> = BTreeMap::new();
    let mut latest = None;
    for (kind, text) in blocks(&page) {
        let made = match kind.split_once(' ').unwrap_or((kind, "")) {
            ("json", "paths") => run(&parse(text), &json!({})),
            ("json", name) => match name.strip_prefix("exchanged ") {
                Some(name) => exchanging(name, &parse(text)),
                None => answering(name, &parse(text)),
            },
            ("rust", "") => {
                let all = plain(generated.get(latest.unwrap()).unwrap());
                // Parts that are left out separate what is looked for.
                for part in text.split("// ..\n").map(plain) {
                    if part.is_empty() || !all.contains(&part) {
                        writeln!(failures, "{part}\nis not generated for {}", latest.unwrap()).unwrap();
                    }
                }
                continue;
            }
            _ => panic!("a block of `{kind}`"),
        };
        generated.insert(text, code(&made));
        latest = Some(text);
    }
    assert!(generated.len() > 6);
    assert_eq!(failures, "");
}

#[test]
fn each_row_on_a_media_type_is_generated() {
    let schema = json!({
        "title": "Part",
        "type": "object",
        "required": ["content"],
        "properties": { "content": { "type": "string", "format": "binary" } },
    });
    let mut failures = String::new();
    for row in rows(&page(), "| media type |") {
        let [media_type, argument, answer] = row.as_slice() else { panic!("{row:?}") };
        let content = json!({ *media_type: { "schema": schema } });
        let operation = json!({
            "operationId": "addPart",
            "tags": ["Parts"],
            "requestBody": { "required": true, "content": content },
            "responses": { "200": { "description": "", "content": content } },
        });
        let all = plain(&code(&run(&json!({ "/parts": { "post": operation } }), &json!({}))));
        for expected in [format!("pub fn add_part(&self, {argument})"), format!("({answer}),\n    error => ")] {
            if !all.contains(&expected) {
                let (_, method) = all.split_once("pub fn add_part").unwrap();
                let (_, answered) = all.split_once(" 200 => ").unwrap();
                writeln!(failures, "{expected} is not in {method:.80} or {answered:.40}").unwrap();
            }
        }
    }
    assert_eq!(failures, "");
}
