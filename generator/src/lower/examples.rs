//! Examples: what they show of formats, and where they contradict their schemas.

use std::collections::BTreeSet;

use openapiv3::{Example, ParameterSchemaOrContent, ReferenceOr};
use serde_json::Value;

use super::document::Document;
use super::formats::{FormatPlace, Formats};
use super::report::Report;
use super::sanitize::escape;
use super::schemas::component_of;
use super::view::{Additional, Located, View};
use crate::diagnostic::Diagnostic;
use crate::rules::{Override, Rules};

/// How many values are looked at in all: alternatives within alternatives multiply. Tests reach it, so theirs is smaller.
const MOST_STEPS: usize = if cfg!(test) { 200_000 } else { 4_000_000 };

/// How deep a value is followed.
const DEEPEST: usize = 64;

/// How many elements of an array are looked at.
const MOST_ELEMENTS: usize = 50;

/// A property of a component, or a pointer where there is none.
type Key = (String, String);

/// A value that its schema does not allow.
#[derive(Debug, Clone)]
struct Finding {
    key: Key,
    pointer: String,
    message: String,
    /// Whether it is no more than a value that an open enum does not list.
    unlisted: bool,
}

/// What one value shows.
#[derive(Debug, Default)]
struct Evidence {
    findings: Vec<Finding>,
    strings: Vec<(FormatPlace, String, Value)>,
}

struct Examiner<'a, 'o> {
    document: &'a Document,
    overrides: &'o [Override],
    formats: Formats,
    steps: usize,
    findings: Vec<Finding>,
}

/// Where a value stands.
#[derive(Clone)]
struct Spot {
    /// The value's own pointer.
    pointer: String,
    place: FormatPlace,
    key: Key,
    depth: usize,
    /// Whether a string can stand for any scalar: in a parameter.
    lenient: bool,
}

/// Reads all examples of a document, reports those that contradict their schemas, and returns what the rest show.
pub(crate) fn examine(document: &Document, rules: &Rules, report: &mut Report<'_>) -> Formats {
    let (overrides, formats) = (rules.overrides.as_slice(), Formats::new(&rules.formats));
    let mut examiner = Examiner { document, overrides, formats, steps: 0, findings: Vec::new() };
    for (name, schema) in &document.schemas {
        let pointer = format!("/components/schemas/{}", escape(name));
        let place = FormatPlace::Pointer(pointer.clone());
        examiner.visit(&Located::new(schema, pointer), &place);
    }
    examiner.operations();
    let mut seen = BTreeSet::new();
    for finding in examiner.findings {
        if !seen.insert((finding.unlisted, finding.key.clone())) {
            continue;
        }
        let place = report.place(&finding.pointer);
        report.push(if finding.unlisted {
            Diagnostic::note("example-unlisted-value", place, finding.message)
        } else {
            Diagnostic::warning("example-contradicts-schema", place, finding.message).help(help(&finding.key))
        });
    }
    examiner.formats
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

impl<'a> Examiner<'a, '_> {
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
            if super::media::Media::of(name).is_json() {
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
            self.example(located, example, format!("{pointer}/example"), place, lenient);
        }
        for (name, example) in examples {
            if let Some(value) = example.as_item().and_then(|example| example.value.as_ref()) {
                self.example(located, value, format!("{pointer}/examples/{}/value", escape(name)), place, lenient);
            }
        }
    }

    /// Takes note of the formats and the examples within a schema.
    fn visit(&mut self, located: &Located<'a>, place: &FormatPlace) {
        if let Some((_, _, view)) = self.document.resolve(located)
            && view.kind == Some("string")
            && view.values.is_empty()
            && !view.is_composed()
        {
            self.formats.declare(place, &view.format);
        }
        let Some(view) = located.view() else { return };
        if let Some(example) = &view.data.example {
            self.example(located, example, format!("{}/example", located.pointer), place, false);
        }
        if let Some(default) = &view.data.default {
            // A default of another type is as often a slip as not, and nothing depends on it.
            let spot = spot(format!("{}/default", located.pointer), place, false);
            let mut evidence = Evidence::default();
            self.check(located, default, &spot, &mut evidence);
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

    fn example(&mut self, located: &Located<'a>, value: &Value, pointer: String, place: &FormatPlace, lenient: bool) {
        // Objects are often given as their JSON text.
        let parsed = value
            .as_str()
            .filter(|text| text.trim_start().starts_with(['{', '[']))
            .and_then(|text| serde_json::from_str::<Value>(text).ok().filter(|_| !self.is_text(located)));
        let spot = spot(pointer, place, lenient);
        let mut evidence = Evidence::default();
        match &parsed {
            // The parts of a text have no pointers of their own.
            Some(parsed) => {
                self.check(located, parsed, &spot, &mut evidence);
                evidence.findings.clear();
            }
            None if value.is_null() => {}
            None => self.check(located, value, &spot, &mut evidence),
        }
        self.observe(evidence.strings);
        let overrides = self.overrides;
        evidence.findings.retain(|finding| {
            let (schema, property) = &finding.key;
            !overrides.iter().any(|rule| rule.covers(schema, property))
        });
        self.findings.extend(evidence.findings);
    }

    fn is_text(&self, located: &Located<'a>) -> bool {
        self.document.resolve(located).is_some_and(|(_, _, view)| view.kind == Some("string"))
    }

    fn observe(&mut self, strings: Vec<(FormatPlace, String, Value)>) {
        for (place, format, value) in strings {
            self.formats.observe(&place, &format, &value);
        }
    }

    /// Compares a value with its schema.
    fn check(&mut self, located: &Located<'a>, value: &Value, spot: &Spot, evidence: &mut Evidence) {
        self.steps += 1;
        if self.steps > MOST_STEPS || spot.depth > DEEPEST {
            return;
        }
        let Some((_, _, view)) = self.document.resolve(located) else { return };
        let mut deeper = spot.clone();
        deeper.depth += 1;
        for member in &view.all_of {
            self.check(member, value, &deeper, evidence);
        }
        for list in [&view.one_of, &view.any_of] {
            self.check_union(list, value, &deeper, evidence);
        }
        if !view.values.is_empty() && !view.values.contains(value) && is_scalar(value) {
            let fits = spot.lenient || kind_fits(view.kind, value);
            evidence.findings.push(finding(spot, value, &view, self.document, fits));
            return;
        }
        match (view.kind, value) {
            (Some("object"), Value::Object(map)) => self.check_object(&view, map, spot, evidence),
            (Some("array"), Value::Array(elements)) => {
                let Some(items) = &view.items else { return };
                for (index, element) in elements.iter().take(MOST_ELEMENTS).enumerate() {
                    let mut spot = deeper.clone();
                    spot.pointer = format!("{}/{index}", spot.pointer);
                    if !element.is_null() || !self.document.is_nullable(items) {
                        self.check(items, element, &spot, evidence);
                    }
                }
            }
            (Some("string"), Value::String(_)) if view.values.is_empty() => {
                evidence.strings.push((spot.place.clone(), view.format.clone(), value.clone()));
            }
            (kind, value) if kind_fits(kind, value) || (spot.lenient && is_scalar(value)) => {}
            (_, Value::Null) if self.document.is_nullable(located) => {}
            _ => evidence.findings.push(finding(spot, value, &view, self.document, false)),
        }
    }

    fn check_union(&mut self, list: &[Located<'a>], value: &Value, spot: &Spot, evidence: &mut Evidence) {
        let mut best: Option<Evidence> = None;
        for member in list {
            let mut own = Evidence::default();
            let fits_null = value.is_null() && member.view().is_some_and(|view| view.is_null() || view.is_nullable());
            if !fits_null {
                self.check(member, value, spot, &mut own);
            }
            if own.findings.iter().all(|finding| finding.unlisted) {
                evidence.strings.extend(own.strings);
                return;
            }
            let fewer = best.as_ref().is_none_or(|best| own.findings.len() < best.findings.len());
            best = if fewer { Some(own) } else { best };
        }
        if let Some(mut best) = best {
            best.findings.truncate(1);
            evidence.findings.extend(best.findings);
        }
    }

    fn check_object(
        &mut self,
        view: &View<'a>,
        map: &serde_json::Map<String, Value>,
        spot: &Spot,
        evidence: &mut Evidence,
    ) {
        for (name, value) in map {
            let mut inner = spot.clone();
            inner.depth += 1;
            inner.lenient = false;
            inner.pointer = format!("{}/{}", spot.pointer, escape(name));
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
                if !value.is_null() {
                    self.check(schema, value, &inner, evidence);
                }
            }
        }
    }
}

fn spot(pointer: String, place: &FormatPlace, lenient: bool) -> Spot {
    let key = match place {
        FormatPlace::Property { owner, name } => match component_of(&format!("{owner}/")) {
            Some(component) => (component, name.clone()),
            None => (pointer.clone(), String::new()),
        },
        _ => (pointer.clone(), String::new()),
    };
    Spot { pointer, place: place.clone(), key, depth: 0, lenient }
}

fn finding(spot: &Spot, value: &Value, view: &View<'_>, document: &Document, unlisted: bool) -> Finding {
    let (schema, property) = &spot.key;
    let subject = if property.is_empty() { "its schema".to_owned() } else { format!("`{schema}.{property}`") };
    let message = if unlisted {
        format!("the example {value} is not among the values that {subject} lists")
    } else {
        format!("the example has {} where {subject} is {}", found(value), expected(view, document))
    };
    Finding { key: spot.key.clone(), pointer: spot.pointer.clone(), message, unlisted }
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a number with a fraction",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn expected(view: &View<'_>, document: &Document) -> String {
    let name = |kind: Option<&str>| match kind {
        Some("object") => "objects",
        Some("array") => "arrays",
        Some("string") => "strings",
        Some("integer") => "integers",
        Some("number") => "numbers",
        Some("boolean") => "booleans",
        _ => "values",
    };
    match view.kind {
        Some("object") => "an object".to_owned(),
        Some("integer") => "an integer".to_owned(),
        Some("array") => {
            let items = view.items.as_ref().and_then(|items| document.resolve(items));
            format!("an array of {}", name(items.and_then(|(_, _, view)| view.kind)))
        }
        Some(kind) => format!("a {kind}"),
        None => "something else".to_owned(),
    }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

fn kind_fits(kind: Option<&str>, value: &Value) -> bool {
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
