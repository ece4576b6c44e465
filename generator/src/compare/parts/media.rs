//! Bodies of other media types, and documented headers of responses.

use super::parameters::SENT;
use crate::api::AliasKind;
use crate::compare::change::Of;
use crate::compare::matching::{both, module};
use crate::compare::{Breaks, Comparison, causes, wire};
use crate::lock::{HeaderField, Operation, OtherBody, Variant};

pub(crate) fn compare(comparison: &Comparison<'_>, old: &Operation, new: &Operation, of: &mut Of<'_>) {
    both(&old.other_bodies, &new.other_bodies, |media_type, old, now| match (old, now) {
        (Some(old), None) => {
            let reason = format!("no longer takes a body of `{media_type}`: the method `{}` is gone", old.name);
            of.changed(Breaks::BOTH, reason);
        }
        (None, Some(now)) => {
            of.changed(Breaks::NOTHING, format!("takes a body of `{media_type}`, too: there is `{}`", now.name));
        }
        (Some(old), Some(now)) => other_body(comparison, (media_type, old, now), &new.service, of),
        (None, None) => {}
    });
    both(&old.representations, &new.representations, |media_type, old, now| match (old, now) {
        (Some(old), None) => {
            of.changed(Breaks::BOTH, format!("no longer returns `{media_type}`: the method `{}` is gone", old.name));
        }
        (None, Some(now)) => {
            of.changed(Breaks::NOTHING, format!("returns `{media_type}`, too: it has the method `{}`", now.name));
        }
        (Some(old), Some(now)) => representation(comparison, old, now, of),
        (None, None) => {}
    });
    headers(comparison, old, new, of);
}

fn other_body(
    comparison: &Comparison<'_>,
    (media_type, old, new): (&str, &OtherBody, &OtherBody),
    service: &str,
    of: &mut Of<'_>,
) {
    if old.name != new.name {
        let breaks = comparison.renamed(AliasKind::Method, service, &old.name, &new.name);
        of.renamed(breaks, format!("sends `{media_type}` by `{}`, no longer by `{}`", new.name, old.name));
    }
    if !comparison.renames.same(&old.ty, &new.ty) {
        let wire = wire::breaks(comparison, &old.ty, &new.ty, SENT);
        let reason = format!("takes the body `{}` of `{}`, no longer `{}`", new.ty, new.name, old.ty);
        of.changed(Breaks { rust: true, wire }, reason);
    } else if old.parts != new.parts {
        let wire = new.parts.iter().any(|part| !old.parts.contains(part));
        let parts = |parts: &[String]| match parts {
            [] => "none".to_owned(),
            parts => format!("`{}`", parts.join("`, `")),
        };
        let reason = format!(
            "has other parts as arguments of `{}`: {}, no longer {}",
            new.name,
            parts(&new.parts),
            parts(&old.parts)
        );
        of.changed(Breaks { rust: true, wire }, reason);
    }
}

fn representation(comparison: &Comparison<'_>, old: &Variant, new: &Variant, of: &mut Of<'_>) {
    if old.name != new.name {
        of.changed(Breaks::RUST, format!("has the method `{}`, no longer `{}`", new.name, old.name));
    }
    if !comparison.renames.same(&old.body, &new.body) {
        let breaks = Breaks { rust: true, wire: wire::returns_break(comparison, &old.body, &new.body) };
        let cause = causes::replaced(comparison, &old.body, &new.body);
        of.caused(breaks, format!("returns `{}` from `{}`, no longer `{}`", new.body, new.name, old.body), cause);
    }
}

fn headers(comparison: &Comparison<'_>, old: &Operation, new: &Operation, of: &mut Of<'_>) {
    let (before, now) = (&old.headers, &new.headers);
    match (before.name.as_str(), now.name.as_str()) {
        (old, new) if old == new => {}
        ("", name) => return of.changed(Breaks::NOTHING, format!("documents headers: there is `{name}`")),
        (name, "") => return of.changed(Breaks::RUST, format!("documents no headers any more: `{name}` is gone")),
        (old, name) => {
            let breaks = comparison.renamed(AliasKind::Builder, module(comparison.new, new), old, name);
            of.renamed(breaks, format!("has its headers in `{name}`, which was called `{old}`"));
        }
    }
    both(&before.fields, &now.fields, |name, old, new| match (old, new) {
        (Some(HeaderField { name: field, .. }), None) => {
            of.changed(Breaks::RUST, format!("no longer documents the header `{name}`: the field `{field}` is gone"));
        }
        (None, Some(HeaderField { name: field, .. })) => {
            of.changed(Breaks::NOTHING, format!("documents the header `{name}`: there is the field `{field}`"));
        }
        (Some(old), Some(new)) if old.name != new.name => {
            let reason = format!("has the field `{}` for the header `{name}`, no longer `{}`", new.name, old.name);
            of.changed(Breaks::RUST, reason);
        }
        (Some(old), Some(new)) if old.ty != new.ty => {
            of.changed(Breaks::RUST, format!("returns the header `{name}` as `{}`, no longer as `{}`", new.ty, old.ty));
        }
        _ => {}
    });
}
