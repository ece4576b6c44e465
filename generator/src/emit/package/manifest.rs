//! `Cargo.toml` of a new crate.

use std::fmt::Write as _;

use crate::api::{Api, WEBHOOKS_FEATURE};
use crate::emit::{EmitOptions, File};
use crate::runtime::{PACKAGE, Runtime, RuntimePackage};

/// The longest array on one line.
const WIDTH: usize = 100;

/// The version of a new crate.
pub(crate) const FIRST_VERSION: &str = "0.1.0";

/// The crates that emitted code names, and what a crate asks of each.
const NAMED: &[(&str, &str)] = &[("bytes", BYTES), ("serde", SERDE), ("serde_json", SERDE_JSON), ("uuid", UUID)];
const BYTES: &str = r#"{ version = "1", default-features = false, features = ["std"] }"#;
const SERDE: &str = BYTES;
const SERDE_JSON: &str = r#"{ version = "1", features = ["float_roundtrip"] }"#;
const UUID: &str = r#"{ version = "1", default-features = false, features = ["serde", "std"] }"#;

/// The comment above `serde_json`.
const DIGITS: &str = "# What is read is written back to the last digit.\n";

/// Writes the manifest of a crate with these files that doesn't exist yet. It has no marker: from then on it is the user's.
pub fn manifest(api: &Api, files: &[File], options: &EmitOptions) -> String {
    let name = &options.crate_name;
    let features: Vec<&str> = api.services.iter().map(|service| service.feature.as_str()).collect();
    let webhooks = !api.webhooks.is_empty() && !features.contains(&WEBHOOKS_FEATURE);
    let (default, mut features) = (default(&features), own(&features));
    if webhooks {
        // Writing to a `String` does not fail.
        let _ = writeln!(features, "{WEBHOOKS_COMMENT}{WEBHOOKS_FEATURE} = []");
    }
    let dependencies = match &options.runtime {
        Runtime::Copy => own_runtime(),
        Runtime::Package(package) => dependencies(package, files),
    };
    let built_in = built_in(&options.runtime);
    format!(
        r#"[package]
name = {name:?}
version = "{FIRST_VERSION}"
edition = "2024"
rust-version = "1.88"
# The record of names is for the generator alone.
exclude = ["api.lock"]

[features]
default = {default}
{built_in}{features}
{dependencies}"#
    )
}

/// The features of the runtime: what each is, and what it is of a crate that has a copy.
const BUILT_IN: &[(&str, &str, &str)] = &[
    ("blocking", "", "Requests without an async runtime: `send_blocking`."),
    ("brotli", "reqwest/brotli", "Responses compressed with brotli."),
    ("gzip", "reqwest/gzip", "Responses compressed with gzip."),
    ("http2", "reqwest/http2", "HTTP/2, if the server speaks it."),
    ("mock", "dep:wiremock", "A server for your own tests."),
    ("rustls", "reqwest/rustls", "TLS by rustls. Without it, use plain HTTP or your own `reqwest::ClientBuilder`."),
    ("tracing", "dep:tracing", "A span for each request."),
];

/// The lines of the runtime's features.
fn built_in(runtime: &Runtime) -> String {
    let mut lines = String::new();
    for (name, of_copy, comment) in BUILT_IN {
        let of_package = format!("{PACKAGE}/{name}");
        let feature = match runtime {
            Runtime::Copy => *of_copy,
            Runtime::Package(_) => &of_package,
        };
        let value = if feature.is_empty() { String::new() } else { format!("{feature:?}") };
        // Writing to a `String` does not fail.
        let _ = writeln!(lines, "# {comment}\n{name} = [{value}]");
    }
    lines
}

/// What a crate depends on that has a copy of the runtime.
fn own_runtime() -> String {
    format!(
        r#"[dependencies]
base64 = {{ version = "0.23", default-features = false, features = ["std"] }}
bytes = {BYTES}
encoding_rs = "0.8"
fastrand = "2"
futures-core = {{ version = "0.3", default-features = false, features = ["std"] }}
getrandom = "0.4"
http = "1"
http-body = "1"
httpdate = "1"
percent-encoding = "2"
reqwest = {{ version = "0.13", default-features = false }}
secrecy = "0.10"
serde = {SERDE}
{DIGITS}serde_json = {{ version = "1", features = ["float_roundtrip", "raw_value"] }}
sha2 = {{ version = "0.11", default-features = false }}
time = {{ version = "0.3", default-features = false, features = ["std"] }}
tokio = {{ version = "1", default-features = false, features = ["fs", "io-util", "rt", "sync", "time"] }}
tracing = {{ version = "0.1", default-features = false, features = ["std"], optional = true }}
url = "2"
uuid = {UUID}
wiremock = {{ version = "0.6", optional = true }}
"#
    )
}

/// What a crate depends on whose runtime is a package: that, and what its own files name.
fn dependencies(runtime: &RuntimePackage, files: &[File]) -> String {
    let is_named =
        |folder: &str, name: &str| files.iter().any(|file| file.path.starts_with(folder) && names(&file.content, name));
    let line = |(name, version): (&str, &str)| {
        let comment = if name == "serde_json" { DIGITS } else { "" };
        format!("{comment}{name} = {version}\n")
    };
    let (code, rest): (Vec<_>, Vec<_>) = NAMED.iter().copied().partition(|(name, _)| is_named("src/", name));
    let tests = rest.into_iter().filter(|(name, _)| is_named("tests/", name));
    let runtime = runtime.to_string();
    let mut code: Vec<(&str, &str)> = code.into_iter().chain([(PACKAGE, runtime.as_str())]).collect();
    code.sort_unstable();
    let code: String = code.into_iter().map(line).collect();
    let tests: String = tests.map(line).collect();
    let tests = if tests.is_empty() { tests } else { format!("\n[dev-dependencies]\n{tests}") };
    format!("[dependencies]\n{code}{tests}")
}

/// The lines of a manifest for what `code` names.
pub(super) fn dependencies_of(code: &str) -> String {
    let mut lines = String::new();
    for (name, version) in NAMED.iter().filter(|(name, _)| names(code, name)) {
        // Writing to a `String` does not fail.
        let _ = writeln!(lines, "{name} = {version}");
    }
    lines
}

/// Whether code names a crate at the start of a path. A module of that name follows `self::`.
fn names(code: &str, krate: &str) -> bool {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let is_start = |before: &str| match before.strip_suffix("::") {
        Some(parent) => !parent.ends_with(|character| is_name(character) || character == '>'),
        None => !before.ends_with(is_name),
    };
    let path = format!("{krate}::");
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut starts = lines.flat_map(|line| line.match_indices(&path).filter_map(|(at, _)| line.get(..at)));
    starts.any(is_start)
}

/// The comment above the features of the services.
pub(crate) const FEATURES_COMMENT: &str = "# The operations of one tag each, and the types that they need.\n";

/// The comment above the feature of the webhooks.
pub(crate) const WEBHOOKS_COMMENT: &str = "# The payloads of webhooks and callbacks: the module `webhooks`.\n";

/// The array of the features that are on by default.
fn default(features: &[&str]) -> String {
    let all: Vec<String> = ["rustls", "gzip"].iter().chain(features).map(|feature| format!("{feature:?}")).collect();
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
    use super::{manifest, names};
    use crate::api::{Api, BUILT_IN_FEATURES, Documentation, Service};
    use crate::emit::EmitOptions;
    use crate::emit::File;
    use crate::runtime::{Runtime, RuntimePackage};

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
        let options = EmitOptions { crate_name: "client".to_owned(), ..EmitOptions::default() };
        let text = manifest(&api, &[], &options);
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
        default = ["rustls", "gzip", "books", "role-mining"]
        # Requests without an async runtime: `send_blocking`.
        blocking = []
        # Responses compressed with brotli.
        brotli = ["reqwest/brotli"]
        # Responses compressed with gzip.
        gzip = ["reqwest/gzip"]
        # HTTP/2, if the server speaks it.
        http2 = ["reqwest/http2"]
        # A server for your own tests.
        mock = ["dep:wiremock"]
        # TLS by rustls. Without it, use plain HTTP or your own `reqwest::ClientBuilder`.
        rustls = ["reqwest/rustls"]
        # A span for each request.
        tracing = ["dep:tracing"]
        # The operations of one tag each, and the types that they need.
        books = []
        role-mining = []
        "#);
        let many: Vec<String> = (0..20).map(|number| format!("books-{number}")).collect();
        let (table, text) = features(&many.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(table["default"].as_array().unwrap().len(), 22);
        assert!(text.starts_with("default = [\n    \"rustls\",\n    \"gzip\",\n    \"books-0\",\n"), "{text}");
    }
    #[test]
    fn a_crate_without_a_copy_depends_on_what_it_names() {
        let file = |path: &str, content: &str| File { path: path.to_owned(), content: content.to_owned() };
        let files = [
            file("src/a.rs", "// serde_json::Value\nuse bytes::Bytes;\nuse std::fmt;\n"),
            file("src/b.rs", "pub use self::uuid::Uuid;\nuse my_serde::A;\n"),
            file("tests/a.rs", "use serde::Serialize;\nuse bytes::Bytes;\n"),
        ];
        let package = RuntimePackage { path: Some("../runtime".into()), ..RuntimePackage::default() };
        let options = EmitOptions { crate_name: "client".to_owned(), runtime: Runtime::Package(package) };
        let text = manifest(&Api::default(), &files, &options);
        insta::assert_snapshot!(text, @r#"
        [package]
        name = "client"
        version = "0.1.0"
        edition = "2024"
        rust-version = "1.88"
        # The record of names is for the generator alone.
        exclude = ["api.lock"]

        [features]
        default = ["rustls", "gzip"]
        # Requests without an async runtime: `send_blocking`.
        blocking = ["generator-runtime/blocking"]
        # Responses compressed with brotli.
        brotli = ["generator-runtime/brotli"]
        # Responses compressed with gzip.
        gzip = ["generator-runtime/gzip"]
        # HTTP/2, if the server speaks it.
        http2 = ["generator-runtime/http2"]
        # A server for your own tests.
        mock = ["generator-runtime/mock"]
        # TLS by rustls. Without it, use plain HTTP or your own `reqwest::ClientBuilder`.
        rustls = ["generator-runtime/rustls"]
        # A span for each request.
        tracing = ["generator-runtime/tracing"]

        [dependencies]
        bytes = { version = "1", default-features = false, features = ["std"] }
        generator-runtime = { path = "../runtime" }

        [dev-dependencies]
        serde = { version = "1", default-features = false, features = ["std"] }
        "#);
    }

    #[test]
    fn a_path_that_begins_with_a_crate_names_it() {
        for code in ["use uuid::Uuid;", "x: ::uuid::Uuid", "Vec<uuid::Uuid>", "pub fn x(id: uuid::Uuid)", "&uuid::Uuid"]
        {
            assert!(names(code, "uuid"), "{code}");
        }
        for code in [
            "use self::uuid::Uuid;",
            "my_uuid::Uuid",
            "// uuid::Uuid",
            "    /// uuid::Uuid",
            "a::b::uuid::Uuid",
            "uuid",
        ] {
            assert!(!names(code, "uuid"), "{code}");
        }
    }
}
