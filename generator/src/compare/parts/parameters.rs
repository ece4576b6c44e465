//! What the caller of an operation gives: arguments, setters and the body.

use std::collections::BTreeMap;

use crate::api::{AliasKind, Usage, setter_scope};
use crate::compare::change::Of;
use crate::compare::matching::{gone, module};
use crate::compare::{Breaks, Comparison, causes, wire};
use crate::lock::{Body, Operation, Parameter, ParameterKey, RustType};

/// Types that are sent and not read.
pub(crate) const SENT: Usage = Usage { sent: true, received: false };

/// The parameters of one operation on both sides.
struct Pair<'a> {
    comparison: &'a Comparison<'a>,
    old: &'a Operation,
    new: &'a Operation,
    /// The parameters of the path that have other names: the new ones by the old ones.
    renamed: BTreeMap<&'a ParameterKey, &'a ParameterKey>,
}

pub(crate) fn compare(comparison: &Comparison<'_>, old: &Operation, new: &Operation, of: &mut Of<'_>) {
    let mut renamed = renamed(old, new);
    respelled(comparison, (old, new), &mut renamed);
    let pair = Pair { comparison, old, new, renamed };
    for (key, parameter) in &old.parameters {
        match new.parameters.get(pair.now(key)) {
            Some(new) => {
                let now = pair.now(key);
                if key.location != "path" && now != key {
                    of.changed(
                        Breaks::WIRE,
                        format!("sends `{}` as {}, no longer as {}", new.name, place(now), place(key)),
                    );
                }
                pair.parameter((key, now), parameter, new, of);
            }
            None => removed(key, parameter, of),
        }
    }
    for (key, parameter) in &new.parameters {
        let is_known = old.parameters.contains_key(key) || pair.renamed.values().any(|now| *now == key);
        if !is_known {
            added(key, parameter, of);
        }
    }
    pair.body(of);
    pair.order(of);
}

/// Path parameters that only differ in their names: they are in the same places.
fn renamed<'a>(old: &'a Operation, new: &'a Operation) -> BTreeMap<&'a ParameterKey, &'a ParameterKey> {
    let path = |operation: &'a Operation, other: &'a Operation| {
        let parameters = operation.parameters.iter().filter(|(key, _)| key.location == "path");
        let mut gone: Vec<_> = parameters.filter(|(key, _)| !other.parameters.contains_key(*key)).collect();
        gone.sort_by_key(|(_, parameter)| parameter.position);
        gone
    };
    let (old, new) = (path(old, new), path(new, old));
    if old.len() != new.len() {
        return BTreeMap::new();
    }
    let pairs = old.into_iter().zip(new);
    pairs.filter(|((_, old), (_, new))| old.position == new.position).map(|((old, _), (new, _))| (old, new)).collect()
}

/// Adds parameters that moved within the request, while callers give them as before.
fn respelled<'a>(
    comparison: &Comparison<'_>,
    (old, new): (&'a Operation, &'a Operation),
    renamed: &mut BTreeMap<&'a ParameterKey, &'a ParameterKey>,
) {
    for (key, before) in gone(&old.parameters, &new.parameters).filter(|(key, _)| key.location != "path") {
        let now = gone(&new.parameters, &old.parameters).find(|(now, after)| {
            now.location != "path"
                && after.name == before.name
                && after.position.is_some() == before.position.is_some()
                && comparison.renames.same(&before.ty, &after.ty)
        });
        if let Some((now, _)) = now {
            renamed.insert(key, now);
        }
    }
}

fn place(key: &ParameterKey) -> String {
    match key.location.as_str() {
        "path" => format!("`{}` in the path", key.wire_name),
        "query" => format!("`{}` in the query", key.wire_name),
        "querystring" => format!("the query `{}`", key.wire_name),
        "header" => format!("the header `{}`", key.wire_name),
        "cookie" => format!("the cookie `{}`", key.wire_name),
        "part" => format!("the part `{}`", key.wire_name),
        _ => format!("`{}`", key.wire_name),
    }
}

fn added(key: &ParameterKey, parameter: &Parameter, of: &mut Of<'_>) {
    let place = place(key);
    if parameter.position.is_some() {
        let reason = format!("requires {place}: `{}: {}` is a new argument", parameter.name, parameter.ty);
        of.changed(Breaks::BOTH, reason);
    } else {
        of.changed(Breaks::NOTHING, format!("takes {place}: it has the setter `{}`", parameter.name));
    }
}

fn removed(key: &ParameterKey, parameter: &Parameter, of: &mut Of<'_>) {
    let what = if parameter.position.is_some() { "argument" } else { "setter" };
    of.changed(Breaks::BOTH, format!("no longer takes {}: the {what} `{}` is gone", place(key), parameter.name));
}

/// The type of a body that is given as a whole.
fn whole(body: &Body) -> Option<&RustType> {
    (body.ty.0 != "multipart").then_some(&body.ty)
}

impl<'a> Pair<'a> {
    fn now(&self, key: &'a ParameterKey) -> &'a ParameterKey {
        self.renamed.get(key).copied().unwrap_or(key)
    }

    fn parameter(
        &self,
        (old_key, key): (&ParameterKey, &ParameterKey),
        old: &Parameter,
        new: &Parameter,
        of: &mut Of<'_>,
    ) {
        let place = place(key);
        let is_argument = match (old.position, new.position) {
            (Some(_), Some(_)) => true,
            (None, None) => false,
            (Some(_), None) => {
                let reason =
                    format!("no longer requires {place}: the argument `{}` became the setter `{}`", old.name, new.name);
                return of.changed(Breaks::RUST, reason);
            }
            (None, Some(_)) => {
                let reason = format!("requires {place}: the setter `{}` became the argument `{}`", old.name, new.name);
                return of.changed(Breaks::BOTH, reason);
            }
        };
        // Callers don't see the name of an argument.
        if !is_argument && old.name != new.name {
            let scope = setter_scope(module(self.comparison.new, self.new), &self.new.builder);
            let breaks = self.comparison.renamed(AliasKind::Setter, &scope, &old.name, &new.name);
            of.renamed(breaks, format!("has the setter `{}` for {place}, no longer `{}`", new.name, old.name));
        }
        if !self.comparison.renames.same(&old.ty, &new.ty) {
            let wire = wire::breaks(self.comparison, &old.ty, &new.ty, SENT);
            let rust = is_another_argument(&old.ty, &new.ty);
            of.changed(Breaks { rust, wire }, format!("takes {place} as `{}`, no longer as `{}`", new.ty, old.ty));
        }
        if old.style != new.style {
            let words = |style: &str| if style.is_empty() { "as usual".to_owned() } else { format!("as `{style}`") };
            let (old, new) = (words(&old.style), words(&new.style));
            of.changed(Breaks::WIRE, format!("writes {place} {new}, no longer {old}"));
        }
        // A lock of before that was known says nothing of what is sent.
        let sent = (self.old.defaults.get(old_key), self.new.defaults.get(key));
        if let (Some(old), Some(new)) = sent
            && old != new
        {
            of.changed(Breaks::NOTHING, format!("sends `{new}` as {place} where it is not set, no longer `{old}`"));
        }
        if new.deprecated && !old.deprecated {
            of.changed(Breaks::NOTHING, format!("takes {place}, which is deprecated now"));
        } else if old.deprecated && !new.deprecated {
            of.changed(Breaks::NOTHING, format!("takes {place}, which is no longer deprecated"));
        }
    }

    fn body(&self, of: &mut Of<'_>) {
        let (old, new) = match (&self.old.body, &self.new.body) {
            (None, None) => return,
            // A body of parts is told by its parts.
            (None, Some(new)) => {
                return match whole(new) {
                    Some(ty) if new.required => {
                        of.changed(Breaks::BOTH, format!("requires a body: `body: {ty}` is a new argument"));
                    }
                    Some(ty) => of.changed(Breaks::NOTHING, format!("takes a body: it has the setter `body` (`{ty}`)")),
                    None => {}
                };
            }
            (Some(old), None) => {
                let what = if old.required { "argument" } else { "setter" };
                if whole(old).is_some() {
                    of.changed(Breaks::BOTH, format!("no longer takes a body: the {what} `body` is gone"));
                }
                return;
            }
            (Some(old), Some(new)) => (old, new),
        };
        if let (Some(old_type), Some(new_type)) = (whole(old), whole(new)) {
            if old.required && !new.required {
                of.changed(Breaks::RUST, "no longer requires a body: the argument `body` became a setter");
            } else if new.required && !old.required {
                of.changed(Breaks::BOTH, "requires a body: the setter `body` became an argument");
            }
            if !self.comparison.renames.same(old_type, new_type) {
                let wire = wire::breaks(self.comparison, old_type, new_type, SENT);
                let reason = format!("takes the body `{new_type}`, no longer `{old_type}`");
                let cause = causes::replaced(self.comparison, old_type, new_type);
                of.caused(Breaks { rust: true, wire }, reason, cause);
            }
        } else if old.ty != new.ty {
            of.changed(Breaks::BOTH, format!("takes the body as `{}`, no longer as `{}`", new.ty, old.ty));
            return;
        }
        if old.media_type != new.media_type {
            let reason = format!("sends its body as `{}`, no longer as `{}`", new.media_type, old.media_type);
            of.changed(Breaks::WIRE, reason);
        }
    }

    /// Compares the order of the arguments that stayed.
    fn order(&self, of: &mut Of<'_>) {
        let mut both: Vec<(usize, usize, &Parameter, &Parameter)> = Vec::new();
        for (key, old) in &self.old.parameters {
            let Some(new) = self.new.parameters.get(self.now(key)) else { continue };
            if let (Some(first), Some(second)) = (old.position, new.position) {
                both.push((first, second, old, new));
            }
        }
        both.sort_by_key(|(first, ..)| *first);
        if both.is_sorted_by_key(|(_, second, ..)| *second) {
            return;
        }
        let mut now = both.clone();
        now.sort_by_key(|(_, second, ..)| *second);
        let names = now.iter().map(|(.., new)| format!("`{}`", new.name)).collect::<Vec<_>>().join(", ");
        let old_names = both.iter().map(|(_, _, old, _)| format!("`{}`", old.name)).collect::<Vec<_>>().join(", ");
        let rust =
            both.iter().zip(&now).any(|((_, _, old, _), (.., new))| !self.comparison.renames.same(&old.ty, &new.ty));
        let warning = if rust { "" } else { "; the compiler can't tell, because they have the same type" };
        let reason = format!("takes its arguments in the order {names}, no longer {old_names}{warning}");
        of.changed(Breaks { rust, wire: !rust }, reason);
    }
}

/// Whether a caller sees the difference: a method takes values as they are read, not as they are kept.
fn is_another_argument(old: &RustType, new: &RustType) -> bool {
    old.unboxed() != new.unboxed()
}
