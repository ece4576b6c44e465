//! `Cargo.toml` of a new crate.

use super::EmitOptions;

/// The features of each generated crate, `default` aside; sorted.
pub const FEATURES: &[&str] = &["blocking", "mock", "rustls", "tracing"];

/// Writes the manifest of a crate that doesn't exist yet. It has no marker: from then on it is the user's.
pub fn manifest(options: &EmitOptions) -> String {
    let name = &options.crate_name;
    format!(
        r#"[package]
name = {name:?}
version = "0.1.0"
edition = "2024"
rust-version = "1.88"

[features]
default = ["rustls"]
# Requests without an async runtime: `send_blocking`.
blocking = []
# A server for tests that is told by builders what to answer.
mock = ["dep:wiremock"]
# TLS by rustls. Without it: plain HTTP, or a `reqwest::ClientBuilder` of the caller's own.
rustls = ["reqwest/rustls"]
# A span for each request.
tracing = ["dep:tracing"]

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

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests {
    use super::{FEATURES, manifest};
    use crate::emit::EmitOptions;

    #[test]
    fn the_manifest_has_the_features() {
        let text = manifest(&EmitOptions { crate_name: "client".to_owned() });
        let table: toml::Table = toml::from_str(&text).unwrap();
        let names: Vec<&str> = table["features"].as_table().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names.into_iter().filter(|name| *name != "default").collect::<Vec<_>>(), FEATURES);
    }
}
