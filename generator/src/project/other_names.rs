//! The names that a crate would have without its lock.

use std::collections::{BTreeMap, BTreeSet};

use super::{Outcome, Project, run};
use crate::diagnostic::Place;
use crate::lock::{Surface, TypeKind};
use crate::names::NameSource;
use crate::rules::{Rename, RenameKind, Rules};
use crate::{Failure, Modelled, Options, model};

/// A name that the lock keeps, and the name that would be chosen without the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherName {
    /// `type`, `field`, `variant`, `method` or `service`.
    pub word: &'static str,
    /// What the lock keeps: `Disk`, `Disk.size`, `Kind.fast`, `disks().get_disk` or `disks()`, fields and variants by what
    /// they are on the wire.
    pub subject: String,
    /// The name that the lock keeps.
    pub kept: String,
    /// The name that would be chosen.
    pub fresh: String,
    /// Whether code that uses the kept name breaks if the other name is adopted.
    pub breaks: bool,
    rename: Rename,
}

impl Project {
    /// Returns the names that would differ without the lock, sorted.
    ///
    /// # Errors
    ///
    /// Fails as [`model`](Self::model) does.
    pub fn other_names(&self) -> Result<(Vec<OtherName>, Outcome), Failure> {
        run(|outcome| {
            let (input, options) = self.prepare("", outcome)?;
            let kept = model(input, &options)?;
            // What the configuration gives is nothing to choose from, and may be told by names of the lock.
            let rules = Rules { renames: Vec::new(), ..options.rules };
            let fresh = model(self.input(outcome), &Options { rules, lock: None, ..options })?;
            outcome.statistics = kept.statistics;
            self.tell(kept.diagnostics.clone(), outcome)?;
            Ok(other_names(&kept, &fresh, &self.rules.renames))
        })
    }

    /// Adopts other names in place of those that the lock keeps. The next write uses them.
    pub fn adopt<'n>(&mut self, names: impl IntoIterator<Item = &'n OtherName>) {
        self.rules.renames.extend(names.into_iter().map(|name| name.rename.clone()));
    }
}

fn other_names(kept: &Modelled, fresh: &Modelled, rules: &[Rename]) -> Vec<OtherName> {
    let types = types(kept, fresh);
    let (before, after) = (&kept.lock.surface, &fresh.lock.surface);
    let mut found = Vec::new();
    for (name, now) in &types {
        if name != now && kept.names.types.get(*name) != Some(&NameSource::Rename) {
            let rename = rename(RenameKind::LockedType, (*name).to_owned(), now);
            found.push(other("type", (*name).to_owned(), name, rename));
        }
        found.extend(parts((before, name), (after, now)));
    }
    for (key, operation) in &before.operations {
        let Some(now) = after.operations.get(key).filter(|now| now.name != operation.name) else { continue };
        let place = (key.method.clone(), key.path.clone());
        if kept.names.operations.get(&place) != Some(&NameSource::Rename) {
            let rename = rename(RenameKind::Operation, format!("{} {}", key.method, key.path), &now.name);
            found.push(other("method", format!("{}().{}", operation.service, operation.name), &operation.name, rename));
        }
    }
    for (tag, service) in &before.services {
        let Some(now) = after.services.get(tag).filter(|now| now.method != service.method) else { continue };
        if kept.names.services.get(tag) != Some(&NameSource::Rename) {
            let rename = rename(RenameKind::Service, tag.clone(), &now.method);
            found.push(other("service", format!("{}()", service.method), &service.method, rename));
        }
    }
    let is_ruled = |name: &OtherName| {
        let is_rule = |rule: &Rename| rule.kind == name.rename.kind && rule.to == name.kept;
        matches!(name.rename.kind, RenameKind::Field | RenameKind::Variant) && rules.iter().any(is_rule)
    };
    found.retain(|name| !is_ruled(name));
    drop_taken(before, &mut found);
    found.sort_by(|one, other| (one.word, &one.subject).cmp(&(other.word, &other.subject)));
    found
}

/// The types of the crate, each with the only one that it would be.
fn types<'m>(kept: &'m Modelled, fresh: &'m Modelled) -> BTreeMap<&'m str, &'m str> {
    let mut pairs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (pointer, name) in &kept.types_by_pointer {
        let now = fresh.types_by_pointer.get(pointer).map(String::as_str);
        pairs.entry(name).or_default().extend(now);
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for now in pairs.values().flatten() {
        *counts.entry(now).or_default() += 1;
    }
    // What would be joined or split has no name of its own.
    let only = |(name, now): (&'m str, BTreeSet<&'m str>)| {
        let now = now.first().copied().filter(|_| now.len() == 1)?;
        (counts.get(now) == Some(&1)).then_some((name, now))
    };
    pairs.into_iter().filter_map(only).collect()
}

/// The fields and the variants without data of a type.
fn parts((before, name): (&Surface, &str), (after, now): (&Surface, &str)) -> Vec<OtherName> {
    let kinds = before.types.get(name).zip(after.types.get(now)).map(|(before, now)| (&before.kind, &now.kind));
    match kinds {
        Some((TypeKind::Struct(before), TypeKind::Struct(after))) => {
            let fields = before.fields.iter().filter_map(|(property, field)| {
                let now = after.fields.get(property).filter(|now| now.name != field.name)?;
                let rename = rename(RenameKind::Field, format!("{name}.{property}"), &now.name);
                Some(OtherName { breaks: true, ..other("field", format!("{name}.{property}"), &field.name, rename) })
            });
            fields.collect()
        }
        Some((TypeKind::Enum(before), TypeKind::Enum(after))) => {
            let variants = before.variants.iter().filter_map(|(value, variant)| {
                let now = after.variants.get(value).filter(|now| *now != variant)?;
                let rename = rename(RenameKind::Variant, format!("{name}.{value}"), now);
                Some(other("variant", format!("{name}.{value}"), variant, rename))
            });
            variants.collect()
        }
        _ => Vec::new(),
    }
}

/// Drops the names of types that others have, which keep theirs.
fn drop_taken(surface: &Surface, names: &mut Vec<OtherName>) {
    loop {
        let leaving: BTreeSet<String> =
            names.iter().filter(|name| name.word == "type").map(|name| name.kept.clone()).collect();
        let count = names.len();
        let is_taken = |name: &str| surface.types.contains_key(name) && !leaving.contains(name);
        names.retain(|name| name.word != "type" || !is_taken(&name.fresh));
        if names.len() == count {
            return;
        }
    }
}

fn rename(kind: RenameKind, from: String, to: &str) -> Rename {
    // A rule has a name without what Rust needs to tell it from a keyword.
    Rename { kind, from, to: to.strip_prefix("r#").unwrap_or(to).to_owned(), place: Place::default() }
}

fn other(word: &'static str, subject: String, kept: &str, rename: Rename) -> OtherName {
    OtherName { word, subject, kept: kept.to_owned(), fresh: rename.to.clone(), breaks: false, rename }
}
