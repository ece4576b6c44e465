//! Which files belong to an input path.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::file::{Found, Kind, display};
use super::seen::{self, Entry, EntryKind};
use super::{InputPath, Options, file, parse, site};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::parallel;

/// Lists the files of `inputs`, sorted by name, each once.
pub(super) fn discover(inputs: &[InputPath], options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let mut found = Vec::new();
    for input in inputs {
        match fs::metadata(&input.path) {
            Ok(metadata) if metadata.is_dir() => found.extend(folder(input, options, diagnostics)),
            Ok(_) => {
                let file = if input.name.is_empty() { display(&input.path) } else { input.name.clone() };
                match kind(&input.path, &file, options) {
                    Ok(kind) => found.push(Found { kind, path: input.path.clone(), file, folder: None }),
                    Err(diagnostic) => diagnostics.push(diagnostic),
                }
            }
            Err(error) => {
                options.seen.unreadable();
                let message = if error.kind() == std::io::ErrorKind::NotFound {
                    "there is no such file or folder".to_owned()
                } else {
                    format!("the input can't be read: {error}")
                };
                let is_url = input.path.to_string_lossy().contains("://");
                diagnostics.push(Diagnostic::error(Code::MissingInput, place(input), message).help(if is_url {
                    "an input is a path: download the document, or name its URL in a `[[source]]` of the configuration and \
                     run `generator fetch`"
                } else {
                    "name a page, a folder of pages or an OpenAPI document"
                }));
            }
        }
    }
    found.sort_by(|left, right| left.file.cmp(&right.file));
    let mut places = BTreeSet::new();
    found.retain(|source| {
        let place = fs::canonicalize(&source.path).unwrap_or_else(|_| source.path.clone());
        options.seen.link(&source.path, &place);
        places.insert(place)
    });
    number_equal_names(&mut found);
    found
}

fn place(input: &InputPath) -> Place {
    Place::file(if input.name.is_empty() { display(&input.path) } else { input.name.clone() })
}

/// Two folders that were given the same name must not make two files look like one.
fn number_equal_names(found: &mut [Found]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for source in found {
        let count = count.entry(source.file.clone()).or_default();
        *count += 1;
        if *count > 1 {
            source.file = display(&source.path);
        }
    }
}

fn folder(input: &InputPath, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let files = walk(input, options, diagnostics);
    let source = |kind, path: &PathBuf, file: &String| Found {
        kind,
        path: path.clone(),
        file: file.clone(),
        folder: Some(input.path.clone()),
    };
    let pages: Vec<Found> = files
        .iter()
        .filter(|(_, file)| file.to_ascii_lowercase().ends_with(".api.mdx"))
        .map(|(path, file)| source(Kind::Page, path, file))
        .collect();
    if !pages.is_empty() {
        return pages;
    }
    let scripts = scripts(&files, options, diagnostics);
    if !scripts.is_empty() {
        return scripts.into_iter().map(|(path, file)| source(Kind::Script, path, file)).collect();
    }
    let mut documents = Vec::new();
    let mut candidates = false;
    for (path, file) in files.iter().filter(|(path, _)| kind_by_extension(path) == Some(Kind::Document)) {
        candidates = true;
        match file::read(path, file, options) {
            Ok(text) if looks_like_root(&text) => documents.push(source(Kind::Document, path, file)),
            // A part of a document, or a file that has nothing to do with the API.
            Ok(_) => {}
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    if documents.is_empty() {
        let message = if candidates {
            "the folder holds no `.api.mdx` page, and none of its JSON and YAML files has an `openapi` key"
        } else {
            "the folder holds no `.api.mdx` page and no OpenAPI document"
        };
        diagnostics.push(
            Diagnostic::error(Code::EmptyInput, place(input), message)
                .help("name the folder that the documentation's generator writes to, or an OpenAPI document"),
        );
    }
    documents
}

/// The scripts of a docs site that hold API pages.
fn scripts<'a>(
    files: &'a [(PathBuf, String)],
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(&'a PathBuf, &'a String)> {
    let scripts = files.iter().filter(|(path, _)| kind_by_extension(path) == Some(Kind::Script)).collect();
    let read = parallel::map(scripts, |(path, file)| match file::read(path, file, options) {
        Ok(text) => Ok(site::holds_page(&text, options).then_some((path, file))),
        // Somebody else's.
        Err(diagnostic) if diagnostic.code == Code::NotUtf8 => Ok(None),
        Err(diagnostic) => Err(diagnostic),
    });
    let mut found = Vec::new();
    for result in read {
        match result {
            Ok(script) => found.extend(script),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    found
}

/// Lists all files below a folder with their names, sorted; each folder is entered once, whatever links lead to it.
fn walk(input: &InputPath, options: &Options, diagnostics: &mut Vec<Diagnostic>) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut entered = BTreeSet::new();
    let mut folders = vec![(input.path.clone(), input.name.trim_end_matches('/').to_owned())];
    while let Some((folder, name)) = folders.pop() {
        let place = fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone());
        options.seen.link(&folder, &place);
        if !entered.insert(place) {
            continue;
        }
        let entries = match seen::entries(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                options.seen.unreadable();
                let message = format!("the folder can't be read: {error}");
                diagnostics.push(
                    Diagnostic::error(Code::Unreadable, Place::file(name), message).help("check that you may read it"),
                );
                continue;
            }
        };
        options.seen.folder(&folder, &entries);
        // The last is taken first from `folders`: of two links to one folder, the first by name is the one entered.
        for Entry { name: child, path, kind } in entries.into_iter().rev() {
            let child = child.to_string_lossy().into_owned();
            let name = if name.is_empty() { child } else { format!("{name}/{child}") };
            match kind {
                EntryKind::Folder => folders.push((path, name)),
                EntryKind::File => files.push((path, name)),
                EntryKind::Other => {}
            }
        }
    }
    files.sort_by(|left, right| left.1.cmp(&right.1));
    files
}

fn kind(path: &Path, file: &str, options: &Options) -> Result<Kind, Diagnostic> {
    if let Some(kind) = kind_by_extension(path) {
        return Ok(kind);
    }
    let text = file::read(path, file, options)?;
    let page = text.trim_start().starts_with("---") && text.lines().any(|line| line.starts_with("api:"));
    Ok(if page { Kind::Page } else { Kind::Document })
}

fn kind_by_extension(path: &Path) -> Option<Kind> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "mdx" | "md" => Some(Kind::Page),
        "js" | "mjs" => Some(Kind::Script),
        "json" | "yaml" | "yml" => Some(Kind::Document),
        _ => None,
    }
}

/// Whether a text may be the root of a document, rather than a part of one; told without parsing it.
fn looks_like_root(text: &str) -> bool {
    const KEYS: [&str; 2] = ["openapi", "swagger"];
    if text.trim_start().starts_with('{') {
        // On any line: if this is not the root of a document, reading it will show that.
        return KEYS.iter().any(|key| text.contains(&format!("\"{key}\""))) && top_level_key(text);
    }
    text.lines().any(|line| {
        let line = line.trim_start_matches(['"', '\'']);
        KEYS.iter().any(|key| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':'))
        })
    })
}

/// Whether `openapi` or `swagger` is a key of the outermost object; also `true` if the text can't be parsed, so that the
/// error is reported.
fn top_level_key(text: &str) -> bool {
    parse::either(text).map_or(true, |parsed| ["openapi", "swagger"].iter().any(|key| parsed.value.get(key).is_some()))
}
