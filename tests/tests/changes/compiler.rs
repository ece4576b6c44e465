//! The compiler on many small crates that depend on the same.
//!
//! Cargo builds the dependencies once; each generated crate and each file that uses one is then checked by `rustc`
//! alone. What was compiled stays below the target folder, by a hash of its source and of when the dependencies were built.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::SystemTime;

use generator::Generated;
use serde_json::Value;

use crate::nested::{Workspace, manifest, target, write, write_generated};

/// The dependencies of generated crates.
pub(crate) struct Dependencies {
    /// `--extern` and the like.
    arguments: Vec<String>,
    /// When each of them was built.
    built: Vec<SystemTime>,
    folder: PathBuf,
    /// Held while a client is built.
    building: Mutex<()>,
}

/// The manifest with every crate that the client of a pair may name: what a client doesn't, it doesn't depend on.
fn with_all(manifest: &str) -> String {
    let all = ["bytes = \"1\"\n", "serde_json = \"1\"\n", "uuid = { version = \"1\", features = [\"serde\"] }\n"];
    let lacks = |line: &&str| !manifest.contains(&format!("\n{} =", line.split_once(' ').unwrap().0));
    let missing: String = all.into_iter().filter(lacks).collect();
    manifest.replacen("[dependencies]\n", &format!("[dependencies]\n{missing}"), 1)
}

impl Dependencies {
    /// Builds what the crate depends on, without itself.
    pub(crate) fn build(generated: &Generated) -> Self {
        let mut workspace = Workspace::default();
        workspace.written("acme", &with_all(&manifest(generated)), "src/lib.rs", "//! Nothing.\n");
        let cargo = |arguments: &[&str]| -> Vec<Value> {
            let output = workspace.output(arguments);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let text = String::from_utf8(output.stdout).unwrap();
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let mut artifacts: BTreeMap<String, String> = BTreeMap::new();
        for message in cargo(&["build", "--message-format", "json", "--quiet", "--package", "acme"]) {
            let file = message["filenames"].as_array().into_iter().flatten().filter_map(Value::as_str).next_back();
            if let (Some(id), Some(file)) = (message["package_id"].as_str(), file)
                && message["target"]["kind"][0] != "custom-build"
            {
                artifacts.insert(id.to_owned(), file.to_owned());
            }
        }
        let metadata = cargo(&["metadata", "--format-version", "1", "--quiet"]).remove(0);
        let find = |list: &Value, key: &str, value: &Value| -> Value {
            list.as_array().unwrap().iter().find(|item| item[key] == *value).unwrap().clone()
        };
        let client = find(&metadata["packages"], "name", &"acme".into());
        let node = find(&metadata["resolve"]["nodes"], "id", &client["id"]);
        let (mut arguments, mut built) = (Vec::new(), Vec::new());
        for dependency in node["deps"].as_array().unwrap() {
            // One that is off is not built.
            let Some(file) = artifacts.get(dependency["pkg"].as_str().unwrap()) else { continue };
            arguments.extend(["--extern".to_owned(), format!("{}={file}", dependency["name"].as_str().unwrap())]);
            built.push(fs::metadata(file).unwrap().modified().unwrap());
            if arguments.len() == 2 {
                let deps = Path::new(file).parent().unwrap();
                arguments.extend(["-L".to_owned(), format!("dependency={}", deps.display())]);
            }
        }
        Self { arguments, built, folder: target().join("nested/checked"), building: Mutex::new(()) }
    }

    /// Checks a generated crate with `features`, or with the default ones; returns the file that others are compiled against.
    pub(crate) fn client(&self, generated: &Generated, features: &[String]) -> Result<PathBuf, String> {
        let mut hasher = DefaultHasher::new();
        (&self.arguments, &self.built, features, generated.files.iter().map(|file| &file.content).collect::<Vec<_>>())
            .hash(&mut hasher);
        let folder = self.folder.join(format!("{:016x}", hasher.finish()));
        let metadata = folder.join("libacme.rmeta");
        // Two pairs can have the same client: the second waits for what the first makes.
        let _building = self.building.lock();
        if !metadata.exists() {
            write_generated(&folder, generated, &generated.manifest);
            let all: Vec<String> = generated.api.services.iter().map(|service| service.feature.clone()).collect();
            let features = if features.is_empty() { &all } else { features };
            let features = features.iter().map(|feature| format!("feature={feature:?}"));
            let features: Vec<String> = features.flat_map(|feature| ["--cfg".to_owned(), feature]).collect();
            self.rustc("acme", &folder.join("src/lib.rs"), &folder, &features, "allow")?;
        }
        Ok(metadata)
    }

    /// Checks code that uses the crate.
    pub(crate) fn code(&self, name: &str, code: &str, client: &Path) -> Result<(), String> {
        self.check(name, code, client, "allow").map(drop)
    }

    /// Checks code that uses the crate, and returns the names of the lints that warn of it.
    pub(crate) fn warnings(&self, name: &str, code: &str, client: &Path) -> Result<Vec<String>, String> {
        let printed = self.check(&format!("{name} warned"), code, client, "warn")?;
        let named = |line: &str| Some(line.split_once("#[warn(")?.1.split_once(')')?.0.to_owned());
        let heads = printed.lines().filter(|line| line.starts_with("warning: ") && !line.ends_with(" emitted"));
        // The first of a lint names it; more of that lint follow without.
        let lints: Vec<String> = printed.lines().filter_map(named).collect();
        let others = heads.filter(|line| !line.contains("deprecated")).map(str::to_owned);
        Ok(others.chain(lints).collect())
    }

    fn check(&self, name: &str, code: &str, client: &Path, lints: &str) -> Result<String, String> {
        let folder = client.parent().unwrap();
        let name = name.replace([' ', '-'], "_");
        let file = folder.join(format!("{name}.rs"));
        write(&file, code);
        self.rustc(&name, &file, folder, &["--extern".to_owned(), format!("acme={}", client.display())], lints)
    }

    /// Returns what was printed.
    fn rustc(&self, name: &str, source: &Path, folder: &Path, more: &[String], lints: &str) -> Result<String, String> {
        let output = Command::new(Path::new(env!("CARGO")).with_file_name("rustc"))
            .args(["--crate-name", name, "--crate-type", "lib", "--edition", "2024", "--emit", "metadata"])
            .args(["--cap-lints", lints, "--out-dir"])
            .arg(folder)
            .args(&self.arguments)
            .args(more)
            .arg(source)
            .env("CARGO_CRATE_NAME", name)
            .env("CARGO_PKG_NAME", "acme")
            .env("CARGO_PKG_VERSION", "0.1.0")
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() { Ok(printed) } else { Err(printed) }
    }
}
