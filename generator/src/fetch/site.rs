//! A docs site: its page leads to the script that names all others, and some of these hold API pages.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use url::Url;

use super::client::{Answer, Body};
use super::record::{Record, Request, Written};
use super::{Fetched, Job, Problem, Pulled, chunks, entry, page};
use crate::read::Options;
use crate::read::site::{page_names, pages};
use crate::select::pattern;

/// How many pages of a sitemap are looked at for the scripts.
const TRIED_PAGES: usize = 3;

const NO_SITE: &str = "name a page of a site that Docusaurus built; nothing was changed";
const CHANGING: &str = "the site may be changing: fetch again later; nothing was changed";

/// A page, and the script that it is of.
struct Found {
    permalink: String,
    script: Url,
    text: String,
}

pub(super) fn pull(job: &Job<'_>, paths: &[String], fetched: &mut Fetched) -> Result<Pulled, Problem> {
    let mut record = Record::new(&job.source.url, paths);
    let runtime = runtime(job, &mut record)?;
    let scripts = scripts(job, runtime, &mut record)?;
    let answers = all(job, &scripts)?;
    let mut found = Vec::new();
    let mut missing = 0;
    let mut others = 0;
    for (script, answer) in scripts.into_iter().zip(answers) {
        let request = match answer {
            Answer::Missing => {
                missing += 1;
                Request::missing()
            }
            Answer::Unchanged => kept(job, &script, &mut found),
            Answer::Fresh(body) => {
                let request = Request::new(body.validators.clone());
                others += fresh(job, paths, &script, &body, &mut found)?;
                request
            }
        };
        record.requests.insert(script, request);
    }
    if missing > 0 {
        let scripts = if missing == 1 { "a script".to_owned() } else { format!("{missing} scripts") };
        fetched.notes.push(format!("the site names {scripts} that it doesn't have"));
    }
    if found.is_empty() {
        let message = match others {
            0 => "no script of the site holds an API page".to_owned(),
            others => format!("none of the site's {others} API pages matches what the source asks for"),
        };
        return Err(Problem::new(&job.source.url, message, NO_SITE));
    }
    let files = name(found, &mut record, fetched)?;
    Ok(Pulled { files, record })
}

/// Finds the script that names the others; its text where that is another one than the last time.
fn runtime(job: &Job<'_>, record: &mut Record) -> Result<Option<Body>, Problem> {
    let site = &job.source.url;
    let mut tried = BTreeSet::new();
    let known = job.known.entry.iter().cloned();
    let mut waiting: Vec<Url> = known.chain([site.clone()]).rev().collect();
    let mut has_sitemap = false;
    loop {
        let Some(page) = waiting.pop() else {
            if has_sitemap {
                let message = "neither the page nor those of its sitemap name a script `runtime~main`";
                return Err(Problem::new(site, message, NO_SITE));
            }
            has_sitemap = true;
            waiting = sitemap(job)?;
            continue;
        };
        if !tried.insert(page.clone()) {
            continue;
        }
        let (name, request) = match job.client.get(&page, &job.known.known(&page, &job.source.folder))? {
            Answer::Missing => continue,
            Answer::Unchanged => {
                let Some(runtime) = job.known.runtime.clone() else { continue };
                (runtime, job.known.requests.get(&page).cloned().unwrap_or_default())
            }
            Answer::Fresh(body) => match entry::runtime(&body.text, &body.url) {
                Some(runtime) => (runtime, Request::new(body.validators)),
                None => continue,
            },
        };
        if !job.client.is_allowed(&name) {
            return Err(job.client.outside(&page, "its scripts are at", &name));
        }
        record.requests.insert(page.clone(), request);
        record.entry = Some(page.clone());
        record.runtime = Some(name.clone());
        return match job.client.get(&name, &job.known.known(&name, &job.source.folder))? {
            Answer::Missing => {
                Err(Problem::new(name, format!("{page} names this script, but it is not there"), CHANGING))
            }
            Answer::Unchanged => {
                record.requests.insert(name.clone(), job.known.requests.get(&name).cloned().unwrap_or_default());
                Ok(None)
            }
            Answer::Fresh(body) => {
                record.requests.insert(name, Request::new(body.validators.clone()));
                Ok(Some(body))
            }
        };
    }
}

/// Some pages of the site's sitemap, the last first.
fn sitemap(job: &Job<'_>) -> Result<Vec<Url>, Problem> {
    let site = &job.source.url;
    for path in ["sitemap.xml", "/sitemap.xml"] {
        let Ok(url) = site.join(path) else { continue };
        if let Answer::Fresh(body) = job.client.get(&url, &super::client::Known::Nothing)? {
            let pages = entry::pages(&body.text, site);
            return Ok(pages.into_iter().take(TRIED_PAGES).rev().collect());
        }
    }
    Ok(Vec::new())
}

/// All scripts of the site, except those that each page names.
fn scripts(job: &Job<'_>, runtime: Option<Body>, record: &mut Record) -> Result<Vec<Url>, Problem> {
    let Some(runtime) = runtime else {
        let is_script = |url: &&Url| Some(*url) != job.known.entry.as_ref() && Some(*url) != job.known.runtime.as_ref();
        return Ok(job.known.requests.keys().filter(is_script).cloned().collect());
    };
    let place = record.runtime.clone().unwrap_or_else(|| runtime.url.clone());
    let mut scripts = BTreeSet::new();
    for name in chunks::scripts(&runtime.text) {
        let refused = || {
            let message = format!("it names a script `{name}`, which is not below the site's folder");
            Problem::new(&place, message, "report it to the site's owner; nothing was changed")
        };
        let leads_up =
            name.split(['/', '\\']).any(|part| matches!(part, "." | "..")) || name.contains(['\\', ':', '%', '?']);
        let root = entry::root(&place, &name, &runtime.text).filter(|_| !leads_up && !name.starts_with('/'));
        let url = root.and_then(|root| root.join(&name).ok().filter(|url| url.path().starts_with(root.path())));
        let url = url.ok_or_else(refused)?;
        if !job.client.is_allowed(&url) {
            return Err(job.client.outside(&place, "it names the script", &url));
        }
        scripts.insert(url);
    }
    if scripts.is_empty() {
        return Err(Problem::new(place, "it names no scripts in a known form", NO_SITE));
    }
    if scripts.len() > job.limits.files {
        let message = format!("it names {} scripts, which is more than {}", scripts.len(), job.limits.files);
        return Err(Problem::new(place, message, NO_SITE));
    }
    Ok(scripts.into_iter().collect())
}

/// Gets all scripts, a few at a time; the first that fails ends it.
fn all(job: &Job<'_>, scripts: &[Url]) -> Result<Vec<Answer>, Problem> {
    let waiting = Mutex::new(scripts.iter().enumerate());
    let done = Mutex::new(Vec::new());
    let has_failed = AtomicBool::new(false);
    let run = || {
        while !has_failed.load(Ordering::Relaxed) {
            let Some((index, url)) = waiting.lock().ok().and_then(|mut waiting| waiting.next()) else { return };
            let answer = job.client.get(url, &job.known.known(url, &job.source.folder));
            has_failed.fetch_or(answer.is_err(), Ordering::Relaxed);
            if let Ok(mut done) = done.lock() {
                done.push((index, answer));
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..job.limits.at_once {
            // Where no thread can be had, this one does the work.
            let _ = thread::Builder::new().spawn_scoped(scope, run);
        }
        run();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, answer)| answer).collect()
}

/// The pages of a script that is as it was, as they are on disk.
fn kept(job: &Job<'_>, script: &Url, found: &mut Vec<Found>) -> Request {
    let request = job.known.requests.get(script).cloned().unwrap_or_default();
    found.extend(request.files.iter().filter_map(|file| {
        let text = file.text(&job.source.folder)?;
        Some(Found { permalink: file.page.clone(), script: script.clone(), text })
    }));
    Request { files: Vec::new(), ..request }
}

/// The pages of a script that is new, as far as they are asked for; returns how many others there are.
fn fresh(job: &Job<'_>, paths: &[String], script: &Url, body: &Body, found: &mut Vec<Found>) -> Result<usize, Problem> {
    let site = &job.source.url;
    let top = site.path().trim_end_matches("index.html").trim_end_matches('/');
    let broken = |message: String| Problem::new(script, format!("its page can't be read: {message}"), CHANGING);
    let mut others = 0;
    let pages = pages(&body.text, &Options::default()).map_err(|failure| broken(failure.message))?;
    // A script's name is that of its content.
    let had_page = job.known.requests.get(script).is_some_and(|request| !request.files.is_empty());
    if pages.is_empty() && had_page {
        return Err(broken("it held an API page before, and now holds none".to_owned()));
    }
    for page in pages {
        let path = page.permalink.as_str();
        let below = path.strip_prefix(top).or((!path.starts_with('/')).then_some(""));
        let is_below = below.is_some_and(|below| below.is_empty() || below.starts_with('/'));
        let is_named =
            paths.is_empty() || paths.iter().any(|pattern| pattern::matches(pattern, path.trim_end_matches('/')));
        if !is_below || !is_named {
            others += 1;
            continue;
        }
        let text =
            page::print(&page, &site.origin().ascii_serialization()).map_err(|error| broken(error.to_string()))?;
        found.push(Found { permalink: page.permalink, script: script.clone(), text });
    }
    Ok(others)
}

/// Names the pages, and records which script each is of.
fn name(
    mut found: Vec<Found>,
    record: &mut Record,
    fetched: &mut Fetched,
) -> Result<BTreeMap<String, String>, Problem> {
    found.sort_by(|one, other| (&one.permalink, &one.script).cmp(&(&other.permalink, &other.script)));
    let mut distinct: Vec<&str> = found.iter().map(|page| page.permalink.as_str()).collect();
    distinct.dedup();
    let names: BTreeMap<&str, String> = distinct.iter().copied().zip(page_names(distinct.iter().copied())).collect();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for Found { permalink, script, text } in &found {
        let Some(name) = names.get(permalink.as_str()) else { continue };
        if files.get(name).is_some_and(|other| other != text) {
            let message = format!("its page {permalink} has other content in another script");
            return Err(Problem::new(script, message, CHANGING));
        }
        let plain = permalink.trim_matches('/').to_ascii_lowercase();
        if !files.contains_key(name) && name.strip_suffix(".api.mdx") != Some(&plain) {
            fetched.notes.push(format!("the page `{permalink}` is kept as {name}"));
        }
        if let Some(request) = record.requests.get_mut(script) {
            request.files.push(Written::new(name, permalink, text));
        }
        files.insert(name.clone(), text.clone());
    }
    Ok(files)
}
