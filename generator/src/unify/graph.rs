//! Every schema of every place as a node; references and wrappers as edges to where they lead.

use std::collections::BTreeSet;
use std::iter::successors;

use super::Source;
use super::arena::{Arena, EntryId};
use super::merge::Merged;
use super::slots::{Context, Slot};
use crate::diagnostic::Place;
use crate::parse::{Additional, JsonType, Schema, SchemaId};
use crate::pointer;

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
    /// `discriminator/defaultMapping`
    DefaultMapping,
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
    pub(super) schema: &'a Schema,
    pub(super) parent: Parent<'a>,
    pub(super) kind: Kind<'a>,
}

#[derive(Debug)]
pub(super) enum Kind<'a> {
    /// A schema of its own, with the schemas inside it, sorted.
    Schema(Vec<(Step<'a>, EntryId)>),
    /// Another name for a schema: a reference, or a wrapper that adds annotations.
    Alias(EntryId),
    /// Leads nowhere: any value.
    Any,
}

/// A slot of an operation.
#[derive(Debug)]
pub(super) struct Root<'a> {
    /// The operation, as an index into [`Graph::operations`].
    pub(super) operation: usize,
    pub(super) context: &'a Context,
    pub(super) entry: EntryId,
}

/// All schemas of all sources.
#[derive(Debug)]
pub(super) struct Graph<'a> {
    pub(super) entries: Arena<Entry<'a>>,
    pub(super) roots: Vec<Root<'a>>,
    pub(super) operations: &'a [Merged],
    sources: &'a [Source],
    /// The components of each source.
    components: Vec<Vec<EntryId>>,
    /// The schema that each entry stands for.
    nodes: Arena<Option<EntryId>>,
}

impl<'a> Graph<'a> {
    /// Enters the schemas that were taken out of the slots of `operations`, and the components of `sources`.
    pub(super) fn build(sources: &'a [Source], operations: &'a [Merged], slots: &'a [Slot]) -> Self {
        let (entries, roots, nodes) = (Arena::new(), Vec::new(), Arena::new());
        let mut graph = Self { entries, roots, operations, sources, components: Vec::new(), nodes };
        // References need their targets' numbers before the targets are walked.
        for (source, input) in sources.iter().enumerate() {
            let schemas = input.document.schemas.iter();
            let entries =
                schemas.map(|(name, schema)| graph.push(schema, Parent::Component { source, name })).collect();
            graph.components.push(entries);
        }
        for (source, input) in sources.iter().enumerate() {
            for (index, schema) in input.document.schemas.values().enumerate() {
                if let Some(entry) = graph.component(source, SchemaId(index)) {
                    Builder { graph: &mut graph, source, ancestors: Vec::new() }.fill(entry, schema);
                }
            }
        }
        for Slot { operation, context, schema } in slots {
            let entry = graph.push(schema, Parent::Root(graph.roots.len()));
            graph.roots.push(Root { operation: *operation, context, entry });
            let source = operations.get(*operation).map_or(0, |operation| operation.source);
            Builder { graph: &mut graph, source, ancestors: Vec::new() }.fill(entry, schema);
        }
        graph.follow_aliases();
        graph
    }

    /// Whether the operation of a root was read from a page, which repeats all schemas in place.
    pub(super) fn is_of_page(&self, root: &Root<'_>) -> bool {
        let operation = self.operations.get(root.operation);
        operation.and_then(|operation| self.sources.get(operation.source)).is_none_or(|source| source.page)
    }

    fn component(&self, source: usize, id: SchemaId) -> Option<EntryId> {
        self.components.get(source)?.get(id.0).copied()
    }

    fn push(&mut self, schema: &'a Schema, parent: Parent<'a>) -> EntryId {
        self.entries.push(Entry { schema, parent, kind: Kind::Any })
    }

    pub(super) fn entry(&self, id: EntryId) -> &Entry<'a> {
        &self.entries[id]
    }

    pub(super) fn schema(&self, id: EntryId) -> &'a Schema {
        self.entries[id].schema
    }

    /// Whether an entry is another name for a schema.
    pub(super) fn is_alias(&self, id: EntryId) -> bool {
        matches!(self.entries[id].kind, Kind::Alias(_))
    }

    /// The schemas inside a node; none for an alias.
    pub(super) fn children(&self, id: EntryId) -> &[(Step<'a>, EntryId)] {
        match &self.entries[id].kind {
            Kind::Schema(children) => children,
            _ => &[],
        }
    }

    pub(super) fn child(&self, id: EntryId, step: Step<'_>) -> Option<EntryId> {
        let children = self.children(id);
        let index = children.binary_search_by(|(other, _)| other.cmp(&step)).ok()?;
        children.get(index).map(|(_, child)| *child)
    }

    /// The schemas inside a node, each as what it stands for.
    pub(super) fn child_nodes(&self, id: EntryId) -> impl Iterator<Item = Option<EntryId>> {
        self.children(id).iter().map(|(_, child)| self.node(*child))
    }

    /// The schemas from `id` along its aliases to one that is none. A circle of aliases alone ends where it closes.
    pub(super) fn chain(&self, id: EntryId) -> impl Iterator<Item = &'a Schema> + Clone {
        let mut seen = BTreeSet::new();
        let target = |id: &EntryId| match self.entries[*id].kind {
            Kind::Alias(target) => Some(target),
            _ => None,
        };
        let links: Vec<EntryId> = successors(Some(id), target).take_while(|link| seen.insert(*link)).collect();
        links.into_iter().map(|link| self.schema(link))
    }

    /// The schema that `id` stands for, or `None` if it leads nowhere.
    pub(super) fn node(&self, id: EntryId) -> Option<EntryId> {
        self.nodes[id]
    }

    /// Follows all aliases once, so that asking where one leads takes no time.
    fn follow_aliases(&mut self) {
        // Until it is known where an alias leads, that is nowhere, as in a circle.
        self.nodes = self.entries.with(None);
        let mut is_known = self.entries.with(false);
        for id in self.entries.ids() {
            let (mut way, mut current) = (Vec::new(), id);
            while !std::mem::replace(&mut is_known[current], true) {
                way.push(current);
                match self.entries[current].kind {
                    Kind::Alias(target) => current = target,
                    Kind::Schema(_) => self.nodes[current] = Some(current),
                    Kind::Any => {}
                }
            }
            let node = self.nodes[current];
            for passed in way {
                self.nodes[passed] = node;
            }
        }
    }

    /// The place of an entry in the input.
    pub(super) fn place(&self, id: EntryId) -> Option<Place> {
        let mut top = self.entry(id).parent;
        while let Parent::Entry(parent, _) = top {
            top = self.entry(parent).parent;
        }
        let pointer = self.schema(id).pointer();
        match top {
            Parent::Root(root) => {
                let merged = self.operations.get(self.roots.get(root)?.operation)?;
                let rest = pointer.strip_prefix(&merged.operation.pointer)?;
                Some(Place { file: merged.place.file.clone(), pointer: format!("{}{rest}", merged.place.pointer) })
            }
            Parent::Component { source, .. } => {
                let file = self.sources.get(source)?.file.clone();
                Some(Place { file, pointer: pointer.to_owned() })
            }
            Parent::Entry(..) => None,
        }
    }
}

struct Builder<'b, 'a> {
    graph: &'b mut Graph<'a>,
    source: usize,
    /// The entries around the current one, the outermost first.
    ancestors: Vec<EntryId>,
}

impl<'a> Builder<'_, 'a> {
    // The depth is bounded: *repair* cuts schemas that are nested deeper than any author writes.
    fn fill(&mut self, id: EntryId, schema: &'a Schema) {
        self.graph.entries[id].kind = self.kind(id, schema);
    }

    fn kind(&mut self, id: EntryId, schema: &'a Schema) -> Kind<'a> {
        if let Some(reference) = schema.reference {
            return self.graph.component(self.source, reference).map_or(Kind::Any, Kind::Alias);
        }
        if let Some(place) = &schema.ancestor {
            let is_meant = |id: &&EntryId| self.graph.schema(**id).pointer() == place;
            return self.ancestors.iter().rev().find(is_meant).copied().map_or(Kind::Any, Kind::Alias);
        }
        self.ancestors.push(id);
        let kind = match only_member(schema) {
            Some((step, member)) => Kind::Alias(self.inner(id, step, member)),
            None => Kind::Schema(self.inner_schemas(id, schema)),
        };
        self.ancestors.pop();
        kind
    }

    fn inner(&mut self, parent: EntryId, step: Step<'a>, schema: &'a Schema) -> EntryId {
        let id = self.graph.push(schema, Parent::Entry(parent, step));
        self.fill(id, schema);
        id
    }

    fn inner_schemas(&mut self, id: EntryId, schema: &'a Schema) -> Vec<(Step<'a>, EntryId)> {
        let additional = match &schema.additional {
            Some(Additional::Schema(schema)) => Some(schema.as_ref()),
            _ => None,
        };
        let single = [
            (Step::Items, schema.items.as_deref()),
            (Step::AdditionalProperties, additional),
            (Step::Not, schema.not.as_deref()),
        ];
        let properties = schema.properties.iter().map(|(name, property)| (Step::Property(name), property));
        let single = single.into_iter().filter_map(|(step, inner)| Some((step, inner?)));
        let parts = properties.chain(single).chain(members(schema));
        let mut children: Vec<_> = parts.map(|(step, inner)| (step, self.inner(id, step, inner))).collect();
        let discriminator = schema.discriminator.as_deref().into_iter();
        let mapping = discriminator.flat_map(|discriminator| {
            let default = discriminator.default.iter().map(|target| (Step::DefaultMapping, target));
            discriminator.mapping.iter().map(|(tag, target)| (Step::Mapping(tag), target)).chain(default)
        });
        for (step, target) in mapping {
            let member = member_of(&children, target).or_else(|| self.reference(target));
            children.extend(member.map(|member| (step, member)));
        }
        children.sort_by_key(|(step, _)| *step);
        children
    }

    fn reference(&self, reference: &str) -> Option<EntryId> {
        let name = reference.strip_prefix("#/components/schemas/")?;
        let schemas = &self.graph.sources.get(self.source)?.document.schemas;
        self.graph.component(self.source, SchemaId(schemas.get_index_of(&*pointer::unescape(name))?))
    }
}

/// The members of a schema's compositions.
fn members(schema: &Schema) -> impl Iterator<Item = (Step<'_>, &Schema)> {
    let all_of = schema.all_of.iter().enumerate().map(|(at, member)| (Step::AllOf(at), member));
    let one_of = schema.one_of.iter().enumerate().map(|(at, member)| (Step::OneOf(at), member));
    let any_of = schema.any_of.iter().enumerate().map(|(at, member)| (Step::AnyOf(at), member));
    all_of.chain(one_of).chain(any_of)
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

/// The only member of a composition that adds nothing but annotations: `{allOf: [member], description: ..}`.
fn only_member(schema: &Schema) -> Option<(Step<'_>, &Schema)> {
    let is_bare = schema.format.is_empty()
        && schema.values.is_empty()
        && schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.items.is_none()
        && schema.additional.is_none()
        && schema.not.is_none()
        && schema.discriminator.is_none()
        && schema.empty_keywords().next().is_none();
    let mut members = members(schema);
    let (Some((step, member)), None, true) = (members.next(), members.next(), is_bare) else { return None };
    // A `type` beside it has to say the same as the member, else it restricts.
    let agrees = match (schema.stated_kind(), member.stated_kind()) {
        (None, _) => true,
        (Some(outer), Some(inner)) => outer == inner,
        (Some(_), None) => member.reference.is_some() || member.ancestor.is_some(),
    };
    agrees.then_some((step, member))
}

/// Whether a schema can have a name: an object with properties, an enum, a union or a composition.
pub(super) fn is_nameable(schema: &Schema) -> bool {
    let enumerates = !schema.values.is_empty() && schema.stated_kind() != Some(JsonType::Boolean);
    enumerates || !schema.properties.is_empty() || schema.is_composed()
}
