//! The release that a change asks for.

use std::fmt;

use semver::{BuildMetadata, Prerelease, Version};

use super::{Report, Verdict};

/// A release, by the rules of semantic versioning as Cargo reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// What uses the crate may have to change.
    Breaking,
    /// There may be more to use.
    Minor,
    /// There is nothing else to use.
    Patch,
}

impl Report {
    /// The release that the changes ask for; `None` if there is none.
    pub fn asks_for(&self) -> Option<Release> {
        Some(match self.verdict()? {
            Verdict::Breaking => Release::Breaking,
            Verdict::Compatible => Release::Minor,
            Verdict::Documentation => Release::Patch,
        })
    }

    /// The version that follows `version`, or the one that the changes were released after; `None` if nothing changed.
    ///
    /// Before 1.0.0, a breaking release counts up the second number, and every other the third. A pre-release is
    /// followed by the release that it comes before.
    pub fn release(&self, version: &Version) -> Option<Version> {
        let release = self.asks_for()?;
        let version = self.released.as_ref().unwrap_or(version);
        let Version { major, minor, patch, .. } = *version;
        let (major, minor, patch) = match release {
            _ if !version.pre.is_empty() => (major, minor, patch),
            Release::Breaking if major == 0 => (0, minor.saturating_add(1), 0),
            Release::Breaking => (major.saturating_add(1), 0, 0),
            Release::Minor if major > 0 => (major, minor.saturating_add(1), 0),
            Release::Minor | Release::Patch => (major, minor, patch.saturating_add(1)),
        };
        Some(Version { major, minor, patch, pre: Prerelease::EMPTY, build: BuildMetadata::EMPTY })
    }

    /// Whether a crate that was at `version` before these changes and is at `now` has the version that they ask for. A
    /// pre-release of it will do.
    pub(super) fn is_met(&self, version: &Version, now: &Version) -> bool {
        let numbers = |version: &Version| (version.major, version.minor, version.patch);
        self.release(version).is_none_or(|next| now > version && numbers(now) >= numbers(&next))
    }

    /// The last line: the release that the changes ask for, and how many changes there are of each verdict.
    pub(super) fn conclusion(&self, version: Option<&Version>) -> String {
        let Some(release) = self.asks_for() else { return "nothing changed".to_owned() };
        let asks = match version.and_then(|now| Some((now, self.release(now)?))) {
            Some((now, next)) => {
                let released = self.released.as_ref().filter(|released| *released != now);
                let released = released.map(|version| format!("{version} before, ")).unwrap_or_default();
                format!("asks for {next} ({released}now {now})")
            }
            None => format!("asks for a {release} release"),
        };
        let counts = [Verdict::Breaking, Verdict::Compatible, Verdict::Documentation]
            .map(|verdict| (self.count(verdict), verdict));
        let counts: Vec<String> = counts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, verdict)| format!("{count} {verdict}"))
            .collect();
        let word = if self.changes.len() == 1 { "change" } else { "changes" };
        format!("{asks}: {} {word}", counts.join(", "))
    }
}

impl fmt::Display for Release {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Breaking => "breaking",
            Self::Minor => "minor",
            Self::Patch => "patch",
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use semver::Version;

    use crate::compare::{Breaks, Change, ChangeKind, Report, Subject, Verdict};

    fn report(verdict: Verdict) -> Report {
        let change = Change {
            subject: Subject::Client,
            kind: ChangeKind::Changed,
            verdict,
            breaks: Breaks::NOTHING,
            reason: String::new(),
            cause: None,
        };
        Report { changes: vec![change], released: None }
    }

    fn next(verdict: Verdict, version: &str) -> String {
        report(verdict).release(&Version::parse(version).unwrap()).unwrap().to_string()
    }

    #[test]
    fn cargo_takes_the_first_number_that_is_not_zero_for_the_breaking_one() {
        use Verdict::{Breaking, Compatible, Documentation};
        let versions = |version| [Breaking, Compatible, Documentation].map(|verdict| next(verdict, version));
        assert_eq!(versions("0.1.4"), ["0.2.0", "0.1.5", "0.1.5"]);
        assert_eq!(versions("2.1.4"), ["3.0.0", "2.2.0", "2.1.5"]);
        assert_eq!(versions("0.1.4+5"), ["0.2.0", "0.1.5", "0.1.5"]);
        assert_eq!(versions("1.0.0-rc.1"), ["1.0.0", "1.0.0", "1.0.0"]);
        assert_eq!(Report::default().release(&Version::new(1, 0, 0)), None);
    }

    #[test]
    fn a_version_that_is_high_enough_will_do() {
        let met = |verdict, version: &str, now: &str| {
            report(verdict).is_met(&Version::parse(version).unwrap(), &Version::parse(now).unwrap())
        };
        for now in ["0.2.0", "0.2.0-rc.1", "0.3.1", "1.0.0"] {
            assert!(met(Verdict::Breaking, "0.1.4", now), "{now}");
        }
        for now in ["0.1.4", "0.1.5", "0.1.5-rc.1", "0.0.9"] {
            assert!(!met(Verdict::Breaking, "0.1.4", now), "{now}");
        }
        assert!(met(Verdict::Documentation, "1.4.2", "1.4.3") && !met(Verdict::Documentation, "1.4.2", "1.4.2"));
        assert!(
            met(Verdict::Breaking, "2.0.0-rc.1", "2.0.0-rc.2") && !met(Verdict::Breaking, "2.0.0-rc.1", "2.0.0-rc.1")
        );
        assert!(Report::default().is_met(&Version::new(1, 0, 0), &Version::new(0, 9, 0)));
    }
}
