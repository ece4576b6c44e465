//! What "the same schema" means.
//!
//! Two nodes are the same if their structure is: type, format, properties, required, enum, items, composition, and
//! the nullability, direction and bounds *of their parts*. A schema's own annotations (description, example,
//! title, default, its own nullability and bounds) belong to the place where it is used.
//!
//! Trees are numbered once, from the leaves up. Nodes that lead to a cycle are refined step by step: all with one label
//! count as the same until their successors differ. So cycles that were cut at different places are equal.

use std::collections::HashMap;
use std::fmt::Write;

use serde_json::{Map, Value};

use super::graph::{EntryId, Graph, Step};
use crate::partition;

/// A number that equal schemas share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ClassId(u32);

/// The class of every node.
#[derive(Debug)]
pub(super) struct Classes {
    of_entry: Vec<Option<ClassId>>,
}

/// Keywords at a schema's own top that are part of what its *parent* is.
pub(super) const CONSTRAINTS: [&str; 15] = [
    "readOnly",
    "writeOnly",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

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

/// A label and the classes of the successors.
type Key = (String, Vec<Option<ClassId>>);

struct Partition<'g, 'a> {
    graph: &'g Graph<'a>,
    of_entry: Vec<Option<ClassId>>,
    reaches_cycle: Vec<bool>,
    numbers: HashMap<Key, ClassId>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

impl Partition<'_, '_> {
    fn number(&mut self, key: Key) -> ClassId {
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
        let class = self.number((label(self.graph, id), successors));
        if let Some(slot) = self.of_entry.get_mut(id.index()) {
            *slot = Some(class);
        }
    }

    /// Splits the cyclic nodes by their successors until nothing changes.
    fn refine(&mut self, cyclic: &[EntryId]) {
        let indices: HashMap<EntryId, usize> = cyclic.iter().enumerate().map(|(index, id)| (*id, index)).collect();
        let mut numbers: HashMap<Key, usize> = HashMap::new();
        let (mut labels, mut successors) = (Vec::with_capacity(cyclic.len()), Vec::with_capacity(cyclic.len()));
        for id in cyclic {
            let children: Vec<_> = self.graph.children(*id).iter().map(|(_, child)| self.graph.node(*child)).collect();
            // The classes of trees among the children are known already, and part of the label.
            let trees = children.iter().map(|child| child.and_then(|child| self.class(child))).collect();
            let next = numbers.len();
            labels.push(*numbers.entry((label(self.graph, *id), trees)).or_insert(next));
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
    /// How many labels were made.
    pub(super) static LABELS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Everything that distinguishes schemas, except for the classes of the schemas inside.
fn label(graph: &Graph<'_>, id: EntryId) -> String {
    #[cfg(test)]
    LABELS.set(LABELS.get() + 1);
    let mut label = String::new();
    let Some(schema) = graph.entry(id).and_then(|entry| entry.value.as_object()) else { return label };
    for key in ["type", "format"] {
        match schema.get(key) {
            // Of known length, so that it can't be taken for what follows.
            Some(Value::String(text)) => label.extend([key, ":", &text.len().to_string(), ":", text, ";"]),
            Some(value) => _ = write!(label, "{key}={value};"),
            None => {}
        }
    }
    for key in ["required", "enum"] {
        if let Some(Value::Array(values)) = schema.get(key) {
            let mut values: Vec<String> = values.iter().map(Value::to_string).collect();
            values.sort();
            values.dedup();
            let _ = write!(label, "{key}={};", values.join(","));
        }
    }
    if let Some(value @ Value::Bool(_)) = schema.get("additionalProperties") {
        let _ = write!(label, "additionalProperties={value};");
    }
    if let Some(property) = schema.get("discriminator").and_then(|discriminator| discriminator.get("propertyName")) {
        let _ = write!(label, "discriminator={property};");
    }
    for (step, child) in graph.children(id) {
        self::step(step, &mut label);
        if !matches!(step, Step::Mapping(_)) {
            constraints(graph, *child, &mut label);
        }
        label.push(';');
    }
    label
}

/// The way to a part.
fn step(step: &Step<'_>, label: &mut String) {
    match step {
        Step::Property(name) => label.extend(["property:", &name.len().to_string(), ":", name]),
        other => _ = write!(label, "{other:?}"),
    }
}

/// The nullability and bounds of a part in its parent.
fn constraints(graph: &Graph<'_>, id: EntryId, label: &mut String) {
    let links = graph.chain(id).links;
    let is_said = |key: &String| key == "nullable" || CONSTRAINTS.contains(&key.as_str());
    let mut all = links.iter().filter_map(|link| graph.entry(*link)?.value.as_object());
    if !all.any(|schema| schema.keys().any(is_said)) {
        return;
    }
    let schemas = || links.iter().filter_map(|link| graph.entry(*link)?.value.as_object());
    if schemas().any(|schema| schema.get("nullable") == Some(&Value::Bool(true))) {
        label.push_str(" null");
    }
    for key in CONSTRAINTS {
        let value = schemas().find_map(|schema: &Map<String, Value>| schema.get(key));
        if let Some(value) = value.filter(|value| **value != Value::Bool(false)) {
            let _ = write!(label, " {key}={value}");
        }
    }
}
