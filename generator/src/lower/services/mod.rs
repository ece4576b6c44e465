//! Services with their operations, named.

mod alternatives;
pub(super) mod errors;

use std::collections::BTreeMap;

use self::errors::Failures;
use super::document::documentation;
use super::document::locked_operations::Operations;
use super::locked;
use super::naming::renames::Renames;
use super::naming::service_names::{self, ServiceNames, Unnamed};
use super::operations::OperationDraft;
use super::operations::responses::{ResponseDraft, variant_name};
use super::report::Report;
use crate::api::{
    Documentation, ErrorId, ErrorType, Operation, Outcome, OutcomeVariant, ResponseBody, ResponseHeaders, Service,
};
use crate::diagnostic::Code;
use crate::lock;
use crate::names::operation_ids::derived_words;
use crate::names::{NameSource, NameSources, Scope, UNTAGGED, Words, is_keyword};
use crate::parse::{Document, Tag};
use crate::rules::RenameKind;

/// Methods that a service has already.
const SERVICE_METHODS: &[&str] = &["client", "clone", "default", "fmt", "new"];

/// What gives names before any is chosen.
#[derive(Clone, Copy)]
pub(crate) struct Given<'g, 'l> {
    pub(crate) locked: &'g Operations<'l>,
    pub(crate) renames: &'g Renames<'g>,
}

/// An operation with its final name, in words, and as it was before.
struct Named<'a, 'l> {
    draft: OperationDraft<'a>,
    words: Words,
    before: Option<&'l lock::Operation>,
    /// The name that is given to its method.
    name: Option<String>,
    /// The name that is given to its builder.
    builder: Option<String>,
    source: NameSource,
}

/// A service on its way.
struct ServiceDraft<'a, 'l> {
    words: Words,
    tag: String,
    operations: Vec<Named<'a, 'l>>,
    before: Option<&'l lock::Service>,
}

/// Groups operations by their first tag and names everything. What is `locked` keeps its service and its name.
pub(crate) fn assemble<'a>(
    document: &Document,
    operations: Vec<OperationDraft<'a>>,
    given: &Given<'_, '_>,
    report: &mut Report<'_>,
) -> (Vec<Service>, Vec<ErrorType>, NameSources) {
    let (locked, renames) = (given.locked, given.renames);
    let mut sources = NameSources::default();
    let tag_of = |operation: &OperationDraft<'a>| operation.tag.clone().unwrap_or_else(|| UNTAGGED.to_owned());
    let tags: Vec<String> = operations.iter().map(tag_of).collect();
    let homes = locked::homes(&operations, &tags, locked, report);
    let mut by_tag: BTreeMap<Words, Vec<OperationDraft<'a>>> = BTreeMap::new();
    for (operation, words) in operations.into_iter().zip(homes.words) {
        by_tag.entry(words).or_default().push(operation);
    }
    let mut drafts: Vec<ServiceDraft<'a, '_>> = Vec::new();
    for (words, operations) in by_tag {
        let tag = homes.tags.get(&words).cloned().unwrap_or_default();
        let operations = name_operations(operations, given, report);
        let before = locked.service_of_tag(&words).map(|(_, service)| service);
        drafts.push(ServiceDraft { words, tag, operations, before });
    }
    let failures: Vec<Failures<'_>> = drafts
        .iter()
        .flat_map(|service| service.operations.iter().map(move |operation| (service, operation)))
        .map(|(service, operation)| Failures {
            operation: operation.words.clone(),
            service: service.words.clone(),
            responses: &operation.draft.responses.failures,
            before: operation.before.and_then(|before| before.error.as_deref()),
        })
        .collect();
    let (error_types, ids) = errors::assign(&failures);
    let mut ids = ids.into_iter();
    let unnamed: Vec<Unnamed<'_, '_>> =
        drafts.iter().map(|ServiceDraft { words, tag, before, .. }| Unnamed { words, tag, before: *before }).collect();
    let names = service_names::assign(&unnamed, renames);
    let mut services = Vec::new();
    for (ServiceDraft { tag, operations, .. }, names) in drafts.into_iter().zip(names) {
        let ServiceNames { name, method, module, feature, source } = names;
        sources.services.insert(tag.clone(), source);
        let place = |named: &Named<'_, '_>| (named.draft.object.method.clone(), named.draft.path.clone());
        sources.operations.extend(operations.iter().map(|named| (place(named), named.source)));
        let mut lowered = lower_operations(operations, &name, &mut ids);
        lowered.sort_by(|one, other| one.name.cmp(&other.name));
        let documentation = tag_documentation(document, &tag);
        services.push(Service { name, method, module, feature, tag, documentation, operations: lowered });
    }
    services.sort_by(|one, other| one.name.cmp(&other.name));
    (services, error_types, sources)
}

/// Names the operations of a service: those that the configuration renames first, then those that have a name already,
/// then those with an identifier of their own.
fn name_operations<'a, 'l>(
    operations: Vec<OperationDraft<'a>>,
    given: &Given<'_, 'l>,
    report: &mut Report<'_>,
) -> Vec<Named<'a, 'l>> {
    let mut scope = Scope::with_reserved(SERVICE_METHODS);
    let place = |draft: &OperationDraft<'_>| format!("{} {}", draft.object.method, draft.object.path);
    let (mut named, mut rules) = (Vec::new(), Vec::new());
    for draft in operations {
        let before = given.locked.get(draft.object);
        let meant: Vec<String> =
            [draft.id.clone(), place(&draft)].into_iter().chain(before.map(|it| it.name.clone())).collect();
        let rule = given.renames.find(RenameKind::Operation, &meant);
        if let Some(rule) = rule.filter(|rule| !scope.take(&rule.to)) {
            given.renames.is_taken(&rule.to, rules.iter().copied().chain([rule]));
        }
        let words = rule.map(|rule| Words::of(&rule.to)).unwrap_or_default();
        let (name, builder) = rule.map(|rule| (rule.to.clone(), words.upper_camel())).unzip();
        let source = NameSource::Rename;
        rules.extend(rule);
        named.push(Named { draft, words, before, name, builder, source });
    }
    for named in named.iter_mut().filter(|named| named.name.is_none()) {
        let Some(before) = named.before else { continue };
        // Two sides of a merge can have given one name twice, and a rule can have given it to another.
        if scope.take(&before.name) {
            named.words = Words::of(&before.name);
            (named.name, named.builder) = (Some(before.name.clone()), Some(before.builder.clone()));
            let is_natural = named.draft.words.ascii_snake() == before.name;
            named.source = if is_natural { named.draft.source() } else { NameSource::Lock };
        } else {
            given.renames.is_taken(&before.name, rules.iter().copied());
        }
    }
    alternatives::keep(&mut named, &mut scope);
    let key = |named: &Named<'_, '_>| (named.words.ascii_snake(), place(&named.draft));
    let mut taken: BTreeMap<String, String> = named.iter().filter(|named| named.name.is_some()).map(key).collect();
    for Named { draft, words, source, .. } in named.iter_mut().filter(|named| named.name.is_none()) {
        let object = draft.object;
        let derived = derived_words(&object.method, &object.path);
        given.renames.is_taken(&draft.words.ascii_snake(), rules.iter().copied());
        (*words, *source) = match taken.get(&draft.words.ascii_snake()) {
            None => (draft.words.clone(), draft.source()),
            Some(other) => {
                let message = format!(
                    "{}: `{}` is already the id of {other}; this operation is named after method and path",
                    place(draft),
                    draft.id
                );
                report.note(Code::DuplicateOperationId, &format!("{}/operationId", object.pointer), message);
                (derived, NameSource::MethodAndPath)
            }
        };
        taken.entry(words.ascii_snake()).or_insert_with(|| place(draft));
    }
    for Named { words, .. } in named.iter_mut().filter(|named| named.name.is_none()) {
        // Two operations that method and path don't tell apart are numbered here, once for all their names.
        let name = scope.claim(&[words.ascii_snake(), words.with("operation").ascii_snake()]);
        if name != words.ascii_snake() {
            *words = Words::of(&name);
        }
    }
    alternatives::claim(&mut named, &mut scope);
    named
}

/// Lowers the operations of `service`, each with its error type.
fn lower_operations<'l>(
    mut operations: Vec<Named<'_, 'l>>,
    service: &str,
    errors: &mut impl Iterator<Item = Option<ErrorId>>,
) -> Vec<Operation> {
    let mut builders = Scope::with_reserved(&[service]);
    for operation in &mut operations {
        // Another item may have it by now.
        operation.builder = operation.builder.take().filter(|builder| builders.take(builder));
    }
    let mut kept = |name: Option<&'l str>| name.filter(|name| builders.take(name));
    let before: Vec<Before<'l>> = operations
        .iter()
        .map(|operation| Before { outcome: kept(outcome_before(operation)), headers: kept(headers_before(operation)) })
        .collect();
    builders.reserve_prelude();
    let operations = operations.into_iter().zip(before);
    operations.map(|(named, before)| operation(named, &before, &mut builders, errors.next().flatten())).collect()
}

/// The names of types that an operation had before, as far as they are free.
struct Before<'l> {
    outcome: Option<&'l str>,
    headers: Option<&'l str>,
}

fn operation(named: Named<'_, '_>, before: &Before<'_>, builders: &mut Scope, error: Option<ErrorId>) -> Operation {
    let Named { draft, words, name, builder, .. } = named;
    let name = name.unwrap_or_else(|| {
        let name = words.ascii_snake();
        if is_keyword(&name) { format!("{name}_") } else { name }
    });
    let candidates = || [words.clone(), words.with("request"), words.with("operation")];
    let builder = builder.unwrap_or_else(|| builders.claim_camel(&candidates()));
    let outcome = outcome(&draft.responses.successes, &words, before.outcome, builders);
    let headers = (!draft.headers.is_empty()).then(|| ResponseHeaders {
        name: before.headers.map_or_else(|| builders.claim_camel(&[words.with("headers")]), str::to_owned),
        fields: draft.headers,
    });
    Operation {
        name,
        builder,
        id: draft.id,
        method: draft.object.method.clone(),
        path: draft.path,
        documentation: documentation::of_description(&draft.object.description),
        deprecated: draft.object.deprecated,
        parameters: draft.parameters,
        body: draft.body,
        other_bodies: draft.other_bodies,
        outcome,
        representations: draft.representations,
        headers,
        error,
        accept: draft.responses.accept,
        responses: draft.responses.documentation,
        events: draft.responses.events,
        server: draft.server,
        security: draft.security,
        paging: None,
        waiters: Vec::new(),
    }
}

fn outcome(successes: &[ResponseDraft], words: &Words, before: Option<&str>, builders: &mut Scope) -> Outcome {
    let Some(first) = successes.first() else { return Outcome::Single(ResponseBody::Empty) };
    if successes.iter().all(|response| response.body == first.body) {
        return Outcome::Single(first.body.clone());
    }
    let mut scope = Scope::default();
    let variants = successes
        .iter()
        .map(|response| OutcomeVariant {
            name: scope.claim(&[variant_name(response.status)]),
            status: response.status,
            body: response.body.clone(),
            description: response.description.clone(),
        })
        .collect();
    let name = before.map_or_else(|| builders.claim_camel(&[words.with("outcome")]), str::to_owned);
    Outcome::PerStatus { name, variants }
}

/// The name of what an operation that depends on the status returned before.
fn outcome_before<'l>(named: &Named<'_, 'l>) -> Option<&'l str> {
    let before = named.before.filter(|before| !before.outcomes.is_empty() && named.source != NameSource::Rename)?;
    // An edited lock can say anything.
    Some(before.returns.0.as_str()).filter(|name| lock::is_type_name(name))
}

/// The name of the struct of an operation's headers before.
fn headers_before<'l>(named: &Named<'_, 'l>) -> Option<&'l str> {
    let before = named.before.filter(|_| !named.draft.headers.is_empty() && named.source != NameSource::Rename)?;
    Some(before.headers.name.as_str()).filter(|name| lock::is_type_name(name))
}

fn tag_documentation(document: &Document, tag: &str) -> Documentation {
    let described = document.tags.iter().find(|described| Words::of(&described.name) == Words::of(tag));
    let Some(described) = described else { return Documentation::default() };
    let mut documentation = documentation::of_description(&described.description);
    if let Some(parent) = &described.parent {
        let parent = document.tags.iter().find(|tag| tag.name == *parent).map_or(parent, Tag::title);
        let sentence = format!("Part of {parent}.");
        let text = documentation.description.take().map(|text| format!("{text}\n\n{sentence}"));
        documentation.description = Some(text.unwrap_or(sentence));
    }
    documentation
}
