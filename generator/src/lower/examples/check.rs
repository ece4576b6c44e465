//! Compares values with their schemas.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::finding::{Finding, Flaw, Key, contradiction, unlisted};
use super::shape::Shape;
use crate::lower::document::Document;
use crate::lower::formats::FormatPlace;
use crate::lower::sanitize::escape;
use crate::lower::schemas::component_of;
use crate::lower::usage::Direction;
use crate::lower::view::{Additional, Located, View};

/// How deep a value is followed.
const DEEPEST: usize = 64;

/// What one value shows.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) findings: Vec<Finding>,
    pub(super) strings: Vec<(FormatPlace, String, Value)>,
}

/// Where a value stands.
#[derive(Clone)]
pub(super) struct Spot {
    /// The value's own pointer.
    pub(super) pointer: String,
    pub(super) place: FormatPlace,
    pub(super) key: Key,
    depth: usize,
    /// Whether a string can stand for any scalar: in a parameter.
    lenient: bool,
    /// The way that the value travels, where that is known.
    direction: Option<Direction>,
    /// What the schemas around this one say of the same object.
    around: Around,
}

/// What is known of an object from the compositions that its schema is a part of.
#[derive(Clone, Default)]
struct Around {
    /// Whether the whole was looked at already: the schema is a member of an `allOf`.
    is_seen: bool,
    /// The properties that the others declare.
    declared: Rc<BTreeSet<String>>,
}

impl Spot {
    /// The place of an example.
    pub(super) fn new(pointer: String, place: &FormatPlace, lenient: bool, direction: Option<Direction>) -> Self {
        let key = match place {
            FormatPlace::Property { owner, name } => match component_of(&format!("{owner}/")) {
                Some(component) => (component, name.clone()),
                None => (pointer.clone(), String::new()),
            },
            _ => (pointer.clone(), String::new()),
        };
        Self { pointer, place: place.clone(), key, depth: 0, lenient, direction, around: Around::default() }
    }

    /// The place of a part of the value here.
    fn part(&self, name: &str) -> Self {
        let pointer = format!("{}/{}", self.pointer, escape(name));
        Self { pointer, depth: self.depth + 1, around: Around::default(), ..self.clone() }
    }
}

/// Compares values with schemas, as long as there are steps left.
pub(super) struct Checker<'a> {
    pub(super) document: &'a Document,
    /// How many values are still looked at: alternatives within alternatives multiply.
    pub(super) steps: usize,
    /// How many elements of an array are looked at.
    pub(super) most_elements: usize,
    /// Whether something was not looked at.
    pub(super) is_cut: bool,
}

impl<'a> Checker<'a> {
    /// Compares a value with its schema.
    pub(super) fn check(&mut self, located: &Located<'a>, value: &Value, spot: &Spot, evidence: &mut Evidence) {
        let Some(steps) = self.steps.checked_sub(1).filter(|_| spot.depth <= DEEPEST) else {
            self.is_cut = true;
            return;
        };
        self.steps = steps;
        let Some((_, _, view)) = self.document.resolve(located) else { return };
        let mut deeper = spot.clone();
        deeper.depth += 1;
        if let Value::Object(map) = value
            && !spot.around.is_seen
        {
            let shape = Shape::of(self.document, located);
            check_names(&shape, map, spot, evidence);
            deeper.around.declared = Rc::new(shape.declared(&spot.around.declared));
        }
        for member in &view.all_of {
            let mut spot = deeper.clone();
            spot.around.is_seen = true;
            self.check(member, value, &spot, evidence);
        }
        let mut alternative = deeper.clone();
        alternative.around.is_seen = false;
        for list in [&view.one_of, &view.any_of] {
            self.check_union(list, value, &alternative, evidence);
        }
        if !view.values.is_empty() && !view.values.contains(value) && is_scalar(value) {
            let fits = spot.lenient || kind_fits(view.kind, value);
            evidence.findings.push(unlisted(spot, value, &view, self.document, fits));
            return;
        }
        match (view.kind, value) {
            (Some("object"), Value::Object(map)) => self.check_object(&view, map, spot, evidence),
            (Some("array"), Value::Array(elements)) => self.check_array(&view, elements, spot, evidence),
            (Some("string"), Value::String(_)) if view.values.is_empty() => {
                evidence.strings.push((spot.place.clone(), view.format.clone(), value.clone()));
            }
            (kind, value) if kind_fits(kind, value) || (spot.lenient && is_scalar(value)) => {}
            (_, Value::Null) if self.document.is_nullable(located) => {}
            _ => evidence.findings.push(contradiction(spot, value, &view, self.document)),
        }
    }

    fn check_array(&mut self, view: &View<'a>, elements: &[Value], spot: &Spot, evidence: &mut Evidence) {
        let Some(items) = &view.items else { return };
        self.is_cut |= elements.len() > self.most_elements;
        for (index, element) in elements.iter().take(self.most_elements).enumerate() {
            if !element.is_null() || !self.document.is_nullable(items) {
                self.check(items, element, &spot.part(&index.to_string()), evidence);
            }
        }
    }

    /// Finds the alternative that fits, or else the one that fits best.
    fn check_union(&mut self, list: &[Located<'a>], value: &Value, spot: &Spot, evidence: &mut Evidence) {
        let mut best: Option<(usize, usize, Evidence)> = None;
        // What none of those that fit declares.
        let mut lost_by_all: Option<BTreeSet<String>> = None;
        for member in list {
            let mut own = Evidence::default();
            let fits_null = value.is_null() && member.view().is_some_and(|view| view.is_null() || view.is_nullable());
            if !fits_null {
                self.check(member, value, spot, &mut own);
            }
            own.findings.retain(|finding| finding.flaw != Flaw::Unlisted);
            if own.findings.is_empty() {
                evidence.strings.extend(own.strings);
                return;
            }
            let contradictions = own.findings.iter().filter(|finding| finding.flaw == Flaw::Contradicts).count();
            let lost = lost(&own.findings, value, spot);
            if contradictions == 0 {
                lost_by_all = Some(lost_by_all.map_or_else(|| lost.clone(), |all| &all & &lost));
            }
            if best.as_ref().is_none_or(|(most, size, _)| (contradictions, lost.len()) < (*most, *size)) {
                best = Some((contradictions, lost.len(), own));
            }
        }
        let Some((_, lost, mut best)) = best else { return };
        match lost_by_all {
            Some(lost_by_all) => {
                // What another alternative declares is kept, in whichever form.
                if lost_by_all.len() < lost {
                    best.findings.clear();
                }
                evidence.strings.extend(best.strings);
            }
            None => best.findings.truncate(1),
        }
        evidence.findings.extend(best.findings);
    }

    fn check_object(&mut self, view: &View<'a>, map: &Map<String, Value>, spot: &Spot, evidence: &mut Evidence) {
        for (name, value) in map {
            let mut inner = spot.part(name);
            inner.lenient = false;
            let declared = view.properties.iter().find(|(property, _)| property == name);
            if let Some((_, property)) = declared {
                let required = view.required.contains(name);
                if value.is_null() && (!required || self.document.is_nullable(property)) {
                    continue;
                }
                inner.place = FormatPlace::property(&property.pointer, name);
                inner.key = match component_of(&property.pointer) {
                    Some(component) => (component, name.clone()),
                    None => (property.pointer.clone(), String::new()),
                };
                self.check(property, value, &inner, evidence);
            } else if let Some(Additional::Schema(schema)) = &view.additional {
                inner.place = FormatPlace::Pointer(schema.pointer.clone());
                if !value.is_null() || !self.document.is_nullable(schema) {
                    self.check(schema, value, &inner, evidence);
                }
            }
        }
    }
}

/// Compares the names of an object's properties with those that its whole schema requires and declares.
fn check_names(shape: &Shape<'_>, map: &Map<String, Value>, spot: &Spot, evidence: &mut Evidence) {
    for missing in shape.missing(map, spot.direction) {
        let text = format!("the example lacks `{missing}`, which {} requires", shape.subject());
        evidence.findings.push(Finding { flaw: Flaw::Contradicts, ..shape.finding(spot, missing, text) });
    }
    for (name, flaw) in shape.undeclared(map, &spot.around.declared) {
        let verb = if flaw == Flaw::Undeclared { "does not declare" } else { "does not allow" };
        let text = format!("the example has `{name}`, which {} {verb}", shape.subject());
        let pointer = format!("{}/{}", spot.pointer, escape(name));
        evidence.findings.push(Finding { pointer, flaw, ..shape.finding(spot, name, text) });
    }
}

/// The pointers of all that is not declared and stands in no other value.
fn lost(findings: &[Finding], value: &Value, spot: &Spot) -> BTreeSet<String> {
    let mut lost = BTreeSet::new();
    let mut open: Vec<(String, &Value)> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.flaw == Flaw::Undeclared) {
        let part = finding.pointer.strip_prefix(&spot.pointer).and_then(|rest| value.pointer(rest));
        open.extend(part.map(|part| (finding.pointer.clone(), part)));
    }
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::Object(map) if !map.is_empty() => {
                open.extend(map.iter().map(|(name, value)| (format!("{pointer}/{}", escape(name)), value)));
            }
            Value::Array(items) if !items.is_empty() => {
                open.extend(items.iter().enumerate().map(|(index, value)| (format!("{pointer}/{index}"), value)));
            }
            _ => _ = lost.insert(pointer),
        }
    }
    lost
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

pub(super) fn kind_fits(kind: Option<&str>, value: &Value) -> bool {
    match kind {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        _ => true,
    }
}
