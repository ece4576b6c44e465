//! Paths in emitted code. All are absolute, and each name of the runtime is here once.

use proc_macro2::TokenStream;
use quote::quote;

/// Declares a function for each path.
macro_rules! paths {
    ($($name:ident => { $($path:tt)+ })+) => {
        $(pub(super) fn $name() -> TokenStream { quote!($($path)+) })+
    };
}

// The crate itself.
paths! {
    own_client => { crate::Client }
}

// The runtime.
paths! {
    client => { crate::runtime::Client }
    client_builder => { crate::runtime::ClientBuilder }
    server => { crate::runtime::Server }
    operation => { crate::runtime::codegen::Operation }
    plain_operation => { crate::runtime::codegen::PLAIN }
    request => { crate::runtime::codegen::Request }
    build_error => { crate::runtime::BuildError }
    style => { crate::runtime::codegen::Style }
    paging => { crate::runtime::codegen::Paging }
    paging_style => { crate::runtime::codegen::PagingStyle }
    page_size => { crate::runtime::codegen::PageSize }
    cursor_place => { crate::runtime::codegen::CursorPlace }
    event => { crate::runtime::Event }
    event_format => { crate::runtime::codegen::EventFormat }
    plain_events => { crate::runtime::codegen::SERVER_SENT_EVENTS }
    framing => { crate::runtime::codegen::Framing }
    wait => { crate::runtime::Wait }
    waiter => { crate::runtime::codegen::Waiter }
    waiter_argument => { crate::runtime::codegen::WaiterArgument }
    unknown_properties => { crate::runtime::UnknownProperties }
    unknown_value => { crate::runtime::UnknownValue }
    date_time => { crate::runtime::DateTime }
    date => { crate::runtime::Date }
    decimal => { crate::runtime::Decimal }
    json_patch => { crate::runtime::JsonPatch }
    file_part => { crate::runtime::FilePart }
    upload => { crate::runtime::Upload }
    decode => { crate::runtime::codegen::decode }
    payload => { crate::runtime::codegen::payload }
    decode_failure => { crate::runtime::DecodeFailure }
}

// The crates that a generated crate depends on.
paths! {
    bytes => { ::bytes::Bytes }
    uuid => { ::uuid::Uuid }
    number => { ::serde_json::Number }
    value => { ::serde_json::Value }
    object => { ::serde_json::Map<::std::string::String, ::serde_json::Value> }
}

// The standard library.
paths! {
    string => { ::std::string::String }
    infallible => { ::std::convert::Infallible }
}

/// `Option<ty>`
pub(super) fn option(ty: &TokenStream) -> TokenStream {
    quote!(::std::option::Option<#ty>)
}

/// `Result<ty, error>`
pub(super) fn result(ty: &TokenStream, error: &TokenStream) -> TokenStream {
    quote!(::std::result::Result<#ty, #error>)
}

/// `Vec<ty>`
pub(super) fn vec(ty: &TokenStream) -> TokenStream {
    quote!(::std::vec::Vec<#ty>)
}

/// `Box<ty>`
pub(super) fn boxed(ty: &TokenStream) -> TokenStream {
    quote!(::std::boxed::Box<#ty>)
}

/// `BTreeMap<String, ty>`
pub(super) fn map(ty: &TokenStream) -> TokenStream {
    let string = string();
    quote!(::std::collections::BTreeMap<#string, #ty>)
}

/// `impl Into<ty>`
pub(super) fn into(ty: &TokenStream) -> TokenStream {
    quote!(impl ::std::convert::Into<#ty>)
}
