//! Changes that wait for the version that they ask for.

use semver::Version;

use super::{Report, compare};
use crate::lock::{Lock, Released, Surface};

/// What the crate was at the version whose changes have to be told, once it has `surface` and the version `now` in its
/// manifest; `None` if nothing has changed.
pub fn released(before: &Lock, surface: &Surface, now: Option<&Version>) -> Option<Released> {
    let kept = before.released.as_ref();
    let released = match (kept, now) {
        // The lock is what `check` compares with: raising the version must not change it.
        (Some(kept), _) if before.surface == *surface => kept.clone(),
        (Some(kept), Some(now)) if is_met(kept, &before.surface, now) => at(now, before),
        (Some(kept), _) => kept.clone(),
        (None, Some(now)) => at(now, before),
        (None, None) => return None,
    };
    Some(released).filter(|released| !compare(&released.surface, surface).changes.is_empty())
}

/// What has changed since the version that the manifest still has, or that it had when the changes were made.
pub fn pending(lock: &Lock, now: Option<&Version>) -> Report {
    let Some(released) = &lock.released else { return Report::default() };
    let report = compare(&released.surface, &lock.surface);
    let is_met = now.is_some_and(|now| report.is_met(&released.version, now));
    if is_met { Report::default() } else { report }
}

fn at(version: &Version, lock: &Lock) -> Released {
    Released { version: version.clone(), surface: lock.surface.clone() }
}

fn is_met(released: &Released, surface: &Surface, now: &Version) -> bool {
    compare(&released.surface, surface).is_met(&released.version, now)
}
