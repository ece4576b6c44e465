//! Schemas that have an address, and templates that are bound to types: `$id`, `$anchor` and `$dynamicRef` of JSON Schema
//! 2020-12.
//!
//! References by address become such by place. A schema that refers to a template and names what its dynamic anchors are
//! becomes a copy of the template, so that two pages of two kinds of things are two schemas.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// How many references are followed from a schema to its template.
const HOPS: usize = 32;

/// How many copies of templates one document may have.
const MOST_COPIES: usize = 2_000;

/// Rewrites a document in place.
pub(super) fn resolve(document: &mut Value) {
    if !is_concerned(document) {
        return;
    }
    let mut addresses = BTreeMap::new();
    collect(document, "", "", &mut addresses);
    if !addresses.is_empty() {
        let root = document.clone();
        rewrite(document, "", "", &addresses, &root);
    }
    bind(document);
}

/// Whether a document has any of this: most have not.
fn is_concerned(document: &Value) -> bool {
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map)
                if ["$id", "$dynamicRef"].iter().any(|key| map.get(*key).is_some_and(Value::is_string)) =>
            {
                return true;
            }
            Value::Object(map) => open.extend(map.values()),
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    false
}

/// Whether values below a keyword are those of users, and no schemas.
fn is_data(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "enum" | "const") || key.starts_with("x-")
}

fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The values inside one, with their pointers.
fn children<'v>(value: &'v Value, pointer: &str) -> Vec<(String, &'v Value)> {
    match value {
        Value::Object(map) => {
            let schemas = map.iter().filter(|(key, value)| !is_data(key) && (value.is_object() || value.is_array()));
            schemas.map(|(key, value)| (child(pointer, key), value)).collect()
        }
        Value::Array(list) => {
            list.iter().enumerate().map(|(index, value)| (format!("{pointer}/{index}"), value)).collect()
        }
        _ => Vec::new(),
    }
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

/// The address of the values below `base`, after the schema's own `$id`.
fn base_of(value: &Value, base: &str) -> String {
    text(value, "$id").map_or_else(|| base.to_owned(), |id| joined(base, id.trim_end_matches('#')))
}

/// Finds the pointers of all addresses: `https://example.com/page`, and `https://example.com/page#row` of an anchor.
fn collect(value: &Value, pointer: &str, base: &str, addresses: &mut BTreeMap<String, String>) {
    let own = base_of(value, base);
    if own != base {
        addresses.entry(own.clone()).or_insert_with(|| pointer.to_owned());
    }
    for anchor in ["$anchor", "$dynamicAnchor"].iter().filter_map(|key| text(value, key)).filter(|_| !own.is_empty()) {
        addresses.entry(format!("{own}#{anchor}")).or_insert_with(|| pointer.to_owned());
    }
    for (pointer, value) in children(value, pointer) {
        collect(value, &pointer, &own, addresses);
    }
}

fn rewrite(value: &mut Value, pointer: &str, base: &str, addresses: &BTreeMap<String, String>, root: &Value) {
    let own = base_of(value, base);
    match value {
        Value::Object(map) => {
            let place = map.get("$ref").and_then(Value::as_str).and_then(|it| place(it, &own, addresses, root));
            if let Some(place) = place {
                map.insert("$ref".to_owned(), Value::String(format!("#{place}")));
            }
            for (key, value) in map.iter_mut().filter(|(key, _)| !is_data(key)) {
                rewrite(value, &child(pointer, key), &own, addresses, root);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter_mut().enumerate() {
                rewrite(value, &format!("{pointer}/{index}"), &own, addresses, root);
            }
        }
        _ => {}
    }
}

/// Where a reference leads, if it does so by an address of the document.
fn place(reference: &str, base: &str, addresses: &BTreeMap<String, String>, root: &Value) -> Option<String> {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let address = if path.is_empty() { base.to_owned() } else { joined(base, path) };
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return addresses.get(&format!("{address}#{fragment}")).cloned();
    }
    let place = format!("{}{fragment}", addresses.get(&address)?);
    root.pointer(&place).is_some().then_some(place)
}

/// A reference to an address as an absolute one: RFC 3986, 5.2.
fn joined(base: &str, reference: &str) -> String {
    let is_absolute = reference.contains("://") || reference.starts_with("urn:");
    if is_absolute || base.is_empty() {
        return reference.to_owned();
    }
    let authority = base.find("://").and_then(|at| base.get(at + 3..)?.find('/').map(|end| at + 3 + end));
    if reference.starts_with('/') {
        return format!("{}{reference}", authority.and_then(|end| base.get(..end)).unwrap_or(base));
    }
    let mut folder = base.rsplit_once('/').map_or(base, |(folder, _)| folder);
    let mut rest = reference.trim_start_matches("./");
    while let Some(shorter) = rest.strip_prefix("../") {
        folder = folder.rsplit_once('/').map_or(folder, |(folder, _)| folder);
        rest = shorter;
    }
    format!("{folder}/{rest}")
}

/// Puts a copy of its template in place of each schema that binds one.
fn bind(document: &mut Value) {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), &*document)];
    while let Some((pointer, value)) = open.pop() {
        let anchors = anchors(value, &pointer);
        if !anchors.is_empty() && found.len() < MOST_COPIES {
            let members = value.get("allOf").and_then(Value::as_array).into_iter().flatten().enumerate();
            let places = members.map(|(index, member)| (format!("{pointer}/allOf/{index}"), member));
            for (place, holder) in std::iter::once((pointer.clone(), value)).chain(places) {
                if let Some(copy) = copy(document, holder, &anchors) {
                    found.push((place, copy));
                }
            }
        }
        open.extend(children(value, &pointer));
    }
    for (place, copy) in found {
        let Some(Value::Object(holder)) = document.pointer_mut(&place) else { continue };
        holder.shift_remove("$ref");
        for (key, value) in copy {
            holder.entry(key).or_insert(value);
        }
    }
}

/// The dynamic anchors that a schema sets, by itself or in its `$defs`, with their pointers.
fn anchors(value: &Value, pointer: &str) -> BTreeMap<String, String> {
    let definitions = value.get("$defs").and_then(Value::as_object).into_iter().flatten();
    let places = definitions.map(|(name, schema)| (child(&format!("{pointer}/$defs"), name), schema));
    let own = std::iter::once((pointer.to_owned(), value));
    own.chain(places).filter_map(|(place, schema)| Some((text(schema, "$dynamicAnchor")?.to_owned(), place))).collect()
}

/// The template that a schema refers to, with its dynamic references bound; `None` if it has none of these anchors.
fn copy(document: &Value, holder: &Value, anchors: &BTreeMap<String, String>) -> Option<Map<String, Value>> {
    let mut anchors = anchors.clone();
    let mut template = holder;
    for _ in 0..HOPS {
        let Some(pointer) = text(template, "$ref").and_then(|reference| reference.strip_prefix('#')) else { break };
        template = document.pointer(pointer)?;
        // Anchors further out win.
        for (name, place) in self::anchors(template, pointer) {
            anchors.entry(name).or_insert(place);
        }
    }
    let mut copy = template.as_object()?.clone();
    for key in ["$id", "$anchor", "$dynamicAnchor"] {
        copy.shift_remove(key);
    }
    let mut value = Value::Object(copy);
    let mut bound = 0;
    replace(&mut value, &anchors, &mut bound);
    match value {
        Value::Object(copy) if bound > 0 && text(template, "$ref").is_none() && holder.get("$ref").is_some() => {
            Some(copy)
        }
        _ => None,
    }
}

fn replace(value: &mut Value, anchors: &BTreeMap<String, String>, bound: &mut usize) {
    match value {
        Value::Object(map) => {
            let name = map.get("$dynamicRef").and_then(Value::as_str).and_then(|it| it.rsplit('#').next());
            if let Some(place) = name.and_then(|name| anchors.get(name)) {
                let reference = json!(format!("#{place}"));
                map.shift_remove("$dynamicRef");
                map.insert("$ref".to_owned(), reference);
                *bound += 1;
            }
            map.iter_mut().filter(|(key, _)| !is_data(key)).for_each(|(_, value)| replace(value, anchors, bound));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| replace(value, anchors, bound)),
        _ => {}
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_joined_as_links_are() {
        let base = "https://example.com/a/b";
        assert_eq!(joined(base, "c"), "https://example.com/a/c");
        assert_eq!(joined(base, "../c"), "https://example.com/c");
        assert_eq!(joined(base, "/c"), "https://example.com/c");
        assert_eq!(joined(base, "urn:c"), "urn:c");
        assert_eq!(joined("", "c"), "c");
    }

    #[test]
    fn a_template_is_copied_for_what_it_is_bound_to() {
        let mut document = json!({"components": {"schemas": {
            "Page": {"$id": "https://example.com/page", "type": "object",
                "properties": {"rows": {"type": "array", "items": {"$dynamicRef": "#row"}}},
                "$defs": {"any": {"$dynamicAnchor": "row"}}},
            "Numbers": {"$id": "https://example.com/numbers", "$ref": "page",
                "$defs": {"number": {"$dynamicAnchor": "row", "type": "number"}}},
            "Other": {"$ref": "https://example.com/numbers"},
        }}});
        resolve(&mut document);
        let schemas = &document["components"]["schemas"];
        let items = json!({"$ref": "#/components/schemas/Numbers/$defs/number"});
        assert_eq!(schemas["Numbers"]["properties"]["rows"]["items"], items);
        assert_eq!(schemas["Numbers"].get("$ref"), None);
        assert_eq!(schemas["Other"]["$ref"], "#/components/schemas/Numbers");
        assert_eq!(schemas["Page"]["properties"]["rows"]["items"], json!({"$dynamicRef": "#row"}));
    }
}
