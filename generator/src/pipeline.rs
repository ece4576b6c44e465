//! The stages in their order, from what was read to the files of a crate.

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;
use serde_json::Value;

use crate::diagnostic::{self, Code, Diagnostic, Origins, Place, Places, Severity, Skipped};
use crate::lock::{self, Lock, Surface};
use crate::names::NameSources;
use crate::rules::Rules;
use crate::runtime::Runtime;
use crate::select::{self, Selected};
use crate::unify::{self, Duplicates, Unified};
use crate::{api, compare, emit, lower, openapi, parallel, parse, patch, read, repair, swagger};

/// What a run depends on besides its input.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// The generated crate's name.
    pub crate_name: String,
    /// The rules of the configuration.
    pub rules: Rules,
    /// The lock of the crate as it is; `None` if there is none yet.
    pub lock: Option<Lock>,
    /// The version of the crate as it is, or as its `Cargo.toml` will say; `None` if it has none.
    pub version: Option<Version>,
    /// Whether to drop the old names of what was renamed.
    pub prune: bool,
    /// Whether to go on without what can't be read, instead of failing.
    pub keep_going: bool,
    /// Where the runtime of the crate is. A path is relative to the crate's folder, or absolute.
    pub runtime: Runtime,
}

/// All that a run gives.
#[derive(Debug, Clone, Default)]
pub struct Generated {
    /// The crate's files, sorted by path; all but `Cargo.toml`.
    pub files: Vec<emit::File>,
    /// The text of `Cargo.toml` for a crate that has none yet.
    pub manifest: String,
    /// The model that the files were printed from.
    pub api: api::Api,
    /// What users can see of the crate, and could before. Its text is among the files.
    pub lock: Lock,
    /// The messages about the input.
    pub diagnostics: Vec<Diagnostic>,
    /// Operations that were left out.
    pub skipped: Vec<Skipped>,
    /// Counts.
    pub statistics: Statistics,
}

/// What was read and made, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Statistics {
    /// API pages.
    pub pages: usize,
    /// OpenAPI documents.
    pub documents: usize,
    /// Schemas that can have a name, copies included.
    pub schemas_before: usize,
    /// Schemas of the rebuilt document.
    pub schemas_after: usize,
    /// Operations of the client.
    pub operations: usize,
    /// Operations that the configuration doesn't ask for.
    pub excluded: usize,
    /// Structs, enums and unions; neither builders nor error types.
    pub types: usize,
    /// Error types.
    pub error_types: usize,
    /// Webhooks and callbacks without a payload of JSON: the server sends these requests, and there is nothing to read.
    pub webhooks: usize,
}

/// What a client would be, before it is printed.
#[derive(Debug, Clone, Default)]
pub struct Modelled {
    /// The model of the Rust API.
    pub api: api::Api,
    /// Where the names in it come from.
    pub names: NameSources,
    /// The names of the types by the places in the document that they stand for.
    pub types_by_pointer: BTreeMap<String, String>,
    /// Where in the input the parts of the document come from.
    pub places: Places,
    /// What users can see of the crate, and could before.
    pub lock: Lock,
    /// The messages about the input.
    pub diagnostics: Vec<Diagnostic>,
    /// Counts.
    pub statistics: Statistics,
}

/// Generates a client from `input`.
///
/// # Errors
///
/// Fails if the input can't be used, with all that there is to say about it, or if a rule of the configuration
/// matches nothing. Nothing of it should be written then.
pub fn generate(input: read::Input, options: &Options) -> Result<Generated, Vec<Diagnostic>> {
    let Modelled { api, lock, mut diagnostics, statistics, .. } = model(input, options)?;
    let emitting = emit::EmitOptions { crate_name: options.crate_name.clone(), runtime: options.runtime.clone() };
    let mut files = match emit::emit(&api, &emitting) {
        Ok(files) => files,
        Err(error) => {
            let help = "this is a defect of the generator, not of the input; please report it";
            diagnostics.push(Diagnostic::error(Code::NotEmitted, Place::default(), error.to_string()).help(help));
            return Err(diagnostics);
        }
    };
    files.push(emit::File { path: lock::FILE.to_owned(), content: lock.print(emit::MARKER) });
    files.sort();
    let manifest = emit::manifest(&api, &files, &emitting);
    let skipped = diagnostic::skipped(&diagnostics);
    Ok(Generated { files, manifest, api, lock, diagnostics, skipped, statistics })
}

/// Models a client of `input`: all of [`generate`] but the files.
///
/// # Errors
///
/// Fails as [`generate`] does.
pub fn model(input: read::Input, options: &Options) -> Result<Modelled, Vec<Diagnostic>> {
    let (pages, documents) = (input.pages.len(), input.documents.len());
    let (unified, selected, mut diagnostics) = selected(input, options)?;
    let lowered = lower::lower(&unified.document, &unified.places, &options.rules, options.lock.as_ref());
    // As above: rules are never forgiven.
    let is_refused = has_error(&lowered.diagnostics);
    diagnostics.extend(lowered.diagnostics);
    diagnostics.retain(|diagnostic| !selected.hides(diagnostic));
    if is_refused {
        return Err(diagnostics);
    }
    let mut api = lowered.api;
    let mut surface = Surface::of(&api, lowered.formats, api::BUILT_IN_FEATURES);
    if let Some(lock) = options.lock.as_ref().filter(|_| !options.prune) {
        api.aliases = compare::aliases(&lock.surface, &surface, &lowered.renamed);
        surface.aliases = api.aliases.clone();
    }
    let before = options.lock.as_ref();
    surface.excluded = before.map(|lock| excluded(lock, &selected)).unwrap_or_default();
    let released = compare::released(before, &surface, options.version.as_ref());
    let lock = Lock { released, ..options.lock.clone().unwrap_or_default().succeeded_by(surface) };
    let statistics = Statistics {
        pages,
        documents,
        schemas_before: unified.schemas_before,
        schemas_after: unified.schemas_after,
        operations: api.operations().count(),
        excluded: selected.excluded,
        types: api.types.len(),
        error_types: api.errors.len(),
        webhooks: webhooks(&diagnostics),
    };
    Ok(Modelled {
        api,
        names: lowered.names,
        types_by_pointer: lowered.types_by_pointer,
        places: unified.places,
        lock,
        diagnostics,
        statistics,
    })
}

/// Rebuilds the OpenAPI document that `input` was flattened from.
///
/// # Errors
///
/// Fails if the input can't be used, with all that there is to say about it.
pub fn rebuild(input: read::Input, options: &Options) -> Result<(Value, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (unified, selected, mut diagnostics) = selected(input, options)?;
    diagnostics.retain(|diagnostic| !selected.hides(diagnostic));
    Ok((openapi::write(&unified.document, &selected.unreached), diagnostics))
}

/// The operations that there were once, and that the configuration doesn't ask for though they are there.
fn excluded(lock: &Lock, selected: &Selected) -> BTreeSet<lock::OperationKey> {
    let known = lock.surface.operations.keys().chain(lock.gone.operations.keys()).chain(&lock.surface.excluded);
    known.filter(|key| selected.operations.contains(&(key.method.clone(), key.path.clone()))).cloned().collect()
}

/// The stages up to the choice of operations.
fn selected(input: read::Input, options: &Options) -> Result<(Unified, Selected, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (mut unified, mut diagnostics) = unified(input, options)?;
    let known = diagnostics.len();
    let selection = &options.rules.selection;
    let selected = select::select(&mut unified.document, &unified.places, selection, &mut diagnostics);
    // A rule that matches nothing is never forgiven: it is not the input's fault.
    if diagnostics.iter().skip(known).any(is_error) {
        return Err(diagnostics);
    }
    Ok((unified, selected, diagnostics))
}

/// The stages up to *unify*.
fn unified(mut input: read::Input, options: &Options) -> Result<(Unified, Vec<Diagnostic>), Vec<Diagnostic>> {
    let unpatched = patch::apply(&mut input, &options.rules.patches);
    let mut diagnostics = input.diagnostics;
    if !unpatched.is_empty() {
        diagnostics.extend(unpatched);
        return Err(diagnostics);
    }
    let (pages, documents) = (input.pages, input.documents);
    // With no operation left, there is nothing to go on with.
    let keep_going = options.keep_going && !(pages.is_empty() && documents.is_empty());
    let mut repaired = Vec::with_capacity(pages.len() + documents.len());
    // The diagnostics of a page don't depend on other pages.
    let of_pages = parallel::map(pages, |read::Page { file, title, operation }| {
        let mut diagnostics = Vec::new();
        (repair::page(&file, title.as_deref(), operation, &mut diagnostics), diagnostics)
    });
    for (source, own) in of_pages {
        repaired.extend(source);
        diagnostics.extend(own);
    }
    let mut origins = Origins::default();
    for read::Document { file, value } in documents {
        repaired.extend(repaired_document(&file, value, &mut origins, &mut diagnostics));
    }
    let sources = parallel::map(repaired, |repair::Source { file, page, document, notes }| unify::Source {
        file,
        page,
        document: parse::parse(document, &notes),
    });
    let duplicates = if keep_going { Duplicates::KeepFirst } else { Duplicates::Refuse };
    let mut of_unify = Vec::new();
    let mut unified = unify::unify(sources, duplicates, &mut of_unify);
    for diagnostic in &mut of_unify {
        lead_back(diagnostic, &origins);
    }
    diagnostics.extend(of_unify);
    unified.places.lead_to(origins);
    if !keep_going && has_error(&diagnostics) {
        return Err(diagnostics);
    }
    Ok((unified, diagnostics))
}

/// Repairs a document, made one of OpenAPI 3 before. Places in `diagnostics` are those of the document as it was written.
fn repaired_document(
    file: &str,
    value: Value,
    origins: &mut Origins,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<repair::Source> {
    if !read::is_swagger(&value) {
        return repair::document(file, value, diagnostics);
    }
    let converted = swagger::convert(file, &value);
    origins.insert(file.to_owned(), converted.origins);
    // What *read* said of references is all that *repair* looks at.
    let is_of_read = |one: &mut Diagnostic| one.code == Code::UnresolvedReference;
    let mut own: Vec<Diagnostic> = diagnostics.extract_if(.., is_of_read).collect();
    let repaired = repair::document(file, converted.document, &mut own);
    for diagnostic in own.iter_mut().filter(|one| one.code != Code::UnresolvedReference) {
        lead_back(diagnostic, origins);
    }
    diagnostics.extend(converted.diagnostics);
    diagnostics.extend(own);
    repaired
}

/// Gives a diagnostic about a converted document its place in the document as it was written.
fn lead_back(diagnostic: &mut Diagnostic, origins: &Origins) {
    if let Some(places) = origins.get(&diagnostic.place.file) {
        diagnostic.place = places.find(&diagnostic.place.pointer);
    }
}

/// How many requests that the server sends were left out: each has a diagnostic of its own.
pub fn webhooks(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|one| matches!(one.code, Code::WebhookSkipped | Code::CallbackSkipped)).count()
}

fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(is_error)
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
}
