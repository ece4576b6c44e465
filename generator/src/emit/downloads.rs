//! Downloads: a method of the builders whose response is a body of bytes.

use super::names;
use crate::api::{Outcome, ResponseBody};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes the method that reads the body as it comes; nothing where the body is something else than bytes.
pub(super) fn method(outcome: &Outcome, error: &TokenStream) -> Option<TokenStream> {
    let is_bytes = match outcome {
        Outcome::Single(body) => *body == ResponseBody::Bytes,
        Outcome::PerStatus { variants, .. } => variants.iter().any(|variant| variant.body == ResponseBody::Bytes),
    };
    let future = names::download_future();
    is_bytes.then(|| {
        quote! {
            #[doc = " Sends the request and returns the response with its body still to be read: as a stream, or straight to a"]
            #[doc = " file."]
            pub fn download(self) -> #future<#error> {
                self.request.download()
            }
        }
    })
}
