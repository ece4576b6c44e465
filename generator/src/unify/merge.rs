//! One document of many, the schemas aside: operations, servers, security schemes, tags, `info`.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::{Duplicates, Source};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::marks::PLACE;
use crate::methods;
use crate::pointer;

/// An operation of one of the sources.
#[derive(Debug, Clone)]
pub(super) struct Operation<'a> {
    /// Its source, as an index.
    pub(super) source: usize,
    /// The section of the document: `paths` or `webhooks`.
    pub(super) section: &'static str,
    /// The path template; for a webhook, its name.
    pub(super) path: &'a str,
    /// The HTTP method: the key in the path item.
    pub(super) method: &'a str,
    /// The Operation Object.
    pub(super) value: &'a Map<String, Value>,
    /// Its place in its file.
    pub(super) place: Place,
}

/// The sources as one document, with its operations apart.
#[derive(Debug)]
pub(super) struct Merged<'a> {
    /// The document without `paths` and `components.schemas`.
    pub(super) skeleton: Map<String, Value>,
    /// All operations, sorted by path and method, and behind them the payloads of webhooks, by name.
    pub(super) operations: Vec<Operation<'a>>,
}

pub(super) fn merge<'a>(
    sources: &'a [Source],
    duplicates: Duplicates,
    diagnostics: &mut Vec<Diagnostic>,
) -> Merged<'a> {
    let mut skeleton = Map::new();
    skeleton.insert("openapi".to_owned(), json!("3.0.3"));
    skeleton.insert("info".to_owned(), info(sources, diagnostics));
    for key in ["servers", "tags"] {
        let union = union_of_lists(sources, key);
        if !union.is_empty() {
            skeleton.insert(key.to_owned(), Value::Array(union));
        }
    }
    let schemes = security_schemes(sources, diagnostics);
    if !schemes.is_empty() {
        skeleton.insert("components".to_owned(), json!({ "securitySchemes": schemes }));
    }
    for (key, value) in document_extensions(sources) {
        skeleton.insert(key, value);
    }
    Merged { skeleton, operations: operations(sources, duplicates, diagnostics) }
}

fn operations<'a>(
    sources: &'a [Source],
    duplicates: Duplicates,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Operation<'a>> {
    let mut found: BTreeMap<(&str, &str), Operation<'a>> = BTreeMap::new();
    for (index, source) in sources.iter().enumerate() {
        let paths = source.document.get("paths").and_then(Value::as_object);
        for (path, item) in paths.into_iter().flatten() {
            for (method, value) in item.as_object().into_iter().flatten() {
                let (true, Some(value)) = (methods::is_key(method), value.as_object()) else { continue };
                let mut place = Place::file(&source.file);
                if !source.page {
                    place.pointer = format!("/paths/{}/{}", pointer::escape(path), methods::place(method));
                }
                if let Some(first) = found.get(&(path.as_str(), method.as_str())) {
                    diagnostics.push(duplicate(&first.place, place, method, path, duplicates));
                    continue;
                }
                found.insert((path, method), Operation { source: index, section: "paths", path, method, value, place });
            }
        }
    }
    found.into_values().chain(payloads(sources)).collect()
}

/// The payloads of webhooks and callbacks; of several inputs with one name, the first counts.
fn payloads(sources: &[Source]) -> impl Iterator<Item = Operation<'_>> {
    let mut found: BTreeMap<&str, Operation<'_>> = BTreeMap::new();
    for (source, input) in sources.iter().enumerate() {
        let webhooks = input.document.get("webhooks").and_then(Value::as_object);
        for (name, item) in webhooks.into_iter().flatten() {
            let Some(value) = item.get("post").and_then(Value::as_object) else { continue };
            let pointer = value.get(PLACE).and_then(Value::as_str).unwrap_or_default().to_owned();
            let place = Place { pointer, ..Place::file(&input.file) };
            let operation = Operation { source, section: "webhooks", path: name, method: "post", value, place };
            found.entry(name).or_insert(operation);
        }
    }
    found.into_values()
}

fn duplicate(first: &Place, second: Place, method: &str, path: &str, duplicates: Duplicates) -> Diagnostic {
    let message = format!("{} {path} is described here and in {first}", methods::name(method));
    match duplicates {
        Duplicates::Refuse => Diagnostic::error(Code::DuplicateOperation, second, message)
            .help("remove the page that is out of date; documentation generators never delete old pages"),
        Duplicates::KeepFirst => {
            let message = format!("it is described in {first}, too; that description is kept");
            Diagnostic::warning(Code::DuplicateOperation, second, message).leaving_out(method, path)
        }
    }
}

/// The commonest `info`, with a diagnostic where the inputs disagree.
fn info(sources: &[Source], diagnostics: &mut Vec<Diagnostic>) -> Value {
    let values = sources.iter().filter_map(|source| Some((source, source.document.get("info")?)));
    let winner = commonest(values.clone().map(|(_, value)| value));
    let Some(winner) = winner else { return json!({ "title": "", "version": "" }) };
    if let Some((source, _)) = values.into_iter().find(|(_, value)| *value != winner) {
        diagnostics.push(Diagnostic::note(
            Code::InputsDisagree,
            Place::file(&source.file).child("info"),
            "`info` differs from most other inputs; the version that most inputs have is used",
        ));
    }
    winner.clone()
}

/// All different entries of a list of the documents, the ones that most inputs have first.
fn union_of_lists(sources: &[Source], key: &str) -> Vec<Value> {
    let lists = sources.iter().filter_map(|source| source.document.get(key)?.as_array());
    let mut counted = counted(lists.flatten());
    // Stable: what equally many inputs have stays in the order of the inputs.
    counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut names: HashSet<&Value> = HashSet::new();
    let mut union = Vec::new();
    for (_, value) in counted {
        if value.get("name").is_none_or(|name| names.insert(name)) {
            union.push(value.clone());
        }
    }
    union
}

/// How often each value occurs, in the order in which they first do.
fn counted<'a>(values: impl Iterator<Item = &'a Value>) -> Vec<(usize, &'a Value)> {
    let mut indices: HashMap<&Value, usize> = HashMap::new();
    let mut counted: Vec<(usize, &Value)> = Vec::new();
    for value in values {
        let index = *indices.entry(value).or_insert(counted.len());
        match counted.get_mut(index) {
            Some((count, _)) => *count += 1,
            None => counted.push((1, value)),
        }
    }
    counted
}

fn security_schemes(sources: &[Source], diagnostics: &mut Vec<Diagnostic>) -> Map<String, Value> {
    let mut by_name: BTreeMap<&str, Vec<(&Source, &Value)>> = BTreeMap::new();
    for source in sources {
        let schemes = source.document.pointer("/components/securitySchemes").and_then(Value::as_object);
        for (name, scheme) in schemes.into_iter().flatten() {
            by_name.entry(name).or_default().push((source, scheme));
        }
    }
    let mut union = Map::new();
    for (name, definitions) in by_name {
        let Some(winner) = commonest(definitions.iter().map(|(_, scheme)| *scheme)) else { continue };
        if let Some((source, _)) = definitions.iter().find(|(_, scheme)| *scheme != winner) {
            let place = Place::file(&source.file).child("securitySchemes").child(name);
            let message =
                "this security scheme differs from most other inputs; the version that most inputs have is used";
            diagnostics.push(Diagnostic::note(Code::InputsDisagree, place, message));
        }
        union.insert(name.to_owned(), winner.clone());
    }
    union
}

/// `externalDocs` and the `x-` keys of the documents; the first one wins.
fn document_extensions(sources: &[Source]) -> Map<String, Value> {
    let mut extensions = Map::new();
    for source in sources.iter().filter(|source| !source.page) {
        for (key, value) in source.document.as_object().into_iter().flatten() {
            if (key.starts_with("x-") || key == "externalDocs") && !extensions.contains_key(key) {
                extensions.insert(key.clone(), value.clone());
            }
        }
    }
    extensions
}

/// The most common value; the first of several equally common ones.
fn commonest<'a>(values: impl Iterator<Item = &'a Value>) -> Option<&'a Value> {
    let counted = counted(values);
    let most = counted.iter().map(|(count, _)| *count).max()?;
    counted.into_iter().find(|(count, _)| *count == most).map(|(_, value)| value)
}
