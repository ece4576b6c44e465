//! The source of the generator, as text.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the generator's source.
pub(crate) fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/src")
}

/// The files of code in a folder, without those of tests, each with its path below the folder.
pub(crate) fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() && !matches!(name, "tests" | "snapshots") {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") && name != "tests.rs" {
                let below = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((below, code(&fs::read_to_string(&path).unwrap())));
            }
        }
    }
    found.sort();
    found
}

/// A source without its tests and its comments.
pub(crate) fn code(source: &str) -> String {
    let source = source.replace("\r\n", "\n");
    let source = source.split("\nmod tests {").next().unwrap();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The paths that begin with `crate`, `super` or `self`, with each name of a list in braces behind what stands before it.
pub(crate) fn behind_paths(code: &str) -> Vec<Vec<String>> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let is_start = matches!(token.as_str(), "crate" | "super" | "self")
            && tokens.get(at + 1).is_some_and(|next| next == "::")
            && !at
                .checked_sub(1)
                .and_then(|before| tokens.get(before))
                .is_some_and(|it| matches!(it.as_str(), "::" | "$"));
        if is_start {
            at = tree(&tokens, at, &[], &mut found);
        } else {
            at += 1;
        }
    }
    found
}

/// Adds the paths of a tree as `use` has them, and returns where it ends.
fn tree(tokens: &[String], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "{" => {
                at += 1;
                while let Some(token) = tokens.get(at).filter(|token| *token != "}") {
                    at = if token == "," { at + 1 } else { tree(tokens, at, &path, found) };
                }
                return at + 1;
            }
            name => path.push(name.to_owned()),
        }
        at += 1;
        if tokens.get(at).is_none_or(|next| next != "::") {
            break;
        }
        at += 1;
    }
    if tokens.get(at).is_some_and(|next| next == "as") {
        at += 2;
    }
    found.push(path);
    at
}

/// Names, `::`, and every other character alone.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut is_in_name = false;
    for character in code.chars() {
        let is_name = character.is_alphanumeric() || character == '_';
        match tokens.last_mut() {
            Some(last) if is_name && is_in_name => last.push(character),
            Some(last) if character == ':' && last == ":" => last.push(character),
            _ if character.is_whitespace() => {}
            _ => tokens.push(character.to_string()),
        }
        is_in_name = is_name;
    }
    tokens
}
