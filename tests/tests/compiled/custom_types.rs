//! A crate with types that the configuration names compiles, and its values come and go as they should.

use std::path::Path;

use generator::config::Config;
use generator::diagnostic::Severity;
use generator::{Options, generate, read};

use crate::nested::{self, Workspace};

/// What a user adds to the manifest of the generated crate; these versions are in the lock file of the workspace.
const CHRONO: &str = "chrono = { version = \"0.4\", default-features = false, features = [\"serde\", \"std\"] }\n";
const EXACT: &str = "exact = { path = \"../exact\" }\n";
const JIFF: &str = "jiff = { version = \"0.2\", default-features = false, features = [\"serde\", \"std\"] }\n";

#[test]
fn types_of_other_crates_are_read_written_and_sent() {
    let config = Config::read(Path::new("fixtures/custom-types/generator.toml")).unwrap();
    let input = read::read(&config.inputs, &read::Options::default());
    let rules = config.rules;
    assert_eq!(rules.crates().into_iter().collect::<Vec<_>>(), ["chrono", "exact", "jiff"]);
    let options = Options { rules, ..nested::options("custom-types") };
    let mut generated = generate(input, &options).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(generated.diagnostics.iter().all(|it| it.severity == Severity::Note), "{:?}", generated.diagnostics);
    generated.manifest += &[CHRONO, EXACT, JIFF].concat();

    let mut workspace = Workspace::default();
    workspace.generated("custom-types", &generated);
    let manifest = "[package]\nname = \"exact\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nserde = { version = \"1\", default-features = false, features = [\"std\"] }\n";
    workspace.written("exact", manifest, "src/lib.rs", include_str!("../../fixtures/custom-types/exact.rs"));
    let dependencies = "custom-types = { path = \"../custom-types\" }\nserde_json = \"1\"\n";
    let dependencies = [CHRONO, EXACT, JIFF, dependencies].concat();
    workspace.program("custom-types-program", &dependencies, include_str!("../../fixtures/custom-types/main.rs"));
    let features = ["--features", "blocking,mock"];
    // Examples in the documentation and the server for tests name the types, too.
    for targets in [["--test", "*"], ["--doc", "--quiet"]] {
        let arguments = [&["test"], &targets[..], &features].concat();
        workspace.cargo(&arguments).unwrap_or_else(|output| panic!("{output}"));
    }
}
