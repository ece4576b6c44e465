//! What "the same schema" means.
//!
//! Two nodes are the same if their structure is: type, format, properties, required, enum, items, composition, and
//! the nullability, direction and bounds *of their parts*. A schema's own annotations (description, example,
//! title, default, its own nullability and bounds) belong to the place where it is used.
//!
//! Trees are numbered once, from the leaves up. Nodes that lead to a cycle are refined step by step: all with one shape
//! count as the same until their successors differ. So cycles that were cut at different places are equal.

use std::collections::{BTreeSet, HashMap};

use super::graph::{EntryId, Graph, Step};
use crate::parse::{Additional, Constraints, JsonType, Schema};
use crate::partition;

/// A number that equal schemas share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ClassId(u32);

/// The class of every node.
#[derive(Debug)]
pub(super) struct Classes {
    of_entry: Vec<Option<ClassId>>,
}

impl Classes {
    pub(super) fn of(graph: &Graph<'_>) -> Self {
        let mut partition = Partition {
            graph,
            of_entry: vec![None; graph.len()],
            reaches_cycle: vec![false; graph.len()],
            numbers: HashMap::new(),
        };
        let cyclic = partition.number_trees();
        partition.refine(&cyclic);
        Self { of_entry: partition.of_entry }
    }

    /// The class of the schema that `id` stands for; `None` if it leads nowhere.
    pub(super) fn get(&self, graph: &Graph<'_>, id: EntryId) -> Option<ClassId> {
        self.of_entry.get(graph.node(id)?.index()).copied().flatten()
    }
}

/// Everything that tells schemas apart, except for the classes of the schemas inside.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
struct Shape<'a> {
    kind: Option<JsonType>,
    format: &'a str,
    required: Option<BTreeSet<&'a str>>,
    values: Option<BTreeSet<String>>,
    /// `additionalProperties`, where that is no schema.
    additional: Option<bool>,
    discriminator: Option<&'a str>,
    parts: Vec<(Step<'a>, Bounds)>,
}

/// The nullability and bounds of a part in its parent, if it has any.
type Bounds = Option<Box<(bool, Constraints)>>;

/// A shape and the classes of the successors.
type Key<'a> = (Shape<'a>, Vec<Option<ClassId>>);

struct Partition<'g, 'a> {
    graph: &'g Graph<'a>,
    of_entry: Vec<Option<ClassId>>,
    reaches_cycle: Vec<bool>,
    numbers: HashMap<Key<'a>, ClassId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

impl<'a> Partition<'_, 'a> {
    fn number(&mut self, key: Key<'a>) -> ClassId {
        let next = ClassId(u32::try_from(self.numbers.len()).unwrap_or(u32::MAX));
        *self.numbers.entry(key).or_insert(next)
    }

    fn class(&self, id: EntryId) -> Option<ClassId> {
        self.of_entry.get(id.index()).copied().flatten()
    }

    fn reaches_cycle(&self, id: EntryId) -> bool {
        self.reaches_cycle.get(id.index()).copied().unwrap_or(false)
    }

    /// Numbers the nodes from which no cycle can be reached, and returns the others.
    fn number_trees(&mut self) -> Vec<EntryId> {
        let mut visits = vec![Visit::New; self.graph.len()];
        let mut cyclic = Vec::new();
        for root in self.graph.ids() {
            let Some(root) = self.graph.node(root) else { continue };
            // A node is on the stack twice at most: once to be opened, once to be closed.
            let mut stack = vec![root];
            while let Some(&id) = stack.last() {
                let Some(visit) = visits.get_mut(id.index()) else { break };
                match *visit {
                    Visit::New => {
                        *visit = Visit::Open;
                        let children = self.graph.children(id).iter().filter_map(|(_, child)| self.graph.node(*child));
                        for child in children {
                            match visits.get(child.index()) {
                                Some(Visit::New) => stack.push(child),
                                Some(Visit::Open) => self.mark_cyclic(id),
                                _ => {}
                            }
                        }
                    }
                    Visit::Open => {
                        *visit = Visit::Done;
                        stack.pop();
                        self.close(id, &mut cyclic);
                    }
                    Visit::Done => {
                        stack.pop();
                    }
                }
            }
        }
        cyclic
    }

    fn mark_cyclic(&mut self, id: EntryId) {
        if let Some(flag) = self.reaches_cycle.get_mut(id.index()) {
            *flag = true;
        }
    }

    fn close(&mut self, id: EntryId, cyclic: &mut Vec<EntryId>) {
        let children: Vec<_> = self.graph.children(id).iter().map(|(_, child)| self.graph.node(*child)).collect();
        // A child that is not done yet is an ancestor: the edge to it closes a cycle.
        let closes_cycle =
            children.iter().flatten().any(|child| self.reaches_cycle(*child) || self.class(*child).is_none());
        if closes_cycle {
            self.mark_cyclic(id);
            cyclic.push(id);
            return;
        }
        let successors = children.iter().map(|child| child.and_then(|child| self.class(child))).collect();
        let class = self.number((shape(self.graph, id), successors));
        if let Some(slot) = self.of_entry.get_mut(id.index()) {
            *slot = Some(class);
        }
    }

    /// Splits the cyclic nodes by their successors until nothing changes.
    fn refine(&mut self, cyclic: &[EntryId]) {
        let indices: HashMap<EntryId, usize> = cyclic.iter().enumerate().map(|(index, id)| (*id, index)).collect();
        let mut numbers: HashMap<Key<'_>, usize> = HashMap::new();
        let (mut labels, mut successors) = (Vec::with_capacity(cyclic.len()), Vec::with_capacity(cyclic.len()));
        for id in cyclic {
            let children: Vec<_> = self.graph.children(*id).iter().map(|(_, child)| self.graph.node(*child)).collect();
            // The classes of trees among the children are known already, and part of the label.
            let trees = children.iter().map(|child| child.and_then(|child| self.class(child))).collect();
            let next = numbers.len();
            labels.push(*numbers.entry((shape(self.graph, *id), trees)).or_insert(next));
            successors.push(children.iter().flatten().filter_map(|child| indices.get(child).copied()).collect());
        }
        let base = self.numbers.len();
        for (id, class) in cyclic.iter().zip(partition::coarsest(&labels, &successors)) {
            if let Some(slot) = self.of_entry.get_mut(id.index()) {
                *slot = Some(ClassId(u32::try_from(base + class).unwrap_or(u32::MAX)));
            }
        }
    }
}

#[cfg(test)]
thread_local! {
    /// How many shapes were made.
    pub(super) static SHAPES: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

fn shape<'a>(graph: &Graph<'a>, id: EntryId) -> Shape<'a> {
    #[cfg(test)]
    SHAPES.set(SHAPES.get() + 1);
    let Some(schema) = graph.schema(id) else { return Shape::default() };
    let states_required = !schema.required.is_empty() || schema.empty_keywords().any(|(key, _)| key == "required");
    let part = |(step, child): &(Step<'a>, EntryId)| match step {
        Step::Mapping(_) | Step::DefaultMapping => (*step, None),
        _ => (*step, bounds(graph, *child)),
    };
    Shape {
        kind: schema.stated_kind(),
        format: &schema.format,
        required: states_required.then(|| schema.required.iter().map(String::as_str).collect()),
        values: (!schema.values.is_empty()).then(|| schema.values.iter().map(ToString::to_string).collect()),
        additional: match schema.additional {
            Some(Additional::Any) => Some(true),
            Some(Additional::None) => Some(false),
            _ => None,
        },
        discriminator: schema.discriminator.as_ref().map(|discriminator| discriminator.property.as_str()),
        parts: graph.children(id).iter().map(part).collect(),
    }
}

fn bounds(graph: &Graph<'_>, id: EntryId) -> Bounds {
    let links = graph.chain(id).links;
    let schemas = links.iter().filter_map(|link| graph.schema(*link));
    let bounds = Schema::constraints_along(schemas);
    (bounds != <(bool, Constraints)>::default()).then(|| Box::new(bounds))
}
