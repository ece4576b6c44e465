//! Error types: enums with a variant for each documented status of failure.

use super::context::{Context, ident};
use super::documentation::attributes;
use super::{EmitError, mocks, names, outcomes};
use crate::api::{ErrorType, ResponseBody, StatusPattern};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes the file of an error type.
pub(super) fn tokens(context: &Context<'_>, error: &ErrorType) -> Result<TokenStream, EmitError> {
    let item = format!("the error type `{}`", error.name);
    let name = ident(&error.name, &item)?;
    let mut declarations = Vec::new();
    let mut statuses = Vec::new();
    let mut messages = Vec::new();
    for variant in &error.variants {
        let docs = attributes(&outcomes::status_documentation(variant.status, &variant.descriptions));
        let variant_name = ident(&variant.name, &item)?;
        declarations.push(outcomes::variant_tokens(context, &variant_name, &variant.body, &docs)?);
        let rest = (variant.body != ResponseBody::Empty).then(|| quote!((_)));
        let message = message(variant.status);
        messages.push(quote!(Self::#variant_name #rest => #message,));
        statuses.push((variant_name, variant.status, &variant.body));
    }
    let mock = mocks::error(&name, statuses.iter().map(|(name, status, body)| (name, *status, *body)));
    let arms = outcomes::arms(context, &quote!(Self), &statuses);
    let (content_type, error_body, formatter) = (names::content(), names::error_body(), names::formatter());
    let result = names::result(&quote!(Self), &names::decode_failure());
    Ok(quote! {
        #[doc = " What a response of failure says, by its status."]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations)*
        }
        impl #error_body for #name {
            fn decode(content: &#content_type) -> #result {
                match content.status() {
                    #arms
                }
            }
        }
        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut #formatter) -> ::std::fmt::Result {
                formatter.write_str(match *self {
                    #(#messages)*
                })
            }
        }
        impl ::std::error::Error for #name {}
        #mock
    })
}

/// What the variant of a status says of itself. The body stays out of it: it can hold secrets.
fn message(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => match reason(status) {
            Some(reason) => format!("{status} {reason}"),
            None => status.to_string(),
        },
        StatusPattern::Range(4) => "4XX Client Error".to_owned(),
        StatusPattern::Range(5) => "5XX Server Error".to_owned(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "an error".to_owned(),
    }
}

/// The reason phrase of a status of failure, from IANA's registry.
fn reason(status: u16) -> Option<&'static str> {
    Some(match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        506 => "Variant Also Negotiates",
        507 => "Insufficient Storage",
        508 => "Loop Detected",
        511 => "Network Authentication Required",
        _ => return None,
    })
}
