//! The list of changes while it is made.

use super::{Breaks, Change, ChangeKind, Subject, Verdict};

/// The changes that were found so far.
#[derive(Debug, Default)]
pub(super) struct Changes {
    list: Vec<Change>,
}

/// What is said of an old name that stays.
pub(super) const ALIASED: &str = ": the old name still works, but is deprecated";

/// The changes of one subject.
pub(super) struct Of<'a> {
    changes: &'a mut Changes,
    subject: Subject,
    first: usize,
}

impl Changes {
    /// Begins with a subject.
    pub(super) fn of(&mut self, subject: Subject) -> Of<'_> {
        let first = self.list.len();
        Of { changes: self, subject, first }
    }

    /// What breaks first, then by subject, then as it was found.
    pub(super) fn sorted(self) -> Vec<Change> {
        let mut list = self.list;
        list.sort_by(|left, right| (left.verdict, &left.subject).cmp(&(right.verdict, &right.subject)));
        list
    }
}

impl Of<'_> {
    /// Adds a change of the subject as a whole.
    pub(super) fn add(&mut self, kind: ChangeKind, breaks: Breaks, reason: impl Into<String>) {
        let verdict = if breaks.any() { Verdict::Breaking } else { Verdict::Compatible };
        self.push(kind, verdict, breaks, reason.into(), None);
    }

    /// Adds a change of a part of the subject that has a cause elsewhere, if there is one.
    pub(super) fn caused(&mut self, breaks: Breaks, reason: impl Into<String>, cause: Option<String>) {
        let verdict = if breaks.any() { Verdict::Breaking } else { Verdict::Compatible };
        self.push(ChangeKind::Changed, verdict, breaks, reason.into(), cause);
    }

    /// Adds a change of a part of the subject.
    pub(super) fn changed(&mut self, breaks: Breaks, reason: impl Into<String>) {
        self.add(ChangeKind::Changed, breaks, reason);
    }

    /// Adds that a part of the subject has another name, and says so where the old one does, too.
    pub(super) fn renamed(&mut self, breaks: Breaks, reason: String) {
        self.add(ChangeKind::Changed, breaks, if breaks.any() { reason } else { reason + ALIASED });
    }

    /// Adds that only the documentation of the subject changed.
    pub(super) fn documentation(&mut self, old: &str, new: &str) {
        if old != new && self.changes.list.len() == self.first {
            let reason = "has another description".to_owned();
            self.push(ChangeKind::Changed, Verdict::Documentation, Breaks::NOTHING, reason, None);
        }
    }

    fn push(&mut self, kind: ChangeKind, verdict: Verdict, breaks: Breaks, reason: String, cause: Option<String>) {
        self.changes.list.push(Change { subject: self.subject.clone(), kind, verdict, breaks, reason, cause });
    }
}
