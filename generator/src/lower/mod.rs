//! From the rebuilt OpenAPI document to the model of the Rust API.
//!
//! The document is typed part by part, operations and the schemas that they reach become drafts of types, and then come
//! passes over all drafts. Their order counts, and `docs/architecture.md` says why: aliases are put in place of their
//! names, discriminators are found, types are marked by the direction in which they travel, equal ones are joined,
//! overrides applied, everything is named, and cycles are broken with boxes.

mod configured;
mod definitions;
mod document;
mod drafted;
mod drafts;
mod examples;
mod formats;
mod lexicon;
mod locked;
mod long_words;
mod naming;
mod operations;
mod passes;
mod report;
mod schemas;
mod servers;
mod services;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::Value;

use self::configured::{client, paging, streams, waiters};
use self::document::{Document, locked_operations};
use self::drafted::{Drafted, Sources};
use self::drafts::Drafts;
use self::lexicon::Lexicon;
use self::naming::renames::Renames;
use self::naming::types;
use self::operations::webhooks;
use self::passes::{cycles, overrides};
use self::report::Report;
use self::services::Given;
use crate::api::{Aliases, Api, TypeId};
use crate::diagnostic::{Code, Diagnostic, Places};
use crate::lock::{FormatKey, Lock};
use crate::names::NameSources;
use crate::rules::Rules;

/// What became of a document.
#[derive(Debug, Clone, Default)]
pub struct Lowered {
    /// The model of the Rust API.
    pub api: Api,
    /// Where the names in it come from.
    pub names: NameSources,
    /// The types chosen for formats.
    pub formats: BTreeMap<FormatKey, String>,
    /// The names of the types by the places in the document that they stand for.
    pub types_by_pointer: BTreeMap<String, String>,
    /// Types of the lock that have another name now, or have become one with another: the new names by the old ones.
    pub renamed: BTreeMap<String, String>,
    /// What there is to say about the document.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lowers a document of OpenAPI 3.0. Schemas that become types are in its `components.schemas`.
///
/// `places` says where in the input its parts come from. `lock` has the existing items, which keep their names.
pub fn lower(document: &Value, places: &Places, rules: &Rules, lock: Option<&Lock>) -> Lowered {
    let mut report = Report::new(places);
    let lexicon = Lexicon::of(document, lock);
    let document = Document::read(document, &mut report);
    let renames = Renames::new(&rules.renames);
    let known = locked_operations::Operations::of(lock, &document);
    let mut formats = examples::examine(&document, rules, &mut report);
    if let Some(lock) = lock {
        formats.lock(lock);
    }
    let sources = Sources { document: &document, lock, known: &known, lexicon: &lexicon };
    let mut drafted = drafted::draft(&sources, &formats, report);
    // Which component is which type of the lock is known now, and so what was chosen for its formats.
    if formats.follow(&drafted.components()) {
        drafted = drafted::draft(&sources, &formats, drafted.report);
    }
    let Drafted { mut drafts, mut operations, mut report, formats_met, alignment, merged } = drafted;
    formats::check(&rules.formats, &formats_met, &mut report);
    formats.warn(&mut report);
    for unused in overrides::apply(&mut drafts, &merged, &rules.overrides) {
        report.push(unused);
    }

    let used = drafted::mark(&mut drafts, &mut operations);
    let kept = alignment.names(&drafts, &merged);
    let mut contexts = BTreeMap::new();
    for operation in &mut operations {
        for (id, words) in operation.contexts() {
            contexts.entry(id).or_insert(words);
        }
    }
    let names = types::name(&drafts, &merged, &used, &kept, &renames, contexts);
    let types_by_pointer = names.by_pointer(&drafts, &merged);
    let renamed = names.renamed(&kept, &alignment, &merged);
    warn_of_impossible(&mut drafts, &names.order, &mut report);
    cycles::break_cycles(&mut drafts, &names.order);
    let (definitions, ids) =
        definitions::define(&drafts, &names, &kept, &renames, &lexicon, rules.drops_unknown_properties);
    drafted::for_each_type(&mut operations, |ty| *ty = definitions::renumber(ty, &ids));

    let webhooks = webhooks::take(&mut operations, lock);
    let servers = servers::servers(&document, &mut report);
    let security_schemes = client::security_schemes(&document, &servers, rules, &mut report);
    let environment = client::environment(rules, &document, &security_schemes, &mut report);
    let overrides = rules.overrides.as_slice();
    let collector = examples::Collector { document: &document, formats: &formats, overrides, report: &report };
    let examples = collector.collect(&operations);
    let given = Given { locked: &known, renames: &renames };
    let (mut services, errors, name_sources) = services::assemble(&document, operations, &given, &mut report);
    renames.check(&mut report);
    let name_sources = NameSources { types: names.sources, ..name_sources };
    paging::apply(&mut services, &definitions, rules, &mut report);
    streams::apply(&mut services, &definitions, rules, &mut report);
    waiters::apply(&mut services, &definitions, rules, &mut report);
    let examples = examples::name_examples(examples, &services);
    let api = Api {
        title: document.title.clone(),
        version: document.version.clone(),
        description: document.description.clone(),
        servers,
        security_schemes,
        client_authentication: rules.client_authentication.unwrap_or_default(),
        tracking_id: client::tracking_id(rules, &definitions, &errors, &mut report),
        message: client::message(rules, &definitions, &errors, &mut report),
        request_id: rules.request_id.as_ref().map(|rule| rule.value.clone()),
        idempotency_key: rules.idempotency_key.as_ref().map(|rule| rule.value.clone()),
        environment,
        services,
        types: definitions,
        errors,
        webhooks,
        examples,
        aliases: Aliases::default(),
    };
    Lowered {
        api,
        names: name_sources,
        formats: formats.chosen(),
        types_by_pointer,
        renamed,
        diagnostics: report.finish(),
    }
}

fn warn_of_impossible(drafts: &mut Drafts, order: &[TypeId], report: &mut Report<'_>) {
    for (id, property) in cycles::break_impossible(drafts, order) {
        let Some(draft) = drafts.get(id) else { continue };
        let message =
            format!("`{property}` is required and holds the type that it belongs to; it is taken for optional");
        report.warning(Code::RequiredCycle, &format!("{}/required", draft.pointer), message);
    }
}
