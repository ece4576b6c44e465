//! What each stage makes of a small API, what the whole makes of the role-mining pages, and what holds for any input.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod circles;
mod codes_of_stages;
mod equivalence;
mod generated;
mod manifests;
mod model;
mod names_are_kept;
mod role_mining;
mod sources;
mod stages_stay_apart;

use generator::diagnostic::Diagnostic;
use generator::read::{Input, InputPath, Page, Sources};
use generator::{Generated, Options, generate, read, rebuild, repair};
use insta::assert_snapshot;
use serde_json::Value;

/// The pages of the small API: plain, compressed, and rewritten as YAML by a formatter.
fn input() -> Input {
    read::read(&[InputPath::named("fixtures/pages", "pages")], &read::Options::default())
}

fn page(file: &str) -> Page {
    input().pages.into_iter().find(|page| page.file.ends_with(file)).unwrap()
}

fn generated() -> Generated {
    generate(input(), &Options { crate_name: "acme-library".to_owned(), ..Options::default() }).unwrap()
}

fn yaml(value: &Value) -> String {
    serde_yaml::to_string(value).unwrap()
}

fn messages(diagnostics: &[Diagnostic]) -> String {
    let line = |diagnostic: &Diagnostic| {
        let Diagnostic { code, severity, place, message, .. } = diagnostic;
        format!("# {severity}[{code}] {place}: {message}\n")
    };
    diagnostics.iter().map(line).collect()
}

#[test]
fn read_decodes_each_form_of_a_page() {
    for (name, file) in
        [("plain", "list-books.api.mdx"), ("compressed", "get-book.api.mdx"), ("yaml", "add-book.api.mdx")]
    {
        let page = page(file);
        let text = format!("# {}\n{}", page.title.unwrap(), yaml(&Value::Object(page.operation)));
        assert_snapshot!(format!("1_read_{name}"), text);
    }
}

#[test]
fn repair_makes_a_document_of_a_page() {
    for (name, file) in [("cycles_and_unions", "get-loan.api.mdx"), ("a_missing_parameter", "get-book.api.mdx")] {
        let page = page(file);
        let mut diagnostics = Vec::new();
        let source = repair::page(&page.file, page.title.as_deref(), page.operation, &mut diagnostics).unwrap();
        assert_snapshot!(format!("2_repair_{name}"), messages(&diagnostics) + &yaml(&source.document));
    }
}

#[test]
fn unify_rebuilds_the_document() {
    let (document, diagnostics) = rebuild(input(), &Options::default()).unwrap();
    assert_snapshot!("3_unify", messages(&diagnostics) + &yaml(&document));
}

#[test]
fn lower_makes_the_model() {
    assert_snapshot!("4_lower", model::render(&generated().api));
}

#[test]
fn emit_prints_rust() {
    let generated = generated();
    let paths = generated.files.iter().map(|file| file.path.as_str());
    let own: Vec<&str> = paths.filter(|path| !path.starts_with("src/runtime/")).collect();
    assert_snapshot!("5_emit_files", own.join("\n"));
    for path in [
        "src/errors/common_error.rs",
        "src/models/book.rs",
        "src/models/format.rs",
        "src/models/loan_item.rs",
        "src/services/books/add_book.rs",
    ] {
        let file = generated.files.iter().find(|file| file.path == path).unwrap();
        let name = path.trim_start_matches("src/").trim_end_matches(".rs").replace('/', "_");
        assert_snapshot!(format!("5_emit_{name}"), file.content);
    }
}

#[test]
fn the_lock_says_what_users_see() {
    assert_snapshot!("6_lock", generated().lock.print("the marker"));
}

#[test]
fn the_order_of_the_inputs_does_not_matter() {
    let forwards = generated();
    let mut input = input();
    input.pages.reverse();
    let options = Options { crate_name: "acme-library".to_owned(), ..Options::default() };
    let backwards = generate(Input { sources: Sources::default(), ..input }, &options).unwrap();
    assert_eq!(forwards.api, backwards.api);
    assert_eq!(forwards.files, backwards.files);
}
