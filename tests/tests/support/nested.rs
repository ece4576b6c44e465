//! Generated crates as members of a workspace of their own, and cargo run on it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::Generated;
use generator::runtime::{Runtime, RuntimePackage};

/// A workspace below the target folder. It stays there, so that a second run has less to do.
pub(crate) struct Workspace {
    folder: PathBuf,
    crates: Vec<String>,
}

impl Workspace {
    pub(crate) fn new(name: &str) -> Self {
        let folder = target().join("nested").join(name);
        fs::create_dir_all(folder.join("crates")).unwrap();
        Self { folder, crates: Vec::new() }
    }

    /// Writes a crate, as the generator's command does.
    pub(crate) fn generated(&mut self, name: &str, generated: Generated) {
        let Generated { files, manifest, .. } = generated;
        // TLS has no part in what is generated, and takes longer to compile than a crate.
        let mut manifest =
            manifest.replacen("\"rustls\"", "", 1).replacen("[,", "[", 1).replacen("[\n    ,\n", "[\n", 1);
        // The promises of a generated crate, next to those of the compiler.
        manifest.push_str("\n[lints]\nworkspace = true\n");
        let files = files.into_iter().map(|file| (file.path, file.content)).collect();
        let folder = self.folder.join("crates").join(name);
        generator::output::plan(&folder, files, &manifest).unwrap().write().unwrap();
        // An existing manifest would have been left alone.
        write(&folder.join("Cargo.toml"), &manifest);
        self.crates.push(name.to_owned());
    }

    /// Writes a crate by hand; its files are named from its folder.
    #[allow(dead_code, reason = "not every test writes one")]
    pub(crate) fn written(&mut self, name: &str, files: &[(&str, &str)]) {
        for (path, content) in files {
            write(&self.folder.join("crates").join(name).join(path), content);
        }
        self.crates.push(name.to_owned());
    }

    /// Runs cargo on all members, with warnings denied.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Result<(), String> {
        // A crate of an earlier run is no member, since members are listed.
        let members: Vec<String> = self.crates.iter().map(|name| format!("    \"crates/{name}\",\n")).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n[workspace.lints.rust]\nwarnings = \"deny\"\n\
             missing_docs = \"deny\"\n\n[profile.dev]\ndebug = false\n",
            members.concat()
        );
        write(&self.folder.join("Cargo.toml"), &manifest);
        // The versions that the workspace around the tests has, which are in cargo's cache already.
        write(&self.folder.join("Cargo.lock"), &fs::read_to_string("../Cargo.lock").unwrap());
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--target-dir")
            .arg(target().join("nested/target"))
            .current_dir(&self.folder)
            .env("CARGO_TERM_COLOR", "never")
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        // A warning of a crate that was checked before is printed again, though not denied again.
        if output.status.success() && !text[1].contains("warning:") { Ok(()) } else { Err(text.concat()) }
    }
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
fn write(path: &Path, content: &str) {
    if fs::read_to_string(path).is_ok_and(|present| present == content) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}
