//! Tests of whole files, against an API that has one of everything.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::too_many_lines, clippy::unnecessary_wraps, reason = "the fixture is a list of one of everything")]

mod defaults;
mod examples;
mod fixture;
mod invalid;
mod pages;
mod samples;

use super::{EmitOptions, File, MARKER, emit, manifest};
use crate::api::{Api, Server};
use crate::runtime::{Runtime, RuntimePackage};
use std::path::Path;

fn options() -> EmitOptions {
    EmitOptions { crate_name: "emit-check".to_owned(), ..EmitOptions::default() }
}

fn files() -> Vec<File> {
    emit(&fixture::api(), &options()).unwrap()
}

#[test]
fn every_file_is_rust_and_carries_the_marker() {
    let files = files();
    assert!(files.is_sorted());
    for file in files {
        if Path::new(&file.path).extension().is_some_and(|extension| extension == "rs") {
            assert!(file.content.starts_with(&format!("// {MARKER}\n")), "{}", file.path);
            assert!(syn::parse_file(&file.content).is_ok(), "{}", file.path);
        } else {
            assert!(file.content.starts_with(&format!("# {MARKER}\n")), "{}", file.path);
        }
    }
}

/// One file for each construct.
#[test]
fn files_read_as_if_written_by_hand() {
    let paths = [
        "src/errors/mod.rs",
        "src/errors/tiny_error.rs",
        "src/models/animal.rs",
        "src/models/empty.rs",
        "src/models/everything.rs",
        "src/models/family.rs",
        "src/models/level.rs",
        "src/models/open.rs",
        "src/models/scalar.rs",
        "src/models/state.rs",
        "src/models/wrapper.rs",
        "src/services/health/mod.rs",
        "src/services/health/ping.rs",
        "src/services/things/bytes.rs",
        "src/services/things/create.rs",
        "src/services/things/search.rs",
        "src/services/things/upload.rs",
    ];
    snapshot(&files(), &paths);
}

#[test]
fn the_crate_introduces_itself() {
    let mut api = fixture::api();
    api = Api {
        title: "Things".to_owned(),
        version: "v1".to_owned(),
        description: Some("All about things.".to_owned()),
        servers: vec![Server { documentation: fixture::text("The only one."), ..api.servers.swap_remove(0) }],
        services: vec![api.services.swap_remove(0)],
        ..Api::default()
    };
    let files = emit(&api, &options()).unwrap();
    snapshot(&files, &["src/lib.rs", "src/client.rs", "src/mock.rs", "src/server.rs"]);
}

#[test]
fn only_the_root_says_where_the_runtime_is() {
    let package = Runtime::Package(RuntimePackage { version: Some("0.1".to_owned()), ..RuntimePackage::default() });
    let with_package = emit(&fixture::api(), &EmitOptions { runtime: package, ..options() }).unwrap();
    let with_copy: Vec<File> = files().into_iter().filter(|file| !file.path.starts_with("src/runtime/")).collect();
    assert!(with_copy.len() < files().len());
    let names = |files: &[File]| files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
    assert_eq!(names(&with_copy), names(&with_package));
    for (one, other) in with_copy.iter().zip(&with_package).filter(|(one, other)| one != other) {
        assert_eq!(one.path, "src/lib.rs");
        let lines = |file: &File, other: &File| {
            let is_own = |line: &&str| !other.content.lines().any(|it| it == *line);
            file.content.lines().filter(is_own).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(lines(one, other).last().map(String::as_str), Some("pub mod runtime;"));
        assert_eq!(lines(other, one), ["pub use generator_runtime as runtime;"]);
    }
    assert_ne!(with_copy, with_package);
}

#[test]
fn only_use_lines_name_the_root_of_the_crate() {
    let of_runtime = |file: &File| file.path.starts_with("src/runtime/");
    let mut found = 0;
    for file in files().iter().filter(|file| file.path.starts_with("src/") && !of_runtime(file)) {
        for line in file.content.lines().filter(|line| line.contains("crate::")) {
            assert!(line.trim_start().starts_with("use crate::"), "{}: {line}", file.path);
            found += 1;
        }
    }
    assert!(found > 10, "{found}");
}

fn snapshot(files: &[File], paths: &[&str]) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in paths {
            let file = files.iter().find(|file| file.path == *path).unwrap();
            insta::assert_snapshot!(path.trim_start_matches("src/").replace('/', "__"), file.content);
        }
    });
}

#[test]
fn output_is_the_same_on_every_run() {
    assert_eq!(files(), files());
}

#[test]
fn names_of_modules_and_packages_are_what_cargo_takes() {
    let manifest: toml::Table = manifest(&fixture::api(), &files(), &options()).parse().unwrap();
    assert_eq!(manifest["package"]["name"].as_str(), Some("emit-check"));
    assert!(!manifest.contains_key("workspace"));
}

/// Writes the crate to the folder that `EMIT_TO` names, to look at it and to compile it.
#[test]
fn the_crate_can_be_written() {
    let Some(folder) = std::env::var_os("EMIT_TO") else { return };
    let mut files = files();
    let manifest = manifest(&fixture::api(), &files, &options());
    files.push(File { path: "Cargo.toml".to_owned(), content: manifest });
    for file in files {
        let path = Path::new(&folder).join(file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.content).unwrap();
    }
}
