//! What schemas allow is read as the right thing and written as it was: values are made of the schemas of the input, and a
//! validator that knows nothing of the generator judges them.
//!
//! The validator would be a fifth of the time that all dependencies take to build. So all of this is tried with `SLOW=1`
//! alone, that of the fixtures with `SLOW=schemas`, too. Without, the programs of `fixtures/behaviour` and `fixtures/values`
//! try values that were chosen by hand.

mod answers;
mod dialect;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use generator::api::{Api, Type, TypeDefinition, TypeKind, Usage};
use generator::generate;
use generator::read::{InputPath, Options, read};
use serde_json::{Value, json};
use tests::{corpus, slow};

use self::values::Values;
use crate::nested::{self, Workspace};

/// How many values are made of a type.
const EACH: u64 = 40;

/// What a program needs beside the crates.
const DEPENDENCIES: &str = "jsonschema = { version = \"0.61\", default-features = false }\n\
    serde = { version = \"1\", default-features = false, features = [\"std\"] }\nserde_json = \"1\"\n";

/// What becomes of values that schemas allow and types don't have. `docs/limits.md` says so to users.
const EXCEPTED: [(&str, &str); 5] = [
    // A string that is described as a work-around for null.
    ("refused", "fixture-values Owned"),
    // Any string beside listed ones is an open enum, which has the others as `Unknown`.
    ("unknown", "documents-ideal-postcodes-co-uk ApiKey"),
    ("unknown", "documents-ideal-postcodes-co-uk ApiKeyResponse"),
    ("unknown", "documents-yaml-sailpoint-beta DateCompare"),
    ("unknown", "documents-yaml-sailpoint-beta DateFormat"),
];

/// A document, as it is read here and as the generator reads it.
struct Document {
    name: String,
    path: PathBuf,
}

#[test]
fn values_of_fixtures_keep_all_that_they_have() {
    if !slow::asks_for("schemas") && !slow::proves("values of the schemas of fixtures") {
        return;
    }
    let fixtures = fs::read_dir("fixtures/documents").unwrap().map(|entry| entry.unwrap().path());
    let documents = fixtures.map(|path| Document { name: format!("fixture-{}", stem(&path)), path });
    assert_kept(documents.collect(), "schemas-program");
}

#[test]
fn values_of_the_corpus_keep_all_that_they_have() {
    let Some(corpus) = corpus::folder() else { return };
    if !slow::proves("values of the schemas of the corpus") {
        return;
    }
    let folders = [("documents", "documents"), ("documents-yaml", "documents-yaml")];
    let documents = folders.into_iter().flat_map(|(folder, prefix)| {
        let files = fs::read_dir(corpus.join(folder)).into_iter().flatten().map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.is_file())
            .map(move |path| Document { name: format!("{prefix}-{}", stem(&path)), path })
    });
    assert_kept(documents.collect(), "schemas-corpus-program");
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap().to_string_lossy().to_ascii_lowercase();
    let parts = stem.split(|character: char| !character.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

fn assert_kept(mut documents: Vec<Document>, program: &str) {
    documents.sort_by(|left, right| left.name.cmp(&right.name));
    let mut workspace = Workspace::default();
    let (mut roots, mut values) = (serde_json::Map::new(), serde_json::Map::new());
    let (mut checks, mut dependencies) = (String::new(), String::new());
    for Document { name, path } in documents {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let Ok(mut document) = serde_yaml::from_str::<Value>(&text) else { continue };
        answers::name(&mut document);
        let path = nested::target().join("schemas").join(format!("{name}.json"));
        nested::write(&path, &document.to_string());
        let input = read(&[InputPath::named(&path, "")], &Options::default());
        let generated = generate(input, &nested::options(&name)).unwrap_or_else(|errors| panic!("{errors:?}"));
        workspace.generated(&name, &generated);
        writeln!(dependencies, "{name} = {{ path = \"../{name}\" }}").unwrap();
        let root = dialect::components(&document);
        for (component, definition) in answered(&root, &generated.api) {
            let key = format!("{name} {component}");
            let ty = format!("{}::models::{}", name.replace('-', "_"), definition.name);
            writeln!(checks, "    input.check::<{ty}>({name:?}, {component:?});").unwrap();
            values.insert(key, made(&root, component, definition.usage));
        }
        roots.insert(name, root);
    }
    dependencies.push_str(DEPENDENCIES);
    workspace.program(program, &dependencies, &fs::read_to_string("fixtures/schemas/main.rs").unwrap());
    Workspace::module(program, "input.json", &json!({ "roots": roots, "values": values }).to_string());
    let checks = format!("pub(crate) fn check_all(input: &super::Input) {{\n{checks}}}\n");
    Workspace::module(program, "types.rs", &checks);
    let output = workspace.output(&["test", "--package", program]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    let outcomes = text.lines().filter_map(|line| line.strip_prefix("outcome "));
    judge_all(outcomes.map(|line| serde_json::from_str(line).unwrap()));
}

/// The components that answers have, and their types: those of the same letters, if there is one alone.
fn answered<'a>(root: &'a Value, api: &'a Api) -> Vec<(&'a str, &'a TypeDefinition)> {
    let components = root["components"]["schemas"].as_object();
    let found = |name: &'a String| {
        let namesakes = components.into_iter().flatten().filter(|(other, _)| letters(other) == letters(name));
        let mut types = api.types.iter().filter(|definition| letters(&definition.name) == letters(name));
        let (definition, None) = (types.next()?, types.next()) else { return None };
        let is_answer = definition.usage.received
            && !matches!(definition.kind, TypeKind::Enum(_))
            && !is_tagged_by_union(definition, api);
        (namesakes.count() == 1 && is_answer).then_some((name.as_str(), definition))
    };
    components.into_iter().flatten().filter_map(|(name, _)| found(name)).collect()
}

/// A name as far as its spelling in documents and in Rust agree.
fn letters(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Whether a union reads and writes the discriminator of a type, which is nothing by itself then.
fn is_tagged_by_union(definition: &TypeDefinition, api: &Api) -> bool {
    let TypeKind::Struct(structure) = &definition.kind else { return false };
    api.types.iter().any(|other| {
        let TypeKind::Union(union) = &other.kind else { return false };
        let Some(tag) = &union.discriminator else { return false };
        let is_variant = |ty: &Type| {
            ty.named().and_then(|id| api.type_definition(id)).is_some_and(|found| found.name == definition.name)
        };
        union.variants.iter().any(|variant| is_variant(&variant.ty))
            && !structure.fields.iter().any(|field| field.wire_name == *tag)
    })
}

/// Values of a component, each once. The program leaves out those that the validator refuses.
fn made(root: &Value, component: &str, usage: Usage) -> Value {
    let schema = json!({ "$ref": format!("#/components/schemas/{component}") });
    let made = (0..EACH).map(|seed| Values::new(root, seed, usage.sent).of(&schema, 0));
    let mut seen = BTreeSet::new();
    // Null is none of a type: the places that allow it have an `Option`.
    made.filter(|value| !value.is_null() && seen.insert(value.to_string())).collect()
}

/// Counts what became of all values, and fails where one is not what it was.
fn judge_all(outcomes: impl Iterator<Item = Value>) {
    let mut table: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    let mut count = 0;
    let mut types = BTreeSet::new();
    for line in outcomes {
        count += 1;
        let (name, value, outcome) = (line["type"].as_str().unwrap(), &line["value"], &line["outcome"]);
        types.insert(name.to_owned());
        let class = match () {
            () if outcome.get("refused").is_some() => "refused",
            () if outcome["has_unknown"] == true => "unknown",
            () if outcome["is_valid"] != true => "invalid",
            () if !is_same(value, &outcome["written"]) => "lost",
            () => "kept",
        };
        *table.entry(class).or_default() += 1;
        if class != "kept" && !EXCEPTED.contains(&(class, name)) {
            failures.push(format!("{class}: {name}: {value} is {outcome}"));
        }
    }
    println!("{} types, {count} values: {table:?}", types.len());
    assert!(count > 500, "{count}");
    let shown: Vec<&str> = failures.iter().take(40).map(String::as_str).collect();
    assert!(failures.is_empty(), "{} of {count}:\n{}", failures.len(), shown.join("\n"));
}

/// Whether both are one value, but for null, which may be left out, and for the form of numbers.
fn is_same(value: &Value, written: &Value) -> bool {
    match (value, written) {
        (Value::Object(value), Value::Object(written)) => {
            let is_kept =
                |(key, value): (&String, &Value)| written.get(key).map_or(value.is_null(), |it| is_same(value, it));
            value.iter().all(is_kept) && written.iter().all(|(key, it)| value.contains_key(key) || it.is_null())
        }
        (Value::Array(value), Value::Array(written)) => {
            value.len() == written.len() && value.iter().zip(written).all(|(value, written)| is_same(value, written))
        }
        (Value::Number(value), Value::Number(written)) => value.as_f64() == written.as_f64(),
        (value, written) => value == written,
    }
}
