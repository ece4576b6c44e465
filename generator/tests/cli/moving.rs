//! `docs/moving.md`, command by command.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::support::Project;

/// How the commands of the page end, in their order: a rule doesn't fit at first, and a version is not set yet.
const EXITS: [(&str, i32); 13] = [
    ("sed", 0),
    ("generator diff", 2),
    ("sed", 0),
    ("generator diff", 0),
    ("generator generate", 0),
    ("generator check", 1),
    ("sed", 0),
    ("generator check", 0),
    ("generator names", 0),
    ("generator names --adopt", 0),
    ("sed", 0),
    ("generator prune", 0),
    ("generator check", 1),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The commands of a page, and the lines that are shown of what each prints.
fn commands(page: &str) -> Vec<(String, Vec<String>)> {
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    for block in page.split("```console\n").skip(1) {
        for line in block.split("\n```").next().unwrap().lines() {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push((command.to_owned(), Vec::new())),
                None => commands.last_mut().unwrap().1.push(line.to_owned()),
            }
        }
    }
    commands
}

/// Runs each command as a shell does; `look` is given each with what it printed.
fn walk(project: &Project, look: impl Fn(&str, &[String], &str)) {
    let text = fs::read_to_string(root().join("docs/moving.md")).unwrap();
    let mut commands = commands(&text);
    // Dropping names breaks; the page ends before the version for it is set.
    commands.push(("generator check".to_owned(), Vec::new()));
    assert_eq!(commands.len(), EXITS.len());
    let programs = Path::new(env!("CARGO_BIN_EXE_generator")).parent().unwrap();
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap());
    for ((command, lines), (start, code)) in commands.iter().zip(EXITS) {
        assert!(command.starts_with(start), "{command}");
        let output = Command::new("sh")
            .args(["-c", &format!("{command} 2>&1")])
            .current_dir(project.path(""))
            .env("PATH", &path)
            .output();
        let output = output.unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{command}\n{printed}");
        look(command, lines, &printed);
    }
}

fn copy(project: &Project, from: &Path, to: &str) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = format!("{to}/{}", entry.file_name().display());
        if entry.file_type().unwrap().is_dir() {
            copy(project, &entry.path(), &to);
        } else {
            project.write(&to, fs::read(entry.path()).unwrap());
        }
    }
}

/// The project of this repository, as far as the page needs it.
fn at_hand() -> Project {
    let project = Project::empty();
    for folder in ["specs", "generated-client", "generator/runtime/src"] {
        copy(&project, &root().join(folder), folder);
    }
    project.write("generator/runtime/Cargo.toml", fs::read(root().join("generator/runtime/Cargo.toml")).unwrap());
    project
}

/// Asserts that a text has the lines that the page shows of it, in their order.
fn has(command: &str, lines: &[String], printed: &str) {
    let mut rest = printed;
    for part in lines.split(|line| line == "..").filter(|part| !part.is_empty()) {
        let part = part.join("\n");
        assert!(rest.contains(&part), "{command} does not print\n{part}\nin\n{rest}");
        rest = rest.split_once(&part).unwrap().1;
    }
}

/// The page with the document that it was written from, where the corpus is there.
#[test]
fn the_move_of_the_api_at_hand() {
    let corpus = std::env::var_os("OPENAPI_CORPUS").map_or_else(|| root().join("../shared/corpus"), PathBuf::from);
    let document = corpus.join("history/role-mining-v1");
    if !document.is_dir() {
        return;
    }
    let project = at_hand();
    copy(&project, &document, "specs/role-mining-v1");
    walk(&project, has);
}

/// `document` as the API has it after the move: other paths and ids, components without capitals, a header everywhere, and
/// what else the page shows.
#[allow(clippy::indexing_slicing, reason = "a test fails by panicking")]
fn moved(mut document: Value) -> Value {
    let header = json!({"in": "header", "name": "X-SailPoint-Experimental", "required": true,
        "schema": {"type": "string", "default": "true"}});
    for server in document["servers"].as_array_mut().unwrap() {
        server["url"] = server["url"].as_str().unwrap().trim_end_matches("/beta").into();
    }
    document["components"]["securitySchemes"].as_object_mut().unwrap().remove("oauth2").unwrap();
    let mut paths = serde_json::Map::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let end = path.match_indices('/').nth(1).map_or(path.len(), |(at, _)| at);
        let (resource, rest) = path.split_at(end);
        let mut item = item.clone();
        for operation in item.as_object_mut().unwrap().values_mut() {
            let id = operation["operationId"].as_str().unwrap();
            let id = if id == "patchRoleMiningPotentialRole" { "patchPotentialRole" } else { id };
            operation["operationId"] = format!("{id}V1").into();
            if operation["security"][0].get("oauth2").is_some() {
                operation["security"] = json!([{"userAuth": []}]);
            }
            match operation["parameters"].as_array_mut() {
                Some(parameters) => parameters.push(header.clone()),
                None => operation["parameters"] = json!([header]),
            }
        }
        paths.insert(format!("{resource}/v1{rest}"), item);
    }
    document["paths"] = paths.into();
    let schemas = document["components"]["schemas"].as_object_mut().unwrap();
    for holder in ["RoleMiningPotentialRole", "RoleMiningPotentialRoleSummary", "RoleMiningSessionResponse"] {
        let by = json!([{"$ref": "#/components/schemas/EntityCreatedByDTO"}, {"type": "string"}]);
        schemas[holder]["properties"]["createdBy"] = json!({"oneOf": by});
    }
    schemas["RoleMiningIdentity"]["properties"]["attributes"]["additionalProperties"]["nullable"] = true.into();
    let names: Vec<String> = schemas.keys().cloned().collect();
    let lower = schemas.iter().map(|(name, schema)| (name.to_lowercase(), schema.clone()));
    *schemas = lower.collect();
    let reference = |name: &str| format!("\"#/components/schemas/{name}\"");
    let text = document.to_string();
    let text = names.iter().fold(text, |text, name| text.replace(&reference(name), &reference(&name.to_lowercase())));
    serde_json::from_str(&text).unwrap()
}

/// The page with a document made of the pages at hand, which differs from that of the API in how much else has changed.
#[test]
fn a_move_of_the_pages_at_hand() {
    let uncounted = |text: &str| -> String {
        let counted = ["asks for ", " is up to date: "];
        let line = |line: &str| match line.rsplit_once(": ") {
            Some((start, _)) if counted.iter().any(|it| line.contains(it)) => format!("{start}\n"),
            _ => format!("{line}\n"),
        };
        text.lines().map(line).collect()
    };
    let methods = |project: &Project| -> Vec<String> {
        let lock = project.read("generated-client/api.lock");
        let operations = lock.lines().filter(|line| line.starts_with("operation "));
        let named = operations.filter_map(|line| line.split_once(" = iai_role_mining "));
        let mut names: Vec<String> = named.map(|(_, rest)| rest.split(' ').next().unwrap().to_owned()).collect();
        names.sort();
        names
    };
    let project = at_hand();
    project.run(&["openapi", "-o", "before.json", "-q"]).exits(0);
    let document: Value = serde_json::from_str(&project.read("before.json")).unwrap();
    project.write("specs/role-mining-v1/iai-role-mining/openapi.yaml", moved(document).to_string());
    let before = methods(&project);
    assert_eq!(before.len(), 25);
    walk(&project, |command, lines, printed| {
        let lines = uncounted(&lines.join("\n"));
        let lines: Vec<String> = lines.lines().map(str::to_owned).collect();
        has(command, &lines, &uncounted(printed));
        if command.starts_with("generator generate") {
            assert_eq!(methods(&project), before);
            assert!(!printed.contains(") is gone"), "{printed}");
        }
    });
    assert!(project.read("generated-client/src/services/iai_role_mining/mod.rs").contains("patch_potential_role"));
}
