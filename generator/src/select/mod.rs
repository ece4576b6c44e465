//! Removes the operations that the configuration doesn't ask for from the rebuilt document.
//!
//! It runs between *unify* and *lower*. The schemas get their names from the whole API, so a client with ten operations
//! has the same names as a client with a hundred.

pub(crate) mod pattern;
mod reach;

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Place, Places, Severity};
use crate::names::operation_ids::operation_id;
use crate::parse::Document;
use crate::rules::{Rule, Selection, Selector};
use crate::{nearest, pointer};

/// What was taken out.
#[derive(Debug, Default)]
pub(crate) struct Selected {
    /// Schemas that only the operations taken out have a use for.
    pub(crate) unreached: BTreeSet<String>,
    /// How many operations were taken out.
    pub(crate) excluded: usize,
    /// These operations, by their methods and paths.
    pub(crate) operations: BTreeSet<(String, String)>,
    /// The places in the input of the operations and schemas that were removed.
    places: BTreeSet<Place>,
    /// The operations that were taken out although an earlier stage has left them out already.
    left_out: BTreeSet<(String, String)>,
}

/// An operation, as selectors see it.
struct Candidate {
    method: String,
    path: String,
    id: Option<String>,
    tags: Vec<String>,
    /// Whether an earlier stage has left it out.
    left_out: bool,
}

impl Candidate {
    fn fits(&self, selector: &Selector) -> bool {
        match selector {
            Selector::Tag(tag) => self.tags.contains(tag),
            Selector::Operation(id) => self.id.as_ref() == Some(id),
            Selector::Path { method, pattern } => {
                method.as_ref().is_none_or(|method| *method == self.method) && pattern::matches(pattern, &self.path)
            }
        }
    }
}

/// Takes out of `document` the operations that `selection` doesn't ask for.
///
/// Its schemas stay, since examples in them say something about schemas that are asked for. A selector that matches
/// nothing is an error among the `diagnostics`.
pub(crate) fn select(
    document: &mut Document,
    places: &Places,
    selection: &Selection,
    diagnostics: &mut Vec<Diagnostic>,
) -> Selected {
    let mut selected = Selected::default();
    if selection.include.is_empty() && selection.exclude.is_empty() {
        return selected;
    }
    let candidates = candidates(document, diagnostics);
    let known = diagnostics.len();
    for rule in selection.include.iter().chain(&selection.exclude) {
        if !candidates.iter().any(|candidate| candidate.fits(&rule.value)) {
            diagnostics.push(unused(rule, &candidates));
        }
    }
    if diagnostics.len() > known {
        return selected;
    }
    let covers = |rules: &[Rule<Selector>], one: &Candidate| rules.iter().any(|rule| one.fits(&rule.value));
    let is_kept = |one: &Candidate| {
        (selection.include.is_empty() || covers(&selection.include, one)) && !covers(&selection.exclude, one)
    };
    let (kept, dropped): (Vec<_>, Vec<_>) = candidates.into_iter().partition(is_kept);
    if !kept.iter().any(|candidate| !candidate.left_out) {
        let place = selection.exclude.iter().chain(&selection.include).next().map(|rule| rule.place.clone());
        let message = "`include` and `exclude` leave no operation";
        let error = Diagnostic::error(Code::UnusableRule, place.unwrap_or_default(), message);
        diagnostics.push(error.help("include more, or exclude less"));
        return selected;
    }
    for candidate in dropped {
        let Candidate { method, path, left_out, .. } = candidate;
        if left_out { &mut selected.left_out } else { &mut selected.operations }.insert((method, path));
    }
    document.operations.retain(|operation| {
        let is_kept = !selected.operations.contains(&(operation.method.clone(), operation.path.clone()));
        if !is_kept {
            selected.places.insert(places.find(&operation.pointer));
        }
        is_kept
    });
    selected.excluded = selected.operations.len();
    selected.unreached = reach::unreached(document);
    let schemas = selected.unreached.iter();
    selected.places.extend(schemas.map(|name| places.find(&format!("/components/schemas/{}", pointer::escape(name)))));
    selected
}

impl Selected {
    /// Whether a message is about what was taken out.
    pub(crate) fn hides(&self, diagnostic: &Diagnostic) -> bool {
        if diagnostic.severity == Severity::Error || (self.places.is_empty() && self.left_out.is_empty()) {
            return false;
        }
        if let Some(left_out) = &diagnostic.left_out {
            return self.left_out.contains(&(left_out.method.clone(), left_out.path.clone()));
        }
        let Place { file, mut pointer } = diagnostic.place.clone();
        loop {
            let place = Place { file: file.clone(), pointer: pointer.clone() };
            if self.places.contains(&place) {
                return true;
            }
            let Some(end) = pointer.rfind('/') else { return false };
            pointer.truncate(end);
        }
    }
}

/// All operations of the document, including those that were left out before.
fn candidates(document: &Document, diagnostics: &[Diagnostic]) -> Vec<Candidate> {
    let present = document.operations.iter().map(|operation| {
        let (method, path) = (operation.method.clone(), operation.path.clone());
        let id = Some(operation_id(&method, &path, operation.id.as_deref()));
        Candidate { method, path, id, tags: operation.tags.clone(), left_out: false }
    });
    let left_out = diagnostics.iter().filter_map(|diagnostic| diagnostic.left_out.as_deref());
    let left_out = left_out.map(|left_out| Candidate {
        method: left_out.method.clone(),
        path: left_out.path.clone(),
        id: None,
        tags: Vec::new(),
        left_out: true,
    });
    present.chain(left_out).collect()
}

fn unused(rule: &Rule<Selector>, candidates: &[Candidate]) -> Diagnostic {
    let (message, name, names): (String, String, BTreeSet<String>) = match &rule.value {
        Selector::Tag(tag) => {
            let tags = candidates.iter().flat_map(|one| one.tags.iter().cloned());
            (format!("no operation has the tag `{tag}`"), tag.clone(), tags.collect())
        }
        Selector::Operation(id) => {
            let ids = candidates.iter().filter_map(|one| one.id.clone());
            (format!("no operation is called `{id}`"), id.clone(), ids.collect())
        }
        Selector::Path { method: None, pattern } => {
            let paths = candidates.iter().map(|one| one.path.clone());
            (format!("no path matches `{pattern}`"), pattern.clone(), paths.collect())
        }
        Selector::Path { method: Some(method), pattern } => {
            let name = format!("{method} {pattern}");
            let operations = candidates.iter().map(|one| format!("{} {}", one.method, one.path));
            (format!("no operation matches `{name}`"), name, operations.collect())
        }
    };
    let help = nearest::help(&name, names.iter().map(String::as_str), "correct the entry, or remove it");
    Diagnostic::error(Code::UnusedRule, rule.place.clone(), message).help(help)
}

#[cfg(test)]
mod tests;
