//! The record of a fetch, so that the server only sends changes the next time: `fetch.lock` in a source's folder.
//!
//! It is committed with the pages, so that other machines, too, only ask for changes and know which files belong to the
//! source. Each request is a line.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};
use url::Url;

use super::Problem;
use super::client::{Known, Validators};

/// The file's name.
pub(super) const FILE: &str = "fetch.lock";

/// The form of the files that are written: those of another one are written anew.
const FORMAT: u32 = 1;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    pub(super) about: String,
    pub(super) format: u32,
    /// What the configuration asked for.
    pub(super) source: String,
    pub(super) paths: Vec<String>,
    /// The page of a site that led to its scripts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) entry: Option<Url>,
    /// The script that names the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) runtime: Option<Url>,
    /// By URL.
    pub(super) requests: BTreeMap<Url, Request>,
}

/// What came of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Request {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) last_modified: Option<String>,
    /// Whether there was nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) missing: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) files: Vec<Written>,
}

/// A file that was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    pub(super) name: String,
    /// The page's path on its site; empty for documents.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) page: String,
    /// A checksum (CRC-32) of its text.
    pub(super) crc: u32,
}

impl Record {
    pub(super) fn new(source: &Url, paths: &[String]) -> Self {
        Self {
            about:
                "Written by `generator fetch`, which uses it to ask only for what changed. Commit it; don't edit it."
                    .to_owned(),
            format: FORMAT,
            source: source.to_string(),
            paths: paths.to_vec(),
            ..Self::default()
        }
    }

    /// Reads the record of a folder; an empty one if there is none.
    pub(super) fn read(folder: &Path) -> Result<Self, Problem> {
        let path = folder.join(FILE);
        let problem = |message: String| {
            let help =
                "remove it: everything is then fetched again, and you have to remove files that are gone yourself";
            Problem::new(path.display(), message, help)
        };
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(problem(format!("it can't be read: {error}"))),
        };
        serde_json::from_str(&text).map_err(|error| problem(format!("it is not a record of a fetch: {error}")))
    }

    /// Whether the record is of this source and these paths.
    pub(super) fn is_of(&self, source: &Url, paths: &[String]) -> bool {
        self.format == FORMAT && self.source == source.as_str() && self.paths == paths
    }

    /// What is known about a URL, if the files made of it are unchanged.
    pub(super) fn known(&self, url: &Url, folder: &Path) -> Known {
        match self.requests.get(url) {
            Some(request) if request.missing => Known::Missing,
            Some(request) if request.files.iter().all(|file| file.text(folder).is_some()) => {
                let Request { etag, last_modified, .. } = request.clone();
                if etag.is_none() && last_modified.is_none() {
                    return Known::Nothing;
                }
                Known::Had(Validators { etag, last_modified })
            }
            _ => Known::Nothing,
        }
    }

    /// All files that were written.
    pub(super) fn files(&self) -> impl Iterator<Item = &Written> {
        self.requests.values().flat_map(|request| &request.files)
    }

    /// The text of the file, one line for each request.
    pub(super) fn print(&self) -> Result<String, serde_json::Error> {
        let head = serde_json::to_value(Self { requests: BTreeMap::new(), ..self.clone() })?;
        let mut lines = Vec::new();
        for (key, value) in head.as_object().into_iter().flatten().filter(|(key, _)| *key != "requests") {
            lines.push(format!("  {}: {value}", serde_json::to_string(key)?));
        }
        let mut requests = Vec::new();
        for (url, request) in &self.requests {
            requests.push(format!("    {}: {}", serde_json::to_string(url)?, serde_json::to_string(request)?));
        }
        lines.push(format!("  \"requests\": {{\n{}\n  }}", requests.join(",\n")));
        Ok(format!("{{\n{}\n}}\n", lines.join(",\n")))
    }
}

impl Request {
    pub(super) fn new(validators: Validators) -> Self {
        Self { etag: validators.etag, last_modified: validators.last_modified, ..Self::default() }
    }

    pub(super) fn missing() -> Self {
        Self { missing: true, ..Self::default() }
    }
}

impl Written {
    pub(super) fn new(name: &str, page: &str, text: &str) -> Self {
        Self { name: name.to_owned(), page: page.to_owned(), crc: crc32fast::hash(text.as_bytes()) }
    }

    /// The file's text, where it is as it was written.
    pub(super) fn text(&self, folder: &Path) -> Option<String> {
        if !is_inside(&self.name) {
            return None;
        }
        let text = fs::read_to_string(folder.join(&self.name)).ok()?;
        (crc32fast::hash(text.as_bytes()) == self.crc).then_some(text)
    }
}

/// Whether a name stays in the folder that it is in.
pub(super) fn is_inside(name: &str) -> bool {
    !name.is_empty()
        && !name.contains(['\\', ':'])
        && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}
