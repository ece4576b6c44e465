//! `webhooks.rs`: the events that the API sends, and the functions that read them.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::documentation::{self, attributes, code};
use super::models::types;
use super::operations::outcomes;
use super::{EmitError, names};
use crate::api::{ResponseBody, Webhook};

/// Writes `webhooks.rs`.
pub(super) fn source(context: &Context<'_>) -> Result<TokenStream, EmitError> {
    let (mut variants, mut arms, mut functions) = (Vec::new(), Vec::new(), Vec::new());
    let error = names::decode_failure();
    for webhook in &context.api.webhooks {
        let Webhook { name, variant, function, ty, documentation } = webhook;
        let item = format!("the webhook `{name}`");
        let (variant, function) = (ident(variant, &item)?, ident(function, &item)?);
        let body = ResponseBody::Json(ty.clone());
        let (ty, reader) = (types::owned(context, ty)?, outcomes::reader(context, &body));
        let docs = attributes(&documentation::lines(documentation, &format!("The event {}.", code(name)), false));
        variants.push(quote!(#docs #variant(#ty),));
        arms.push(quote!(#name => Event::#variant(#function(body)?),));
        let docs = attributes(&[
            format!("Reads the payload of the event {}.", code(name)),
            String::new(),
            "# Errors".to_owned(),
            String::new(),
            "If the body is not the documented payload.".to_owned(),
        ]);
        let (result, payload, decode) = (names::result(&ty, &error), names::payload(), names::decode());
        let client = names::own_client();
        functions.push(quote! {
            #docs
            pub fn #function(body: &[u8]) -> #result {
                #payload::<#client, _>(body, #decode::#reader)
            }
        });
    }
    let (value, payload, decode) = (names::value(), names::payload(), names::decode());
    let (client, result) = (names::own_client(), names::result(&quote!(Event), &error));
    Ok(quote! {
        //! The events that the API sends: the payloads of its webhooks and callbacks.
        //!
        //! Your program receives the requests, and checks that they come from the API. [`read`] takes the name of an event and
        //! the body of its request, and returns the payload that the specification describes.

        #[doc = " An event that the API sends."]
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            #(#variants)*
            #[doc = " An event that this version of the client doesn't know."]
            Unknown(#value),
        }

        #[doc = " Reads the payload of the event `name` from the body of the request that the API sent."]
        #[doc = ""]
        #[doc = " If the client doesn't know the name, the result is [`Event::Unknown`]."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " If the body is not the payload that is documented for the event, or not JSON."]
        pub fn read(name: &str, body: &[u8]) -> #result {
            Ok(match name {
                #(#arms)*
                _ => Event::Unknown(#payload::<#client, _>(body, #decode::json)?),
            })
        }

        #(#functions)*
    })
}
