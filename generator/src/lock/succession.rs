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
        gone.types.extend(before.types);
        gone.errors.extend(before.errors);
        let mut lock = Self { surface, gone };
        lock.forget_living();
        lock
    }

    /// Drops from what is gone whatever is there, or has a name that something else has now.
    pub(super) fn forget_living(&mut self) {
        let Self { surface, gone } = self;
        forget(&mut gone.formats, &surface.formats);
        forget(&mut gone.services, &surface.services);
        forget(&mut gone.operations, &surface.operations);
        forget(&mut gone.types, &surface.types);
        forget(&mut gone.errors, &surface.errors);
        // What has another name is not gone, and doesn't come back by its old one.
        gone.types.retain(|name, _| surface.aliases.get(AliasKind::Type, "", name).is_none());
        gone.errors.retain(|name, _| surface.aliases.get(AliasKind::Error, "", name).is_none());
        // What lives on under another path or tag is not gone.
        let methods: BTreeSet<(&str, &str)> =
            surface.operations.values().map(|it| (it.service.as_str(), it.name.as_str())).collect();
        gone.operations.retain(|_, it| !methods.contains(&(it.service.as_str(), it.name.as_str())));
        gone.services.retain(|_, it| surface.services.values().all(|other| other.method != it.method));
    }
}

fn forget<K: Ord, V>(gone: &mut BTreeMap<K, V>, living: &BTreeMap<K, V>) {
    gone.retain(|key, _| !living.contains_key(key));
}
