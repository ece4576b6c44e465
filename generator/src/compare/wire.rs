//! Which values of JSON a type stands for, compared with those of another.

use std::collections::BTreeSet;

use super::Comparison;
use crate::api::{Presence, Usage};
use crate::lock::{RustType, Surface, TypeKind};

/// A type, and the crate that it is one of.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    surface: &'a Surface,
    ty: &'a str,
}

/// Returns whether changing `old` to `new` breaks the wire for a value that travels as `usage` says: what the old crate
/// sends has to be taken still, and what is answered to be read.
pub(super) fn breaks(comparison: &Comparison<'_>, old: &RustType, new: &RustType, usage: Usage) -> bool {
    let (old, new) = (comparison.renames.apply(old).0, &new.0);
    let old = Side { surface: comparison.old, ty: &old };
    let new = Side { surface: comparison.new, ty: new };
    (usage.sent && !takes(new, old)) || (usage.received && !takes(old, new))
}

/// Returns whether a presence breaks the wire: see [`breaks`].
pub(super) fn presence_breaks(old: Presence, new: Presence, usage: Usage) -> bool {
    let sends = |presence| match presence {
        Presence::Required => (false, false),
        Presence::RequiredNullable => (false, true),
        Presence::Optional => (true, false),
        Presence::OptionalNullable => (true, true),
    };
    let ((old_absent, old_null), (new_absent, new_null)) = (sends(old), sends(new));
    // Whatever isn't required is read as `None` when it is absent or null.
    let read = old == Presence::Required && new != Presence::Required;
    (usage.sent && (old_absent && !new_absent || old_null && !new_null)) || (usage.received && read)
}

/// Returns whether each value of `narrow` is one of `wide`.
fn takes(mut wide: Side<'_>, mut narrow: Side<'_>) -> bool {
    loop {
        (wide.ty, narrow.ty) = (unboxed(wide.ty), unboxed(narrow.ty));
        if wide.ty == narrow.ty || wide.ty == "Value" {
            return true;
        }
        if let Some(inner) = within(wide.ty, "Option") {
            wide.ty = inner;
            narrow.ty = within(narrow.ty, "Option").unwrap_or(narrow.ty);
            continue;
        }
        let pairs = ["Vec", "Map"].map(|wrapper| within(wide.ty, wrapper).zip(within(narrow.ty, wrapper)));
        match pairs.into_iter().flatten().next() {
            Some(inner) => (wide.ty, narrow.ty) = inner,
            None => return takes_plain(wide, narrow),
        }
    }
}

fn takes_plain(wide: Side<'_>, narrow: Side<'_>) -> bool {
    let kind = narrow.kind();
    let is_integer = matches!(kind, Some(TypeKind::Enum(values)) if values.is_integer);
    let is_text = matches!(kind, Some(TypeKind::Enum(values)) if !values.is_integer);
    match wide.ty {
        "String" => is_text || matches!(narrow.ty, "Uuid" | "Date" | "DateTime"),
        "Number" => is_integer || matches!(narrow.ty, "i32" | "i64" | "u64" | "f64"),
        "f64" => narrow.ty == "i32",
        "i64" => is_integer || narrow.ty == "i32",
        "Object" => matches!(kind, Some(TypeKind::Struct(_))) || within(narrow.ty, "Map").is_some(),
        _ => match (wide.kind(), kind) {
            (Some(TypeKind::Union(union)), _) => union.variants.iter().any(|variant| variant.ty.0 == narrow.ty),
            (Some(TypeKind::Enum(wide)), Some(TypeKind::Enum(narrow))) => {
                let values: BTreeSet<_> = wide.variants.keys().collect();
                narrow.variants.keys().all(|value| values.contains(value))
            }
            _ => false,
        },
    }
}

impl<'a> Side<'a> {
    fn kind(self) -> Option<&'a TypeKind> {
        Some(&self.surface.types.get(RustType(self.ty.to_owned()).named()?)?.kind)
    }
}

fn unboxed(mut ty: &str) -> &str {
    while let Some(inner) = within(ty, "Box") {
        ty = inner;
    }
    ty
}

/// What a wrapper is around.
fn within<'a>(ty: &'a str, wrapper: &str) -> Option<&'a str> {
    ty.strip_prefix(wrapper)?.strip_prefix('<')?.strip_suffix('>')
}
