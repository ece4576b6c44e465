//! The examples of bodies of JSON, which a generated crate reads and writes in its tests.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::check::{Checker, Evidence};
use super::finding::{Finding, Flaw};
use super::memory::Memory;
use super::spot::Spot;
use super::{is_overridden, parsed};
use crate::api::{BodyContent, BodyExample, ExamplePlace, OperationPlace, ResponseBody, Service, StatusPattern, Type};
use crate::lower::document::media;
use crate::lower::drafts::json_text;
use crate::lower::drafts::usage::Direction;
use crate::lower::formats::{FormatPlace, Formats};
use crate::lower::operations::OperationDraft;
use crate::lower::operations::responses::pattern;
use crate::lower::report::Report;
use crate::names::{Scope, Words, is_keyword};
use crate::parse::{Document, MediaType, Schema};
use crate::pointer::escape;
use crate::rules::Override;

/// How many values of one example are looked at.
const MOST_STEPS: usize = 200_000;

/// The examples of each operation, by its method and path.
pub(crate) type BodyExamples = BTreeMap<(String, String), Vec<Unnamed>>;

/// An example before its operation has its name.
#[derive(Debug)]
pub(crate) struct Unnamed {
    /// The status of the response; `None` for the request.
    status: Option<StatusPattern>,
    key: Option<String>,
    ty: Type,
    value: Value,
    flaw: Option<String>,
}

/// Collects the examples of an API's bodies.
pub(crate) struct Collector<'a, 'r, 'p> {
    pub(crate) document: &'a Document,
    pub(crate) formats: &'r Formats,
    pub(crate) overrides: &'r [Override],
    pub(crate) report: &'r Report<'p>,
}

/// A body whose examples are looked for.
struct Documented<'a, 't> {
    status: Option<StatusPattern>,
    media_type: &'a MediaType,
    pointer: String,
    ty: &'t Type,
}

impl<'a> Collector<'a, '_, '_> {
    /// The examples of all operations, whose types are final.
    pub(crate) fn collect(&self, operations: &[OperationDraft<'a>]) -> BodyExamples {
        let key = |draft: &OperationDraft<'_>| (draft.object.method.clone(), draft.path.clone());
        let mut memory = Memory::new(self.document);
        operations.iter().map(|draft| (key(draft), self.operation(draft, &mut memory))).collect()
    }

    fn operation(&self, draft: &OperationDraft<'a>, memory: &mut Memory<'a>) -> Vec<Unnamed> {
        let object = draft.object;
        let mut bodies = Vec::new();
        if let Some(body) = &object.body
            && let Some(BodyContent::Json(ty)) = draft.body.as_ref().map(|body| &body.content)
            && let Some((name, _, media_type)) = media::of_request(&body.content, &object.method, self.document)
        {
            let pointer = format!("{}/content/{}", body.pointer, escape(name));
            bodies.push(Documented { status: None, media_type, pointer, ty });
        }
        let mut seen = BTreeSet::new();
        for (status, response) in &object.responses {
            let Some(status) = pattern(status).filter(|status| seen.insert(*status)) else { continue };
            let lowered = draft.responses.successes.iter().chain(&draft.responses.failures);
            let body = lowered.into_iter().find(|lowered| lowered.status == status).map(|lowered| &lowered.body);
            let Some(ResponseBody::Json(ty)) = body else { continue };
            let Some((name, _, media_type)) = media::of_response(&response.content) else { continue };
            let pointer = format!("{}/content/{}", response.pointer, escape(name));
            bodies.push(Documented { status: Some(status), media_type, pointer, ty });
        }
        bodies.iter().flat_map(|body| self.body(body, memory)).collect()
    }

    /// The examples of a body: those of its media type, or else that of its schema.
    fn body(&self, body: &Documented<'a, '_>, memory: &mut Memory<'a>) -> Vec<Unnamed> {
        let MediaType { schema: Some(schema), examples, .. } = body.media_type else { return Vec::new() };
        let mut found = examples.located(&body.pointer);
        if found.is_empty() {
            let target = memory.resolve(schema).map(|known| known.schema);
            let holders = [Some(schema), target].into_iter().flatten();
            let mut own = holders.filter_map(|it| Some((it.example.as_ref()?, it.pointer())));
            found.extend(own.next().map(|(value, pointer)| (None, value, format!("{pointer}/example"))));
        }
        let direction = if body.status.is_some() { Direction::Received } else { Direction::Sent };
        // Tools write null if there is no example.
        found.retain(|(_, value, _)| !value.is_null());
        let is_alone = found.len() == 1;
        found
            .into_iter()
            .map(|(key, value, pointer)| {
                let key = key.filter(|_| !is_alone).cloned();
                let value = parsed(self.document, schema, value).unwrap_or_else(|| value.clone());
                let flaw = self.flaw(schema, &value, &pointer, direction, memory);
                Unnamed { status: body.status, key, ty: body.ty.clone(), value, flaw }
            })
            .collect()
    }

    /// Why `value` doesn't fit its schema.
    fn flaw(
        &self,
        schema: &'a Schema,
        value: &Value,
        pointer: &str,
        direction: Direction,
        memory: &mut Memory<'a>,
    ) -> Option<String> {
        let mut checker = Checker { memory, steps: MOST_STEPS, most_elements: usize::MAX, is_cut: false };
        let place = FormatPlace::Pointer(schema.pointer().to_owned());
        let spot = Spot::new(pointer, &place, false, Some(direction));
        let mut evidence = Evidence::default();
        checker.check(schema, value, &spot, &mut evidence);
        let counts = |finding: &&Finding| finding.flaw != Flaw::Unlisted && !is_overridden(finding, self.overrides);
        if let Some(finding) = evidence.findings.iter().find(counts) {
            return Some(format!("{}: {}", self.report.place(&finding.pointer).pointer, finding.message));
        }
        let unlike = evidence.strings.iter().find(|(place, format, text)| !self.formats.fits(place, format, text));
        let place = self.report.place(pointer).pointer;
        if let Some((_, format, text)) = unlike {
            return Some(format!("{place}: {text} is not a `{format}`"));
        }
        checker.is_cut.then(|| format!("{place}: the example is too large to be compared with its schema"))
    }
}

/// Names the examples after the operations that show them. What several show is one example.
pub(crate) fn name_examples(mut unnamed: BodyExamples, services: &[Service]) -> Vec<BodyExample> {
    let mut examples: Vec<BodyExample> = Vec::new();
    let mut known: BTreeMap<(String, bool), Vec<usize>> = BTreeMap::new();
    for (service_index, service) in services.iter().enumerate() {
        for (operation_index, operation) in service.operations.iter().enumerate() {
            let own = unnamed.remove(&(operation.method.clone(), operation.path.clone())).unwrap_or_default();
            for Unnamed { status, key, ty, value, flaw } in own {
                let same = known.entry((json_text(&value), flaw.is_some())).or_default();
                let before = same.iter().copied().find(|at| examples.get(*at).is_some_and(|known| known.ty == ty));
                let at = before.unwrap_or(examples.len());
                if before.is_none() {
                    same.push(at);
                    examples.push(BodyExample { name: String::new(), ty, value, places: Vec::new(), flaw });
                }
                let operation = OperationPlace { service: service_index, operation: operation_index };
                if let Some(example) = examples.get_mut(at) {
                    example.places.push(ExamplePlace { operation, status, key });
                }
            }
        }
    }
    let mut scope = Scope::default();
    for example in &mut examples {
        example.name = name(example, services, &mut scope);
    }
    examples.sort_by(|one, other| one.name.cmp(&other.name));
    examples
}

/// A name made of the operation, the status and, where that is not enough, the key.
fn name(example: &BodyExample, services: &[Service], scope: &mut Scope) -> String {
    let Some(place) = example.places.first() else { return String::new() };
    let service = services.get(place.operation.service);
    let operation = service.and_then(|service| service.operations.get(place.operation.operation));
    let operation = operation.map_or("", |operation| operation.name.trim_end_matches('_'));
    let part = place.status.map_or_else(|| "request".to_owned(), |status| status.to_string().to_lowercase());
    let short = format!("{operation}_{part}");
    let key = place.key.as_ref().map(|key| Words::of(key).ascii_snake()).filter(|key| !key.is_empty());
    let candidates: Vec<String> = match key {
        Some(key) => vec![format!("{short}_{key}")],
        None => vec![short],
    };
    debug_assert!(candidates.iter().all(|name| !is_keyword(name)));
    scope.claim(&candidates)
}
