use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::folder::{self, Entry};
use super::{MANIFEST, MARKER, Plan, PlannedFile, error};
use crate::diagnostic::{Code, Diagnostic};
use crate::{digest, parallel};

const IN_THE_WAY: &str = "move it away, or choose another output folder";

/// Compares a crate's folder with the files that should be in it; paths are relative to the folder and have `/`
/// between their parts.
///
/// `manifest` is the `Cargo.toml` for a crate without one. Reports everything that is in the way at once.
///
/// # Errors
///
/// Fails if a file of the user, or an unreadable file, is in the way.
pub fn plan(crate_folder: &Path, files: Vec<(String, String)>, manifest: &str) -> Result<Plan, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    match fs::metadata(crate_folder) {
        Ok(metadata) if !metadata.is_dir() => {
            return Err(vec![error(Code::InTheWay, crate_folder, "the output is a file, not a folder", IN_THE_WAY)]);
        }
        _ => {}
    }
    let mut plan =
        Plan { folder: crate_folder.to_owned(), write: Vec::new(), unchanged: Vec::new(), remove: Vec::new() };
    let marked = folder::marked_files(crate_folder).unwrap_or_else(|cause| {
        errors.push(unreadable(crate_folder, &cause));
        Vec::new()
    });
    let files = distinct(crate_folder, files, &mut errors);
    plan.remove = marked.into_iter().filter(|path| !files.contains_key(path) && path != MANIFEST).collect();
    let removed: BTreeSet<&str> = plan.remove.iter().map(String::as_str).collect();
    for (path, content) in files {
        match compare(crate_folder, &path, &content, &removed) {
            Ok(State::Equal) => plan.unchanged.push((path, content)),
            Ok(State::Differs { exists }) => plan.write.push(PlannedFile { path, content, exists }),
            Err(diagnostic) => errors.push(diagnostic),
        }
    }
    match folder::entry(&crate_folder.join(MANIFEST)) {
        Ok(Entry::Nothing) => {
            plan.write.push(PlannedFile { path: MANIFEST.to_owned(), content: manifest.to_owned(), exists: false });
            plan.write.sort_by(|left, right| left.path.cmp(&right.path));
        }
        // Whatever it is, it is the user's.
        Ok(_) => {}
        Err(cause) => errors.push(unreadable(&crate_folder.join(MANIFEST), &cause)),
    }
    if errors.is_empty() { Ok(plan) } else { Err(errors) }
}

fn unreadable(path: &Path, cause: &std::io::Error) -> Diagnostic {
    let message = format!("the output can't be read: {cause}");
    error(Code::UnreadableOutput, path, message, "check that you may read it")
}

/// Sorts the files by path and rejects paths that don't name one file below the folder, the same one everywhere.
fn distinct(
    crate_folder: &Path,
    files: Vec<(String, String)>,
    errors: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let mut distinct = BTreeMap::new();
    let mut folded: BTreeMap<String, String> = BTreeMap::new();
    for (path, content) in files {
        let invalid = |message: String| {
            error(Code::InvalidOutputPath, crate_folder, message, "this is a fault of the generator: please report it")
        };
        if !is_plain(&path) {
            errors.push(invalid(format!("`{path}` is not the path of a generated file")));
        } else if let Some(other) = folded.insert(path.to_lowercase(), path.clone()) {
            errors.push(invalid(format!("`{path}` and `{other}` are one file on some systems")));
        } else {
            distinct.insert(path, content);
        }
    }
    distinct
}

/// Whether a path stays below the folder that it is relative to, on every system.
fn is_plain(path: &str) -> bool {
    path != MANIFEST
        && !path.contains(['\\', ':', '\0'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

enum State {
    Equal,
    Differs { exists: bool },
}

fn compare(crate_folder: &Path, path: &str, content: &str, removed: &BTreeSet<&str>) -> Result<State, Diagnostic> {
    let file = crate_folder.join(path);
    let entry = |path: &Path| folder::entry(path).map_err(|cause| unreadable(path, &cause));
    let mut parent = crate_folder.to_owned();
    let mut parts = path.split('/').peekable();
    while let (Some(part), true) = (parts.next(), parts.peek().is_some()) {
        parent.push(part);
        match entry(&parent)? {
            Entry::Folder => {}
            Entry::Nothing => return Ok(State::Differs { exists: false }),
            Entry::Link => {
                return Err(error(Code::InTheWay, &parent, "a link is where a generated folder belongs", IN_THE_WAY));
            }
            // It goes before anything is moved into place.
            Entry::File if is_removed(crate_folder, &parent, removed) => return Ok(State::Differs { exists: false }),
            Entry::File | Entry::Other => {
                return Err(error(Code::InTheWay, &parent, "a file is where a generated folder belongs", IN_THE_WAY));
            }
        }
    }
    let in_the_way = |message: &str| Err(error(Code::InTheWay, &file, message, IN_THE_WAY));
    match entry(&file)? {
        Entry::Nothing => Ok(State::Differs { exists: false }),
        Entry::Folder => in_the_way("a folder is where a generated file belongs"),
        Entry::Link => in_the_way("a link is where a generated file belongs"),
        Entry::Other => in_the_way("something that is not a file is where a generated file belongs"),
        Entry::File => {
            let present = fs::read(&file).map_err(|cause| unreadable(&file, &cause))?;
            if is_equal(&present, content) {
                return Ok(State::Equal);
            }
            if folder::is_marked(&file).map_err(|cause| unreadable(&file, &cause))? {
                return Ok(State::Differs { exists: true });
            }
            in_the_way(&format!("a file without `{MARKER}` in its first line is where a generated file belongs"))
        }
    }
}

fn is_removed(crate_folder: &Path, file: &Path, removed: &BTreeSet<&str>) -> bool {
    file.strip_prefix(crate_folder).is_ok_and(|path| removed.contains(crate::read::InputPath::new(path).name.as_str()))
}

/// Whether the generated files in a crate's folder are those with these digests, and no others.
pub(crate) fn holds(crate_folder: &Path, digests: &BTreeMap<String, String>) -> bool {
    let Ok(mut marked) = folder::marked_files(crate_folder) else { return false };
    marked.retain(|path| path != MANIFEST);
    let is_same = |(path, digest): (&String, &String)| {
        let Ok(present) = fs::read(crate_folder.join(path)) else { return false };
        let with_line_feeds = || std::str::from_utf8(&present).map(|text| text.replace("\r\n", "\n"));
        digest::of(&present) == *digest || with_line_feeds().is_ok_and(|text| digest::of(text.as_bytes()) == *digest)
    };
    marked.iter().eq(digests.keys()) && parallel::map(digests.iter().collect(), is_same).into_iter().all(|is| is)
}

/// Whether a file holds `content`, perhaps with the line ends that git gives it on Windows.
fn is_equal(present: &[u8], content: &str) -> bool {
    present == content.as_bytes()
        || std::str::from_utf8(present).is_ok_and(|present| present.replace("\r\n", "\n") == content)
}
