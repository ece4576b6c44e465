//! A generated crate compiles without a warning whichever of its services' features are on.

use std::path::PathBuf;

use generator::read::{InputPath, Options, read};
use generator::{Generated, generate};
use tests::{corpus, slow};

use crate::nested::{Workspace, options};

/// A crate of the API at `path`.
fn client(name: &str, path: impl Into<PathBuf>) -> Generated {
    let path: PathBuf = path.into();
    generate(read(&[InputPath::named(path, "")], &Options::default()), &options(name))
        .unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The features of a crate's services, that with the most operations first.
fn features(generated: &Generated) -> Vec<String> {
    let mut services: Vec<_> = generated.api.services.iter().collect();
    services.sort_by_key(|service| std::cmp::Reverse(service.operations.len()));
    services.into_iter().map(|service| service.feature.clone()).collect()
}

/// Runs a command of cargo with `features` alone.
fn run(workspace: &Workspace, name: &str, command: &[&str], features: &str) {
    let arguments = [command, &["--no-default-features", "--features", features]].concat();
    let outcome = workspace.cargo_on(&[name], &arguments);
    outcome.unwrap_or_else(|output| panic!("{name} with {features:?}: {output}"));
}

#[test]
fn none_each_and_all_compile() {
    let clients = [("one-service", "../specs/role-mining"), ("two-services", "fixtures/changes/base.yaml")];
    let clients = clients.map(|(name, path)| (name, client(name, path)));
    let features = clients.each_ref().map(|(_, generated)| features(generated));
    assert_eq!(features, [vec!["iai-role-mining"], vec!["books", "exports"]]);
    let mut workspace = Workspace::default();
    for (name, generated) in &clients {
        workspace.generated(name, generated);
    }
    // The example of the whole crate is of a service that is off then.
    for feature in ["", "exports"] {
        run(&workspace, "two-services", &["test", "--doc"], feature);
    }
    if slow::proves("the features of a crate with one service") {
        for ((name, _), features) in clients.iter().zip(&features) {
            for feature in features.iter().map(String::as_str).chain(["", "blocking,mock,tracing"]) {
                run(&workspace, name, &["build"], feature);
            }
        }
    }
    let outcome = workspace.cargo(&["build", "--features", "blocking,mock,tracing"]);
    outcome.unwrap_or_else(|output| panic!("{output}"));
}

#[test]
fn services_of_a_large_api_compile_alone() {
    if !slow::proves("the features of a crate with many services") {
        return;
    }
    let Some(corpus) = corpus::folder() else { return };
    let pages = corpus.join("pages/sailpoint-beta");
    // Another corpus has other inputs.
    if !pages.is_dir() {
        return;
    }
    let generated = client("sailpoint", pages);
    let features = features(&generated);
    assert!(features.len() >= 40, "{features:?}");
    let mut workspace = Workspace::default();
    workspace.generated("sailpoint", &generated);
    for feature in ["", "default"].into_iter().chain(features.iter().map(String::as_str)) {
        run(&workspace, "sailpoint", &["check"], feature);
    }
}
