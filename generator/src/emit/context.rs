//! What all emitters need to know.

use super::EmitError;
use crate::api::{Api, Operation, SecurityAlternative, TypeDefinition, TypeId, defaults};
use crate::names::{can_be_raw, is_keyword};
use proc_macro2::{Ident, Span};
use std::fmt::Display;

/// The API and what follows from the whole of it.
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    /// The crate's name as Rust code writes it.
    pub(super) crate_name: String,
    /// The [`schemes`] of most operations: operations that differ have their own.
    pub(super) security: Vec<Vec<&'a str>>,
    /// For each type whether it implements `Default`.
    defaults: Vec<bool>,
}

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api, package: &str) -> Result<Self, EmitError> {
        let crate_name = package.replace('-', "_");
        ident(&crate_name, format_args!("the crate name `{package}`"))?;
        Ok(Self { api, crate_name, security: commonest_security(api), defaults: defaults::find(api) })
    }

    /// Returns the definition of `id`, which belongs to another API if that fails.
    pub(super) fn definition(&self, id: TypeId) -> Result<&'a TypeDefinition, EmitError> {
        self.api.type_definition(id).ok_or_else(|| EmitError::new(format_args!("type {}", id.0), "it is not defined"))
    }

    /// Returns whether `definition`, one of the API's, implements `Default`.
    pub(super) fn has_default(&self, definition: &TypeDefinition) -> bool {
        // The types are sorted by name.
        self.api
            .types
            .binary_search_by(|other| other.name.cmp(&definition.name))
            .ok()
            .or_else(|| self.api.types.iter().position(|other| other.name == definition.name))
            .and_then(|index| self.defaults.get(index).copied())
            .unwrap_or_default()
    }
}

/// The schemes of each alternative of a `security`, which are sent alike whatever scopes are asked for.
pub(super) fn schemes(security: &[SecurityAlternative]) -> Vec<Vec<&str>> {
    security.iter().map(|schemes| schemes.iter().map(|one| one.scheme.as_str()).collect()).collect()
}

/// The commonest schemes of the operations, among equals the first.
fn commonest_security(api: &Api) -> Vec<Vec<&str>> {
    let mut counts: Vec<(Vec<Vec<&str>>, usize)> = Vec::new();
    for operation in api.operations() {
        let own = schemes(&operation.security);
        match counts.iter_mut().find(|(security, _)| *security == own) {
            Some((_, count)) => *count += 1,
            None => counts.push((own, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(security, _)| security).unwrap_or_default()
}

/// Makes a token of a final name, raw or not.
///
/// `Ident::new` would panic if it is not an identifier.
pub(super) fn ident(name: &str, item: impl Display) -> Result<Ident, EmitError> {
    let bare = unraw(name);
    let mut characters = bare.chars();
    let is_name = characters.next().is_some_and(|first| first == '_' || unicode_ident::is_xid_start(first))
        && characters.all(unicode_ident::is_xid_continue)
        && bare != "_";
    match (is_name, bare == name) {
        (true, true) if !is_keyword(name) => Ok(Ident::new(name, Span::call_site())),
        (true, false) if can_be_raw(bare) => Ok(Ident::new_raw(bare, Span::call_site())),
        _ => Err(EmitError::new(item, format!("{name:?} is not an identifier"))),
    }
}

/// The name without `r#`.
pub(super) fn unraw(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The name of a method of an operation's builder, which gives way to the setters.
pub(super) fn method_name(operation: &Operation, name: &str) -> Result<Ident, EmitError> {
    let parameters = operation.parameters.iter().map(|parameter| parameter.name.as_str());
    ident(&fresh(name, parameters), &operation.id)
}

/// The name of the method that reads a response item by item: `stream`, unless that method reads pages.
pub(in crate::emit) fn events_method(operation: &Operation) -> Result<Ident, EmitError> {
    method_name(operation, if operation.paging.is_some() { "events" } else { "stream" })
}

/// Returns `name`, with as many `_` after it as needed to differ from all `taken`.
///
/// For local variables and private functions in the same scope as names of the specification.
pub(super) fn fresh<'a>(name: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: Vec<_> = taken.map(unraw).collect();
    let mut fresh = name.to_owned();
    while taken.contains(&fresh.as_str()) {
        fresh.push('_');
    }
    fresh
}

#[cfg(test)]
mod tests {
    use super::{fresh, ident};

    #[test]
    fn identifiers_are_exactly_that() {
        for name in ["a", "r#type", "Größe", "_a"] {
            assert_eq!(ident(name, "x").map(|ident| ident.to_string()), Ok(name.to_owned()));
        }
        for name in ["", "type", "_", "a b", "a ", "a/**/", "1a", "r#self", "\"", "a\0", "a;b"] {
            assert!(ident(name, "x").is_err(), "{name}");
        }
    }

    #[test]
    fn fresh_names_avoid_all_taken_ones() {
        assert_eq!(fresh("map", ["id"].into_iter()), "map");
        assert_eq!(fresh("map", ["map_", "r#map"].into_iter()), "map__");
    }
}
