//! The members of a union, as far as unnamed members are named after them.

use super::arena::EntryId;
use super::graph::{Graph, Step};
use crate::names::alternatives::{Property, Shape, kind};
use crate::parse::{JsonType, Schema};

/// What a union's member looks like.
pub(super) fn shape(graph: &Graph<'_>, member: EntryId) -> Shape {
    let Some((node, schema)) = resolved(graph, member) else { return Shape::default() };
    let properties = schema.properties.keys().map(|name| {
        let mut property =
            Property { is_required: schema.required.contains(name), name: name.clone(), ..Property::default() };
        let child = graph.child(node, Step::Property(name)).and_then(|child| resolved(graph, child));
        if let Some((child, schema)) = child {
            property.kind = kind_of(graph, child, schema);
            if let [only] = schema.values.as_slice() {
                property.only = only.as_str().map(str::to_owned);
            }
            let items = graph.child(child, Step::Items).and_then(|items| resolved(graph, items));
            let inner = items.map_or(schema, |(_, items)| items);
            property.inner = inner.properties.keys().cloned().collect();
        }
        property
    });
    Shape { kind: kind_of(graph, node, schema), is_listed: !schema.values.is_empty(), properties: properties.collect() }
}

fn kind_of(graph: &Graph<'_>, node: EntryId, schema: &Schema) -> String {
    let items = graph.child(node, Step::Items).and_then(|items| resolved(graph, items));
    kind(type_of(schema), items.and_then(|(_, items)| type_of(items)))
}

/// `type`, or what `properties` and `items` make of it.
fn type_of(schema: &Schema) -> Option<&'static str> {
    let has_shape = !schema.properties.is_empty() || schema.items.is_some();
    schema.kind.filter(|_| !schema.is_inferred || has_shape).map(JsonType::as_str)
}

fn resolved<'g>(graph: &Graph<'g>, id: EntryId) -> Option<(EntryId, &'g Schema)> {
    let node = graph.node(id)?;
    Some((node, graph.schema(node)))
}
