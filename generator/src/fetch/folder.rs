//! The folder of a source: which files to change, and how.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::NamedTempFile;

use super::page::MARKER;
use super::record::{FILE, Record, is_inside};
use super::{Fetched, Problem};

const IN_THE_WAY: &str = "move it away, or give the source its own `folder`";

/// The files of a source, and the changes to its folder.
pub(super) struct Folder<'a> {
    path: &'a Path,
    files: BTreeMap<String, String>,
    record: String,
    gone: BTreeSet<String>,
}

impl<'a> Folder<'a> {
    /// Compares what there is to be with what there is, and adds what that means to `fetched`.
    pub(super) fn plan(
        path: &'a Path,
        files: BTreeMap<String, String>,
        (old, new): (&Record, &Record),
        fetched: &mut Fetched,
    ) -> Result<Self, Problem> {
        let owned: BTreeSet<&str> = old.files().map(|file| file.name.as_str()).collect();
        let mut changed = BTreeMap::new();
        for (name, text) in files {
            check(path, &name)?;
            let target = path.join(&name);
            match fs::read(&target) {
                Ok(present) if present == text.as_bytes() => {
                    fetched.unchanged += 1;
                    continue;
                }
                Ok(present) => {
                    let is_ours = owned.contains(name.as_str()) || is_marked(&present);
                    if !is_ours {
                        let message = "this file is in the way: it was not fetched";
                        return Err(Problem::new(target.display(), message, IN_THE_WAY));
                    }
                    fetched.updated.push(name.clone());
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => fetched.added.push(name.clone()),
                Err(error) => {
                    return Err(Problem::new(target.display(), format!("it can't be read: {error}"), IN_THE_WAY));
                }
            }
            changed.insert(name, text);
        }
        let kept: BTreeSet<&str> = new.files().map(|file| file.name.as_str()).collect();
        let mut gone = BTreeSet::new();
        for name in owned.into_iter().filter(|name| !kept.contains(name) && is_inside(name)) {
            check(path, name)?;
            if path.join(name).is_file() {
                gone.insert(name.to_owned());
            }
        }
        fetched.removed.extend(gone.iter().cloned());
        let record = new.print().map_err(|error| unwritable(&path.join(FILE), &error.into()))?;
        Ok(Self { path, files: changed, record, gone })
    }

    /// Carries it out: everything is written to temporary files before the first is moved to its place, and the record
    /// comes last. Where that breaks off, each file is whole, and the next fetch does the rest.
    pub(super) fn write(&self) -> Result<(), Problem> {
        let mut temporary = Vec::new();
        let is_current = fs::read(self.path.join(FILE)).is_ok_and(|present| present == self.record.as_bytes());
        let record = (!is_current).then_some((FILE, &self.record));
        let files = self.files.iter().map(|(name, text)| (name.as_str(), text));
        for (name, text) in files.chain(record) {
            let target = self.path.join(name);
            let file = stage(&target, text).map_err(|error| unwritable(&target, &error))?;
            temporary.push((file, target));
        }
        let record = record.and_then(|_| temporary.pop());
        for (file, target) in temporary {
            file.persist(&target).map_err(|error| unwritable(&target, &error.error))?;
        }
        for name in &self.gone {
            let target = self.path.join(name);
            fs::remove_file(&target).map_err(|error| unwritable(&target, &error))?;
            // Those that hold something else stay.
            let _ = target.ancestors().skip(1).take_while(|folder| *folder != self.path).try_for_each(fs::remove_dir);
        }
        if let Some((file, target)) = record {
            file.persist(&target).map_err(|error| unwritable(&target, &error.error))?;
        }
        Ok(())
    }
}

fn stage(target: &Path, text: &str) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".fetch-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    // As for a file that is created: temporary ones are the user's alone.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(target).map_or(0o644, |metadata| metadata.permissions().mode());
        file.as_file().set_permissions(fs::Permissions::from_mode(mode))?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    Problem::new(
        path.display(),
        format!("it can't be written: {error}"),
        "check that you may write it, and fetch again",
    )
}

/// Whether a page says that it was fetched.
fn is_marked(content: &[u8]) -> bool {
    content.split(|byte| *byte == b'\n').nth(1).is_some_and(|line| line.starts_with(MARKER.as_bytes()))
}

/// Checks that a file is in the folder itself, and not behind a link.
fn check(folder: &Path, name: &str) -> Result<(), Problem> {
    let path = folder.join(name);
    let outside = |message| Err(Problem::new(path.display(), message, IN_THE_WAY));
    if !is_inside(name) {
        return outside("this leads out of the source's folder");
    }
    let mut inner = folder.to_owned();
    for part in Path::new(name).components() {
        inner.push(part);
        if fs::symlink_metadata(&inner).is_ok_and(|metadata| metadata.is_symlink()) {
            return outside("a link that leads out of the source's folder is in the way");
        }
    }
    Ok(())
}
