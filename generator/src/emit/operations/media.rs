//! Bodies of other media types: the methods of the service that send them, and the rows of those that a builder asks for.

use proc_macro2::TokenStream;
use quote::quote;

use super::parameters::{self, Input};
use crate::api::{AliasKind, BodyContent, Location, Operation, OtherBody, Representation, Service};
use crate::emit::context::{Context, ident, unraw};
use crate::emit::documentation::{self, attributes, code};
use crate::emit::operations::{self, outcomes};
use crate::emit::{EmitError, aliases};

/// Writes the methods of the service that make the builder with a body of another media type.
pub(in crate::emit) fn constructors(
    context: &Context<'_>,
    service: &Service,
    operation: &Operation,
) -> Result<TokenStream, EmitError> {
    operation.other_bodies.iter().map(|other| constructor(context, service, operation, other)).collect()
}

fn constructor(
    context: &Context<'_>,
    service: &Service,
    operation: &Operation,
    other: &OtherBody,
) -> Result<TokenStream, EmitError> {
    let item = format!("the operation `{}`", operation.id);
    let (name, builder) = (ident(&other.name, &item)?, ident(&operation.builder, &item)?);
    let usual = match operation.name.as_str() {
        method if method == unraw(method) => format!("[`{method}`](Self::{method})"),
        method => code(method),
    };
    let docs = attributes(&[format!("Does the same as {usual} with a body of {}.", code(&other.body.media_type))]);
    let deprecated = operation.deprecated.then(operations::deprecated_operation);
    let inputs = inputs(context, operation, other)?;
    let arguments: Vec<TokenStream> = inputs.iter().map(|Input { name, ty, .. }| quote!(#name: #ty)).collect();
    let request = parameters::request(operation, Some(&other.body));
    let request = inputs.iter().fold(request, |request, input| input.call(&request));
    let given: Vec<_> = inputs.iter().map(|Input { name, .. }| name).collect();
    let allowed = operation.deprecated.then(|| quote!(#[allow(deprecated)]));
    let old_names = aliases::each(
        context,
        (AliasKind::Method, service.method.as_str(), other.name.as_str()),
        |attributes, old| quote!(#attributes #allowed pub fn #old(&self #(, #arguments)*) -> #builder { self.#name(#(#given),*) }),
    )?;
    Ok(quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(&self #(, #arguments)*) -> #builder {
            #builder(#request)
        }
        #old_names
    })
}

/// The arguments: those of the operation without its own body, and then the body or its parts.
fn inputs(context: &Context<'_>, operation: &Operation, other: &OtherBody) -> Result<Vec<Input>, EmitError> {
    let is_part = |location: &Location| matches!(location, Location::Part { .. });
    let required = operation.parameters.iter().filter(|it| it.required && !is_part(&it.location));
    let parts = other
        .parts
        .iter()
        .filter_map(|name| operation.parameters.iter().find(|it| is_part(&it.location) && it.wire_name == *name));
    let all = required.chain(parts).map(|parameter| parameters::input(context, operation, parameter));
    let mut inputs = all.collect::<Result<Vec<_>, _>>()?;
    if other.body.content != BodyContent::Multipart {
        inputs.extend(parameters::body(context, operation, &other.body)?);
    }
    Ok(inputs)
}

/// Writes the row of the builder's table for each other media type of an answer.
pub(in crate::emit) fn rows(context: &Context<'_>, operation: &Operation) -> Result<Vec<Vec<TokenStream>>, EmitError> {
    let row = |Representation { name, accept, body, .. }: &Representation| {
        let name = ident(name, format_args!("the operation `{}`", operation.id))?;
        let (ty, reader) = (outcomes::body_type(context, body)?, outcomes::reader(context, body));
        Ok(vec![quote!(or #accept), quote!(=> #reader(#ty)), quote!(as #name)])
    };
    operation.representations.iter().map(row).collect()
}

/// Says what an answer can be asked for as.
pub(in crate::emit) fn documentation(operation: &Operation) -> Option<String> {
    let one = |other: &Representation| format!("{} ({})", code(&format!("{}()", other.name)), code(&other.media_type));
    let others: Vec<String> = operation.representations.iter().map(one).collect();
    (!others.is_empty()).then(|| format!("To ask for another media type: {}.", documentation::series(&others, "or")))
}
