//! `docs/moving.md`, command by command.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::support::{Project, page};

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

#[test]
fn the_move_of_the_api_at_hand() {
    let corpus = std::env::var_os("OPENAPI_CORPUS").map_or_else(|| root().join("../shared/corpus"), PathBuf::from);
    let document = corpus.join("history/role-mining-v1");
    if !document.is_dir() {
        return;
    }
    let project = Project::empty();
    for folder in ["specs", "generated-client", "generator/runtime/src"] {
        copy(&project, &root().join(folder), folder);
    }
    project.write("generator/runtime/Cargo.toml", fs::read(root().join("generator/runtime/Cargo.toml")).unwrap());
    copy(&project, &document, "specs/role-mining-v1");
    walk(&project, |command, lines, printed| {
        let mut rest = printed;
        for part in lines.split(|line| line == "..").filter(|part| !part.is_empty()) {
            let part = part.join("\n");
            assert!(rest.contains(&part), "{command} does not print\n{part}\nin\n{rest}");
            rest = rest.split_once(&part).unwrap().1;
        }
    });
}

/// An operation that answers with a job.
fn operation(id: &str, parameters: &[&str], more: &Value) -> Value {
    let parameter = |name: &&str| json!({"in": "path", "name": name, "required": true, "schema": {"type": "string"}});
    let job = json!({"type": "object", "title": "Job", "properties": {
        "exportId": {"type": "string"}, "status": {"type": "string", "enum": ["SUCCESS", "ERROR", "PENDING"]}
    }});
    let responses = json!({"200": {"description": "The job.", "content": {"application/json": {"schema": job}}}});
    let mut operation = json!({
        "operationId": id, "tags": ["IAI Role Mining"], "responses": responses,
        "parameters": parameters.iter().map(parameter).collect::<Vec<_>>()
    });
    operation.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    operation
}

#[test]
fn a_small_move() {
    let calls = [
        (
            "exportRoleMiningPotentialRoleAsync",
            "exportRoleMiningPotentialRoleAsyncV1",
            "post",
            "/roles",
            "/export",
            vec![],
        ),
        (
            "exportRoleMiningPotentialRoleStatus",
            "exportRoleMiningPotentialRoleStatusV1",
            "get",
            "/roles",
            "/export/{exportId}",
            vec!["exportId"],
        ),
        ("patchRoleMiningPotentialRole", "patchPotentialRoleV1", "patch", "/roles", "/{id}", vec!["id"]),
    ];
    let project = Project::empty();
    let mut paths = serde_json::Map::new();
    for (before, after, method, start, end, parameters) in calls {
        let more = json!({"method": method, "path": format!("{start}{end}"), "servers": [{"url": "https://api.example.com/beta"}]});
        let old = operation(before, &parameters, &more);
        project.write(&format!("specs/role-mining/{before}.api.mdx"), page(&old.to_string()));
        paths.insert(format!("{start}/v1{end}"), json!({method: operation(after, &parameters, &json!({}))}));
    }
    let document = json!({
        "openapi": "3.1.0", "info": {"title": "Acme", "version": "1"},
        "servers": [{"url": "https://api.example.com"}], "paths": paths
    });
    project.write("specs/role-mining-v1/iai-role-mining/openapi.yaml", document.to_string());
    project.write(
        "specs/generator.toml",
        "input = [\"role-mining\"]\noutput = \"../generated-client\"\n\n[waiters.wait_until_exported]\n\
         start = \"exportRoleMiningPotentialRoleAsync\"\nstatus = \"exportRoleMiningPotentialRoleStatus\"\n\
         arguments = { exportId = \"exportId\" }\nfield = \"status\"\ndone = [\"SUCCESS\"]\nfailed = [\"ERROR\"]\ninterval = \"2s\"\nlimit = \"10m\"\n",
    );
    project.run(&[]).exits(0);
    let names = |project: &Project| -> Vec<String> {
        let lock = project.read("generated-client/api.lock");
        let operations = lock
            .lines()
            .filter(|line| line.starts_with("operation "))
            .filter_map(|line| line.split_once(" = iai_role_mining "));
        operations.map(|(_, rest)| rest.split(' ').next().unwrap().to_owned()).collect()
    };
    let kept = [
        "export_role_mining_potential_role_async",
        "export_role_mining_potential_role_status",
        "patch_role_mining_potential_role",
    ];
    assert_eq!(names(&project), kept);
    walk(&project, |command, _, printed| {
        if command.starts_with("generator generate") {
            assert_eq!(names(&project), kept);
            assert!(printed.contains("3 operations moved, such as "), "{printed}");
            assert!(!printed.contains("is gone"), "{printed}");
        }
    });
    assert!(project.read("generated-client/src/services/iai_role_mining/mod.rs").contains("patch_potential_role"));
}
