//! `generator fetch`, as a user runs it.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::server::Server;
use super::support::{copy, find, site, write};

/// The exit code, and what is printed on standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_generator")).args(arguments).current_dir(folder).output().unwrap();
    assert_eq!(output.stdout, b"");
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_is_published_is_fetched_and_generated() {
    let served = copy(&site());
    let server = Server::of(served.path());
    let url = server.url("/");
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "specs/generator.toml", format!("output = \"../client\"\n[[source]]\nsite = \"{url}\"\n"));
    let name = format!("127-0-0-1-{}", url.trim_matches('/').rsplit(':').next().unwrap());
    let line = |counts: &str| format!("specs/{name} (from {url}): {counts}\n");
    let (code, messages) = run(folder.path(), &["fetch", "--check"]);
    assert_eq!((code, messages.lines().next().unwrap()), (1, line("out of date, 4 added").trim()));
    assert_eq!(fs::read_dir(folder.path().join("specs")).unwrap().count(), 1, "a check writes nothing");
    let (code, messages) = run(folder.path(), &["fetch"]);
    assert_eq!((code, messages.lines().count()), (0, 5), "{messages}");
    assert_eq!(run(folder.path(), &["fetch"]), (0, line("4 unchanged")));
    assert_eq!(run(folder.path(), &["fetch", "--check", "--quiet"]), (0, String::new()));
    assert_eq!(run(folder.path(), &["generate", "--quiet"]), (0, String::new()));
    assert!(folder.path().join("client/src/models/disk.rs").exists());
    // The same client of the site as a folder.
    let built = served.path().to_str().unwrap();
    assert_eq!(run(folder.path(), &["check", "--quiet", "--input", built, "--output", "client"]), (0, String::new()));

    fs::remove_file(served.path().join(find(served.path(), "d3f9fca2"))).unwrap();
    let removed = format!("  specs/{name}/volumes/create-volume.api.mdx: removed, no longer published\n");
    let note = format!("note: {url}: the site names a script that it doesn't have\n");
    assert_eq!(run(folder.path(), &["fetch"]), (0, format!("{note}{}{removed}", line("1 removed, 3 unchanged"))));
}

#[test]
fn each_source_is_fetched_whatever_becomes_of_the_others() {
    let server = Server::of(&site());
    let empty = tempfile::tempdir().unwrap();
    let other = Server::of(empty.path());
    let folder = tempfile::tempdir().unwrap();
    let source = |folder: &str, url: &str| format!("[[source]]\nfolder = \"{folder}\"\nsite = \"{url}\"\n");
    let config = format!("output = \"../client\"\n{}{}", source("a", &other.url("/")), source("b", &server.url("/")));
    write(folder.path(), "specs/generator.toml", config);
    let (code, messages) = run(folder.path(), &["fetch"]);
    assert_eq!(code, 2);
    assert!(messages.starts_with(&format!("error: {}: neither the page", other.url("/"))), "{messages}");
    assert!(messages.contains("\n  = help: ") && messages.contains("specs/b (from "), "{messages}");
    assert!(folder.path().join("specs/b/disks").exists() && !folder.path().join("specs/a").exists());
}

#[test]
fn a_configuration_without_a_source_has_nothing_to_fetch() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "specs/generator.toml", "input = [\"a\"]\noutput = \"../client\"\n");
    let note = "note: the configuration has no `[[source]]`: there is nothing to fetch\n";
    assert_eq!(run(folder.path(), &["fetch"]), (0, note.to_owned()));
    write(folder.path(), "specs/generator.toml", "output = \"../client\"\n[[source]]\nsite = \"ftp://x.example\"\n");
    let (code, messages) = run(folder.path(), &["fetch"]);
    assert!(
        code == 2 && messages.starts_with("error[invalid-configuration]: `ftp://x.example` is not the URL"),
        "{messages}"
    );
}
