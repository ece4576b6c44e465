//! Arrays and maps that contain themselves, and so need a name.

use quote::quote;

use crate::api::{Type, TypeDefinition};
use crate::emit::context::{Context, ident};
use crate::emit::models::{nulls, types};
use crate::emit::source::{Source, Table};
use crate::emit::{EmitError, documentation};

/// Writes the struct, and how it is read.
pub(in crate::emit) fn source(
    context: &Context<'_>,
    definition: &TypeDefinition,
    ty: &Type,
) -> Result<Source, EmitError> {
    let name = ident(&definition.name, format_args!("the type `{}`", definition.name))?;
    let docs = documentation::item(&definition.documentation, &format!("The `{}` type.", definition.name), false);
    let derives = if context.has_default(definition) {
        quote!(Debug, Clone, Default, PartialEq)
    } else {
        quote!(Debug, Clone, PartialEq)
    };
    let reading = nulls::words(context, ty);
    let ty = types::owned(context, ty)?;
    let items = quote! {
        #docs
        #[derive(#derives)]
        pub struct #name(
            #[doc = " The value that it holds."]
            pub #ty,
        );
    };
    let head = quote!(#name: #(#reading)* (#ty));
    Ok(Source::default().items(items).tables([Table::new("newtype", head, Vec::new())]))
}
