//! References to anything but a schema are replaced by what they lead to.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::context::Context;
use super::references::{self, Target};
use super::{content, examples, headers, parameters, request_bodies, responses, security_schemes};
use crate::diagnostic::Code;

/// How many values copies may hold in all: far more than any published document needs, and little memory. Tests reach
/// it, so theirs is smaller.
const BUDGET: usize = if cfg!(test) { 400_000 } else { 4_000_000 };

/// How many values copies of schemas without a name may hold in all.
const CHEAP: usize = 300_000;

/// How many references are followed to one target.
const HOPS: usize = 64;

/// The kind of object at a place, and so how it is repaired.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Example,
    Header,
    MediaType,
    Parameter,
    RequestBody,
    Response,
    SecurityScheme,
}

impl Role {
    fn repair(self, context: &mut Context<'_>, value: &mut Value) -> bool {
        match self {
            Self::Example => examples::repair_example(context, value),
            Self::Header => headers::repair(context, value),
            Self::MediaType => content::repair_media_type(context, value),
            Self::Parameter => parameters::repair(context, value),
            Self::RequestBody => request_bodies::repair(context, value),
            Self::Response => responses::repair_response(context, value),
            Self::SecurityScheme => security_schemes::repair(context, value),
        }
    }
}

/// What references led to so far, repaired once and copied from then on.
#[derive(Default)]
pub(super) struct Inlined {
    done: BTreeMap<(Role, String), Option<(Value, usize)>>,
    active: BTreeSet<(Role, String)>,
    spent: usize,
    spent_on_schemas: usize,
}

/// Replaces a reference at the current place by its target, and repairs the object.
///
/// Returns whether there is something to keep.
pub(super) fn repair(context: &mut Context<'_>, role: Role, value: &mut Value) -> bool {
    let Some(reference) = references::of(value).map(str::to_owned) else {
        return role.repair(context, value);
    };
    match locate(context, &reference) {
        Some((pointer, target)) => {
            let Some(mut copy) = copy(context, role, pointer, target) else { return false };
            if let (Value::Object(copy), Value::Object(siblings)) = (&mut copy, &*value) {
                override_texts(copy, siblings);
            }
            *value = copy;
            true
        }
        // The status itself is still known.
        None if role == Role::Response => {
            *value = json!({"description": ""});
            true
        }
        None => false,
    }
}

/// Replaces a reference in place of an object of many parts, such as `properties`, by its target.
pub(super) fn repair_container(context: &mut Context<'_>, value: &mut Value) {
    let Some(reference) = references::of(value).map(str::to_owned) else { return };
    let target = match value.as_object() {
        Some(map) if map.len() == 1 => locate(context, &reference),
        _ => return,
    };
    *value = target.and_then(|(pointer, target)| copied(context, &pointer, target)).unwrap_or_default();
}

/// Returns a copy of the value at `pointer`, if there is memory for one more.
pub(super) fn copied(context: &mut Context<'_>, pointer: &str, target: &Value) -> Option<Value> {
    // Even to find out how large it is would take its time, once for each reference.
    let size = if context.inlined.spent < BUDGET { size(target) } else { BUDGET };
    is_affordable(context, pointer, size).then(|| target.clone())
}

/// Returns whether a copy of a schema doesn't count yet, and lets it count.
pub(super) fn is_cheap(context: &mut Context<'_>, target: &Value) -> bool {
    let spent = context.inlined.spent_on_schemas.saturating_add(size(target));
    let cheap = spent <= CHEAP;
    if cheap {
        context.inlined.spent_on_schemas = spent;
    }
    cheap
}

fn is_affordable(context: &mut Context<'_>, pointer: &str, size: usize) -> bool {
    let affordable = context.inlined.spent.saturating_add(size) <= BUDGET;
    if affordable {
        context.inlined.spent += size;
    } else {
        context.inlined.spent = BUDGET;
        context.warning(Code::TooLarge, format!("copying `#{pointer}` once more would take too much memory"));
    }
    affordable
}

/// Finds what a reference leads to, through any others, and reports where that is nothing.
pub(super) fn locate<'a>(context: &mut Context<'a>, reference: &str) -> Option<(String, &'a Value)> {
    let mut seen = BTreeSet::new();
    let mut next = reference.to_owned();
    loop {
        match references::locate(context, &next) {
            Target::Found { pointer, value } => match references::of(value) {
                Some(further) if seen.len() < HOPS && seen.insert(pointer.clone()) => next = further.to_owned(),
                Some(_) => {
                    context.warning(
                        Code::CircularReference,
                        format!("`{reference}` leads back to itself and was dropped"),
                    );
                    return None;
                }
                None => return Some((pointer, value)),
            },
            Target::External => {
                context.warning(Code::ExternalReference, format!("`{next}` leads to another file and was dropped"));
                return None;
            }
            Target::Missing => {
                context.warning(Code::DanglingReference, format!("`{next}` leads nowhere and was dropped"));
                return None;
            }
        }
    }
}

fn copy(context: &mut Context<'_>, role: Role, pointer: String, target: &Value) -> Option<Value> {
    let key = (role, pointer);
    if !context.inlined.done.contains_key(&key) {
        if !context.inlined.active.insert(key.clone()) {
            context.warning(Code::CircularReference, format!("`#{}` contains itself: it was dropped here", key.1));
            return None;
        }
        let repaired = first_copy(context, &key, target);
        context.inlined.active.remove(&key);
        let repaired = repaired.map(|value| {
            let size = size(&value);
            (value, size)
        });
        context.inlined.done.insert(key.clone(), repaired);
    }
    let size = context.inlined.done.get(&key)?.as_ref()?.1;
    if !is_affordable(context, &key.1, size) {
        return None;
    }
    Some(context.inlined.done.get(&key)?.as_ref()?.0.clone())
}

fn first_copy(context: &mut Context<'_>, key: &(Role, String), target: &Value) -> Option<Value> {
    let (role, pointer) = key;
    if let Some(wrapped) = wrapped(context, *role, pointer) {
        return Some(wrapped);
    }
    let mut value = target.clone();
    context.at(pointer, |context| role.repair(context, &mut value)).then_some(value)
}

/// Makes the object that was meant where a reference leads to a schema instead.
fn wrapped(context: &mut Context<'_>, role: Role, pointer: &str) -> Option<Value> {
    let name = pointer.strip_prefix("/components/schemas/")?;
    if name.contains('/') {
        return None;
    }
    let schema = json!({"$ref": format!("#{pointer}")});
    let value = match role {
        Role::Response => json!({"description": "", "content": {"application/json": {"schema": schema}}}),
        Role::RequestBody => json!({"content": {"application/json": {"schema": schema}}}),
        Role::Header | Role::MediaType => json!({"schema": schema}),
        Role::Example | Role::Parameter | Role::SecurityScheme => return None,
    };
    context.warning(
        Code::MistypedReference,
        format!("`#{pointer}` is a schema: the object that belongs here was made from it"),
    );
    Some(value)
}

/// Since OpenAPI 3.1 these two may stand beside a reference and win over those of its target.
fn override_texts(target: &mut Map<String, Value>, siblings: &Map<String, Value>) {
    for key in ["summary", "description"] {
        if let Some(text @ Value::String(_)) = siblings.get(key) {
            target.insert(key.to_owned(), text.clone());
        }
    }
}

fn size(value: &Value) -> usize {
    match value {
        Value::Array(list) => 1 + list.iter().map(size).sum::<usize>(),
        Value::Object(map) => 1 + map.values().map(size).sum::<usize>(),
        // A long text weighs as much as the values that would take its place.
        Value::String(text) => 1 + text.len() / 64,
        _ => 1,
    }
}
