use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Place, Places};

/// Where the files of an input are, and which parts of a bundled document come from other files.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    paths: BTreeMap<String, PathBuf>,
    origins: BTreeMap<String, Places>,
}

impl Sources {
    /// Returns where the file is that messages call `file`.
    pub fn path(&self, file: &str) -> Option<&Path> {
        self.paths.get(file).map(PathBuf::as_path)
    }

    /// Iterates over all files that were read.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.paths.values().map(PathBuf::as_path)
    }

    /// Returns where a place of a document stood before other files were bundled into it.
    ///
    /// Other places come back as they are.
    #[must_use]
    pub fn origin(&self, place: &Place) -> Place {
        self.origins.get(&place.file).map_or_else(|| place.clone(), |places| places.find(&place.pointer))
    }

    pub(super) fn insert(&mut self, file: &str, path: &Path) {
        self.paths.insert(file.to_owned(), path.to_owned());
    }

    pub(super) fn set_origins(&mut self, file: &str, places: Places) {
        self.origins.insert(file.to_owned(), places);
    }
}
