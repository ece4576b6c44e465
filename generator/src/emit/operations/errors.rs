//! Error types: enums with a variant for each documented status of failure.

use quote::quote;

use crate::api::ErrorType;
use crate::emit::EmitError;
use crate::emit::context::{Context, ident};
use crate::emit::documentation::attributes;
use crate::emit::operations::outcomes;
use crate::emit::source::{Source, Table};

/// Writes the file of an error type.
pub(in crate::emit) fn source(context: &Context<'_>, error: &ErrorType) -> Result<Source, EmitError> {
    let item = format!("the error type `{}`", error.name);
    let name = ident(&error.name, &item)?;
    let mut declarations = Vec::new();
    let mut rows = Vec::new();
    for variant in &error.variants {
        let docs = attributes(&outcomes::status_documentation(variant.status, &variant.descriptions));
        let variant_name = ident(&variant.name, &item)?;
        declarations.push(outcomes::variant_tokens(context, &variant_name, &variant.body, &docs)?);
        rows.push(outcomes::row(context, &variant_name, variant.status, &variant.body));
    }
    let items = quote! {
        #[doc = " The documented errors, by status."]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations)*
        }
    };
    Ok(Source::default().items(items).tables([Table::new("error_type", quote!(#name), rows)]))
}
