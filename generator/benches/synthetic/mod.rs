//! APIs of any size, made of the repository's own pages.

use std::path::Path;

use generator::read::{self, Input, InputPath, Page};
use serde_json::{Map, Value};

/// Reads the pages in `specs/role-mining`.
pub(crate) fn pages() -> Input {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/role-mining");
    read::read(&[InputPath::named(folder, "")], &read::Options::default())
}

/// An API of `operations` operations: the pages again and again, each time with other names.
///
/// Tags, paths, operation ids, titles and properties differ from copy to copy, and so do the types. What responses to
/// failed requests look like is the same everywhere.
pub(crate) fn api(operations: usize) -> Input {
    let mut input = pages();
    let originals = std::mem::take(&mut input.pages);
    let copies = (0..).flat_map(|copy| originals.iter().map(move |page| self::copy(page, copy)));
    input.pages = copies.take(if originals.is_empty() { 0 } else { operations }).collect();
    input
}

fn copy(page: &Page, copy: usize) -> Page {
    let mut operation = page.operation.clone();
    if copy > 0 {
        rename_operation(&mut operation, copy);
    }
    Page { file: format!("{copy}/{}", page.file), title: page.title.clone(), operation }
}

fn rename_operation(operation: &mut Map<String, Value>, copy: usize) {
    for (key, value) in operation.iter_mut() {
        match (key.as_str(), value) {
            ("path", Value::String(path)) => *path = format!("/copy-{copy}{path}"),
            ("operationId", Value::String(id)) => *id = format!("{id}Of{copy}"),
            ("tags", Value::Array(tags)) => tags.iter_mut().for_each(|tag| append(tag, copy)),
            ("requestBody", body) => rename(body, copy),
            ("responses", Value::Object(responses)) => {
                let successes = responses.iter_mut().filter(|(status, _)| status.starts_with('2'));
                successes.for_each(|(_, response)| rename(response, copy));
            }
            _ => {}
        }
    }
}

/// Gives the titles and properties of all schemas within `value` other names, in examples, too.
fn rename(value: &mut Value, copy: usize) {
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                match (key.as_str(), value) {
                    ("title", title @ Value::String(_)) => append(title, copy),
                    ("properties", Value::Object(properties)) => {
                        properties.values_mut().for_each(|property| rename(property, copy));
                        rename_keys(properties, copy);
                    }
                    ("required", Value::Array(names)) => names.iter_mut().for_each(|name| append(name, copy)),
                    ("propertyName", name @ Value::String(_)) => append(name, copy),
                    ("example", example) => rename_example(example, copy),
                    ("examples", Value::Object(examples)) => {
                        let values = examples.values_mut().filter_map(|example| example.get_mut("value"));
                        values.for_each(|example| rename_example(example, copy));
                    }
                    (_, value) => rename(value, copy),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| rename(element, copy)),
        _ => {}
    }
}

fn rename_example(example: &mut Value, copy: usize) {
    match example {
        Value::Object(map) => {
            map.values_mut().for_each(|value| rename_example(value, copy));
            rename_keys(map, copy);
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| rename_example(element, copy)),
        _ => {}
    }
}

fn rename_keys(map: &mut Map<String, Value>, copy: usize) {
    *map = std::mem::take(map).into_iter().map(|(name, value)| (format!("{name}{copy}"), value)).collect();
}

fn append(text: &mut Value, copy: usize) {
    if let Value::String(text) = text {
        text.push_str(&copy.to_string());
    }
}
