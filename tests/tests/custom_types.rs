//! A crate with types that the configuration names compiles, and its values come and go as they should.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/nested.rs"]
mod nested;

use std::path::Path;

use generator::config::Config;
use generator::diagnostic::Severity;
use generator::{Options, generate, read};

/// What a user adds to the manifest of the generated crate; these versions are in the lock file of the workspace.
const CHRONO: &str = "chrono = { version = \"0.4\", default-features = false, features = [\"serde\", \"std\"] }\n";
const JIFF: &str = "jiff = { version = \"0.2\", default-features = false, features = [\"serde\", \"std\"] }\n";

#[test]
fn types_of_other_crates_are_read_written_and_sent() {
    let config = Config::read(Path::new("fixtures/custom-types/generator.toml")).unwrap();
    let input = read::read(&config.inputs, &read::Options::default());
    let rules = config.rules;
    assert_eq!(rules.crates().into_iter().collect::<Vec<_>>(), ["chrono", "jiff"]);
    let (crate_name, runtime) = ("custom-types".to_owned(), nested::runtime());
    let options = Options { crate_name, rules, runtime, ..Options::default() };
    let mut generated = generate(input, &options).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(generated.diagnostics.iter().all(|it| it.severity == Severity::Note), "{:?}", generated.diagnostics);
    generated.manifest += &[CHRONO, JIFF].concat();

    let mut workspace = nested::Workspace::new("custom-types");
    workspace.generated("custom-types", generated);
    let program = format!(
        "[package]\nname = \"program\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{CHRONO}{JIFF}\
         custom-types = {{ path = \"../custom-types\", features = [\"blocking\"] }}\n\
         serde_json = \"1\"\n"
    );
    let main = include_str!("../fixtures/custom-types/main.rs");
    workspace.written("program", &[("Cargo.toml", &program), ("src/main.rs", main)]);
    workspace.cargo(&["run", "--package", "program", "--quiet"]).unwrap_or_else(|output| panic!("{output}"));
    // Examples in the documentation and the server for tests name the types, too.
    let arguments = ["test", "--doc", "--package", "custom-types", "--quiet"];
    let features = ["--features", "blocking,mock"];
    workspace.cargo(&[&arguments[..], &features].concat()).unwrap_or_else(|output| panic!("{output}"));
}
