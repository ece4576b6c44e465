//! Where the name of a schema comes from.

/// Where the name of a schema comes from, the most trustworthy first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NameOrigin {
    /// A key of `components.schemas`.
    #[default]
    Component,
    /// A `title`.
    Title,
    /// The places of the schema.
    Context,
}
