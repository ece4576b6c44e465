//! Pages: the methods of a builder whose operation answers in pages.

use super::context::{Context, fresh, ident};
use super::documentation::attributes;
use super::{EmitError, names, nulls, types};
use crate::api::{CursorPlace, Operation, PageSize, Paging, PagingStyle};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// What an operation's file gets for its pages.
#[derive(Default)]
pub(super) struct Pages {
    /// Beside the builder.
    pub(super) constant: TokenStream,
    /// The methods of the builder.
    pub(super) methods: TokenStream,
}

/// The name of the method that gives the items one by one.
pub(super) fn stream_name(operation: &Operation) -> Result<Ident, EmitError> {
    method_name(operation, "stream")
}

fn method_name(operation: &Operation, name: &str) -> Result<Ident, EmitError> {
    let parameters = operation.parameters.iter().map(|parameter| parameter.name.as_str());
    ident(&fresh(name, parameters), &operation.id)
}

/// Writes what `operation` has for its pages; nothing where it has none.
pub(super) fn tokens(context: &Context<'_>, operation: &Operation, error: &TokenStream) -> Result<Pages, EmitError> {
    let Some(paging) = &operation.paging else { return Ok(Pages::default()) };
    let (pages, stream) = (method_name(operation, "pages")?, method_name(operation, "stream")?);
    let (pages_type, items_type, decode) = (names::pages(), names::items(), names::decode());
    let item = types::owned(context, &paging.item)?;
    let decoder = if nulls::is_accepted(context, &paging.item) { quote!(page_with_nulls) } else { quote!(page) };
    let pages_docs = attributes(&[
        "Returns the pages of the answer, each with its status and headers. A page is asked for when it is polled for;"
            .to_owned(),
        format!("{} says where to start.", starts(&paging.style)),
    ]);
    let stream_docs = attributes(&[
        "Returns the items of all pages, one by one. A page is asked for when the one before it is used up.".to_owned(),
    ]);
    Ok(Pages {
        constant: constant(paging),
        methods: quote! {
            #pages_docs
            pub fn #pages(self) -> #pages_type<#item, #error> {
                self.request.pages(&PAGING, #decode::#decoder)
            }
            #stream_docs
            pub fn #stream(self) -> #items_type<#item, #error> {
                self.#pages().into_items()
            }
        },
    })
}

fn starts(style: &PagingStyle) -> String {
    match style {
        PagingStyle::Offset { parameter, .. }
        | PagingStyle::Page { parameter, .. }
        | PagingStyle::Cursor { parameter, .. } => super::documentation::code(parameter),
        PagingStyle::Link => "the request".to_owned(),
    }
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
    value.map_or_else(|| quote!(::std::option::Option::None), |value| quote!(::std::option::Option::Some(#value)))
}
