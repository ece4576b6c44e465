//! Schemas that have an address, and templates that are bound to types: `$id`, `$anchor` and `$dynamicRef` of JSON Schema
//! 2020-12.
//!
//! References by address become such by place. A schema that refers to a template and names what its dynamic anchors are
//! becomes a copy of the template, so that two pages of two kinds of things are two schemas.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// How deep copies of templates nest.
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

/// Turns references by address into such by place.
fn rewrite(value: &mut Value, pointer: &str, base: &str, addresses: &BTreeMap<String, String>, root: &Value) {
    let own = base_of(value, base);
    match value {
        Value::Object(map) => {
            let found = |reference: &str| place(reference, &own, addresses, root);
            if let Some(place) = map.get("$ref").and_then(Value::as_str).and_then(found) {
                map.insert("$ref".to_owned(), Value::String(format!("#{place}")));
            }
            // With the name at the end, by which schemas around may bind it.
            let dynamic = map.get("$dynamicRef").and_then(Value::as_str);
            if let Some((place, name)) = dynamic.and_then(|it| Some((found(it)?, it.rsplit('#').next()?))) {
                map.insert("$dynamicRef".to_owned(), Value::String(format!("#{place}#{name}")));
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

/// Puts copies of templates in place of the references to them, wherever the schemas around bind what they leave open.
fn bind(document: &mut Value) {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), &*document)];
    let mut binding = Binding { document, copies: 0, names: BTreeMap::new() };
    while let Some((pointer, value)) = open.pop() {
        if anchors(value, &pointer).is_empty() {
            open.extend(children(value, &pointer));
            continue;
        }
        // What is inside is in the scope of the outermost schema.
        let mut copy = value.clone();
        binding.bind(&mut copy, &pointer, &pointer, &BTreeMap::new(), &mut vec![(pointer.clone(), pointer.clone())]);
        found.push((pointer, copy));
    }
    for (place, copy) in found {
        if let Some(value) = document.pointer_mut(&place) {
            *value = copy;
        }
    }
    settle(document);
}

/// The dynamic anchors that a schema sets, by itself or in its `$defs`, with their pointers.
fn anchors(value: &Value, pointer: &str) -> BTreeMap<String, String> {
    let definitions = value.get("$defs").and_then(Value::as_object).into_iter().flatten();
    let places = definitions.map(|(name, schema)| (child(&format!("{pointer}/$defs"), name), schema));
    let own = std::iter::once((pointer.to_owned(), value));
    own.chain(places).filter_map(|(place, schema)| Some((text(schema, "$dynamicAnchor")?.to_owned(), place))).collect()
}

/// The name of the anchor that a dynamic reference asks for.
fn asked(value: &Value) -> Option<&str> {
    text(value, "$dynamicRef")?.rsplit('#').next().filter(|name| !name.is_empty())
}

/// The place of an ordinary reference within the document.
fn referred(value: &Value) -> Option<&str> {
    text(value, "$ref")?.strip_prefix('#').filter(|pointer| pointer.starts_with('/'))
}

struct Binding<'d> {
    document: &'d Value,
    copies: usize,
    /// The anchors that a schema asks for, by itself or through references, by its pointer.
    names: BTreeMap<String, BTreeSet<String>>,
}

impl Binding<'_> {
    /// Binds the references in a schema to the anchors of the schemas around it.
    ///
    /// `origin` is where it is written, `place` where it will stand. `copied` holds the templates around it by their
    /// pointers, each with the place of its copy.
    fn bind(
        &mut self,
        value: &mut Value,
        origin: &str,
        place: &str,
        outer: &BTreeMap<String, String>,
        copied: &mut Vec<(String, String)>,
    ) {
        let mut scope = outer.clone();
        // Anchors further out win.
        for (name, place) in anchors(value, origin) {
            scope.entry(name).or_insert(place);
        }
        if let Some(bound) = asked(value).and_then(|name| scope.get(name)) {
            let reference = json!(format!("#{bound}"));
            if let Some(map) = value.as_object_mut() {
                map.shift_remove("$dynamicRef");
                map.insert("$ref".to_owned(), reference);
            }
            return;
        }
        if let Some(template) = referred(value).map(str::to_owned) {
            self.instantiate(value, &template, place, &scope, copied);
        }
        match value {
            Value::Object(map) => {
                for (key, inner) in map.iter_mut().filter(|(key, _)| !is_data(key)) {
                    self.bind(inner, &child(origin, key), &child(place, key), &scope, copied);
                }
            }
            Value::Array(list) => {
                for (index, inner) in list.iter_mut().enumerate() {
                    let index = index.to_string();
                    self.bind(inner, &child(origin, &index), &child(place, &index), &scope, copied);
                }
            }
            _ => {}
        }
    }

    /// Puts a copy of a template in place of the reference to it, if it asks for anchors that are bound here.
    fn instantiate(
        &mut self,
        holder: &mut Value,
        template: &str,
        place: &str,
        scope: &BTreeMap<String, String>,
        copied: &mut Vec<(String, String)>,
    ) {
        if !self.asks_for(template).iter().any(|name| scope.contains_key(name)) {
            return;
        }
        let Some(map) = holder.as_object_mut() else { return };
        if let Some((_, copy)) = copied.iter().find(|(origin, _)| origin == template) {
            map.insert("$ref".to_owned(), json!(format!("#{copy}")));
            return;
        }
        self.copies += 1;
        let Some(Value::Object(body)) = self.document.pointer(template) else { return };
        if self.copies > MOST_COPIES || copied.len() > HOPS {
            return;
        }
        let mut scope = scope.clone();
        for (name, place) in self.document.pointer(template).map(|value| anchors(value, template)).into_iter().flatten()
        {
            scope.entry(name).or_insert(place);
        }
        let mut body = body.clone();
        for key in ["$id", "$anchor", "$dynamicAnchor", "$defs"] {
            body.shift_remove(key);
        }
        map.shift_remove("$ref");
        // A holder that says something itself keeps that apart.
        let is_apart = body.keys().any(|key| map.contains_key(key));
        let members = map.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
        let place = if is_apart { format!("{place}/allOf/{members}") } else { place.to_owned() };
        let mut body = Value::Object(body);
        copied.push((template.to_owned(), place.clone()));
        self.bind(&mut body, template, &place, &scope, copied);
        copied.pop();
        match (is_apart, body) {
            (false, Value::Object(body)) => map.extend(body),
            (_, body) => {
                if let Value::Array(members) = map.entry("allOf").or_insert_with(|| json!([])) {
                    members.push(body);
                }
            }
        }
    }

    /// The names of the anchors that a schema asks for.
    fn asks_for(&mut self, pointer: &str) -> BTreeSet<String> {
        if let Some(names) = self.names.get(pointer) {
            return names.clone();
        }
        let mut names = BTreeSet::new();
        let mut seen = BTreeSet::from([pointer.to_owned()]);
        let mut open: Vec<&Value> = self.document.pointer(pointer).into_iter().collect();
        while let Some(value) = open.pop() {
            names.extend(asked(value).map(str::to_owned));
            if let Some(target) = referred(value).filter(|target| seen.insert((*target).to_owned())) {
                open.extend(self.document.pointer(target));
            }
            open.extend(children(value, "").into_iter().map(|(_, value)| value));
        }
        self.names.insert(pointer.to_owned(), names.clone());
        names
    }
}

/// Lets the dynamic references that nothing binds lead to the anchors of their own schemas.
fn settle(value: &mut Value) {
    match value {
        Value::Object(map) => {
            let dynamic = map.get("$dynamicRef").and_then(Value::as_str);
            if let Some((place, _)) = dynamic.and_then(|it| it.strip_prefix('#')?.rsplit_once('#')) {
                let reference = json!(format!("#{place}"));
                map.shift_remove("$dynamicRef");
                map.insert("$ref".to_owned(), reference);
            }
            map.iter_mut().filter(|(key, _)| !is_data(key)).for_each(|(_, value)| settle(value));
        }
        Value::Array(list) => list.iter_mut().for_each(settle),
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
        let items = json!({"$ref": "#/components/schemas/Page/$defs/any"});
        assert_eq!(schemas["Page"]["properties"]["rows"]["items"], items);
    }

    #[test]
    fn templates_within_templates_are_bound_too() {
        let mut document = json!({"components": {"schemas": {
            "Page": {"$id": "https://example.com/page", "type": "object",
                "properties": {"rows": {"$dynamicRef": "#row"}, "next": {"$ref": "page"}},
                "$defs": {"any": {"$dynamicAnchor": "row"}}},
            "Envelope": {"$id": "https://example.com/envelope", "type": "object",
                "properties": {"page": {"$ref": "page"}, "first": {"$dynamicRef": "page#row"}}},
            "Numbers": {"$id": "https://example.com/numbers", "$ref": "envelope", "properties": {"own": {}},
                "$defs": {"number": {"$dynamicAnchor": "row", "type": "number"}}},
            "Texts": {"$id": "https://example.com/texts", "type": "object",
                "properties": {"page": {"$ref": "page"}},
                "$defs": {"text": {"$dynamicAnchor": "row", "type": "string"}}},
        }}});
        resolve(&mut document);
        let schemas = &document["components"]["schemas"];
        let numbers = &schemas["Numbers"]["allOf"][0]["properties"];
        let number = json!({"$ref": "#/components/schemas/Numbers/$defs/number"});
        assert_eq!(numbers["first"], number);
        assert_eq!(numbers["page"]["properties"]["rows"], number);
        let itself = "#/components/schemas/Numbers/allOf/0/properties/page";
        assert_eq!(numbers["page"]["properties"]["next"], json!({"$ref": itself}));
        let text = json!({"$ref": "#/components/schemas/Texts/$defs/text"});
        assert_eq!(schemas["Texts"]["properties"]["page"]["properties"]["rows"], text);
        let unbound = json!({"$ref": "#/components/schemas/Page/$defs/any"});
        assert_eq!(schemas["Envelope"]["properties"]["first"], unbound);
    }
}
