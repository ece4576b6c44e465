//! One document of many, the schemas aside: operations, servers, security schemes, tags, `info`.

use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::Value;

use super::{Duplicates, Source};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::parse::{Document, Operation, SecurityScheme, Server, Tag};

/// An operation of one of the sources.
#[derive(Debug)]
pub(super) struct Merged {
    /// Its source, as an index.
    pub(super) source: usize,
    /// Whether it is the payload of a webhook.
    pub(super) is_webhook: bool,
    pub(super) operation: Operation,
    /// Its place in its file.
    pub(super) place: Place,
}

/// Takes the operations out of `sources`: sorted by path and method, and behind them the payloads of webhooks, by name.
pub(super) fn operations(
    sources: &mut [Source],
    duplicates: Duplicates,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Merged> {
    let mut found: BTreeMap<(bool, String, String), Merged> = BTreeMap::new();
    for (source, input) in sources.iter_mut().enumerate() {
        let document = &mut input.document;
        let operations = std::mem::take(&mut document.operations).into_iter().map(|operation| (false, operation));
        let webhooks = std::mem::take(&mut document.webhooks).into_iter().map(|webhook| (true, webhook));
        for (is_webhook, mut operation) in operations.chain(webhooks) {
            operation.security = operation.security.or_else(|| document.security.clone());
            let pointer = operation.origin.as_ref().unwrap_or(&operation.pointer).clone();
            let place = Place { pointer, ..Place::file(&input.file) };
            let key = (is_webhook, operation.path.clone(), operation.method.clone());
            match found.get(&key) {
                None => _ = found.insert(key, Merged { source, is_webhook, operation, place }),
                // Of several events with one name, the first counts.
                Some(_) if is_webhook => {}
                Some(first) => diagnostics.push(duplicate(&first.place, place, &operation, duplicates)),
            }
        }
    }
    found.into_values().collect()
}

fn duplicate(first: &Place, second: Place, operation: &Operation, duplicates: Duplicates) -> Diagnostic {
    let Operation { method, path, .. } = operation;
    let message = format!("{method} {path} is described here and in {first}");
    match duplicates {
        Duplicates::Refuse => Diagnostic::error(Code::DuplicateOperation, second, message)
            .help("remove the page that is out of date; documentation generators never delete old pages"),
        Duplicates::KeepFirst => {
            let message = format!("it is described in {first}, too; that description is kept");
            Diagnostic::warning(Code::DuplicateOperation, second, message).leaving_out(method, path)
        }
    }
}

/// What the documents say beside operations and schemas.
pub(super) fn rest(sources: &[Source], diagnostics: &mut Vec<Diagnostic>) -> Document {
    let documents = || sources.iter().map(|source| &source.document);
    let mut merged = Document::default();
    if let Some(winner) = info(sources, diagnostics) {
        merged.title.clone_from(&winner.title);
        merged.version.clone_from(&winner.version);
        merged.description.clone_from(&winner.description);
        merged.written.extend(winner.written.get("info").map(|info| ("info".to_owned(), info.clone())));
    }
    merged.servers = union_of(documents().flat_map(|document| &document.servers), |server: &Server| &server.written);
    merged.tags = union_of(documents().flat_map(|document| &document.tags), |tag: &Tag| &tag.written);
    merged.security_schemes = security_schemes(sources, diagnostics);
    for source in sources.iter().filter(|source| !source.page) {
        for (key, value) in &source.document.written {
            merged.written.entry(key).or_insert_with(|| value.clone());
        }
    }
    merged
}

/// A document with the commonest `info`, with a diagnostic where the inputs disagree.
fn info<'s>(sources: &'s [Source], diagnostics: &mut Vec<Diagnostic>) -> Option<&'s Document> {
    let values = || sources.iter().filter_map(|source| Some((source, source.document.written.get("info")?)));
    let winner = commonest(values().map(|(_, value)| value))?;
    if let Some((source, _)) = values().find(|(_, value)| *value != winner) {
        diagnostics.push(Diagnostic::note(
            Code::InputsDisagree,
            Place::file(&source.file).child("info"),
            "`info` differs from most other inputs; the version that most inputs have is used",
        ));
    }
    values().find(|(_, value)| *value == winner).map(|(source, _)| &source.document)
}

/// All different entries of a list of the documents, the ones that most inputs have first.
fn union_of<'s, T: Clone + 's>(entries: impl Iterator<Item = &'s T> + Clone, written: fn(&T) -> &Value) -> Vec<T> {
    let first: HashMap<&Value, &T> = entries.clone().map(|entry| (written(entry), entry)).collect();
    let mut counted = counted(entries.map(written));
    // Stable: what equally many inputs have stays in the order of the inputs.
    counted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut names: HashSet<&Value> = HashSet::new();
    counted.retain(|(_, value)| value.get("name").is_none_or(|name| names.insert(name)));
    counted.into_iter().filter_map(|(_, value)| first.get(value).map(|entry| (*entry).clone())).collect()
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

fn security_schemes(sources: &[Source], diagnostics: &mut Vec<Diagnostic>) -> IndexMap<String, SecurityScheme> {
    let mut by_name: BTreeMap<&str, Vec<(&Source, &SecurityScheme)>> = BTreeMap::new();
    for source in sources {
        for (name, scheme) in &source.document.security_schemes {
            by_name.entry(name).or_default().push((source, scheme));
        }
    }
    let mut union = IndexMap::new();
    for (name, definitions) in by_name {
        let Some(winner) = commonest(definitions.iter().map(|(_, scheme)| &scheme.written)) else { continue };
        if let Some((source, _)) = definitions.iter().find(|(_, scheme)| scheme.written != *winner) {
            let place = Place::file(&source.file).child("securitySchemes").child(name);
            let message =
                "this security scheme differs from most other inputs; the version that most inputs have is used";
            diagnostics.push(Diagnostic::note(Code::InputsDisagree, place, message));
        }
        let scheme = definitions.iter().find(|(_, scheme)| scheme.written == *winner);
        union.extend(scheme.map(|(_, scheme)| (name.to_owned(), (*scheme).clone())));
    }
    union
}

/// The most common value; the first of several equally common ones.
fn commonest<'a>(values: impl Iterator<Item = &'a Value>) -> Option<&'a Value> {
    let counted = counted(values);
    let most = counted.iter().map(|(count, _)| *count).max()?;
    counted.into_iter().find(|(count, _)| *count == most).map(|(_, value)| value)
}
