//! Equal schemas without a name that stand in different operations of a document, or in different types.
//!
//! Pages repeat in place what was one schema. A document could have said that two schemas are one, and didn't. So there they
//! stay one type only where all of their places suggest one name: a field that one of them gets later is none of the other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::graph::{EntryId, Graph, Kind, Parent, Step};
use super::slots::Context;
use super::wording::{common_prefix, common_suffix, is_error, is_generic};
use crate::names::words::{singular, words};

/// Equal schemas: those that a name holds together, and those that nothing names.
pub(super) struct Equal<'e> {
    pub(super) named: Vec<&'e [EntryId]>,
    pub(super) alone: &'e [EntryId],
}

/// What a schema is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Home {
    /// The type that the schemas with this number share.
    Type(usize),
    /// An operation of a document.
    Operation(usize),
    /// A component that is no type of its own.
    Component(usize),
    /// All places: a page, or an error.
    Anywhere,
}

/// Where schemas belong, as far as it is known.
pub(super) struct Homes<'g, 'a> {
    graph: &'g Graph<'a>,
    /// The type that an entry shares with others, by its number.
    types: HashMap<EntryId, usize>,
    /// The entries whose types depend on what they are a part of, with the number of their class.
    open: HashMap<EntryId, usize>,
    /// The numbers of the types of a class, by what they are a part of.
    parts: BTreeMap<(usize, Home), usize>,
    next: usize,
}

impl<'g, 'a> Homes<'g, 'a> {
    pub(super) fn of(graph: &'g Graph<'a>, equal: &[Equal<'_>]) -> Self {
        let mut homes =
            Self { graph, types: HashMap::new(), open: HashMap::new(), parts: BTreeMap::new(), next: equal.len() };
        for (class, Equal { named, alone }) in equal.iter().enumerate() {
            for members in named {
                homes.types.extend(members.iter().map(|id| (*id, homes.next)));
                homes.next += 1;
            }
            if homes.suggest_one_name(alone) {
                homes.types.extend(alone.iter().map(|id| (*id, class)));
            } else {
                homes.open.extend(alone.iter().map(|id| (*id, class)));
            }
        }
        homes
    }

    /// Splits equal schemas by what they are a part of.
    pub(super) fn split(&mut self, alone: Vec<EntryId>) -> Vec<Vec<EntryId>> {
        let mut types: BTreeMap<usize, Vec<EntryId>> = BTreeMap::new();
        for id in alone {
            types.entry(self.type_of(id)).or_default().push(id);
        }
        types.into_values().collect()
    }

    fn type_of(&mut self, id: EntryId) -> usize {
        // The schemas around it whose types are not known yet, the outermost last.
        let mut waiting = vec![id];
        let mut home = None;
        while let Some(id) = waiting.last() {
            match self.around(*id) {
                Ok(found) => {
                    home = Some(found);
                    break;
                }
                Err(around) => waiting.push(around),
            }
        }
        let mut found = self.next;
        while let Some(id) = waiting.pop() {
            if let Some(known) = self.types.get(&id) {
                found = *known;
            } else if let (Some(class), Some(home)) = (self.open.get(&id), home) {
                found = *self.parts.entry((*class, home)).or_insert(self.next);
                self.next += usize::from(found == self.next);
                self.types.insert(id, found);
            }
            home = Some(Home::Type(found));
        }
        found
    }

    /// What a schema is a part of, or the schema around it whose type is not known yet.
    fn around(&self, id: EntryId) -> Result<Home, EntryId> {
        let mut current = id;
        loop {
            let Some(entry) = self.graph.entry(current) else { return Ok(Home::Anywhere) };
            match entry.parent {
                Parent::Root(root) => return Ok(self.operation(root).unwrap_or(Home::Anywhere)),
                Parent::Component { .. } => return Ok(Home::Component(current.index())),
                Parent::Entry(parent, _) => current = parent,
            }
            if let Some(number) = self.types.get(&current) {
                return Ok(Home::Type(*number));
            }
            if self.open.contains_key(&current) {
                return Err(current);
            }
        }
    }

    /// The operation of a document that a slot is one of, unless it is an error.
    fn operation(&self, root: usize) -> Option<Home> {
        let root = self.graph.roots.get(root)?;
        let is_page = self.graph.operations.get(root.operation).is_none_or(|operation| operation.page);
        let is_error = matches!(root.context, Context::Response(status) if is_error(status));
        (!is_page && !is_error).then_some(Home::Operation(root.operation))
    }

    /// Whether the places of equal schemas agree on a name.
    fn suggest_one_name(&self, members: &[EntryId]) -> bool {
        let mut places = BTreeSet::new();
        for id in members {
            let root = self.root(*id).and_then(|root| self.graph.roots.get(root));
            let operation = root.and_then(|root| self.graph.operations.get(root.operation));
            if operation.is_some_and(|operation| operation.page) {
                return true;
            }
            places.extend(self.place(*id));
        }
        if places.is_empty() {
            return true;
        }
        let kinds: BTreeSet<&str> = places.iter().map(|(kind, _)| *kind).collect();
        let suffix = common_suffix(places.iter().map(|(_, words)| words.as_slice()));
        if kinds.len() > 1 || suffix.is_empty() {
            return false;
        }
        // A word that says nothing alone says enough behind those with which all owners begin.
        let owners: Vec<Vec<String>> = members.iter().map(|id| self.owner(*id)).collect();
        !is_generic(&suffix) || (kinds.contains("property") && !common_prefix(&owners).is_empty())
    }

    /// The words of what a schema is somewhere inside: an operation or a component.
    fn owner(&self, id: EntryId) -> Vec<String> {
        let mut current = id;
        while let Some(entry) = self.graph.entry(current) {
            match entry.parent {
                Parent::Entry(parent, _) => current = parent,
                Parent::Component { name, .. } => return words(name),
                Parent::Root(root) => {
                    let operation =
                        self.graph.roots.get(root).and_then(|root| self.graph.operations.get(root.operation));
                    return operation.map(|operation| words(operation.id.unwrap_or_default())).unwrap_or_default();
                }
            }
        }
        Vec::new()
    }

    /// What a place suggests, and which kind of place it is; `None` of an error, which is one for all operations.
    fn place(&self, id: EntryId) -> Option<(&'static str, Vec<String>)> {
        if let Some(words) = property_words(self.graph, id) {
            return self.root(id).is_none_or(|root| self.operation(root).is_some()).then_some(("property", words));
        }
        let mut current = id;
        let root = loop {
            match self.graph.entry(current)?.parent {
                Parent::Entry(parent, Step::Items) => current = parent,
                Parent::Entry(parent, _) if matches!(self.graph.entry(parent)?.kind, Kind::Alias(_)) => {
                    current = parent;
                }
                Parent::Entry(..) | Parent::Component { .. } => return Some(("member", Vec::new())),
                Parent::Root(root) => break self.graph.roots.get(root)?,
            }
        };
        let name = words(self.graph.operations.get(root.operation)?.id.unwrap_or_default());
        match root.context {
            Context::Parameter(name) => Some(("parameter", words(name))),
            Context::Request => Some(("body", [name, vec!["request".to_owned()]].concat())),
            Context::Response(status) if is_error(status) => None,
            Context::Response(_) => Some(("body", [name, vec!["response".to_owned()]].concat())),
        }
    }

    /// The slot of an operation that a schema is below.
    fn root(&self, id: EntryId) -> Option<usize> {
        let mut current = id;
        loop {
            match self.graph.entry(current)?.parent {
                Parent::Entry(parent, _) => current = parent,
                Parent::Component { .. } => return None,
                Parent::Root(root) => return Some(root),
            }
        }
    }
}

/// The words of the property that holds a schema, directly or as an element.
pub(super) fn property_words(graph: &Graph<'_>, id: EntryId) -> Option<Vec<String>> {
    let mut current = id;
    let mut is_element = false;
    loop {
        let Parent::Entry(parent, step) = graph.entry(current)?.parent else { return None };
        match step {
            Step::Property(name) => {
                let mut words = words(name);
                if let Some(last) = words.last_mut().filter(|_| is_element) {
                    *last = singular(last);
                }
                return (!words.is_empty()).then_some(words);
            }
            Step::Items => is_element = true,
            // A wrapper that only adds annotations.
            _ if matches!(graph.entry(parent)?.kind, Kind::Alias(_)) => {}
            _ => return None,
        }
        current = parent;
    }
}
