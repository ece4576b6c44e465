//! The runtime: ordinary Rust from `generator/runtime/`, copied as the module `src/runtime/`, the same for every crate.
//!
//! Its paths are relative, so most of a source stays as it is. Two things have to name the root of the crate, which is
//! not where a copy is: exported macros, and examples in the documentation.

use std::collections::BTreeSet;

use proc_macro2::Literal;

use crate::emit::{File, MARKER};

/// The sources of the package, by path, in order.
const SOURCES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/runtime_sources.rs"));

/// The line before a macro that emitted code uses.
const EXPORTED: &str = "#[macro_export]";

/// The line before the tests of a source.
const TESTS: &str = "#[cfg(test)]";

/// The major and the minor version of the runtime that emitted code is made for: those of the generator, since both have one version.
pub(in crate::emit) fn version() -> (Literal, Literal) {
    let part = |text: &str| Literal::u16_unsuffixed(text.parse().unwrap_or_default());
    (part(env!("CARGO_PKG_VERSION_MAJOR")), part(env!("CARGO_PKG_VERSION_MINOR")))
}

/// The files of `src/runtime/`.
pub(in crate::emit) fn files() -> impl Iterator<Item = File> {
    // One that a feature changes is declared twice.
    let macros: BTreeSet<_> = SOURCES.iter().flat_map(|(_, source)| exported_macros(source)).collect();
    SOURCES.iter().map(move |(path, source)| match *path {
        "lib.rs" => file("mod.rs", &(in_module(source) + &re_exports(&macros))),
        path => file(path, &in_module(source)),
    })
}

fn file(path: &str, source: &str) -> File {
    File { path: format!("src/runtime/{path}"), content: format!("// {MARKER}\n\n{source}") }
}

/// Makes a source of the package one of a module of another crate, without its own tests.
fn in_module(source: &str) -> String {
    let mut is_test = false;
    let is_kept = |line: &&str| {
        is_test |= *line == TESTS;
        // The items of a file end at the start of a line.
        let is_kept = !is_test && *line != EXPORTED;
        is_test &= *line != "}";
        is_kept
    };
    let copied: String = source.lines().filter(is_kept).map(|line| line_in_module(line) + "\n").collect();
    copied.trim_end().to_owned() + "\n"
}

fn line_in_module(line: &str) -> String {
    if let Some((indent, text)) = line.split_once("/// ")
        && let Some((before, after)) = text.split_once("generator_runtime::")
    {
        let after = format!("::runtime::{after}");
        return format!("{indent}#[doc = concat!({before:?}, env!(\"CARGO_CRATE_NAME\"), {after:?})]");
    }
    line.replace("$crate::", "$crate::runtime::")
}

/// The names of the macros that a source exports.
fn exported_macros(source: &str) -> impl Iterator<Item = &str> {
    let declarations = source.lines().zip(source.lines().skip(1)).filter(|(line, _)| *line == EXPORTED);
    declarations.filter_map(|(_, next)| next.strip_prefix("macro_rules! ")?.strip_suffix(" {"))
}

/// What the module has to say for its macros to be found by its path.
fn re_exports(macros: &BTreeSet<&str>) -> String {
    let macros: Vec<&str> = macros.iter().copied().collect();
    format!("\npub(crate) use {{{}}};\n", macros.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{SOURCES, exported_macros, files, in_module};

    #[test]
    fn the_root_is_a_module_and_folders_stay() {
        let paths: Vec<_> = files().map(|file| file.path).collect();
        assert_eq!(paths.len(), SOURCES.len());
        for path in ["src/runtime/mod.rs", "src/runtime/codegen.rs", "src/runtime/json/codec.rs"] {
            assert!(paths.iter().any(|it| it == path), "{path}");
        }
        assert!(!paths.iter().any(|path| path.ends_with("lib.rs")));
    }

    #[test]
    fn macros_are_found_in_the_module() {
        let source = "/// Text.\n#[macro_export]\nmacro_rules! table {\n    () => { $crate::codegen::table() };\n}\n\nmacro_rules! own {\n}\n";
        assert_eq!(exported_macros(source).collect::<Vec<_>>(), ["table"]);
        let copied = "/// Text.\nmacro_rules! table {\n    () => { $crate::runtime::codegen::table() };\n}\n\nmacro_rules! own {\n}\n";
        assert_eq!(in_module(source), copied);
        let root = files().find(|file| file.path == "src/runtime/mod.rs").map(|file| file.content);
        assert!(root.is_some_and(|root| root.contains("\npub(crate) use {answer, answer_by_status, api_client, ")));
    }

    #[test]
    fn tests_stay_behind() {
        let source =
            "fn a() {}\n\n#[cfg(test)]\n#[allow(x)]\nmod tests {\n    #[test]\n    fn a() {\n    }\n}\n\nfn b() {}\n";
        assert_eq!(in_module(source), "fn a() {}\n\n\nfn b() {}\n");
        assert_eq!(in_module("fn a() {}\n\n#[cfg(test)]\nmod tests {\n    fn a() {}\n}\n"), "fn a() {}\n");
        for word in ["#[cfg(test)]", "#[test]", "mod tests"] {
            assert!(!files().any(|file| file.content.contains(word)), "{word}");
        }
    }

    #[test]
    fn examples_name_the_crate_that_they_are_in() {
        let source = "    /// use generator_runtime::{Date, Server};\n    ///\n    /// Text.\n";
        let copied = "    #[doc = concat!(\"use \", env!(\"CARGO_CRATE_NAME\"), \"::runtime::{Date, Server};\")]\n    ///\n    /// Text.\n";
        assert_eq!(in_module(source), copied);
        assert!(!files().any(|file| file.content.contains("generator_runtime")));
    }

    #[test]
    fn nothing_is_said_of_the_root_of_the_crate() {
        for (path, source) in SOURCES {
            let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
            let rooted = code.filter(|line| line.replace("$crate::", "").contains("crate::")).collect::<Vec<_>>();
            assert_eq!(rooted, Vec::<&str>::new(), "{path}");
        }
    }
}
