//! Items on both sides, and items on one.

use std::collections::BTreeMap;

use crate::lock::{Operation, Surface};

/// Calls `visit` for each key of either map, in order, with what it has there.
pub(super) fn both<'a, K: Ord, V>(
    old: &'a BTreeMap<K, V>,
    new: &'a BTreeMap<K, V>,
    mut visit: impl FnMut(&'a K, Option<&'a V>, Option<&'a V>),
) {
    for (key, value) in old {
        visit(key, Some(value), new.get(key));
    }
    for (key, value) in new.iter().filter(|(key, _)| !old.contains_key(key)) {
        visit(key, None, Some(value));
    }
}

/// The entries of `old` whose keys `new` hasn't.
pub(super) fn gone<'a, K: Ord, V>(
    old: &'a BTreeMap<K, V>,
    new: &'a BTreeMap<K, V>,
) -> impl Iterator<Item = (&'a K, &'a V)> {
    old.iter().filter(|(key, _)| !new.contains_key(key))
}

/// `a`, `a and b`, or `a, b and c`.
pub(super) fn enumeration(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// The module in which the builder stands.
pub(super) fn module<'s>(surface: &'s Surface, operation: &Operation) -> &'s str {
    let service = surface.services.values().find(|service| service.method == operation.service);
    service.map(|service| service.module.as_str()).unwrap_or_default()
}
