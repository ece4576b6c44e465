//! Which types operations reach.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, BodyContent, Operation, OperationPlace, Outcome, ResponseBody, StatusPattern, Type, TypeId};

/// Which types hold which, and which operations reach them.
#[derive(Debug, Default)]
pub(super) struct Reach {
    /// The types that hold each, with the field or variant that does.
    pub(super) holders: BTreeMap<TypeId, Vec<(TypeId, String)>>,
    /// The operations that reach each, by service and operation, with what they reach it as.
    pub(super) uses: BTreeMap<TypeId, BTreeMap<(usize, usize), BTreeSet<String>>>,
}

impl Reach {
    pub(super) fn of(api: &Api) -> Self {
        let mut reach = Self::default();
        let mut held: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
        for (index, definition) in api.types.iter().enumerate() {
            for (part, ty) in definition.kind.parts() {
                if let Some(inner) = ty.named() {
                    reach.holders.entry(inner).or_default().push((TypeId(index), part.to_owned()));
                    held.entry(TypeId(index)).or_default().push(inner);
                }
            }
        }
        for (service, operations) in api.services.iter().enumerate() {
            for (operation, value) in operations.operations.iter().enumerate() {
                reach.follow(OperationPlace { service, operation }, roots(api, value), &held);
            }
        }
        reach
    }

    fn follow(&mut self, place: OperationPlace, roots: Vec<(String, TypeId)>, held: &BTreeMap<TypeId, Vec<TypeId>>) {
        for (role, root) in roots {
            let mut seen = BTreeSet::from([root]);
            let mut pending = vec![root];
            while let Some(id) = pending.pop() {
                let uses = self.uses.entry(id).or_default().entry((place.service, place.operation)).or_default();
                // Another root of that role has been here.
                if !uses.insert(role.clone()) {
                    continue;
                }
                pending.extend(held.get(&id).into_iter().flatten().copied().filter(|inner| seen.insert(*inner)));
            }
        }
    }
}

/// The types that an operation names itself, with what they are to it.
fn roots(api: &Api, operation: &Operation) -> Vec<(String, TypeId)> {
    let mut roots = Vec::new();
    let mut add = |role: String, ty: &Type| roots.extend(ty.named().map(|id| (role, id)));
    for parameter in &operation.parameters {
        add(format!("parameter {}", parameter.wire_name), &parameter.ty);
    }
    if let Some(BodyContent::Json(ty) | BodyContent::Form(ty)) = operation.body.as_ref().map(|body| &body.content) {
        add("request".to_owned(), ty);
    }
    for other in &operation.other_bodies {
        if let BodyContent::Json(ty) | BodyContent::Form(ty) = &other.body.content {
            add(format!("request {}", other.body.media_type), ty);
        }
    }
    for other in &operation.representations {
        if let ResponseBody::Json(ty) = &other.body {
            add(format!("response {}", other.media_type), ty);
        }
    }
    match &operation.outcome {
        Outcome::Single(ResponseBody::Json(ty)) => add(format!("response {}", successes(operation)), ty),
        Outcome::Single(_) => {}
        Outcome::PerStatus { variants, .. } => {
            for variant in variants {
                if let ResponseBody::Json(ty) = &variant.body {
                    add(format!("response {}", variant.status), ty);
                }
            }
        }
    }
    if let Some(events) = &operation.events {
        add(format!("item of {}", events.media_type), &events.item);
    }
    for variant in errors(api, operation) {
        if let ResponseBody::Json(ty) = &variant.body {
            add(format!("error {}", variant.status), ty);
        }
    }
    roots
}

/// The variants of an operation's error type that the operation itself documents.
pub(super) fn errors<'a>(api: &'a Api, operation: &'a Operation) -> impl Iterator<Item = &'a crate::api::ErrorVariant> {
    let variants = operation.error.and_then(|id| api.error_type(id)).into_iter().flat_map(|error| &error.variants);
    variants.filter(|variant| operation.responses.iter().any(|response| response.status == variant.status))
}

/// The statuses that an operation's one body of success stands for.
fn successes(operation: &Operation) -> String {
    let is_success =
        |status: &StatusPattern| matches!(status, StatusPattern::Exact(200..=299) | StatusPattern::Range(2));
    let statuses = operation.responses.iter().map(|response| response.status);
    let mut successes: Vec<String> = statuses.filter(is_success).map(|status| status.to_string()).collect();
    if successes.is_empty() {
        successes.push(StatusPattern::Default.to_string());
    }
    successes.join(", ")
}
