//! What tests need of builders and error types: how a mock server knows a call, and how it answers.

use super::context::ident;
use super::{EmitError, names};
use crate::api::{Operation, Outcome, ResponseBody, StatusPattern};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// Writes what makes a builder a call of a mock server.
pub(super) fn call(
    operation: &Operation,
    builder: &Ident,
    body: &TokenStream,
    error: &TokenStream,
) -> Result<TokenStream, EmitError> {
    let (call, expectation, answer_type) = (names::mock_call(), names::mock_expectation(), names::mock_answer());
    let (parameter, answer) = match &operation.outcome {
        Outcome::Single(content) => single(operation, content),
        Outcome::PerStatus { name, variants } => {
            let item = format!("the outcome `{name}`");
            let mut arms = TokenStream::new();
            for variant in variants {
                let variant_name = ident(&variant.name, &item)?;
                arms.extend(arm(body, &variant_name, variant.status, 200, &variant.body));
            }
            (quote!(body), quote!(match body { #arms }))
        }
    };
    Ok(quote! {
        #[cfg(feature = "mock")]
        impl #call for #builder {
            type Body = #body;
            type Error = #error;
            fn expectation(self) -> #expectation {
                self.request.into()
            }
            fn answer(#parameter: &Self::Body) -> #answer_type {
                #answer
            }
        }
    })
}

/// Writes how the variants of an error type are answered.
pub(super) fn error<'a>(
    name: &Ident,
    variants: impl Iterator<Item = (&'a Ident, StatusPattern, &'a ResponseBody)>,
) -> TokenStream {
    let (error_answer, answer) = (names::mock_error_answer(), names::mock_answer());
    let arms = variants.map(|(name, status, body)| arm(&quote!(Self), name, status, 500, body));
    quote! {
        #[cfg(feature = "mock")]
        impl #error_answer for #name {
            fn answer(&self) -> #answer {
                match self {
                    #(#arms)*
                }
            }
        }
    }
}

/// The parameter of a body that stands for all statuses of success, and its answer.
fn single(operation: &Operation, body: &ResponseBody) -> (TokenStream, TokenStream) {
    let documented = operation.responses.iter().find_map(|response| match response.status {
        StatusPattern::Exact(status @ 200..=299) => Some(status),
        _ => None,
    });
    let is_empty = *body == ResponseBody::Empty;
    let status = documented.unwrap_or(if is_empty { 204 } else { 200 });
    let parameter = if is_empty { quote!(_) } else { quote!(body) };
    (parameter, answer(status, body))
}

fn arm(path: &TokenStream, name: &Ident, status: StatusPattern, otherwise: u16, body: &ResponseBody) -> TokenStream {
    let status = match status {
        StatusPattern::Exact(status) => status,
        StatusPattern::Range(class) => u16::from(class) * 100,
        StatusPattern::Default => otherwise,
    };
    let binding = (*body != ResponseBody::Empty).then(|| quote!((body)));
    let answer = answer(status, body);
    quote!(#path::#name #binding => #answer,)
}

/// Writes the response of that status whose body is in `body`.
fn answer(status: u16, body: &ResponseBody) -> TokenStream {
    let (path, status) = (names::mock_answer(), Literal::u16_unsuffixed(status));
    match body {
        ResponseBody::Empty => quote!(#path::empty(#status)),
        ResponseBody::Json(_) => quote!(#path::json(#status, body)),
        ResponseBody::Text => quote!(#path::text(#status, body)),
        ResponseBody::Bytes => quote!(#path::bytes(#status, body)),
    }
}
