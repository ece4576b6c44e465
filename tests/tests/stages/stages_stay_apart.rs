//! No stage of the generator knows what it shouldn't: the sources are read, and a forbidden import is a failure.
//!
//! `docs/architecture.md` has the table that this holds the sources against.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::sources::{code, files, sources};

/// What the code of a folder may name.
struct Stage {
    folder: &'static str,
    /// Modules of the generator, beside its own.
    modules: &'static [&'static str],
    /// Libraries, of those that are looked for.
    libraries: &'static [&'static str],
}

const fn stage(folder: &'static str, modules: &'static [&'static str], libraries: &'static [&'static str]) -> Stage {
    Stage { folder, modules, libraries }
}

const STAGES: [Stage; 15] = [
    // `read` for what a site's scripts and a document's references are.
    stage("fetch", &["config", "diagnostic", "read", "select"], &["fs", "ureq"]),
    stage(
        "read",
        &["base_uri", "diagnostic", "digest", "methods", "parallel", "paths", "pointer"],
        &["fs", "serde_yaml"],
    ),
    stage("patch", &["diagnostic", "nearest", "pointer", "read", "rules"], &[]),
    stage("swagger", &["diagnostic", "methods", "pointer"], &[]),
    stage("repair", &["base_uri", "diagnostic", "methods", "names", "notes", "pointer"], &[]),
    stage("parse", &["methods", "names", "notes", "parallel", "pointer"], &[]),
    stage("unify", &["diagnostic", "names", "parallel", "parse", "partition", "pointer"], &[]),
    stage("select", &["diagnostic", "names", "nearest", "parse", "pointer", "rules"], &[]),
    stage("openapi", &["methods", "parse", "pointer"], &[]),
    stage("lower", &["api", "diagnostic", "lock", "names", "nearest", "parse", "partition", "pointer", "rules"], &[]),
    stage("api", &[], &[]),
    stage("emit", &["api", "methods", "names", "parallel"], &["proc_macro2", "quote"]),
    stage("lock", &["api", "diagnostic", "names"], &[]),
    stage("compare", &["api", "lock"], &[]),
    stage(
        "output",
        &["diagnostic", "digest", "emit", "lock", "parallel", "paths", "read", "stack"],
        &["fs", "openapiv3", "toml_edit"],
    ),
];

/// The libraries that only some stages may use, by what the code says: files, YAML, tokens, manifests, the command
/// line, the network.
const LIBRARIES: [&str; 8] = ["clap", "fs", "openapiv3", "proc_macro2", "quote", "serde_yaml", "toml_edit", "ureq"];

/// The modules of a generated crate, which stand in the tokens that *emit* writes.
const OF_GENERATED_CRATES: [&str; 6] = ["Client", "client", "errors", "models", "runtime", "services"];

/// The names that stand behind each occurrence of a prefix of a path, those in braces included.
fn behind(code: &str, prefix: &str) -> Vec<String> {
    let is_name = |it: char| it.is_alphanumeric() || it == '_';
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let (before, rest) = code.split_at(at);
        // `::crate_name::` and `my_crate::` are others.
        if before.ends_with(|it: char| is_name(it) || it == ':' || it == '$') {
            continue;
        }
        let rest = rest.split_at(prefix.len()).1;
        match rest.strip_prefix('{') {
            // Nothing behind it: a text that ends there.
            None => {
                let name = rest.split(|it| !is_name(it)).next();
                names.extend(name.filter(|name| !name.is_empty()).map(str::to_owned));
            }
            Some(list) => {
                let list = list.split('}').next().unwrap().split(',').map(str::trim);
                let first = |path: &str| path.split(|it| !is_name(it)).next().unwrap().to_owned();
                names.extend(list.map(first).filter(|name| !name.is_empty()));
            }
        }
    }
    names
}

#[test]
fn no_stage_names_what_it_must_not_know() {
    let mut failures = String::new();
    for Stage { folder, modules, libraries } in &STAGES {
        let files = files(&sources().join(folder));
        assert!(!files.is_empty(), "{folder}");
        for (path, code) in &files {
            for name in behind(code, "crate::") {
                let is_own = name == *folder || (*folder == "emit" && OF_GENERATED_CRATES.contains(&name.as_str()));
                if !is_own && !modules.contains(&name.as_str()) {
                    writeln!(failures, "{folder}/{path} names `crate::{name}`").unwrap();
                }
            }
            for library in LIBRARIES.iter().filter(|library| !libraries.contains(library)) {
                let is_named = !behind(code, &format!("{library}::")).is_empty()
                    || behind(code, "std::").iter().any(|name| name == library);
                if is_named {
                    writeln!(failures, "{folder}/{path} uses `{library}`").unwrap();
                }
            }
            let depth = path.matches('/').count() + usize::from(!path.ends_with("mod.rs")) + 1;
            if code.contains(&"super::".repeat(depth)) {
                writeln!(failures, "{folder}/{path} leaves its stage by `super`: it should say `crate`").unwrap();
            }
        }
    }
    assert_eq!(failures, "");
}

#[test]
fn nothing_is_allowed_that_nobody_needs() {
    for Stage { folder, modules, libraries } in &STAGES {
        let all: String = files(&sources().join(folder)).into_iter().map(|(_, code)| code).collect();
        let named = behind(&all, "crate::");
        for module in *modules {
            assert!(named.iter().any(|name| name == module), "{folder} has no need of {module}");
        }
        for library in *libraries {
            let is_named = !behind(&all, &format!("{library}::")).is_empty()
                || behind(&all, "std::").iter().any(|name| name == library);
            assert!(is_named, "{folder} has no need of {library}");
        }
    }
}

/// The library can be exchanged.
#[test]
fn one_file_knows_the_library_for_yaml() {
    let is_known = |code: &str| !behind(code, "serde_yaml::").is_empty();
    let knowing: Vec<String> =
        files(&sources()).into_iter().filter(|(_, code)| is_known(code)).map(|(path, _)| path).collect();
    assert_eq!(knowing, ["read/yaml.rs"]);
}

#[test]
fn names_are_found_however_they_are_imported() {
    let source =
        "use crate::{lock, api::Type};\nuse crate::emit;\n// crate::no\nlet x = crate::read::read();\n$crate::no;";
    assert_eq!(behind(&code(source), "crate::"), ["lock", "api", "emit", "read"]);
}

#[test]
fn the_pages_for_maintainers_name_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = ["generator/", "tests/", "docs/", "specs/", "generated-client/", ".ci/", ".github/"];
    for page in ["docs/architecture.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root.join(page)).unwrap();
        let spans = text.split('`').skip(1).step_by(2);
        let paths: Vec<&str> = spans.filter(|span| folders.iter().any(|folder| span.starts_with(folder))).collect();
        assert!(paths.len() > 10, "{page}: {paths:?}");
        for path in paths {
            let is_made_up = path.ends_with("/name.rs");
            assert!(is_made_up || root.join(path).exists(), "{page} names {path}, which isn't there");
        }
    }
}

#[test]
fn the_table_of_stages_has_each() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/architecture.md")).unwrap();
    let (_, table) = page.split_once("| stage |").unwrap();
    let names: String = table.lines().filter_map(|row| row.strip_prefix("| `")?.split(" | ").next()).collect();
    for Stage { folder, .. } in STAGES.iter().filter(|stage| stage.folder != "api") {
        assert!(names.contains(folder), "{folder} is not in the table");
    }
}
