//! Reads what the user named: pages of a documentation site and OpenAPI documents, as JSON.
//!
//! This stage knows how an API is stored, not what it means: front matter, compression, YAML, references
//! into other files. Unreadable input becomes a diagnostic, and the rest is still read, so that one run
//! reports every problem.

mod bundle;
mod discover;
mod document;
mod file;
mod front_matter;
mod generics;
mod page;
mod parse;
mod payload;
#[cfg(feature = "fetch")]
pub(crate) mod references;
mod seen;
pub(crate) mod site;
mod sources;
mod value;
mod version;
mod yaml;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::parallel;

pub use seen::{Seen, Sights};
pub use sources::Sources;
pub(crate) use version::is_swagger;
pub use yaml::write_yaml;

/// A file or folder to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputPath {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called in messages; the files of a folder are named below it. May be empty for a folder.
    pub name: String,
}

impl InputPath {
    /// An input that is called what its path says.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = file::display(&path);
        Self { path, name }
    }

    /// An input whose name differs from its path.
    pub fn named(path: impl Into<PathBuf>, name: impl Into<String>) -> Self {
        Self { path: path.into(), name: name.into() }
    }
}

/// Bounds for reading.
#[derive(Debug, Clone)]
pub struct Options {
    /// The most bytes that one file may hold, as stored and again when inflated.
    pub max_size: u64,
    /// What takes note of everything that is read.
    pub seen: Seen,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_size: 64 << 20, seen: Seen::default() }
    }
}

/// All that was read, in the order of the files' names.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The pages, one operation each.
    pub pages: Vec<Page>,
    /// The OpenAPI documents.
    pub documents: Vec<Document>,
    /// What could not be read (errors), and what was read differently from how it is written.
    pub diagnostics: Vec<Diagnostic>,
    /// Where the files are, for messages that show more than a name.
    pub sources: Sources,
}

/// An API page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The file's name in messages.
    pub file: String,
    /// The page's title, which is the operation's summary.
    pub title: Option<String>,
    /// The object under `api:`, as found.
    pub operation: Map<String, Value>,
}

/// An OpenAPI document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The file's name in messages.
    pub file: String,
    /// The document as found, its references into other files made local ones.
    pub value: Value,
}

/// Reads every page and document that `paths` name.
///
/// The result doesn't depend on the order of `paths`, and a file that they name twice is read once. What can't be
/// read is left out, with an error among the diagnostics.
pub fn read(paths: &[InputPath], options: &Options) -> Input {
    let mut input = Input::default();
    let found = discover::discover(paths, options, &mut input.diagnostics);
    let stored = found.iter().filter(|source| source.kind != file::Kind::Document).collect();
    let mut stored = parallel::map(stored, |source| {
        let mut diagnostics = Vec::new();
        (Stored::read(source, options, &mut diagnostics), diagnostics)
    })
    .into_iter();
    let mut of_sites = Vec::new();
    for source in &found {
        input.sources.insert(&source.file, &source.path);
        if source.kind == file::Kind::Document {
            document::read(source, options, &mut input);
            continue;
        }
        let (pages, diagnostics) = stored.next().unwrap_or_default();
        input.diagnostics.extend(diagnostics);
        match pages {
            Stored::Page(page) => input.pages.extend(page),
            Stored::Script(pages) => of_sites.extend(pages.into_iter().map(|page| (source, page))),
        }
    }
    if !of_sites.is_empty() {
        site::add(of_sites, &mut input);
    }
    drop_duplicate_operations(&mut input);
    let failed = input.diagnostics.iter().any(|diagnostic| diagnostic.severity == crate::diagnostic::Severity::Error);
    if input.pages.is_empty() && input.documents.is_empty() && !failed {
        input.diagnostics.push(
            Diagnostic::error(Code::EmptyInput, Place::default(), "there is no page and no OpenAPI document to read")
                .help("name a folder of `.api.mdx` pages, a page or an OpenAPI document"),
        );
    }
    input
}

/// The pages of a file.
enum Stored {
    Page(Option<Page>),
    Script(Vec<site::SitePage>),
}

impl Default for Stored {
    fn default() -> Self {
        Self::Page(None)
    }
}

impl Stored {
    fn read(source: &file::Found, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Self {
        if source.kind == file::Kind::Script {
            Self::Script(site::read(source, options, diagnostics))
        } else {
            Self::Page(page::read(source, options, diagnostics))
        }
    }
}

/// Keeps the first of several pages for one method and path.
fn drop_duplicate_operations(input: &mut Input) {
    let mut first: BTreeMap<(String, String), String> = BTreeMap::new();
    let diagnostics = &mut input.diagnostics;
    input.pages.retain(|page| {
        let text = |key: &str| page.operation.get(key).and_then(Value::as_str).unwrap_or_default();
        let (method, path) = (text("method").to_ascii_uppercase(), text("path").to_owned());
        // Every webhook has the method `event` and the path `webhook`.
        if method == "EVENT" {
            return true;
        }
        match first.entry((method, path)) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(page.file.clone());
                true
            }
            std::collections::btree_map::Entry::Occupied(entry) => {
                let (method, path) = entry.key();
                let message = format!("{method} {path} already has a page: {}", entry.get());
                diagnostics.push(
                    Diagnostic::error(Code::DuplicateOperation, Place::file(&page.file), message)
                        .help(
                            "remove the page that is out of date (the documentation's generator never deletes one), \
                             name the folder of one version of the API only, or give a copied page its own `method` and \
                             `path`",
                        )
                        .leaving_out(method, path),
                );
                false
            }
        }
    });
}

#[cfg(test)]
mod tests;
