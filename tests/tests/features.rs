//! A generated crate compiles without a warning whichever of its services' features are on.
//!
//! A folder of many pages is read from `$OPENAPI_CORPUS` or from the folder beside the checkout; where neither is there, that
//! test passes without it. A run compiles two of their services by themselves, and with `CORPUS_CHECK=all` eight.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/nested.rs"]
mod nested;

use std::path::PathBuf;

use generator::read::{InputPath, read};
use generator::{Generated, Options, generate};

use nested::Workspace;

/// A crate of the API at `path`.
fn client(name: &str, path: impl Into<PathBuf>) -> Generated {
    let options = Options { crate_name: name.to_owned(), runtime: nested::runtime(), ..Options::default() };
    let path: PathBuf = path.into();
    generate(read(&[InputPath::named(path, "")], &generator::read::Options::default()), &options)
        .unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The features of a crate's services, that with the most operations first.
fn features(generated: &Generated) -> Vec<String> {
    let mut services: Vec<_> = generated.api.services.iter().collect();
    services.sort_by_key(|service| std::cmp::Reverse(service.operations.len()));
    services.into_iter().map(|service| service.feature.clone()).collect()
}

/// Checks a crate with `features` alone.
fn check(workspace: &Workspace, name: &str, features: &str) {
    let arguments = ["check", "--package", name, "--quiet", "--no-default-features", "--features", features];
    workspace.cargo(&arguments).unwrap_or_else(|output| panic!("with {features:?}: {output}"));
}

#[test]
fn none_each_and_all_compile() {
    let clients = [("one-service", "../specs/role-mining"), ("two-services", "fixtures/changes/base.yaml")];
    let clients = clients.map(|(name, path)| (name, client(name, path)));
    let features = clients.each_ref().map(|(_, generated)| features(generated));
    assert_eq!(features, [vec!["iai-role-mining"], vec!["books", "exports"]]);
    let mut workspace = Workspace::new("features");
    let names = clients.each_ref().map(|(name, _)| *name);
    for (name, generated) in clients {
        workspace.generated(name, generated);
    }
    for (name, features) in names.iter().zip(&features) {
        for feature in features.iter().map(String::as_str).chain(["", "blocking,mock,tracing"]) {
            check(&workspace, name, feature);
        }
    }
    let arguments = ["check", "--workspace", "--quiet", "--features", "blocking,mock,tracing"];
    workspace.cargo(&arguments).unwrap_or_else(|output| panic!("{output}"));
    // The example of the whole crate is of a service that is off then.
    for feature in ["", "exports"] {
        let arguments = ["test", "--doc", "--package", "two-services", "--quiet", "--no-default-features"];
        let arguments = [&arguments[..], &["--features", feature]].concat();
        workspace.cargo(&arguments).unwrap_or_else(|output| panic!("with {feature:?}: {output}"));
    }
}

#[test]
fn services_of_a_large_api_compile_alone() {
    let named = std::env::var_os("OPENAPI_CORPUS").map(PathBuf::from);
    let pages = named.unwrap_or_else(|| PathBuf::from("../../shared/corpus")).join("pages/sailpoint-beta");
    if !pages.is_dir() {
        println!("there are no such pages here; see this file's documentation");
        return;
    }
    let generated = client("sailpoint", pages);
    let features = features(&generated);
    assert!(features.len() >= 40, "{features:?}");
    let mut workspace = Workspace::new("features-of-pages");
    workspace.generated("sailpoint", generated);
    let is_all = std::env::var("CORPUS_CHECK").is_ok_and(|chosen| chosen == "all");
    check(&workspace, "sailpoint", "");
    for feature in features.iter().take(if is_all { 8 } else { 2 }) {
        check(&workspace, "sailpoint", feature);
    }
    if is_all {
        check(&workspace, "sailpoint", "default");
    }
}
