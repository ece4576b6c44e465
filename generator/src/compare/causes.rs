//! Why many places name another type: one cause, told once.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Comparison;
use super::features::{parts, types_of};
use super::matching::enumeration;
use crate::lock::{OperationKey, RustType, Surface, TypeDefinition, TypeKind};

/// How many parts that differ are named.
const NAMED: usize = 3;

/// That the named type within `old` is another within `new`, and what tells the two apart; `None` if more than that
/// changed.
pub(super) fn replaced(comparison: &Comparison<'_>, old: &RustType, new: &RustType) -> Option<String> {
    let (before, after) = (old.named()?, new.named()?);
    if before == after || old.with_name(after).unboxed() != new.unboxed() {
        return None;
    }
    let (was, is) = (comparison.old.types.get(before)?, comparison.new.types.get(after)?);
    let mut text = format!("`{before}` is now `{after}`");
    let parts = differences(was, is);
    if !parts.is_empty() {
        let more = parts.len().saturating_sub(NAMED);
        let mut named: Vec<String> = parts.into_iter().take(NAMED).map(|part| format!("`{part}`")).collect();
        if more > 0 {
            named.push(format!("{more} more"));
        }
        let _ = write!(text, ", which differs in {}", enumeration(&named));
        if let Some(OperationKey { path, method }) = user(comparison.new, after) {
            let _ = write!(text, " (in `{method} {path}`)");
        }
    }
    Some(text)
}

/// The parts that only one of two types has, or that aren't the same in both.
fn differences(one: &TypeDefinition, other: &TypeDefinition) -> Vec<String> {
    let parts: [BTreeMap<&str, String>; 2] = [one, other].map(|definition| match &definition.kind {
        TypeKind::Struct(structure) => {
            let fields = structure.fields.iter();
            fields
                .map(|(name, field)| (name.as_str(), format!("{} {:?}", field.ty.unboxed(), field.presence)))
                .collect()
        }
        TypeKind::Enum(values) => values.variants.keys().map(|value| (value.as_str(), String::new())).collect(),
        TypeKind::Union(union) => union.variants.iter().map(|it| (it.name.as_str(), it.ty.unboxed().0)).collect(),
        TypeKind::Newtype(_) => BTreeMap::new(),
    });
    let [one, other] = &parts;
    let names: BTreeSet<&str> = one.keys().chain(other.keys()).copied().collect();
    names.into_iter().filter(|name| one.get(name) != other.get(name)).map(str::to_owned).collect()
}

/// The first operation that names a type, or a type around it.
fn user<'a>(surface: &'a Surface, name: &str) -> Option<&'a OperationKey> {
    let mut holders = BTreeSet::from([name]);
    loop {
        let names_one = |ty: &&RustType| ty.named().is_some_and(|name| holders.contains(name));
        let mut users = surface.operations.iter();
        if let Some((key, _)) = users.find(|(_, operation)| types_of(surface, operation).iter().any(names_one)) {
            return Some(key);
        }
        let around = surface.types.iter().filter(|(_, definition)| parts(&definition.kind).iter().any(names_one));
        let around: Vec<&str> = around.map(|(name, _)| name.as_str()).collect();
        let before = holders.len();
        holders.extend(around);
        if holders.len() == before {
            return None;
        }
    }
}
