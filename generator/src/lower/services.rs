//! Services with their operations, named.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::Document;
use super::documentation;
use super::errors::{self, Failures};
use super::locked::{self, Operations};
use super::naming::{Scope, Words, is_keyword};
use super::operations::{OperationDraft, derived_words};
use super::report::Report;
use super::responses::{ResponseDraft, variant_name};
use crate::api::{Documentation, ErrorId, ErrorType, Operation, Outcome, OutcomeVariant, ResponseBody, Service};
use crate::lock;

/// Methods that the client has or is going to have.
const CLIENT_METHODS: &[&str] = &["base_url", "builder", "clone", "fmt", "from", "from_env", "into"];

/// Methods that a service has already.
const SERVICE_METHODS: &[&str] = &["client", "clone", "default", "fmt", "new"];

/// The service of operations without a tag.
const UNTAGGED: &str = "Api";

/// An operation with its final name, in words, and as it was before.
struct Named<'a, 'l> {
    draft: OperationDraft<'a>,
    words: Words,
    before: Option<&'l lock::Operation>,
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
    locked: &Operations<'_>,
    report: &mut Report<'_>,
) -> (Vec<Service>, Vec<ErrorType>) {
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
        let operations = name_operations(operations, locked, report);
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
    let (mut names, mut methods, mut modules) =
        (Scope::default(), Scope::with_reserved(CLIENT_METHODS), Scope::with_reserved(&["mod"]));
    for before in drafts.iter().filter_map(|service| service.before) {
        names.take(&before.name);
        methods.take(&before.method);
        modules.take(&before.module);
    }
    let mut services = Vec::new();
    for ServiceDraft { words, tag, operations, before } in drafts {
        let (name, method, module) = match before {
            Some(before) => (before.name.clone(), before.method.clone(), before.module.clone()),
            None => (
                names.claim_camel(&[words.clone(), words.with("service")]),
                method_name(&words, &mut methods, "service"),
                modules.claim_module(&words),
            ),
        };
        let mut builders = Scope::with_reserved(&[&name]);
        for before in operations.iter().filter_map(|operation| operation.before) {
            builders.take(&before.builder);
            if !before.outcomes.is_empty() {
                builders.take(&before.returns.0);
            }
        }
        let mut lowered: Vec<Operation> =
            operations.into_iter().map(|named| operation(named, &mut builders, ids.next().flatten())).collect();
        lowered.sort_by(|one, other| one.name.cmp(&other.name));
        let documentation = tag_documentation(document, &tag);
        services.push(Service { name, method, module, tag, documentation, operations: lowered });
    }
    services.sort_by(|one, other| one.name.cmp(&other.name));
    (services, error_types)
}

pub(crate) fn tag_words(tag: &str) -> Words {
    let words = Words::of(tag);
    let words = if words.is_empty() { Words::with_symbols(tag) } else { words };
    if words.is_empty() { Words::of(UNTAGGED) } else { words }
}

/// The name of a method that is a module's name too: ASCII, no keyword.
fn method_name(words: &Words, scope: &mut Scope, suffix: &str) -> String {
    let plain = words.ascii_snake();
    let name = if is_keyword(&plain) { format!("{plain}_") } else { plain };
    scope.claim(&[name, words.with(suffix).ascii_snake()])
}

/// Names the operations of a service: those that have a name already first, then those with an identifier of their own.
fn name_operations<'a, 'l>(
    operations: Vec<OperationDraft<'a>>,
    locked: &Operations<'l>,
    report: &mut Report<'_>,
) -> Vec<Named<'a, 'l>> {
    let mut scope = Scope::with_reserved(SERVICE_METHODS);
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let place = |draft: &OperationDraft<'_>| format!("{} {}", draft.object.method, draft.object.path);
    let mut named = Vec::new();
    for draft in operations {
        // Two sides of a merge can have given one name twice.
        let before = locked.get(draft.object).filter(|before| scope.take(&before.name));
        if let Some(before) = before {
            taken.insert(Words::of(&before.name).ascii_snake(), place(&draft));
        }
        let words = before.map(|before| Words::of(&before.name)).unwrap_or_default();
        named.push(Named { draft, words, before });
    }
    for Named { draft, words, before } in &mut named {
        if before.is_some() {
            continue;
        }
        let object = draft.object;
        let derived = derived_words(&object.method, &object.path);
        *words = match taken.get(&draft.words.ascii_snake()) {
            None => draft.words.clone(),
            Some(other) => {
                let message = format!(
                    "{}: `{}` names {other} already; the operation is called `{}`",
                    place(draft),
                    draft.id,
                    derived.snake()
                );
                report.note("duplicate-operation-id", &format!("{}/operationId", object.pointer), message);
                derived
            }
        };
        taken.entry(words.ascii_snake()).or_insert_with(|| place(draft));
    }
    for Named { words, .. } in named.iter_mut().filter(|named| named.before.is_none()) {
        // Two operations that method and path don't tell apart are numbered here, once for all their names.
        let name = scope.claim(&[words.ascii_snake(), words.with("operation").ascii_snake()]);
        if name != words.ascii_snake() {
            *words = Words::of(&name);
        }
    }
    named
}

fn operation(named: Named<'_, '_>, builders: &mut Scope, error: Option<ErrorId>) -> Operation {
    let Named { draft, words, before } = named;
    let builder = before
        .map(|before| before.builder.clone())
        .unwrap_or_else(|| builders.claim_camel(&[words.clone(), words.with("request"), words.with("operation")]));
    let name = before.map(|before| before.name.clone()).unwrap_or_else(|| {
        let name = words.ascii_snake();
        if is_keyword(&name) { format!("{name}_") } else { name }
    });
    let outcome = outcome(&draft.responses.successes, &words, before, builders);
    Operation {
        name,
        builder,
        id: draft.id,
        method: draft.object.method.clone(),
        path: draft.path,
        documentation: documentation::of_fields(&draft.object.fields),
        deprecated: draft.object.fields.get("deprecated").and_then(Value::as_bool).unwrap_or_default(),
        parameters: draft.parameters,
        body: draft.body,
        outcome,
        error,
        accept: draft.responses.accept,
        responses: draft.responses.documentation,
        server: draft.server,
        security: draft.security,
        paging: None,
        waiters: Vec::new(),
    }
}

fn outcome(
    successes: &[ResponseDraft],
    words: &Words,
    before: Option<&lock::Operation>,
    builders: &mut Scope,
) -> Outcome {
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
    let kept = before.filter(|before| !before.outcomes.is_empty()).map(|before| before.returns.0.clone());
    Outcome::PerStatus { name: kept.unwrap_or_else(|| builders.claim_camel(&[words.with("outcome")])), variants }
}

fn tag_documentation(document: &Document, tag: &str) -> Documentation {
    let described = document.tags.iter().filter_map(Value::as_object).find(|fields| {
        fields.get("name").and_then(Value::as_str).is_some_and(|name| Words::of(name) == Words::of(tag))
    });
    described.map(documentation::of_fields).unwrap_or_default()
}
