//! An OpenAPI document, and the files that it refers to.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::client::Answer;
use super::record::{Record, Request, Written};
use super::{Job, Problem, Pulled};
use crate::read::references::{Outline, outline};

const CORRECT: &str = "check the document; nothing was changed";

/// A file, and what it refers to.
struct File {
    request: Request,
    text: String,
    references: BTreeSet<String>,
}

pub(super) fn pull(job: &Job<'_>) -> Result<Pulled, Problem> {
    let root = &job.source.url;
    let mut files: BTreeMap<Url, File> = BTreeMap::new();
    let mut waiting = vec![(root.clone(), None)];
    while let Some((url, named_by)) = waiting.pop() {
        if files.contains_key(&url) {
            continue;
        }
        if files.len() >= job.limits.files {
            let message = format!("it consists of more than {} files", job.limits.files);
            return Err(Problem::new(root, message, CORRECT));
        }
        let file = get(job, &url, named_by.as_ref())?;
        for reference in &file.references {
            let target = target(job, &url, reference)?;
            waiting.push((target, Some(url.clone())));
        }
        files.insert(url, file);
    }
    let top = top(files.keys());
    let mut record = Record::new(root, &[]);
    let mut texts = BTreeMap::new();
    for (url, File { mut request, text, references }) in files {
        let name = name(&url, &top, &text)?;
        let text = with_local_references(job, &url, text, &references);
        request.files = vec![Written::new(&name, "", &text)];
        if texts.insert(name.clone(), text).is_some() {
            let message = format!("two of its files are called {name}");
            return Err(Problem::new(root, message, CORRECT));
        }
        record.requests.insert(url, request);
    }
    Ok(Pulled { files: texts, record })
}

fn get(job: &Job<'_>, url: &Url, named_by: Option<&Url>) -> Result<File, Problem> {
    let (request, text) = match job.client.get(url, &job.known.known(url, &job.source.folder))? {
        Answer::Missing => {
            let message = match named_by {
                Some(other) => format!("{other} refers to this file, but it is not there"),
                None => "there is no such document".to_owned(),
            };
            return Err(Problem::new(url, message, CORRECT));
        }
        Answer::Unchanged => {
            let request = job.known.requests.get(url).cloned().unwrap_or_default();
            let text = request.files.first().and_then(|file| file.text(&job.source.folder));
            (request, text.unwrap_or_default())
        }
        Answer::Fresh(body) => (Request::new(body.validators), body.text),
    };
    let is_text = [".md", ".txt"].iter().any(|ending| url.path().ends_with(ending));
    if is_text {
        return Ok(File { request, text, references: BTreeSet::new() });
    }
    let Outline { is_root, files } = outline(url.path(), &text)
        .map_err(|message| Problem::new(url, format!("it can't be read: {message}"), CORRECT))?;
    if named_by.is_none() && !is_root {
        let message = "this is not an OpenAPI document: it has no `openapi` key";
        return Err(Problem::new(url, message, "name the document's own URL; nothing was changed"));
    }
    Ok(File { request, text, references: files })
}

/// The URL of a file that another one refers to.
fn target(job: &Job<'_>, url: &Url, reference: &str) -> Result<Url, Problem> {
    let mut target = url.join(reference).map_err(|error| {
        Problem::new(url, format!("its reference `{reference}` doesn't name a file: {error}"), CORRECT)
    })?;
    target.set_fragment(None);
    if job.client.is_allowed(&target) { Ok(target) } else { Err(job.client.outside(url, "it refers to", &target)) }
}

/// The folder of all files.
fn top<'a>(mut urls: impl Iterator<Item = &'a Url>) -> Vec<String> {
    let folders = |url: &Url| {
        let mut parts: Vec<String> = url.path().split('/').map(str::to_owned).collect();
        parts.pop();
        parts
    };
    let first = urls.next().map(folders).unwrap_or_default();
    urls.fold(first, |top, url| {
        top.into_iter().zip(folders(url)).take_while(|(one, other)| one == other).map(|(one, _)| one).collect()
    })
}

/// A file's name: its path from the folder that holds all files. A name that would have to change is refused, because
/// references to it would break.
fn name(url: &Url, top: &[String], text: &str) -> Result<String, Problem> {
    let parts: Vec<&str> = url.path().split('/').skip(top.len()).collect();
    let is_plain = |part: &&str| {
        let is_allowed = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '~' | '+' | '@');
        !part.is_empty() && part.len() <= 120 && !part.starts_with('.') && part.chars().all(is_allowed)
    };
    let mut name = match parts.as_slice() {
        [""] => "openapi".to_owned(),
        parts if parts.iter().all(is_plain) => parts.join("/"),
        _ => {
            let message = "the file's name has characters that a file name here can't have";
            return Err(Problem::new(url, message, "report it to the document's owner; nothing was changed"));
        }
    };
    let has_ending = [".json", ".yaml", ".yml", ".md", ".txt"].iter().any(|ending| name.ends_with(ending));
    if !has_ending {
        name.push_str(if text.trim_start().starts_with('{') { ".json" } else { ".yaml" });
    }
    Ok(name)
}

/// The text with references to whole URLs of the host made ones from file to file, which is all that can be read here.
fn with_local_references(job: &Job<'_>, url: &Url, text: String, references: &BTreeSet<String>) -> String {
    let mut text = text;
    for reference in references {
        let is_relative = Url::parse(reference).is_err() && !reference.starts_with('/');
        let local = target(job, url, reference).ok().and_then(|target| url.make_relative(&target));
        if let Some(local) = local.filter(|_| !is_relative) {
            for (before, behind) in [('"', '"'), ('"', '#'), ('\'', '\''), ('\'', '#'), (' ', '#'), (' ', '\n')] {
                text = text.replace(&format!("{before}{reference}{behind}"), &format!("{before}{local}{behind}"));
            }
        }
    }
    text
}
