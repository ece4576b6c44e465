//! The files that a document is spread over.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::Value;

use super::super::file::{Found, display};
use super::super::{Options, Sources, file, parse};
use crate::diagnostic::{Code, Diagnostic};
use crate::paths::normalize;

/// Why a reference leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) help: String,
}

impl Problem {
    pub(super) fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, message: message.into(), help: help.into() }
    }
}

/// The number of a file; the document itself is [`ROOT`].
pub(super) type FileId = usize;

pub(super) const ROOT: FileId = 0;

#[derive(Debug)]
pub(super) struct File {
    /// Its name in messages.
    pub(super) name: String,
    /// Its path seen from the document's folder.
    pub(super) relative: String,
    pub(super) path: PathBuf,
    pub(super) value: Value,
}

/// All files that were referred to, each read once.
pub(super) struct Files {
    /// Nothing outside of this folder is read.
    boundary: PathBuf,
    read: Vec<Rc<File>>,
    by_path: BTreeMap<PathBuf, Result<FileId, Problem>>,
    /// With the number of bytes that may still be read.
    options: Options,
    /// What was found in the files besides their values.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Files {
    pub(super) fn new(root: Value, source: &Found, options: &Options) -> Result<Self, std::io::Error> {
        let path = fs::canonicalize(&source.path)?;
        let boundary = boundary(&path, source.folder.as_deref());
        let mut by_path = BTreeMap::new();
        by_path.insert(path.clone(), Ok(ROOT));
        let relative = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let root = File { name: source.file.clone(), relative, path, value: root };
        let (read, diagnostics) = (vec![Rc::new(root)], Vec::new());
        Ok(Self { boundary, read, by_path, options: options.clone(), diagnostics })
    }

    pub(super) fn get(&self, id: FileId) -> Option<Rc<File>> {
        self.read.get(id).cloned()
    }

    /// Finds the file that is `path` seen from another file.
    pub(super) fn load(&mut self, from: FileId, path: &str) -> Result<FileId, Problem> {
        let outside = || {
            Problem::new(
                Code::ReferenceOutside,
                format!("`{path}` is outside of the input's folder"),
                "keep all files of an API in one folder, and name that folder",
            )
        };
        let folder = self.read.get(from).and_then(|file| file.path.parent()).unwrap_or(Path::new("")).to_owned();
        let target = normalize(&folder.join(path));
        if Path::new(path).has_root() || !self.is_inside(&target) {
            return Err(outside());
        }
        let Ok(place) = fs::canonicalize(&target) else {
            self.options.seen.unreadable();
            let message = format!("there is no file `{path}`");
            return Err(Problem::new(Code::UnresolvedReference, message, "add it, or correct the reference"));
        };
        self.options.seen.link(&target, &place);
        let target = place;
        // A link can lead anywhere.
        if !self.is_inside(&target) {
            return Err(outside());
        }
        if let Some(known) = self.by_path.get(&target) {
            return known.clone();
        }
        let result = self.read(&target);
        self.by_path.insert(target, result.clone());
        result
    }

    /// Whether a file may be read: below the boundary, and in no hidden folder.
    fn is_inside(&self, path: &Path) -> bool {
        path.strip_prefix(&self.boundary).is_ok_and(|inner| {
            inner.components().all(|component| !component.as_os_str().to_string_lossy().starts_with('.'))
        })
    }

    fn read(&mut self, path: &Path) -> Result<FileId, Problem> {
        let relative = self.relative(path);
        let name = self.name(&relative);
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let is_text = matches!(extension.as_deref(), Some("md" | "txt"));
        if !is_text && !matches!(extension.as_deref(), Some("json" | "yaml" | "yml")) {
            let message = format!("{name} is neither a JSON nor a YAML file");
            return Err(Problem::new(Code::UnresolvedReference, message, "refer to a file that is"));
        }
        let broken = |message: String| {
            Problem::new(Code::UnresolvedReference, format!("{name} can't be read: {message}"), "correct that file")
        };
        let text = file::read(path, &name, &self.options).map_err(|diagnostic| broken(diagnostic.message))?;
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.options.max_size = self.options.max_size.saturating_sub(length);
        let value = if is_text {
            Value::String(text)
        } else {
            let parsed = parse::by_name(path, &text).map_err(|failure| {
                // If that took too long, it may not the next time.
                self.options.seen.unreadable();
                broken(failure.message)
            })?;
            self.diagnostics.extend(parse::findings(&name, parsed.findings));
            parsed.value
        };
        self.read.push(Rc::new(File { name, relative: display(&relative), path: path.to_owned(), value }));
        Ok(self.read.len() - 1)
    }

    fn relative(&self, path: &Path) -> PathBuf {
        let folder = self.read.first().and_then(|root| root.path.parent()).unwrap_or(Path::new(""));
        let common = folder.ancestors().find(|ancestor| path.starts_with(ancestor)).unwrap_or(Path::new(""));
        let up = folder.strip_prefix(common).map_or(0, |rest| rest.components().count());
        let mut relative: PathBuf = std::iter::repeat_n("..", up).collect();
        relative.push(path.strip_prefix(common).unwrap_or(path));
        relative
    }

    /// A file's name in messages: the document's, its last parts replaced.
    fn name(&self, relative: &Path) -> String {
        let root = self.read.first().map(|root| Path::new(&root.name)).and_then(Path::parent);
        display(&normalize(&root.unwrap_or(Path::new("")).join(relative)))
    }

    /// Records where the files are.
    pub(super) fn record(&self, sources: &mut Sources) {
        for file in &self.read {
            sources.insert(&file.name, &file.path);
        }
    }
}

/// The folder that must hold all files of a document: the folder that the user named, or the one above the document's folder,
/// because several documents often share files in a folder beside their own.
fn boundary(root: &Path, named: Option<&Path>) -> PathBuf {
    let folder = root.parent().unwrap_or(root);
    // Not the whole file system.
    let above = folder.parent().filter(|above| above.parent().is_some()).unwrap_or(folder);
    match named.and_then(|named| fs::canonicalize(named).ok()) {
        Some(named) if above.starts_with(&named) => named,
        _ => above.to_owned(),
    }
}
