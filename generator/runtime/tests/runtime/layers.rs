//! The modules of the runtime are layers, in the order that the crate's documentation gives.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src");

/// How many files a folder has at most.
const MOST_FILES: usize = 15;

/// The names that lead from the root of the crate to a module, or to an item.
type ModulePath = Vec<String>;

/// The sources, by the module that each is.
fn sources() -> BTreeMap<ModulePath, String> {
    let mut sources = BTreeMap::new();
    add_folder(Path::new(SOURCES), &[], &mut sources);
    sources
}

fn add_folder(folder: &Path, module: &[String], sources: &mut BTreeMap<ModulePath, String>) {
    let mut files = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let inner = [module, std::slice::from_ref(&name)].concat();
        if path.is_dir() {
            add_folder(&path, &inner, sources);
            continue;
        }
        files += 1;
        let module = if matches!(name.as_str(), "lib" | "mod") { module.to_vec() } else { inner };
        sources.insert(module, fs::read_to_string(path).unwrap());
    }
    assert!(files <= MOST_FILES, "{} has {files} files", folder.display());
}

/// The paths from `super` or `self` on that stand in the source of a module, from the root on.
fn paths(module: &ModulePath, source: &str) -> BTreeSet<ModulePath> {
    let mut paths = BTreeSet::new();
    add_paths(module, source.parse().unwrap(), &mut paths);
    paths
}

fn add_paths(module: &[String], tokens: TokenStream, paths: &mut BTreeSet<ModulePath>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = &tokens[..];
    while let Some((token, behind)) = rest.split_first() {
        rest = behind;
        match (token, rest) {
            (TokenTree::Ident(word), [TokenTree::Ident(name), TokenTree::Group(body), behind @ ..])
                if word == "mod" =>
            {
                add_paths(&[module, &[name.to_string()]].concat(), body.stream(), paths);
                rest = behind;
            }
            (TokenTree::Ident(word), _) if is_separator(rest) && (word == "super" || word == "self") => {
                let parent = module.len() - usize::from(word == "super");
                rest = add_path(module[..parent].to_vec(), &rest[2..], paths);
            }
            (TokenTree::Group(group), _) => add_paths(module, group.stream(), paths),
            _ => {}
        }
    }
}

fn is_separator(tokens: &[TokenTree]) -> bool {
    matches!(tokens, [TokenTree::Punct(one), TokenTree::Punct(two), ..] if one.as_char() == ':' && two.as_char() == ':')
}

/// Follows a path from `path` on, into each of its branches; returns what stands behind it.
fn add_path<'t>(mut path: ModulePath, tokens: &'t [TokenTree], paths: &mut BTreeSet<ModulePath>) -> &'t [TokenTree] {
    let mut rest = tokens;
    match rest {
        [TokenTree::Ident(word), behind @ ..] => {
            match word.to_string().as_str() {
                "super" => _ = path.pop(),
                "self" => {}
                name => path.push(name.to_owned()),
            }
            rest = behind;
            if is_separator(rest) {
                return add_path(path, &rest[2..], paths);
            }
        }
        [TokenTree::Group(group), behind @ ..] if group.delimiter() == Delimiter::Brace => {
            let branches: Vec<TokenTree> = group.stream().into_iter().collect();
            let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
            for branch in branches.split(is_comma).filter(|branch| !branch.is_empty()) {
                add_path(path.clone(), branch, paths);
            }
            return behind;
        }
        _ => {}
    }
    paths.insert(path);
    rest
}

/// The modules that each module names in its paths, but for itself.
fn dependencies() -> BTreeMap<ModulePath, BTreeSet<ModulePath>> {
    let sources = sources();
    let file = |path: &ModulePath| {
        (0..=path.len()).rev().map(|length| path[..length].to_vec()).find(|path| sources.contains_key(path)).unwrap()
    };
    let files = |module, source| paths(module, source).iter().map(file).filter(|other| other != module).collect();
    sources.iter().map(|(module, source)| (module.clone(), files(module, source))).collect()
}

/// The modules below the root, lowest first, as the documentation of the crate lists them.
fn layers() -> Vec<String> {
    let source = fs::read_to_string(Path::new(SOURCES).join("lib.rs")).unwrap();
    let list = source.split("//! # Layers\n").nth(1).unwrap();
    let lines = list.lines().take_while(|line| line.starts_with("//!"));
    lines.filter_map(|line| Some(line.strip_prefix("//! - `")?.split_once('`')?.0.to_owned())).collect()
}

#[test]
fn every_module_is_a_layer() {
    let listed: BTreeSet<String> = layers().into_iter().collect();
    let modules: BTreeSet<String> = sources().into_keys().filter_map(|module| module.first().cloned()).collect();
    assert_eq!(listed, modules);
    assert_eq!(layers().len(), listed.len(), "one is listed twice");
}

#[test]
fn no_layer_uses_a_higher_one() {
    let layers = layers();
    // The root is above all of them: it says what is public.
    let height = |module: &ModulePath| {
        module.first().map_or(layers.len(), |first| layers.iter().position(|layer| layer == first).unwrap())
    };
    let dependencies = dependencies();
    let all = dependencies.iter().flat_map(|(module, others)| others.iter().map(move |other| (module, other)));
    let upward: Vec<_> = all.filter(|(module, other)| height(other) > height(module)).collect();
    assert!(upward.is_empty(), "{upward:?}");
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let mut left = dependencies();
    assert!(left.values().any(|others| !others.is_empty()));
    // What uses nothing that is left is in no circle, and neither is what nothing uses that is left.
    loop {
        let used: BTreeSet<_> = left.values().flatten().cloned().collect();
        let before = left.len();
        left.retain(|module, others| !others.is_empty() && used.contains(module));
        let kept: BTreeSet<_> = left.keys().cloned().collect();
        for others in left.values_mut() {
            others.retain(|other| kept.contains(other));
        }
        if left.len() == before {
            break;
        }
    }
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn paths_are_found_wherever_they_stand() {
    let module = vec!["a".to_owned(), "b".to_owned()];
    let source = "
        //! [`super::not`]
        use super::one::{self, Two, three::*};
        pub(super) use self::four as five;
        pub(super) mod six { fn f() { super::super::seven::<u8>(self.x); let _ = S { y: vec![super::eight!()] }; } }
        macro_rules! m { () => { $crate::nine } }
    ";
    let found: Vec<String> = paths(&module, source).into_iter().map(|path| path.join(".")).collect();
    assert_eq!(found, ["a.b.eight", "a.b.four", "a.one", "a.one.Two", "a.one.three", "a.seven"]);
}
