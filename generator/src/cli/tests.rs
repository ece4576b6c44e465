#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::path::Path;

use insta::assert_snapshot;

use super::*;

/// Runs a command; the folder's path is left out of what it prints.
fn generator(folder: &Path, arguments: &[&str]) -> (Exit, String, String) {
    let prefix = format!("{}/", folder.display());
    let arguments = arguments.iter().map(|argument| argument.replace("DIR/", &prefix));
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let exit = run(
        std::iter::once("generator".to_owned()).chain(arguments).map(OsString::from),
        &mut Console::plain(&mut stdout, &mut stderr),
    );
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&prefix, "DIR/");
    (exit, text(stdout), text(stderr))
}

fn page(path: &str) -> String {
    format!("---\ntitle: x\napi: {{\"method\":\"get\",\"path\":\"{path}\",\"responses\":{{}}}}\n---\n")
}

/// A folder with one page and a configuration.
fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("specs/pages")).unwrap();
    fs::write(folder.path().join("specs/pages/a.api.mdx"), page("/a")).unwrap();
    fs::write(folder.path().join("specs/generator.toml"), "input = [\"pages\"]\noutput = \"../client\"\n").unwrap();
    folder
}

#[test]
fn inputs_on_the_command_line_replace_the_configuration() {
    let folder = project();
    let arguments = ["generate", "--input", "DIR/specs/pages", "--output", "DIR/out/pets", "--name", "petstore"];
    assert_eq!(generator(folder.path(), &arguments).0, Exit::Done);
    let manifest = fs::read_to_string(folder.path().join("out/pets/Cargo.toml")).unwrap();
    assert!(manifest.contains("petstore"), "{manifest}");
    // The name is kept in the manifest.
    let (_, _, stderr) = generator(folder.path(), &["check", "--input", "DIR/specs/pages", "--output", "DIR/out/pets"]);
    assert!(stderr.contains("petstore (DIR/out/pets) is up to date"), "{stderr}");
}

#[test]
fn bad_usage_is_told_apart() {
    let folder = project();
    let usage = |arguments: &[&str]| {
        let (exit, stdout, stderr) = generator(folder.path(), arguments);
        assert_eq!((exit, stdout.as_str()), (Exit::Failed, ""));
        stderr.lines().next().unwrap_or_default().to_owned()
    };
    assert_snapshot!(usage(&["--input", "DIR/specs/pages"]), @"error: `--input` without a configuration needs `--output`, the folder of the generated crate");
    assert_snapshot!(usage(&["--input", "DIR/specs/pages", "--output", "DIR/a b"]), @"error: `a b` can't be the name of a crate: use ASCII letters, digits, `-` and `_`; name the crate with `--name`");
    assert_snapshot!(usage(&["--input", "DIR/specs/pages", "--output", "DIR/x", "--name", "fn"]), @"error: `fn` can't be the name of a crate: Rust or the generated code uses it; name the crate with `--name`");
    assert_snapshot!(usage(&["openapi", "--input", "DIR/specs/pages", "-o", "x.txt"]), @"error: `x.txt` ends in neither `.json` nor `.yaml`");
    assert_snapshot!(usage(&["openapi", "--input", "DIR/specs/pages"]), @"error: the following required arguments were not provided:");
    assert_snapshot!(usage(&["openapi", "--input", "x", "-o", "-", "--message-format", "json"]), @"error: `--output -` and `--message-format json` both write to standard output");
    assert_snapshot!(usage(&["generate", "--colour"]), @"error: unexpected argument '--colour' found");
    assert_snapshot!(usage(&["check", "--config", "DIR/none.toml"]), @"error[unreadable]: the configuration can't be read: No such file or directory (os error 2)");
    let (exit, stdout, stderr) = generator(folder.path(), &["--help"]);
    assert_eq!((exit, stderr.as_str()), (Exit::Done, ""));
    assert!(stdout.contains("Exit codes"));
}

#[test]
fn a_broken_page_stops_the_run_unless_told_otherwise() {
    let folder = project();
    fs::write(folder.path().join("specs/pages/b.api.mdx"), "---\napi: eJ*\n---\n").unwrap();
    fs::write(folder.path().join("specs/pages/c.api.mdx"), "no page").unwrap();
    let arguments = ["--config", "DIR/specs/generator.toml"];
    let (exit, stdout, stderr) = generator(folder.path(), &arguments);
    assert_eq!((exit, stdout.as_str()), (Exit::Failed, ""));
    assert_snapshot!(stderr, @"
    error[broken-base64]: the page's operation can't be read: the value of `api:` is neither JSON nor base64
      --> DIR/specs/pages/b.api.mdx
      = help: delete the page and let the documentation's generator write it again

    error[missing-api]: the page's front matter has no `api:` key
      --> DIR/specs/pages/c.api.mdx
      = help: delete the page and let the documentation's generator write it again

    nothing was written
    `generator explain broken-base64` says more; this works for other codes, too
    ");
    assert!(!folder.path().join("client").exists());

    let (exit, _, stderr) = generator(folder.path(), &[&arguments[..], &["--keep-going"]].concat());
    assert_eq!(exit, Exit::Done);
    assert!(stderr.contains("error[broken-base64]"), "{stderr}");
    assert!(folder.path().join("client/src/lib.rs").exists());
}

#[test]
fn warnings_can_be_denied() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.json"), r#"{"openapi": "3.0.0", "paths": {}, "paths": {}}"#).unwrap();
    let arguments = ["--input", "DIR/api.json", "--output", "DIR/x", "--deny-warnings"];
    let (exit, _, stderr) = generator(folder.path(), &arguments);
    assert_eq!(exit, Exit::Refused);
    assert_snapshot!(stderr, @"
    warning[duplicate-key]: the key `paths` is here twice; the last value counts
      --> DIR/api.json:1#/paths
      = help: merge the two, or remove one

    nothing was written: with `--deny-warnings`, no warnings are allowed, and no operation may be left out
    `generator explain duplicate-key` says more
    ");
    assert!(!folder.path().join("x").exists());
    let (exit, ..) =
        generator(folder.path(), &["openapi", "--input", "DIR/api.json", "-o", "DIR/y.json", "--deny-warnings"]);
    assert_eq!(exit, Exit::Refused);
    assert!(!folder.path().join("y.json").exists());
}

#[test]
fn a_file_of_the_user_is_never_overwritten() {
    let folder = project();
    fs::create_dir_all(folder.path().join("client/src")).unwrap();
    fs::write(folder.path().join("client/src/lib.rs"), "// by hand").unwrap();
    let (exit, _, stderr) = generator(folder.path(), &["--config", "DIR/specs/generator.toml"]);
    assert_eq!(exit, Exit::Failed);
    assert!(stderr.contains("  --> DIR/client/src/lib.rs\n"), "{stderr}");
    assert!(!folder.path().join("client/Cargo.toml").exists());
}

#[test]
fn the_document_is_written_as_yaml_or_json() {
    let folder = project();
    let openapi = |file: &str| generator(folder.path(), &["openapi", "--input", "DIR/specs/pages", "-o", file]);
    let read = |file: &str| fs::read_to_string(folder.path().join(file)).unwrap();
    assert_eq!(openapi("DIR/a/api.yaml"), (Exit::Done, String::new(), "DIR/a/api.yaml written\n".to_owned()));
    assert_eq!(openapi("DIR/a/api.yaml").2, "DIR/a/api.yaml is up to date\n");
    assert_eq!(openapi("DIR/api.json").0, Exit::Done);
    let (exit, stdout, stderr) = openapi("-");
    assert_eq!((exit, stderr.as_str()), (Exit::Done, ""));
    assert_eq!(stdout, read("api.json"));
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let yaml: serde_json::Value = serde_yaml::from_str(&read("a/api.yaml")).unwrap();
    assert_eq!(json, yaml);
}

#[test]
fn a_crate_in_a_foreign_workspace_comes_with_a_hint() {
    let folder = project();
    fs::write(folder.path().join("Cargo.toml"), "[workspace]\nmembers = [\"app\"]\n").unwrap();
    let (_, _, stderr) = generator(folder.path(), &["--config", "DIR/specs/generator.toml"]);
    assert!(stderr.contains("`members = [\"app\", \"client\"]`"), "{stderr}");
}

/// An API with one operation for each of `paths`.
fn document(paths: &[&str]) -> String {
    let operation = serde_json::json!({ "get": { "responses": { "204": { "description": "None." } } } });
    let paths: serde_json::Map<_, _> = paths.iter().map(|path| ((*path).to_owned(), operation.clone())).collect();
    serde_json::json!({ "openapi": "3.0.0", "info": { "title": "x", "version": "1" }, "paths": paths }).to_string()
}

#[test]
fn two_states_of_an_api_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.json"), document(&["/a", "/b"])).unwrap();
    fs::write(folder.path().join("new.json"), document(&["/b", "/c"])).unwrap();
    let diff = |arguments: &[&str]| generator(folder.path(), &[&["diff"], arguments].concat());
    let (exit, stdout, stderr) = diff(&["DIR/old.json", "DIR/new.json"]);
    assert_eq!((exit, stderr.as_str()), (Exit::Done, ""));
    assert_snapshot!(stdout, @"
    breaking:
      `GET /a` (`api().get_a`) is gone, and `GetA` with it [Rust and wire]
    compatible:
      `GET /c` (`api().get_c`) is new
    asks for a breaking release: 1 breaking, 1 compatible changes
    ");
    assert_eq!(diff(&["DIR/old.json", "DIR/new.json", "--deny", "breaking"]).0, Exit::Refused);
    assert_eq!(diff(&["DIR/old.json", "DIR/new.json", "--deny", "documentation"]).0, Exit::Done);
    assert_eq!(diff(&["DIR/old.json", "DIR/old.json"]), (Exit::Done, "nothing changed\n".to_owned(), String::new()));

    // A lock knows the version of its crate.
    generator(folder.path(), &["--input", "DIR/old.json", "--output", "DIR/client"]);
    let (exit, stdout, _) = diff(&["DIR/client/api.lock", "DIR/new.json", "--format", "markdown"]);
    assert_eq!(exit, Exit::Done);
    assert!(stdout.ends_with("Asks for 0.2.0 (now 0.1.0): 1 breaking, 1 compatible changes.\n"), "{stdout}");
    let (exit, stdout, _) = diff(&["DIR/new.json", "DIR/client/api.lock", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((exit, json.pointer("/release/next").unwrap()), (Exit::Done, &serde_json::json!("0.2.0")));

    let (exit, stdout, stderr) = diff(&["DIR/old.json", "DIR/none.lock"]);
    assert_eq!((exit, stdout.as_str()), (Exit::Failed, ""));
    assert!(stderr.contains("error[missing-input]: the lock can't be read"), "{stderr}");
    let (exit, _, stderr) = diff(&["DIR/none", "DIR/new.json"]);
    assert_eq!(exit, Exit::Failed);
    assert!(stderr.contains("error[missing-input]"), "{stderr}");
}

#[test]
fn a_run_says_what_it_changes_for_users() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--input", "DIR/api.json", "--output", "DIR/client"];
    fs::write(folder.path().join("api.json"), document(&["/a"])).unwrap();
    let (_, _, stderr) = generator(folder.path(), &arguments);
    assert!(!stderr.contains("asks for"), "there was nothing before: {stderr}");
    fs::write(folder.path().join("api.json"), document(&["/a", "/b"])).unwrap();
    for command in ["check", "generate"] {
        let (_, _, stderr) = generator(folder.path(), &[&[command], &arguments[..]].concat());
        assert!(
            stderr.contains("  `GET /b` (`api().get_b`) is new\nasks for 0.1.1 (now 0.1.0): 1 compatible change\n"),
            "{stderr}"
        );
    }
    let check = || generator(folder.path(), &[&["check"], &arguments[..]].concat());
    let (exit, _, stderr) = check();
    assert_eq!(exit, Exit::Refused);
    assert!(stderr.contains("set `version = \"0.1.1\"` in DIR/client/Cargo.toml\n"), "{stderr}");
    assert!(stderr.ends_with("is new\nasks for 0.1.1 (now 0.1.0): 1 compatible change\n"), "{stderr}");
    raise(folder.path(), "0.1.0", "0.1.1");
    let (exit, _, stderr) = check();
    assert_eq!(exit, Exit::Done);
    assert!(!stderr.contains("asks for"), "{stderr}");

    fs::write(folder.path().join("api.json"), document(&["/b"])).unwrap();
    let (_, stdout, _) =
        generator(folder.path(), &[&["check"], &arguments[..], &["--message-format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(json.pointer("/changes/0/kind").unwrap(), "removed");
    assert_eq!(json.pointer("/release/next").unwrap(), "0.2.0");
}

/// Sets another version in the manifest of the client.
fn raise(folder: &Path, old: &str, new: &str) {
    let manifest = folder.join("client/Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let version = |version: &str| format!("version = \"{version}\"");
    assert!(text.contains(&version(old)), "{text}");
    fs::write(&manifest, text.replacen(&version(old), &version(new), 1)).unwrap();
}

#[test]
fn what_changed_is_told_until_the_version_is_raised() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--input", "DIR/api.json", "--output", "DIR/client"];
    let run = |command: &str| generator(folder.path(), &[&[command], &arguments[..]].concat());
    let api = |paths: &[&str]| fs::write(folder.path().join("api.json"), document(paths)).unwrap();
    let lock = || fs::read_to_string(folder.path().join("client/api.lock")).unwrap();
    let asks = |command: &str| {
        let (exit, _, stderr) = run(command);
        (exit, stderr.lines().find(|line| line.starts_with("asks for")).unwrap_or_default().to_owned())
    };
    let nothing = || (Exit::Done, String::new());
    let asked = |exit, line: &str| (exit, line.to_owned());
    api(&["/a", "/b"]);
    assert_eq!((asks("generate"), asks("check")), (nothing(), nothing()));
    let first = lock();
    assert!(first.contains("\nreleased = 0.1.0\n") && !first.contains("\nreleased had"), "{first}");

    // One change after the other: the report has both, and running again loses none.
    api(&["/b"]);
    run("generate");
    api(&["/b", "/c"]);
    let both = "asks for 0.2.0 (now 0.1.0): 1 breaking, 1 compatible changes";
    assert_eq!(asks("generate"), asked(Exit::Done, both));
    let pending = lock();
    assert!(pending.contains("\nreleased = 0.1.0\n"), "{pending}");
    assert_eq!(asks("generate"), asked(Exit::Done, both));
    assert_eq!(lock(), pending);
    assert_eq!(asks("check"), asked(Exit::Refused, both));
    // Not high enough.
    raise(folder.path(), "0.1.0", "0.1.1");
    assert_eq!(
        asks("check"),
        asked(Exit::Refused, "asks for 0.2.0 (0.1.0 before, now 0.1.1): 1 breaking, 1 compatible changes")
    );
    // What is taken back asks for nothing.
    raise(folder.path(), "0.1.1", "0.1.0");
    api(&["/a", "/b"]);
    assert_eq!((asks("generate"), asks("check")), (nothing(), nothing()));
    assert!(!lock().contains("\nreleased had") && !lock().contains("\nreleased lacked"), "{}", lock());

    api(&["/b"]);
    run("generate");
    let pending = lock();
    raise(folder.path(), "0.1.0", "0.2.0");
    assert_eq!(asks("check"), nothing());
    assert_eq!((asks("generate"), lock()), (nothing(), pending));
    // The next change is one of the new version.
    api(&["/b", "/c"]);
    assert_eq!(asks("check"), asked(Exit::Refused, "asks for 0.2.1 (now 0.2.0): 1 compatible change"));
    assert_eq!(asks("generate"), asked(Exit::Done, "asks for 0.2.1 (now 0.2.0): 1 compatible change"));
    assert!(lock().contains("\nreleased = 0.2.0\n"));
}

#[test]
fn a_merge_of_two_changes_asks_for_both() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["--input", "DIR/api.json", "--output", "DIR/client"];
    let run = |command: &str| generator(folder.path(), &[&[command], &arguments[..]].concat());
    let api = |paths: &[&str]| fs::write(folder.path().join("api.json"), document(paths)).unwrap();
    let file = folder.path().join("client/api.lock");
    let branch = |paths: &[&str], before: &str| {
        fs::write(&file, before).unwrap();
        api(paths);
        run("generate");
        fs::read_to_string(&file).unwrap()
    };
    let base = {
        api(&["/a", "/b"]);
        run("generate");
        fs::read_to_string(&file).unwrap()
    };
    let (ours, theirs) = (branch(&["/a"], &base), branch(&["/a", "/b", "/c"], &base));
    // As git leaves it: both have the header.
    let (header, ours) = ours.split_once("\n\n").unwrap();
    let theirs = theirs.strip_prefix(header).unwrap();
    fs::write(&file, format!("{header}\n\n<<<<<<< ours\n{ours}======={theirs}>>>>>>> theirs\n")).unwrap();
    api(&["/a", "/c"]);
    let (_, _, stderr) = run("generate");
    assert!(stderr.ends_with("asks for 0.2.0 (now 0.1.0): 1 breaking, 1 compatible changes\n"), "{stderr}");
    assert_eq!(run("check").0, Exit::Refused);
}
