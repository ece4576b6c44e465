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

impl NameOrigin {
    /// The origin as a note in the document says it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Component => "component",
            Self::Title => "title",
            Self::Context => "context",
        }
    }

    /// What a note in the document says.
    pub(crate) fn of(note: &str) -> Self {
        [Self::Title, Self::Context].into_iter().find(|origin| origin.as_str() == note).unwrap_or_default()
    }
}
