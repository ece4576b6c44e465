//! The places of schemas: which labels a copy without one may take.

use std::collections::BTreeSet;

use super::arena::EntryId;
use super::graph::{Graph, Parent, Step};
use super::slots::Context;
use super::wording::is_error;
use crate::names::kinds::is_fitting;
use crate::names::words::{singular, words};

/// What the surroundings of a copy are called: properties, titles and components around it, its operation and parameter.
pub(super) struct Surroundings {
    words: BTreeSet<String>,
    /// Whether it is the body of an error, or a part of one. Those of all operations are the same.
    is_error: bool,
}

impl Surroundings {
    pub(super) fn of(graph: &Graph<'_>, id: EntryId) -> Self {
        let mut surroundings = Self { words: BTreeSet::new(), is_error: false };
        let mut parent = Some(graph.entry(id).parent);
        while let Some(current) = parent {
            parent = match current {
                Parent::Entry(entry, step) => {
                    if let Step::Property(name) = step {
                        surroundings.add(name);
                    }
                    let entry = graph.entry(entry);
                    surroundings.add(entry.schema.title.as_deref().unwrap_or_default());
                    Some(entry.parent)
                }
                Parent::Component { name, .. } => {
                    surroundings.add(name);
                    None
                }
                Parent::Root(root) => {
                    surroundings.add_root(graph, root);
                    None
                }
            };
        }
        surroundings
    }

    fn add(&mut self, name: &str) {
        self.words.extend(words(name).iter().map(|word| singular(word)));
    }

    fn add_root(&mut self, graph: &Graph<'_>, root: usize) {
        let Some(root) = graph.roots.get(root) else { return };
        match root.context {
            Context::Parameter(name) => self.add(name),
            Context::Request => {}
            Context::Response(status) => self.is_error = is_error(status),
        }
        if let Some(operation) = graph.operations.get(root.operation) {
            self.add(&operation.operation.path);
            self.add(operation.operation.id.as_deref().unwrap_or_default());
        }
    }

    /// Whether a label says nothing that the place doesn't.
    pub(super) fn is_fitting(&self, label: &[String]) -> bool {
        self.is_error || is_fitting(label, |word| self.words.contains(word))
    }
}
