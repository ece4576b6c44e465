//! From one lock to the next.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lock, Surface};
use crate::api::AliasKind;

impl Lock {
    /// The lock of a crate that has `surface` now and had this lock before.
    #[must_use]
    pub fn succeeded_by(self, surface: Surface) -> Self {
        let mut gone = self.gone;
        let before = self.surface;
        gone.formats.extend(before.formats);
        gone.services.extend(before.services);
        gone.operations.extend(before.operations);
        gone.webhooks.extend(before.webhooks);
        // What has another name is not gone, and doesn't come back by its old one. What has become one with another can.
        gone.types.extend(gone_of(before.types, AliasKind::Type, &surface));
        gone.errors.extend(gone_of(before.errors, AliasKind::Error, &surface));
        let mut lock = Self { surface, gone, released: self.released };
        lock.forget_living();
        lock
    }

    /// Drops removed items that exist again, or whose name another item has now.
    pub(super) fn forget_living(&mut self) {
        let Self { surface, gone, .. } = self;
        forget(&mut gone.formats, &surface.formats);
        forget(&mut gone.services, &surface.services);
        forget(&mut gone.operations, &surface.operations);
        forget(&mut gone.webhooks, &surface.webhooks);
        forget(&mut gone.types, &surface.types);
        forget(&mut gone.errors, &surface.errors);
        // Items with a new path or tag are not gone.
        let methods: BTreeSet<(&str, &str)> =
            surface.operations.values().map(|it| (it.service.as_str(), it.name.as_str())).collect();
        gone.operations.retain(|_, it| !methods.contains(&(it.service.as_str(), it.name.as_str())));
        gone.services.retain(|_, it| surface.services.values().all(|other| other.method != it.method));
    }
}

/// What there was, without what is called otherwise now.
fn gone_of<V>(before: BTreeMap<String, V>, kind: AliasKind, surface: &Surface) -> BTreeMap<String, V> {
    let renamed = |name: &String| surface.aliases.get(kind, "", name).is_some_and(|now| !before.contains_key(now));
    let renamed: BTreeSet<String> = before.keys().filter(|name| renamed(name)).cloned().collect();
    before.into_iter().filter(|(name, _)| !renamed.contains(name)).collect()
}

fn forget<K: Ord, V>(gone: &mut BTreeMap<K, V>, living: &BTreeMap<K, V>) {
    gone.retain(|key, _| !living.contains_key(key));
}
