//! What the documentation shows of the configuration can be read, and it names every key; what the README shows of the
//! generated code stands in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use generator::config::{Config, Configuration};

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/configuration.md");
    fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

/// The blocks of TOML.
fn examples(page: &str) -> Vec<&str> {
    page.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// The keys that stand for tables, which have sections of their own.
const TABLES: [&str; 15] = [
    "source",
    "runtime",
    "patch",
    "include",
    "exclude",
    "rename",
    "formats",
    "override",
    "oauth2",
    "errors",
    "requests",
    "environment",
    "paging",
    "streams",
    "waiters",
];

/// The tables whose keys are the user's choice.
const CHOSEN: [&str; 7] = ["waiters", "formats", "types", "fields", "variants", "operations", "services"];

/// All keys of a table and of those in it, apart from the names that the user chooses.
fn keys(table: &toml::Table, chosen: bool, found: &mut BTreeSet<String>) {
    for (key, value) in table {
        if !chosen {
            found.insert(key.clone());
        }
        match value {
            toml::Value::Table(table) if key != "arguments" => {
                let is_chosen = CHOSEN.contains(&key.as_str());
                keys(table, is_chosen, found);
            }
            toml::Value::Array(list) => {
                list.iter().filter_map(toml::Value::as_table).for_each(|it| keys(it, false, found));
            }
            _ => {}
        }
    }
}

#[test]
fn each_example_of_the_configuration_can_be_read() {
    let page = page();
    let examples = examples(&page);
    assert!(examples.len() > 6);
    for example in examples {
        Configuration::parse(example, Path::new("generator.toml")).unwrap();
    }
}

#[test]
fn each_key_of_the_configuration_is_explained() {
    let page = page();
    let mut shown = BTreeSet::new();
    for example in examples(&page) {
        keys(&example.parse().unwrap(), false, &mut shown);
    }
    // What serde says of an unknown key lists those that are known.
    let mut known = BTreeSet::new();
    for table in [
        "",
        "[[source]]",
        "[runtime]",
        "[[patch]]",
        "[include]",
        "[exclude]",
        "[rename]",
        "[[override]]",
        "[oauth2]",
        "[errors]",
        "[requests]",
        "[environment]",
        "[[paging]]",
        "[waiters.x]",
    ] {
        let head = "input = [\"a\"]\noutput = \"b\"\n";
        let error = Config::parse(&format!("{head}{table}\nnothing = 1"), Path::new("generator.toml")).unwrap_err();
        let message = error.first().unwrap().message.clone();
        let list = message.split_once("expected").unwrap_or_else(|| panic!("{message}")).1;
        known.extend(list.split('`').skip(1).step_by(2).map(str::to_owned));
    }
    known.insert("api".to_owned());
    assert!(known.len() > 25, "{known:?}");
    let explained: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    for key in &known {
        let is_table = TABLES.contains(&key.as_str());
        assert!(is_table || explained.iter().any(|line| line.contains(&format!("`{key}`"))), "{key} is not explained");
        // They stand in place of one that is shown.
        let is_alternative = ["branch", "next_header", "rev"].contains(&key.as_str());
        assert!(shown.contains(key) || is_alternative, "{key} is not shown");
    }
}

/// All that is generated below a folder.
fn generated(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { generated(&path) } else { fs::read_to_string(path).unwrap() }).collect()
}

#[test]
fn the_generated_code_of_the_readme_is_generated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap().replace("\r\n", "\n");
    let block = readme.split_once("```text\n").unwrap().1.split_once("```").unwrap().0;
    let generated = generated(&root.join("generated-client/src/models")).replace("\r\n", "\n");
    assert!(block.lines().count() > 9, "{block}");
    for part in block.split("// ..\n") {
        assert!(generated.contains(part), "{part}");
    }
}
