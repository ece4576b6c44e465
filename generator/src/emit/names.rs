//! Paths in emitted code. All are absolute, and each name of the runtime stands here once.

use proc_macro2::TokenStream;
use quote::quote;

/// Declares a function for each path.
macro_rules! paths {
    ($($name:ident => { $($path:tt)+ })+) => {
        $(pub(super) fn $name() -> TokenStream { quote!($($path)+) })+
    };
}

// The runtime.
paths! {
    client => { crate::runtime::Client }
    client_builder => { crate::runtime::ClientBuilder }
    server => { crate::runtime::Server }
    api_description => { crate::runtime::codegen::ApiDescription }
    operation => { crate::runtime::codegen::Operation }
    request => { crate::runtime::codegen::Request }
    request_options => { crate::runtime::RequestOptions }
    build_error => { crate::runtime::BuildError }
    environment => { crate::runtime::codegen::Environment }
    security_scheme => { crate::runtime::codegen::SecurityScheme }
    security_kind => { crate::runtime::codegen::SecurityKind }
    security_location => { crate::runtime::codegen::SecurityLocation }
    token_url => { crate::runtime::codegen::TokenUrl }
    client_authentication => { crate::runtime::ClientAuthentication }
    style => { crate::runtime::codegen::Style }
    error => { crate::runtime::Error }
    error_body => { crate::runtime::ErrorBody }
    content => { crate::runtime::Content }
    decode_failure => { crate::runtime::DecodeFailure }
    response_future => { crate::runtime::ResponseFuture }
    body_future => { crate::runtime::BodyFuture }
    pages => { crate::runtime::Pages }
    items => { crate::runtime::Items }
    paging => { crate::runtime::codegen::Paging }
    paging_style => { crate::runtime::codegen::PagingStyle }
    page_size => { crate::runtime::codegen::PageSize }
    cursor_place => { crate::runtime::codegen::CursorPlace }
    wait => { crate::runtime::Wait }
    waiter => { crate::runtime::codegen::Waiter }
    waiter_argument => { crate::runtime::codegen::WaiterArgument }
    unknown_value => { crate::runtime::UnknownValue }
    date_time => { crate::runtime::DateTime }
    date => { crate::runtime::Date }
    json_patch => { crate::runtime::JsonPatch }
    file_part => { crate::runtime::FilePart }
    upload => { crate::runtime::Upload }
    download_future => { crate::runtime::DownloadFuture }
    mock_server => { crate::runtime::mock::MockServer }
    mock_call => { crate::runtime::mock::Call }
    mock_expectation => { crate::runtime::mock::Expectation }
    mock_answer => { crate::runtime::mock::Answer }
    mock_error_answer => { crate::runtime::mock::ErrorAnswer }
    response => { crate::runtime::Response }
    codec => { crate::runtime::codegen::codec }
    decode => { crate::runtime::codegen::decode }
    object_macro => { crate::runtime::object }
    properties_macro => { crate::runtime::properties }
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
    formatter => { ::std::fmt::Formatter<'_> }
    default => { ::std::default::Default }
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
