//! The manifest of a new crate, the committed client's, the runtime's and the workspace's agree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use generator::config::Config;
use generator::runtime::Runtime;
use generator::{Options, generate, read as reader};
use toml::{Table, Value};

/// The runtime's package.
const RUNTIME: &str = "generator-runtime";

/// What a manifest asks of a dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dependency {
    version: String,
    default_features: bool,
    is_optional: bool,
    features: BTreeSet<String>,
}

fn dependency(value: &Value) -> Dependency {
    let get = |key: &str| value.get(key);
    let version = value.as_str().or_else(|| get("version")?.as_str()).unwrap().to_owned();
    let default_features = get("default-features").is_none_or(|value| value.as_bool().unwrap());
    let is_optional = get("optional").is_some_and(|value| value.as_bool().unwrap());
    Dependency { version, default_features, is_optional, features: features(value) }
}

fn features(value: &Value) -> BTreeSet<String> {
    let features = value.get("features").and_then(Value::as_array);
    features.into_iter().flatten().map(|feature| feature.as_str().unwrap().to_owned()).collect()
}

fn read(path: &str) -> Table {
    fs::read_to_string(path).unwrap().parse().unwrap()
}

/// The manifest of a new crate with its runtime in a package, or in itself.
fn fresh(has_copy: bool) -> Table {
    let config = Config::read(Path::new("../specs/generator.toml")).unwrap();
    let input = reader::read(&config.inputs, &reader::Options::default());
    let runtime = config.runtime.seen_from(&config.output.unwrap());
    let runtime = if has_copy { Runtime::Copy } else { runtime };
    let options = Options { crate_name: "acme".to_owned(), rules: config.rules, runtime, ..Options::default() };
    generate(input, &options).unwrap().manifest.parse().unwrap()
}

fn table(manifest: &Table, name: &str) -> Table {
    manifest.get(name).unwrap().as_table().unwrap().clone()
}

/// The table below `[workspace]` that members inherit from.
fn workspace(name: &str) -> Table {
    table(&table(&read("../Cargo.toml"), "workspace"), name)
}

/// What a new crate depends on.
fn written(manifest: &Table, name: &str) -> BTreeMap<String, Dependency> {
    table(manifest, name).iter().map(|(name, value)| (name.clone(), dependency(value))).collect()
}

/// What a member of the workspace depends on.
fn inherited(manifest: &Table, name: &str) -> BTreeMap<String, Dependency> {
    let shared = workspace("dependencies");
    let entries = table(manifest, name).into_iter().map(|(name, value)| {
        assert_eq!(value.get("workspace"), Some(&Value::Boolean(true)), "{name} has the workspace's version");
        let mut dependency = dependency(shared.get(&name).unwrap());
        dependency.features.extend(features(&value));
        dependency.is_optional = value.get("optional").is_some_and(|value| value.as_bool().unwrap());
        (name, dependency)
    });
    entries.collect()
}

#[test]
fn a_crate_with_its_runtime_in_a_package_depends_on_what_the_committed_one_does() {
    let (mut fresh, client, shared) = (fresh(false), read("../generated-client/Cargo.toml"), workspace("dependencies"));
    // From the folder of the crate, and from that of the workspace.
    let runtime = fresh.get_mut("dependencies").unwrap().as_table_mut().unwrap().remove(RUNTIME).unwrap();
    assert_eq!(runtime.get("path").unwrap().as_str(), Some("../generator/runtime"));
    let shared = shared.get(RUNTIME).unwrap();
    assert_eq!(shared.get("path").unwrap().as_str(), Some("generator/runtime"));
    assert_eq!(shared.get("version"), workspace("package").get("version"));
    let mut committed = inherited(&client, "dependencies");
    assert!(committed.remove(RUNTIME).is_some());
    assert_eq!(written(&fresh, "dependencies"), committed);
    // Examples and tests that were written by hand need more.
    let by_hand = inherited(&client, "dev-dependencies");
    for (name, dependency) in written(&fresh, "dev-dependencies") {
        assert_eq!(by_hand.get(&name), Some(&dependency), "{name}");
    }
}

#[test]
fn a_crate_with_a_copy_depends_on_what_the_runtime_does() {
    let (fresh, runtime) = (fresh(true), read("../generator/runtime/Cargo.toml"));
    let mut needed = inherited(&runtime, "dependencies");
    let mut own = inherited(&read("../generated-client/Cargo.toml"), "dependencies");
    own.remove(RUNTIME);
    for (name, dependency) in own {
        needed.entry(name).or_insert(dependency);
    }
    assert_eq!(written(&fresh, "dependencies"), needed);
    let features = table(&fresh, "features");
    for (name, value) in table(&runtime, "features").iter().filter(|(name, _)| *name != "default") {
        assert_eq!(features.get(name), Some(value), "{name}");
    }
}

#[test]
fn features_edition_and_rust_version_are_the_same() {
    let (fresh, client, package) = (fresh(false), read("../generated-client/Cargo.toml"), workspace("package"));
    assert_eq!(fresh.get("features"), client.get("features"));
    for key in ["edition", "rust-version"] {
        assert_eq!(fresh.get("package").unwrap().get(key), package.get(key), "{key}");
    }
}

/// What the generator depends on, through whichever other packages, by the workspace's lock.
#[test]
fn the_generator_sends_nothing() {
    let lock = read("../Cargo.lock");
    let packages = lock.get("package").unwrap().as_array().unwrap();
    let direct = table(&read("../generator/Cargo.toml"), "dependencies");
    let mut pending: Vec<String> = direct.keys().cloned().collect();
    let mut reached = BTreeSet::new();
    while let Some(name) = pending.pop() {
        let of_that_name = packages.iter().filter(|package| package.get("name").unwrap().as_str() == Some(&name));
        if reached.insert(name.clone()) {
            let dependencies = of_that_name.filter_map(|package| package.get("dependencies")?.as_array()).flatten();
            // Of several versions the name is followed by one.
            pending.extend(dependencies.map(|it| it.as_str().unwrap().split(' ').next().unwrap().to_owned()));
        }
    }
    assert!(reached.contains("serde_json") && reached.contains("itoa"), "{reached:?}");
    for name in ["hyper", "reqwest", "tokio", RUNTIME] {
        assert!(!reached.contains(name), "{name}");
    }
}

/// The resolver prefers versions that fit, but takes others if there is none.
#[test]
fn no_dependency_needs_a_newer_rust_than_the_workspace() {
    let run = |command: &mut Command| {
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    // What other platforms need is not there without a network.
    let rustc = run(Command::new("rustc").arg("-vV"));
    let host = rustc.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let command =
        ["metadata", "--format-version=1", "--offline", "--locked", "--all-features", "--filter-platform", host];
    let metadata: serde_json::Value = run(Command::new(env!("CARGO")).args(command)).parse().unwrap();
    let version = |text: &str| -> Vec<u32> { text.split('.').take(2).map(|part| part.parse().unwrap()).collect() };
    let own = version(workspace("package").get("rust-version").unwrap().as_str().unwrap());
    let packages = metadata.get("packages").unwrap().as_array().unwrap();
    let needed =
        packages.iter().filter_map(|package| Some((package.get("name")?, package.get("rust_version")?.as_str()?)));
    let too_new: Vec<_> = needed.clone().filter(|(_, needed)| version(needed) > own).collect();
    assert!(too_new.is_empty(), "{too_new:?}");
    assert!(needed.count() > 100);
}
