//! Tags, which name services.

use super::Words;

/// The service of operations without a tag.
pub(crate) const UNTAGGED: &str = "Api";

/// The words of a tag, of which there is always one.
pub(crate) fn tag_words(tag: &str) -> Words {
    let words = Words::of(tag);
    let words = if words.is_empty() { Words::with_symbols(tag) } else { words };
    if words.is_empty() { Words::of(UNTAGGED) } else { words }
}
