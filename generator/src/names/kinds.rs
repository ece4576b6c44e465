//! Words that say what kind of description a schema is, and not of what.

use super::words::singular;

const KINDS: [&str; 20] = [
    "base",
    "beta",
    "body",
    "data",
    "detail",
    "dto",
    "entity",
    "info",
    "item",
    "model",
    "object",
    "payload",
    "ref",
    "reference",
    "request",
    "response",
    "result",
    "schema",
    "type",
    "view",
];

/// Whether a title says nothing of a thing that the words of its place don't say. `is_said` is asked for singular words.
pub(crate) fn is_fitting(title: &[String], is_said: impl Fn(&str) -> bool) -> bool {
    title.iter().map(|word| singular(word)).all(|word| KINDS.contains(&word.as_str()) || is_said(&word))
}
