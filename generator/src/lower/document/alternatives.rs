//! The members of a union, as far as unnamed members are named after them.

use std::collections::BTreeMap;

use crate::names::Words;
use crate::names::alternatives::{Property, Shape, kind, names};
use crate::parse::{Document, JsonType, Schema};

/// The ends of the names of a union's members.
pub(crate) struct Alternatives(BTreeMap<usize, String>);

impl Alternatives {
    /// Looks at all members once.
    pub(crate) fn new(document: &Document, list: &[Schema]) -> Self {
        // Null is not a variant.
        let (indexes, shapes): (Vec<usize>, Vec<Shape>) = list
            .iter()
            .enumerate()
            .filter(|(_, member)| !member.is_null())
            .map(|(index, member)| (index, shape(document, member)))
            .unzip();
        Self(indexes.into_iter().zip(names(&shapes)).filter_map(|(index, name)| Some((index, name?))).collect())
    }

    /// What tells the member at `index` from the others, or else its number.
    pub(crate) fn words(&self, index: usize) -> Words {
        let name = self.0.get(&index).map(|name| Words::of(name)).filter(|words| !words.is_empty());
        name.unwrap_or_else(|| Words::of(&format!("variant {}", index + 1)))
    }
}

fn shape(document: &Document, member: &Schema) -> Shape {
    let Some(schema) = document.resolve(member) else { return Shape::default() };
    let properties = schema.properties.iter().map(|(name, property)| {
        let is_required = schema.required.contains(name);
        let mut found = Property { name: name.clone(), is_required, ..Property::default() };
        if let Some(schema) = document.resolve(property) {
            found.kind = kind_of(document, schema);
            if let [only] = schema.values.as_slice() {
                found.only = only.as_str().map(str::to_owned);
            }
            let items = schema.items.as_ref().and_then(|items| document.resolve(items));
            found.inner = items.unwrap_or(schema).properties.keys().cloned().collect();
        }
        found
    });
    Shape { kind: kind_of(document, schema), is_listed: !schema.values.is_empty(), properties: properties.collect() }
}

fn kind_of(document: &Document, schema: &Schema) -> String {
    let items = schema.items.as_ref().and_then(|items| document.resolve(items));
    kind(schema.kind.map(JsonType::as_str), items.and_then(|items| items.kind).map(JsonType::as_str))
}
