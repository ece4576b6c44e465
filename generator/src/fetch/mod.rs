//! Brings what the configuration names as published up to date on disk.
//!
//! The only part of the generator that knows of a network. It asks one host for what changed since the last time, and
//! changes a source's folder once all of it is there; where something goes wrong, nothing is changed.

mod chunks;
mod client;
mod document;
mod entry;
mod folder;
mod limits;
mod page;
mod problem;
mod record;
mod site;

use std::collections::BTreeMap;

use crate::config::{Source, SourceKind};

use self::client::Client;
use self::folder::Folder;
use self::record::Record;

pub use self::limits::Limits;
pub use self::problem::Problem;

/// What a fetch changed, or would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Files that are new, by their names in the source's folder.
    pub added: Vec<String>,
    /// Files whose content changed.
    pub updated: Vec<String>,
    /// Files that are no longer published.
    pub removed: Vec<String>,
    /// How many files are as they were.
    pub unchanged: usize,
    /// What there is to say beyond that.
    pub notes: Vec<String>,
}

impl Fetched {
    /// Whether nothing has to be changed.
    pub fn is_up_to_date(&self) -> bool {
        self.added.is_empty() && self.updated.is_empty() && self.removed.is_empty()
    }
}

/// Brings the folder of a source up to date.
///
/// # Errors
///
/// Fails if something can't be fetched, read or written. Nothing was changed then, unless writing itself failed;
/// each file is whole even so.
pub fn fetch(source: &Source, limits: Limits) -> Result<Fetched, Problem> {
    let (mut fetched, pulled, old) = pull(source, limits)?;
    let folder = Folder::plan(&source.folder, pulled.files, (&old, &pulled.record), &mut fetched)?;
    folder.write()?;
    Ok(fetched)
}

/// Says what [`fetch`] would change, and changes nothing.
///
/// # Errors
///
/// Fails as `fetch` does.
pub fn check(source: &Source, limits: Limits) -> Result<Fetched, Problem> {
    let (mut fetched, pulled, old) = pull(source, limits)?;
    Folder::plan(&source.folder, pulled.files, (&old, &pulled.record), &mut fetched)?;
    Ok(fetched)
}

/// All that a source consists of now.
struct Pulled {
    files: BTreeMap<String, String>,
    record: Record,
}

fn pull(source: &Source, limits: Limits) -> Result<(Fetched, Pulled, Record), Problem> {
    let client = Client::new(&source.url, limits);
    let mut fetched = Fetched::default();
    let old = Record::read(&source.folder)?;
    let paths: &[String] = match &source.kind {
        SourceKind::Site(paths) => paths,
        SourceKind::Document => &[],
    };
    // A record of another URL or other paths says nothing about this source.
    let known = if old.is_of(&source.url, paths) { old.clone() } else { Record::default() };
    let job = Job { source, client: &client, limits, known: &known };
    let pulled = match &source.kind {
        SourceKind::Site(paths) => site::pull(&job, paths, &mut fetched)?,
        SourceKind::Document => document::pull(&job)?,
    };
    Ok((fetched, pulled, old))
}

/// A source, and what is known about it.
struct Job<'a> {
    source: &'a Source,
    client: &'a Client,
    limits: Limits,
    known: &'a Record,
}
