//! The pairs: what an API was and what it became, code that used its client, and what is to be said of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use generator::compare::{Report, compare};
use generator::lock::Lock;
use generator::read::{Document, Input};
use generator::rules::{Rename, RenameKind, Rule, Rules, Waiter};
use generator::{Generated, Options, generate, model};
use serde::Deserialize;
use serde_json::Value;

use crate::nested;

/// A pair, as its file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pair {
    /// The file that it stands in.
    #[serde(skip)]
    source: String,
    /// What the base is changed by at first; nothing in most.
    #[serde(default)]
    before: Value,
    /// What the base is changed by at last.
    after: Value,
    /// The features that the code's manifest names; the default ones where it names none.
    #[serde(default)]
    pub(crate) features: Vec<String>,
    /// Code that used the client.
    #[serde(rename = "use")]
    code: String,
    /// What has to be in the compiler's message, where the code doesn't compile any more.
    pub(crate) fails: Option<String>,
    /// The changes, each in a line.
    #[serde(rename = "report")]
    pub(crate) lines: Vec<String>,
    /// Which of both configurations has a rule for a job.
    #[serde(default)]
    waits: Option<Waits>,
    /// The second client is generated without the lock of the first, as if it had been deleted.
    #[serde(default)]
    unlocked: bool,
    /// What the second configuration calls otherwise: new names by old ones, by their tables.
    #[serde(default)]
    rename: BTreeMap<String, BTreeMap<String, String>>,
    /// The first client has been renamed already, and the second drops its old names.
    #[serde(default)]
    prune: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Waits {
    Before,
    After,
}

/// What became of a pair.
pub(crate) struct Outcome {
    pub(crate) old: Generated,
    pub(crate) new: Generated,
    pub(crate) report: Report,
}

/// All pairs by their names, and the files that they stand in.
pub(crate) fn pairs() -> BTreeMap<String, Pair> {
    let mut pairs = BTreeMap::new();
    for entry in fs::read_dir("fixtures/changes").unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap() == "base.yaml" {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut value: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        value.apply_merge().unwrap();
        let file: BTreeMap<String, Pair> =
            serde_yaml::from_value(value).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (name, mut pair) in file {
            pair.source = path.display().to_string();
            assert!(pairs.insert(name.clone(), pair).is_none(), "there are two pairs that are called {name:?}");
        }
    }
    pairs
}

/// Of each file the first pair that breaks Rust, and the first that doesn't.
pub(crate) fn sample(pairs: BTreeMap<String, Pair>) -> BTreeMap<String, Pair> {
    let mut seen = BTreeSet::new();
    pairs.into_iter().filter(|(_, pair)| seen.insert((pair.source.clone(), pair.fails.is_some()))).collect()
}

fn base() -> Value {
    serde_yaml::from_str(&fs::read_to_string("fixtures/changes/base.yaml").unwrap()).unwrap()
}

/// Lays a merge patch over a document.
fn merge(document: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *document = patch.clone();
        return;
    };
    if !document.is_object() {
        *document = Value::Object(serde_json::Map::new());
    }
    let document = document.as_object_mut().unwrap();
    for (key, value) in patch {
        if value.is_null() {
            document.remove(key);
        } else {
            merge(document.entry(key).or_insert(Value::Null), value);
        }
    }
}

/// The base with `patch` laid over it.
fn patched(patch: &Value) -> Input {
    let mut value = base();
    if !patch.is_null() {
        merge(&mut value, patch);
    }
    Input { documents: vec![Document { file: "api.yaml".to_owned(), value }], ..Input::default() }
}

/// Generates a client of the base with `patch` laid over it.
pub(crate) fn client(patch: &Value, lock: Option<Lock>, rules: Rules) -> Generated {
    generate(patched(patch), &Options { rules, lock, ..nested::options("acme") }).unwrap()
}

impl Pair {
    /// Generates both clients, the second with the lock of the first.
    pub(crate) fn generate(&self) -> Outcome {
        let (old, new) = self.both(|input, options| generate(input, options).unwrap(), |generated| &generated.lock);
        let report = compare(&old.lock.surface, &new.lock.surface);
        Outcome { old, new, report }
    }

    /// Generates the second client without the old names that it had, `new`.
    pub(crate) fn pruned(&self, new: &Generated) -> Generated {
        let rules = self.rules(Waits::After);
        let options = Options { rules, lock: Some(new.lock.clone()), prune: true, ..nested::options("acme") };
        generate(patched(&self.after), &options).unwrap()
    }

    /// The report alone, for which no code has to be written.
    pub(crate) fn report(&self) -> Report {
        let (old, new) = self.both(|input, options| model(input, options).unwrap().lock, |lock| lock);
        compare(&old.surface, &new.surface)
    }

    fn both<T>(&self, make: impl Fn(Input, &Options) -> T, lock: impl Fn(&T) -> &Lock) -> (T, T) {
        let options = |rules, lock| Options { rules, lock, ..nested::options("acme") };
        let mut old = make(patched(&self.before), &options(self.rules(Waits::Before), None));
        let mut after = options(self.rules(Waits::After), (!self.unlocked).then(|| lock(&old).clone()));
        if self.prune {
            old = make(patched(&self.after), &after);
            after = Options { lock: Some(lock(&old).clone()), prune: true, ..after };
        }
        (old, make(patched(&self.after), &after))
    }

    fn rules(&self, side: Waits) -> Rules {
        let rules = if self.waits == Some(side) { waiters() } else { Rules::default() };
        if side == Waits::Before {
            return rules;
        }
        let rename = |(table, names): (&String, &BTreeMap<String, String>)| {
            let kind = match table.as_str() {
                "types" => RenameKind::Type,
                "fields" => RenameKind::Field,
                "variants" => RenameKind::Variant,
                "operations" => RenameKind::Operation,
                "services" => RenameKind::Service,
                _ => panic!("{table}"),
            };
            let rename = move |(from, to): (&String, &String)| Rename {
                kind,
                from: from.clone(),
                to: to.clone(),
                place: generator::diagnostic::Place::default(),
            };
            names.iter().map(rename).collect::<Vec<_>>()
        };
        Rules { renames: self.rename.iter().flat_map(rename).collect(), ..rules }
    }

    /// The code that used the client, as a whole file.
    pub(crate) fn file(&self) -> String {
        format!(
            "#![allow(unused_imports)]\nuse acme::errors::*;\nuse acme::models::*;\nuse acme::*;\nuse std::error::Error as _;\n{}",
            self.code
        )
    }
}

/// `start_export().wait_until_exported()`.
fn waiters() -> Rules {
    let seconds = std::time::Duration::from_secs;
    let value = Waiter {
        name: "wait_until_exported".to_owned(),
        start: "startExport".to_owned(),
        status: "getExport".to_owned(),
        arguments: vec![("exportId".to_owned(), "id".to_owned())],
        field: "state".to_owned(),
        done: vec!["DONE".to_owned()],
        failed: vec!["FAILED".to_owned()],
        interval: seconds(1),
        limit: seconds(60),
    };
    Rules { waiters: vec![Rule { value, place: generator::diagnostic::Place::default() }], ..Rules::default() }
}
