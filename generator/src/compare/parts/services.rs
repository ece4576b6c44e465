//! Services: methods of the client.

use std::collections::BTreeMap;

use crate::api::AliasKind;
use crate::compare::change::{Changes, Of};
use crate::compare::matching::gone;
use crate::compare::{Breaks, ChangeKind, Comparison, Subject};
use crate::lock::Service;

pub(crate) fn compare(comparison: &Comparison<'_>, changes: &mut Changes) {
    let (old, new) = (&comparison.old.services, &comparison.new.services);
    let renames = &comparison.renames.services;
    let renamed_features = renamed_features(comparison);
    let mut arrived = Vec::new();
    for (tag, service) in old {
        let now = new.get(tag).or_else(|| {
            let method = renames.get(service.method.as_str())?;
            let (_, now) = gone(new, old).find(|(_, now)| now.method == *method)?;
            arrived.push(now.method.as_str());
            Some(now)
        });
        let Some(now) = now else {
            changes.of(Subject::Service(service.method.clone())).add(ChangeKind::Removed, Breaks::RUST, "is gone");
            continue;
        };
        let mut of = changes.of(Subject::Service(now.method.clone()));
        names(comparison, service, now, &mut of);
        if service.feature.is_empty() && !now.feature.is_empty() {
            let reason = format!("needs the feature `{}` where `default-features` is off", now.feature);
            of.changed(Breaks::RUST, reason);
        } else if service.feature != now.feature && !renamed_features.contains_key(service.feature.as_str()) {
            let reason = format!("needs the feature `{}`, no longer `{}`", now.feature, service.feature);
            of.changed(Breaks::RUST, reason);
        }
        of.documentation(&service.documentation, &now.documentation);
    }
    for (_, service) in gone(new, old) {
        if !arrived.contains(&service.method.as_str()) {
            changes.of(Subject::Service(service.method.clone())).add(ChangeKind::Added, Breaks::NOTHING, "is new");
        }
    }
    features(comparison, &renamed_features, changes);
}

fn names(comparison: &Comparison<'_>, old: &Service, new: &Service, of: &mut Of<'_>) {
    let breaks = [
        (AliasKind::Service, &old.method, &new.method),
        (AliasKind::ServiceType, &old.name, &new.name),
        (AliasKind::Module, &old.module, &new.module),
    ]
    .map(|(kind, old, new)| if old == new { Breaks::NOTHING } else { comparison.renamed(kind, "", old, new) });
    let breaks = if breaks.iter().any(|breaks| breaks.any()) { Breaks::RUST } else { Breaks::NOTHING };
    if old.method != new.method {
        let reason = format!("was called `{}`, and its struct `{}` was called `{}`", old.method, new.name, old.name);
        let reason = if breaks.any() { reason } else { reason + ": the old names still work, but are deprecated" };
        of.add(ChangeKind::Renamed, breaks, reason);
    } else if old.name != new.name {
        of.renamed(breaks, format!("is the struct `{}`, which was called `{}`", new.name, old.name));
    } else if old.module != new.module {
        let reason = format!("has its builders in `services::{}`, no longer in `{}`", new.module, old.module);
        of.renamed(breaks, reason);
    }
}

fn features(comparison: &Comparison<'_>, renamed: &BTreeMap<&str, &str>, changes: &mut Changes) {
    for (old, new) in renamed {
        let reason = format!("was called `{old}`: Cargo refuses a manifest that names it");
        changes.of(Subject::Feature((*new).to_owned())).add(ChangeKind::Renamed, Breaks::RUST, reason);
    }
    for feature in comparison.old.features.difference(&comparison.new.features) {
        if renamed.contains_key(feature.as_str()) {
            continue;
        }
        let reason = "is gone: Cargo refuses a manifest that names it";
        changes.of(Subject::Feature(feature.clone())).add(ChangeKind::Removed, Breaks::RUST, reason);
    }
    for feature in comparison.new.features.difference(&comparison.old.features) {
        // The feature of a new service needs no row of its own.
        let is_of = |(_, service): (&String, &Service)| service.feature == *feature;
        let is_told = gone(&comparison.new.services, &comparison.old.services).any(is_of);
        if is_told || renamed.values().any(|renamed| renamed == feature) {
            continue;
        }
        changes.of(Subject::Feature(feature.clone())).add(ChangeKind::Added, Breaks::NOTHING, "is new");
    }
}

/// The features that are gone while their services are there, with what they are called now.
fn renamed_features<'a>(comparison: &Comparison<'a>) -> BTreeMap<&'a str, &'a str> {
    let (old, new) = (comparison.old, comparison.new);
    let renames = &comparison.renames.services;
    let by_method: BTreeMap<&str, &Service> = new.services.values().map(|it| (it.method.as_str(), it)).collect();
    let mut renamed = BTreeMap::new();
    for (tag, service) in &old.services {
        let by_rename = || by_method.get(renames.get(service.method.as_str())?).copied();
        let Some(now) = new.services.get(tag).or_else(by_rename) else { continue };
        if !new.features.contains(&service.feature) && !old.features.contains(&now.feature) {
            renamed.insert(service.feature.as_str(), now.feature.as_str());
        }
    }
    renamed.retain(|old, new| !old.is_empty() && !new.is_empty());
    renamed
}
