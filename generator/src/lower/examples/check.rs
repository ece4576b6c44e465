//! Compares values with their schemas.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::finding::{Finding, Flaw, contradiction, unlisted};
use super::memory::{Known, Memory};
use super::shape::Shape;
use super::spot::{Spot, Way};
use crate::lower::formats::{self, FormatPlace};
use crate::parse::{JsonType, Schema};
use crate::pointer::escape;

/// How deep a value is followed.
const DEEPEST: usize = 64;

/// What one value shows.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub(super) findings: Vec<Finding>,
    /// Strings of the formats that examples decide on.
    pub(super) strings: Vec<(Rc<FormatPlace>, String, Value)>,
}

/// Compares values with schemas, as long as there are steps left.
pub(super) struct Checker<'a, 'm> {
    pub(super) memory: &'m mut Memory<'a>,
    /// How many values are still looked at: alternatives within alternatives multiply.
    pub(super) steps: usize,
    /// How many elements of an array are looked at.
    pub(super) most_elements: usize,
    /// Whether something was not looked at.
    pub(super) is_cut: bool,
}

impl<'a> Checker<'a, '_> {
    /// Compares a value with its schema.
    pub(super) fn check(&mut self, declared: &'a Schema, value: &Value, spot: &Spot<'_>, evidence: &mut Evidence) {
        let Some(steps) = self.steps.checked_sub(1).filter(|_| spot.depth <= DEEPEST) else {
            self.is_cut = true;
            return;
        };
        self.steps = steps;
        let Some(known) = self.memory.resolve(declared) else { return };
        let (document, schema) = (self.memory.document, known.schema);
        let mut deeper = spot.clone();
        deeper.depth += 1;
        if let Value::Object(map) = value
            && !spot.around.is_seen
        {
            let whole = known.whole(document);
            check_names(&whole.shape, map, spot, evidence);
            let around = &spot.around.declared;
            deeper.around.declared =
                if around.is_empty() { Rc::clone(&whole.declared) } else { Rc::new(whole.shape.declared(around)) };
        }
        deeper.around.is_seen = true;
        for member in &schema.all_of {
            self.check(member, value, &deeper, evidence);
        }
        deeper.around.is_seen = false;
        for list in [&schema.one_of, &schema.any_of] {
            self.check_union(list, value, &deeper, evidence);
        }
        if !schema.values.is_empty() && !schema.values.contains(value) && is_scalar(value) {
            let fits = spot.lenient || kind_fits(schema.kind, value);
            evidence.findings.push(unlisted(spot, value, schema, document, fits));
            return;
        }
        match (schema.kind, value) {
            (Some(JsonType::Object), Value::Object(map)) => self.check_object(&known, map, spot, evidence),
            (Some(JsonType::Array), Value::Array(elements)) => self.check_array(schema, elements, spot, evidence),
            (Some(JsonType::String), Value::String(_)) if schema.values.is_empty() => {
                if formats::is_decided_by_examples(&schema.format) {
                    evidence.strings.push((Rc::clone(&spot.place), schema.format.clone(), value.clone()));
                }
            }
            (kind, value) if kind_fits(kind, value) || (spot.lenient && is_scalar(value)) => {}
            (_, Value::Null) if document.is_nullable(declared) => {}
            _ => evidence.findings.push(contradiction(spot, value, schema, document)),
        }
    }

    fn check_array(&mut self, schema: &'a Schema, elements: &[Value], spot: &Spot<'_>, evidence: &mut Evidence) {
        let Some(items) = &schema.items else { return };
        self.is_cut |= elements.len() > self.most_elements;
        for (index, element) in elements.iter().take(self.most_elements).enumerate() {
            if !element.is_null() || !self.memory.document.is_nullable(items) {
                self.check(items, element, &spot.part(Way::Element(&spot.way, index)), evidence);
            }
        }
    }

    /// Finds the alternative that fits, or else the alternative that fits best.
    fn check_union(&mut self, list: &'a [Schema], value: &Value, spot: &Spot<'_>, evidence: &mut Evidence) {
        let mut best: Option<(usize, usize, Evidence)> = None;
        // Properties that no fitting member declares.
        let mut lost_by_all: Option<BTreeSet<String>> = None;
        for member in list {
            let mut own = Evidence::default();
            let fits_null = value.is_null() && (member.is_null() || member.is_nullable());
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
                // A property that another alternative declares is kept all the same.
                if lost_by_all.len() < lost {
                    best.findings.clear();
                }
                evidence.strings.extend(best.strings);
            }
            None => best.findings.truncate(1),
        }
        evidence.findings.extend(best.findings);
    }

    fn check_object(&mut self, known: &Known<'a>, map: &Map<String, Value>, spot: &Spot<'_>, evidence: &mut Evidence) {
        let document = self.memory.document;
        for (name, value) in map {
            let mut inner = spot.part(Way::Property(&spot.way, name));
            inner.lenient = false;
            if let Some(part) = known.part(name) {
                let property = part.property;
                if value.is_null() && (!known.schema.required.contains(name) || document.is_nullable(property)) {
                    continue;
                }
                inner.place = Rc::clone(&part.place);
                inner.key = Rc::clone(&part.key);
                self.check(property, value, &inner, evidence);
            } else if let Some((schema, place)) = known.others() {
                inner.place = place;
                if !value.is_null() || !document.is_nullable(schema) {
                    self.check(schema, value, &inner, evidence);
                }
            }
        }
    }
}

/// Compares the names of an object's properties with those that its whole schema requires and declares.
fn check_names(shape: &Shape<'_>, map: &Map<String, Value>, spot: &Spot<'_>, evidence: &mut Evidence) {
    for missing in shape.missing(map, spot.direction) {
        let text = format!("the example lacks `{missing}`, which {} requires", shape.subject());
        evidence.findings.push(Finding { required: shape.required(missing), ..shape.finding(spot, missing, text) });
    }
    for (name, flaw) in shape.undeclared(map, &spot.around.declared) {
        let verb = if flaw == Flaw::Undeclared { "does not declare" } else { "does not allow" };
        let text = format!("the example has `{name}`, which {} {verb}", shape.subject());
        let pointer = format!("{}/{}", spot.pointer(), escape(name));
        evidence.findings.push(Finding { pointer, flaw, ..shape.finding(spot, name, text) });
    }
}

/// The pointers of undeclared values that are not part of another one.
fn lost(findings: &[Finding], value: &Value, spot: &Spot<'_>) -> BTreeSet<String> {
    let mut lost = BTreeSet::new();
    let mut open: Vec<(String, &Value)> = Vec::new();
    let own = spot.pointer();
    for finding in findings.iter().filter(|finding| finding.flaw == Flaw::Undeclared) {
        let part = finding.pointer.strip_prefix(&own).and_then(|rest| value.pointer(rest));
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

pub(super) fn kind_fits(kind: Option<JsonType>, value: &Value) -> bool {
    match kind {
        Some(JsonType::Object) => value.is_object(),
        Some(JsonType::Array) => value.is_array(),
        Some(JsonType::String) => value.is_string(),
        Some(JsonType::Integer) => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        Some(JsonType::Number) => value.is_number(),
        Some(JsonType::Boolean) => value.is_boolean(),
        _ => true,
    }
}
