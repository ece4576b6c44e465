//! The contents of a crate's folder, without following links.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::MARKER;

/// What is at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Nothing,
    File,
    Folder,
    Link,
    Other,
}

/// Looks at a path itself, not at what it links to.
pub(super) fn entry(path: &Path) -> io::Result<Entry> {
    let kind = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if is_missing(&error) => return Ok(Entry::Nothing),
        Err(error) => return Err(error),
    };
    Ok(if kind.is_symlink() {
        Entry::Link
    } else if kind.is_dir() {
        Entry::Folder
    } else if kind.is_file() {
        Entry::File
    } else {
        Entry::Other
    })
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Whether a file's first line says that the generator wrote it.
pub(super) fn is_marked(path: &Path) -> io::Result<bool> {
    // A longer line is no marker line.
    let mut line = Vec::new();
    BufReader::new(File::open(path)?.take(1024)).read_until(b'\n', &mut line)?;
    Ok(String::from_utf8_lossy(&line).contains(MARKER))
}

/// Lists the marked files of a crate with their paths in it, sorted.
///
/// Build output, hidden folders and other crates below the folder are not looked into.
pub(super) fn marked_files(crate_folder: &Path) -> io::Result<Vec<String>> {
    let mut marked = Vec::new();
    let mut folders: Vec<(PathBuf, String)> = vec![(crate_folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if prefix.is_empty() && is_missing(&error) => return Ok(marked),
            Err(error) => return Err(error),
        };
        for child in entries {
            let child = child?;
            let Ok(name) = child.file_name().into_string() else { continue };
            let path = child.path();
            match entry(&path)? {
                Entry::Folder => {
                    let build_output = prefix.is_empty() && name == "target";
                    if !build_output && !name.starts_with('.') && !path.join(super::MANIFEST).exists() {
                        folders.push((path, format!("{prefix}{name}/")));
                    }
                }
                Entry::File if is_marked(&path)? => marked.push(format!("{prefix}{name}")),
                _ => {}
            }
        }
    }
    marked.sort_unstable();
    Ok(marked)
}
