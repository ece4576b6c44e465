//! The manifest of a new crate, the committed client's and the workspace's agree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use generator::config::Config;
use generator::{Options, generate, read as reader};
use toml::{Table, Value};

/// What a manifest asks of a dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Dependency {
    version: String,
    default_features: bool,
    features: BTreeSet<String>,
}

fn dependency(value: &Value) -> Dependency {
    let get = |key: &str| value.get(key);
    let version = value.as_str().or_else(|| get("version")?.as_str()).unwrap().to_owned();
    let default_features = get("default-features").is_none_or(|value| value.as_bool().unwrap());
    Dependency { version, default_features, features: features(value) }
}

fn features(value: &Value) -> BTreeSet<String> {
    let features = value.get("features").and_then(Value::as_array);
    features.into_iter().flatten().map(|feature| feature.as_str().unwrap().to_owned()).collect()
}

fn read(path: &str) -> Table {
    fs::read_to_string(path).unwrap().parse().unwrap()
}

fn fresh() -> Table {
    let config = Config::read(Path::new("../specs/generator.toml")).unwrap();
    let input = reader::read(&config.inputs, &reader::Options::default());
    let options = Options { crate_name: "acme".to_owned(), rules: config.rules, ..Options::default() };
    generate(input, &options).unwrap().manifest.parse().unwrap()
}

/// The table below `[workspace]` that members inherit from.
fn workspace(table: &str) -> Table {
    read("../Cargo.toml").get("workspace").unwrap().get(table).unwrap().as_table().unwrap().clone()
}

#[test]
fn dependencies_are_the_same() {
    let shared = workspace("dependencies");
    let client = read("../generated-client/Cargo.toml");
    let committed: BTreeMap<String, Dependency> = client
        .get("dependencies")
        .unwrap()
        .as_table()
        .unwrap()
        .iter()
        .map(|(name, value)| {
            assert_eq!(value.get("workspace"), Some(&Value::Boolean(true)), "{name} has the workspace's version");
            let mut dependency = dependency(shared.get(name).unwrap());
            dependency.features.extend(features(value));
            (name.clone(), dependency)
        })
        .collect();
    let fresh = fresh();
    let fresh = fresh.get("dependencies").unwrap().as_table().unwrap();
    let fresh: BTreeMap<String, Dependency> =
        fresh.iter().map(|(name, value)| (name.clone(), dependency(value))).collect();
    assert_eq!(fresh, committed);
}

#[test]
fn features_edition_and_rust_version_are_the_same() {
    let (fresh, client, package) = (fresh(), read("../generated-client/Cargo.toml"), workspace("package"));
    assert_eq!(fresh.get("features"), client.get("features"));
    for key in ["edition", "rust-version"] {
        assert_eq!(fresh.get("package").unwrap().get(key), package.get(key), "{key}");
    }
}
