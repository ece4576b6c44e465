//! The rows of a report: what happened to many for one cause is told once.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{Breaks, Change, ChangeKind, Subject};

/// How many changes of one cause are more than a reader wants to see one by one.
const MANY: usize = 3;

/// Changes that are told together, of one verdict.
#[derive(Debug)]
pub(crate) enum Row<'a> {
    /// Of one subject.
    Subject(Vec<&'a Change>),
    /// Of many subjects, for one cause.
    Cause(Vec<&'a Change>),
}

/// The rows for `changes`, which are sorted by their subjects.
pub(crate) fn rows<'a>(changes: &[&'a Change]) -> Vec<Row<'a>> {
    let mut by_cause: BTreeMap<Cause<'a>, Vec<&'a Change>> = BTreeMap::new();
    for change in changes {
        by_cause.entry(cause(change)).or_default().push(change);
    }
    // New and removed items have a row each, with their names.
    by_cause.retain(|(_, kind, ..), changes| {
        let many = if changes.first().is_some_and(|change| change.cause.is_some()) { 2 } else { MANY };
        changes.len() >= many && matches!(kind, ChangeKind::Changed | ChangeKind::Moved)
    });
    let mut told = BTreeSet::new();
    let mut rows: Vec<Row<'a>> = Vec::new();
    for change in changes {
        let cause = cause(change);
        if let Some(many) = by_cause.get(&cause) {
            if told.insert(cause) {
                rows.push(Row::Cause(many.clone()));
            }
            continue;
        }
        match rows.last_mut() {
            Some(Row::Subject(row)) if row.iter().all(|other| other.subject == change.subject) => row.push(change),
            _ => rows.push(Row::Subject(vec![change])),
        }
    }
    rows
}

/// The kind of subject, what happened to it, what that breaks, and why. Each of many that moved went elsewhere.
type Cause<'a> = (&'static str, ChangeKind, Breaks, &'a str);

fn cause(change: &Change) -> Cause<'_> {
    let reason = match (&change.cause, change.kind) {
        // Whatever names the type.
        (Some(cause), _) => return ("", change.kind, change.breaks, cause),
        (None, ChangeKind::Moved) => "",
        (None, _) => &change.reason,
    };
    // Items can move on the wire, or only in Rust.
    (change.subject.word(), change.kind, change.breaks, reason)
}

/// What happened to many, in a sentence without a full stop: `3 operations moved, ..`.
pub(crate) fn sentence(changes: &[&Change]) -> String {
    let Some(first) = changes.first() else { return String::new() };
    let (count, word) = (changes.len(), first.subject.word());
    if let Some(cause) = &first.cause {
        let is_type = |change: &&Change| matches!(change.subject, Subject::Type(_));
        let word = if changes.iter().all(is_type) { "fields" } else { "places" };
        return format!("{count} {word}, for example of {}: {cause}", first.subject);
    }
    match first.kind {
        ChangeKind::Moved => format!("{count} {word}s moved, such as {}, which {}", first.subject, first.reason),
        _ => format!("{count} {word}s, such as {}: each {}", first.subject, first.reason),
    }
}
