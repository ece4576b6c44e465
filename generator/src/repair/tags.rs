//! What the names of a document's schemas say about the members of its unions: their tags, and how they differ.
//!
//! Later stages don't see names: an alias is its target there, and a schema that adds nothing to another one is the same
//! schema. So facts that depend on names are noted here.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::context::Context;
use crate::notes::DEFAULT_TAG;
use crate::pointer;

/// How many bases of one schema are looked at.
const MOST_BASES: usize = 512;

/// What a component is to others.
#[derive(Default)]
struct Component {
    /// What it refers to by `$ref`, or by `allOf`.
    bases: Vec<String>,
    /// Whether it is `allOf` of one base with mere annotations.
    adds_nothing: bool,
    is_union: bool,
    is_object: bool,
    /// Its discriminator, where that is for the schemas that extend it.
    discriminator: Option<Map<String, Value>>,
}

/// Gives each union of a document its discriminator and the tags that the names of its members imply, and each schema
/// that only its tag tells from its base something of its own.
pub(super) fn repair(context: &mut Context<'_>, document: &mut Map<String, Value>) {
    let components = index(document);
    let mut told_apart: BTreeMap<String, String> = BTreeMap::new();
    for discriminator in components.values().filter_map(|component| component.discriminator.as_ref()) {
        let Some(property) = property(discriminator) else { continue };
        let mapping = discriminator.get("mapping").and_then(Value::as_object).into_iter().flat_map(Map::values);
        for name in mapping.filter_map(|reference| target(&json!({"$ref": reference}))) {
            // The schema is another name for its base.
            if components.get(&name).is_some_and(|component| component.adds_nothing) {
                told_apart.insert(name, property.to_owned());
            }
        }
    }
    for (name, component) in components.iter().filter(|(_, component)| component.adds_nothing) {
        let bases = bases(&components, name);
        let nearest = bases.iter().find_map(|base| components.get(base)?.discriminator.as_ref());
        // Where nothing is mapped, the names of all schemas that extend the base are tags.
        if let Some(discriminator) = nearest.filter(|nearest| maps_nothing(nearest))
            && component.discriminator.is_none()
            && !is_nullable(document, name)
            && let Some(property) = property(discriminator)
        {
            told_apart.insert(name.clone(), property.to_owned());
        }
    }
    for (key, value) in document.iter_mut() {
        context.within(key, |context| walk(context, value, &components, &mut told_apart));
    }
    let schemas = document.get_mut("components").and_then(|components| components.get_mut("schemas"));
    let Some(Value::Object(schemas)) = schemas else { return };
    for (name, property) in told_apart {
        let bases = bases(&components, &name);
        let is = |test: fn(&Component) -> bool| bases.iter().filter_map(|base| components.get(base)).any(test);
        if !is(|base| base.is_object) || is(|base| base.is_union) {
            continue;
        }
        let members = schemas.get_mut(&name).and_then(|schema| schema.get_mut("allOf")).and_then(Value::as_array_mut);
        if let Some(members) = members {
            members.push(json!({"type": "object", "properties": {property: {}}}));
        }
    }
}

fn index(document: &Map<String, Value>) -> BTreeMap<String, Component> {
    let schemas = document.get("components").and_then(|components| components.get("schemas")?.as_object());
    let component = |schema: &Value| {
        let members = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let has = |key: &str| schema.get(key).is_some();
        let is_union = has("oneOf") || has("anyOf");
        let is_plain = !["properties", "required", "items", "additionalProperties", "enum", "not", "discriminator"]
            .iter()
            .any(|key| has(key));
        let mut own = std::iter::once(schema).chain(members.iter().filter(|member| target(member).is_none()));
        let discriminator = own.find_map(|schema| schema.get("discriminator")?.as_object());
        Component {
            bases: target(schema).into_iter().chain(members.iter().filter_map(target)).collect(),
            adds_nothing: matches!(members, [only] if target(only).is_some()) && is_plain && !is_union,
            is_union,
            is_object: has("properties") || members.iter().any(|member| member.get("properties").is_some()),
            discriminator: discriminator.filter(|_| !is_union).cloned(),
        }
    };
    schemas.into_iter().flatten().map(|(name, schema)| (name.clone(), component(schema))).collect()
}

/// The name of the component that a schema is a reference to.
fn target(schema: &Value) -> Option<String> {
    let name = schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/")?;
    pointer::segments(&format!("/{name}")).pop()
}

fn is_nullable(document: &Map<String, Value>, name: &str) -> bool {
    let schema = document.get("components").and_then(|components| components.get("schemas")?.get(name));
    schema.and_then(|schema| schema.get("nullable")) == Some(&Value::Bool(true))
}

/// Whether no value of a discriminator has a schema by its mapping. A schema for all other values may be there.
fn maps_nothing(discriminator: &Map<String, Value>) -> bool {
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    mapping.is_none_or(|mapping| mapping.keys().all(|tag| tag == DEFAULT_TAG))
}

fn property(discriminator: &Map<String, Value>) -> Option<&str> {
    discriminator.get("propertyName").and_then(Value::as_str)
}

/// What a component extends, directly or not, the nearest first, and the component itself.
fn bases(components: &BTreeMap<String, Component>, name: &str) -> Vec<String> {
    let mut found = vec![name.to_owned()];
    let mut known: BTreeSet<&str> = BTreeSet::from([name]);
    let mut next = 0;
    while let Some(component) = found.get(next).filter(|_| next < MOST_BASES).and_then(|name| components.get(name)) {
        found.extend(component.bases.iter().filter(|base| known.insert(base)).cloned());
        next += 1;
    }
    found
}

/// Completes the unions below a value.
fn walk(
    context: &mut Context<'_>,
    value: &mut Value,
    components: &BTreeMap<String, Component>,
    told_apart: &mut BTreeMap<String, String>,
) {
    match value {
        Value::Array(list) => {
            for (at, value) in list.iter_mut().enumerate() {
                context.within(at, |context| walk(context, value, components, told_apart));
            }
        }
        Value::Object(map) => {
            complete(context, map, components, told_apart);
            let is_data =
                |key: &str| matches!(key, "example" | "examples" | "default" | "enum") || key.starts_with("x-");
            for (key, value) in map.iter_mut().filter(|(key, _)| !is_data(key)) {
                context.within(key, |context| walk(context, value, components, told_apart));
            }
        }
        _ => {}
    }
}

fn complete(
    context: &mut Context<'_>,
    map: &mut Map<String, Value>,
    components: &BTreeMap<String, Component>,
    told_apart: &mut BTreeMap<String, String>,
) {
    let keyword = ["oneOf", "anyOf"].into_iter().find(|key| map.get(*key).is_some_and(Value::is_array));
    let members = keyword.and_then(|keyword| map.get(keyword)?.as_array());
    let Some(members) = members.filter(|members| !members.is_empty()) else { return };
    let names: Vec<Option<String>> = members.iter().map(target).collect();
    if !map.contains_key("discriminator")
        && let Some(common) = names.iter().cloned().collect::<Option<Vec<_>>>()
        && let Some(inherited) = inherited(components, &common)
    {
        map.insert("discriminator".to_owned(), Value::Object(inherited));
    }
    let Some(property) = map.get("discriminator").and_then(Value::as_object).and_then(property) else { return };
    for name in names.iter().flatten() {
        if components.get(name).is_some_and(|component| component.adds_nothing) {
            told_apart.entry(name.clone()).or_insert_with(|| property.to_owned());
        }
    }
    context.notes.implied_tags.insert(context.pointer().to_owned(), names);
}

/// The discriminator of the nearest base that all of `names` extend.
fn inherited(components: &BTreeMap<String, Component>, names: &[String]) -> Option<Map<String, Value>> {
    let (first, others) = names.split_first().filter(|(_, others)| !others.is_empty())?;
    let others: Vec<Vec<String>> = others.iter().map(|name| bases(components, name)).collect();
    let common = bases(components, first).into_iter().find(|base| {
        components.get(base).is_some_and(|component| component.discriminator.is_some())
            && others.iter().all(|others| others.contains(base))
    })?;
    let mut discriminator = components.get(&common)?.discriminator.clone()?;
    if let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") {
        mapping.retain(|_, reference| target(&json!({"$ref": reference})).is_some_and(|name| names.contains(&name)));
        if mapping.is_empty() {
            discriminator.shift_remove("mapping");
        }
    }
    Some(discriminator)
}
