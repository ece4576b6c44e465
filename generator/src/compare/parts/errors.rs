//! Error types: an enum for the documented statuses of failure.

use super::operations::variant;
use crate::api::AliasKind;
use crate::compare::change::Changes;
use crate::compare::matching::{both, gone};
use crate::compare::{Breaks, ChangeKind, Comparison, Subject};

pub(crate) fn compare(comparison: &Comparison<'_>, changes: &mut Changes) {
    let (old, new) = (&comparison.old.errors, &comparison.new.errors);
    for (name, error) in old {
        let now = comparison.renames.error(name);
        let mut of = changes.of(Subject::Error(now.to_owned()));
        if now != name {
            let breaks = comparison.renamed(AliasKind::Error, "", name, now);
            let how = if breaks.any() {
                String::new()
            } else {
                format!(": that name still works except in `use {name}::..`, but is deprecated")
            };
            of.add(ChangeKind::Renamed, breaks, format!("was called `{name}`{how}"));
        }
        match new.get(now) {
            Some(new) => both(error, new, |status, old, new| variant(comparison, (*status, old, new), &mut of)),
            None => of.add(ChangeKind::Removed, Breaks::RUST, "is gone"),
        }
    }
    for (name, _) in gone(new, old) {
        if !comparison.renames.errors.values().any(|now| now == name) {
            changes.of(Subject::Error(name.clone())).add(ChangeKind::Added, Breaks::NOTHING, "is new");
        }
    }
}
