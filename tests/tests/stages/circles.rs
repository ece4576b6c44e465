//! No part of the generator leads back to itself: neither stages, nor the rooms of a stage.
//!
//! Within each folder of the source its files and folders are looked at, each with all that stands below it. What a
//! `mod.rs` says counts for the folder, not for what is in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{behind_paths, files, sources};

/// Folders whose files may lead to each other, since what they are about is recursive.
const RECURSIVE: [&str; 3] = [
    // A schema stands in a media type, which stands in a header, which has a schema.
    "repair",
    // A type of the lock holds types, in its text, too.
    "lock",
    // What is found at a place of an example, and the place.
    "lower/examples",
];

/// The modules by their paths: the file that each is in.
fn modules(files: &[(String, String)]) -> BTreeMap<Vec<String>, String> {
    files.iter().map(|(path, _)| (module(path), path.clone())).collect()
}

/// The path of a file's module below the crate.
fn module(path: &str) -> Vec<String> {
    let path = path.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    let is_root = matches!(path, "lib" | "main" | "mod");
    path.split('/').filter(|_| !is_root).map(str::to_owned).collect()
}

/// The file that `path`, as written in the module `from`, leads to.
fn target<'m>(path: &[String], from: &[String], modules: &'m BTreeMap<Vec<String>, String>) -> Option<&'m str> {
    let mut place = from.to_vec();
    let mut rest = path.iter().peekable();
    match rest.next()?.as_str() {
        "crate" => place.clear(),
        "super" => {
            place.pop();
            while rest.next_if(|name| *name == "super").is_some() {
                place.pop();
            }
        }
        _ => {}
    }
    place.extend(rest.filter(|name| *name != "self").cloned());
    while !place.is_empty() {
        if let Some(file) = modules.get(&place) {
            return Some(file);
        }
        place.pop();
    }
    None
}

/// The entries of `folder` by the entries that they lead to.
fn links(
    folder: &str,
    files: &[(String, String)],
    modules: &BTreeMap<Vec<String>, String>,
) -> BTreeMap<String, BTreeSet<String>> {
    let entry = |path: &str| {
        let rest = if folder.is_empty() { path } else { path.strip_prefix(folder)?.strip_prefix('/')? };
        let entry = rest.split('/').next().unwrap().to_owned();
        (!matches!(entry.as_str(), "mod.rs" | "lib.rs" | "main.rs")).then_some(entry)
    };
    let mut links: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, code) in files {
        let Some(from) = entry(path) else { continue };
        let own = links.entry(from.clone()).or_default();
        let targets = behind_paths(code).into_iter().filter_map(|named| target(&named, &module(path), modules));
        own.extend(targets.filter_map(entry).filter(|to| *to != from));
    }
    links
}

/// The entries that lead back to themselves.
fn circles(links: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let leads_back = |start: &String| {
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&String> = links[start].iter().collect();
        while let Some(next) = waiting.pop() {
            if seen.insert(next) {
                waiting.extend(links.get(next).into_iter().flatten());
            }
        }
        seen.contains(start)
    };
    links.keys().filter(|entry| leads_back(entry)).cloned().collect()
}

/// What leads back to itself, by its folder.
fn found() -> BTreeMap<String, BTreeSet<String>> {
    let files = files(&sources());
    let modules = modules(&files);
    let parents = files.iter().flat_map(|(path, _)| {
        path.match_indices('/').map(|(end, _)| path.split_at(end).0.to_owned()).collect::<Vec<_>>()
    });
    let folders: BTreeSet<String> = parents.chain([String::new()]).collect();
    assert!(folders.len() > 30, "{folders:?}");
    let circles = folders.into_iter().map(|folder| (circles(&links(&folder, &files, &modules)), folder));
    circles.filter(|(circle, _)| !circle.is_empty()).map(|(circle, folder)| (folder, circle)).collect()
}

#[test]
fn nothing_leads_back_to_itself() {
    let found = found();
    for (folder, circle) in &found {
        assert!(RECURSIVE.contains(&folder.as_str()), "{folder:?} has a circle of {circle:?}");
    }
    for folder in RECURSIVE {
        let circle = found.get(folder).unwrap_or_else(|| panic!("{folder} has no circle: its row can go"));
        // Of folders only the schemas of `repair`: its repairs are a plain list.
        let folders: Vec<_> = circle.iter().filter(|entry| !entry.contains('.')).collect();
        assert!(folders.is_empty() || folder == "repair" && folders == ["schema"], "{folder}: {folders:?}");
    }
}

#[test]
fn circles_are_found_however_they_are_written() {
    let file = |path: &str, code: &str| (path.to_owned(), code.to_owned());
    let files = [
        file("a/mod.rs", "pub mod one; mod two;"),
        file("a/one.rs", "use super::two::Two;"),
        file("a/two.rs", "fn f() -> crate::b::Of { super::super::b::of() }"),
        file("b.rs", "use crate::{c, a::{one::One, self}};"),
        file("c.rs", "use std::fmt;"),
    ];
    let modules = modules(&files);
    assert_eq!(circles(&links("", &files, &modules)), BTreeSet::from(["a".to_owned(), "b.rs".to_owned()]));
    assert_eq!(circles(&links("a", &files, &modules)), BTreeSet::new());
}

#[test]
fn a_folder_is_seen_at_one_glance() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (path, _) in files(&sources()) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        *counts.entry(folder.to_owned()).or_default() += 1;
    }
    // The repairs are a plain list.
    counts.retain(|folder, _| !folder.starts_with("repair"));
    let full: Vec<_> = counts.iter().filter(|(_, count)| **count > 15).collect();
    assert!(full.is_empty(), "{full:?} files are more than one looks through");
}
