//! Remembers the schemas that values were compared with, because many examples have the same schemas.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use super::finding::Key;
use super::shape::Shape;
use crate::lower::formats::FormatPlace;
use crate::lower::schemas::component_of;
use crate::parse::{Additional, Document, Schema};

/// The schemas met so far.
pub(super) struct Memory<'a> {
    pub(super) document: &'a Document,
    /// The target of each schema or reference, by its address in memory.
    known: HashMap<usize, Option<Rc<Known<'a>>>>,
}

/// A schema that says what a value looks like, with what was made of it.
pub(super) struct Known<'a> {
    pub(super) schema: &'a Schema,
    whole: OnceCell<Whole<'a>>,
    parts: OnceCell<HashMap<&'a str, Part<'a>>>,
    others: OnceCell<Rc<FormatPlace>>,
}

/// A schema with the members of its `allOf`.
pub(super) struct Whole<'a> {
    pub(super) shape: Shape<'a>,
    /// The properties that it declares.
    pub(super) declared: Rc<BTreeSet<String>>,
}

/// A property of a schema.
pub(super) struct Part<'a> {
    pub(super) property: &'a Schema,
    pub(super) place: Rc<FormatPlace>,
    pub(super) key: Rc<Key>,
}

impl<'a> Memory<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        Self { document, known: HashMap::new() }
    }

    /// What `schema` leads to, as [`Document::resolve`] finds it.
    pub(super) fn resolve(&mut self, schema: &'a Schema) -> Option<Rc<Known<'a>>> {
        let address = address(schema);
        if let Some(known) = self.known.get(&address) {
            return known.clone();
        }
        let known = self.document.resolve(schema).map(|target| {
            let own = self::address(target);
            let before = self.known.get(&own).filter(|_| own != address).cloned().flatten();
            let known = before.unwrap_or_else(|| {
                Rc::new(Known {
                    schema: target,
                    whole: OnceCell::new(),
                    parts: OnceCell::new(),
                    others: OnceCell::new(),
                })
            });
            self.known.insert(own, Some(Rc::clone(&known)));
            known
        });
        self.known.insert(address, known.clone());
        known
    }
}

/// Tells schemas and references apart: each has one place in the document.
fn address(schema: &Schema) -> usize {
    std::ptr::from_ref(schema).addr()
}

impl<'a> Known<'a> {
    /// The schema together with the members of its `allOf`.
    pub(super) fn whole(&self, document: &'a Document) -> &Whole<'a> {
        self.whole.get_or_init(|| {
            let shape = Shape::of(document, self.schema);
            let declared = Rc::new(shape.declared(&BTreeSet::new()));
            Whole { shape, declared }
        })
    }

    /// The property named `name`.
    pub(super) fn part(&self, name: &str) -> Option<&Part<'a>> {
        let parts = self.parts.get_or_init(|| {
            let parts = self.schema.properties.iter().map(|(name, property)| {
                let place = Rc::new(FormatPlace::property(property.pointer(), name));
                let key = Rc::new(match component_of(property.pointer()) {
                    Some(component) => (component, name.clone()),
                    None => (property.pointer().to_owned(), String::new()),
                });
                (name.as_str(), Part { property, place, key })
            });
            parts.collect()
        });
        parts.get(name)
    }

    /// The schema of undeclared properties, if there is one, and its place.
    pub(super) fn others(&self) -> Option<(&'a Schema, Rc<FormatPlace>)> {
        let Some(Additional::Schema(schema)) = &self.schema.additional else { return None };
        let place = self.others.get_or_init(|| Rc::new(FormatPlace::Pointer(schema.pointer().to_owned())));
        Some((schema, Rc::clone(place)))
    }
}
