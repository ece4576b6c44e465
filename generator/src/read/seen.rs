//! What a run reads, by which the next one can tell whether it would read the same.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};

use super::Options;
use crate::{digest, parallel};

/// Takes note of what is read, if it is asked to. Clones share their notes.
#[derive(Debug, Clone, Default)]
pub struct Seen(Option<Arc<Mutex<Notes>>>);

#[derive(Debug, Default)]
struct Notes {
    sights: Sights,
    /// Whether something could not be read, or was another thing when it was read again.
    is_unsure: bool,
}

/// What was at the paths that were looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sights {
    /// Where the paths led, by all links.
    places: BTreeMap<PathBuf, PathBuf>,
    /// The digests of what was there.
    digests: BTreeMap<PathBuf, String>,
}

impl Seen {
    /// Takes note of everything.
    pub fn everything() -> Self {
        Self(Some(Arc::default()))
    }

    /// Returns what was seen; `None` if that is not sure, or no notes were taken.
    pub fn sights(&self) -> Option<Sights> {
        let notes = self.0.as_ref()?.lock().ok()?;
        (!notes.is_unsure).then(|| notes.sights.clone())
    }

    pub(super) fn file(&self, path: &Path, bytes: &[u8]) {
        if self.0.is_some() {
            self.thing(path, &digest::of(bytes));
        }
    }

    pub(super) fn folder(&self, path: &Path, entries: &[Entry]) {
        if self.0.is_some() {
            self.thing(path, &digest_of_folder(entries));
        }
    }

    /// Takes note of where a path leads that is not read, or is read by another path.
    pub(super) fn link(&self, path: &Path, place: &Path) {
        self.note(|notes| {
            let known = notes.sights.places.insert(path.to_owned(), place.to_owned());
            notes.is_unsure |= known.is_some_and(|known| known != *place);
        });
    }

    /// Takes note of something that can't be read: what it was is not known.
    pub(super) fn unreadable(&self) {
        self.note(|notes| notes.is_unsure = true);
    }

    fn thing(&self, path: &Path, digest: &str) {
        let Ok(place) = fs::canonicalize(path) else { return self.unreadable() };
        self.link(path, &place);
        self.note(|notes| {
            let known = notes.sights.digests.insert(place, digest.to_owned());
            notes.is_unsure |= known.is_some_and(|known| known != digest);
        });
    }

    fn note(&self, note: impl FnOnce(&mut Notes)) {
        if let Some(mut notes) = self.0.as_ref().and_then(|notes| notes.lock().ok()) {
            note(&mut notes);
        }
    }
}

impl Sights {
    /// Whether the same would be seen again.
    pub fn are_current(&self) -> bool {
        let leads = |(path, place): (&PathBuf, &PathBuf)| fs::canonicalize(path).is_ok_and(|now| now == *place);
        let is_same = |(path, digest): (&PathBuf, &String)| digest_of(path).is_ok_and(|now| now == *digest);
        self.places.iter().all(leads) && parallel::map(self.digests.iter().collect(), is_same).into_iter().all(|is| is)
    }
}

fn digest_of(path: &Path) -> io::Result<String> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Ok(digest_of_folder(&entries(path)?));
    }
    // A pipe may never end, and no file that was read is larger.
    if !metadata.is_file() || metadata.len() > Options::default().max_size {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(Options::default().max_size.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(digest::of(&bytes))
}

/// Something in a folder.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) name: OsString,
    pub(super) path: PathBuf,
    pub(super) kind: EntryKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EntryKind {
    File,
    Folder,
    /// Links that lead nowhere, sockets.
    Other,
}

/// Lists what is in a folder, sorted by name, but for what is hidden or installed by npm. Links are followed.
pub(super) fn entries(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        if name.as_encoded_bytes().starts_with(b".") || name == "node_modules" {
            continue;
        }
        let kind = match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => EntryKind::Folder,
            Ok(metadata) if metadata.is_file() => EntryKind::File,
            _ => EntryKind::Other,
        };
        entries.push(Entry { name, path, kind });
    }
    entries.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(entries)
}

fn digest_of_folder(entries: &[Entry]) -> String {
    let list: Vec<_> = entries.iter().map(|entry| (&entry.name, entry.kind)).collect();
    // No file has the digest of a folder.
    format!("folder {}", digest::of(format!("{list:?}").as_bytes()))
}
