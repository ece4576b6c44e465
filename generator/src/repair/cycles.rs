//! Schemas that are nothing but each other.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::context::Context;
use crate::diagnostic::Code;
use crate::pointer;

/// Breaks the cycles of components that refer to each other without a value in between.
///
/// Such a schema says nothing, or can't be read: to find out whether a value is an `A` one would have to find out
/// whether it is an `A`. A union whose members extend the union is left alone: authors mean its properties.
pub(super) fn repair(context: &mut Context<'_>, schemas: &mut Map<String, Value>) {
    unite(schemas);
    for keywords in [&["allOf"][..], &["oneOf", "anyOf"][..]] {
        for (from, to) in back_edges(schemas, keywords) {
            let place = pointer::join(["components", "schemas", &from]);
            context.at(&place, |context| {
                context.warning(Code::CircularReference, format!("`{from}` and `{to}` only refer to each other"));
            });
            if let Some(schema) = schemas.get_mut(&from) {
                drop_edge(schema, keywords, &to);
            }
        }
    }
}

/// Gives unions that refer to each other through nothing but unions the alternatives of all: a reference back to where
/// one comes from adds none.
fn unite(schemas: &mut Map<String, Value>) {
    if back_edges(schemas, &["oneOf", "anyOf"]).is_empty() {
        return;
    }
    let before = schemas.clone();
    for name in before.keys() {
        let Some((keyword, _)) = before.get(name).and_then(pure_union) else { continue };
        let mut all = Vec::new();
        let is_cyclic = alternatives(&before, name, &mut vec![name.clone()], &mut all);
        if !is_cyclic || all.is_empty() || all.len() > MOST_ALTERNATIVES {
            continue;
        }
        if let Some(schema) = schemas.get_mut(name).and_then(Value::as_object_mut) {
            schema.insert(keyword.to_owned(), Value::Array(all));
        }
    }
}

/// How many alternatives a union may get from others.
const MOST_ALTERNATIVES: usize = 256;

/// The alternatives of a schema that is only a union.
fn pure_union(schema: &Value) -> Option<(&'static str, &Vec<Value>)> {
    let map = schema.as_object().filter(|map| !map.contains_key("discriminator"))?;
    let keyword = ["oneOf", "anyOf"].into_iter().find(|keyword| map.contains_key(*keyword))?;
    let is_annotation = |key: &str| matches!(key, "title" | "description" | "example" | "nullable" | "deprecated");
    let is_pure = map.keys().all(|key| key == keyword || is_annotation(key) || key.starts_with("x-"));
    Some((keyword, map.get(keyword)?.as_array()?)).filter(|_| is_pure)
}

/// Collects the alternatives of `name` that are not references to unions. Returns whether one leads back to `name`.
fn alternatives(schemas: &Map<String, Value>, name: &str, seen: &mut Vec<String>, all: &mut Vec<Value>) -> bool {
    let mut leads_back = false;
    let members = schemas.get(name).and_then(pure_union).map(|(_, members)| members);
    for member in members.into_iter().flatten() {
        let union = component(member).filter(|target| schemas.get(target).and_then(pure_union).is_some());
        match union {
            Some(target) if seen.contains(&target) => leads_back |= seen.first() == Some(&target),
            Some(target) if seen.len() < MOST_ALTERNATIVES => {
                seen.push(target.clone());
                leads_back |= alternatives(schemas, &target, seen, all);
            }
            _ if all.contains(member) => {}
            _ => all.push(member.clone()),
        }
    }
    leads_back
}

/// Returns the edges that close a cycle, in the order of a depth first walk.
fn back_edges(schemas: &Map<String, Value>, keywords: &[&str]) -> Vec<(String, String)> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        Open,
        Done,
    }
    let mut states: BTreeMap<String, State> = BTreeMap::new();
    let mut closing = Vec::new();
    for root in schemas.keys() {
        if states.contains_key(root) {
            continue;
        }
        states.insert(root.clone(), State::Open);
        let mut path = vec![(root.clone(), edges(schemas, root, keywords))];
        while let Some((name, next)) = path.last_mut() {
            let Some(target) = next.pop() else {
                states.insert(name.clone(), State::Done);
                path.pop();
                continue;
            };
            match states.get(&target) {
                Some(State::Open) => closing.push((name.clone(), target)),
                Some(State::Done) => {}
                None => {
                    states.insert(target.clone(), State::Open);
                    let next = edges(schemas, &target, keywords);
                    path.push((target, next));
                }
            }
        }
    }
    closing
}

fn edges(schemas: &Map<String, Value>, name: &str, keywords: &[&str]) -> Vec<String> {
    let mut targets = Vec::new();
    if let Some(schema) = schemas.get(name) {
        collect(schema, keywords, &mut targets);
    }
    targets.retain(|target| schemas.contains_key(target));
    targets.reverse();
    targets
}

fn collect(schema: &Value, keywords: &[&str], targets: &mut Vec<String>) {
    if let Some(target) = component(schema) {
        targets.push(target);
        return;
    }
    for keyword in keywords {
        for member in schema.get(*keyword).and_then(Value::as_array).into_iter().flatten() {
            collect(member, keywords, targets);
        }
    }
}

/// Returns the name of the component that a schema is a reference to.
fn component(schema: &Value) -> Option<String> {
    let name = schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/")?;
    pointer::segments(&format!("/{name}")).pop()
}

/// Drops the members that lead to `target`; a schema that is nothing else becomes any value.
fn drop_edge(schema: &mut Value, keywords: &[&str], target: &str) {
    if component(schema).as_deref() == Some(target) {
        *schema = Value::Object(Map::new());
        return;
    }
    for keyword in keywords {
        let Some(Value::Array(members)) = schema.get_mut(*keyword) else { continue };
        let mut kept = 0..;
        let is_target = |member: &Value| component(member).as_deref() == Some(target);
        let places: Vec<Option<usize>> =
            members.iter().map(|member| if is_target(member) { None } else { kept.next() }).collect();
        members.retain(|member| !is_target(member));
        for member in members.iter_mut() {
            drop_edge(member, keywords, target);
        }
        let is_empty = members.is_empty();
        move_mapping(schema, keyword, &places);
        if is_empty && let Some(map) = schema.as_object_mut() {
            map.shift_remove(*keyword);
        }
    }
}

/// Lets a mapping by members' places, `#/oneOf/1`, follow the members to their new places.
fn move_mapping(schema: &mut Value, keyword: &str, places: &[Option<usize>]) {
    let mapping = schema.get_mut("discriminator").and_then(|discriminator| discriminator.get_mut("mapping"));
    let Some(Value::Object(mapping)) = mapping else { return };
    mapping.retain(|_, target| {
        let index =
            target.as_str().and_then(|target| target.strip_prefix("#/")?.strip_prefix(keyword)?.strip_prefix('/'));
        let Some(index) = index.and_then(|index| index.parse::<usize>().ok()) else { return true };
        let Some(Some(place)) = places.get(index) else { return false };
        *target = Value::String(format!("#/{keyword}/{place}"));
        true
    });
}
