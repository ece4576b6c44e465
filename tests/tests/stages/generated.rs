//! The committed client is what the generator writes today.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use generator::config::Config;
use generator::output::{MARKER, crate_version};
use generator::{Options, generate, read};

/// The files below `folder` that the generator wrote once.
fn marked(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            marked(&path, &format!("{name}/"), files);
        } else {
            let text = fs::read_to_string(&path).unwrap();
            if text.lines().next().is_some_and(|line| line.contains(MARKER)) {
                files.insert(name, text);
            }
        }
    }
}

#[test]
fn the_committed_client_is_up_to_date() {
    let config = Config::read(Path::new("../specs/generator.toml")).unwrap();
    let input = read::read(&config.inputs, &read::Options::default());
    let (crate_name, rules, runtime) = ("generated-client".to_owned(), config.rules, config.runtime);
    let version = config.output.as_deref().and_then(crate_version);
    let options = Options { crate_name, rules, runtime, version, ..Options::default() };
    let generated = generate(input, &options).unwrap();

    let mut committed = BTreeMap::new();
    marked(config.output.as_deref().unwrap(), "", &mut committed);
    let mut differences: Vec<String> = Vec::new();
    for file in &generated.files {
        match committed.remove(&file.path) {
            None => differences.push(format!("{} is missing", file.path)),
            Some(text) if text.replace("\r\n", "\n") != file.content => {
                differences.push(format!("{} differs", file.path));
            }
            Some(_) => {}
        }
    }
    differences.extend(committed.into_keys().map(|path| format!("{path} is no longer needed")));
    assert!(differences.is_empty(), "run `cargo run -p generator`:\n{}", differences.join("\n"));
}
