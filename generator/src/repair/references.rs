//! Where a `$ref` leads.

use std::collections::BTreeMap;

use serde_json::Value;

use super::context::Context;
use crate::{base_uri, pointer};

/// How many references are followed on the way to one target.
const HOPS: usize = 64;

/// What a reference leads to.
pub(super) enum Target<'a> {
    /// A value of the same input, with its pointer: there is no reference on the way.
    Found { pointer: String, value: &'a Value },
    /// Another file.
    External,
    /// Nothing, or nothing but references to each other.
    Missing,
}

/// The names that `$anchor` and `$id` give to places, collected when the first is asked for.
#[derive(Default)]
pub(super) struct Anchors {
    by_name: Option<BTreeMap<String, String>>,
}

impl Anchors {
    fn find(&mut self, root: &Value, name: &str) -> Option<String> {
        self.by_name.get_or_insert_with(|| collect(root)).get(name).cloned()
    }
}

fn collect(root: &Value) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut open = vec![(String::new(), root)];
    while let Some((place, value)) = open.pop() {
        let below = |key: &str| format!("{place}{}", pointer::join([key]));
        match value {
            Value::Object(map) => {
                for (key, name) in [("$anchor", "#"), ("$dynamicAnchor", "#"), ("$id", "")] {
                    if let Some(Value::String(text)) = map.get(key) {
                        names.entry(format!("{name}{text}")).or_insert_with(|| place.clone());
                    }
                }
                open.extend(
                    map.iter().filter(|(_, value)| is_container(value)).map(|(key, value)| (below(key), value)),
                );
            }
            Value::Array(list) => {
                let children = list.iter().enumerate().filter(|(_, value)| is_container(value));
                open.extend(children.map(|(index, value)| (below(&index.to_string()), value)));
            }
            _ => {}
        }
    }
    names
}

fn is_container(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

/// Returns the reference that `value` is, if it is one.
pub(super) fn of(value: &Value) -> Option<&str> {
    value.as_object()?.get("$ref")?.as_str()
}

/// Finds what `reference` leads to.
pub(super) fn locate<'a>(context: &mut Context<'a>, reference: &str) -> Target<'a> {
    let reference = reference.trim();
    // By the document's own URI.
    let own = base_uri::relative(context.root, reference).filter(|own| own.starts_with('#'));
    let reference = own.as_deref().unwrap_or(reference);
    let Some(fragment) = own_fragment(context, reference) else {
        return match context.anchors.find(context.root, reference) {
            Some(pointer) => follow(context.root, &pointer),
            // Older formats allowed the bare name of a schema.
            None => match follow(context.root, &pointer::join(["components", "schemas", reference])) {
                Target::Missing => Target::External,
                found => found,
            },
        };
    };
    let decoded = pointer::percent_decoded(fragment);
    for candidate in [fragment, &*decoded] {
        if candidate.is_empty() || candidate.starts_with('/') {
            if let found @ Target::Found { .. } = follow(context.root, candidate) {
                return found;
            }
        } else if let Some(pointer) = context.anchors.find(context.root, &format!("#{candidate}")) {
            return follow(context.root, &pointer);
        }
    }
    enclosing(context, &decoded).unwrap_or(Target::Missing)
}

/// Returns what follows the `#` of a reference into the same input.
fn own_fragment<'r>(context: &Context<'_>, reference: &'r str) -> Option<&'r str> {
    let (file, fragment) = reference.split_once('#')?;
    let own_name = context.file().rsplit(['/', '\\']).next()?;
    let other_name = file.rsplit(['/', '\\']).next()?;
    (file.is_empty() || (own_name == other_name && !file.contains("://"))).then_some(fragment)
}

/// Tries the places where a reference that leads nowhere from the root is mostly meant to lead.
fn enclosing<'a>(context: &Context<'a>, fragment: &str) -> Option<Target<'a>> {
    let rooted = format!("/{}", fragment.trim_start_matches('/'));
    // `$defs` are written as if the schema that holds them were the document.
    let mut scope = context.pointer().to_owned();
    while let Some(end) = scope.rfind('/') {
        scope.truncate(end);
        if let found @ Target::Found { .. } = follow(context.root, &format!("{scope}{rooted}")) {
            return Some(found);
        }
    }
    // Left over from Swagger 2.
    let name = rooted.strip_prefix("/definitions/")?;
    match follow(context.root, &format!("/components/schemas/{name}")) {
        Target::Missing => None,
        found => Some(found),
    }
}

/// Walks from the root to `pointer`, through the references on the way.
fn follow<'a>(root: &'a Value, pointer: &str) -> Target<'a> {
    let mut open = pointer::segments(pointer);
    open.reverse();
    let mut path: Vec<String> = Vec::new();
    let mut value = root;
    let mut hops = 0;
    while let Some(segment) = open.pop() {
        if let Some(child) = pointer::child(value, &segment) {
            value = child;
            path.push(segment);
            continue;
        }
        let Some(fragment) = of(value).and_then(|reference| reference.strip_prefix('#')) else {
            return Target::Missing;
        };
        hops += 1;
        if hops > HOPS {
            return Target::Missing;
        }
        open.push(segment);
        open.extend(pointer::segments(&pointer::percent_decoded(fragment)).into_iter().rev());
        path.clear();
        value = root;
    }
    Target::Found { pointer: pointer::join(path.iter().map(String::as_str)), value }
}
