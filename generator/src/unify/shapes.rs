//! The members of a union, as far as unnamed members are named after them.

use serde_json::Value;

use super::graph::{EntryId, Graph, Step};
use crate::names::alternatives::{Property, Shape, kind};

/// What a union's member looks like.
pub(super) fn shape(graph: &Graph<'_>, member: EntryId) -> Shape {
    let Some((node, value)) = resolved(graph, member) else { return Shape::default() };
    let required: Vec<&str> =
        value.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = names_in(value).into_iter().map(|name| {
        let mut property =
            Property { is_required: required.contains(&name.as_str()), name: name.clone(), ..Property::default() };
        let child = graph.child(node, Step::Property(&name)).and_then(|child| resolved(graph, child));
        if let Some((child, value)) = child {
            property.kind = kind_of(graph, child, value);
            if let Some([only]) = value.get("enum").and_then(Value::as_array).map(Vec::as_slice) {
                property.only = only.as_str().map(str::to_owned);
            }
            let items = graph.child(child, Step::Items).and_then(|items| resolved(graph, items));
            property.inner = names_in(items.map_or(value, |(_, items)| items));
        }
        property
    });
    Shape {
        kind: kind_of(graph, node, value),
        is_listed: value.get("enum").is_some(),
        properties: properties.collect(),
    }
}

fn kind_of(graph: &Graph<'_>, node: EntryId, value: &Value) -> String {
    let items = graph.child(node, Step::Items).and_then(|items| resolved(graph, items));
    kind(type_of(value), items.and_then(|(_, items)| type_of(items)))
}

/// `type`, or what the other keywords make of it.
fn type_of(value: &Value) -> Option<&str> {
    match value.get("type").and_then(Value::as_str) {
        None if value.get("properties").is_some() => Some("object"),
        None if value.get("items").is_some() => Some("array"),
        found => found,
    }
}

fn resolved<'g>(graph: &'g Graph<'_>, id: EntryId) -> Option<(EntryId, &'g Value)> {
    let node = graph.node(id)?;
    Some((node, graph.entry(node)?.value))
}

fn names_in(value: &Value) -> Vec<String> {
    value.get("properties").and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.clone()).collect()
}
