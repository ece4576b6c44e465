//! References, changed to lead to the new places.

use serde_json::Value;

use super::moves::Moves;
use crate::pointer;

/// How many references are followed on the way to one parameter or response.
const HOPS: usize = 32;

/// Rewrites the references within `document`.
pub(super) fn rewrite(document: &mut Value, moves: &Moves) {
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                if let Some(Value::String(reference)) = map.get_mut("$ref")
                    && let Some(moved) = moved(reference, moves)
                {
                    *reference = moved;
                }
                open.extend(map.iter_mut().filter(|(key, _)| !is_data(key)).map(|(_, value)| value));
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
}

/// Whether the value under `key` belongs to the API's users, so that a `$ref` in it is not a reference.
fn is_data(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "enum") || key.starts_with("x-")
}

fn moved(reference: &str, moves: &Moves) -> Option<String> {
    let fragment = reference.trim().strip_prefix('#')?;
    let rooted = if fragment.starts_with('/') { fragment.to_owned() } else { format!("/{fragment}") };
    let decoded = pointer::percent_decoded(&rooted);
    let target = moves.find(&rooted).or_else(|| moves.find(&decoded))?;
    Some(format!("#{target}"))
}

/// Follows the references from `value` on. Returns what they lead to, with its pointer.
pub(super) fn resolve<'v>(root: &'v Value, value: &'v Value, place: &str) -> Option<(String, &'v Value)> {
    let (mut place, mut value) = (place.to_owned(), value);
    for _ in 0..HOPS {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return Some((place, value)) };
        let fragment = reference.trim().strip_prefix('#')?;
        let decoded = pointer::percent_decoded(fragment);
        let found = [fragment, &*decoded].into_iter().find_map(|it| Some((it.to_owned(), root.pointer(it)?)));
        (place, value) = found?;
    }
    None
}
