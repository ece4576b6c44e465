//! Examples: what they show of formats, and where they contradict their schemas.

mod bodies;
mod check;
mod finding;
mod memory;
mod shape;
mod spot;

use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;

use serde_json::Value;

use self::check::{Checker, Evidence};
use self::finding::{Finding, Flaw, Key};
use self::memory::Memory;
use self::spot::Spot;
use super::document::media::Media;
use super::formats::{FormatPlace, Formats};
use super::report::Report;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::parse::{Additional, Document, Examples, JsonType, MediaType, Parameter, ParameterValue, Schema};
use crate::pointer::escape;
use crate::rules::{Override, Rules};

pub(crate) use self::bodies::{Collector, name_examples};

/// How many values are looked at in all: alternatives within alternatives multiply. Tests reach it, so theirs is smaller.
const MOST_STEPS: usize = if cfg!(test) { 200_000 } else { 4_000_000 };

/// How many elements of an array are looked at.
const MOST_ELEMENTS: usize = 50;

struct Examiner<'a, 'o, 'm> {
    document: &'a Document,
    checker: Checker<'a, 'm>,
    overrides: &'o [Override],
    formats: Formats,
    findings: Vec<Finding>,
}

/// Reads all examples of a document, reports those that contradict their schemas, and returns what the rest show.
pub(crate) fn examine(document: &Document, rules: &Rules, report: &mut Report<'_>) -> Formats {
    let (overrides, formats) = (rules.overrides.as_slice(), Formats::new(&rules.formats));
    let mut memory = Memory::new(document);
    let checker = Checker { memory: &mut memory, steps: MOST_STEPS, most_elements: MOST_ELEMENTS, is_cut: false };
    let mut examiner = Examiner { document, checker, overrides, formats, findings: Vec::new() };
    for schema in document.schemas.values() {
        let place = FormatPlace::Pointer(schema.pointer().to_owned());
        examiner.visit(schema, &place);
    }
    examiner.operations();
    let mut seen = BTreeSet::new();
    for finding in examiner.findings {
        if !seen.insert((finding.flaw, finding.key.clone())) {
            continue;
        }
        let place = report.place(&finding.pointer);
        report.push(match finding.flaw {
            Flaw::Unlisted => Diagnostic::note(Code::ExampleUnlistedValue, place, finding.message),
            Flaw::Undeclared => Diagnostic::note(Code::ExampleUndeclaredProperty, place, finding.message),
            Flaw::Contradicts => {
                let required = finding.required.map(|(pointer, others)| (report.place(&pointer), others));
                Diagnostic::warning(Code::ExampleContradictsSchema, place, finding.message).help(match required {
                    Some((place, others)) => patch(&place, &others),
                    None => help(&finding.key),
                })
            }
        });
    }
    examiner.formats
}

/// The rule that makes a property optional: without it, `required` at `place` names the `others`.
fn patch(place: &Place, others: &[String]) -> String {
    let value = if others.is_empty() { "remove = true".to_owned() } else { format!("value = {others:?}") };
    let is_page = Path::new(&place.file).extension().is_some_and(|extension| extension == "mdx");
    let again = if is_page { ", on each page that repeats the schema" } else { "" };
    format!(
        "where the example is right, the property is optional: take it out of `required` by a `[[patch]]` with \
         `file = {:?}`, `pointer = {:?}`, `{value}` and a `reason`{again}",
        place.file, place.pointer
    )
}

fn help((schema, property): &Key) -> String {
    if property.is_empty() {
        return "correct the example or the schema".to_owned();
    }
    format!(
        "where the example is right, set the field's type in the configuration: an override with \
         `field = \"{schema}.{property}\"`, `type = \"any\"` and a `reason`"
    )
}

impl<'a> Examiner<'a, '_, '_> {
    fn operations(&mut self) {
        for object in &self.document.operations {
            for Parameter { name, value, examples, pointer, .. } in &object.parameters {
                let place = FormatPlace::Parameter { name: name.clone() };
                if let ParameterValue::Schema(schema) = value {
                    self.visit(schema, &place);
                    self.examples(schema, &place, pointer, examples, true);
                } else if let Some((name, media_type)) = value.only_content() {
                    self.media_type(name, media_type, pointer);
                }
            }
            for (name, media_type) in object.body.iter().flat_map(|body| &body.content) {
                self.media_type(name, media_type, object.body.as_ref().map_or("", |body| &body.pointer));
            }
            for (_, response) in &object.responses {
                for (name, media_type) in &response.content {
                    self.media_type(name, media_type, &response.pointer);
                }
            }
        }
    }

    /// What the media type `name` of the object at `pointer` shows.
    fn media_type(&mut self, name: &str, media_type: &'a MediaType, pointer: &str) {
        let Some(schema) = &media_type.schema else { return };
        let place = FormatPlace::Pointer(schema.pointer().to_owned());
        self.visit(schema, &place);
        // Examples of other content are texts in its own syntax.
        if Media::of(name).is_json() {
            let pointer = format!("{pointer}/content/{}", escape(name));
            self.examples(schema, &place, &pointer, &media_type.examples, false);
        }
    }

    fn examples(&mut self, schema: &'a Schema, place: &FormatPlace, pointer: &str, examples: &Examples, lenient: bool) {
        for (_, value, pointer) in examples.located(pointer) {
            self.example(schema, value, &pointer, place, lenient);
        }
    }

    /// Takes note of the formats and the examples within a schema.
    fn visit(&mut self, schema: &'a Schema, place: &FormatPlace) {
        let known = self.checker.memory.resolve(schema);
        if let Some(schema) = known.as_ref().map(|known| known.schema)
            && schema.kind == Some(JsonType::String)
            && schema.values.is_empty()
            && !schema.is_composed()
        {
            self.formats.declare(place, &schema.format);
        }
        if let Some(example) = &schema.example {
            self.example(schema, example, &format!("{}/example", schema.pointer()), place, false);
        }
        if let Some(default) = &schema.default {
            // A default of another type is as often a slip as not, and nothing depends on it.
            let pointer = format!("{}/default", schema.pointer());
            let spot = Spot::new(&pointer, place, false, None);
            let mut evidence = Evidence::default();
            self.checker.check(schema, default, &spot, &mut evidence);
            self.observe(evidence.strings);
        }
        for (name, property) in &schema.properties {
            self.visit(property, &FormatPlace::property(property.pointer(), name));
        }
        for inner in schema.items.as_deref().into_iter().chain(schema.members()) {
            self.visit(inner, place);
        }
        if let Some(Additional::Schema(values)) = &schema.additional {
            self.visit(values, &FormatPlace::Pointer(values.pointer().to_owned()));
        }
    }

    fn example(&mut self, schema: &'a Schema, value: &Value, pointer: &str, place: &FormatPlace, lenient: bool) {
        let spot = Spot::new(pointer, place, lenient, None);
        let mut evidence = Evidence::default();
        match parsed(self.document, schema, value) {
            // The parts of a text have no pointers of their own.
            Some(parsed) => {
                self.checker.check(schema, &parsed, &spot, &mut evidence);
                evidence.findings.clear();
            }
            None if value.is_null() => {}
            None => self.checker.check(schema, value, &spot, &mut evidence),
        }
        self.observe(evidence.strings);
        self.findings.extend(evidence.findings.into_iter().filter(|finding| !is_overridden(finding, self.overrides)));
    }

    fn observe(&mut self, strings: Vec<(Rc<FormatPlace>, String, Value)>) {
        for (place, format, value) in strings {
            self.formats.observe(&place, &format, &value);
        }
    }
}

/// The value that an example is the JSON text of: objects are often given so.
fn parsed(document: &Document, schema: &Schema, value: &Value) -> Option<Value> {
    let text = value.as_str().filter(|text| text.trim_start().starts_with(['{', '[']))?;
    let is_text = document.resolve(schema).is_some_and(|schema| schema.kind == Some(JsonType::String));
    serde_json::from_str(text).ok().filter(|_| !is_text)
}

/// Whether the configuration gives the property another type.
fn is_overridden(finding: &Finding, overrides: &[Override]) -> bool {
    let (schema, property) = &finding.key;
    overrides.iter().any(|rule| rule.covers(schema, property))
}
