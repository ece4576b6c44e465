//! Documents that mean harm: code in texts and names, names that lead out of the folder, and what grows without end.
//!
//! Each is given to the command, which has to end within its limits of time and memory: with a crate whose files are
//! Rust and hold no code of the document's, or with a message. Nothing is ever written elsewhere.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::format_collect,
    reason = "a test fails by panicking, and its texts are small"
)]

mod bombs;
mod code;
mod command;
mod files;
mod nesting;
mod references;
mod vocabulary;

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Once;

use serde_json::{Value, json};

/// What a document came to.
#[derive(Debug)]
struct Outcome {
    /// Whether there is a crate.
    generated: bool,
    /// What was printed.
    messages: String,
    /// What the crate is made of.
    vocabulary: BTreeSet<String>,
}

impl Outcome {
    /// Demands a crate.
    fn generated(self) {
        assert!(self.generated, "{}", self.messages);
    }

    /// Demands a crate that is made of nothing that `other` is not made of.
    fn generated_like(self, other: &Self) {
        assert!(self.generated && other.generated, "{}", self.messages);
        let added: Vec<&String> = self.vocabulary.difference(&other.vocabulary).collect();
        assert!(added.is_empty(), "{added:#?}");
    }

    /// Demands a message with a code, and no crate.
    fn refused(self, code: &str) {
        assert!(!self.generated && self.messages.contains(&format!("error[{code}]")), "{}", self.messages);
    }

    /// Demands a message with a code.
    fn says(self, code: &str) -> Self {
        assert!(self.messages.contains(&format!("[{code}]")), "no [{code}] in: {}", self.messages);
        self
    }
}

/// Whether this is a run with all that takes long.
fn is_slow() -> bool {
    std::env::var_os("SLOW").is_some_and(|value| value == "1")
}

/// How often something is repeated: a tenth of `count`, but for runs with `SLOW=1`.
fn times(count: usize) -> usize {
    static SAID: Once = Once::new();
    if is_slow() {
        return count;
    }
    // Not by `println!`, of which cargo shows nothing where a test passes.
    SAID.call_once(|| {
        std::io::stderr().write_all(b"left out without SLOW=1: nine tenths of all repetitions\n").unwrap();
    });
    count / 10
}

/// Gives the command a folder with one file.
fn generate(name: &str, content: impl AsRef<[u8]>) -> Outcome {
    generate_files(&[(name, content.as_ref())])
}

/// Gives the command a document with these schemas, each reached by a body that is sent and received.
fn generate_schemas(schemas: Value) -> Outcome {
    let paths = schemas.as_object().unwrap().keys().enumerate().take(100).map(|(index, name)| {
        let name = name.replace('~', "~0").replace('/', "~1");
        let content = json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
        let operation = json!({
            "operationId": format!("operation{index}"),
            "requestBody": { "content": content },
            "responses": { "200": { "description": "ok", "content": content } },
        });
        (format!("/{index}"), json!({ "post": operation }))
    });
    let paths: serde_json::Map<String, Value> = paths.collect();
    generate("openapi.json", document(json!(paths), json!({ "schemas": schemas })).to_string())
}

/// Gives the command a document with these paths.
fn generate_paths(paths: Value) -> Outcome {
    generate("openapi.json", document(paths, json!({})).to_string())
}

fn document(paths: Value, components: Value) -> Value {
    json!({ "openapi": "3.0.3", "info": { "title": "t", "version": "1" }, "paths": paths, "components": components })
}

/// Gives the command a folder of files, and looks at everything that it wrote.
fn generate_files(files: &[(&str, &[u8])]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("working-directory");
    fs::create_dir_all(inner.join("input")).unwrap();
    for (name, content) in files {
        let path = inner.join("input").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    outcome(folder.path())
}

/// Runs the command in a folder with `working-directory/input`.
fn outcome(folder: &Path) -> Outcome {
    let inner = folder.join("working-directory");
    let before = files_below(folder);
    // Without a copy of the runtime, which is the same for all documents: to write it and to read it takes longer than most
    // documents do.
    let arguments =
        ["generate", "--input", "input", "--output", "output", "--name", "client", "--runtime", "0.1", "-vv"];
    let run = command::run(&inner, &arguments);
    // 101 is a panic, none is a signal: a limit, or a stack that overflowed.
    assert!(matches!(run.code, Some(0..=2)), "{:?}: {}", run.code, tail(&run.stderr));
    let messages = run.stdout + &run.stderr;
    let output = inner.join("output");
    let logs = ["working-directory.stdout", "working-directory.stderr"].map(|name| folder.join(name));
    let elsewhere = files_below(folder).into_iter().filter(|path| !path.starts_with(&output) && !logs.contains(path));
    assert_eq!(elsewhere.collect::<Vec<_>>(), before, "something was written elsewhere");
    let generated = run.code == Some(0);
    if !generated {
        assert!(messages.contains("error["), "it says why: {}", tail(&messages));
        assert!(!output.exists(), "{}", tail(&messages));
    }
    let mut vocabulary = BTreeSet::new();
    for path in files_below(&output) {
        assert_named_harmlessly(&path);
        if path.extension().is_some_and(|extension| extension == "rs") {
            vocabulary::add(&path, &mut vocabulary);
        }
    }
    Outcome { generated, messages: tail(&messages).to_owned(), vocabulary }
}

/// Demands a name that an archive and any system can hold.
fn assert_named_harmlessly(path: &Path) {
    let name = path.file_name().unwrap().to_str().unwrap();
    assert!(name.len() <= 150 && name.is_ascii(), "{name}");
    let name = name.to_ascii_lowercase();
    let stem = name.split('.').next().unwrap();
    assert!(!["con", "prn", "aux", "nul", "com1", "lpt1"].contains(&stem), "{name} is a device on Windows");
    let is_source = path.extension().is_some_and(|extension| extension == "rs");
    assert!(is_source || ["api.lock", "cargo.toml", "rustfmt.toml"].contains(&name.as_str()), "{name}");
}

/// The files below a folder, sorted.
fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let is_folder = entry.file_type().unwrap().is_dir();
            if is_folder { folders.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    files.sort();
    files
}

/// The end of a text that may be long.
fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(3_000).map_or(0, |(index, _)| index);
    text.get(start..).unwrap_or_default()
}
