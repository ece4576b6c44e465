//! The other files that a document refers to.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value};

use super::parse;

/// What *fetch* has to know of a document, or of a part of one.
pub(crate) struct Outline {
    /// Whether it is the root of an OpenAPI document.
    pub(crate) is_root: bool,
    /// The files that it refers to, as it spells them.
    pub(crate) files: BTreeSet<String>,
}

/// Reads the text of a file of that name.
///
/// # Errors
///
/// Fails with the reason if it is neither JSON nor YAML.
pub(crate) fn outline(name: &str, text: &str) -> Result<Outline, String> {
    let value = parse::by_name(Path::new(name), text).map_err(|failure| failure.message)?.value;
    let is_root = ["openapi", "swagger"].iter().any(|key| value.get(key).is_some());
    let mut files = BTreeSet::new();
    collect(&value, &mut files);
    Ok(Outline { is_root, files })
}

fn collect(value: &Value, files: &mut BTreeSet<String>) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(object) => {
                let reference = object.get("$ref").and_then(Value::as_str);
                // A mapping may name a schema of another file that no reference leads to.
                let mapping = object.get("mapping").and_then(Value::as_object);
                let is_file = |text: &&str| {
                    let file = text.split('#').next().unwrap_or_default();
                    [".json", ".yaml", ".yml"].iter().any(|ending| file.ends_with(ending))
                };
                let mapped = mapping.into_iter().flat_map(Map::values).chain(object.get("defaultMapping"));
                let targets = mapped.filter_map(Value::as_str);
                let texts = reference.into_iter().chain(targets.filter(is_file));
                let named = texts.filter_map(|text| text.split('#').next()).filter(|file| !file.is_empty());
                files.extend(named.map(str::to_owned));
                waiting.extend(object.values());
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
}
