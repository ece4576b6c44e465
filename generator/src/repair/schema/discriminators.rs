//! Which property tells the members of a union apart, and by which values.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::super::values;
use super::similarity::{folded, is_same, same_words};
use super::{circular, references, repair as repair_schema};
use crate::diagnostic::Code;
use crate::notes::DEFAULT_TAG;

pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    let Some(value) = map.get_mut("discriminator") else { return };
    if let Value::String(name) = value {
        *value = json!({"propertyName": name.as_str()});
        context.within("discriminator", |context| {
            context.note(Code::InvalidDiscriminator, "expected an object: the string is used as the property's name");
        });
    }
    let Some(mut discriminator) = map.shift_remove("discriminator") else { return };
    let kept = context.within("discriminator", |context| repair_object(context, map, &mut discriminator));
    if kept {
        map.insert("discriminator".to_owned(), discriminator);
    }
}

fn repair_object(context: &mut Context<'_>, map: &Map<String, Value>, value: &mut Value) -> bool {
    let Some(discriminator) = value.as_object_mut() else {
        context.warning(Code::InvalidDiscriminator, format!("expected an object, found {}", values::kind(value)));
        return false;
    };
    if !discriminator.get("propertyName").is_some_and(Value::is_string) {
        context.warning(Code::InvalidDiscriminator, "the discriminator names no property and was dropped");
        return false;
    }
    let members = Members::of(map);
    if let Some(default) = discriminator.shift_remove("defaultMapping") {
        repair_default(context, &members, discriminator, default);
    }
    if let Some(mapping) = values::object(context, discriminator, "mapping") {
        context.within("mapping", |context| {
            // Left of a reference beside other keywords.
            mapping.shift_remove("$ref");
            values::retain(context, mapping, |context, tag, value| repair_target(context, &members, tag, value));
        });
        if mapping.is_empty() {
            discriminator.shift_remove("mapping");
        }
    }
    true
}

/// Puts the member for values without a known tag (`defaultMapping` of OpenAPI 3.2) into the mapping.
fn repair_default(
    context: &mut Context<'_>,
    members: &Members<'_>,
    discriminator: &mut Map<String, Value>,
    mut target: Value,
) {
    let is_kept = context.within("defaultMapping", |context| {
        let found = match &target {
            Value::String(text) if !members.has(text) => named(context, members, text).map(Value::String),
            Value::String(_) => Some(target.take()),
            Value::Object(_) => described(context, members, "", &target).map(Value::String),
            _ => None,
        };
        if found.is_none() {
            let message = "the schema for all other values wasn't found: dropped";
            context.warning(Code::UnknownMapping, message);
        }
        found
    });
    let mapping = discriminator.entry("mapping").or_insert_with(|| json!({}));
    if let (Some(target), Some(mapping)) = (is_kept, mapping.as_object_mut()) {
        mapping.insert(DEFAULT_TAG.to_owned(), target);
    }
}

/// The members that a mapping can lead to.
struct Members<'m> {
    keyword: &'static str,
    list: &'m [Value],
    /// The first member of each title, which is written as [`folded`] does.
    titles: BTreeMap<String, usize>,
}

impl<'m> Members<'m> {
    fn of(map: &'m Map<String, Value>) -> Self {
        for keyword in ["oneOf", "anyOf"] {
            if let Some(Value::Array(list)) = map.get(keyword) {
                let mut titles = BTreeMap::new();
                for (index, title) in list.iter().enumerate().filter_map(|(index, it)| Some((index, title_of(it)?))) {
                    titles.entry(folded(title)).or_insert(index);
                }
                return Self { keyword, list, titles };
            }
        }
        Self { keyword: "oneOf", list: &[], titles: BTreeMap::new() }
    }

    /// Returns a reference to the only member that `test` picks, or to the first where all are wanted.
    fn find(&self, mut test: impl FnMut(&Value) -> bool) -> Option<String> {
        let index = self.list.iter().position(&mut test)?;
        Some(format!("#/{}/{index}", self.keyword))
    }

    /// Returns whether `reference` is already one of a member.
    fn has(&self, reference: &str) -> bool {
        let index = reference.strip_prefix("#/").and_then(|rest| rest.strip_prefix(self.keyword)?.strip_prefix('/'));
        index.and_then(|index| index.parse::<usize>().ok()).is_some_and(|index| index < self.list.len())
    }

    fn titled(&self, title: &str) -> Option<String> {
        let index = self.titles.get(&folded(title))?;
        Some(format!("#/{}/{index}", self.keyword))
    }
}

fn title_of(schema: &Value) -> Option<&str> {
    schema.get("title").and_then(Value::as_str).or_else(|| circular::title(schema)).filter(|title| !title.is_empty())
}

/// Makes a mapping's value a reference. Returns whether it leads anywhere.
fn repair_target(context: &mut Context<'_>, members: &Members<'_>, tag: &str, value: &mut Value) -> bool {
    let found = match value {
        Value::String(text) => match circular::marker(text) {
            Some(marker) => title_of(&marker).and_then(|title| members.titled(title)),
            None if members.has(text) => return true,
            None => named(context, members, text),
        },
        Value::Object(map) if map.get("$ref").is_some_and(Value::is_string) => {
            let text = map.get("$ref").and_then(Value::as_str).unwrap_or_default().to_owned();
            named(context, members, &text)
        }
        Value::Object(_) => described(context, members, tag, value),
        _ => None,
    };
    match found {
        Some(reference) => {
            *value = Value::String(reference);
            true
        }
        None if value.is_string() && !context.is_page() => {
            context.warning(
                Code::UnknownMapping,
                format!("the schema for the tag `{tag}` wasn't found: the entry was dropped"),
            );
            false
        }
        None => {
            context.warning(
                Code::UnmatchedMapping,
                format!("the tag `{tag}` belongs to none of the members: the entry was dropped, and a value with this tag fits no variant"),
            );
            false
        }
    }
}

/// Finds the schema that a reference or a bare name leads to.
fn named(context: &mut Context<'_>, members: &Members<'_>, text: &str) -> Option<String> {
    let reference = context.quietly(|context| references::target(context, text));
    let last = text.rsplit(['/', '#']).next().unwrap_or(text);
    // A mapping from another file: `dog.json`.
    let stem = last.split('.').next().unwrap_or(last);
    reference
        .or_else(|| members.titled(last))
        .or_else(|| members.titled(stem))
        .or_else(|| context.quietly(|context| references::target(context, stem)))
}

/// Finds the member that a schema in full is a copy of.
fn described(context: &mut Context<'_>, members: &Members<'_>, tag: &str, value: &Value) -> Option<String> {
    if members.list.is_empty() {
        return None;
    }
    let mut schema = value.clone();
    context.quietly(|context| repair_schema(context, &mut schema));
    let is_empty = value.as_object().is_some_and(Map::is_empty);
    let title = title_of(&schema);
    if is_empty {
        return members.titled(tag);
    }
    let titles_agree = |member: &Value| match (title_of(member), title) {
        (Some(one), Some(other)) => same_words(one, other),
        _ => true,
    };
    members
        .find(|member| titles_agree(member) && is_same(member, &schema))
        .or_else(|| title.and_then(|title| members.titled(title)))
        .or_else(|| members.find(|member| is_same(member, &schema)))
}
