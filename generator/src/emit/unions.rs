//! Enums of other types: `oneOf` and `anyOf`.

use std::collections::BTreeMap;

use super::context::{Context, ident};
use super::{EmitError, documentation, enums, names, types};
use crate::api::{Type, TypeDefinition, TypeId, Union};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Writes the enum and the conversions from its variants' types.
pub(super) fn tokens(
    context: &Context<'_>,
    definition: &TypeDefinition,
    union: &Union,
) -> Result<TokenStream, EmitError> {
    let item = format!("the union `{}`", definition.name);
    let name = ident(&definition.name, &item)?;
    let unknown = ident(&union.unknown, &item)?;
    let docs = documentation::item(
        &definition.documentation,
        &format!("One of the `{}` alternatives.", definition.name),
        false,
    );
    let mut variants = Vec::new();
    for variant in &union.variants {
        let name = ident(&variant.name, &item)?;
        let fallback = match variant.tags.as_slice() {
            [] => format!("`{}`.", variant.name),
            tags => format!("{}.", tags.iter().map(|tag| documentation::code(tag)).collect::<Vec<_>>().join(", ")),
        };
        let docs = documentation::item(&variant.documentation, &fallback, false);
        let ty = types::owned(context, &variant.ty)?;
        variants.push(quote!(#docs #name(#ty),));
    }
    let (codec, unknown_value, value) = (names::codec(), names::unknown_value(), names::value());
    let conversions = conversions(context, definition, union, &name)?;
    let default = enums::default(&name, &quote!(Self::#unknown(#codec::unknown(#value::Null))));
    Ok(quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that fits no other variant, as it was read."]
            #unknown(#unknown_value<#value>),
        }
        #conversions
        #default
    })
}

/// Writes `From` for each type that only one variant holds.
fn conversions(
    context: &Context<'_>,
    definition: &TypeDefinition,
    union: &Union,
    name: &Ident,
) -> Result<TokenStream, EmitError> {
    let own = context.api.types.iter().position(|other| other.name == definition.name).map(TypeId);
    let held: Vec<_> = union.variants.iter().map(|variant| unboxed(&variant.ty)).collect();
    // Unions of hundreds of structs aren't compared one by one.
    let mut named: BTreeMap<TypeId, usize> = BTreeMap::new();
    for ty in &held {
        if let Type::Named(id) = ty {
            *named.entry(*id).or_default() += 1;
        }
    }
    let mut conversions = TokenStream::new();
    for variant in &union.variants {
        let ty = unboxed(&variant.ty);
        // The standard library has `From<T> for T`, and nothing tells what a path of the configuration is.
        let is_own = matches!(ty, Type::Named(id) if Some(*id) == own);
        let is_shared = match ty {
            Type::Named(id) => named.get(id).is_some_and(|count| *count > 1),
            ty => held.iter().filter(|held| **held == ty).count() > 1,
        };
        if is_own || is_shared || has_custom(ty) {
            continue;
        }
        let variant_name = ident(&variant.name, format_args!("the union `{}`", definition.name))?;
        let from = types::owned(context, ty)?;
        let value = if *ty == variant.ty { quote!(value) } else { quote!(::std::boxed::Box::new(value)) };
        conversions.extend(quote! {
            impl ::std::convert::From<#from> for #name {
                fn from(value: #from) -> Self {
                    Self::#variant_name(#value)
                }
            }
        });
    }
    Ok(conversions)
}

fn unboxed(mut ty: &Type) -> &Type {
    while let Type::Boxed(inner) = ty {
        ty = inner;
    }
    ty
}

fn has_custom(mut ty: &Type) -> bool {
    loop {
        match ty {
            Type::Custom(_) => return true,
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => ty = inner,
            _ => return false,
        }
    }
}
