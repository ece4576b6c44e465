//! Parameters and bodies: the arguments that carry them and the calls that put them into a request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::api::{Body, BodyContent, FormStyle, Location, Operation, Parameter, Style, Type};
use crate::emit::context::{Context, ident};
use crate::emit::models::types;
use crate::emit::{EmitError, names};

/// A value that the caller gives, as an argument of the method or of a setter.
pub(in crate::emit) struct Input {
    /// Its name.
    pub(in crate::emit) name: Ident,
    /// Its type.
    pub(in crate::emit) ty: TokenStream,
    /// The call that puts it into a request.
    call: TokenStream,
}

impl Input {
    /// Writes the call on `request` that puts the value into it.
    pub(in crate::emit) fn call(&self, request: &TokenStream) -> TokenStream {
        let call = &self.call;
        quote!(#request.#call)
    }
}

/// Returns the required values in the order of the method's arguments.
pub(in crate::emit) fn required(context: &Context<'_>, operation: &Operation) -> Result<Vec<Input>, EmitError> {
    let parameters = operation.parameters.iter().filter(|parameter| parameter.required);
    let mut inputs = parameters.map(|parameter| input(context, operation, parameter)).collect::<Result<Vec<_>, _>>()?;
    if let Some(required) = operation.body.as_ref().filter(|body| body.required) {
        inputs.extend(body(context, operation, required)?);
    }
    Ok(inputs)
}

/// Returns what `parameter` is given as.
pub(in crate::emit) fn input(
    context: &Context<'_>,
    operation: &Operation,
    parameter: &Parameter,
) -> Result<Input, EmitError> {
    let item = format!("the parameter `{}` of `{}`", parameter.wire_name, operation.id);
    let name = ident(&parameter.name, &item)?;
    let wire_name = &parameter.wire_name;
    if let Location::Part { media_type, is_named } = &parameter.location {
        return part(context, parameter, name, media_type.as_deref(), *is_named);
    }
    let argument = types::argument(context, &parameter.ty)?;
    if let Location::QueryString { styles } = &parameter.location {
        let value = argument.reference(&name);
        let call = if parameter.style == Style::Form {
            let styles = form_styles(styles);
            quote!(query_form(#wire_name, #value, &[#(#styles),*]))
        } else {
            let style = style(parameter.style);
            quote!(query_string(#wire_name, #style, #value))
        };
        return Ok(Input { name, ty: argument.ty, call });
    }
    let (style, explode) = (style(parameter.style), parameter.explode);
    // OpenAPI's default style is left out.
    let is_default = match parameter.location {
        Location::Query => (parameter.style, explode) == (Style::Form, true) && !parameter.allow_reserved,
        Location::Path | Location::Header => (parameter.style, explode) == (Style::Simple, false),
        Location::Cookie | Location::QueryString { .. } | Location::Part { .. } => false,
    };
    let method = match parameter.location {
        Location::Query if parameter.allow_reserved => quote!(query_reserved),
        Location::Query if is_default => quote!(query),
        Location::Query => quote!(query_styled),
        Location::Header if is_default => quote!(header),
        Location::Header => quote!(header_styled),
        Location::Cookie => quote!(cookie),
        Location::Path | Location::QueryString { .. } | Location::Part { .. } if is_default => quote!(path),
        Location::Path | Location::QueryString { .. } | Location::Part { .. } => quote!(path_styled),
    };
    let styled = (!is_default).then(|| quote!(#style, #explode,));
    // As a number of JSON it would lose digits on its way into a URL.
    let is_text = parameter.ty == Type::Decimal && parameter.style != Style::Json;
    let value = if is_text { quote!(#name.as_str()) } else { argument.reference(&name) };
    let call = quote!(#method(#wire_name, #styled #value));
    Ok(Input { name, ty: argument.ty, call })
}

/// Writes a request of `operation` that has what it has by default, for a body like `body`.
pub(in crate::emit) fn request(operation: &Operation, body: Option<&Body>) -> TokenStream {
    let request = names::request();
    let multipart = body.and_then(kind_of_multipart);
    let defaults = operation.parameters.iter().filter_map(default);
    quote!(#request::new(&self.client, &OPERATION) #multipart #(.#defaults)*)
}

/// Writes the call that puts what a parameter is by default into a request.
fn default(parameter: &Parameter) -> Option<TokenStream> {
    let (name, default) = (&parameter.wire_name, parameter.default.as_ref()?);
    match parameter.location {
        Location::Query => Some(quote!(query(#name, #default))),
        Location::Header => Some(quote!(header(#name, #default))),
        Location::Path | Location::Cookie | Location::QueryString { .. } | Location::Part { .. } => None,
    }
}

fn style(style: Style) -> TokenStream {
    let path = names::style();
    match style {
        Style::Simple => quote!(#path::Simple),
        Style::Label => quote!(#path::Label),
        Style::Matrix => quote!(#path::Matrix),
        Style::Form => quote!(#path::Form),
        Style::SpaceDelimited => quote!(#path::SpaceDelimited),
        Style::PipeDelimited => quote!(#path::PipeDelimited),
        Style::DeepObject => quote!(#path::DeepObject),
        Style::Json => quote!(#path::Json),
    }
}

/// Writes the styles of the properties of a form.
fn form_styles(styles: &[FormStyle]) -> Vec<TokenStream> {
    let written = styles.iter().map(|FormStyle { wire_name, style, explode }| {
        let style = self::style(*style);
        quote!((#wire_name, #style, #explode))
    });
    written.collect()
}

fn part(
    context: &Context<'_>,
    parameter: &Parameter,
    name: Ident,
    media_type: Option<&str>,
    is_named: bool,
) -> Result<Input, EmitError> {
    let wire_name = &parameter.wire_name;
    let media_type = media_type.map_or_else(|| quote!(None), |media_type| quote!(Some(#media_type)));
    let file_part = names::file_part();
    let (ty, method, value) = match types::files(&parameter.ty) {
        Some(types::Files::One) => (file_part, quote!(file_part), quote!(#name)),
        Some(types::Files::Many) => (names::vec(&file_part), quote!(file_parts), quote!(#name)),
        Some(types::Files::Named) => {
            let call = quote!(named_file_parts(#media_type, #name));
            return Ok(Input { name, ty: names::map(&file_part), call });
        }
        None => {
            let argument = types::argument(context, &parameter.ty)?;
            let value = argument.reference(&name);
            if is_named {
                let call = quote!(named_parts(#media_type, #value));
                return Ok(Input { name, ty: argument.ty, call });
            }
            (argument.ty, quote!(part), value)
        }
    };
    let call = quote!(#method(#wire_name, #media_type, #value));
    Ok(Input { name, ty, call })
}

/// Writes the call that sets the media type of a body of several parts, if it is not a form.
fn kind_of_multipart(body: &Body) -> Option<TokenStream> {
    let essence = body.media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_other = body.content == BodyContent::Multipart && essence != "multipart/form-data" && !essence.contains('*');
    is_other.then(|| quote!(.multipart(#essence)))
}

/// Returns the argument for the body; `None` for a body that consists of parameters.
pub(in crate::emit) fn body(
    context: &Context<'_>,
    operation: &Operation,
    body: &Body,
) -> Result<Option<Input>, EmitError> {
    let name = ident("body", format_args!("the body of `{}`", operation.id))?;
    let media_type = &body.media_type;
    let (ty, call) = match &body.content {
        BodyContent::Json(ty) => (types::owned(context, ty)?, quote!(json(#media_type, &body))),
        BodyContent::Form(ty) if body.styles.is_empty() => (types::owned(context, ty)?, quote!(form(&body))),
        BodyContent::Form(ty) => {
            let styles = form_styles(&body.styles);
            (types::owned(context, ty)?, quote!(form_styled(&body, &[#(#styles),*])))
        }
        BodyContent::Text => (names::into(&names::string()), quote!(text(#media_type, body))),
        BodyContent::Bytes => (names::into(&names::upload()), quote!(bytes(#media_type, body))),
        BodyContent::Multipart => return Ok(None),
    };
    Ok(Some(Input { name, ty, call }))
}
