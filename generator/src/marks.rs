//! Notes in the document from one stage to a later one, for facts that OpenAPI has no keyword for. Each is declared here once,
//! so that no stage has to know another.

/// The key under which *repair* keeps a cycle marker for *unify*: the title of the ancestor that is meant.
pub(crate) const CIRCULAR: &str = "x-circular";

/// The key under which *unify* tells *lower* where a component's name comes from: `component`, `title` or `context`.
pub(crate) const NAME_ORIGIN: &str = "x-name-origin";

/// The key of a discriminator under which *repair* tells *lower* the names in the references to a union's members, one for
/// each, and null for one that stands in place. They are tags, where nothing else says what the member's is.
pub(crate) const IMPLIED_TAGS: &str = "x-implied-tags";

/// The value in a discriminator's mapping under which *repair* tells *lower* which member all other values stand for (`defaultMapping`).
/// No API writes such a value.
pub(crate) const DEFAULT_TAG: &str = "\u{0}default";

/// The key under which *repair* tells *unify* where in the input the payload of an event stands: a JSON pointer.
pub(crate) const PLACE: &str = "x-place";

/// The format with which *repair* marks an integer for *lower* that doesn't fit into 64 bits.
pub(crate) const BIG_INTEGER: &str = "big-integer";
