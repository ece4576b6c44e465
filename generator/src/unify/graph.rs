//! Every schema of every place as a node; `$ref`s, cycle markers and wrappers as edges to where they lead.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::Source;
use super::merge::Operation;
use super::slots::{self, Context};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::marks::CIRCULAR;
use crate::pointer;

/// An index into [`Graph::entries`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct EntryId(u32);

/// The way from a schema to one inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Step<'a> {
    /// `properties/<name>`
    Property(&'a str),
    /// `items`
    Items,
    /// `additionalProperties`
    AdditionalProperties,
    /// `allOf/<index>`
    AllOf(usize),
    /// `oneOf/<index>`
    OneOf(usize),
    /// `anyOf/<index>`
    AnyOf(usize),
    /// `not`
    Not,
    /// `discriminator/mapping/<value>`
    Mapping(&'a str),
}

/// Where an entry hangs.
#[derive(Debug, Clone, Copy)]
pub(super) enum Parent<'a> {
    /// It is at a slot of an operation: an index into [`Graph::roots`].
    Root(usize),
    /// It is a component of a source.
    Component {
        /// The source, as an index.
        source: usize,
        /// The component's name.
        name: &'a str,
    },
    /// It is inside another.
    Entry(EntryId, Step<'a>),
}

/// A schema as one place has it.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// The Schema Object.
    pub(super) value: &'a Value,
    pub(super) parent: Parent<'a>,
    pub(super) kind: Kind<'a>,
}

#[derive(Debug)]
pub(super) enum Kind<'a> {
    /// A schema of its own, with the schemas inside it, sorted.
    Schema(Vec<(Step<'a>, EntryId)>),
    /// Another name for a schema: a `$ref`, a cycle marker, or a wrapper that adds annotations.
    Alias(EntryId),
    /// Leads nowhere: any value.
    Any,
}

/// A slot of an operation.
#[derive(Debug)]
pub(super) struct Root<'a> {
    /// The operation, as an index into the merged operations.
    pub(super) operation: usize,
    pub(super) context: Context<'a>,
    /// The JSON pointer from the operation to the schema.
    pub(super) pointer: String,
    pub(super) entry: EntryId,
}

/// What an operation is called, for names that come from it.
#[derive(Debug)]
pub(super) struct OperationName<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) place: Place,
    /// Whether it is the payload of a webhook.
    pub(super) is_webhook: bool,
    /// Whether it was read from a page, which repeats all schemas in place.
    pub(super) page: bool,
}

/// All schemas of all sources.
#[derive(Debug, Default)]
pub(super) struct Graph<'a> {
    entries: Vec<Entry<'a>>,
    pub(super) roots: Vec<Root<'a>>,
    pub(super) operations: Vec<OperationName<'a>>,
    source_files: Vec<&'a str>,
    components: BTreeMap<(usize, &'a str), EntryId>,
    /// The schema that each entry stands for.
    nodes: Vec<Option<EntryId>>,
}

impl<'a> Graph<'a> {
    /// Enters the schemas of `operations` and the components of `sources`.
    pub(super) fn build(
        sources: &'a [Source],
        operations: &[Operation<'a>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut graph =
            Self { source_files: sources.iter().map(|source| source.file.as_str()).collect(), ..Self::default() };
        // References need their targets' numbers before the targets are walked.
        let mut components = Vec::new();
        for (source, input) in sources.iter().enumerate() {
            let schemas = input.document.pointer("/components/schemas").and_then(Value::as_object);
            for (name, value) in schemas.into_iter().flatten() {
                let entry = graph.push(value, Parent::Component { source, name });
                graph.components.insert((source, name), entry);
                components.push((source, entry, value));
            }
        }
        for (source, entry, value) in components {
            Builder { graph: &mut graph, source, ancestors: Vec::new(), diagnostics: &mut *diagnostics }
                .fill(entry, value);
        }
        for (index, operation) in operations.iter().enumerate() {
            let is_webhook = operation.section == "webhooks";
            let id = operation.value.get("operationId").and_then(Value::as_str);
            let id = id.or(is_webhook.then_some(operation.path));
            let place = operation.place.clone();
            let page = sources.get(operation.source).is_some_and(|source| source.page);
            let (method, path) = (operation.method, operation.path);
            graph.operations.push(OperationName { id, method, path, place, is_webhook, page });
            slots::visit(operation.value, &mut |slot| {
                let root = graph.roots.len();
                let entry = graph.push(slot.schema, Parent::Root(root));
                graph.roots.push(Root { operation: index, context: slot.context, pointer: slot.pointer, entry });
                let source = operation.source;
                Builder { graph: &mut graph, source, ancestors: Vec::new(), diagnostics: &mut *diagnostics }
                    .fill(entry, slot.schema);
            });
        }
        graph.follow_aliases();
        graph
    }

    fn push(&mut self, value: &'a Value, parent: Parent<'a>) -> EntryId {
        // More entries than a u32 counts would need more memory than any machine that runs this has.
        let id = EntryId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.entries.push(Entry { value, parent, kind: Kind::Any });
        id
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = EntryId> + use<> {
        (0..u32::try_from(self.entries.len()).unwrap_or(u32::MAX)).map(EntryId)
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn entry(&self, id: EntryId) -> Option<&Entry<'a>> {
        self.entries.get(id.index())
    }

    /// The schemas inside a node; none for an alias.
    pub(super) fn children(&self, id: EntryId) -> &[(Step<'a>, EntryId)] {
        match self.entry(id).map(|entry| &entry.kind) {
            Some(Kind::Schema(children)) => children,
            _ => &[],
        }
    }

    pub(super) fn child(&self, id: EntryId, step: Step<'_>) -> Option<EntryId> {
        let children = self.children(id);
        let index = children.binary_search_by(|(other, _)| other.cmp(&step)).ok()?;
        children.get(index).map(|(_, child)| *child)
    }

    /// The entries from `id` along its aliases to a real schema, or to an entry that leads nowhere.
    pub(super) fn chain(&self, id: EntryId) -> Chain {
        let mut links = vec![id];
        let mut seen = BTreeSet::new();
        let mut last = id;
        while let Some(Kind::Alias(target)) = self.entry(last).map(|entry| &entry.kind) {
            seen.insert(last);
            // A circle of aliases alone names nothing.
            if seen.contains(target) {
                return Chain { links, node: None };
            }
            links.push(*target);
            last = *target;
        }
        let node = matches!(self.entry(last).map(|entry| &entry.kind), Some(Kind::Schema(_))).then_some(last);
        Chain { links, node }
    }

    /// The schema that `id` stands for, or `None` if it leads nowhere.
    pub(super) fn node(&self, id: EntryId) -> Option<EntryId> {
        self.nodes.get(id.index()).copied().flatten()
    }

    /// Follows all aliases once, so that asking where one leads takes no time.
    fn follow_aliases(&mut self) {
        let mut nodes: Vec<Option<Option<EntryId>>> = vec![None; self.entries.len()];
        for id in self.ids() {
            let mut way = Vec::new();
            let mut current = id;
            let node = loop {
                match (nodes.get(current.index()).copied().flatten(), self.entry(current).map(|entry| &entry.kind)) {
                    (Some(known), _) => break known,
                    (None, Some(Kind::Alias(target))) => {
                        // Known for now as leading nowhere, which is what a circle does.
                        if let Some(slot) = nodes.get_mut(current.index()) {
                            *slot = Some(None);
                        }
                        way.push(current);
                        current = *target;
                    }
                    (None, Some(Kind::Schema(_))) => break Some(current),
                    (None, _) => break None,
                }
            };
            way.push(current);
            for passed in way {
                if let Some(slot) = nodes.get_mut(passed.index()) {
                    *slot = Some(node);
                }
            }
        }
        self.nodes = nodes.into_iter().map(Option::flatten).collect();
    }

    /// The place of an entry in the input.
    pub(super) fn place(&self, id: EntryId) -> Place {
        let mut steps = Vec::new();
        let mut current = id;
        let mut place = loop {
            match self.entry(current).map(|entry| entry.parent) {
                Some(Parent::Entry(parent, step)) => {
                    steps.push(step);
                    current = parent;
                }
                Some(Parent::Component { source, name }) => {
                    let file = self.source_files.get(source).copied().unwrap_or_default();
                    break Place::file(file).child("components").child("schemas").child(name);
                }
                Some(Parent::Root(root)) => {
                    let Some(root) = self.roots.get(root) else { break Place::default() };
                    let operation = self.operations.get(root.operation);
                    let mut place = operation.map(|operation| operation.place.clone()).unwrap_or_default();
                    place.pointer.push_str(&root.pointer);
                    break place;
                }
                None => break Place::default(),
            }
        };
        for step in steps.iter().rev() {
            step.append_to(&mut place.pointer);
        }
        place
    }
}

impl EntryId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

impl Step<'_> {
    fn append_to(self, pointer: &mut String) {
        let suffix = match self {
            Self::Property(name) => format!("/properties/{}", pointer::escape(name)),
            Self::Items => "/items".to_owned(),
            Self::AdditionalProperties => "/additionalProperties".to_owned(),
            Self::AllOf(index) => format!("/allOf/{index}"),
            Self::OneOf(index) => format!("/oneOf/{index}"),
            Self::AnyOf(index) => format!("/anyOf/{index}"),
            Self::Not => "/not".to_owned(),
            Self::Mapping(value) => format!("/discriminator/mapping/{}", pointer::escape(value)),
        };
        pointer.push_str(&suffix);
    }
}

/// The result of following aliases.
#[derive(Debug)]
pub(super) struct Chain {
    /// All entries on the way, the first one included.
    pub(super) links: Vec<EntryId>,
    /// The schema at its end.
    pub(super) node: Option<EntryId>,
}

struct Builder<'b, 'a> {
    graph: &'b mut Graph<'a>,
    source: usize,
    /// The entries around the current one, the outermost first.
    ancestors: Vec<EntryId>,
    diagnostics: &'b mut Vec<Diagnostic>,
}

impl<'a> Builder<'_, 'a> {
    // The depth is bounded: *repair* cuts schemas that are nested deeper than any author writes.
    fn fill(&mut self, id: EntryId, value: &'a Value) {
        let kind = match value.as_object() {
            Some(schema) => self.kind(id, schema),
            None => Kind::Any,
        };
        if let Some(entry) = self.graph.entries.get_mut(id.index()) {
            entry.kind = kind;
        }
    }

    fn kind(&mut self, id: EntryId, schema: &'a Map<String, Value>) -> Kind<'a> {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            return self.reference(reference).map_or(Kind::Any, Kind::Alias);
        }
        if let Some(title) = schema.get(CIRCULAR).and_then(Value::as_str) {
            return self.circular(id, title).map_or(Kind::Any, Kind::Alias);
        }
        self.ancestors.push(id);
        let kind = match only_member(schema) {
            Some((step, member)) => Kind::Alias(self.inner(id, step, member)),
            None => Kind::Schema(self.inner_schemas(id, schema)),
        };
        self.ancestors.pop();
        kind
    }

    fn inner(&mut self, parent: EntryId, step: Step<'a>, value: &'a Value) -> EntryId {
        let id = self.graph.push(value, Parent::Entry(parent, step));
        self.fill(id, value);
        id
    }

    fn inner_schemas(&mut self, id: EntryId, schema: &'a Map<String, Value>) -> Vec<(Step<'a>, EntryId)> {
        let mut children = Vec::new();
        for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            children.push((Step::Property(name), self.inner(id, Step::Property(name), property)));
        }
        for (key, step) in
            [("items", Step::Items), ("additionalProperties", Step::AdditionalProperties), ("not", Step::Not)]
        {
            if let Some(value @ Value::Object(_)) = schema.get(key) {
                children.push((step, self.inner(id, step, value)));
            }
        }
        for (key, step) in
            [("allOf", Step::AllOf as fn(usize) -> Step<'a>), ("oneOf", Step::OneOf), ("anyOf", Step::AnyOf)]
        {
            for (index, member) in schema.get(key).and_then(Value::as_array).into_iter().flatten().enumerate() {
                children.push((step(index), self.inner(id, step(index), member)));
            }
        }
        let mapping = schema.get("discriminator").and_then(|discriminator| discriminator.get("mapping"));
        for (value, target) in mapping.and_then(Value::as_object).into_iter().flatten() {
            let Some(reference) = target.as_str() else { continue };
            let member = member_of(&children, reference).or_else(|| self.reference(reference));
            if let Some(member) = member {
                children.push((Step::Mapping(value), member));
            }
        }
        children.sort_by_key(|(step, _)| *step);
        children
    }

    fn reference(&self, reference: &str) -> Option<EntryId> {
        let name = reference.strip_prefix("#/components/schemas/")?;
        let name = pointer::unescape(name).into_owned();
        self.graph.components.get(&(self.source, name.as_str())).copied()
    }

    /// The nearest ancestor with the marker's title; without one, the nearest that has no title and could have a
    /// name, else the outermost.
    fn circular(&mut self, id: EntryId, title: &str) -> Option<EntryId> {
        let is_meant = |ancestor: &EntryId| {
            let schema = self.graph.entry(*ancestor).and_then(|entry| entry.value.as_object());
            schema.is_some_and(|schema| match schema.get("title").and_then(Value::as_str) {
                Some(other) => !title.is_empty() && other == title,
                None => title.is_empty() && is_nameable(schema),
            })
        };
        let found = self.ancestors.iter().rev().find(|ancestor| is_meant(ancestor)).copied();
        let found = found.or_else(|| title.is_empty().then(|| self.ancestors.first().copied()).flatten());
        if found.is_none() {
            let message =
                format!("the cycle marker `circular({title})` names no schema around it; any value is accepted");
            let diagnostic = Diagnostic::warning(Code::UnresolvedCycle, self.graph.place(id), message)
                .help("build the page again from a specification without this cycle, or give the schema a title");
            self.diagnostics.push(diagnostic);
        }
        found
    }
}

/// The member that a repaired page's mapping names: `#/oneOf/1`.
fn member_of(children: &[(Step<'_>, EntryId)], reference: &str) -> Option<EntryId> {
    let (key, index) = reference.strip_prefix("#/")?.split_once('/')?;
    let index = index.parse().ok()?;
    let step = match key {
        "oneOf" => Step::OneOf(index),
        "anyOf" => Step::AnyOf(index),
        _ => return None,
    };
    children.iter().find(|(other, _)| *other == step).map(|(_, member)| *member)
}

/// The keywords that say what a schema *is*; all others are about the place where it is used.
pub(super) const STRUCTURAL: [&str; 12] = [
    "type",
    "format",
    "enum",
    "properties",
    "required",
    "items",
    "additionalProperties",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "discriminator",
];

/// The only member of a composition that adds nothing but annotations: `{allOf: [member], description: ..}`.
fn only_member(schema: &Map<String, Value>) -> Option<(Step<'_>, &Value)> {
    let mut structural = schema.keys().filter(|key| STRUCTURAL.contains(&key.as_str()));
    let key = structural.find(|key| key.as_str() != "type")?;
    let step: fn(usize) -> Step<'static> = match key.as_str() {
        "allOf" => Step::AllOf,
        "oneOf" => Step::OneOf,
        "anyOf" => Step::AnyOf,
        _ => return None,
    };
    if structural.any(|key| key != "type") {
        return None;
    }
    let members = schema.get(key)?.as_array()?;
    let [(index, member)] = members.iter().enumerate().collect::<Vec<_>>()[..] else { return None };
    // A `type` beside it has to say the same as the member, else it restricts.
    match (schema.get("type"), member.get("type")) {
        (None, _) => {}
        (Some(outer), Some(inner)) if outer == inner => {}
        (Some(_), None) if member.get("$ref").is_some() || member.get(CIRCULAR).is_some() => {}
        _ => return None,
    }
    Some((step(index), member))
}

/// Whether a schema can have a name: an object with properties, an enum, a union or a composition.
pub(super) fn is_nameable(schema: &Map<String, Value>) -> bool {
    let is_filled = |key| match schema.get(key) {
        Some(Value::Object(map)) => !map.is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        _ => false,
    };
    let enumerates = is_filled("enum") && schema.get("type").and_then(Value::as_str) != Some("boolean");
    enumerates || ["properties", "allOf", "oneOf", "anyOf"].into_iter().any(is_filled)
}
