//! Names that items had before, by which code still reaches them.

use std::collections::BTreeMap;

/// What has another name beside its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AliasKind {
    /// A type below `models`.
    Type,
    /// A type below `errors`.
    Error,
    /// A variant without data; its scope is the enum.
    Variant,
    /// A method of the client.
    Service,
    /// The struct of a service.
    ServiceType,
    /// A module below `services`.
    Module,
    /// A builder or an outcome; its scope is the service's module.
    Builder,
    /// A method of a service; its scope is the method of the client.
    Method,
    /// A setter of a builder; its scope is the module and the builder, as `setter_scope` writes it.
    Setter,
}

/// An old name where it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AliasKey {
    /// What it names.
    pub kind: AliasKind,
    /// What it belongs to, by the name that this has now; empty for what belongs to nothing.
    pub scope: String,
    /// The old name.
    pub name: String,
}

/// Old names, each with the name that stands for the same now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases(pub BTreeMap<AliasKey, String>);

impl AliasKind {
    /// Each kind, with the word for it.
    pub(crate) const ALL: [(Self, &'static str); 9] = [
        (Self::Type, "type"),
        (Self::Error, "error"),
        (Self::Variant, "variant"),
        (Self::Service, "service"),
        (Self::ServiceType, "struct"),
        (Self::Module, "module"),
        (Self::Builder, "builder"),
        (Self::Method, "method"),
        (Self::Setter, "setter"),
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map(|(_, word)| *word).unwrap_or_default()
    }
}

impl AliasKey {
    pub(crate) fn new(kind: AliasKind, scope: &str, name: &str) -> Self {
        Self { kind, scope: scope.to_owned(), name: name.to_owned() }
    }
}

impl Aliases {
    /// The old names of what is called `now`.
    pub fn of<'a>(&'a self, kind: AliasKind, scope: &'a str, now: &'a str) -> impl Iterator<Item = &'a str> {
        let all = self.0.range(AliasKey::new(kind, scope, "")..);
        let own = all.take_while(move |(key, _)| key.kind == kind && key.scope == scope);
        own.filter(move |(_, name)| *name == now).map(|(key, _)| key.name.as_str())
    }

    /// What stands now for what was called `name`.
    pub fn get(&self, kind: AliasKind, scope: &str, name: &str) -> Option<&str> {
        self.0.get(&AliasKey::new(kind, scope, name)).map(String::as_str)
    }
}

/// The scope of the setters of a builder.
pub(crate) fn setter_scope(module: &str, builder: &str) -> String {
    format!("{module}::{builder}")
}
