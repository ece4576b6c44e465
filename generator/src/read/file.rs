//! A file to read, and its text.

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use super::Options;
use crate::diagnostic::{Code, Diagnostic, Place};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Page,
    /// A script of a docs site that was built, which may hold a page.
    Script,
    Document,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) kind: Kind,
    pub(super) path: PathBuf,
    /// Its name in messages.
    pub(super) file: String,
    /// The folder that the user named and that it was found in.
    pub(super) folder: Option<PathBuf>,
}

/// A path as messages show it: with `/` between its parts, and without a leading `./`.
pub(super) fn display(path: &Path) -> String {
    let mut name = String::new();
    for component in path.components() {
        match component {
            Component::CurDir => continue,
            Component::RootDir => {
                name.push('/');
                continue;
            }
            _ => {}
        }
        if !name.is_empty() && !name.ends_with('/') {
            name.push('/');
        }
        name.push_str(&component.as_os_str().to_string_lossy());
    }
    name
}

/// Reads the whole of a file as text, without a byte order mark.
pub(super) fn read(path: &Path, file: &str, options: &Options) -> Result<String, Diagnostic> {
    let bytes = bytes(path, file, options).inspect_err(|_| options.seen.unreadable())?;
    options.seen.file(path, &bytes);
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count();
        Diagnostic::error(Code::NotUtf8, Place::file(file), format!("line {line} is not UTF-8"))
            .help("store the file as UTF-8")
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

fn bytes(path: &Path, file: &str, options: &Options) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |error: std::io::Error| {
        Diagnostic::error(Code::Unreadable, Place::file(file), format!("the file can't be read: {error}"))
            .help("check that it exists and that you may read it")
    };
    let source = File::open(path).map_err(unreadable)?;
    // A device or a pipe may never end.
    if !source.metadata().map_err(unreadable)?.is_file() {
        return Err(Diagnostic::error(Code::Unreadable, Place::file(file), "this is not a regular file")
            .help("name a file or a folder"));
    }
    let mut bytes = Vec::new();
    source.take(options.max_size.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > options.max_size) {
        let message = format!("the file holds more than {}", size(options.max_size));
        return Err(Diagnostic::error(Code::TooLarge, Place::file(file), message).help("split the API"));
    }
    Ok(bytes)
}

/// A number of bytes in words.
pub(super) fn size(bytes: u64) -> String {
    if bytes >= 1 << 20 {
        format!("{} MiB", bytes >> 20)
    } else if bytes >= 1 << 10 {
        format!("{} KiB", bytes >> 10)
    } else {
        format!("{bytes} bytes")
    }
}
