//! `Cargo.toml` of a new crate.

use super::EmitOptions;
use crate::api::Api;
use std::fmt::Write as _;

/// The longest array on one line.
const WIDTH: usize = 100;

/// Writes the manifest of a crate that doesn't exist yet. It has no marker: from then on it is the user's.
pub fn manifest(api: &Api, options: &EmitOptions) -> String {
    let name = &options.crate_name;
    let features: Vec<&str> = api.services.iter().map(|service| service.feature.as_str()).collect();
    let (default, features) = (default(&features), own(&features));
    format!(
        r#"[package]
name = {name:?}
version = "0.1.0"
edition = "2024"
rust-version = "1.88"

[features]
default = {default}
# Requests without an async runtime: `send_blocking`.
blocking = []
# A server for tests that is told by builders what to answer.
mock = ["dep:wiremock"]
# TLS by rustls. Without it: plain HTTP, or a `reqwest::ClientBuilder` of the caller's own.
rustls = ["reqwest/rustls"]
# A span for each request.
tracing = ["dep:tracing"]
{features}
[dependencies]
base64 = {{ version = "0.23", default-features = false, features = ["std"] }}
bytes = {{ version = "1", default-features = false, features = ["std"] }}
fastrand = "2"
futures-core = {{ version = "0.3", default-features = false, features = ["std"] }}
http = "1"
http-body = "1"
httpdate = "1"
percent-encoding = "2"
reqwest = {{ version = "0.13", default-features = false }}
secrecy = "0.10"
serde = {{ version = "1", default-features = false, features = ["std"] }}
# What is read is written back to the last digit.
serde_json = {{ version = "1", features = ["float_roundtrip"] }}
time = {{ version = "0.3", default-features = false, features = ["std"] }}
tokio = {{ version = "1", default-features = false, features = ["fs", "io-util", "rt", "sync", "time"] }}
tracing = {{ version = "0.1", default-features = false, features = ["std"], optional = true }}
url = "2"
uuid = {{ version = "1", default-features = false, features = ["serde", "std"] }}
wiremock = {{ version = "0.6", optional = true }}
"#
    )
}

/// What stands above the features of the services.
pub(crate) const FEATURES_COMMENT: &str = "# The operations of one tag each, and the types that they need.\n";

/// The array of the features that are on by default.
fn default(features: &[&str]) -> String {
    let all: Vec<String> = ["rustls"].iter().chain(features).map(|feature| format!("{feature:?}")).collect();
    let line = format!("[{}]", all.join(", "));
    if line.len() <= WIDTH { line } else { format!("[\n    {},\n]", all.join(",\n    ")) }
}

/// The lines of the services' features.
fn own(features: &[&str]) -> String {
    let mut lines = String::new();
    for (index, feature) in features.iter().enumerate() {
        // Writing to a `String` does not fail.
        let _ = writeln!(lines, "{}{feature} = []", if index == 0 { FEATURES_COMMENT } else { "" });
    }
    lines
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests {
    use super::manifest;
    use crate::api::{Api, BUILT_IN_FEATURES, Documentation, Service};
    use crate::emit::EmitOptions;

    fn features(tags: &[&str]) -> (toml::Table, String) {
        let service = |tag: &&str| Service {
            name: (*tag).to_owned(),
            method: (*tag).to_owned(),
            module: (*tag).to_owned(),
            feature: (*tag).to_owned(),
            tag: (*tag).to_owned(),
            documentation: Documentation::default(),
            operations: Vec::new(),
        };
        let api = Api { services: tags.iter().map(service).collect(), ..Api::default() };
        let text = manifest(&api, &EmitOptions { crate_name: "client".to_owned() });
        let table: toml::Table = toml::from_str(&text).unwrap();
        let (_, text) = text.split_once("[features]\n").unwrap();
        (table["features"].as_table().unwrap().clone(), text.split_once("[dependencies]").unwrap().0.to_owned())
    }

    #[test]
    fn the_manifest_has_the_features() {
        let (table, _) = features(&[]);
        let names: Vec<&str> = table.keys().map(String::as_str).collect();
        assert_eq!(names.into_iter().filter(|name| *name != "default").collect::<Vec<_>>(), BUILT_IN_FEATURES);
    }

    #[test]
    fn each_service_has_a_feature_that_is_on_by_default() {
        let (table, text) = features(&["books", "role-mining"]);
        assert!(["books", "role-mining"].iter().all(|feature| table[*feature].as_array().unwrap().is_empty()));
        insta::assert_snapshot!(text, @r#"
        default = ["rustls", "books", "role-mining"]
        # Requests without an async runtime: `send_blocking`.
        blocking = []
        # A server for tests that is told by builders what to answer.
        mock = ["dep:wiremock"]
        # TLS by rustls. Without it: plain HTTP, or a `reqwest::ClientBuilder` of the caller's own.
        rustls = ["reqwest/rustls"]
        # A span for each request.
        tracing = ["dep:tracing"]
        # The operations of one tag each, and the types that they need.
        books = []
        role-mining = []
        "#);
        let many: Vec<String> = (0..20).map(|number| format!("books-{number}")).collect();
        let (table, text) = features(&many.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(table["default"].as_array().unwrap().len(), 21);
        assert!(text.starts_with("default = [\n    \"rustls\",\n    \"books-0\",\n"), "{text}");
    }
}
