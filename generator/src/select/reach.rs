//! Which schemas the operations of a document reach.

use std::collections::{BTreeMap, BTreeSet};

use crate::parse::{Document, Node, Schema};

/// The names of the schemas that no operation has a use for.
pub(super) fn unreached(document: &Document) -> BTreeSet<String> {
    let extensions = extensions(document);
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut waiting = Vec::new();
    for operation in document.operations.iter().chain(&document.webhooks) {
        operation.visit(&mut |node| {
            if let Node::Schema(schema) = node {
                references(document, schema, &mut waiting);
            }
        });
    }
    while let Some((name, schema)) = waiting.pop() {
        if !reached.insert(name) {
            continue;
        }
        references(document, schema, &mut waiting);
        // Extensions may refer to the schema with the discriminator, and not the reverse.
        if has_discriminator(document, schema) {
            waiting.extend(extensions.get(name).into_iter().flatten());
        }
    }
    document.schemas.keys().filter(|name| !reached.contains(name.as_str())).cloned().collect()
}

/// How many bases of one schema are looked at, those of its bases included.
const MOST_BASES: usize = 64;

/// Whether a schema, or one that it extends, has a discriminator.
fn has_discriminator(document: &Document, schema: &Schema) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        if schema.discriminator.is_some() {
            return true;
        }
        for base in &schema.all_of {
            match document.target(base) {
                Some((name, base)) if seen.len() < MOST_BASES && seen.insert(name) => waiting.push(base),
                Some(_) => {}
                None => waiting.push(base),
            }
        }
    }
    false
}

/// The schemas that have each schema among their `allOf`.
fn extensions(document: &Document) -> BTreeMap<&str, Vec<(&str, &Schema)>> {
    let mut extensions: BTreeMap<&str, Vec<(&str, &Schema)>> = BTreeMap::new();
    for (name, schema) in &document.schemas {
        for (base, _) in schema.all_of.iter().filter_map(|base| document.target(base)) {
            extensions.entry(base).or_default().push((name, schema));
        }
    }
    extensions
}

/// The components that `schema` refers to, by `$ref` or by a discriminator's mapping.
fn references<'d>(document: &'d Document, schema: &'d Schema, found: &mut Vec<(&'d str, &'d Schema)>) {
    found.extend(document.target(schema));
    let targets = schema
        .discriminator
        .iter()
        .flat_map(|discriminator| discriminator.mapping.iter().map(|(_, target)| target).chain(&discriminator.default));
    found.extend(targets.filter_map(|target| document.mapped(target)));
    schema.children().for_each(|child| references(document, child, found));
}
