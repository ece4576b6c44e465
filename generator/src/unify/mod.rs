//! Undoes the flattening: turns documents that repeat a schema in every place into one document that has each schema once.
//!
//! Takes valid OpenAPI 3.0 JSON and returns the same API. Every schema that can have a name (objects with
//! properties, enums, unions, compositions) is once in `components.schemas`; all other places refer to it.
//!
//! 1. `merge` makes one document of many, the schemas aside.
//! 2. `graph` enters every schema of every place into one graph, in which `$ref`s and cycle markers are edges.
//! 3. `canonical` finds out which nodes of the graph are the same schema.
//! 4. `components` gathers them under their titles, `homes` keeps apart what no title and no name holds together, and `names`
//!    names schemas without a title.
//! 5. `rebuild` prints the document.

mod canonical;
mod components;
mod graph;
mod homes;
mod merge;
mod names;
mod rebuild;
mod shapes;
mod slots;
mod wording;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Places};
use crate::marks::{IMPLIED_TAGS, NAME_ORIGIN};
use crate::methods::QUERY;
use crate::parallel;

/// One input: a valid OpenAPI 3.0 document.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file, as diagnostics name it.
    pub file: String,
    /// Whether the document was made from a page, whose pointers start at its operation.
    pub page: bool,
    /// The document.
    pub document: Value,
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
    /// An OpenAPI 3.0 document.
    pub document: Value,
    /// Where its parts come from.
    pub places: Places,
    /// Whether a part of it comes from a page, which repeats in each place what was one schema.
    pub is_flattened: bool,
    /// How many schemas that can have a name the inputs hold, copies included.
    pub schemas_before: usize,
    /// How many of them the rebuilt document holds.
    pub schemas_after: usize,
}

/// Joins `sources` into one document that has each schema once.
///
/// The result does not depend on the order of `sources`. Contradictions between them, and cycle markers that resolve
/// to nothing, are added to `diagnostics`; two inputs for one operation are an error there unless `duplicates` says
/// otherwise.
pub fn unify(mut sources: Vec<Source>, duplicates: Duplicates, diagnostics: &mut Vec<Diagnostic>) -> Unified {
    sources.sort_by(|left, right| left.file.cmp(&right.file));
    let merged = merge::merge(&sources, duplicates, diagnostics);
    let graph = graph::Graph::build(&sources, &merged.operations, diagnostics);
    let classes = canonical::Classes::of(&graph);
    let components = components::Components::of(&graph, &classes);
    let names = names::assign(&graph, &components);
    let mut unified = rebuild::rebuild(&sources, &merged, &graph, &components, &names);
    unified.is_flattened = sources.iter().any(|source| source.page);
    // Which takes as long as making them did.
    parallel::map(sources, drop);
    unified
}

/// Removes the notes for the next stage from a rebuilt document: where the names of its components come from, and the
/// tags that the names of a union's members imply.
pub fn publish(document: &mut Value) {
    let schemas = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for schema in schemas.into_iter().flat_map(|schemas| schemas.values_mut()).filter_map(Value::as_object_mut) {
        schema.shift_remove(NAME_ORIGIN);
    }
    // The document is OpenAPI 3.0, which doesn't have this method.
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(|paths| paths.values_mut()).filter_map(Value::as_object_mut) {
        if let Some(operation) = item.shift_remove(QUERY) {
            item.insert(format!("x-{QUERY}"), operation);
        }
    }
    // Nor does it have these.
    if let Some(document) = document.as_object_mut()
        && let Some(webhooks) = document.shift_remove("webhooks")
    {
        document.insert("x-webhooks".to_owned(), webhooks);
    }
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(list) => open.extend(list),
            Value::Object(map) => {
                map.shift_remove(IMPLIED_TAGS);
                open.extend(map.values_mut());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::needless_pass_by_value, clippy::panic, reason = "a test fails by panicking")]
mod tests;
