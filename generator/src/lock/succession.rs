//! From one lock to the next.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lock, Surface};

impl Lock {
    /// The lock of a crate that has `surface` now and had this lock before.
    #[must_use]
    pub fn succeeded_by(self, surface: Surface) -> Self {
        let mut gone = self.gone;
        let before = self.surface;
        keep(&mut gone.formats, before.formats, &surface.formats);
        keep(&mut gone.services, before.services, &surface.services);
        keep(&mut gone.operations, before.operations, &surface.operations);
        keep(&mut gone.types, before.types, &surface.types);
        keep(&mut gone.errors, before.errors, &surface.errors);
        // What lives on under another path or tag is not gone.
        let methods: BTreeSet<(&str, &str)> =
            surface.operations.values().map(|it| (it.service.as_str(), it.name.as_str())).collect();
        gone.operations.retain(|_, it| !methods.contains(&(it.service.as_str(), it.name.as_str())));
        gone.services.retain(|_, it| surface.services.values().all(|other| other.method != it.method));
        Self { surface, gone }
    }
}

/// Adds to `gone` what was there `before`, without what is there `now`.
fn keep<K: Ord, V>(gone: &mut BTreeMap<K, V>, before: BTreeMap<K, V>, now: &BTreeMap<K, V>) {
    gone.extend(before);
    gone.retain(|key, _| !now.contains_key(key));
}
