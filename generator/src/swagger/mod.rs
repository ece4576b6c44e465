//! Turns Swagger 2.0 into OpenAPI 3.0.
//!
//! This step is between *patch* and *repair*: patches name places of the document as it was written, and *repair* finds
//! problems that both versions can have. So a value of an unexpected form is moved unchanged. If OpenAPI 3.0 has no
//! equivalent, that is a diagnostic of this step.

mod bodies;
mod collection_format;
mod fields;
mod media_types;
mod moves;
mod operations;
mod parameters;
mod references;
mod responses;
mod schemas;
mod security;
mod servers;
mod subtypes;

#[cfg(test)]
mod tests;

use serde_json::{Map, Value, json};

use self::moves::{Moves, Spot};
use crate::diagnostic::{Code, Diagnostic, Place, Places};

/// A document that has been converted.
#[derive(Debug)]
pub(crate) struct Converted {
    /// The document as OpenAPI 3.0.
    pub(crate) document: Value,
    /// The places of its parts in the Swagger document.
    pub(crate) origins: Places,
    /// What OpenAPI 3.0 can't say of it. Their places are those of the Swagger document.
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Converts a document for which [`is_swagger`](crate::read::is_swagger) holds.
pub(crate) fn convert(file: &str, root: &Value) -> Converted {
    let mut converter = Converter { file, root, moves: Moves::default(), diagnostics: Vec::new() };
    let document = converter.document();
    let Converter { moves, mut diagnostics, .. } = converter;
    diagnostics.sort_by(|one, other| one.place.cmp(&other.place));
    diagnostics.dedup();
    let mut document = Value::Object(document);
    references::rewrite(&mut document, &moves);
    Converted { document, origins: moves.origins(file), diagnostics }
}

/// The keys of the top that OpenAPI has elsewhere.
const MOVED: [&str; 10] = [
    "swagger",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
];

/// Converts an entry of one of the top-level sections.
type Convert<C> = fn(&mut C, &Value, &Spot) -> Value;

/// One run over one document.
struct Converter<'a> {
    file: &'a str,
    /// The document as it came, which references are followed in.
    root: &'a Value,
    moves: Moves,
    diagnostics: Vec<Diagnostic>,
}

impl Converter<'_> {
    fn document(&mut self) -> Map<String, Value> {
        let mut document = Map::new();
        document.insert("openapi".to_owned(), json!("3.0.3"));
        let Some(root) = self.root.as_object() else { return document };
        for (key, value) in root {
            if MOVED.contains(&key.as_str()) || key == "components" {
                continue;
            }
            let value = if key == "paths" { self.paths(value) } else { value.clone() };
            document.insert(key.clone(), value);
        }
        self.servers(root, &mut document);
        let components = self.components(root);
        if !components.is_empty() {
            document.insert("components".to_owned(), Value::Object(components));
        }
        document
    }

    fn components(&mut self, root: &Map<String, Value>) -> Map<String, Value> {
        // The document mixes the versions.
        let mut components = root.get("components").and_then(Value::as_object).cloned().unwrap_or_default();
        let sections: [(&str, &str, Convert<Self>); 4] = [
            ("definitions", "schemas", |_, value, _| schemas::converted(value)),
            ("responses", "responses", |converter, value, spot| {
                let produces = media_types::produces(converter.root, None);
                converter.response(value, spot, &produces)
            }),
            ("parameters", "parameters", Self::shared_parameter),
            ("securityDefinitions", "securitySchemes", |converter, value, spot| {
                security::scheme(value, spot, &mut converter.moves)
            }),
        ];
        for (key, section, convert) in sections {
            let Some(value) = root.get(key) else { continue };
            let spot = Spot::new(&format!("/{key}"), &format!("/components/{section}"));
            self.moves.add(&spot);
            let Some(values) = value.as_object() else {
                // For *repair* to report.
                components.entry(section).or_insert_with(|| value.clone());
                continue;
            };
            let converted: Vec<(String, Value)> =
                values.iter().map(|(name, value)| (name.clone(), convert(self, value, &spot.child(name)))).collect();
            let section = components.entry(section).or_insert_with(|| json!({}));
            if let Some(section) = section.as_object_mut() {
                section.extend(converted);
            }
        }
        let schemas = components.get_mut("schemas").and_then(Value::as_object_mut);
        schemas.into_iter().for_each(subtypes::name);
        components
    }

    /// Reports what loses nothing, or what was assumed.
    fn note(&mut self, code: Code, pointer: &str, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::note(code, self.place(pointer), message));
    }

    /// Reports what is generated differently from the document.
    fn warning(&mut self, code: Code, pointer: &str, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic::warning(code, self.place(pointer), message));
    }

    fn place(&self, pointer: &str) -> Place {
        Place { file: self.file.to_owned(), pointer: pointer.to_owned() }
    }
}
