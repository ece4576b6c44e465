//! What every repair has at hand: the place it is at, the untouched input, and where its diagnostics go.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use serde_json::{Map, Value};

use super::help;
use super::hoist::Hoisted;
use super::inline::Inlined;
use super::references::Anchors;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::notes::Notes;
use crate::pointer;

/// The state of one run over one input.
pub(super) struct Context<'a> {
    file: &'a str,
    /// The input as it came: references are followed here, whatever has been repaired meanwhile.
    pub(super) root: &'a Value,
    /// Whether the input follows OpenAPI 3.1 or later, where a schema is a JSON Schema.
    pub(super) newer: bool,
    pub(super) anchors: Anchors,
    pub(super) hoisted: Hoisted,
    pub(super) inlined: Inlined,
    /// The payloads of requests that the server sends, by the names of their events.
    pub(super) payloads: Map<String, Value>,
    pub(super) notes: Notes,
    /// Whether a documentation site has cut a cycle.
    pub(super) has_markers: bool,
    depth: usize,
    pointer: String,
    /// The places that the current one is copied to, the outermost first.
    outer: Vec<String>,
    quiet: bool,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Context<'a> {
    pub(super) fn new(file: &'a str, root: &'a Value) -> Self {
        Self {
            file,
            root,
            newer: false,
            anchors: Anchors::default(),
            hoisted: Hoisted::default(),
            inlined: Inlined::default(),
            payloads: Map::new(),
            notes: Notes::default(),
            has_markers: false,
            depth: 0,
            pointer: String::new(),
            outer: Vec::new(),
            quiet: false,
            diagnostics: Vec::new(),
        }
    }

    /// Returns the name of the file.
    pub(super) fn file(&self) -> &'a str {
        self.file
    }

    /// Returns whether the input is a page, in which no reference leads anywhere.
    pub(super) fn is_page(&self) -> bool {
        self.root.get("openapi").is_none() && self.root.get("method").is_some()
    }

    /// Returns the current place as a JSON pointer.
    pub(super) fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Runs `body` one step further down, under `key`.
    pub(super) fn within<T>(&mut self, key: impl Display, body: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        self.pointer.push('/');
        pointer::escape_display(&key, &mut self.pointer);
        let result = body(self);
        self.pointer.truncate(length);
        result
    }

    /// Runs `body` at another place of the input.
    pub(super) fn at<T>(&mut self, pointer: &str, body: impl FnOnce(&mut Self) -> T) -> T {
        let previous = std::mem::replace(&mut self.pointer, pointer.to_owned());
        let result = body(self);
        self.pointer = previous;
        result
    }

    /// Runs `body` on a copy of the value at `pointer`.
    pub(super) fn copying<T>(&mut self, pointer: &str, body: impl FnOnce(&mut Self) -> T) -> T {
        self.outer.push(self.pointer.clone());
        let result = self.at(pointer, body);
        self.outer.pop();
        result
    }

    /// Returns whether the current place, or a place that it is copied to, is within the value at `pointer`.
    pub(super) fn is_within(&self, pointer: &str) -> bool {
        let lies_within =
            |place: &str| place.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        lies_within(&self.pointer) || self.outer.iter().any(|place| lies_within(place))
    }

    /// Runs `body` for a schema within the current one.
    pub(super) fn deeper<T>(&mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let result = body(self);
        self.depth -= 1;
        result
    }

    /// Returns how many schemas enclose the current place.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Runs `body` on a copy of something that is reported on elsewhere, or not at all.
    pub(super) fn quietly<T>(&mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        let previous = std::mem::replace(&mut self.quiet, true);
        let result = body(self);
        self.quiet = previous;
        result
    }

    /// Reports a repair that loses nothing.
    pub(super) fn note(&mut self, code: Code, message: impl Into<String>) {
        self.push(code, message, Diagnostic::note);
    }

    /// Reports a repair after which the generated code differs from the input.
    pub(super) fn warning(&mut self, code: Code, message: impl Into<String>) {
        self.push(code, message, Diagnostic::warning);
    }

    /// Reports that an operation is left out, and why.
    pub(super) fn skip(&mut self, code: Code, method: &str, path: &str, message: impl Into<String>) {
        self.push(code, message, |code, place, message| {
            Diagnostic::warning(code, place, message).leaving_out(method, path)
        });
    }

    /// Reports that the input can't be used.
    pub(super) fn error(&mut self, code: Code, message: impl Into<String>) {
        self.push(code, message, Diagnostic::error);
    }

    fn push<M: Into<String>>(&mut self, code: Code, message: M, severity: impl FnOnce(Code, Place, M) -> Diagnostic) {
        if self.quiet {
            return;
        }
        let place = Place { file: self.file.to_owned(), pointer: self.pointer.clone() };
        let mut diagnostic = severity(code, place, message);
        diagnostic.help = help::of(code).map(Box::from);
        self.diagnostics.push(diagnostic);
    }

    /// Moves what was reported to `diagnostics`, and returns the notes.
    ///
    /// A schema that is referred to from within another is repaired in both places and would be reported twice.
    pub(super) fn finish(self, diagnostics: &mut Vec<Diagnostic>) -> Notes {
        let mut unresolved = take_unresolved(diagnostics, &self.diagnostics);
        let mut seen = BTreeSet::new();
        for mut diagnostic in self.diagnostics {
            if costs_operations(&diagnostic)
                && let Some(cause) = unresolved.remove(&diagnostic.place)
            {
                let (reason, _) = cause.message.rsplit_once("; ").unwrap_or((&cause.message, ""));
                (diagnostic.message, diagnostic.help) = (reason.to_owned(), cause.help);
            }
            let Diagnostic { code, place, message, left_out, .. } = &diagnostic;
            let key = (*code, place.pointer.clone(), message.clone(), left_out.clone());
            if seen.insert(key) {
                diagnostics.push(diagnostic);
            }
        }
        self.notes
    }
}

/// Takes out what *read* said of references that cost operations now, which is worth one diagnostic.
fn take_unresolved(earlier: &mut Vec<Diagnostic>, own: &[Diagnostic]) -> BTreeMap<Place, Diagnostic> {
    let places: BTreeSet<&Place> = own.iter().filter(|one| costs_operations(one)).map(|one| &one.place).collect();
    if places.is_empty() {
        return BTreeMap::new();
    }
    let is_cause = |one: &mut Diagnostic| one.code == Code::UnresolvedReference && places.contains(&one.place);
    earlier.extract_if(.., is_cause).map(|one| (one.place.clone(), one)).collect()
}

/// Whether a diagnostic is about a whole path.
fn costs_operations(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == Code::OperationUnusable && diagnostic.left_out.is_some()
}
