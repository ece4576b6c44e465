//! Keywords of JSON Schema that are about the schema, not about the value.

use serde_json::{Map, Value};

/// Drops what names a schema or says how to read it: references have been looked up in the untouched input.
pub(super) fn repair(map: &mut Map<String, Value>) {
    const KEYWORDS: [&str; 9] = [
        "$schema",
        "$id",
        "$anchor",
        "$dynamicAnchor",
        "$recursiveAnchor",
        "$comment",
        "$vocabulary",
        "$defs",
        "definitions",
    ];
    map.retain(|key, _| !KEYWORDS.contains(&key.as_str()));
}
