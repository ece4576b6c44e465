//! Collects what *lower* has to say.

use crate::diagnostic::{Code, Diagnostic, Place, Places};
use crate::nearest;
use crate::rules::Rule;

/// Diagnostics, placed in the input.
pub(crate) struct Report<'a> {
    places: &'a Places,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Report<'a> {
    /// An empty report on a document whose parts come from `places`.
    pub(crate) fn new(places: &'a Places) -> Self {
        Self { places, diagnostics: Vec::new() }
    }

    /// Notes a choice that loses nothing.
    pub(crate) fn note(&mut self, code: Code, pointer: &str, message: impl Into<String>) {
        self.push(Diagnostic::note(code, self.place(pointer), message));
    }

    /// Warns of something that is generated differently from the document.
    pub(crate) fn warning(&mut self, code: Code, pointer: &str, message: impl Into<String>) {
        self.push(Diagnostic::warning(code, self.place(pointer), message));
    }

    /// Adds a diagnostic.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Says that a rule matches nothing.
    pub(crate) fn unused(&mut self, rule: &Place, message: &str) {
        self.push(Diagnostic::error(Code::UnusedRule, rule.clone(), message).help("correct the rule, or remove it"));
    }

    /// Says that a rule matches nothing, and which of the `names` that there are its author may have meant by `name`.
    pub(crate) fn unused_among<'n, T>(
        &mut self,
        rule: &Rule<T>,
        message: &str,
        name: &str,
        names: impl IntoIterator<Item = &'n str>,
    ) {
        let help = nearest::help(name, names, "correct the rule, or remove it");
        self.push(Diagnostic::error(Code::UnusedRule, rule.place.clone(), message).help(help));
    }

    /// Where in the input `pointer` comes from.
    pub(crate) fn place(&self, pointer: &str) -> Place {
        self.places.find(pointer)
    }

    /// The diagnostics without repetitions, in the order in which they came.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        let mut seen = std::collections::BTreeSet::new();
        let mut diagnostics = self.diagnostics;
        diagnostics.retain(|one| seen.insert((one.code, one.place.clone(), one.message.clone(), one.left_out.clone())));
        diagnostics
    }
}
