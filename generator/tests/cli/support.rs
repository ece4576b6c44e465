//! A folder of its own for each test, and the binary run in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use tempfile::TempDir;

/// The pages of a small API.
pub(crate) fn pages() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/pages")
}

/// The last line of what is printed of that API: a page lacks a parameter.
pub(crate) const HINT: &str = "`generator explain missing-path-parameter` says more\n";

/// What a run gives.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// Asserts the exit code, and that nothing but messages was printed.
    #[track_caller]
    pub(crate) fn exits(&self, code: i32) -> &str {
        assert_eq!((self.code, self.stdout.as_str()), (code, ""), "{}", self.stderr);
        &self.stderr
    }
}

/// A temporary folder.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder with the pages in `specs/pages` and a configuration for `client`.
    pub(crate) fn new() -> Self {
        let project = Self::empty();
        for entry in fs::read_dir(pages()).unwrap() {
            let entry = entry.unwrap();
            project.write(&format!("specs/pages/{}", entry.file_name().display()), fs::read(entry.path()).unwrap());
        }
        project.write("specs/generator.toml", "input = [\"pages\"]\noutput = \"../client\"\n");
        project
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }

    pub(crate) fn exists(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Runs the generator in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_in("", arguments)
    }

    /// Runs the generator in a folder below.
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Outcome {
        self.run_with(folder, arguments, &[])
    }

    /// Runs the generator in a folder below, with variables of the environment.
    pub(crate) fn run_with(&self, folder: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Outcome {
        self.run_program(Path::new(env!("CARGO_BIN_EXE_generator")), folder, arguments, environment)
    }

    /// The same with another binary.
    pub(crate) fn run_program(
        &self,
        program: &Path,
        folder: &str,
        arguments: &[&str],
        environment: &[(&str, &str)],
    ) -> Outcome {
        let mut command = Command::new(program);
        // No records of runs: those are for the user's own cache.
        command.env("CI", "true");
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command.envs(environment.iter().copied());
        let output = command.args(arguments).current_dir(self.path(folder)).output().unwrap();
        Outcome {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// All files below a folder, by their path in it, with their time of change.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, (SystemTime, Vec<u8>)> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path(folder)];
        while let Some(folder_path) = folders.pop() {
            let Ok(entries) = fs::read_dir(&folder_path) else { continue };
            for entry in entries {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.path(folder)).unwrap().to_str().unwrap().replace('\\', "/");
                    let time = fs::metadata(&path).unwrap().modified().unwrap();
                    files.insert(name, (time, fs::read(&path).unwrap()));
                }
            }
        }
        files
    }

    /// The same without the times.
    pub(crate) fn contents(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        self.files(folder).into_iter().map(|(name, (_, content))| (name, content)).collect()
    }
}

/// A page with an operation in plain JSON.
pub(crate) fn page(operation: &str) -> String {
    format!("---\nid: x\ntitle: \"X\"\napi: {operation}\n---\n\n# X\n")
}
