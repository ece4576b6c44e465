//! From the typed document to the model of the Rust API.
//!
//! Operations and the schemas that they reach become drafts of types, and then come passes over all drafts, in an order
//! that `drafted` keeps by its types. What is left is put together to services, errors and the rest of the model.

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

use self::configured::{client, paging, streams, waiters};
use self::document::locked_operations;
use self::drafted::{Defined, Sources};
use self::lexicon::Lexicon;
use self::naming::renames::Renames;
use self::operations::webhooks;
use self::report::Report;
use self::services::Given;
use crate::api::{Aliases, Api};
use crate::diagnostic::{Code, Diagnostic, Places};
use crate::lock::{FormatKey, Lock};
use crate::names::NameSources;
use crate::parse::{Document, Vocabulary};
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

/// Lowers a document. Schemas that become types are among its components.
///
/// `places` says where in the input its parts come from. `lock` has the existing items, which keep their names.
pub fn lower(document: &Document, places: &Places, rules: &Rules, lock: Option<&Lock>) -> Lowered {
    let mut report = Report::new(places);
    for pointer in &document.cut {
        let message = "schemas nest too deeply here; any value is accepted in their place";
        report.warning(Code::TypeTooDeep, pointer, message);
    }
    let vocabulary = Vocabulary::of(document);
    let lexicon = Lexicon::new(&vocabulary, lock);
    let renames = Renames::new(&rules.renames);
    let known = locked_operations::Operations::of(lock, document);
    let mut formats = examples::examine(document, rules, &mut report);
    if let Some(lock) = lock {
        formats.lock(lock);
    }
    let sources = Sources { document, lock, known: &known, lexicon: &lexicon };
    let (mut joined, mut report, mut met) = drafted::join(&sources, &formats, report);
    // Which component is which type of the lock is known now, and so what was chosen for its formats.
    if formats.follow(&joined.components()) {
        (joined, report, met) = drafted::join(&sources, &formats, report);
    }
    formats::check(&rules.formats, &met, &mut report);
    formats.warn(&mut report);
    let named = joined.name(&rules.overrides, &renames, &lexicon, &mut report);
    let Defined { mut operations, types, sources, types_by_pointer, renamed } =
        named.define(&renames, &lexicon, rules.drops_unknown_properties, &mut report);

    let webhooks = webhooks::take(&mut operations, lock);
    let servers = servers::servers(document, &mut report);
    let security_schemes = client::security_schemes(document, &servers, rules, &mut report);
    let environment = client::environment(rules, document, &security_schemes, &mut report);
    let overrides = rules.overrides.as_slice();
    let collector = examples::Collector { document, formats: &formats, overrides, report: &report };
    let examples = collector.collect(&operations);
    let given = Given { locked: &known, renames: &renames };
    let (mut services, errors, name_sources) = services::assemble(document, operations, &given, &mut report);
    renames.check(&mut report);
    let name_sources = NameSources { types: sources, ..name_sources };
    paging::apply(&mut services, &types, rules, &mut report);
    streams::apply(&mut services, &types, rules, &mut report);
    waiters::apply(&mut services, &types, rules, &mut report);
    let examples = examples::name_examples(examples, &services);
    let api = Api {
        title: document.title.clone(),
        version: document.version.clone(),
        description: document.description.clone(),
        servers,
        security_schemes,
        client_authentication: rules.client_authentication.unwrap_or_default(),
        tracking_id: client::tracking_id(rules, &types, &errors, &mut report),
        message: client::message(rules, &types, &errors, &mut report),
        request_id: rules.request_id.as_ref().map(|rule| rule.value.clone()),
        idempotency_key: rules.idempotency_key.as_ref().map(|rule| rule.value.clone()),
        environment,
        services,
        types,
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
