//! `consumes` and `produces`: of an operation, else of the document.

use serde_json::{Map, Value};

/// What goes without saying.
const JSON: &str = "application/json";

/// The media types that an operation answers with; those of the document without one.
pub(super) fn produces(root: &Value, operation: Option<&Map<String, Value>>) -> Vec<String> {
    let listed = listed(root, operation, "produces");
    if listed.is_empty() { vec![JSON.to_owned()] } else { listed }
}

/// The media types that an operation's body may have, as far as the document lists any.
pub(super) fn consumes(root: &Value, operation: &Map<String, Value>) -> Vec<String> {
    listed(root, Some(operation), "consumes")
}

/// As [`consumes`], for a body that isn't a form.
pub(super) fn of_body(consumes: &[String]) -> Vec<String> {
    if consumes.is_empty() { vec![JSON.to_owned()] } else { consumes.to_vec() }
}

fn listed(root: &Value, operation: Option<&Map<String, Value>>, key: &str) -> Vec<String> {
    // An empty list of an operation takes back what the document says.
    let own = operation.and_then(|operation| operation.get(key)).filter(|value| !value.is_null());
    let mut listed: Vec<String> = match own.or_else(|| root.get(key)) {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Some(Value::String(text)) => text.split(',').map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    for media_type in &mut listed {
        *media_type = media_type.trim().to_owned();
    }
    listed.retain(|media_type| !media_type.is_empty());
    let mut unique: Vec<String> = Vec::with_capacity(listed.len());
    for media_type in listed {
        if !unique.contains(&media_type) {
            unique.push(media_type);
        }
    }
    unique
}
