//! What an operation gives: the types of bodies, and the enum of an operation whose body depends on the status.

use std::borrow::Cow;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::api::{Operation, Outcome, OutcomeVariant, ResponseBody, StatusPattern, Type};
use crate::emit::context::{Context, ident};
use crate::emit::documentation::{self, attributes};
use crate::emit::models::{nulls, types};
use crate::emit::source::Table;
use crate::emit::{EmitError, names};

/// The type of a body.
pub(in crate::emit) fn body_type(context: &Context<'_>, body: &ResponseBody) -> Result<TokenStream, EmitError> {
    Ok(match body {
        ResponseBody::Empty => quote!(()),
        ResponseBody::Json(ty) => types::owned(context, ty)?,
        ResponseBody::Text => names::string(),
        ResponseBody::Bytes => names::bytes(),
    })
}

/// The type of an operation's outcome, as its own module writes it.
pub(in crate::emit) fn outcome_type(context: &Context<'_>, outcome: &Outcome) -> Result<TokenStream, EmitError> {
    match outcome {
        Outcome::Single(body) => body_type(context, body),
        Outcome::PerStatus { name, .. } => {
            let name = ident(name, format_args!("the outcome `{name}`"))?;
            Ok(quote!(#name))
        }
    }
}

/// The word for how a body is read, and for how a test's server writes it.
pub(in crate::emit) fn reader(context: &Context<'_>, body: &ResponseBody) -> Ident {
    Ident::new(
        match body {
            ResponseBody::Empty => "empty",
            ResponseBody::Json(ty @ Type::Array(inner)) if !nulls::is_accepted(context, inner) => {
                single(ty).unwrap_or("list")
            }
            ResponseBody::Json(ty @ Type::Map(inner)) if !nulls::is_accepted(context, inner) => {
                single(ty).unwrap_or("entries")
            }
            ResponseBody::Json(ty) => single(ty).unwrap_or("json"),
            ResponseBody::Text => "text",
            ResponseBody::Bytes => "bytes",
        },
        Span::call_site(),
    )
}

/// How an integer or a UUID is read, which have forms of their own, or a list or a map of them.
fn single(ty: &Type) -> Option<&'static str> {
    let word = |ty: &Type| match ty {
        Type::I32 | Type::I64 | Type::U64 => Some(["scalar", "scalar_list", "scalar_entries"]),
        Type::Uuid => Some(["canonical", "canonical_list", "canonical_entries"]),
        _ => None,
    };
    match ty {
        Type::Nullable(inner) if nulls::is_empty_none(inner) => Some("optional_scalar"),
        Type::Array(inner) => word(inner).map(|[_, list, _]| list),
        Type::Map(inner) => word(inner).map(|[_, _, entries]| entries),
        ty => word(ty).map(|[single, ..]| single),
    }
}

/// The same for an operation's outcome: one that depends on the status reads itself.
pub(in crate::emit) fn outcome_reader(context: &Context<'_>, outcome: &Outcome) -> Ident {
    match outcome {
        Outcome::Single(body) => reader(context, body),
        Outcome::PerStatus { variants, .. } if variants.iter().any(|variant| variant.body == ResponseBody::Bytes) => {
            format_ident!("outcome_or_bytes")
        }
        Outcome::PerStatus { .. } => format_ident!("outcome"),
    }
}

/// Writes the enum and its table; nothing for a body that doesn't depend on the status.
pub(in crate::emit) fn tokens(
    context: &Context<'_>,
    outcome: &Outcome,
    method: &str,
) -> Result<Option<(TokenStream, Table)>, EmitError> {
    let Outcome::PerStatus { name, variants } = outcome else { return Ok(None) };
    let item = format!("the outcome `{name}`");
    let name = ident(name, &item)?;
    let mut declarations = Vec::new();
    let mut rows = Vec::new();
    for variant in variants {
        declarations.push(declaration(context, variant, &item)?);
        rows.push(row(context, &ident(&variant.name, &item)?, variant.status, &variant.body));
    }
    let docs = attributes(&[format!("What {method} returns, by the response's status.")]);
    let items = quote! {
        #docs
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#declarations)*
        }
    };
    Ok(Some((items, Table::new("outcome", quote!(#name), rows))))
}

/// Writes the row of a status: the variant that it is read as, and how its body is read.
pub(in crate::emit) fn row(
    context: &Context<'_>,
    variant: &Ident,
    status: StatusPattern,
    body: &ResponseBody,
) -> Vec<TokenStream> {
    let number = proc_macro2::Literal::u16_unsuffixed;
    let statuses = match status {
        StatusPattern::Exact(status) => {
            let status = number(status);
            quote!(#status)
        }
        StatusPattern::Range(class) => {
            let (first, last) = (number(u16::from(class) * 100), number(u16::from(class) * 100 + 99));
            quote!(#first..=#last)
        }
        StatusPattern::Default => quote!(..),
    };
    let reader = (*body != ResponseBody::Empty).then(|| reader(context, body)).map(|reader| quote!(: #reader));
    vec![quote!(#statuses => #variant #reader)]
}

fn declaration(context: &Context<'_>, variant: &OutcomeVariant, item: &str) -> Result<TokenStream, EmitError> {
    let name = ident(&variant.name, item)?;
    let docs = attributes(&status_documentation(variant.status, &variant.name, &variant.description));
    variant_tokens(context, &name, &variant.body, &docs)
}

/// Writes a variant that holds `body`.
pub(in crate::emit) fn variant_tokens(
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
pub(in crate::emit) fn status_documentation(status: StatusPattern, variant: &str, description: &str) -> Vec<String> {
    let mut lines = vec![format!("`{}`.", status_text(status))];
    documentation::paragraph(&mut lines, documentation::markdown(&without_name(description, variant)));
    lines
}

/// A description without the name of its variant, which it begins with: the reason of a status (`Not Found - ..`).
pub(in crate::emit) fn without_name<'d>(description: &'d str, variant: &str) -> Cow<'d, str> {
    let mut letters =
        variant.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| letter.to_ascii_lowercase());
    let mut rest = description.trim_start();
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        if !character.is_alphanumeric() && !matches!(character, ' ' | '-' | '_') {
            break;
        }
        if character.is_alphanumeric() {
            match letters.next() {
                Some(letter) if letter == character.to_ascii_lowercase() => {}
                Some(_) => return Cow::Borrowed(description),
                None => break,
            }
        }
        rest = after;
    }
    // `Forbidden access` goes on, and doesn't begin anew.
    let said = description.strip_suffix(rest).unwrap_or_default();
    let is_apart = said.trim_end() != said && said.trim_end().ends_with('-') || rest.starts_with([':', '.', ',']);
    if letters.next().is_some() || !(rest.trim().is_empty() || is_apart) {
        return Cow::Borrowed(description);
    }
    let rest = rest.trim_start_matches([':', '.', ',', '-', ' ']);
    let mut characters = rest.chars();
    match characters.next() {
        Some(first) => Cow::Owned(first.to_uppercase().chain(characters).collect()),
        None => Cow::Borrowed(""),
    }
}

/// A status as the specification writes it: `404`, `4XX`, `default`.
pub(in crate::emit) fn status_text(status: StatusPattern) -> String {
    match status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    }
}

/// The documented statuses of success. A server for tests uses the first.
pub(in crate::emit) fn documented_statuses(operation: &Operation) -> Vec<u16> {
    let exact = |status: StatusPattern| match status {
        StatusPattern::Exact(status @ 200..=299) => Some(status),
        _ => None,
    };
    let documented: Vec<u16> = operation.responses.iter().filter_map(|response| exact(response.status)).collect();
    if documented.is_empty() {
        return vec![if operation.outcome == Outcome::Single(ResponseBody::Empty) { 204 } else { 200 }];
    }
    documented
}

/// The default value of `Accept`.
pub(in crate::emit) fn usual_media_type(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Single(ResponseBody::Text) => "text/plain",
        Outcome::Single(ResponseBody::Bytes) => "application/octet-stream",
        // An error is JSON where a success has no body.
        Outcome::Single(ResponseBody::Empty | ResponseBody::Json(_)) | Outcome::PerStatus { .. } => "application/json",
    }
}

#[cfg(test)]
mod tests {
    use super::without_name;

    #[test]
    fn a_description_does_not_begin_with_the_name_of_its_status() {
        for (description, variant, left) in [
            ("Forbidden - Returned if it is not yours.", "Forbidden", "Returned if it is not yours."),
            ("Not Found - returned if there is none", "NotFound", "Returned if there is none"),
            ("Not-found: none", "NotFound", "None"),
            ("Too many requests", "TooManyRequests", ""),
            ("Too Many Requests.", "TooManyRequests", ""),
            ("Forbidden access", "Forbidden", "Forbidden access"),
            ("Client Error - No.", "BadRequest", "Client Error - No."),
            ("Not", "NotFound", "Not"),
            ("NotFoundError", "NotFound", "NotFoundError"),
            ("", "NotFound", ""),
        ] {
            assert_eq!(without_name(description, variant), left, "{description}");
        }
    }
}
