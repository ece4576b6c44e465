//! Structs: the definition and `new`.

use super::EmitError;
use super::context::{Context, ident};
use super::setters::{self, SetterNames};
use super::{documentation, names, types};
use crate::api::{Field, Presence, Struct, TypeDefinition};
use crate::defaults;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Writes the struct and its inherent methods.
pub(super) fn tokens(
    context: &Context<'_>,
    definition: &TypeDefinition,
    structure: &Struct,
) -> Result<TokenStream, EmitError> {
    let item = format!("the struct `{}`", definition.name);
    let name = ident(&definition.name, &item)?;
    let docs = documentation::item(&definition.documentation, &format!("The `{}` object.", definition.name), false);
    let has_default = context.has_default(definition);
    let derives = if has_default { quote!(Debug, Clone, Default, PartialEq) } else { quote!(Debug, Clone, PartialEq) };
    let fields = structure.fields.iter().map(|field| declaration(context, definition, field));
    let fields = fields.collect::<Result<Vec<_>, _>>()?;
    let additional = structure.additional_properties.as_ref().map(|(name, ty)| {
        let name = ident(name, &item)?;
        let ty = names::map(&types::owned(context, ty)?);
        Ok(quote!(#[doc = " All other properties."] pub #name: #ty,))
    });
    let additional = additional.transpose()?;

    // A struct that is only received has `Default` instead of `new`, if its fields do.
    let takes_arguments = !has_default;
    let mut methods = Vec::new();
    if takes_arguments || definition.usage.sent {
        methods.push(constructor(context, definition, structure, takes_arguments)?);
    }
    let setters = SetterNames::new(structure);
    for field in &structure.fields {
        if !(takes_arguments && defaults::is_argument(field.presence)) {
            methods.push(setters::setter(context, &setters, field, &item)?);
        }
        methods.extend(setters::null_setter(&setters, field, &item)?);
    }
    if let Some((name, ty)) = &structure.additional_properties {
        methods.push(setters::additional_setter(context, &setters, name, ty, &item)?);
    }
    let methods = (!methods.is_empty()).then(|| quote!(impl #name { #(#methods)* }));
    Ok(quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #additional
        }
        #methods
    })
}

fn declaration(context: &Context<'_>, definition: &TypeDefinition, field: &Field) -> Result<TokenStream, EmitError> {
    let name = ident(&field.name, format_args!("the field `{}` of `{}`", field.name, definition.name))?;
    let fallback = format!("The {} property.", documentation::code(&field.wire_name));
    let docs = documentation::item(&field.documentation, &fallback, field.deprecated);
    let ty = types::owned(context, &field.ty)?;
    let ty = match field.presence {
        Presence::Required => ty,
        Presence::RequiredNullable | Presence::Optional => names::option(&ty),
        Presence::OptionalNullable => names::option(&names::option(&ty)),
    };
    Ok(quote!(#docs pub #name: #ty,))
}

fn constructor(
    context: &Context<'_>,
    definition: &TypeDefinition,
    structure: &Struct,
    takes_arguments: bool,
) -> Result<TokenStream, EmitError> {
    if !takes_arguments {
        let default = names::default();
        return Ok(quote! {
            #[doc = " Creates a value without any property."]
            pub fn new() -> Self {
                #default::default()
            }
        });
    }
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for field in &structure.fields {
        let name = ident(&field.name, format_args!("the field `{}` of `{}`", field.name, definition.name))?;
        match field.presence {
            Presence::Required => {
                let types::Kept { ty, value } = types::kept(context, &field.ty, &name)?;
                arguments.push(quote!(#name: #ty));
                values.push(initializer(&name, &value));
            }
            Presence::RequiredNullable => {
                let ty = names::option(&types::owned(context, &field.ty)?);
                arguments.push(quote!(#name: #ty));
                values.push(quote!(#name));
            }
            Presence::Optional | Presence::OptionalNullable => values.push(quote!(#name: None)),
        }
    }
    if let Some((name, _)) = &structure.additional_properties {
        let name = ident(name, format_args!("a field of `{}`", definition.name))?;
        values.push(quote!(#name: ::std::collections::BTreeMap::new()));
    }
    Ok(quote! {
        #[doc = " Creates a value from its required properties."]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#values),* }
        }
    })
}

/// Writes `name: value`, or `name` where that is the same.
fn initializer(name: &Ident, value: &TokenStream) -> TokenStream {
    if *name == value.to_string() { quote!(#name) } else { quote!(#name: #value) }
}
