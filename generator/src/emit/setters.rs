//! Setters of structs, which can be chained.

use super::context::{Context, fresh, ident};
use super::documentation::{self, attributes};
use super::{EmitError, names, types};
use crate::api::{Field, Presence, Struct, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The names of a struct's setters.
pub(super) struct SetterNames<'a> {
    taken: Vec<&'a str>,
}

impl<'a> SetterNames<'a> {
    pub(super) fn new(structure: &'a Struct) -> Self {
        let additional = structure.additional_properties.iter().map(|(name, _)| name.as_str());
        Self { taken: structure.fields.iter().map(|field| field.name.as_str()).chain(additional).collect() }
    }

    /// A setter has its field's name, unless that is the constructor's.
    pub(super) fn of(&self, field: &str, item: &str) -> Result<Ident, EmitError> {
        if field == "new" { ident(&fresh("with_new", self.taken.iter().copied()), item) } else { ident(field, item) }
    }

    /// `None` where a field has that name.
    pub(super) fn of_null(&self, stem: &str, item: &str) -> Result<Option<Ident>, EmitError> {
        let name = format!("{stem}_null");
        if self.taken.contains(&name.as_str()) { Ok(None) } else { ident(&name, item).map(Some) }
    }
}

/// Writes the setter of `field`.
pub(super) fn setter(
    context: &Context<'_>,
    setters: &SetterNames<'_>,
    field: &Field,
    item: &str,
) -> Result<TokenStream, EmitError> {
    let name = ident(&field.name, item)?;
    let setter = setters.of(&field.name, item)?;
    let docs = attributes(&[format!("Sets {}.", documentation::code(&field.wire_name))]);
    let types::Kept { ty, value } = types::kept(context, &field.ty, &name)?;
    let value = match field.presence {
        Presence::Required => value,
        Presence::RequiredNullable | Presence::Optional => quote!(Some(#value)),
        Presence::OptionalNullable => quote!(Some(Some(#value))),
    };
    Ok(quote! {
        #docs
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    })
}

/// Writes the setter that makes `field` null; nothing where it can't be, or where the setter's name is taken.
pub(super) fn null_setter(
    setters: &SetterNames<'_>,
    field: &Field,
    item: &str,
) -> Result<Option<TokenStream>, EmitError> {
    let value = match field.presence {
        Presence::RequiredNullable => quote!(None),
        Presence::OptionalNullable => quote!(Some(None)),
        Presence::Required | Presence::Optional => return Ok(None),
    };
    let Some(setter) = setters.of_null(&field.setter_stem, item)? else { return Ok(None) };
    let name = ident(&field.name, item)?;
    let docs = attributes(&[format!("Sets {} to null.", documentation::code(&field.wire_name))]);
    Ok(Some(quote! {
        #docs
        pub fn #setter(mut self) -> Self {
            self.#name = #value;
            self
        }
    }))
}

/// Writes the setter of the field that takes all other properties.
pub(super) fn additional_setter(
    context: &Context<'_>,
    setters: &SetterNames<'_>,
    name: &str,
    ty: &Type,
    item: &str,
) -> Result<TokenStream, EmitError> {
    let setter = setters.of(name, item)?;
    let name = ident(name, item)?;
    let ty = names::into(&names::map(&types::owned(context, ty)?));
    Ok(quote! {
        #[doc = " Sets all other properties."]
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.#name = #name.into();
            self
        }
    })
}
