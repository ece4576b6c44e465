//! Equal schemas gathered under their titles: what becomes a component.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::arena::{Arena, EntryId};
use super::canonical::{ClassId, Classes};
use super::graph::{Graph, Parent, Step, is_nameable};
use super::homes::{Equal, Homes, property_words};
use super::surroundings::Surroundings;
use crate::names::words::words;
use crate::parse::Schema;

/// An index into [`Components::list`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ComponentId(pub(super) usize);

/// A schema that the rebuilt document has once.
#[derive(Debug)]
pub(super) struct Component {
    /// What the inputs call it.
    pub(super) label: Option<Label>,
    /// Its copies, in the order of the graph. Never empty.
    pub(super) members: Vec<EntryId>,
    /// The copy that is printed: the one whose parts are described best.
    pub(super) representative: EntryId,
}

/// A name given by the inputs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Label {
    /// Its words: `Role Mining Role Type` and `RoleMiningRoleType` are one label.
    pub(super) words: Vec<String>,
    /// The text of the first copy that has it.
    pub(super) text: String,
    /// Whether it is a key of `components.schemas` rather than a `title`.
    pub(super) is_component: bool,
}

/// All components.
#[derive(Debug)]
pub(super) struct Components {
    pub(super) list: Vec<Component>,
    of_entry: Arena<Option<ComponentId>>,
    /// How many nodes can have a name.
    pub(super) nameable: usize,
}

impl Components {
    pub(super) fn of(graph: &Graph<'_>, classes: &Classes) -> Self {
        let nameless = nameless_components(graph);
        let nodes: Vec<EntryId> = graph
            .entries
            .ids()
            .filter(|id| graph.node(*id) == Some(*id))
            .filter(|id| is_nameable(graph.schema(*id)) || nameless.contains(id))
            .collect();
        let mut by_class: BTreeMap<ClassId, Vec<EntryId>> = BTreeMap::new();
        for id in &nodes {
            if let Some(class) = classes.get(graph, *id) {
                by_class.entry(class).or_default().push(*id);
            }
        }
        let gathered: Vec<Gathered> = by_class.into_values().map(|members| gather(graph, members)).collect();
        let equal = gathered.iter().map(|Gathered { labelled, alone }| Equal {
            named: labelled.iter().map(|(_, members)| members.as_slice()).collect(),
            alone,
        });
        let mut homes = Homes::of(graph, &equal.collect::<Vec<_>>());
        let mut list = Vec::new();
        for Gathered { labelled, alone } in gathered {
            list.extend(labelled.into_iter().filter_map(|(label, members)| component(graph, Some(label), members)));
            list.extend(homes.split(alone).into_iter().filter_map(|members| component(graph, None, members)));
        }
        list.sort_by_key(|component| component.members.first().copied());
        let mut of_entry = graph.entries.with(None);
        for (index, component) in list.iter().enumerate() {
            for member in &component.members {
                of_entry[*member] = Some(ComponentId(index));
            }
        }
        Self { list, of_entry, nameable: nodes.len() }
    }

    pub(super) fn get(&self, id: ComponentId) -> Option<&Component> {
        self.list.get(id.0)
    }

    /// The component that `id` stands for; `None` if its schema is written in place.
    pub(super) fn find(&self, graph: &Graph<'_>, id: EntryId) -> Option<ComponentId> {
        self.of_entry[graph.node(id)?]
    }
}

/// Equal schemas: those that the inputs call by a name, and those that nothing names.
struct Gathered {
    labelled: Vec<(Label, Vec<EntryId>)>,
    alone: Vec<EntryId>,
}

/// Splits equal schemas by their labels; the ones without a label join where nothing speaks against it.
fn gather(graph: &Graph<'_>, members: Vec<EntryId>) -> Gathered {
    let mut labelled: BTreeMap<Vec<String>, (Label, Vec<EntryId>)> = BTreeMap::new();
    let mut unlabelled = Vec::new();
    for id in members {
        match label(graph, id) {
            Some(label) => {
                let entry = labelled.entry(label.words.clone()).or_insert_with(|| (label.clone(), Vec::new()));
                if label.is_component && !entry.0.is_component {
                    entry.0 = label;
                }
                entry.1.push(id);
            }
            None => unlabelled.push(id),
        }
    }
    let mut descriptions: HashMap<&str, BTreeSet<&Vec<String>>> = HashMap::new();
    for (words, (_, members)) in &labelled {
        for text in members.iter().filter_map(|id| description(graph, *id)) {
            descriptions.entry(text).or_default().insert(words);
        }
    }
    let mut joining: Vec<(Vec<String>, EntryId)> = Vec::new();
    let mut alone = Vec::new();
    for id in unlabelled {
        match joins(graph, id, &labelled, &descriptions) {
            Some(words) => joining.push((words, id)),
            // A part of a composition is not a thing of its own.
            None if is_part_of_composition(graph, id) => {}
            None => alone.push(id),
        }
    }
    for (words, id) in joining {
        if let Some((_, members)) = labelled.get_mut(&words) {
            members.push(id);
        }
    }
    Gathered { labelled: labelled.into_values().collect(), alone }
}

fn component(graph: &Graph<'_>, label: Option<Label>, mut members: Vec<EntryId>) -> Option<Component> {
    members.sort_unstable();
    let first = *members.first()?;
    // The first of the best described, in the order of the graph.
    let mut inner = HashMap::new();
    let mut best = (first, richness(graph, first, &mut inner));
    for id in members.iter().skip(1) {
        let rich = richness(graph, *id, &mut inner);
        if rich > best.1 {
            best = (*id, rich);
        }
    }
    let (representative, _) = best;
    Some(Component { label, members, representative })
}

/// How much a copy says about its parts.
///
/// `inner` keeps what the parts of a schema say that several copies may refer to.
fn richness(graph: &Graph<'_>, id: EntryId, inner: &mut HashMap<EntryId, usize>) -> usize {
    let says = |id: EntryId| {
        let links = graph.chain(id);
        let has = |test: fn(&Schema) -> bool| links.clone().any(test);
        let has_example = has(|schema| schema.example.is_some() || schema.rest.0.contains_key("example"));
        usize::from(has(|schema| schema.title.is_some())) * 2
            + usize::from(has(|schema| schema.description.is_some()))
            + usize::from(has_example)
    };
    let sum = |id: EntryId| graph.children(id).iter().map(|(_, child)| says(*child)).sum::<usize>();
    let mut total = says(id) + sum(id);
    for (_, child) in graph.children(id) {
        total += graph.node(*child).map_or(0, |node| *inner.entry(node).or_insert_with(|| sum(node)));
    }
    total
}

/// The labelled copies that an unlabelled copy belongs to.
///
/// Any shape joins the label of a copy with the same description. If its words say no more than the place of the copy does,
/// any shape joins a label that ends in the name of the copy's property, and a distinctive shape the only label there is.
fn joins(
    graph: &Graph<'_>,
    id: EntryId,
    labelled: &BTreeMap<Vec<String>, (Label, Vec<EntryId>)>,
    descriptions: &HashMap<&str, BTreeSet<&Vec<String>>>,
) -> Option<Vec<String>> {
    let described_alike = description(graph, id).and_then(|text| descriptions.get(text));
    if let Some(words) = described_alike.filter(|words| words.len() == 1).and_then(BTreeSet::first) {
        return Some((*words).clone());
    }
    if labelled.is_empty() {
        return None;
    }
    let property = property_words(graph, id);
    let surroundings = Surroundings::of(graph, id);
    let mut named_alike = labelled.keys().filter(|words| {
        property.as_ref().is_some_and(|property| words.ends_with(property)) && surroundings.is_fitting(words)
    });
    if let (Some(words), None) = (named_alike.next(), named_alike.next()) {
        return Some(words.clone());
    }
    let mut all = labelled.keys();
    match (all.next(), all.next()) {
        (Some(words), None) if is_distinctive(graph, id) && surroundings.is_fitting(words) => Some(words.clone()),
        _ => None,
    }
}

/// Whether a shape is unlikely to occur by chance: three properties, a named part, two values or a composition.
fn is_distinctive(graph: &Graph<'_>, id: EntryId) -> bool {
    let schema = graph.schema(id);
    let has_named_part = || graph.child_nodes(id).flatten().any(|node| is_nameable(graph.schema(node)));
    schema.properties.len() >= 3
        || schema.values.len() >= 2
        || [&schema.all_of, &schema.one_of, &schema.any_of].into_iter().any(|members| members.len() >= 2)
        || has_named_part()
}

fn is_part_of_composition(graph: &Graph<'_>, id: EntryId) -> bool {
    matches!(graph.entry(id).parent, Parent::Entry(parent, Step::AllOf(_)) if !graph.is_alias(parent))
}

/// What a copy is called: the component it is, else its title, else the title of a wrapper around it.
fn label(graph: &Graph<'_>, id: EntryId) -> Option<Label> {
    let mut title = None;
    let mut current = id;
    loop {
        let entry = graph.entry(current);
        title = title.or_else(|| usable_title(entry.schema.title.as_deref()?));
        match entry.parent {
            Parent::Component { name, .. } => return named(name, true),
            Parent::Entry(parent, _) if graph.is_alias(parent) => current = parent,
            _ => break,
        }
    }
    named(title?, false)
}

fn named(text: &str, is_component: bool) -> Option<Label> {
    let words = words(text);
    (!words.is_empty()).then(|| Label { words, text: text.to_owned(), is_component })
}

/// A title that can serve as a name: neither a sentence nor the mere name of a JSON type.
fn usable_title(title: &str) -> Option<&str> {
    let is_type = ["array", "boolean", "integer", "null", "number", "object", "string"]
        .contains(&title.to_ascii_lowercase().as_str());
    let is_prose = title.split_whitespace().count() > 8 || title.trim_end().ends_with(['.', '!', '?', ':']);
    (!is_type && !is_prose).then_some(title)
}

fn description<'g>(graph: &Graph<'g>, id: EntryId) -> Option<&'g str> {
    graph.schema(id).description.as_deref().filter(|text| !text.trim().is_empty())
}

/// How many arrays and maps are written in place, one in another.
const MOST_IN_PLACE: usize = 64;

/// Nodes that contain themselves through arrays and maps alone, and some of those in a long chain of arrays and maps:
/// written in place they would never end, or be nested deeper than what reads them can go.
fn nameless_components(graph: &Graph<'_>) -> BTreeSet<EntryId> {
    let is_open = |id: EntryId| !is_nameable(graph.schema(id));
    let mut done = graph.entries.with(false);
    let mut heights = graph.entries.with(0);
    let mut cycles = BTreeSet::new();
    for root in graph.entries.ids() {
        let mut path: Vec<(EntryId, usize)> = Vec::new();
        let Some(root) = graph.node(root).filter(|id| is_open(*id)) else { continue };
        path.push((root, 0));
        let mut open = BTreeSet::from([root]);
        while let Some((id, next)) = path.pop() {
            if done[id] {
                open.remove(&id);
                continue;
            }
            let Some((_, child)) = graph.children(id).get(next) else {
                open.remove(&id);
                let height = 1 + graph.child_nodes(id).flatten().map(|child| heights[child]).max().unwrap_or(0);
                if height > MOST_IN_PLACE {
                    cycles.insert(id);
                } else {
                    heights[id] = height;
                }
                done[id] = true;
                continue;
            };
            path.push((id, next + 1));
            let Some(child) = graph.node(*child).filter(|child| is_open(*child)) else { continue };
            if open.contains(&child) {
                cycles.insert(child);
            } else {
                path.push((child, 0));
                open.insert(child);
            }
        }
    }
    cycles
}
