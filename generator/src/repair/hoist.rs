//! Schemas inside of other objects become components if references lead to them.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value};

use super::context::Context;
use super::schema;
use crate::pointer;

/// The schemas that are to become components.
#[derive(Default)]
pub(super) struct Hoisted {
    names: BTreeMap<String, String>,
    /// How often each name was asked for.
    counts: BTreeMap<String, usize>,
    open: VecDeque<(String, String)>,
}

/// Returns whether the schema at `place` becomes a component.
pub(super) fn has(context: &Context<'_>, place: &str) -> bool {
    context.hoisted.names.contains_key(place)
}

/// Returns the name of the component that the schema at `place` becomes.
pub(super) fn name(context: &mut Context<'_>, place: &str) -> String {
    if let Some(name) = context.hoisted.names.get(place) {
        return name.clone();
    }
    let base = sensible_name(&pointer::segments(place));
    let components = context.root.get("components").and_then(|components| components.get("schemas"));
    let mut name = base.clone();
    while components.is_some_and(|schemas| schemas.get(&name).is_some()) || context.hoisted.counts.contains_key(&name) {
        let count = context.hoisted.counts.entry(base.clone()).or_insert(1);
        *count += 1;
        name = format!("{base}_{count}");
    }
    context.hoisted.counts.insert(name.clone(), 1);
    context.hoisted.names.insert(place.to_owned(), name.clone());
    context.hoisted.open.push_back((place.to_owned(), name.clone()));
    name
}

/// Repairs the schemas that were referred to, and those that they refer to in turn.
pub(super) fn insert_all(context: &mut Context<'_>, schemas: &mut Map<String, Value>) {
    while let Some((place, name)) = context.hoisted.open.pop_front() {
        let Some(value) = context.root.pointer(&place) else { continue };
        let mut value = value.clone();
        context.at(&place, |context| schema::repair(context, &mut value));
        schemas.insert(name, value);
    }
}

/// Makes a name of the words in a pointer that are somebody's choice, not the format's.
fn sensible_name(segments: &[String]) -> String {
    let from = segments.iter().rposition(|segment| segment == "$defs" || segment == "definitions");
    let segments = from.map_or(segments, |index| segments.get(index + 1..).unwrap_or_default());
    let words: Vec<String> = segments.iter().filter_map(|segment| word(segment)).collect();
    if words.is_empty() { "Schema".to_owned() } else { words.join("_") }
}

fn word(segment: &str) -> Option<String> {
    const STRUCTURE: [&str; 16] = [
        "components",
        "schemas",
        "paths",
        "properties",
        "items",
        "content",
        "schema",
        "allOf",
        "oneOf",
        "anyOf",
        "parameters",
        "requestBodies",
        "headers",
        "prefixItems",
        "pathItems",
        "default",
    ];
    let word = match segment {
        "responses" => "Response",
        "requestBody" => "Request",
        "additionalProperties" => "Value",
        _ if STRUCTURE.contains(&segment) => return None,
        // An index.
        _ if segment.bytes().all(|byte| byte.is_ascii_digit()) && segment.len() < 3 => return None,
        // A media type; a path starts with its slash.
        _ if segment.find('/').is_some_and(|index| index > 0) => return None,
        other => other,
    };
    let parts = word.split(|character: char| !character.is_alphanumeric() && !['_', '-', '.'].contains(&character));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_what_authors_chose() {
        let name = |place: &str| sensible_name(&pointer::segments(place));
        assert_eq!(name("/components/schemas/Pet/properties/owner"), "Pet_owner");
        assert_eq!(name("/components/schemas/Pet/$defs/Owner"), "Owner");
        assert_eq!(name("/components/responses/NotFound/content/application~1json/schema"), "Response_NotFound");
        assert_eq!(
            name("/paths/~1pets/get/responses/200/content/application~1json/schema/items"),
            "pets_get_Response_200"
        );
        assert_eq!(name("/paths/~1pets/post/requestBody/content/application~1json/schema"), "pets_post_Request");
        assert_eq!(name("/paths/~1pets~1{id}/get/responses/200/content/a~1b/schema"), "pets_id_get_Response_200");
        assert_eq!(name("/allOf/0"), "Schema");
    }
}
