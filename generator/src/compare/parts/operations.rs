//! Operations: methods of services, builders, and requests.

use std::collections::{BTreeMap, BTreeSet};

use super::{media, parameters};
use crate::api::{AliasKind, StatusPattern};
use crate::compare::change::{ALIASED, Changes, Of};
use crate::compare::matching::{both, gone, module};
use crate::compare::{Breaks, ChangeKind, Comparison, Subject, causes, wire};
use crate::lock::successors::without_names;
use crate::lock::{Operation, OperationKey, RustType, Server};

pub(crate) fn compare(comparison: &Comparison<'_>, changes: &mut Changes) {
    let arrived: BTreeSet<_> = comparison.renames.operations.values().copied().collect();
    for (key, old) in &comparison.old.operations {
        if let Some((now, new)) = comparison.renames.operation(key, comparison.new) {
            let mut of = changes.of(subject(now, new));
            if now != key {
                moved(comparison, (key, old), (now, new), &mut of);
            }
            operation(comparison, old, new, &mut of);
        } else if comparison.new.excluded.contains(key) {
            let reason = format!("is excluded now, and `{}` is gone with it", old.builder);
            changes.of(subject(key, old)).add(ChangeKind::Removed, Breaks::RUST, reason);
        } else {
            let of = &mut changes.of(subject(key, old));
            of.add(ChangeKind::Removed, Breaks::BOTH, format!("is gone, and `{}` with it", old.builder));
        }
    }
    for (key, new) in gone(&comparison.new.operations, &comparison.old.operations) {
        if !arrived.contains(key) {
            changes.of(subject(key, new)).add(ChangeKind::Added, Breaks::NOTHING, "is new");
        }
    }
}

fn subject(key: &OperationKey, operation: &Operation) -> Subject {
    let (path, method) = (key.path.clone(), key.method.clone());
    Subject::Operation { path, method, name: format!("{}().{}", operation.service, operation.name) }
}

/// An operation and where it is.
type Placed<'a> = (&'a OperationKey, &'a Operation);

fn moved(comparison: &Comparison<'_>, old: Placed<'_>, new: Placed<'_>, of: &mut Of<'_>) {
    let ((before, _), (now, _)) = (old, new);
    // Names of placeholders are not sent.
    if before.method == now.method && without_names(&before.path) == without_names(&now.path) {
        return;
    }
    let (method, path) = (&before.method, &before.path);
    if method == now.method.as_str() && has_its_url(comparison, old, new) {
        let reason = format!("was `{method} {path}`: its URL is the same, as the server's has changed with it");
        return of.add(ChangeKind::Moved, Breaks::NOTHING, reason);
    }
    of.add(ChangeKind::Moved, Breaks::WIRE, format!("was `{method} {path}`: requests go elsewhere"));
}

/// Whether a part of the path became a part of the server's URL, or the other way round.
fn has_its_url(comparison: &Comparison<'_>, (before, old): Placed<'_>, (now, new): Placed<'_>) -> bool {
    let is_same = |old: &str, new: &str| {
        let url = |server: &str, path: &str| without_names(&format!("{}{path}", server.trim_end_matches('/')));
        url(old, &before.path) == url(new, &now.path)
    };
    match (&old.server, &new.server) {
        (Some(old), Some(new)) => is_same(old, new),
        (None, None) => {
            let servers = &comparison.old.servers;
            let stays = |(name, server): (&String, &Server)| {
                comparison.new.servers.get(name).is_some_and(|now| is_same(&server.url, &now.url))
            };
            !servers.is_empty() && servers.iter().all(stays)
        }
        _ => false,
    }
}

fn operation(comparison: &Comparison<'_>, old: &Operation, new: &Operation, of: &mut Of<'_>) {
    names(comparison, old, new, of);
    parameters::compare(comparison, old, new, of);
    outcome(comparison, old, new, of);
    error(comparison, old, new, of);
    statuses(comparison, old, new, of);
    paging(comparison, old, new, of);
    events(comparison, old, new, of);
    media::compare(comparison, old, new, of);
    both(&old.waiters, &new.waiters, |name, old, new| match (old, new) {
        (Some(_), None) => of.changed(Breaks::RUST, format!("has lost the method `{name}`, which waited for its job")),
        (None, Some(_)) => of.changed(Breaks::NOTHING, format!("has the method `{name}`, which waits for its job")),
        (Some(old), Some(new)) if !comparison.renames.same(old, new) => {
            of.changed(Breaks::RUST, format!("returns `{new}` from `{name}`, no longer `{old}`"));
        }
        _ => {}
    });
    server(old, new, of);
    security(comparison, old, new, of);
    if new.deprecated && !old.deprecated {
        of.changed(Breaks::NOTHING, "is deprecated: code that calls it gets a warning");
    } else if old.deprecated && !new.deprecated {
        of.changed(Breaks::NOTHING, "is no longer deprecated");
    }
    // If statuses changed, their documentation changed with them.
    if old.statuses == new.statuses {
        of.documentation(&old.documentation, &new.documentation);
    }
}

fn names(comparison: &Comparison<'_>, old: &Operation, new: &Operation, of: &mut Of<'_>) {
    let service = comparison.renames.services.get(old.service.as_str()).copied().unwrap_or(&old.service);
    if service != new.service {
        let reason = format!("is a method of `{}()`, no longer of `{}()`", new.service, old.service);
        of.changed(Breaks::RUST, reason);
    }
    let method = comparison.renamed(AliasKind::Method, &new.service, &old.name, &new.name);
    let builder = comparison.renamed(AliasKind::Builder, module(comparison.new, new), &old.builder, &new.builder);
    let builder = if old.builder == new.builder { Breaks::NOTHING } else { builder };
    if old.name != new.name {
        let breaks = if builder.any() { builder } else { method };
        let how = if breaks.any() { "" } else { ALIASED };
        of.add(ChangeKind::Renamed, breaks, format!("was called `{}`{how}", old.name));
    } else if old.builder != new.builder {
        of.renamed(builder, format!("returns the builder `{}`, which was called `{}`", new.builder, old.builder));
    }
}

fn outcome(comparison: &Comparison<'_>, old: &Operation, new: &Operation, of: &mut Of<'_>) {
    if old.outcomes.is_empty() != new.outcomes.is_empty() || old.outcomes.is_empty() {
        if !comparison.renames.same(&old.returns, &new.returns) {
            let why = if old.outcomes.is_empty() == new.outcomes.is_empty() {
                ""
            } else if new.outcomes.is_empty() {
                ", because its body no longer depends on the status"
            } else {
                ", because its body depends on the status"
            };
            // The one of several that it was is among them, mostly; the others can't be read as it.
            let wire = match (old.outcomes.is_empty(), new.outcomes.is_empty()) {
                (true, true) => wire::returns_break(comparison, &old.returns, &new.returns),
                (true, false) => old.returns.0 != "()",
                (false, _) => false,
            };
            let reason = format!("returns `{}`, no longer `{}`{why}", new.returns, old.returns);
            of.caused(Breaks { rust: true, wire }, reason, causes::replaced(comparison, &old.returns, &new.returns));
        }
        return;
    }
    if old.returns != new.returns {
        let (module, now) = (module(comparison.new, new), &new.returns.0);
        let breaks = comparison.renamed(AliasKind::Builder, module, &old.returns.0, now);
        of.renamed(breaks, format!("returns `{now}`, which was called `{}`", old.returns));
    }
    both(&old.outcomes, &new.outcomes, |status, old, new| {
        variant(comparison, (*status, old, new), of);
    });
}

/// Compares what a status means.
pub(crate) fn variant(
    comparison: &Comparison<'_>,
    (status, old, new): (StatusPattern, Option<&crate::lock::Variant>, Option<&crate::lock::Variant>),
    of: &mut Of<'_>,
) {
    let status = status_text(status);
    match (old, new) {
        (Some(old), None) => {
            of.changed(Breaks::RUST, format!("has lost the variant `{}` for status {status}", old.name));
        }
        (None, Some(new)) => {
            of.changed(Breaks::NOTHING, format!("has the variant `{}` for status {status}", new.name));
        }
        (Some(old), Some(new)) => {
            if old.name != new.name {
                let reason = format!("has the variant `{}` for status {status}, no longer `{}`", new.name, old.name);
                of.changed(Breaks::RUST, reason);
            }
            if !comparison.renames.same(&old.body, &new.body) {
                let breaks = Breaks { rust: true, wire: wire::returns_break(comparison, &old.body, &new.body) };
                let body = |ty: &RustType| if ty.0 == "()" { "nothing".to_owned() } else { format!("`{ty}`") };
                let cause = causes::replaced(comparison, &old.body, &new.body);
                let (old, now) = (body(&old.body), body(&new.body));
                let reason = format!("holds {now} in `{}` (status {status}), no longer {old}", new.name);
                of.caused(breaks, reason, cause);
            }
        }
        (None, None) => {}
    }
}

/// A status as the specification writes it.
fn status_text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

fn error(comparison: &Comparison<'_>, old: &Operation, new: &Operation, of: &mut Of<'_>) {
    let reason = match (&old.error, &new.error) {
        (Some(old), Some(new)) if comparison.renames.error(old) == new => return,
        (Some(old), Some(new)) => format!("fails with `{new}`, no longer with `{old}`"),
        (None, Some(new)) => format!("fails with `{new}`; until now, no error status was documented"),
        (Some(old), None) => format!("documents no error status any more: `{old}` is gone"),
        (None, None) => return,
    };
    of.changed(Breaks::RUST, reason);
}

/// Statuses that no type says.
fn statuses(comparison: &Comparison<'_>, old: &Operation, new: &Operation, of: &mut Of<'_>) {
    let known = |surface: &crate::lock::Surface, operation: &Operation, status: &StatusPattern| {
        let error = operation.error.as_ref().and_then(|name| surface.errors.get(name));
        error.is_some_and(|error| error.contains_key(status)) || operation.outcomes.contains_key(status)
    };
    let told = |status: &StatusPattern| {
        old.error.is_none() != new.error.is_none()
            || known(comparison.old, old, status) != known(comparison.new, new, status)
    };
    for status in new.statuses.difference(&old.statuses).filter(|status| !told(status)) {
        of.changed(Breaks::NOTHING, format!("can return the status {}", status_text(*status)));
    }
    for status in old.statuses.difference(&new.statuses).filter(|status| !told(status)) {
        of.changed(Breaks::NOTHING, format!("no longer returns the status {}", status_text(*status)));
    }
}

fn paging(comparison: &Comparison<'_>, old: &Operation, new: &Operation, of: &mut Of<'_>) {
    match (&old.paging, &new.paging) {
        (Some(_), None) => of.changed(Breaks::RUST, "is no longer paged: `pages` and `stream` are gone"),
        (None, Some(_)) => of.changed(Breaks::NOTHING, "is paged: it has `pages` and `stream`"),
        (Some(old_paging), Some(new_paging)) => {
            let is_same = comparison.renames.same(&old_paging.item, &new_paging.item);
            // Unless the return type tells it already.
            if !is_same && comparison.renames.same(&old.returns, &new.returns) {
                let (old, new) = (&old_paging.item, &new_paging.item);
                of.changed(Breaks::RUST, format!("returns `{new}` from `stream`, no longer `{old}`"));
            }
            if old_paging.style != new_paging.style {
                let (old, new) = (&old_paging.style, &new_paging.style);
                of.changed(Breaks::NOTHING, format!("is paged by {new}, no longer by {old}"));
            }
        }
        (None, None) => {}
    }
}

fn server(old: &Operation, new: &Operation, of: &mut Of<'_>) {
    match (&old.server, &new.server) {
        (Some(old), Some(new)) if old != new => {
            of.changed(Breaks::NOTHING, format!("is sent to `{new}`, no longer to `{old}`"));
        }
        (Some(old), None) => {
            let reason = format!("is sent to the client's server, no longer to `{old}`: its setter `server` is gone");
            of.changed(Breaks::RUST, reason);
        }
        (None, Some(new)) => {
            of.changed(Breaks::NOTHING, format!("is sent to `{new}`, no longer to the client's server"));
        }
        _ => {}
    }
}

fn security(comparison: &Comparison<'_>, old: &Operation, new: &Operation, of: &mut Of<'_>) {
    let schemes = &comparison.renames.schemes;
    let before: BTreeSet<Alternative<'_>> = old.security.iter().map(|one| Alternative::read(one, schemes)).collect();
    let after: BTreeSet<Alternative<'_>> =
        new.security.iter().map(|one| Alternative::read(one, &BTreeMap::new())).collect();
    if before == after {
        return;
    }
    let words = |alternatives: &BTreeSet<String>| {
        let words: Vec<String> = alternatives.iter().map(|one| format!("`{one}`")).collect();
        if words.is_empty() { "nothing".to_owned() } else { words.join(" or ") }
    };
    // Whatever was enough still is.
    let nothing = Alternative::default();
    let is_enough = |one: &Alternative<'_>| after.is_empty() || after.iter().any(|other| other.is_part_of(one));
    let is_wider = if before.is_empty() { is_enough(&nothing) } else { before.iter().all(is_enough) };
    let breaks = if is_wider { Breaks::NOTHING } else { Breaks::WIRE };
    of.changed(breaks, format!("asks for {}, no longer for {}", words(&new.security), words(&old.security)));
}

/// Schemes that are asked for together, with their scopes: `oauth[read write]+key`.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Alternative<'a>(BTreeMap<&'a str, BTreeSet<&'a str>>);

impl<'a> Alternative<'a> {
    /// Reads what the lock says, with the names that the schemes have now.
    fn read(mut text: &'a str, renames: &BTreeMap<&str, &'a str>) -> Self {
        let mut schemes = BTreeMap::new();
        while text != "none" && !text.is_empty() {
            let (name, rest) = text.split_at(text.find(['[', '+']).unwrap_or(text.len()));
            let (scopes, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                Some((scopes, rest)) => (scopes.split(' ').collect(), rest),
                None => (BTreeSet::new(), rest),
            };
            schemes.insert(renames.get(name).copied().unwrap_or(name), scopes);
            text = rest.strip_prefix('+').unwrap_or_default();
        }
        Self(schemes)
    }

    /// Whether who satisfies `other` satisfies this, too.
    fn is_part_of(&self, other: &Self) -> bool {
        self.0.iter().all(|(name, scopes)| other.0.get(name).is_some_and(|others| scopes.is_subset(others)))
    }
}

/// Answers that are read item by item.
fn events(comparison: &Comparison<'_>, old: &Operation, new: &Operation, of: &mut Of<'_>) {
    match (&old.events, &new.events) {
        (Some(_), None) => of.changed(Breaks::RUST, "is no longer a stream of items: `stream` is gone"),
        (None, Some(_)) => of.changed(Breaks::NOTHING, "can be read as a stream of items: it has `stream`"),
        (Some(old), Some(new)) => {
            let is_same = comparison.renames.same(&old.item, &new.item) && old.is_whole == new.is_whole;
            if !is_same || is_event(&old.media_type) != is_event(&new.media_type) {
                let reason = format!(
                    "returns items of `{}` (`{}`) from `stream`, no longer of `{}` (`{}`)",
                    new.item, new.media_type, old.item, old.media_type
                );
                of.changed(Breaks::RUST, reason);
            } else if old.media_type != new.media_type {
                let reason = format!("is a stream of `{}`, no longer of `{}`", new.media_type, old.media_type);
                of.changed(Breaks::NOTHING, reason);
            }
        }
        (None, None) => {}
    }
}

/// Whether items are server-sent events, which have a type of their own.
fn is_event(media_type: &str) -> bool {
    media_type.starts_with("text/event-stream")
}
