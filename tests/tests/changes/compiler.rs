//! The compiler on many small crates that depend on the same.
//!
//! Cargo builds the dependencies once; each generated crate and each file that uses one is then checked by `rustc`
//! alone. What was compiled stays below the target folder, by a hash of its source.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::Generated;
use serde_json::Value;

/// The dependencies of generated crates.
pub(crate) struct Dependencies {
    /// `--extern` and the like.
    arguments: Vec<String>,
    folder: PathBuf,
}

/// The folder that this test was built in, such as `target`.
fn target() -> PathBuf {
    std::env::current_exe().unwrap().ancestors().nth(3).unwrap().to_owned()
}

impl Dependencies {
    /// Builds what the crate depends on, without TLS, which has no part in this.
    pub(crate) fn build(generated: &Generated) -> Self {
        let folder = target().join("nested/changes");
        write(&folder.join("client"), &generated.files);
        let manifest = format!("{}\n[workspace]\n\n[profile.dev]\ndebug = false\n", generated.manifest);
        put(&folder.join("client/Cargo.toml"), &manifest);
        // The versions that the workspace around the tests has, which are in cargo's cache already.
        put(&folder.join("client/Cargo.lock"), &fs::read_to_string("../Cargo.lock").unwrap());
        let cargo = |arguments: &[&str]| -> Vec<Value> {
            let mut command = Command::new(env!("CARGO"));
            command.args(arguments).arg("--no-default-features").current_dir(folder.join("client"));
            command.env("CARGO_TARGET_DIR", target().join("nested/target")).env_remove("RUSTFLAGS");
            let output = command.output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let text = String::from_utf8(output.stdout).unwrap();
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        let mut artifacts: BTreeMap<String, String> = BTreeMap::new();
        for message in cargo(&["check", "--message-format", "json", "--quiet"]) {
            let file = message["filenames"].as_array().into_iter().flatten().filter_map(Value::as_str).next_back();
            if let (Some(id), Some(file)) = (message["package_id"].as_str(), file)
                && message["target"]["kind"][0] != "custom-build"
            {
                artifacts.insert(id.to_owned(), file.to_owned());
            }
        }
        let metadata = cargo(&["metadata", "--format-version", "1", "--quiet"]).remove(0);
        let root = &metadata["resolve"]["root"];
        let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
        let node = nodes.iter().find(|node| node["id"] == *root).unwrap();
        let mut arguments = Vec::new();
        for dependency in node["deps"].as_array().unwrap() {
            let (name, id) = (dependency["name"].as_str().unwrap(), dependency["pkg"].as_str().unwrap());
            let file = &artifacts[id];
            arguments.extend(["--extern".to_owned(), format!("{name}={file}")]);
            if arguments.len() == 2 {
                let deps = Path::new(file).parent().unwrap();
                arguments.extend(["-L".to_owned(), format!("dependency={}", deps.display())]);
            }
        }
        Self { arguments, folder: folder.join("checked") }
    }

    /// Checks a generated crate with `features`, or with the default ones; returns the file that others are compiled against.
    pub(crate) fn client(&self, generated: &Generated, features: &[String]) -> Result<PathBuf, String> {
        let mut hasher = DefaultHasher::new();
        (&self.arguments, features, generated.files.iter().map(|file| &file.content).collect::<Vec<_>>())
            .hash(&mut hasher);
        let folder = self.folder.join(format!("{:016x}", hasher.finish()));
        let metadata = folder.join("libacme.rmeta");
        if !metadata.exists() {
            write(&folder, &generated.files);
            let all: Vec<String> = generated.api.services.iter().map(|service| service.feature.clone()).collect();
            let features = if features.is_empty() { &all } else { features };
            let features = features.iter().map(|feature| format!("feature={feature:?}"));
            let features: Vec<String> = features.flat_map(|feature| ["--cfg".to_owned(), feature]).collect();
            self.rustc("acme", &folder.join("src/lib.rs"), &folder, &features)?;
        }
        Ok(metadata)
    }

    /// Checks code that uses the crate.
    pub(crate) fn code(&self, name: &str, code: &str, client: &Path) -> Result<(), String> {
        let folder = client.parent().unwrap();
        let name = name.replace([' ', '-'], "_");
        let file = folder.join(format!("{name}.rs"));
        put(&file, code);
        self.rustc(&name, &file, folder, &["--extern".to_owned(), format!("acme={}", client.display())])
    }

    fn rustc(&self, name: &str, source: &Path, folder: &Path, more: &[String]) -> Result<(), String> {
        let output = Command::new(Path::new(env!("CARGO")).with_file_name("rustc"))
            .args(["--crate-name", name, "--crate-type", "lib", "--edition", "2024", "--emit", "metadata"])
            .args(["--cap-lints", "allow", "--out-dir"])
            .arg(folder)
            .args(&self.arguments)
            .args(more)
            .arg(source)
            .env("CARGO_CRATE_NAME", name)
            .env("CARGO_PKG_NAME", "acme")
            .env("CARGO_PKG_VERSION", "0.1.0")
            .output()
            .unwrap();
        if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
    }
}

fn write(folder: &Path, files: &[generator::emit::File]) {
    for file in files {
        put(&folder.join(&file.path), &file.content);
    }
}

/// Writes a file unless it is the same already: cargo looks at the time it was written.
fn put(path: &Path, content: &str) {
    if fs::read_to_string(path).is_ok_and(|present| present == content) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}
