//! `docs/diagnostics.md` and `generator/docs/diagnostics/`: every code is there, and every example produces its code.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use generator::config::Config;
use generator::diagnostic::{Code, Diagnostic, Severity};
use generator::lock::Lock;
use generator::output;
use generator::read::{InputPath, Options, read};
use serde_json::{Value, json};

/// The pages, in the order of the stages.
const PAGES: [&str; 5] = ["read", "repair-operations", "repair-schemas", "lower", "output"];

/// Codes that no example can produce, with the reason.
const NOT_BY_EXAMPLE: [(&str, &str); 7] = [
    ("invalid-output-path", "no input is known that makes the generator write such a path"),
    ("missing-input", "the example would be that there is no file: a test below names one"),
    ("not-emitted", "no input is known that makes the generator write what is no Rust"),
    ("too-complex", "the parser has to be busy for a minute"),
    ("unreadable", "a file's permissions don't stop an administrator: a test below names a folder that isn't there"),
    ("unreadable-output", "a folder's permissions don't stop an administrator"),
    ("unwritable", "a test below takes a file for a folder"),
];

/// A section on a code.
struct Section {
    page: &'static str,
    code: String,
    severity: String,
    examples: Vec<Example>,
}

/// A fenced block with the words after its language.
#[derive(Debug)]
struct Example {
    language: String,
    kind: String,
    text: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

fn sections() -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for page in PAGES {
        let text = fs::read_to_string(folder().join(format!("../generator/docs/diagnostics/{page}.md"))).unwrap();
        let mut example: Option<Example> = None;
        for line in text.lines() {
            match (&mut example, line.strip_prefix("```")) {
                (Some(_), Some(_)) => sections.last_mut().unwrap().examples.extend(example.take()),
                (Some(example), None) => writeln!(example.text, "{line}").unwrap(),
                (None, Some(info)) => {
                    let (language, kind) = info.split_once(' ').unwrap_or((info, ""));
                    let (language, kind) = (language.to_owned(), kind.to_owned());
                    example = Some(Example { language, kind, text: String::new() });
                }
                (None, None) => {
                    if let Some(code) = line.strip_prefix("## ") {
                        let (code, severity) = (code.to_owned(), String::new());
                        sections.push(Section { page, code, severity, examples: Vec::new() });
                    } else if let Some(severity) = line.strip_prefix("Severity: ") {
                        severity.clone_into(&mut sections.last_mut().unwrap().severity);
                    }
                }
            }
        }
        assert!(example.is_none(), "{page}: a block without an end");
    }
    sections
}

fn severity(code: Code) -> String {
    code.severities().iter().map(ToString::to_string).collect::<Vec<_>>().join(" or ")
}

#[test]
fn every_code_has_a_section() {
    let sections = sections();
    let mut documented: Vec<&str> = sections.iter().map(|section| section.code.as_str()).collect();
    documented.sort_unstable();
    assert_eq!(documented, Code::ALL.iter().map(|code| code.name()).collect::<Vec<_>>());
    for section in &sections {
        assert_eq!(section.severity, severity(Code::find(&section.code).unwrap()), "{}", section.code);
        assert!(!section.examples.is_empty(), "{} has no example", section.code);
    }
    for page in PAGES {
        let of_page = sections.iter().filter(|section| section.page == page).map(|section| &section.code);
        assert!(of_page.is_sorted(), "the codes of {page}.md are sorted");
    }
}

#[test]
fn the_index_is_made_of_the_codes() {
    let sections = sections();
    let page = |code: &str| sections.iter().find(|section| section.code == code).map_or("", |section| section.page);
    let row = |code: &Code| {
        let (name, meaning) = (code.name(), code.meaning());
        let page = page(name);
        format!("| [`{name}`](../generator/docs/diagnostics/{page}.md#{name}) | {} | {meaning} |", severity(*code))
    };
    let path = folder().join("diagnostics.md");
    let index = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (before, _) = index.split_once("\n| [`").unwrap();
    let rows: Vec<String> = Code::ALL.iter().map(row).collect();
    let made = format!("{before}\n{}\n", rows.join("\n"));
    // As for snapshots.
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(&path, &made).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap().replace("\r\n", "\n"), made, "`INSTA_UPDATE=always` makes it anew");
}

#[test]
fn every_example_produces_its_code() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diagnostic_codes");
    let mut failures = String::new();
    for section in sections() {
        if NOT_BY_EXAMPLE.iter().any(|(code, _)| *code == section.code) {
            continue;
        }
        // In a folder of its own: files next to a document can be part of it.
        let folder = scratch.join(&section.code).join("inputs");
        let _ = fs::remove_dir_all(&folder);
        let diagnostics = run(&folder, &section);
        if diagnostics.iter().all(|diagnostic| diagnostic.code != section.code.as_str()) {
            writeln!(failures, "{} does not come of its example, but: {:#?}", section.code, codes(&diagnostics))
                .unwrap();
        }
        for Diagnostic { code, severity, .. } in &diagnostics {
            if !code.severities().contains(severity) {
                writeln!(failures, "{}: {severity}[{code}] is not in the table", section.code).unwrap();
            }
        }
    }
    assert_eq!(failures, "");
}

fn codes(diagnostics: &[Diagnostic]) -> BTreeSet<&'static str> {
    diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
}

/// Runs the pipeline on the examples of a section, in a folder that isn't there yet.
fn run(folder: &Path, section: &Section) -> Vec<Diagnostic> {
    let mut inputs: BTreeSet<PathBuf> = BTreeSet::new();
    let mut options = generator::Options { crate_name: "example".to_owned(), ..Default::default() };
    let mut crate_folder = None;
    let mut diagnostics = Vec::new();
    for example in &section.examples {
        let (path, text) = match example.kind.split_once('=') {
            Some(("file", path)) => (PathBuf::from(path), example.text.clone()),
            Some(("output", path)) => {
                crate_folder = Some(folder.join("output"));
                write(&folder.join("output").join(path), &example.text);
                continue;
            }
            _ => match example.kind.as_str() {
                "page" => (PathBuf::from("example.api.mdx"), example.text.clone()),
                "document" => (PathBuf::from(format!("api.{}", example.language)), example.text.clone()),
                "config" => {
                    match Config::parse(&example.text, Path::new("generator.toml")) {
                        Ok(config) => options.rules = config.rules,
                        Err(errors) => diagnostics.extend(errors),
                    }
                    continue;
                }
                "lock" => {
                    match Lock::parse(&example.text, "api.lock") {
                        Ok((lock, conflicts)) => {
                            options.lock = Some(lock);
                            diagnostics.extend(conflicts);
                        }
                        Err(errors) => diagnostics.extend(errors),
                    }
                    continue;
                }
                kind => (PathBuf::from("api.json"), document(kind, &example.text, &section.code).to_string()),
            },
        };
        write(&folder.join(&path), &text);
        inputs.insert(folder.join(path.components().next().unwrap()));
    }
    if let Some(crate_folder) = &crate_folder {
        let text = document("paths", "{}", &section.code).to_string();
        write(&folder.join("api.json"), &text);
        inputs.insert(folder.join("api.json"));
        assert!(crate_folder.is_dir());
    }
    if !inputs.is_empty() {
        let inputs: Vec<InputPath> = inputs.into_iter().map(InputPath::new).collect();
        match generator::generate(read(&inputs, &Options::default()), &options) {
            Ok(generated) => {
                diagnostics.extend(generated.diagnostics);
                if let Some(crate_folder) = crate_folder {
                    let features = output::ServiceFeatures::between(None, &generated.lock);
                    let files = generated.files.into_iter().map(|file| (file.path, file.content)).collect();
                    let plan = output::plan(&crate_folder, files, &generated.manifest);
                    diagnostics.extend(plan.and_then(|plan| plan.with_features(&features)).unwrap_err());
                }
            }
            Err(errors) => diagnostics.extend(errors),
        }
    }
    diagnostics
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A document of OpenAPI 3.0 around a part of one.
fn document(kind: &str, part: &str, code: &str) -> Value {
    let part: Value = serde_json::from_str(part).unwrap_or_else(|error| panic!("{code}: {error}"));
    let answering = |schema: Value| {
        json!({"/disks": {"get": {"responses": {"200": {
            "description": "", "content": {"application/json": {"schema": schema}}
        }}}}})
    };
    let mut components = json!({});
    let paths = match kind {
        "paths" => part,
        "operation" => json!({"/disks": {"post": part}}),
        "schema" => answering(part),
        "schemas" => {
            let names = part.as_object().unwrap().keys();
            let properties: serde_json::Map<String, Value> =
                names.map(|name| (name.clone(), json!({"$ref": format!("#/components/schemas/{name}")}))).collect();
            components = json!({"schemas": part});
            answering(json!({"type": "object", "properties": properties}))
        }
        _ => panic!("{code}: there is no kind of example named `{kind}`"),
    };
    json!({
        "openapi": "3.0.3", "info": {"title": "Disks", "version": "1"}, "paths": paths, "components": components
    })
}

#[test]
fn the_exceptions_are_codes() {
    for (code, reason) in NOT_BY_EXAMPLE {
        assert!(Code::find(code).is_some() && !reason.is_empty(), "{code}");
    }
}

#[test]
fn a_missing_input() {
    let input = read(&[InputPath::new("no/such/folder")], &Options::default());
    assert_eq!(codes(&input.diagnostics), BTreeSet::from(["missing-input"]));
    assert!(input.diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Error));
}

#[test]
fn an_unreadable_configuration() {
    let errors = Config::read(Path::new("no/such/generator.toml")).unwrap_err();
    assert_eq!(codes(&errors), BTreeSet::from(["unreadable"]));
}

#[test]
fn an_unwritable_file() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let error = output::write_file(&file.join("rebuilt.json"), "{}").unwrap_err();
    assert_eq!(error.code, "unwritable");
}
