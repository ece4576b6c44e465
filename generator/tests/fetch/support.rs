//! A folder with a configuration, and what is fetched into it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use generator::config::Config;
use generator::fetch::{Fetched, Limits, Problem, check, fetch};
use generator::read::{self, Input, InputPath};
use tempfile::TempDir;

/// The site that stands beside the tests.
pub(crate) fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/site")
}

/// A copy of a folder, for what changes it.
pub(crate) fn copy(folder: &Path) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for (name, content) in files(folder) {
        write(copy.path(), &name, content);
    }
    copy
}

pub(crate) fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// All files below a folder, by their path in it.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// A file of a folder whose name has that in it.
pub(crate) fn find(folder: &Path, text: &str) -> String {
    files(folder).into_keys().find(|name| name.contains(text)).unwrap()
}

/// A folder for a source, which is below it as `specs/acme`.
pub(crate) struct Project {
    pub(crate) folder: TempDir,
    source: String,
}

impl Project {
    /// The rest of a table `[[source]]`.
    pub(crate) fn new(source: impl Into<String>) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), source: source.into() }
    }

    pub(crate) fn site(url: &str) -> Self {
        Self::new(format!("site = \"{url}\""))
    }

    pub(crate) fn document(url: &str) -> Self {
        Self::new(format!("document = \"{url}\""))
    }

    pub(crate) fn ask_for(&mut self, source: impl Into<String>) {
        self.source = source.into();
    }

    pub(crate) fn config(&self) -> Config {
        let text = format!("output = \"../client\"\n[[source]]\nfolder = \"acme\"\n{}\n", self.source);
        Config::parse(&text, &self.folder.path().join("specs/generator.toml")).unwrap()
    }

    pub(crate) fn acme(&self) -> PathBuf {
        self.folder.path().join("specs/acme")
    }

    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files(self.folder.path())
    }

    /// The names of the files of the source, without that of the record.
    pub(crate) fn names(&self) -> Vec<String> {
        files(&self.acme()).into_keys().filter(|name| name != "fetch.lock").collect()
    }

    pub(crate) fn fetch(&self) -> Result<Fetched, Problem> {
        fetch(&self.config().sources[0], limits())
    }

    pub(crate) fn check(&self) -> Result<Fetched, Problem> {
        check(&self.config().sources[0], limits())
    }

    /// Fetches what has to fail, and that leaves everything as it is.
    #[track_caller]
    pub(crate) fn fails(&self) -> String {
        let before = self.files();
        let problem = self.fetch().unwrap_err();
        assert_eq!(self.files(), before);
        problem.to_string()
    }

    pub(crate) fn read(&self) -> Input {
        read_as_api(&self.acme())
    }
}

/// Limits that are soon reached.
pub(crate) fn limits() -> Limits {
    Limits {
        answer: 1 << 20,
        answer_time: Duration::from_millis(1500),
        silence: Duration::from_millis(500),
        pause: Duration::from_millis(10),
        ..Limits::default()
    }
}

pub(crate) fn read_as_api(folder: &Path) -> Input {
    read::read(&[InputPath::named(folder, "api")], &read::Options::default())
}
