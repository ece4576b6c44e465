//! Services with their operations, named.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::Document;
use super::documentation;
use super::errors::{self, Failures};
use super::naming::{Scope, Words, is_keyword};
use super::operations::{OperationDraft, derived_words};
use super::report::Report;
use super::responses::{ResponseDraft, variant_name};
use crate::api::{Documentation, ErrorId, ErrorType, Operation, Outcome, OutcomeVariant, ResponseBody, Service};

/// Methods that the client has or is going to have.
const CLIENT_METHODS: &[&str] = &["base_url", "builder", "clone", "fmt", "from", "from_env", "into"];

/// Methods that a service has already.
const SERVICE_METHODS: &[&str] = &["client", "clone", "default", "fmt", "new"];

/// The service of operations without a tag.
const UNTAGGED: &str = "Api";

/// An operation with its final name, in words.
type Named<'a> = (OperationDraft<'a>, Words);

/// Groups operations by their first tag and names everything.
pub(crate) fn assemble(
    document: &Document,
    operations: Vec<OperationDraft<'_>>,
    report: &mut Report<'_>,
) -> (Vec<Service>, Vec<ErrorType>) {
    let mut by_tag: BTreeMap<Words, (String, Vec<OperationDraft<'_>>)> = BTreeMap::new();
    for operation in operations {
        let tag = operation.tag.clone().unwrap_or_else(|| UNTAGGED.to_owned());
        let words = tag_words(&tag);
        by_tag.entry(words).or_insert_with(|| (tag, Vec::new())).1.push(operation);
    }
    let mut services_by_tag: Vec<(Words, String, Vec<Named<'_>>)> = Vec::new();
    for (words, (tag, operations)) in by_tag {
        let operations = name_operations(operations, report);
        services_by_tag.push((words, tag, operations));
    }
    let failures: Vec<Failures<'_>> = services_by_tag
        .iter()
        .flat_map(|(service, _, operations)| operations.iter().map(move |(draft, words)| (service, draft, words)))
        .map(|(service, draft, words)| Failures {
            operation: words.clone(),
            service: service.clone(),
            responses: &draft.responses.failures,
        })
        .collect();
    let (error_types, ids) = errors::assign(&failures);
    let mut ids = ids.into_iter();
    let (mut names, mut methods, mut modules) =
        (Scope::default(), Scope::with_reserved(CLIENT_METHODS), Scope::with_reserved(&["mod"]));
    let mut services = Vec::new();
    for (words, tag, operations) in services_by_tag {
        let name = names.claim_camel(&[words.clone(), words.with("service")]);
        let method = method_name(&words, &mut methods, "service");
        let module = modules.claim_module(&words);
        let mut builders = Scope::with_reserved(&[&name]);
        let mut lowered: Vec<Operation> = operations
            .into_iter()
            .map(|(draft, words)| operation(draft, &words, &mut builders, ids.next().flatten()))
            .collect();
        lowered.sort_by(|one, other| one.name.cmp(&other.name));
        let documentation = tag_documentation(document, &tag);
        services.push(Service { name, method, module, tag, documentation, operations: lowered });
    }
    services.sort_by(|one, other| one.name.cmp(&other.name));
    (services, error_types)
}

fn tag_words(tag: &str) -> Words {
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

/// Names the operations of a service. Those with an identifier of their own come first.
fn name_operations<'a>(operations: Vec<OperationDraft<'a>>, report: &mut Report<'_>) -> Vec<Named<'a>> {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let mut named = Vec::new();
    for draft in operations {
        let object = draft.object;
        let place = format!("{} {}", object.method, object.path);
        let derived = derived_words(&object.method, &object.path);
        let words = match taken.get(&draft.words.ascii_snake()) {
            None => draft.words.clone(),
            Some(other) => {
                let message = format!(
                    "{place}: `{}` names {other} already; the operation is called `{}`",
                    draft.id,
                    derived.snake()
                );
                report.note("duplicate-operation-id", &format!("{}/operationId", object.pointer), message);
                derived
            }
        };
        taken.entry(words.ascii_snake()).or_insert(place);
        named.push((draft, words));
    }
    let mut scope = Scope::with_reserved(SERVICE_METHODS);
    for (_, words) in &mut named {
        // Two operations that method and path don't tell apart are numbered here, once for all their names.
        let name = scope.claim(&[words.ascii_snake(), words.with("operation").ascii_snake()]);
        if name != words.ascii_snake() {
            *words = Words::of(&name);
        }
    }
    named
}

fn operation(draft: OperationDraft<'_>, words: &Words, builders: &mut Scope, error: Option<ErrorId>) -> Operation {
    let builder = builders.claim_camel(&[words.clone(), words.with("request"), words.with("operation")]);
    let name = words.ascii_snake();
    let name = if is_keyword(&name) { format!("{name}_") } else { name };
    let outcome = outcome(&draft.responses.successes, words, builders);
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

fn outcome(successes: &[ResponseDraft], words: &Words, builders: &mut Scope) -> Outcome {
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
    Outcome::PerStatus { name: builders.claim_camel(&[words.with("outcome")]), variants }
}

fn tag_documentation(document: &Document, tag: &str) -> Documentation {
    let described = document.tags.iter().filter_map(Value::as_object).find(|fields| {
        fields.get("name").and_then(Value::as_str).is_some_and(|name| Words::of(name) == Words::of(tag))
    });
    described.map(documentation::of_fields).unwrap_or_default()
}
