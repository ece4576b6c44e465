//! Unions: enums of other types.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::Usage;
use crate::compare::change::Of;
use crate::compare::{Breaks, Comparison, causes, wire};
use crate::lock::{RustType, Union, UnionVariant};

/// A union and its name.
type Named<'a> = (&'a str, &'a Union);

pub(crate) fn compare(comparison: &Comparison<'_>, old: Named<'_>, new: Named<'_>, usage: Usage, of: &mut Of<'_>) {
    let ((old_name, old), (new_name, new)) = (old, new);
    let by_name = |union: &'_ Union| -> BTreeMap<String, UnionVariant> {
        union.variants.iter().map(|variant| (variant.name.clone(), variant.clone())).collect()
    };
    let (before, after) = (by_name(old), by_name(new));
    // A removed variant and a new one that hold the same type.
    let renamed = |variant: &UnionVariant| {
        after.values().find(|now| {
            !before.contains_key(&now.name) && now.tags == variant.tags && comparison.renames.same(&variant.ty, &now.ty)
        })
    };
    let mut known: BTreeSet<&str> = before.keys().map(String::as_str).collect();
    for variant in old.variants.iter().filter(|variant| !after.contains_key(&variant.name)) {
        if let Some(now) = renamed(variant) {
            known.insert(&now.name);
            of.changed(Breaks::RUST, format!("has renamed the variant `{}` to `{}`", variant.name, now.name));
        } else {
            let breaks = Breaks { rust: true, wire: usage.sent };
            of.changed(breaks, format!("has lost the variant `{}`, which held `{}`", variant.name, variant.ty));
        }
    }
    for variant in &new.variants {
        match before.get(&variant.name) {
            Some(old) => self::variant(comparison, old, variant, usage, of),
            None if known.contains(variant.name.as_str()) => {}
            None => {
                of.changed(
                    Breaks::NOTHING,
                    format!("has the variant `{}`, which holds `{}`", variant.name, variant.ty),
                );
            }
        }
    }
    conversions(comparison, (old_name, old), (new_name, new), of);
    order(old, new, of);
    if old.discriminator != new.discriminator {
        let words = |name: &Option<String>| name.as_ref().map_or("their shape".to_owned(), |name| format!("`{name}`"));
        let (old, new) = (words(&old.discriminator), words(&new.discriminator));
        of.changed(Breaks::WIRE, format!("tells its variants apart by {new}, no longer by {old}"));
    }
    if old.unknown != new.unknown {
        let reason = format!("has the variant `{}` for other values, no longer `{}`", new.unknown, old.unknown);
        of.changed(Breaks::RUST, reason);
    }
}

fn variant(comparison: &Comparison<'_>, old: &UnionVariant, new: &UnionVariant, usage: Usage, of: &mut Of<'_>) {
    let name = &new.name;
    if !comparison.renames.same(&old.ty, &new.ty) {
        let wire = wire::breaks(comparison, &old.ty, &new.ty, usage);
        let reason = format!("holds `{}` in `{name}`, no longer `{}`", new.ty, old.ty);
        of.caused(Breaks { rust: true, wire }, reason, causes::replaced(comparison, &old.ty, &new.ty));
    }
    let lost: Vec<String> =
        old.tags.iter().filter(|tag| !new.tags.contains(tag)).map(|tag| format!("`{tag}`")).collect();
    if !lost.is_empty() && !new.tags.is_empty() {
        of.changed(Breaks::WIRE, format!("no longer reads {} as `{name}`", lost.join(", ")));
    } else if lost.is_empty() && old.tags.len() < new.tags.len() && !old.tags.is_empty() {
        of.changed(Breaks::NOTHING, format!("reads more tags as `{name}`"));
    }
}

/// Of variants without tags that fit a value equally well the first is taken.
fn order(old: &Union, new: &Union, of: &mut Of<'_>) {
    let names = |union: &'_ Union| -> Vec<String> {
        let variants = union.variants.iter().filter(|variant| variant.tags.is_empty());
        variants.map(|variant| variant.name.clone()).collect()
    };
    let (before, after) = (names(old), names(new));
    let stayed = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|name| other.contains(name)).cloned().collect()
    };
    let (before, after) = (stayed(&before, &after), stayed(&after, &before));
    if before != after {
        let (before, after) = (before.join("`, `"), after.join("`, `"));
        of.changed(Breaks::WIRE, format!("is read as the first of `{after}` that fits, no longer of `{before}`"));
    }
}

/// A type that two variants hold is converted to neither.
fn conversions(comparison: &Comparison<'_>, old: Named<'_>, new: Named<'_>, of: &mut Of<'_>) {
    let now = convertible(new.0, new.1);
    let held: BTreeSet<RustType> = new.1.variants.iter().map(|variant| variant.ty.unboxed()).collect();
    for ty in convertible(old.0, old.1) {
        let ty = comparison.renames.apply(&ty);
        if held.contains(&ty) && !now.contains(&ty) {
            of.changed(Breaks::RUST, format!("is no longer made from `{ty}` by `into`: several variants hold it"));
        }
    }
}

/// The types that the union has `From` for.
fn convertible(name: &str, union: &Union) -> BTreeSet<RustType> {
    let mut counts: BTreeMap<RustType, usize> = BTreeMap::new();
    for variant in &union.variants {
        *counts.entry(variant.ty.unboxed()).or_default() += 1;
    }
    let own = RustType::of_name(name);
    counts
        .into_iter()
        .filter(|(ty, count)| *count == 1 && *ty != own && !ty.0.contains("::"))
        .map(|(ty, _)| ty)
        .collect()
}
