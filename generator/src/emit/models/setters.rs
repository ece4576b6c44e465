//! The names of a struct's setters.

use proc_macro2::Ident;

use crate::api::{Field, Presence, Struct};
use crate::emit::EmitError;
use crate::emit::context::{fresh, ident};

/// The names of a struct's setters. Each field has a setter with its own name.
pub(in crate::emit) struct SetterNames<'a> {
    taken: Vec<&'a str>,
}

impl<'a> SetterNames<'a> {
    pub(in crate::emit) fn new(structure: &'a Struct) -> Self {
        let additional = structure.additional_properties.iter().map(|(name, _)| name.as_str());
        Self { taken: structure.fields.iter().map(|field| field.name.as_str()).chain(additional).collect() }
    }

    /// The setter of a field, where that can't have the field's name: it is the constructor's.
    pub(in crate::emit) fn renamed(&self, field: &str, item: &str) -> Result<Option<Ident>, EmitError> {
        (field == "new").then(|| ident(&fresh("with_new", self.taken.iter().copied()), item)).transpose()
    }

    /// The setter of a field.
    pub(in crate::emit) fn of(&self, field: &str, item: &str) -> Result<Ident, EmitError> {
        self.renamed(field, item)?.map_or_else(|| ident(field, item), Ok)
    }

    /// The setter that makes a field null. `None` if it can't be, or where a field has that name.
    pub(in crate::emit) fn of_null(&self, field: &Field, item: &str) -> Result<Option<Ident>, EmitError> {
        let name = format!("{}_null", field.setter_stem);
        let is_nullable = matches!(field.presence, Presence::RequiredNullable | Presence::OptionalNullable);
        (is_nullable && !self.taken.contains(&name.as_str())).then(|| ident(&name, item)).transpose()
    }
}
