//! The members of a union, as far as unnamed members are named after them.

use std::collections::BTreeMap;

use super::Document;
use super::view::{Located, View};
use crate::names::Words;
use crate::names::alternatives::{Property, Shape, kind, names};

/// The ends of the names of a union's members.
pub(crate) struct Alternatives(BTreeMap<usize, String>);

impl Alternatives {
    /// Looks at all members once.
    pub(crate) fn new(document: &Document, list: &[Located<'_>]) -> Self {
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

fn shape(document: &Document, member: &Located<'_>) -> Shape {
    let Some((_, _, view)) = document.resolve(member) else { return Shape::default() };
    let properties = view.properties.iter().map(|(name, property)| {
        let is_required = view.required.iter().any(|required| required == name);
        let mut found = Property { name: (*name).to_owned(), is_required, ..Property::default() };
        if let Some((_, _, view)) = document.resolve(property) {
            found.kind = kind_of(document, &view);
            if let [only] = view.values.as_slice() {
                found.only = only.as_str().map(str::to_owned);
            }
            let items = view.items.as_ref().and_then(|items| document.resolve(items)).map(|(_, _, view)| view);
            let inner = items.as_ref().unwrap_or(&view);
            found.inner = inner.properties.iter().map(|(name, _)| (*name).to_owned()).collect();
        }
        found
    });
    Shape { kind: kind_of(document, &view), is_listed: !view.values.is_empty(), properties: properties.collect() }
}

fn kind_of(document: &Document, view: &View<'_>) -> String {
    let items = view.items.as_ref().and_then(|items| document.resolve(items));
    kind(view.kind, items.and_then(|(_, _, view)| view.kind))
}
