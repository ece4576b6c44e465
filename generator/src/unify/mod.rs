//! Undoes the flattening: turns documents that repeat a schema in every place into one document that has each schema once.
//!
//! Takes documents and returns one that says the same of the same API. Every schema that can have a name (objects with
//! properties, enums, unions, compositions) is once among its components; all other places refer to it.
//!
//! 1. `merge` makes one document of many, the schemas aside.
//! 2. `graph` enters every schema of every place into one graph, in which references are edges.
//! 3. `canonical` finds out which nodes of the graph are the same schema.
//! 4. `components` gathers them under their titles, `homes` keeps apart what no title and no name holds together, and `names`
//!    names schemas without a title.
//! 5. `document` puts them into the document.

mod arena;
mod canonical;
mod components;
mod document;
mod graph;
mod homes;
mod merge;
mod names;
mod shapes;
mod slots;
mod surroundings;
mod wording;

use self::document::Rebuilt;
use self::slots::Slot;
use crate::diagnostic::{Diagnostic, Place, Places};
use crate::parallel;
use crate::parse::Document;
use crate::pointer::escape;

/// One input.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file, as diagnostics name it.
    pub file: String,
    /// Whether the document was made from a page, whose pointers start at its operation.
    pub page: bool,
    /// The document.
    pub document: Document,
}

/// What to do when two inputs hold the same operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// Report an error.
    Refuse,
    /// Keep the first, in the order of the files' names.
    KeepFirst,
}

/// The rebuilt document.
#[derive(Debug, Clone, Default)]
pub struct Unified {
    /// The document.
    pub document: Document,
    /// Where its parts come from.
    pub places: Places,
    /// How many schemas that can have a name the inputs hold, copies included.
    pub schemas_before: usize,
    /// How many of them the rebuilt document holds.
    pub schemas_after: usize,
}

/// Joins `sources` into one document that has each schema once.
///
/// The result does not depend on the order of `sources`. Contradictions between them are added to `diagnostics`; two inputs
/// for one operation are an error there unless `duplicates` says otherwise.
pub fn unify(mut sources: Vec<Source>, duplicates: Duplicates, diagnostics: &mut Vec<Diagnostic>) -> Unified {
    sources.sort_by(|left, right| left.file.cmp(&right.file));
    let mut document = merge::rest(&sources, diagnostics);
    document.is_flattened = sources.iter().any(|source| source.page);
    let mut operations = merge::operations(&mut sources, duplicates, diagnostics);
    let slots = operations.iter_mut().enumerate().flat_map(|(operation, merged)| {
        let slots = slots::slots(&mut merged.operation).into_iter();
        slots.map(move |(context, schema)| Slot { operation, context, schema: std::mem::take(schema) })
    });
    let slots: Vec<Slot> = slots.collect();
    let graph = graph::Graph::build(&sources, &operations, &slots);
    let classes = canonical::Classes::of(&graph);
    let components = components::Components::of(&graph, &classes);
    let names = names::assign(&graph, &components);
    let rebuilt = Rebuilt::of(&graph, &components, &names);
    let mut places = Places::default();
    for (name, copy, _) in &rebuilt.components {
        let pointer = format!("/components/schemas/{}", escape(name));
        places.insert(pointer, graph.place(*copy).unwrap_or_default());
    }
    for source in &sources {
        place_security_schemes(source, &mut places);
    }
    // Which takes as long as making them did.
    parallel::map(sources, drop);
    parallel::map(slots, drop);
    let schemas_after = rebuilt.components.len();
    for merge::Merged { is_webhook, operation, place, .. } in operations {
        places.insert(operation.pointer.clone(), place);
        if is_webhook { &mut document.webhooks } else { &mut document.operations }.push(operation);
    }
    rebuilt.put_into(&mut document);
    Unified { document, places, schemas_before: components.nameable, schemas_after }
}

/// Records the places of security schemes; of several inputs with one name, the first counts.
fn place_security_schemes(source: &Source, places: &mut Places) {
    let mut parent = Place::file(&source.file);
    if !source.page {
        parent = parent.child("components");
    }
    for name in source.document.security_schemes.keys() {
        let pointer = format!("/components/securitySchemes/{}", escape(name));
        if places.find(&pointer).file.is_empty() {
            places.insert(pointer, parent.child("securitySchemes").child(name));
        }
    }
}

#[cfg(test)]
#[allow(
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]
mod tests;
