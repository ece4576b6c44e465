//! Requests without an async runtime: a method of each builder.

use super::names;
use proc_macro2::TokenStream;
use quote::quote;

/// Writes the method that waits for the response.
pub(super) fn method(body: &TokenStream, error: &TokenStream, decoder: &TokenStream) -> TokenStream {
    let (response, error_type) = (names::response(), names::error());
    let result = names::result(&quote!(#response<#body>), &quote!(#error_type<#error>));
    quote! {
        #[doc = " Sends the request and waits for the response, without an async runtime; inside one it is an error."]
        #[cfg(feature = "blocking")]
        pub fn send_blocking(self) -> #result {
            self.request.send_blocking(#decoder)
        }
    }
}
