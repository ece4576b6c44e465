//! Builders: a file for each operation.

use super::context::{Context, fresh, ident, unraw};
use super::documentation::{self, attributes};
use super::parameters::{self, Input};
use super::source::{Source, Table};
use super::{EmitError, names, outcomes, paging, waiters};
use crate::api::{Documentation, Operation, Service};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// Writes the file of an operation.
pub(super) fn source(context: &Context<'_>, service: &Service, operation: &Operation) -> Result<Source, EmitError> {
    let builder = ident(&operation.builder, format_args!("the builder `{}`", operation.builder))?;
    let constructor = constructor(context, operation)?;
    let mut setters = setters(context, operation)?;
    setters.extend(server_setter(operation));
    let method = format!("{}::{}", service.name, operation.name);
    let (outcome, outcome_table) = outcomes::tokens(context, &operation.outcome, &method)?.unzip();
    let (paging, pages) = paging::tokens(context, operation)?.unzip();
    let error = error_type(context, operation)?;
    let waits = waiters::tokens(context, operation, &error)?;
    let (waiter_constants, waiter_methods) = (waits.constants, waits.methods);
    let table = table(context, service, operation, &error, pages)?;
    let items = quote! {
        #paging
        #waiter_constants
        impl #builder {
            #constructor
            #(#setters)*
            #waiter_methods
        }
        #outcome
    };
    Ok(Source::default().tables([table]).items(items).tables(outcome_table))
}

/// Writes the declaration of the builder: its operation, how it is sent and what comes back.
fn table(
    context: &Context<'_>,
    service: &Service,
    operation: &Operation,
    error: &TokenStream,
    pages: Option<TokenStream>,
) -> Result<Table, EmitError> {
    let item = format!("the operation `{}`", operation.id);
    let (builder, service) = (ident(&operation.builder, &item)?, ident(&service.name, &item)?);
    // rustdoc finds no raw names.
    let name = if operation.name == unraw(&operation.name) { Some(ident(&operation.name, &item)?) } else { None };
    let name = name.map(|name| quote!(::#name));
    let method = method(operation)?;
    let (id, path) = (&operation.id, &operation.path);
    let body = outcomes::outcome_type(context, &operation.outcome)?;
    let reader = outcomes::outcome_reader(context, &operation.outcome);
    let status = Literal::u16_unsuffixed(outcomes::documented_status(operation));
    let mut rows = vec![vec![quote!(OPERATION => #method), quote!(#path), quote!(as #id)]];
    rows.extend(operation.server.as_ref().map(|server| vec![quote!(server => #server)]));
    let accept = operation.accept.join(", ");
    if accept != outcomes::usual_media_type(&operation.outcome) {
        rows.push(vec![quote!(accept => #accept)]);
    }
    if !operation.security.is_empty() {
        let security = security(operation);
        rows.push(vec![quote!(security => #security)]);
    }
    rows.push(vec![quote!(#status => #reader(#body))]);
    rows.push(vec![quote!(error => #error)]);
    rows.extend(pages.map(|row| vec![row]));
    let head = vec![quote!(#builder), quote!(of #service #name)];
    Ok(Table { head, declares: Some(builder), ..Table::new("operation", TokenStream::new(), rows) })
}

/// Writes `security`: alternatives, each a list of schemes.
fn security(operation: &Operation) -> TokenStream {
    let alternatives = operation.security.iter().map(|alternative| {
        let schemes = alternative.iter().map(|requirement| &requirement.scheme);
        quote!([#(#schemes),*])
    });
    quote!([#(#alternatives),*])
}

fn method(operation: &Operation) -> Result<Ident, EmitError> {
    match operation.method.as_str() {
        method @ ("GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE") => ident(method, method),
        method => Err(EmitError::new(format_args!("the operation `{}`", operation.id), format!("no method {method}"))),
    }
}

/// The type of an operation's documented errors.
pub(super) fn error_type(context: &Context<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    let Some(id) = operation.error else { return Ok(names::infallible()) };
    let error = context
        .api
        .error_type(id)
        .ok_or_else(|| EmitError::new(format_args!("the error type of `{}`", operation.id), "it is not defined"))?;
    let name = ident(&error.name, format_args!("the error type `{}`", error.name))?;
    Ok(quote!(crate::errors::#name))
}

/// Writes what the runtime has to know of an operation.
pub(super) fn constant(name: &Ident, operation: &Operation) -> Result<TokenStream, EmitError> {
    let ty = names::operation();
    let method = method(operation)?;
    let (id, path, accept) = (&operation.id, &operation.path, operation.accept.join(", "));
    let security = operation.security.iter().map(|alternative| {
        let schemes = alternative.iter().map(|requirement| &requirement.scheme);
        quote!(&[#(#schemes),*])
    });
    let server = operation.server.as_ref().map_or(quote!(None), |url| quote!(Some(#url)));
    Ok(quote! {
        static #name: #ty = #ty {
            id: #id,
            method: crate::runtime::codegen::Method::#method,
            path: #path,
            server: #server,
            accept: #accept,
            security: &[#(#security),*],
        };
    })
}

/// Writes the setter by which a request leaves the operation's own server for another.
fn server_setter(operation: &Operation) -> Option<TokenStream> {
    let url = operation.server.as_deref()?;
    let server = names::server();
    let docs = attributes(&[format!("Sends the request to another server than {}.", documentation::code(url))]);
    Some(quote! {
        #docs
        pub fn server(self, server: impl ::std::convert::Into<#server>) -> Self {
            Self(self.0.server(server))
        }
    })
}

/// The name of the builder's constructor, which stands beside its setters.
pub(super) fn constructor_name(operation: &Operation) -> Result<Ident, EmitError> {
    let parameters = operation.parameters.iter().map(|parameter| parameter.name.as_str());
    ident(&fresh("new", parameters), &operation.id)
}

fn constructor(context: &Context<'_>, operation: &Operation) -> Result<TokenStream, EmitError> {
    let name = constructor_name(operation)?;
    let parameters = operation.parameters.iter().map(|parameter| parameter.name.as_str()).chain(["body"]);
    let client = ident(&fresh("client", parameters), &operation.id)?;
    let inputs = parameters::required(context, operation)?;
    let arguments = inputs.iter().map(|Input { name, plain, .. }| quote!(#name: #plain));
    let (client_type, request) = (names::client(), names::request());
    let request = inputs.iter().fold(quote!(#request::new(#client, &OPERATION)), |request, input| input.call(&request));
    Ok(quote! {
        pub(crate) fn #name(#client: &#client_type, #(#arguments),*) -> Self {
            Self(#request)
        }
    })
}

fn setters(context: &Context<'_>, operation: &Operation) -> Result<Vec<TokenStream>, EmitError> {
    let mut setters = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| !parameter.required) {
        let fallback = format!("Sets {}.", documentation::code(&parameter.wire_name));
        let input = parameters::input(context, operation, parameter)?;
        setters.push(setter(&input, &parameter.documentation, &fallback, parameter.deprecated));
    }
    if let Some(body) = operation.body.as_ref().filter(|body| !body.required) {
        let input = parameters::body(context, operation, body)?;
        setters.extend(input.map(|input| setter(&input, &body.documentation, "Sets the body.", false)));
    }
    Ok(setters)
}

fn setter(input: &Input, documentation: &Documentation, fallback: &str, deprecated: bool) -> TokenStream {
    let docs = documentation::item(documentation, fallback, false);
    let deprecated = deprecated.then(|| quote!(#[deprecated]));
    let Input { name, ty, .. } = input;
    let request = input.call(&quote!(self.0));
    quote! {
        #docs
        #deprecated
        pub fn #name(self, #name: #ty) -> Self {
            Self(#request)
        }
    }
}
