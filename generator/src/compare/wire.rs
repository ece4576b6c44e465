//! Which values of JSON a type accepts, compared with another type.

use std::collections::BTreeSet;

use super::Comparison;
use super::renames::Renames;
use crate::api::{Presence, Usage};
use crate::lock::{RustType, Struct, Surface, TypeKind, Union};

/// A type, and the crate that it is one of.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    surface: &'a Surface,
    ty: &'a str,
}

/// Whether what is read as `old` can't be read as `new`.
pub(crate) fn returns_break(comparison: &Comparison<'_>, old: &RustType, new: &RustType) -> bool {
    // Nothing is read where nothing was.
    old.0 != "()" && breaks(comparison, old, new, Usage { sent: false, received: true })
}

/// Returns whether changing `old` to `new` breaks the wire for a value with this `usage`: the server must still accept what
/// the old crate sends, and the old crate must be able to read the responses.
pub(super) fn breaks(comparison: &Comparison<'_>, old: &RustType, new: &RustType, usage: Usage) -> bool {
    if comparison.renames.same(old, new) {
        return false;
    }
    let old = Side { surface: comparison.old, ty: &old.0 };
    let new = Side { surface: comparison.new, ty: &new.0 };
    let takes =
        |is_sent, wide, narrow| Taking { renames: &comparison.renames, is_sent, open: Vec::new() }.takes(wide, narrow);
    (usage.sent && !takes(true, new, old)) || (usage.received && !takes(false, old, new))
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

/// Whether each value of a type is one of another, as far as it travels that way.
struct Taking<'a> {
    renames: &'a Renames<'a>,
    /// The server must accept all of a request; unknown parts of a response are skipped.
    is_sent: bool,
    /// The pairs of named types that are looked at: a type can contain itself.
    open: Vec<(Side<'a>, Side<'a>)>,
}

impl<'a> Taking<'a> {
    /// Returns whether each value of `narrow` is one of `wide`.
    fn takes(&mut self, mut wide: Side<'a>, mut narrow: Side<'a>) -> bool {
        loop {
            (wide.ty, narrow.ty) = (unboxed(wide.ty), unboxed(narrow.ty));
            let is_plain = wide.kind().is_none() && narrow.kind().is_none();
            // The values of a user's own type are unknown.
            let is_path = |ty: &str| ty.split('<').next().is_some_and(|path| path.contains("::"));
            let is_foreign = |side: Side<'_>| is_path(side.ty) && side.kind().is_none();
            if wide.ty == "Value" || is_plain && wide.ty == narrow.ty || is_foreign(wide) || is_foreign(narrow) {
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
                None => return self.takes_plain(wide, narrow),
            }
        }
    }

    fn takes_plain(&mut self, wide: Side<'a>, narrow: Side<'a>) -> bool {
        let kind = narrow.kind();
        let is_integer = matches!(kind, Some(TypeKind::Enum(values)) if values.is_integer);
        let is_text = matches!(kind, Some(TypeKind::Enum(values)) if !values.is_integer);
        match wide.ty {
            "String" => is_text || matches!(narrow.ty, "Uuid" | "Date" | "DateTime"),
            "Number" => is_integer || matches!(narrow.ty, "i32" | "i64" | "u64" | "f64"),
            "f64" => narrow.ty == "i32",
            "i64" => is_integer || narrow.ty == "i32",
            "Object" => matches!(kind, Some(TypeKind::Struct(_))) || within(narrow.ty, "Map").is_some(),
            _ => self.takes_named(wide, narrow),
        }
    }

    fn takes_named(&mut self, wide: Side<'a>, narrow: Side<'a>) -> bool {
        // A name that both sides have is told of where it changed.
        let (old, new) = if self.is_sent { (narrow, wide) } else { (wide, narrow) };
        let is_told = old.ty == new.ty || self.renames.types.get(old.ty).is_some_and(|now| *now == new.ty);
        if is_told || self.open.iter().any(|(one, other)| (one.ty, other.ty) == (wide.ty, narrow.ty)) {
            return true;
        }
        self.open.push((wide, narrow));
        let takes = match (wide.kind(), narrow.kind()) {
            (Some(TypeKind::Struct(one)), Some(TypeKind::Struct(other))) => {
                self.takes_struct((wide, one), (narrow, other))
            }
            (Some(TypeKind::Union(one)), Some(TypeKind::Union(other))) => {
                one.discriminator == other.discriminator && self.takes_union((wide, one), (narrow, other))
            }
            (Some(TypeKind::Union(union)), _) => {
                union.variants.iter().any(|variant| self.takes(wide.of(&variant.ty), narrow))
            }
            (Some(TypeKind::Enum(wide)), Some(TypeKind::Enum(narrow))) => {
                let values: BTreeSet<_> = wide.variants.keys().collect();
                // Enums are open: another value is read as an unknown one.
                let are_read = !self.is_sent && wide.is_integer == narrow.is_integer;
                are_read || narrow.variants.keys().all(|value| values.contains(value))
            }
            (Some(TypeKind::Newtype(one)), Some(TypeKind::Newtype(other))) => {
                self.takes(wide.of(one), narrow.of(other))
            }
            _ => false,
        };
        self.open.pop();
        takes
    }

    fn takes_struct(&mut self, (wide, one): (Side<'a>, &'a Struct), (narrow, other): (Side<'a>, &'a Struct)) -> bool {
        let has_all = one.fields.iter().all(|(name, field)| match other.fields.get(name) {
            Some(narrower) => {
                let usage = Usage { sent: self.is_sent, received: !self.is_sent };
                let (old, new) = if self.is_sent { (narrower, field) } else { (field, narrower) };
                !presence_breaks(old.presence, new.presence, usage)
                    && (old.overridden || new.overridden || self.takes(wide.of(&field.ty), narrow.of(&narrower.ty)))
            }
            None => !matches!(field.presence, Presence::Required | Presence::RequiredNullable),
        });
        has_all && (!self.is_sent || other.fields.keys().all(|name| one.fields.contains_key(name)))
    }

    fn takes_union(&mut self, (wide, one): (Side<'a>, &'a Union), (narrow, other): (Side<'a>, &'a Union)) -> bool {
        other.variants.iter().all(|variant| {
            let is_taken = one.variants.iter().any(|wider| self.takes(wide.of(&wider.ty), narrow.of(&variant.ty)));
            is_taken || !self.is_sent && one.variants.iter().all(|wider| wider.name != variant.name)
        })
    }
}

impl<'a> Side<'a> {
    /// A type that the same crate names.
    fn of(self, ty: &'a RustType) -> Self {
        Self { ty: &ty.0, ..self }
    }

    fn kind(self) -> Option<&'a TypeKind> {
        // A list of a type is not the type.
        let name = RustType(self.ty.to_owned());
        let name = name.named().filter(|_| !self.ty.ends_with('>'))?;
        Some(&self.surface.types.get(name)?.kind)
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
