//! Whole documents and pages.

mod documents;
mod mutations;
mod operations;
mod pages;

use serde_json::{Value, json};

use super::document;
use crate::diagnostic::Diagnostic;

/// Repairs a document, which must come out valid.
fn repaired(input: Value) -> (Value, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let source = document("api.json", input, &mut diagnostics).expect("a document");
    serde_json::from_value::<openapiv3::OpenAPI>(source.document.clone()).expect("a valid document");
    (source.document, diagnostics)
}

/// Returns a document of `version` with `parts` beside what each must have.
fn with(version: &str, parts: Value) -> Value {
    let mut document = json!({"openapi": version, "info": {"title": "API", "version": "1"}, "paths": {}});
    if let (Some(document), Value::Object(parts)) = (document.as_object_mut(), parts) {
        document.extend(parts);
    }
    document
}

/// Lists codes with the places that they are reported for.
fn listed(diagnostics: &[Diagnostic]) -> String {
    let lines = diagnostics.iter().map(|found| format!("{} {} {}", found.severity, found.code, found.place.pointer));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_code_is_documented() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/repair");
    let documentation = std::fs::read_to_string(folder.join("mod.rs")).expect("this module");
    let mut found = std::collections::BTreeSet::new();
    for folder in [folder.clone(), folder.join("schema")] {
        for file in std::fs::read_dir(folder).expect("the folder").flatten() {
            if file.path().is_dir() || file.file_name() == "tests.rs" {
                continue;
            }
            let text = std::fs::read_to_string(file.path()).expect("a file");
            for call in ["context.note(", "context.warning(", "context.error("] {
                for (index, _) in text.match_indices(call) {
                    let code = text[index..].split('"').nth(1).expect("a code");
                    found.insert(code.to_owned());
                }
            }
        }
    }
    let documented: std::collections::BTreeSet<String> = documentation
        .lines()
        .filter_map(|line| line.strip_prefix("//! | `")?.split('`').next().map(str::to_owned))
        .collect();
    assert_eq!(found, documented);
}
