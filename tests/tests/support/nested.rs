//! Crates that tests generate, as members of one workspace, and cargo run on them.
//!
//! The workspace has the profile, the versions and the target folder of that around the tests, and asks for the same
//! features. So what its members depend on is built already, and cargo compiles nothing but the members. With `SLOW=1`
//! a crate has no features but those that it asks for itself, and what it depends on is built once more.

#![allow(dead_code, reason = "each test binary uses a part of this")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

use generator::runtime::{Runtime, RuntimePackage};
use generator::{Generated, Options};
use tests::slow::is_slow;

/// How each crate is generated: in one form for all tests.
pub(crate) fn options(name: &str) -> Options {
    Options { crate_name: name.to_owned(), runtime: runtime(), ..Options::default() }
}

/// What the packages around the tests, and what they depend on, ask for beyond what a generated crate does. With another
/// list here cargo builds the dependencies once more, and [`Workspace::cargo`] says so.
pub(crate) const FEATURES: &str = "[package]\nname = \"features\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
    bitflags = { version = \"2\", features = [\"std\"] }\n\
    blake3 = { version = \"1\", default-features = false, features = [\"pure\", \"std\"] }\n\
    crc32fast = \"1\"\n\
    indexmap = { version = \"2\", features = [\"serde\"] }\n\
    num-traits = { version = \"0.2\", default-features = false, features = [\"std\"] }\n\
    reqwest = { version = \"0.13\", default-features = false, features = [\"brotli\", \"gzip\", \"http2\", \"rustls\"] }\n\
    rustls = { version = \"0.23\", default-features = false, features = [\"logging\", \"ring\"] }\n\
    serde = { version = \"1\", features = [\"derive\"] }\n\
    serde_core = { version = \"1\", default-features = false, features = [\"alloc\"] }\n\
    serde_json = { version = \"1\", features = [\"float_roundtrip\", \"preserve_order\", \"raw_value\"] }\n\
    tokio = { version = \"1\", features = [\"rt-multi-thread\"] }\n\
    url = { version = \"2\", features = [\"serde\"] }\n\
    wiremock = \"0.6\"\n";

/// The runtime with all of its features, so that all crates share one build of it, whichever of them they ask for.
fn features() -> String {
    let path = std::path::absolute("../generator/runtime").unwrap();
    let path = toml::Value::from(path.display().to_string());
    let features = ["blocking", "brotli", "gzip", "http2", "mock", "rustls", "tracing"];
    format!("{FEATURES}generator-runtime = {{ path = {path}, features = {features:?} }}\n")
}

/// The members that the tests of this process have written.
static MEMBERS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// The crates of one test. They stay below the target folder, so that a second run has less to do.
#[derive(Default)]
pub(crate) struct Workspace {
    crates: Vec<String>,
}

impl Workspace {
    /// Writes a crate, as the generator's command does.
    pub(crate) fn generated(&mut self, name: &str, generated: &Generated) {
        write_generated(&folder().join("crates").join(name), generated, &manifest(generated));
        self.crates.push(name.to_owned());
    }

    /// Writes a crate that is nothing but a program, which runs as a test. It depends on members, and on what else a line
    /// of `dependencies` names.
    pub(crate) fn program(&mut self, name: &str, dependencies: &str, main: &str) {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[[test]]\nname = \"{name}\"\n\
             path = \"main.rs\"\nharness = false\n\n[dependencies]\n{dependencies}"
        );
        self.written(name, &manifest, "main.rs", main);
    }

    /// Writes another file of a program.
    pub(crate) fn module(name: &str, path: &str, content: &str) {
        write(&folder().join("crates").join(name).join(path), content);
    }

    /// Writes a crate of one file.
    pub(crate) fn written(&mut self, name: &str, manifest: &str, path: &str, content: &str) {
        let folder = folder().join("crates").join(name);
        write(&folder.join("Cargo.toml"), manifest);
        write(&folder.join(path), content);
        self.crates.push(name.to_owned());
    }

    /// Runs cargo on all crates of the test, with warnings denied.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Result<(), String> {
        let crates: Vec<&str> = self.crates.iter().map(String::as_str).collect();
        self.cargo_on(&crates, arguments)
    }

    /// Runs cargo on some crates of the test, with warnings denied.
    pub(crate) fn cargo_on(&self, crates: &[&str], arguments: &[&str]) -> Result<(), String> {
        let packages: Vec<&str> = crates.iter().flat_map(|name| ["--package", name]).collect();
        let output = self.output(&[arguments, &packages].concat());
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        // What isn't a member has no path behind its version.
        let is_dependency = |line: &&str| line.trim_start().starts_with("Compiling") && !line.ends_with(')');
        let again: Vec<&str> = text[1].lines().filter(is_dependency).map(str::trim).collect();
        if !again.is_empty() && !is_slow() {
            // Not by `println!`, of which cargo shows nothing where a test passes.
            let _ = writeln!(std::io::stderr(), "not shared with the tests' own build: {}", again.join(", "));
        }
        // A warning of a crate that was checked before is printed again, though not denied again.
        if output.status.success() && !text[1].contains("warning:") { Ok(()) } else { Err(text.concat()) }
    }

    /// Runs cargo and leaves the rest to the caller.
    pub(crate) fn output(&self, arguments: &[&str]) -> Output {
        // One at a time: cargo reads what is written here, and would wait for the other's build anyway.
        let mut members = MEMBERS.lock().unwrap();
        members.extend(self.crates.iter().cloned());
        // A crate of an earlier run is no member, since members are listed.
        let list: Vec<String> = members.iter().map(|name| format!("    \"crates/{name}\",\n")).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n    \"features\",\n{}]\n\n[workspace.lints.rust]\n\
             warnings = \"deny\"\nmissing_docs = \"deny\"\n\n{}",
            list.concat(),
            profile()
        );
        write(&folder().join("Cargo.toml"), &manifest);
        write(&folder().join("features/Cargo.toml"), &features());
        write(&folder().join("features/src/lib.rs"), "");
        write(&folder().join("Cargo.lock"), &fs::read_to_string("../Cargo.lock").unwrap());
        let (command, rest) = arguments.split_first().unwrap();
        let mut cargo = cargo();
        cargo.arg(command).args(rest).current_dir(folder());
        // What only a slow test needs was not downloaded for this one.
        if std::env::var_os("SLOW").is_none_or(|value| value.is_empty()) {
            cargo.arg("--offline");
        }
        cargo.output().unwrap()
    }
}

/// Cargo with the target folder of the tests.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    // What cargo tells a test of its package: `ring` is built anew where that differs, for the next run of the tests, too.
    let of_package = ["CARGO_PKG_", "CARGO_MANIFEST_"];
    for (name, _) in std::env::vars_os() {
        if of_package.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            cargo.env_remove(name);
        }
    }
    cargo.env("CARGO_TARGET_DIR", target()).env("CARGO_TERM_COLOR", "never");
    cargo
}

/// The manifest of a crate as a member: it has the promises of generated code, next to those of the compiler.
pub(crate) fn manifest(generated: &Generated) -> String {
    let features = if is_slow() { "" } else { "features = { path = \"../../features\" }\n" };
    format!("{}{features}\n[lints]\nworkspace = true\n", generated.manifest)
}

/// Writes a crate anywhere.
pub(crate) fn write_generated(folder: &Path, generated: &Generated, manifest: &str) {
    let files = generated.files.iter().map(|file| (file.path.clone(), file.content.clone())).collect();
    generator::output::plan(folder, files, manifest).unwrap().write().unwrap();
    // An existing manifest would have been left alone.
    write(&folder.join("Cargo.toml"), manifest);
}

/// The profile of the workspace around the tests. Cargo would warn of packages in it that crates don't depend on: `features`
/// does.
pub(crate) fn profile() -> String {
    let mut manifest: toml::Table = fs::read_to_string("../Cargo.toml").unwrap().parse().unwrap();
    manifest.retain(|table, _| table == "profile");
    // The allocator of the generator's binary is nothing that `features` could depend on: it is written in C.
    if let Some(packages) = manifest["profile"]["dev"]["package"].as_table_mut() {
        packages.remove("libmimalloc-sys").unwrap();
    }
    manifest.to_string()
}

/// The folder of the workspace.
fn folder() -> PathBuf {
    target().join("nested")
}

/// The package of the runtime, which is compiled once for all crates.
#[allow(dead_code, reason = "not every test generates a crate")]
pub(crate) fn runtime() -> Runtime {
    let path = Some(std::path::absolute("../generator/runtime").unwrap());
    Runtime::Package(RuntimePackage { path, ..RuntimePackage::default() })
}

/// The folder that this test was built in, such as `target`.
pub(crate) fn target() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    // target/debug/deps/test
    test.ancestors().nth(3).unwrap().to_owned()
}

/// Writes a file unless it is the same already: cargo looks at the time it was written.
pub(crate) fn write(path: &Path, content: &str) {
    if fs::read_to_string(path).is_ok_and(|present| present == content) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}
