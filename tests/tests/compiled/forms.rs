//! A crate that depends on the package of its runtime and one that carries a copy are the same to their users: both compile, are
//! free of warnings, are documented, and do the same on the wire.
//!
//! Clippy and rustdoc want the metadata of all dependencies, which a plain `cargo test` has no other use for. So they run with
//! `SLOW=1`, and with `SLOW=forms` in `.ci/run`, after its own run of clippy.

use std::path::Path;

use generator::config::Config;
use generator::runtime::Runtime;
use generator::{Options, generate, read};

use tests::slow;

use crate::nested::{self, Workspace};

const FORMS: [&str; 2] = ["client-with-copy", "client-with-package"];

fn workspace() -> Workspace {
    let config = Config::read(Path::new("../specs/generator.toml")).unwrap();
    let mut workspace = Workspace::default();
    for (name, runtime) in FORMS.into_iter().zip([Runtime::Copy, nested::runtime()]) {
        let input = read::read(&config.inputs, &read::Options::default());
        let options =
            Options { crate_name: name.to_owned(), rules: config.rules.clone(), runtime, ..Options::default() };
        let generated = generate(input, &options).unwrap_or_else(|errors| panic!("{errors:?}"));
        let has_copy = generated.files.iter().any(|file| file.path == "src/runtime/mod.rs");
        assert_eq!(has_copy, name == "client-with-copy");
        workspace.generated(name, &generated);
        let dependencies = format!(
            "client = {{ package = \"{name}\", path = \"../{name}\", features = [\"blocking\", \"mock\"] }}\n\
             reqwest = {{ version = \"0.13\", default-features = false }}\nserde_json = \"1\"\n\
             tokio = {{ version = \"1\", features = [\"rt\"] }}\n"
        );
        let main = include_str!("../../fixtures/forms/main.rs").replace("env!(\"CLIENT\")", &format!("{name:?}"));
        workspace.program(&format!("calls-{name}"), &dependencies, &main);
    }
    workspace
}

fn run(workspace: &Workspace, crates: &[&str], arguments: &[&str]) {
    workspace
        .cargo_on(crates, arguments)
        .unwrap_or_else(|output| panic!("cargo {} for {crates:?}: {output}", arguments.join(" ")));
}

#[test]
fn both_forms_do_the_same() {
    let calls = FORMS.map(|name| format!("calls-{name}"));
    run(&workspace(), &calls.each_ref().map(String::as_str), &["test", "--no-fail-fast"]);
}

#[test]
fn both_forms_are_linted_and_documented() {
    if !slow::asks_for("forms") && !slow::proves("clippy and rustdoc on both forms of a crate") {
        return;
    }
    let workspace = workspace();
    for features in ["--all-features", "--no-default-features"] {
        run(&workspace, &FORMS, &["clippy", "--all-targets", features]);
        run(&workspace, &FORMS, &["doc", "--no-deps", features]);
    }
}
