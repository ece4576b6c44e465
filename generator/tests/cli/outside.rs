//! A crate that was generated outside of this workspace.

use std::path::Path;
use std::process::Command;

use crate::support::{Project, pages};

#[test]
fn a_new_crate_compiles_on_its_own() {
    let project = Project::empty();
    let pages = pages();
    project.run(&["generate", "--input", pages.to_str().unwrap(), "--output", "acme-library"]).exits(0);
    let manifest = project.read("acme-library/Cargo.toml");
    assert!(manifest.contains("name = \"acme-library\"\n"), "{manifest}");
    assert!(!manifest.contains("[workspace"), "{manifest}");

    // Without TLS, which takes a minute to build; that the features are those of this workspace's client is tested there.
    // The versions that this workspace was tested with, which are all there without a network.
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    project.write("acme-library/Cargo.lock", std::fs::read(workspace.join("Cargo.lock")).unwrap());
    let nested = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../nested");
    let features = manifest.split_once("[features]\n").unwrap().1.split_once("[dependencies]").unwrap().0;
    let services = features.split_once("# The operations").unwrap().1.lines().skip(1);
    let services: Vec<&str> = services.filter_map(|line| Some(line.split_once(" = ")?.0)).collect();
    assert!(!services.is_empty(), "{manifest}");
    let all = services.join(",");
    let with = |feature: &str| format!("{all},{feature}");
    let more = ["blocking", "mock", "tracing", "blocking,mock,tracing"].map(with);
    for features in ["", &all].into_iter().chain(more.iter().map(String::as_str)) {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--no-default-features", "--features", features])
            .current_dir(project.path("acme-library"))
            .env("CARGO_TARGET_DIR", &nested)
            .env("RUSTFLAGS", "-D warnings")
            .output()
            .unwrap();
        assert!(output.status.success(), "{features}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
