//! The rebuilt document: each schema once, and references everywhere else.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::iter;

use super::arena::EntryId;
use super::components::{Component, ComponentId, Components};
use super::graph::{Graph, Step};
use super::names::{Name, Names};
use super::slots::slots;
use crate::parallel;
use crate::parse::{Additional, Aside, Discriminator, Document, Schema, SchemaId};
use crate::pointer::escape;

/// How deep schemas may nest within one component or operation. Types that are made of deeper ones can't be written.
const DEEPEST: usize = 32;

/// What the graph makes of the schemas of a document.
#[derive(Debug, Default)]
pub(super) struct Rebuilt {
    /// The components, sorted by name, and the copies that they are made of.
    pub(super) components: Vec<(String, EntryId, Schema)>,
    /// The schemas at the top of operations, in the order of the graph's roots.
    pub(super) roots: Vec<Schema>,
    /// The places of schemas that nest too deeply.
    pub(super) cut: Vec<String>,
}

impl Rebuilt {
    pub(super) fn of(graph: &Graph<'_>, components: &Components, names: &Names) -> Self {
        let named = components.list.iter().enumerate();
        let mut named: Vec<(&Name, ComponentId, &Component)> = named
            .filter_map(|(index, component)| Some((names.get(ComponentId(index))?, ComponentId(index), component)))
            .collect();
        named.sort_by_key(|(name, ..)| &name.text);
        let ids = named.iter().enumerate().map(|(index, (_, id, _))| (*id, SchemaId(index))).collect();
        let builder = || Builder { graph, components, names, ids: &ids, depth: Cell::new(0), cut: RefCell::default() };
        let built = parallel::map(named, |(name, _, component)| {
            let builder = builder();
            let schema = builder.component(component.representative, name);
            ((name.text.clone(), component.representative, schema), builder.cut.into_inner())
        });
        let (components, of_components): (Vec<_>, Vec<_>) = built.into_iter().unzip();
        let built = parallel::map(graph.roots.iter().collect(), |root| {
            let builder = builder();
            let pointer = graph.schema(root.entry).pointer().to_owned();
            (builder.place(root.entry, pointer), builder.cut.into_inner())
        });
        let (roots, of_roots): (Vec<_>, Vec<_>) = built.into_iter().unzip();
        Self { components, roots, cut: of_components.into_iter().chain(of_roots).flatten().collect() }
    }

    /// Puts the schemas into `document` and its operations.
    pub(super) fn put_into(self, document: &mut Document) {
        document.cut = self.cut;
        document.schemas = self.components.into_iter().map(|(name, _, schema)| (name, schema)).collect();
        let mut roots = self.roots.into_iter();
        for operation in document.operations.iter_mut().chain(&mut document.webhooks) {
            for ((_, slot), schema) in slots(operation).into_iter().zip(&mut roots) {
                *slot = schema;
            }
        }
    }
}

struct Builder<'b, 'a> {
    graph: &'b Graph<'a>,
    components: &'b Components,
    names: &'b Names,
    ids: &'b HashMap<ComponentId, SchemaId>,
    /// How many schemas are around the present one.
    depth: Cell<usize>,
    cut: RefCell<Vec<String>>,
}

impl Builder<'_, '_> {
    /// A component: the structure of its representative, under its name.
    fn component(&self, id: EntryId, name: &Name) -> Schema {
        let mut said = Schema::annotations(iter::once(self.graph.schema(id)));
        said.forget_constraints();
        let pointer = format!("/components/schemas/{}", escape(&name.text));
        self.deeper(pointer, |pointer| Schema { origin: name.origin, ..self.structure(id, pointer, said) })
    }

    /// A schema where it is used: a reference if it has a component, with what the place says besides.
    fn place(&self, id: EntryId, pointer: String) -> Schema {
        self.deeper(pointer, |pointer| self.place_at(id, pointer))
    }

    /// Makes a schema at `pointer`, if it isn't nested too deeply.
    fn deeper(&self, pointer: String, make: impl FnOnce(&str) -> Schema) -> Schema {
        let depth = self.depth.get();
        if depth > DEEPEST {
            self.cut.borrow_mut().push(pointer.clone());
            return Schema::at(pointer);
        }
        self.depth.set(depth + 1);
        let schema = make(&pointer);
        self.depth.set(depth);
        Schema { place: Aside(pointer), ..schema }
    }

    fn place_at(&self, id: EntryId, pointer: &str) -> Schema {
        let mut said = Schema::annotations(self.graph.chain(id));
        let Some(node) = self.graph.node(id) else { return said };
        let component = self.components.find(self.graph, node);
        let found = component.and_then(|id| Some((self.components.get(id)?, *self.ids.get(&id)?)));
        let Some((component, id)) = found else { return self.structure(node, pointer, said) };
        let own = Schema::annotations(iter::once(self.graph.schema(component.representative)));
        said.forget_annotations_of(&own);
        let reference = Schema { reference: Some(id), ..Schema::default() };
        if said.annotates_nothing() {
            return reference;
        }
        Schema { all_of: vec![self.deeper(format!("{pointer}/allOf/0"), |_| reference)], ..said }
    }

    /// What the entry `id` says a schema is, with the schemas inside it, and `said` of its place.
    fn structure(&self, id: EntryId, pointer: &str, mut said: Schema) -> Schema {
        let schema = self.graph.schema(id);
        let empty = schema.empty_keywords().map(|(key, value)| (key.clone(), value.clone()));
        said.rest.0.extend(empty);
        let child = |step: Step<'_>, keyword: &str| {
            let child = self.graph.child(id, step)?;
            Some(Box::new(self.place(child, format!("{pointer}/{keyword}"))))
        };
        let property = |name: &String| {
            let place = format!("{pointer}/properties/{}", escape(name));
            Some((name.clone(), self.place(self.graph.child(id, Step::Property(name))?, place)))
        };
        let members = |keyword: &str, list: &[Schema], step: fn(usize) -> Step<'static>| {
            let members = (0..list.len()).filter_map(|at| Some((at, self.graph.child(id, step(at))?)));
            members.map(|(at, member)| self.place(member, format!("{pointer}/{keyword}/{at}"))).collect()
        };
        Schema {
            kind: schema.kind,
            is_inferred: schema.is_inferred,
            format: schema.format.clone(),
            values: schema.values.clone(),
            properties: schema.properties.keys().filter_map(property).collect(),
            required: schema.required.clone(),
            additional: match child(Step::AdditionalProperties, "additionalProperties") {
                Some(schema) => Some(Additional::Schema(schema)),
                None => schema.additional.clone(),
            },
            items: child(Step::Items, "items"),
            all_of: members("allOf", &schema.all_of, Step::AllOf),
            one_of: members("oneOf", &schema.one_of, Step::OneOf),
            any_of: members("anyOf", &schema.any_of, Step::AnyOf),
            not: child(Step::Not, "not"),
            discriminator: schema.discriminator.as_ref().map(|it| Box::new(self.discriminator(id, it))),
            ..said
        }
    }

    /// A mapping refers to components by name, or to other members by their place: `#/oneOf/0`.
    fn discriminator(&self, id: EntryId, discriminator: &Discriminator) -> Discriminator {
        let target = |step: Step<'_>| {
            let target = self.graph.child(id, step)?;
            let name = self.components.find(self.graph, target).and_then(|component| self.names.get(component));
            match name {
                Some(name) => Some(format!("#/components/schemas/{}", escape(&name.text))),
                None => self.member_place(id, target),
            }
        };
        let mapping =
            discriminator.mapping.iter().filter_map(|(tag, _)| Some((tag.clone(), target(Step::Mapping(tag))?)));
        Discriminator {
            property: discriminator.property.clone(),
            mapping: mapping.collect(),
            default: target(Step::DefaultMapping),
            implied_tags: discriminator.implied_tags.clone(),
            rest: Aside(discriminator.rest.0.clone()),
        }
    }

    /// The place of a schema among the members of the union `id`.
    fn member_place(&self, id: EntryId, target: EntryId) -> Option<String> {
        let node = self.graph.node(target)?;
        let is_same = |child: EntryId| child == target || self.graph.node(child) == Some(node);
        self.graph.children(id).iter().filter(|(_, child)| is_same(*child)).find_map(|(step, _)| match step {
            Step::OneOf(index) => Some(format!("#/oneOf/{index}")),
            Step::AnyOf(index) => Some(format!("#/anyOf/{index}")),
            _ => None,
        })
    }
}
