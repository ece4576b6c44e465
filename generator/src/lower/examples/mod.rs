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

use openapiv3::{Example, ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;

use self::check::{Checker, Evidence};
use self::finding::{Finding, Flaw, Key};
use self::memory::Memory;
use self::spot::Spot;
use super::document::Document;
use super::document::view::{Additional, Located};
use super::formats::{FormatPlace, Formats};
use super::report::Report;
use crate::diagnostic::{Code, Diagnostic, Place};
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
    for (name, schema) in &document.schemas {
        let pointer = format!("/components/schemas/{}", escape(name));
        let place = FormatPlace::Pointer(pointer.clone());
        examiner.visit(&Located::new(schema, pointer), &place);
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
            for (parameter, pointer) in &object.parameters {
                let data = parameter.parameter_data_ref();
                let place = FormatPlace::Parameter { name: data.name.clone() };
                match &data.format {
                    ParameterSchemaOrContent::Schema(schema) => {
                        let located = Located::new(schema, format!("{pointer}/schema"));
                        self.visit(&located, &place);
                        self.examples(&located, &place, pointer, data.example.as_ref(), &data.examples, true);
                    }
                    ParameterSchemaOrContent::Content(content) => self.content(content, pointer),
                }
            }
            if let Some((body, pointer)) = &object.body {
                self.content(&body.content, pointer);
            }
            for (_, response, pointer) in &object.responses {
                self.content(&response.content, pointer);
            }
        }
    }

    fn content(&mut self, content: &'a indexmap::IndexMap<String, openapiv3::MediaType>, pointer: &str) {
        for (name, media_type) in content {
            let pointer = format!("{pointer}/content/{}", escape(name));
            let Some(schema) = &media_type.schema else { continue };
            let located = Located::new(schema, format!("{pointer}/schema"));
            let place = FormatPlace::Pointer(located.pointer.clone());
            self.visit(&located, &place);
            // Examples of other content are texts in its own syntax.
            if super::document::media::Media::of(name).is_json() {
                self.examples(&located, &place, &pointer, media_type.example.as_ref(), &media_type.examples, false);
            }
        }
    }

    fn examples(
        &mut self,
        located: &Located<'a>,
        place: &FormatPlace,
        pointer: &str,
        example: Option<&Value>,
        examples: &indexmap::IndexMap<String, ReferenceOr<Example>>,
        lenient: bool,
    ) {
        if let Some(example) = example {
            self.example(located, example, &format!("{pointer}/example"), place, lenient);
        }
        for (name, example) in examples {
            if let Some(value) = example.as_item().and_then(|example| example.value.as_ref()) {
                self.example(located, value, &format!("{pointer}/examples/{}/value", escape(name)), place, lenient);
            }
        }
    }

    /// Takes note of the formats and the examples within a schema.
    fn visit(&mut self, located: &Located<'a>, place: &FormatPlace) {
        let known = self.checker.memory.resolve(located);
        if let Some(view) = known.as_ref().map(|known| &known.view)
            && view.kind == Some("string")
            && view.values.is_empty()
            && !view.is_composed()
        {
            self.formats.declare(place, &view.format);
        }
        let Some(view) = located.view() else { return };
        if let Some(example) = &view.data.example {
            self.example(located, example, &format!("{}/example", located.pointer), place, false);
        }
        if let Some(default) = &view.data.default {
            // A default of another type is as often a slip as not, and nothing depends on it.
            let pointer = format!("{}/default", located.pointer);
            let spot = Spot::new(&pointer, place, false, None);
            let mut evidence = Evidence::default();
            self.checker.check(located, default, &spot, &mut evidence);
            self.observe(evidence.strings);
        }
        for (name, property) in &view.properties {
            self.visit(property, &FormatPlace::property(&property.pointer, name));
        }
        for inner in view.items.iter().chain(&view.all_of).chain(&view.one_of).chain(&view.any_of) {
            self.visit(inner, place);
        }
        if let Some(Additional::Schema(values)) = &view.additional {
            self.visit(values, &FormatPlace::Pointer(values.pointer.clone()));
        }
    }

    fn example(&mut self, located: &Located<'a>, value: &Value, pointer: &str, place: &FormatPlace, lenient: bool) {
        let spot = Spot::new(pointer, place, lenient, None);
        let mut evidence = Evidence::default();
        match parsed(self.document, located, value) {
            // The parts of a text have no pointers of their own.
            Some(parsed) => {
                self.checker.check(located, &parsed, &spot, &mut evidence);
                evidence.findings.clear();
            }
            None if value.is_null() => {}
            None => self.checker.check(located, value, &spot, &mut evidence),
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
fn parsed(document: &Document, located: &Located<'_>, value: &Value) -> Option<Value> {
    let text = value.as_str().filter(|text| text.trim_start().starts_with(['{', '[']))?;
    let is_text = document.resolve(located).is_some_and(|(_, _, view)| view.kind == Some("string"));
    serde_json::from_str(text).ok().filter(|_| !is_text)
}

/// Whether the configuration gives the property another type.
fn is_overridden(finding: &Finding, overrides: &[Override]) -> bool {
    let (schema, property) = &finding.key;
    overrides.iter().any(|rule| rule.covers(schema, property))
}
