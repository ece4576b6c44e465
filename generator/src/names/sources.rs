//! Where names come from.

use std::collections::BTreeMap;
use std::fmt;

/// Where the names of an API's parts come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameSources {
    /// The types by their Rust names.
    pub types: BTreeMap<String, NameSource>,
    /// The operations by method and path.
    pub operations: BTreeMap<(String, String), NameSource>,
    /// The services by their tags.
    pub services: BTreeMap<String, NameSource>,
}

/// Where a name comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameSource {
    /// A key of `components.schemas`.
    Component,
    /// A schema's `title`.
    Title,
    /// The place of a schema.
    Context,
    /// `operationId`.
    OperationId,
    /// The method and the path of an operation.
    MethodAndPath,
    /// A tag.
    Tag,
    /// The lock: it would be called otherwise if it were new.
    Lock,
    /// A rule of the configuration.
    Rename,
}

impl fmt::Display for NameSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Component => "component",
            Self::Title => "title",
            Self::Context => "context",
            Self::OperationId => "operation id",
            Self::MethodAndPath => "method and path",
            Self::Tag => "tag",
            Self::Lock => "lock",
            Self::Rename => "rename",
        })
    }
}
