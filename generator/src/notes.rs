//! What *repair* finds out beside the JSON that it gives, by JSON pointers into that JSON. *parse* makes fields of it.

use std::collections::BTreeMap;

/// The notes to one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// Schemas with a discriminator, with the names in the references to the union's members: one for each, and `None` for
    /// one that stands in place.
    pub implied_tags: BTreeMap<String, Vec<Option<String>>>,
    /// Operations that stand elsewhere in the input, with their places there.
    pub places: BTreeMap<String, String>,
}

/// The format of an integer that doesn't fit into 64 bits: no format of OpenAPI says so.
pub(crate) const BIG_INTEGER: &str = "big-integer";

/// The value in a discriminator's mapping with the member that all other values stand for (`defaultMapping`). No API writes such a
/// value.
pub(crate) const DEFAULT_TAG: &str = "\u{0}default";
