//! Changes by JSON pointer (RFC 6901).

use crate::pointer::{escape, unescape};
use serde_json::Value;

/// What became of a change.
pub(super) enum Outcome {
    Done,
    /// There is no place for the value.
    Missing,
    /// The list to which the value is to be added has it.
    Contained,
}

/// Sets what `pointer` leads to. The parent has to be there; `-` is the end of a list.
pub(super) fn set(root: &mut Value, pointer: &str, value: &Value) -> Outcome {
    let Some((parent, key)) = parent(root, pointer) else { return Outcome::Missing };
    match parent {
        Value::Object(fields) => {
            fields.insert(key, value.clone());
        }
        Value::Array(elements) => {
            let index = if key == "-" { Some(elements.len()) } else { key.parse::<usize>().ok() };
            match index {
                Some(index) if index == elements.len() => {
                    if elements.contains(value) {
                        return Outcome::Contained;
                    }
                    elements.push(value.clone());
                }
                Some(index) => match elements.get_mut(index) {
                    Some(element) => *element = value.clone(),
                    None => return Outcome::Missing,
                },
                None => return Outcome::Missing,
            }
        }
        _ => return Outcome::Missing,
    }
    Outcome::Done
}

/// Removes what `pointer` leads to, and returns whether there was anything.
pub(super) fn remove(root: &mut Value, pointer: &str) -> bool {
    match parent(root, pointer) {
        Some((Value::Object(fields), key)) => fields.shift_remove(&key).is_some(),
        Some((Value::Array(elements), key)) => match key.parse::<usize>() {
            Ok(index) if index < elements.len() => {
                elements.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

/// The pointer of the deepest value on the way that is there, and the keys that it has, escaped.
pub(super) fn neighbours<'p>(root: &Value, pointer: &'p str) -> (&'p str, Vec<String>) {
    let mut there = pointer;
    loop {
        there = there.rfind('/').and_then(|end| there.get(..end)).unwrap_or_default();
        let keys = match root.pointer(there) {
            Some(Value::Object(fields)) => fields.keys().map(|key| escape(key).into_owned()).collect(),
            Some(Value::Array(elements)) => (0..elements.len()).map(|index| index.to_string()).collect(),
            Some(_) => Vec::new(),
            None => continue,
        };
        return (there, keys);
    }
}

fn parent<'v>(root: &'v mut Value, pointer: &str) -> Option<(&'v mut Value, String)> {
    let (parent, key) = pointer.rsplit_once('/')?;
    Some((root.pointer_mut(parent)?, unescape(key).into_owned()))
}
