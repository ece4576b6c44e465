//! The place of a value.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::finding::Key;
use crate::lower::drafts::usage::Direction;
use crate::lower::formats::FormatPlace;
use crate::lower::schemas::component_of;
use crate::pointer::escape;

/// The place of a value.
#[derive(Clone)]
pub(super) struct Spot<'s> {
    /// The value's own pointer.
    pub(super) way: Way<'s>,
    pub(super) place: Rc<FormatPlace>,
    pub(super) key: Rc<Key>,
    pub(super) depth: usize,
    /// Whether a string can stand for any scalar: in a parameter.
    pub(super) lenient: bool,
    /// The way that the value travels, where that is known.
    pub(super) direction: Option<Direction>,
    /// What the schemas around this one say of the same object.
    pub(super) around: Around,
}

/// The steps to a value. They become a pointer when one is needed.
#[derive(Clone, Copy)]
pub(super) enum Way<'s> {
    /// The pointer of an example.
    Example(&'s str),
    /// A property.
    Property(&'s Way<'s>, &'s str),
    /// An element.
    Element(&'s Way<'s>, usize),
}

/// What the compositions around a schema say about an object.
#[derive(Clone, Default)]
pub(super) struct Around {
    /// Whether the whole was looked at already: the schema is a member of an `allOf`.
    pub(super) is_seen: bool,
    /// The properties that the others declare.
    pub(super) declared: Rc<BTreeSet<String>>,
}

impl<'s> Spot<'s> {
    /// The place of an example.
    pub(super) fn new(pointer: &'s str, place: &FormatPlace, lenient: bool, direction: Option<Direction>) -> Self {
        let key = match place {
            FormatPlace::Property { owner, name } => match component_of(&format!("{owner}/")) {
                Some(component) => (component, name.clone()),
                None => (pointer.to_owned(), String::new()),
            },
            _ => (pointer.to_owned(), String::new()),
        };
        let (place, key) = (Rc::new(place.clone()), Rc::new(key));
        Self { way: Way::Example(pointer), place, key, depth: 0, lenient, direction, around: Around::default() }
    }

    /// The place of a part of the value here.
    pub(super) fn part<'p>(&self, way: Way<'p>) -> Spot<'p> {
        Spot {
            way,
            place: Rc::clone(&self.place),
            key: Rc::clone(&self.key),
            depth: self.depth + 1,
            lenient: self.lenient,
            direction: self.direction,
            around: Around::default(),
        }
    }

    /// The value's own pointer.
    pub(super) fn pointer(&self) -> String {
        self.way.pointer()
    }
}

impl Way<'_> {
    fn pointer(&self) -> String {
        let mut steps: Vec<String> = Vec::new();
        let mut way = self;
        loop {
            way = match way {
                Way::Example(pointer) => {
                    let mut pointer = (*pointer).to_owned();
                    for step in steps.into_iter().rev() {
                        pointer.push('/');
                        pointer.push_str(&step);
                    }
                    return pointer;
                }
                Way::Property(around, name) => {
                    steps.push(escape(name).into_owned());
                    around
                }
                Way::Element(around, index) => {
                    steps.push(index.to_string());
                    around
                }
            };
        }
    }
}
