//! Pages: what a builder has whose operation answers in pages.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{CursorPlace, Operation, PageSize, Paging, PagingStyle};
use crate::emit::context::{Context, method_name};
use crate::emit::models::{nulls, types};
use crate::emit::{EmitError, names};

/// Writes the constant beside the builder, and the row of the builder's table; nothing for an operation without pages.
pub(in crate::emit) fn tokens(
    context: &Context<'_>,
    operation: &Operation,
) -> Result<Option<(TokenStream, TokenStream)>, EmitError> {
    let Some(paging) = &operation.paging else { return Ok(None) };
    let (pages, stream) = (method_name(operation, "pages")?, method_name(operation, "stream")?);
    let item = types::owned(context, &paging.item)?;
    let reader = if nulls::is_accepted(context, &paging.item) { quote!(page_with_nulls) } else { quote!(page) };
    let renamed = (pages != "pages" || stream != "stream").then(|| quote!(as #pages, #stream));
    let counted = paging.total.as_ref().map(|total| quote!(counted #total));
    Ok(Some((constant(paging), quote!(stream => #reader(#item) by PAGING #counted #renamed))))
}

fn constant(paging: &Paging) -> TokenStream {
    let (ty, style) = (names::paging(), names::paging_style());
    let items = &paging.items;
    let value = match &paging.style {
        PagingStyle::Offset { parameter, size } => {
            let size = page_size(size);
            quote!(Offset { parameter: #parameter, size: #size })
        }
        PagingStyle::Page { parameter, size, first } => {
            let size = optional(size.as_ref().map(page_size));
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(Page { parameter: #parameter, size: #size, first: #first })
        }
        PagingStyle::Cursor { parameter, next } => {
            let place = names::cursor_place();
            let next = match next {
                CursorPlace::Body(path) => quote!(#place::Body(&[#(#path),*])),
                CursorPlace::Header(name) => quote!(#place::Header(#name)),
            };
            quote!(Cursor { parameter: #parameter, next: #next })
        }
        PagingStyle::Link => quote!(Link),
    };
    quote!(static PAGING: #ty = #ty { style: #style::#value, items: &[#(#items),*] };)
}

fn page_size(size: &PageSize) -> TokenStream {
    let ty = names::page_size();
    let number = |number: Option<u64>| optional(number.map(proc_macro2::Literal::u64_unsuffixed));
    let (parameter, default, maximum) = (&size.parameter, number(size.default), number(size.maximum));
    quote!(#ty { parameter: #parameter, default: #default, maximum: #maximum })
}

fn optional(value: Option<impl quote::ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
