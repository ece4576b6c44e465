//! The table and the source hold the same codes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::*;

#[test]
fn names_are_sorted_and_found() {
    assert!(Code::ALL.is_sorted_by(|one, other| one.name() < other.name()));
    for code in Code::ALL {
        assert_eq!(Code::find(code.name()), Some(*code));
        assert!(!code.severities().is_empty() && code.severities().is_sorted(), "{}", code.name());
        assert!(!code.meaning().is_empty() && !code.meaning().ends_with('.'), "{}", code.name());
    }
    assert_eq!(Code::find("no-such-code"), None);
}

#[test]
fn the_nearest_code_is_found() {
    assert_eq!(Code::nearest("broken-jsn").map(Code::name), Some("broken-json"));
    assert_eq!(Code::nearest("Broken-JSON").map(Code::name), Some("broken-json"));
    assert_eq!(Code::nearest("no-such-thing-at-all"), None);
}

#[test]
fn the_source_has_the_codes_of_the_table() {
    let mut found = Found::new();
    for file in sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let tokens: TokenStream = fs::read_to_string(&file).unwrap().parse().unwrap();
        collect(tokens, &mut found);
    }
    let found: BTreeSet<String> = found.iter().map(|(name, severities)| format!("{name}: {severities:?}")).collect();
    let listed: BTreeSet<String> =
        Code::ALL.iter().map(|code| format!("{code:?}: {:?}", set(code.severities()))).collect();
    let only_in_source: Vec<_> = found.difference(&listed).collect();
    let only_in_table: Vec<_> = listed.difference(&found).collect();
    assert!(found == listed, "only in the source: {only_in_source:?}\nonly in the table: {only_in_table:?}");
}

/// The severities that each code of the source is given.
type Found = BTreeMap<String, BTreeSet<Severity>>;

fn set(severities: &[Severity]) -> BTreeSet<Severity> {
    severities.iter().copied().collect()
}

/// The files of the crate that aren't tests, nor this table.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap();
        if name == "tests" || name == "codes" {
            continue;
        }
        if path.is_dir() {
            sources.extend(self::sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sources.push(path);
        }
    }
    sources
}

/// Collects the codes that are given to diagnostics, or to what becomes one.
fn collect(tokens: TokenStream, found: &mut Found) {
    let tokens = without_tests(tokens);
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let before: String = tokens.get(index.saturating_sub(4)..index).unwrap().iter().map(text).collect();
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let code = match group.delimiter() {
            Delimiter::Parenthesis => variant(&inner),
            // `code: Code::BrokenYaml` of a struct.
            Delimiter::Brace => {
                inner.iter().position(|token| text(token) == "code").and_then(|at| variant(inner.get(at + 2..)?))
            }
            _ => None,
        };
        if let (Some(code), Some(severity)) = (code, severity(&before)) {
            found.entry(code).or_default().insert(severity);
        }
        collect(group.stream(), found);
    }
}

/// The severity that a code gets, told by what stands before the arguments of which it is the first.
///
/// Other calls of these names have no code there.
fn severity(before: &str) -> Option<Severity> {
    const CALLS: [(&str, Severity); 9] = [
        ("note", Severity::Note),
        ("warning", Severity::Warning),
        ("error", Severity::Error),
        ("skip", Severity::Warning),
        ("Failure", Severity::Error),
        ("Failure::new", Severity::Error),
        ("Finding", Severity::Warning),
        ("Problem::new", Severity::Warning),
        ("loader.find", Severity::Warning),
    ];
    CALLS.iter().find(|(call, _)| before.ends_with(call)).map(|(_, severity)| *severity)
}

/// Drops `#[cfg(test)]` modules.
fn without_tests(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    let mut is_test = false;
    for token in tokens {
        is_test |= text(&token).starts_with("[cfg(test)]");
        let ends =
            matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace) || text(&token) == ";";
        if !is_test {
            kept.push(token);
        } else if ends {
            is_test = false;
        }
    }
    kept
}

fn text(token: &TokenTree) -> String {
    token.to_string().replace([' ', '\n'], "")
}

/// The variant of [`Code`] that `tokens` begin with.
fn variant(tokens: &[TokenTree]) -> Option<String> {
    let [first, colon, _, name, ..] = tokens else { return None };
    (text(first) == "Code" && text(colon) == ":").then(|| text(name))
}
