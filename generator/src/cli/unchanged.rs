//! What the last run printed that found nothing to change. While all that it depended on is as it was, the next one prints
//! the same without doing the work again.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{env, fs};

use generator::diagnostic::{Code, Severity};
use generator::output::write_file;
use generator::{Project, Record};
use serde::{Deserialize, Serialize};

use super::Console;
use super::arguments::CommonArguments;
use super::console::Line;

/// An older record is mostly of a crate that is no longer there, or no longer generated.
const LIFETIME: Duration = Duration::from_secs(60 * 24 * 60 * 60);

/// The record of a crate, and what was printed with it.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    record: Record,
    /// The options that concern what is printed.
    options: String,
    printed: Vec<Line>,
    /// The codes of the messages, with their severities.
    codes: Vec<(String, String)>,
}

/// The place of a crate's record.
pub(super) struct Place {
    path: PathBuf,
    options: String,
}

impl Place {
    /// The place for `project`; `None` where no records are kept.
    pub(super) fn of(project: &Project, arguments: &CommonArguments) -> Option<Self> {
        let is_set = |variable: &std::ffi::OsString| !matches!(variable.to_str(), Some("" | "0" | "false"));
        // What is checked there is to be found out anew.
        if env::var_os("CI").is_some_and(|variable| is_set(&variable)) {
            return None;
        }
        let output = std::path::absolute(&project.output).ok()?;
        let path = folder()?.join(format!("{}.json", blake3::hash(output.as_os_str().as_encoded_bytes()).to_hex()));
        let CommonArguments { verbose, quiet, message_format, .. } = arguments;
        Some(Self { path, options: format!("{verbose} {quiet} {message_format:?}") })
    }

    /// Prints what the last run printed, if this one would print the same; else returns `false`.
    pub(super) fn print(&self, project: &Project, console: &mut Console<'_>) -> bool {
        let text = fs::read(&self.path).unwrap_or_default();
        let Ok(kept) = serde_json::from_slice::<Kept>(&text) else { return false };
        let codes: Option<Vec<_>> = kept.codes.iter().map(|(severity, code)| parse(severity, code)).collect();
        let Some(codes) = codes.filter(|_| kept.options == self.options && kept.record.is_current(project)) else {
            return false;
        };
        console.print_again(&kept.printed);
        console.printed.extend(codes);
        true
    }

    /// Keeps the record of a run, and what it printed. Where that can't be done, the next run does all of its work.
    pub(super) fn keep(self, record: Record, console: &Console<'_>) {
        let codes = console.printed.iter().map(|(severity, code)| (severity.0.to_string(), code.name().to_owned()));
        let (printed, codes) = (console.log.clone(), codes.collect());
        let kept = Kept { record, options: self.options, printed, codes };
        if let Ok(text) = serde_json::to_string(&kept)
            && write_file(&self.path, &text).is_ok()
        {
            self.path.parent().map(remove_old);
        }
    }
}

fn parse(severity: &str, code: &str) -> Option<(std::cmp::Reverse<Severity>, Code)> {
    let severities = [Severity::Note, Severity::Warning, Severity::Error];
    let severity = severities.into_iter().find(|known| known.to_string() == severity)?;
    Some((std::cmp::Reverse(severity), Code::find(code)?))
}

/// The folder of all records: the user's cache, which belongs to no repository, is not copied with one, and is there
/// wherever the crate is and wherever cargo builds it.
fn folder() -> Option<PathBuf> {
    let named = |variable: &str| env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let of_system = || {
        if cfg!(windows) {
            named("LOCALAPPDATA")
        } else {
            let folder = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
            // Another one is below the current folder.
            Some(env::home_dir().filter(|home| home.is_absolute())?.join(folder))
        }
    };
    Some(named("XDG_CACHE_HOME").or_else(of_system)?.join("generator"))
}

fn remove_old(folder: &Path) {
    // Other programs may keep something in a folder of that name.
    let is_record = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let digest = name.to_str().and_then(|name| name.strip_suffix(".json"));
        digest.is_some_and(|digest| blake3::Hash::from_hex(digest).is_ok())
    };
    let is_old = |entry: &fs::DirEntry| {
        let written = entry.metadata().and_then(|metadata| metadata.modified()).ok();
        let age = written.and_then(|written| SystemTime::now().duration_since(written).ok());
        age.is_some_and(|age| age > LIFETIME)
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten().filter(is_record).filter(is_old) {
        // Another run may have removed it.
        let _ = fs::remove_file(entry.path());
    }
}
