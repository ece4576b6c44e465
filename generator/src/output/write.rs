use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Changes, Plan, PlannedFile, error};
use crate::diagnostic::{Code, Diagnostic};
use crate::parallel;

impl Plan {
    /// Carries the plan out.
    ///
    /// All files are written to a temporary folder of the same file system before the first is moved to its place.
    ///
    /// # Errors
    ///
    /// Fails if a file can't be written, moved or removed.
    pub fn write(&self) -> Result<Changes, Diagnostic> {
        if self.write.is_empty() && self.remove.is_empty() {
            return Ok(self.changes());
        }
        self.write_files().map_err(|(path, cause)| unwritable(&path, &cause))?;
        Ok(self.changes())
    }

    fn write_files(&self) -> Result<(), (PathBuf, io::Error)> {
        let at = |path: &Path| {
            let path = path.to_owned();
            move |cause: io::Error| (path, cause)
        };
        fs::create_dir_all(&self.folder).map_err(at(&self.folder))?;
        let temporary =
            tempfile::Builder::new().prefix(".generator-").tempdir_in(&self.folder).map_err(at(&self.folder))?;
        let mut moves = Vec::new();
        let mut files = Vec::new();
        for (index, file) in self.write.iter().enumerate() {
            let target = self.folder.join(&file.path);
            let source = if let Some(part) = new_part(&self.folder, &file.path) {
                // A folder that is new is moved as a whole.
                let new = temporary.path().join("new");
                let whole = (new.join(part), self.folder.join(part));
                if moves.last() != Some(&whole) {
                    moves.push(whole);
                }
                new.join(&file.path)
            } else {
                let source = temporary.path().join(index.to_string());
                moves.push((source.clone(), target.clone()));
                source
            };
            files.push((source, target, file.content.as_str()));
        }
        let folders: BTreeSet<&Path> = files.iter().filter_map(|(source, ..)| source.parent()).collect();
        for folder in folders {
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        let written = parallel::map(files, |(source, target, content)| fs::write(source, content).map_err(at(&target)));
        written.into_iter().collect::<Result<(), _>>()?;
        // A file where a folder is needed goes first; all others once everything new is there.
        let is_in_the_way = |removed: &&String| {
            let is_below =
                |file: &PlannedFile| file.path.strip_prefix(*removed).is_some_and(|rest| rest.starts_with('/'));
            self.write.iter().any(is_below)
        };
        let (first, last): (Vec<&String>, Vec<&String>) = self.remove.iter().partition(is_in_the_way);
        let remove = |paths: Vec<&String>| {
            paths
                .into_iter()
                .map(|path| self.folder.join(path))
                .try_for_each(|path| fs::remove_file(&path).map_err(at(&path)))
        };
        remove(first)?;
        for (source, target) in &moves {
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).map_err(at(parent))?;
            }
            fs::rename(source, target).map_err(at(target))?;
        }
        remove(last)?;
        for path in &self.remove {
            self.remove_empty_folders(path);
        }
        Ok(())
    }

    /// Removes the folders that a file's removal has emptied, up to the crate's own.
    fn remove_empty_folders(&self, path: &str) {
        let mut folder = path;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            // Fails if something is left in it, which is as it should be.
            if parent == "src" || fs::remove_dir(self.folder.join(parent)).is_err() {
                return;
            }
            folder = parent;
        }
    }
}

/// The first part of `path` where nothing is there yet in `folder`.
fn new_part<'p>(folder: &Path, path: &'p str) -> Option<&'p str> {
    let part = path.split('/').next()?;
    let is_there = fs::symlink_metadata(folder.join(part)).is_ok();
    (!is_there).then_some(part)
}

fn unwritable(path: &Path, cause: &io::Error) -> Diagnostic {
    let message = format!("the output can't be written: {cause}");
    error(Code::Unwritable, path, message, "check that you may write there and that there is space left")
}

/// Writes a single file that the user named, whatever stood there: the whole of it or nothing.
///
/// [`guard_document`](super::guard_document) tells whether something would be lost by that.
///
/// # Errors
///
/// Fails if it can't be written.
pub fn write_file(path: &Path, content: &str) -> Result<(), Diagnostic> {
    let write = || {
        // A link stays one: the file that it leads to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if path.exists() && !path.is_file() {
            // A pipe or a device, such as `/dev/stderr`.
            return fs::write(&path, content);
        }
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let temporary = tempfile::Builder::new().prefix(".generator-").tempdir_in(folder)?;
        let source = temporary.path().join("file");
        fs::write(&source, content)?;
        fs::rename(&source, &path)
    };
    write().map_err(|cause| unwritable(path, &cause))
}
