//! A crate that stands outside of any workspace compiles, with what its own manifest asks for and nothing else.
//!
//! Nothing of what it depends on is built already with just those features, so it is compiled with `SLOW=1`.

use std::fs;

use generator::Project;
use tests::slow;

use crate::nested::{cargo, target};

#[test]
fn a_new_crate_compiles_on_its_own() {
    let folder = target().join("outside/acme-library");
    // What an earlier run left is not new.
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    Project::new(["fixtures/pages"], &folder).write().unwrap_or_else(|failure| panic!("{failure:?}"));
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"acme-library\"\n"), "{manifest}");
    assert!(!manifest.contains("workspace"), "{manifest}");
    // The versions that this workspace was tested with, which are all there without a network.
    fs::copy("../Cargo.lock", folder.join("Cargo.lock")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    // Without TLS, which takes a minute to build; that the features are those of this workspace's client is tested there.
    let built_in = ["default", "rustls", "blocking", "brotli", "gzip", "http2", "mock", "tracing"];
    let services = manifest["features"].as_table().unwrap().keys().filter(|name| !built_in.contains(&name.as_str()));
    let services: Vec<&str> = services.map(String::as_str).collect();
    assert!(!services.is_empty(), "{manifest}");
    let all = services.join(",");
    if !slow::proves("that a crate outside of a workspace compiles") {
        return;
    }
    let more = ["blocking", "mock", "tracing", "blocking,mock,tracing"].map(|feature| format!("{all},{feature}"));
    for features in [all, String::new()].into_iter().chain(more) {
        let output = cargo()
            .args(["check", "--offline", "--quiet", "--no-default-features", "--features", &features])
            .current_dir(&folder)
            .output()
            .unwrap();
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && messages.is_empty(), "{features}: {messages}");
    }
}
