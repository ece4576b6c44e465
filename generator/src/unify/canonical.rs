//! What "the same schema" means.
//!
//! Two nodes are the same if their structure is: type, format, properties, required, enum, items, composition, and
//! the nullability, direction and bounds *of their parts*. A schema's own annotations (description, example,
//! title, default, its own nullability and bounds) belong to the place where it is used.
//!
//! All with one shape count as the same until the schemas inside them differ. So cycles that were cut at different places are
//! equal.

use std::collections::{BTreeSet, HashMap};

use super::arena::{Arena, EntryId};
use super::graph::{Graph, Step};
use crate::parse::{Additional, Constraints, JsonType, Schema};
use crate::partition;

/// A number that equal schemas share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ClassId(usize);

/// The class of every node.
#[derive(Debug)]
pub(super) struct Classes {
    of_entry: Arena<Option<ClassId>>,
}

impl Classes {
    pub(super) fn of(graph: &Graph<'_>) -> Self {
        let nodes: Vec<EntryId> = graph.entries.ids().filter(|id| graph.node(*id) == Some(*id)).collect();
        let mut indices = graph.entries.with(0);
        for (index, id) in nodes.iter().enumerate() {
            indices[*id] = index;
        }
        let mut numbers: HashMap<Shape<'_>, usize> = HashMap::new();
        let label = |id: &EntryId| {
            let next = numbers.len();
            *numbers.entry(shape(graph, *id)).or_insert(next)
        };
        let labels: Vec<usize> = nodes.iter().map(label).collect();
        let successors = |id: &EntryId| graph.child_nodes(*id).flatten().map(|child| indices[child]).collect();
        let successors: Vec<Vec<usize>> = nodes.iter().map(successors).collect();
        let mut of_entry = graph.entries.with(None);
        for (id, class) in nodes.iter().zip(partition::coarsest(&labels, &successors)) {
            of_entry[*id] = Some(ClassId(class));
        }
        Self { of_entry }
    }

    /// The class of the schema that `id` stands for; `None` if it leads nowhere.
    pub(super) fn get(&self, graph: &Graph<'_>, id: EntryId) -> Option<ClassId> {
        self.of_entry[graph.node(id)?]
    }
}

/// Everything that tells schemas apart, except for the classes of the schemas inside.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Shape<'a> {
    kind: Option<JsonType>,
    format: &'a str,
    required: Option<BTreeSet<&'a str>>,
    values: Option<BTreeSet<String>>,
    /// `additionalProperties`, where that is no schema.
    additional: Option<bool>,
    discriminator: Option<&'a str>,
    /// The schemas inside, each with whether it leads anywhere.
    parts: Vec<(Step<'a>, Bounds, bool)>,
}

/// The nullability and bounds of a part in its parent, if it has any.
type Bounds = Option<Box<(bool, Constraints)>>;

#[cfg(test)]
thread_local! {
    /// How many shapes were made.
    pub(super) static SHAPES: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

fn shape<'a>(graph: &Graph<'a>, id: EntryId) -> Shape<'a> {
    #[cfg(test)]
    SHAPES.set(SHAPES.get() + 1);
    let schema = graph.schema(id);
    let states_required = !schema.required.is_empty() || schema.empty_keywords().any(|(key, _)| key == "required");
    let part = |(step, child): &(Step<'a>, EntryId)| match step {
        Step::Mapping(_) | Step::DefaultMapping => (*step, None, graph.node(*child).is_some()),
        _ => (*step, bounds(graph, *child), graph.node(*child).is_some()),
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
    let bounds = Schema::constraints_along(graph.chain(id));
    (bounds != <(bool, Constraints)>::default()).then(|| Box::new(bounds))
}
