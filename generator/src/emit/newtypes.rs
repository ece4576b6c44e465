//! Arrays and maps that contain themselves, and so need a name.

use super::context::{Context, ident};
use super::{EmitError, documentation, types};
use crate::api::{Type, TypeDefinition};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes the struct and the conversion from what it holds.
pub(super) fn tokens(context: &Context<'_>, definition: &TypeDefinition, ty: &Type) -> Result<TokenStream, EmitError> {
    let name = ident(&definition.name, format_args!("the type `{}`", definition.name))?;
    let docs = documentation::item(&definition.documentation, &format!("The `{}` type.", definition.name), false);
    let derives = if context.has_default(definition) {
        quote!(Debug, Clone, Default, PartialEq)
    } else {
        quote!(Debug, Clone, PartialEq)
    };
    let ty = types::owned(context, ty)?;
    Ok(quote! {
        #docs
        #[derive(#derives)]
        pub struct #name(
            #[doc = " What it holds."]
            pub #ty,
        );
        impl ::std::convert::From<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self(value)
            }
        }
    })
}
