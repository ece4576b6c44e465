//! References to schemas: each leads to a component and is alone in its schema.

use serde_json::{Map, Value, json};

use super::super::context::Context;
use super::super::references::{self, Target};
use super::super::{hoist, inline, values};
use crate::diagnostic::Code;
use crate::pointer;

/// Turns the reference in `map` into one to a component, alone or as a member of `allOf`.
///
/// If a reference leads to a schema inside of an operation, the schema has no name, only a place. It is copied, as in a
/// flattened document: *unify* finds a better name for it than this stage could.
/// Returns the place of the copy, if `map` became one.
pub(super) fn repair(context: &mut Context<'_>, map: &mut Map<String, Value>) -> Option<String> {
    for key in ["$dynamicRef", "$recursiveRef"] {
        if let Some(reference) = map.shift_remove(key) {
            map.entry("$ref").or_insert(reference);
        }
    }
    let Some(reference) = map.get("$ref")?.as_str().map(str::to_owned) else {
        values::drop_value(context, map, "$ref", "a string");
        return None;
    };
    let Some((place, target)) = find(context, &reference) else {
        map.shift_remove("$ref");
        return None;
    };
    drop_repeated_type(context, map);
    map.shift_remove("summary");
    map.shift_remove("$ref");
    if map.is_empty() {
        if let Some(copy) = copy(context, &place, target) {
            *map = copy;
            return Some(place);
        }
        map.insert("$ref".to_owned(), Value::String(component(context, &place)));
        return None;
    }
    // As a member it is alone, and comes here again.
    let member = json!({"$ref": reference});
    match map.get_mut("allOf") {
        Some(Value::Array(members)) => members.insert(0, member),
        _ => {
            map.insert("allOf".to_owned(), json!([member]));
        }
    }
    None
}

/// Drops a `type` beside a reference, because the target has its own.
fn drop_repeated_type(context: &mut Context<'_>, map: &mut Map<String, Value>) {
    const STRUCTURE: [&str; 7] = ["properties", "additionalProperties", "items", "enum", "allOf", "oneOf", "anyOf"];
    if map.contains_key("type") && !STRUCTURE.iter().any(|key| map.contains_key(*key)) {
        map.shift_remove("type");
        context.note(Code::ReferenceSibling, "the `type` beside `$ref` was dropped: the target has its own type");
    }
}

/// Returns a copy of a schema that has no name, unless it holds the reference to it or copies have become many.
fn copy(context: &mut Context<'_>, place: &str, target: &Value) -> Option<Map<String, Value>> {
    let is_named = ["/components/schemas/", "/$defs/", "/definitions/"].iter().any(|part| place.contains(part));
    if is_named || context.is_within(place) || hoist::has(context, place) || !inline::is_cheap(context, target) {
        return None;
    }
    target.as_object().cloned()
}

/// Returns a reference to the component at `place`, or to one made from the schema there.
fn component(context: &mut Context<'_>, place: &str) -> String {
    if place.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/')) {
        return format!("#{place}");
    }
    let name = hoist::name(context, place);
    format!("#{}", pointer::join(["components", "schemas", &name]))
}

/// Returns a reference to the component that `reference` leads to, or that its target becomes.
pub(super) fn target(context: &mut Context<'_>, reference: &str) -> Option<String> {
    let (place, _) = find(context, reference)?;
    Some(component(context, &place))
}

/// Finds the schema that a reference leads to, and reports if there is none.
fn find<'a>(context: &mut Context<'a>, reference: &str) -> Option<(String, &'a Value)> {
    let found = match references::locate(context, reference) {
        Target::Found { pointer, value } => described(context, pointer, value),
        Target::External => {
            let message = format!("`{reference}` leads to another file: any value is accepted");
            context.warning(Code::ExternalReference, message);
            return None;
        }
        Target::Missing => {
            context.warning(Code::DanglingReference, format!("`{reference}` leads nowhere: any value is accepted"));
            return None;
        }
    };
    let is_schema = |value: &Value| {
        value.is_object()
            || value.is_boolean()
            || value.as_str().is_some_and(|text| super::circular::marker(text).is_some())
    };
    let found = found.filter(|(place, value)| is_schema(value) && !place.is_empty());
    if found.is_none() {
        let message = format!("`{reference}` doesn't lead to a schema: any value is accepted");
        context.warning(Code::DanglingReference, message);
    }
    found
}

/// Goes on to the schema of a response, parameter or the like that a reference leads to by mistake.
fn described<'a>(context: &mut Context<'_>, mut place: String, mut value: &'a Value) -> Option<(String, &'a Value)> {
    const SECTIONS: [&str; 4] = ["responses", "requestBodies", "parameters", "headers"];
    let segments = pointer::segments(&place);
    let is_other = match segments.as_slice() {
        [components, section, _] => components == "components" && SECTIONS.contains(&section.as_str()),
        _ => false,
    };
    if !is_other {
        return Some((place, value));
    }
    let by_type = value.get("content").and_then(Value::as_object);
    if let Some((media_type, first)) = by_type.and_then(|by_type| by_type.iter().next()) {
        value = first;
        place.push_str(&pointer::join(["content", media_type]));
    }
    let schema = value.get("schema")?;
    place.push_str("/schema");
    context.warning(
        Code::MistypedReference,
        format!("expected a reference to a schema: the schema at `#{place}` is used"),
    );
    Some((place, schema))
}
