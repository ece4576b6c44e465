#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use crate::diagnostic::Code;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::super::{Input, InputPath, read};
use super::*;

fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/site")
}

fn read_site(path: &Path) -> Input {
    read(&[InputPath::named(path, "site")], &Options::default())
}

/// A script with that metadata.
fn script(metadata: &str) -> String {
    format!("(self.webpackChunk=self.webpackChunk||[]).push([[1],{{2:(e,t,n)=>{{const i={metadata};var r=n(3)}}}}]);")
}

fn found(text: &str) -> Vec<SitePage> {
    pages(text, &Options::default()).unwrap()
}

/// What makes a value of its JSON.
fn parsed(value: &Value, quote: char) -> String {
    let text = value.to_string().replace('\\', "\\\\").replace(quote, &format!("\\{quote}")).replace("${", "\\${");
    format!("JSON.parse({quote}{text}{quote})")
}

fn metadata(api: &Value) -> Value {
    let front_matter = json!({ "id": "x", "title": "Get \"x\" \u{e9}", "api": api });
    json!({ "source": "@site/docs/x.api.mdx", "permalink": "/x", "frontMatter": front_matter })
}

fn operation() -> Value {
    json!({ "method": "get", "path": "/x", "description": "it's\n`a` \\ \"b\" ${c}", "responses": {} })
}

#[test]
fn each_script_with_an_api_is_a_page() {
    let input = read_site(&site());
    assert_eq!(input.diagnostics, []);
    let pages: Vec<_> = input.pages.iter().map(|page| (page.file.as_str(), page.title.as_deref())).collect();
    assert_eq!(
        pages,
        [
            ("site/disks/delete-disk.api.mdx", Some("Delete a disk")),
            ("site/disks/get-disk.api.mdx", Some("Get a disk")),
            ("site/disks/list-disks.api.mdx", Some("List 'all' disks")),
            ("site/volumes/create-volume.api.mdx", Some("Create a volume")),
        ]
    );
    let list = &input.pages[2].operation;
    assert_eq!(list["description"], "It's the \"list\" of all disks.\nOne\\two.");
    assert_eq!(input.pages[1].operation["responses"]["200"]["description"], "A disk – größer.");
    let path = input.sources.path("site/disks/get-disk.api.mdx").unwrap();
    assert!(path.starts_with(site().join("assets/js")), "{}", path.display());
}

#[test]
fn pages_win_over_scripts_and_scripts_over_documents() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("1.abc.js"), script(&metadata(&operation()).to_string())).unwrap();
    fs::write(folder.path().join("openapi.json"), r#"{"openapi": "3.0.3"}"#).unwrap();
    fs::write(folder.path().join("vendor.js"), b"var latin1 = '\xe9'").unwrap();
    let input = read_site(folder.path());
    assert_eq!((input.pages.len(), input.documents.len()), (1, 0), "{:?}", input.diagnostics);
    fs::write(folder.path().join("y.api.mdx"), "---\napi: {\"method\": \"get\", \"path\": \"/y\"}\n---\n").unwrap();
    assert_eq!(read_site(folder.path()).pages[0].operation["path"], "/y");
    // A folder of documents may hold scripts, too.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("swagger-ui.js"), "var frontMatter={api:1}").unwrap();
    fs::write(folder.path().join("openapi.json"), r#"{"openapi": "3.0.3"}"#).unwrap();
    assert_eq!(read_site(folder.path()).documents.len(), 1);
}

#[test]
fn metadata_is_read_in_each_form() {
    let expected = metadata(&operation());
    let text = expected.to_string();
    let quoted = |quote| parsed(&expected, quote);
    let pretty = format!("{expected:#}").replace("\"frontMatter\"", "frontMatter");
    for form in [quoted('\''), quoted('"'), quoted('`'), text.clone(), pretty] {
        let pages = found(&script(&form));
        assert_eq!(pages.len(), 1, "{form}");
        assert_eq!(Value::Object(pages[0].operation.clone()), operation(), "{form}");
        assert_eq!((pages[0].permalink.as_str(), pages[0].title.as_deref()), ("/x", Some("Get \"x\" \u{e9}")));
    }
    // The same twice, as JSON and as a literal, is one page.
    assert_eq!(found(&format!("{}{}", script(&quoted('\'')), script(&text))).len(), 1);
}

#[test]
fn what_is_no_api_page_is_passed_over() {
    let with_source = |api: Value, source: &str| {
        let mut metadata = metadata(&api);
        metadata["source"] = json!(source);
        script(&parsed(&metadata, '\''))
    };
    for api in [json!(true), json!("v1"), json!({ "kind": "rust" }), json!(null)] {
        assert_eq!(found(&with_source(api, "@site/blog/x.md")), [], "of a page of another kind");
    }
    assert_eq!(found("const frontMatter={api:e},x=JSON.parse(t);"), []);
    let broken = |text: &str| pages(text, &Options::default()).unwrap_err().code;
    assert_eq!(broken(&with_source(json!("eJ!"), "@site/docs/x.api.mdx")), "broken-base64");
    assert_eq!(broken(&with_source(json!("aGVsbG8gd29ybGQ="), "@site/docs/x.api.mdx")), "broken-compression");
    assert_eq!(broken(&with_source(json!({ "method": "get" }), "@site/docs/x.api.mdx")), "not-an-operation");
}

#[test]
fn a_script_that_is_cut_short_is_told_of() {
    let whole = script(&parsed(&metadata(&operation()), '\''));
    assert_eq!(found(&whole).len(), 1);
    let cut = whole.split_at(whole.len() / 2).0;
    assert_eq!(pages(cut, &Options::default()).unwrap_err().code, "broken-json");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("1.abc.js"), cut).unwrap();
    let input = read_site(folder.path());
    assert_eq!(input.diagnostics.len(), 1, "{:?}", input.diagnostics);
    assert_eq!(
        (input.diagnostics[0].code, input.diagnostics[0].place.file.as_str()),
        (Code::BrokenJson, "site/1.abc.js")
    );
}

#[test]
fn one_script_is_an_input_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("1.abc.js");
    fs::write(&path, script(&metadata(&operation()).to_string())).unwrap();
    assert_eq!(read_site(&path).pages[0].file, "x.api.mdx");
    fs::write(&path, "var x=1").unwrap();
    assert_eq!(read_site(&path).diagnostics[0].code, "no-api-page");
}

#[test]
fn a_page_in_several_chunks_is_one() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["1.a.js", "2.b.js"] {
        fs::write(folder.path().join(name), script(&metadata(&operation()).to_string())).unwrap();
    }
    let input = read_site(folder.path());
    assert_eq!((input.pages.len(), input.diagnostics.len()), (1, 0));
    // Two that differ are one page too many.
    let mut other = operation();
    other["description"] = json!("other");
    fs::write(folder.path().join("3.c.js"), script(&metadata(&other).to_string())).unwrap();
    let input = read_site(folder.path());
    assert_eq!((input.pages.len(), input.diagnostics[0].code), (1, Code::DuplicateOperation));
}

#[test]
fn a_script_that_never_ends_takes_no_time() {
    let start = Instant::now();
    let quotes = [
        "JSON.parse('",
        "JSON.parse(\"",
        "JSON.parse(/*",
        "={",
        "={a:'",
        "={a:[",
        "={a:\"={b:'={c:`",
        "= {/*",
        "={a:1,",
    ];
    for piece in quotes {
        let text = format!("frontMatter api {}", piece.repeat(20_000));
        // Whether it is damaged is another matter.
        let found = pages(&text, &Options::default()).unwrap_or_default();
        assert_eq!(found, [], "{piece}");
    }
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}
