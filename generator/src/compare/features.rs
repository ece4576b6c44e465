//! Features of the crate, and what each of them switches on.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Changes;
use super::{Breaks, Comparison, Subject};
use crate::api::{MOST_FEATURES, WEBHOOKS_FEATURE};
use crate::lock::{Operation, RustType, Service, Surface, TypeKind};

/// Reports types that a feature no longer includes.
pub(super) fn compare(comparison: &Comparison<'_>, changes: &mut Changes) {
    let (old, new) = (comparison.old, comparison.new);
    let (before, after) = (gates(old), gates(new));
    // A feature that is another service's now is told of with that.
    let is_kept = |service: &&Service| {
        let mut before = old.services.values().filter(|before| before.feature == service.feature);
        before.any(|it| comparison.renames.services.get(it.method.as_str()) == Some(&service.method.as_str()))
    };
    let services = || new.services.values().filter(is_kept).map(|service| service.feature.as_str());
    for (name, had) in &before {
        let now = comparison.renames.types.get(name).copied().unwrap_or(name);
        // A type without features is there with every feature.
        let Some(Some(has)) = after.get(now) else { continue };
        let is_lost = |feature: &&str| {
            let was_there = had.as_ref().is_none_or(|had| had.contains(feature));
            was_there && !has.contains(feature)
        };
        let lost: BTreeSet<&str> = services().filter(is_lost).collect();
        if !lost.is_empty() {
            let lost: Vec<String> = lost.into_iter().map(|feature| format!("`{feature}`")).collect();
            let word = if lost.len() == 1 { "feature" } else { "features" };
            let reason = format!("is no longer compiled with only the {word} {}", lost.join(", "));
            changes.of(Subject::Type(now.to_owned())).changed(Breaks::RUST, reason);
        }
    }
}

/// The features that each type is behind; `None` if it is always there. As *emit* has it.
fn gates(surface: &Surface) -> BTreeMap<&str, Option<BTreeSet<&str>>> {
    let by_method: BTreeMap<&str, &str> =
        surface.services.values().map(|it| (it.method.as_str(), it.feature.as_str())).collect();
    let mut waiting: Vec<(&str, &str)> = Vec::new();
    for operation in surface.operations.values() {
        let feature = by_method.get(operation.service.as_str()).copied().filter(|feature| !feature.is_empty());
        let Some(feature) = feature else { continue };
        let types = types_of(surface, operation).into_iter().filter_map(RustType::named);
        waiting.extend(types.map(|name| (name, feature)));
    }
    let of_webhooks = surface.webhooks.values().filter_map(|webhook| webhook.ty.named());
    waiting.extend(of_webhooks.map(|name| (name, WEBHOOKS_FEATURE)));
    let mut gates: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    while let Some((name, feature)) = waiting.pop() {
        let Some(definition) = surface.types.get(name) else { continue };
        if gates.entry(name).or_default().insert(feature) {
            waiting.extend(parts(&definition.kind).into_iter().filter_map(RustType::named).map(|part| (part, feature)));
        }
    }
    let has_own_feature =
        !surface.webhooks.is_empty() && surface.services.values().all(|service| service.feature != WEBHOOKS_FEATURE);
    let count = surface.services.len() + usize::from(has_own_feature);
    let is_always = |features: &BTreeSet<&str>| count > 1 && features.len() == count || features.len() > MOST_FEATURES;
    gates.into_iter().map(|(name, features)| (name, Some(features).filter(|it| !is_always(it)))).collect()
}

/// The types that an operation names.
pub(super) fn types_of<'a>(surface: &'a Surface, operation: &'a Operation) -> Vec<&'a RustType> {
    let error = operation.error.as_ref().and_then(|name| surface.errors.get(name));
    let variants = operation.outcomes.values().chain(error.into_iter().flat_map(BTreeMap::values));
    let mut types: Vec<&RustType> = variants.map(|variant| &variant.body).collect();
    types.push(&operation.returns);
    types.extend(operation.parameters.values().map(|parameter| &parameter.ty));
    types.extend(operation.body.iter().map(|body| &body.ty));
    types.extend(operation.other_bodies.values().map(|other| &other.ty));
    types.extend(operation.representations.values().map(|other| &other.body));
    types.extend(operation.paging.iter().map(|paging| &paging.item));
    types.extend(operation.waiters.values());
    types
}

/// The types that a type names.
pub(super) fn parts(kind: &TypeKind) -> Vec<&RustType> {
    match kind {
        TypeKind::Struct(structure) => {
            let additional = structure.additional_properties.iter().map(|(_, ty)| ty);
            structure.fields.values().map(|field| &field.ty).chain(additional).collect()
        }
        TypeKind::Enum(_) => Vec::new(),
        TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        TypeKind::Newtype(ty) => vec![ty],
    }
}
