//! Named types, and the enums among them.

use super::{structs, unions};
use crate::api::{AliasKind, Usage};
use crate::compare::change::{Changes, Of};
use crate::compare::matching::{both, gone};
use crate::compare::{Breaks, ChangeKind, Comparison, Subject, wire};
use crate::lock::{Enum, RustType, TypeDefinition, TypeKind};

pub(crate) fn compare(comparison: &Comparison<'_>, changes: &mut Changes) {
    let (old, new) = (&comparison.old.types, &comparison.new.types);
    let renames = &comparison.renames.types;
    for (name, definition) in old {
        let now = renames.get(name.as_str()).copied().unwrap_or(name);
        let mut of = changes.of(Subject::Type(now.to_owned()));
        let is_merged = now != name && old.contains_key(now);
        if now != name {
            let breaks = comparison.renamed(AliasKind::Type, "", name, now);
            let how = if is_merged { format!("replaces `{name}`, too") } else { format!("was called `{name}`") };
            let reason = match (breaks.any(), is_merged) {
                (true, true) => format!("{how}, which is gone"),
                (true, false) => how,
                (false, _) => format!("{how}: that name still works{}, but is deprecated", limits(name, definition)),
            };
            of.add(ChangeKind::Renamed, breaks, reason);
        }
        match new.get(now) {
            // What it was is told under its own name: the other type may not have changed.
            Some(new) if is_merged => {
                let mut of = changes.of(Subject::Type(name.clone()));
                kinds(comparison, (name, definition), (now, new), &mut of);
            }
            Some(new) => {
                kinds(comparison, (name, definition), (now, new), &mut of);
                of.documentation(&definition.documentation, &new.documentation);
            }
            None => of.add(ChangeKind::Removed, Breaks::RUST, "is gone"),
        }
    }
    for (name, _) in gone(new, old) {
        if !renames.values().any(|now| now == name) {
            changes.of(Subject::Type(name.clone())).add(ChangeKind::Added, Breaks::NOTHING, "is new");
        }
    }
}

/// Where a type's old name doesn't do: it is none for Rust's values.
fn limits(name: &str, definition: &TypeDefinition) -> String {
    match definition.kind {
        TypeKind::Struct(_) => String::new(),
        TypeKind::Enum(_) | TypeKind::Union(_) => format!(" except in `use {name}::..`"),
        TypeKind::Newtype(_) => format!(" except in `{name}(..)`"),
    }
}

/// A definition and its name.
type Named<'a> = (&'a str, &'a TypeDefinition);

fn kinds(comparison: &Comparison<'_>, old: Named<'_>, new: Named<'_>, of: &mut Of<'_>) {
    let ((old_name, old), (new_name, new)) = (old, new);
    // Only where values travelled and go on doing so, something can be misread.
    let usage = Usage { sent: old.usage.sent && new.usage.sent, received: old.usage.received && new.usage.received };
    match (&old.kind, &new.kind) {
        (TypeKind::Struct(before), TypeKind::Struct(after)) => {
            let usages = structs::Usages { old: old.usage, new: new.usage, both: usage };
            structs::compare(comparison, before, after, usages, of);
        }
        (TypeKind::Enum(old), TypeKind::Enum(new)) => enumeration(comparison, old, (new_name, new), usage, of),
        (TypeKind::Union(before), TypeKind::Union(after)) => {
            unions::compare(comparison, (old_name, before), (new_name, after), usage, of);
        }
        (TypeKind::Newtype(old), TypeKind::Newtype(new)) => newtype(comparison, old, new, usage, of),
        (before, after) => {
            let (before, after) = (word(before), word(after));
            of.changed(
                Breaks { rust: true, wire: usage != Usage::default() },
                format!("is {after}, no longer {before}"),
            );
        }
    }
}

fn word(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct(_) => "a struct",
        TypeKind::Enum(_) => "an enum of values",
        TypeKind::Union(_) => "an enum of alternatives",
        TypeKind::Newtype(_) => "a type around another",
    }
}

fn newtype(comparison: &Comparison<'_>, old: &RustType, new: &RustType, usage: Usage, of: &mut Of<'_>) {
    if !comparison.renames.same(old, new) {
        let wire = wire::breaks(comparison, old, new, usage);
        of.changed(Breaks { rust: true, wire }, format!("is made of `{new}`, no longer of `{old}`"));
    }
}

fn enumeration(comparison: &Comparison<'_>, old: &Enum, new: (&str, &Enum), usage: Usage, of: &mut Of<'_>) {
    let (name_of_type, new) = new;
    if old.is_integer != new.is_integer {
        let word = |values: &Enum| if values.is_integer { "integers" } else { "strings" };
        let breaks = Breaks { rust: true, wire: usage != Usage::default() };
        return of.changed(breaks, format!("has values that are {}, no longer {}", word(new), word(old)));
    }
    both(&old.variants, &new.variants, |value, before, after| match (before, after) {
        (Some(name), None) => {
            // Another value under the same name still compiles.
            let now = new.variants.iter().find(|(value, now)| *now == name && !old.variants.contains_key(*value));
            if let Some((now, _)) = now {
                of.changed(Breaks::WIRE, format!("writes `{name}` as `{now}`, no longer as `{value}`"));
            } else {
                let breaks = Breaks { rust: true, wire: usage.sent };
                of.changed(breaks, format!("no longer lists `{value}`: the variant `{name}` is gone"));
            }
        }
        (None, Some(name)) if !old.variants.values().any(|old| old == name) => {
            let until_now =
                if usage.received { format!("; until now it was read as `{}`", old.unknown) } else { String::new() };
            of.changed(Breaks::NOTHING, format!("lists `{value}`: it has the variant `{name}`{until_now}"));
        }
        (Some(before), Some(after)) if before != after => {
            let breaks = comparison.renamed(AliasKind::Variant, name_of_type, before, after);
            of.renamed(breaks, format!("has the variant `{after}` for `{value}`, no longer `{before}`"));
        }
        _ => {}
    });
    if old.unknown != new.unknown {
        let reason = format!("has the variant `{}` for other values, no longer `{}`", new.unknown, old.unknown);
        of.changed(Breaks::RUST, reason);
    }
}
