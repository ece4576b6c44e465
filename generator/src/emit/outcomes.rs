//! What an operation gives: the types of bodies, and the enum of an operation whose body depends on the status.

use super::context::{Context, ident};
use super::documentation::{self, attributes};
use super::{EmitError, names, nulls, types};
use crate::api::{Outcome, OutcomeVariant, ResponseBody, StatusPattern, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The type of a body.
pub(super) fn body_type(context: &Context<'_>, body: &ResponseBody) -> Result<TokenStream, EmitError> {
    Ok(match body {
        ResponseBody::Empty => quote!(()),
        ResponseBody::Json(ty) => types::owned(context, ty)?,
        ResponseBody::Text => names::string(),
        ResponseBody::Bytes => names::bytes(),
    })
}

/// The type of an operation's outcome, as its own module writes it.
pub(super) fn outcome_type(context: &Context<'_>, outcome: &Outcome) -> Result<TokenStream, EmitError> {
    match outcome {
        Outcome::Single(body) => body_type(context, body),
        Outcome::PerStatus { name, .. } => {
            let name = ident(name, format_args!("the outcome `{name}`"))?;
            Ok(quote!(#name))
        }
    }
}

/// The function that decodes an operation's outcome.
pub(super) fn decoder(context: &Context<'_>, outcome: &Outcome) -> TokenStream {
    let decode = names::decode();
    match outcome {
        Outcome::Single(ResponseBody::Empty) => quote!(#decode::empty),
        Outcome::Single(ResponseBody::Json(ty)) => json_decoder(context, ty),
        Outcome::Single(ResponseBody::Text) => quote!(#decode::text),
        Outcome::Single(ResponseBody::Bytes) => quote!(#decode::bytes),
        Outcome::PerStatus { .. } => quote!(decode),
    }
}

/// The function that decodes a body of JSON.
fn json_decoder(context: &Context<'_>, ty: &Type) -> TokenStream {
    let decode = names::decode();
    match ty {
        Type::Array(inner) if !nulls::is_accepted(context, inner) => quote!(#decode::list),
        Type::Map(inner) if !nulls::is_accepted(context, inner) => quote!(#decode::entries),
        _ => quote!(#decode::json),
    }
}

/// Writes the enum and its decoder; nothing for a body that doesn't depend on the status.
pub(super) fn tokens(context: &Context<'_>, outcome: &Outcome, method: &str) -> Result<TokenStream, EmitError> {
    let Outcome::PerStatus { name, variants } = outcome else { return Ok(TokenStream::new()) };
    let item = format!("the outcome `{name}`");
    let name = ident(name, &item)?;
    let mut declarations = Vec::new();
    let mut statuses = Vec::new();
    for variant in variants {
        declarations.push(declaration(context, variant, &item)?);
        statuses.push((ident(&variant.name, &item)?, variant.status, &variant.body));
    }
    let arms = arms(context, &quote!(#name), &statuses);
    let docs = attributes(&[format!("What {} gives, by the response's status.", documentation::code(method))]);
    let content_type = names::content();
    let result = names::result(&quote!(#name), &names::decode_failure());
    Ok(quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations)*
        }
        fn decode(content: &#content_type) -> #result {
            match content.status() {
                #arms
            }
        }
    })
}

fn declaration(context: &Context<'_>, variant: &OutcomeVariant, item: &str) -> Result<TokenStream, EmitError> {
    let name = ident(&variant.name, item)?;
    let descriptions = std::slice::from_ref(&variant.description);
    let docs = attributes(&status_documentation(variant.status, descriptions));
    variant_tokens(context, &name, &variant.body, &docs)
}

/// Writes a variant that holds `body`.
pub(super) fn variant_tokens(
    context: &Context<'_>,
    name: &Ident,
    body: &ResponseBody,
    docs: &TokenStream,
) -> Result<TokenStream, EmitError> {
    if *body == ResponseBody::Empty {
        return Ok(quote!(#docs #name,));
    }
    let ty = body_type(context, body)?;
    Ok(quote!(#docs #name(#ty),))
}

/// Says what a status is and what the specification says about it.
pub(super) fn status_documentation(status: StatusPattern, descriptions: &[String]) -> Vec<String> {
    let mut lines = vec![format!("`{}`.", status_text(status))];
    for description in descriptions {
        documentation::paragraph(&mut lines, documentation::markdown(description));
    }
    lines
}

/// A status as the specification writes it: `404`, `4XX`, `default`.
pub(super) fn status_text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

/// Writes the arms of a `match` on the status, one for each variant of `path`.
pub(super) fn arms(
    context: &Context<'_>,
    path: &TokenStream,
    variants: &[(Ident, StatusPattern, &ResponseBody)],
) -> TokenStream {
    let mut arms = TokenStream::new();
    let mut has_default = false;
    for (name, status, body) in variants {
        let pattern = match status {
            StatusPattern::Exact(status) => {
                let status = proc_macro2::Literal::u16_unsuffixed(*status);
                quote!(#status)
            }
            StatusPattern::Range(class) => {
                let first = proc_macro2::Literal::u16_unsuffixed(u16::from(*class) * 100);
                let last = proc_macro2::Literal::u16_unsuffixed(u16::from(*class) * 100 + 99);
                quote!(#first..=#last)
            }
            StatusPattern::Default => {
                has_default = true;
                quote!(_)
            }
        };
        let value = match body {
            ResponseBody::Empty => quote!(Ok(#path::#name)),
            ResponseBody::Json(ty @ (Type::Array(_) | Type::Map(_))) => {
                let decoder = json_decoder(context, ty);
                quote!(#decoder(content).map(#path::#name))
            }
            ResponseBody::Json(_) => quote!(content.json().map(#path::#name)),
            ResponseBody::Text => quote!(content.text().map(#path::#name)),
            ResponseBody::Bytes => quote!(content.bytes().map(#path::#name)),
        };
        arms.extend(quote!(#pattern => #value,));
    }
    if !has_default {
        arms.extend(quote!(_ => Err(content.unexpected()),));
    }
    arms
}
