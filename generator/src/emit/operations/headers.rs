//! The documented headers of an operation's responses: a struct that reads them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{HeaderField, Operation, Type};
use crate::emit::context::{Context, ident};
use crate::emit::documentation::{self, attributes, code};
use crate::emit::models::types;
use crate::emit::source::Table;
use crate::emit::{EmitError, names};

/// Writes the struct and its table; nothing for an operation without documented headers.
pub(in crate::emit) fn tokens(
    context: &Context<'_>,
    operation: &Operation,
    method: &str,
) -> Result<Option<(TokenStream, Table)>, EmitError> {
    let Some(headers) = &operation.headers else { return Ok(None) };
    let item = format!("the headers of `{}`", operation.id);
    let name = ident(&headers.name, &item)?;
    let (mut fields, mut rows) = (Vec::new(), Vec::new());
    for HeaderField { name, wire_name, ty, deprecated, documentation } in &headers.fields {
        let field = ident(name, &item)?;
        let documentation = documentation::telling(context, documentation, ty);
        let docs = documentation::item(&documentation, &format!("The header {}.", code(wire_name)), *deprecated);
        let value = names::option(&types::owned(context, ty)?);
        fields.push(quote!(#docs pub #field: #value,));
        let reader = ident(reader(ty), &item)?;
        rows.push(vec![quote!(#wire_name => #field: #reader)]);
    }
    let docs = attributes(&[format!("The documented headers of the responses of {method}.")]);
    let items = quote! {
        #docs
        #[derive(Debug, Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    };
    Ok(Some((items, Table::new("response_headers", quote!(#name), rows))))
}

/// The word for how a value is read.
fn reader(ty: &Type) -> &'static str {
    match ty {
        Type::Boolean => "boolean",
        Type::DateTime => "date_time",
        Type::Array(_) => "list",
        Type::String => "text",
        _ => "single",
    }
}
