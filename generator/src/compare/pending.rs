//! Changes that wait for the version that they ask for.

use semver::Version;

use super::{Report, compare};
use crate::lock::{Lock, Released, Surface};

/// The last version of a crate that has `surface` and the version `now` in its manifest, and what it had then; `None` if that
/// is not known.
///
/// A version counts as released once the manifest has had it while nothing waited for it: it may be raised before the crate
/// is generated, or after that.
pub fn released(before: Option<&Lock>, surface: &Surface, now: Option<&Version>) -> Option<Released> {
    let at = |version: &Version, surface: &Surface| Released { version: version.clone(), surface: surface.clone() };
    let Some(before) = before else { return Some(at(now?, surface)) };
    let released = match (&before.released, now) {
        (Some(kept), Some(now)) if before.surface != *surface => {
            let report = compare(&kept.surface, &before.surface);
            // What was changed before is out, as the version that it asked for.
            let next = report.release(&kept.version).filter(|_| report.is_met(&kept.version, now));
            next.map_or_else(|| kept.clone(), |next| at(now.min(&next), &before.surface))
        }
        // The lock is what `check` compares with: raising the version must not change it.
        (Some(kept), _) => kept.clone(),
        // The lock of a generator that noted the version with the first change only.
        (None, now) => at(now?, &before.surface),
    };
    let is_as_released = compare(&released.surface, surface).changes.is_empty();
    Some(if is_as_released { at(&released.version, surface) } else { released })
}

/// What has changed since the last version; nothing once the manifest has the version that this asks for.
pub fn pending(lock: &Lock, now: Option<&Version>) -> Report {
    let Some(released) = &lock.released else { return Report::default() };
    let report = since_release(lock);
    let is_met = now.is_some_and(|now| report.is_met(&released.version, now));
    if is_met { Report::default() } else { report }
}

/// What has changed since the last version, whatever version the manifest has.
pub fn since_release(lock: &Lock) -> Report {
    let Some(Released { version, surface }) = &lock.released else { return Report::default() };
    Report { released: Some(version.clone()), ..compare(surface, &lock.surface) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests {
    use super::*;

    /// A crate with the features `names`: one less breaks, one more doesn't.
    fn surface(names: &[&str]) -> Surface {
        Surface { features: names.iter().map(|name| (*name).to_owned()).collect(), ..Surface::default() }
    }

    /// The lock of a crate that is generated at each of these versions with these features; it says which release each
    /// time asks for.
    fn run(steps: &[(&str, &[&str])]) -> Vec<String> {
        let mut lock: Option<Lock> = None;
        let mut asked = Vec::new();
        for (version, names) in steps {
            let (now, surface) = (Version::parse(version).unwrap(), surface(names));
            let released = released(lock.as_ref(), &surface, Some(&now));
            let next = Lock { surface, released, ..Lock::default() };
            let text = next.print("x");
            assert_eq!(Lock::parse(&text, "api.lock").unwrap().0, next);
            let waits = if pending(&next, Some(&now)).changes.is_empty() { "" } else { "!" };
            let asks = since_release(&next).release(&now).map(|next| next.to_string()).unwrap_or_default();
            asked.push(format!("{asks}{waits}"));
            lock = Some(next);
        }
        asked
    }

    #[test]
    fn a_version_may_be_raised_after_or_before_the_crate_is_generated() {
        let (all, fewer, fewest): (&[&str], &[&str], &[&str]) = (&["a", "b"], &["a"], &[]);
        // After: the change waits until the version is there, and the next one is told against that.
        let after = [("0.1.0", all), ("0.1.0", fewer), ("0.2.0", fewer), ("0.2.0", fewest), ("0.3.0", fewest)];
        assert_eq!(run(&after), ["", "0.2.0!", "0.2.0", "0.3.0!", "0.3.0"]);
        // Before: it is there already.
        assert_eq!(run(&[("0.1.0", all), ("0.2.0", fewer), ("0.3.0", fewest)]), ["", "0.2.0", "0.3.0"]);
        assert_eq!(run(&[("0.1.0", all), ("0.1.1", fewer)]), ["", "0.2.0!"]);
        assert_eq!(run(&[("0.1.0", fewer), ("0.1.1", all), ("0.2.0", fewest)]), ["", "0.1.1", "0.2.0"]);
        assert_eq!(run(&[("1.0.0", all), ("2.0.0", fewer), ("2.0.0", fewest)]), ["", "2.0.0", "3.0.0!"]);
    }

    #[test]
    fn what_is_taken_back_asks_for_nothing() {
        let (all, fewer): (&[&str], &[&str]) = (&["a", "b"], &["a"]);
        assert_eq!(run(&[("0.1.0", all), ("0.1.0", fewer), ("0.1.0", all)]), ["", "0.2.0!", ""]);
        // It was released in between.
        assert_eq!(run(&[("0.1.0", all), ("0.1.0", fewer), ("0.2.0", all)]), ["", "0.2.0!", "0.2.1!"]);
    }

    #[test]
    fn an_older_lock_was_released_as_the_manifest_says() {
        let before = Lock { surface: surface(&["a"]), ..Lock::default() };
        let now = Version::new(0, 2, 0);
        let released = released(Some(&before), &surface(&[]), Some(&now)).unwrap();
        assert_eq!((released.version, released.surface), (now, before.surface.clone()));
        assert_eq!(super::released(Some(&before), &surface(&[]), None), None);
    }
}
