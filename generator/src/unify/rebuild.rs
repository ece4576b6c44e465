//! Prints the rebuilt document.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::canonical::CONSTRAINTS;
use super::components::{ComponentId, Components};
use super::graph::{EntryId, Graph, STRUCTURAL, Step};
use super::merge::Merged;
use super::names::{Name, Names};
use super::{Source, Unified, slots};
use crate::diagnostic::{Place, Places};
use crate::marks::{CIRCULAR, NAME_ORIGIN, PLACE};
use crate::names::NameOrigin;
use crate::pointer;

pub(super) fn rebuild(
    sources: &[Source],
    merged: &Merged<'_>,
    graph: &Graph<'_>,
    components: &Components,
    names: &Names,
) -> Unified {
    let printer = Printer { graph, components, names };
    let mut places = Places::default();
    let mut document = merged.skeleton.clone();
    for (section, items) in operations(sources, merged, &printer, &mut places) {
        document.insert(section, Value::Object(items));
    }
    for source in sources {
        place_security_schemes(source, &mut places);
    }
    let mut schemas = BTreeMap::new();
    for (index, component) in components.list.iter().enumerate() {
        let Some(name) = names.get(ComponentId(index)) else { continue };
        let pointer = format!("/components/schemas/{}", pointer::escape(&name.text));
        places.insert(pointer, graph.place(component.representative));
        schemas.insert(name.text.clone(), printer.component(component.representative, name));
    }
    let schemas_after = schemas.len();
    if !schemas.is_empty() {
        let entry = document.entry("components").or_insert_with(|| json!({}));
        if let Some(entry) = entry.as_object_mut() {
            entry.insert("schemas".to_owned(), Value::Object(schemas.into_iter().collect()));
        }
    }
    Unified {
        document: Value::Object(document),
        places,
        schemas_before: components.nameable,
        schemas_after,
        ..Unified::default()
    }
}

/// Records the places of security schemes; of several inputs with one name, the first counts.
fn place_security_schemes(source: &Source, places: &mut Places) {
    let schemes = source.document.pointer("/components/securitySchemes").and_then(Value::as_object);
    let mut parent = Place::file(&source.file);
    if !source.page {
        parent = parent.child("components");
    }
    for name in schemes.into_iter().flatten().map(|(name, _)| name) {
        let pointer = format!("/components/securitySchemes/{}", pointer::escape(name));
        if places.find(&pointer).file.is_empty() {
            places.insert(pointer, parent.child("securitySchemes").child(name));
        }
    }
}

/// The sections of the document that hold operations: `paths`, and `webhooks` if there are any.
fn operations(
    sources: &[Source],
    merged: &Merged<'_>,
    printer: &Printer<'_, '_>,
    places: &mut Places,
) -> Vec<(String, Map<String, Value>)> {
    let (mut paths, mut webhooks) = (Map::new(), Map::new());
    let mut roots = printer.graph.roots.iter();
    for operation in &merged.operations {
        let pointer =
            format!("/{}/{}/{}", operation.section, pointer::escape(operation.path), pointer::escape(operation.method));
        places.insert(pointer, operation.place.clone());
        // The graph met the slots in this same order.
        let mut printed = slots::replace(operation.value, &mut |_| {
            roots.next().map_or_else(|| json!({}), |root| printer.place(root.entry))
        });
        let document = sources.get(operation.source).map(|source| &source.document);
        if let (None, Some(security)) =
            (printed.get("security"), document.and_then(|document| document.get("security")))
        {
            printed.insert("security".to_owned(), security.clone());
        }
        printed.shift_remove(PLACE);
        let section = if operation.section == "webhooks" { &mut webhooks } else { &mut paths };
        let item = section.entry(operation.path).or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            item.insert(operation.method.to_owned(), Value::Object(printed));
        }
    }
    let webhooks = Some(("webhooks".to_owned(), webhooks)).filter(|(_, webhooks)| !webhooks.is_empty());
    std::iter::once(("paths".to_owned(), paths)).chain(webhooks).collect()
}

/// Whether a keyword at a schema's own top holds only for the place where the schema is used.
fn belongs_to_place(key: &str) -> bool {
    key == "nullable" || CONSTRAINTS.contains(&key)
}

struct Printer<'p, 'a> {
    graph: &'p Graph<'a>,
    components: &'p Components,
    names: &'p Names,
}

impl Printer<'_, '_> {
    /// A component: the structure of its representative, under its name.
    fn component(&self, id: EntryId, name: &Name) -> Value {
        let mut printed = self.structure(id);
        for (key, value) in self.annotations(&[id]) {
            if !belongs_to_place(&key) {
                printed.insert(key, value);
            }
        }
        if name.origin != NameOrigin::Component {
            printed.insert(NAME_ORIGIN.to_owned(), json!(name.origin.as_str()));
        }
        Value::Object(printed)
    }

    /// A schema where it is used: a reference if it has a component, with what the place says besides.
    fn place(&self, id: EntryId) -> Value {
        let chain = self.graph.chain(id);
        let mut annotations = self.annotations(&chain.links);
        let Some(node) = chain.node else { return Value::Object(annotations) };
        let component = self.components.find(self.graph, node);
        let named = component.and_then(|id| Some((self.components.get(id)?, self.names.get(id)?)));
        let Some((component, name)) = named else {
            let mut printed = self.structure(node);
            printed.extend(annotations);
            return Value::Object(printed);
        };
        annotations.remove("title");
        annotations.remove(NAME_ORIGIN);
        let own = self.annotations(&[component.representative]);
        annotations.retain(|key, value| belongs_to_place(key) || own.get(key) != Some(value));
        let reference = json!({ "$ref": format!("#/components/schemas/{}", pointer::escape(&name.text)) });
        if annotations.is_empty() {
            return reference;
        }
        let mut wrapper = Map::new();
        wrapper.insert("allOf".to_owned(), json!([reference]));
        wrapper.extend(annotations);
        Value::Object(wrapper)
    }

    /// The keywords that say what a schema is, with the schemas inside it printed.
    fn structure(&self, id: EntryId) -> Map<String, Value> {
        let mut printed = Map::new();
        let Some(schema) = self.graph.entry(id).and_then(|entry| entry.value.as_object()) else { return printed };
        for (key, value) in schema {
            let value = match (key.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    let print = |name: &String| (name.clone(), self.child(id, Step::Property(name)));
                    Value::Object(properties.keys().map(print).collect())
                }
                ("items", Value::Object(_)) => self.child(id, Step::Items),
                ("additionalProperties", Value::Object(_)) => self.child(id, Step::AdditionalProperties),
                ("not", Value::Object(_)) => self.child(id, Step::Not),
                ("allOf", Value::Array(members)) => self.members(id, members, Step::AllOf),
                ("oneOf", Value::Array(members)) => self.members(id, members, Step::OneOf),
                ("anyOf", Value::Array(members)) => self.members(id, members, Step::AnyOf),
                ("discriminator", discriminator) => self.discriminator(id, discriminator),
                (key, value) if STRUCTURAL.contains(&key) => value.clone(),
                _ => continue,
            };
            printed.insert(key.clone(), value);
        }
        printed
    }

    fn child(&self, id: EntryId, step: Step<'_>) -> Value {
        self.graph.child(id, step).map_or_else(|| json!({}), |child| self.place(child))
    }

    fn members(&self, id: EntryId, members: &[Value], step: fn(usize) -> Step<'static>) -> Value {
        Value::Array((0..members.len()).map(|index| self.child(id, step(index))).collect())
    }

    /// A mapping refers to components by name, or to other members by their place: `#/oneOf/0`.
    fn discriminator(&self, id: EntryId, discriminator: &Value) -> Value {
        let mut printed = discriminator.clone();
        if let Some(mapping) = printed.get_mut("mapping").and_then(Value::as_object_mut) {
            let targets = std::mem::take(mapping);
            for tag in targets.keys() {
                let target = self.graph.child(id, Step::Mapping(tag));
                let component = target.and_then(|target| self.components.find(self.graph, target));
                if let Some(name) = component.and_then(|component| self.names.get(component)) {
                    let reference = format!("#/components/schemas/{}", pointer::escape(&name.text));
                    mapping.insert(tag.clone(), Value::String(reference));
                } else if let Some(place) = target.and_then(|target| self.member_place(id, target)) {
                    mapping.insert(tag.clone(), Value::String(place));
                }
            }
        }
        printed
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

    /// What the entries of a chain say about the place; the outermost wins.
    fn annotations(&self, links: &[EntryId]) -> Map<String, Value> {
        let mut annotations = Map::new();
        for link in links {
            let schema = self.graph.entry(*link).and_then(|entry| entry.value.as_object());
            for (key, value) in schema.into_iter().flatten() {
                let is_annotation = !STRUCTURAL.contains(&key.as_str()) && key != "$ref" && key != CIRCULAR;
                // A wrapper that says `nullable: false` can't take back what it refers to.
                let wins = !annotations.contains_key(key) || (key == "nullable" && *value == Value::Bool(true));
                if is_annotation && wins && !(key == "nullable" && *value == Value::Bool(false)) {
                    annotations.insert(key.clone(), value.clone());
                }
            }
        }
        annotations
    }
}
