//! The line in a file of a JSON pointer's value.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

mod json;
mod yaml;

/// Finds the lines of JSON pointers in a document's file, as far as its form allows. A value that isn't found gets the line of
/// the value around it. `None` for files that are not documents.
pub(crate) fn find(path: &Path, pointers: &BTreeSet<&str>) -> Option<BTreeMap<String, usize>> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if !matches!(extension.as_deref(), Some("json" | "yaml" | "yml")) {
        return None;
    }
    let text = fs::read_to_string(path).ok()?;
    Some(lines(&text, pointers))
}

fn lines(text: &str, pointers: &BTreeSet<&str>) -> BTreeMap<String, usize> {
    let mut wanted: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for pointer in pointers {
        for ancestor in ancestors(pointer) {
            wanted.insert(ancestor, None);
        }
    }
    // Returns whether it is wanted, or something in it.
    let mut found = |pointer: &str, line: usize| {
        let Some(slot) = wanted.get_mut(pointer) else { return false };
        // If a key is there twice the last one counts, as in the document.
        *slot = Some(line);
        true
    };
    if text.trim_start().starts_with('{') {
        json::scan(text, &mut found);
    } else {
        yaml::scan(text, &mut found);
    }
    pointers
        .iter()
        .filter_map(|pointer| {
            let line = ancestors(pointer).find_map(|ancestor| wanted.get(ancestor).copied().flatten())?;
            Some(((*pointer).to_owned(), line))
        })
        .collect()
}

/// A pointer and those of what it is part of, the nearest first, without the whole.
fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| pointer.get(..pointer.rfind('/')?))
        .take_while(|pointer| !pointer.is_empty())
}

/// The way to where a scan is, as a JSON pointer.
#[derive(Debug, Default)]
struct Cursor {
    pointer: String,
}

impl Cursor {
    fn push(&mut self, key: &str) {
        self.pointer.push('/');
        for character in key.chars() {
            match character {
                '~' => self.pointer.push_str("~0"),
                '/' => self.pointer.push_str("~1"),
                other => self.pointer.push(other),
            }
        }
    }

    fn pop(&mut self) {
        self.pointer.truncate(self.pointer.rfind('/').unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, pointer: &str) -> Option<usize> {
        lines(text, &BTreeSet::from([pointer])).remove(pointer)
    }

    const JSON: &str = r#"{
  "openapi": "3.0.0",
  "a/b": {
    "list": [1, {"x": "a \" } ] ,"},
      [
        true
      ]],
    "é\n\u0041": null
  },
  "last": { }
}"#;

    #[test]
    fn json_pointers_have_lines() {
        assert_eq!(line(JSON, "/openapi"), Some(2));
        assert_eq!(line(JSON, "/a~1b"), Some(3));
        assert_eq!(line(JSON, "/a~1b/list"), Some(4));
        assert_eq!(line(JSON, "/a~1b/list/1/x"), Some(4));
        assert_eq!(line(JSON, "/a~1b/list/2/0"), Some(6));
        assert_eq!(line(JSON, "/a~1b/é\nA"), Some(8));
        assert_eq!(line(JSON, "/last"), Some(10));
        // A missing value has the line of the value around its place.
        assert_eq!(line(JSON, "/a~1b/list/9"), Some(4));
        assert_eq!(line(JSON, "/none"), None);
        assert_eq!(line(JSON, ""), None);
    }

    #[test]
    fn broken_json_does_no_harm() {
        for text in ["{", "{\"a\"", "{\"a\": \"", "{]", "{\"a\": [}, 1", "{\"a\" 1}", "{\"\\u12\": 1}"] {
            assert_eq!(line(text, "/x"), None);
        }
    }

    const YAML: &str = "\
openapi: 3.0.0
# comment
paths:
  /pets/{id}:
    get:
      tags:
      - one
      - two
      parameters:
        - name: id
          in: path
        -
          name: limit
          schema: {type: integer,
            minimum: 0}
      description: |
        parameters:
          - not a key
        get: neither
      'quoted: key': 1
      \"200\":
        description: a
          longer: text
components:
  schemas:
    Pet: &pet
      type: object
";

    #[test]
    fn yaml_pointers_have_lines() {
        assert_eq!(line(YAML, "/paths"), Some(3));
        assert_eq!(line(YAML, "/paths/~1pets~1{id}/get"), Some(5));
        assert_eq!(line(YAML, "/paths/~1pets~1{id}/get/tags/1"), Some(8));
        assert_eq!(line(YAML, "/paths/~1pets~1{id}/get/parameters/0"), Some(10));
        assert_eq!(line(YAML, "/paths/~1pets~1{id}/get/parameters/0/in"), Some(11));
        assert_eq!(line(YAML, "/paths/~1pets~1{id}/get/parameters/1"), Some(12));
        assert_eq!(line(YAML, "/paths/~1pets~1{id}/get/parameters/1/schema/minimum"), Some(14));
        assert_eq!(line(YAML, "/paths/~1pets~1{id}/get/description/get"), Some(16));
        assert_eq!(line(YAML, "/paths/~1pets~1{id}/get/quoted: key"), Some(20));
        assert_eq!(line(YAML, "/paths/~1pets~1{id}/get/200/description"), Some(22));
        assert_eq!(line(YAML, "/components/schemas/Pet/type"), Some(27));
        assert_eq!(line(YAML, "/none"), None);
    }
}
