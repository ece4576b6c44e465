//! Builders: a file for each operation.

use super::context::{Context, fresh, ident, unraw};
use super::documentation::{self, attributes};
use super::parameters::{self, Input};
use super::{EmitError, blocking, downloads, mocks, names, outcomes, paging, waiters};
use crate::api::{Documentation, Operation, Service};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Writes the file of an operation.
pub(super) fn tokens(
    context: &Context<'_>,
    service: &Service,
    operation: &Operation,
) -> Result<TokenStream, EmitError> {
    let builder = ident(&operation.builder, format_args!("the builder `{}`", operation.builder))?;
    let request = names::request();
    let docs = attributes(&[request_line(service, operation)]);
    let constant = constant(&ident("OPERATION", &operation.id)?, operation)?;
    let constructor = constructor(context, operation)?;
    let mut setters = setters(context, operation)?;
    setters.extend(server_setter(operation));
    let options = names::request_options();
    let method = format!("{}::{}", service.name, operation.name);
    let outcome = outcomes::tokens(context, &operation.outcome, &method)?;

    let body = outcomes::outcome_type(context, &operation.outcome)?;
    let error = error_type(context, operation)?;
    let download = downloads::method(&operation.outcome, &error);
    let decoder = outcomes::decoder(context, &operation.outcome);
    let pages = paging::tokens(context, operation, &error)?;
    let waits = waiters::tokens(context, operation, &error)?;
    let (paging_constant, page_methods) = (pages.constant, pages.methods);
    let (waiter_constants, waiter_methods) = (waits.constants, waits.methods);
    let send_blocking = blocking::method(&body, &error, &decoder);
    let mock = mocks::call(operation, &builder, &body, &error)?;
    let (response_future, body_future) = (names::response_future(), names::body_future());
    let output = {
        let error_type = names::error();
        names::result(&body, &quote!(#error_type<#error>))
    };
    Ok(quote! {
        #constant
        #paging_constant
        #waiter_constants
        #docs
        #[derive(Debug, Clone)]
        #[must_use = "a request is sent when it is awaited"]
        pub struct #builder {
            request: #request,
        }
        impl #builder {
            #constructor
            #(#setters)*
            #[doc = " Sets what this request does otherwise than its client: headers, time limits, retries."]
            pub fn options(mut self, options: #options) -> Self {
                self.request.options(options);
                self
            }
            #[doc = " Sends the request and returns the response with its status and headers. Awaiting the builder itself returns"]
            #[doc = " the body alone."]
            pub fn send(self) -> #response_future<#body, #error> {
                self.request.send(#decoder)
            }
            #page_methods
            #waiter_methods
            #download
            #send_blocking
        }
        impl ::std::future::IntoFuture for #builder {
            type Output = #output;
            type IntoFuture = #body_future<#body, #error>;
            fn into_future(self) -> Self::IntoFuture {
                self.send().into_body()
            }
        }
        #outcome
        #mock
    })
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

fn request_line(service: &Service, operation: &Operation) -> String {
    let line = documentation::code(&format!("{} {}", operation.method, operation.path));
    // rustdoc finds no raw names.
    if operation.name == unraw(&operation.name) {
        let (service, method) = (&service.name, &operation.name);
        format!("A request of [`{service}::{method}`](crate::services::{service}::{method}): {line}.")
    } else {
        format!("A request of `{}::{}`: {line}.", service.name, operation.name)
    }
}

/// Writes what the runtime has to know of an operation.
pub(super) fn constant(name: &Ident, operation: &Operation) -> Result<TokenStream, EmitError> {
    let ty = names::operation();
    let method = match operation.method.as_str() {
        method @ ("GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE") => ident(method, method)?,
        method => {
            return Err(EmitError::new(
                format_args!("the operation `{}`", operation.id),
                format!("no method {method}"),
            ));
        }
    };
    let (id, path, accept) = (&operation.id, &operation.path, operation.accept.join(", "));
    let security = operation.security.iter().map(|alternative| {
        let schemes = alternative.iter().map(|requirement| &requirement.scheme);
        quote!(&[#(#schemes),*])
    });
    let none = quote!(::std::option::Option::None);
    let server = operation.server.as_ref().map_or(none, |url| quote!(::std::option::Option::Some(#url)));
    Ok(quote! {
        static #name: #ty = #ty {
            id: #id,
            method: ::http::Method::#method,
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
        pub fn server(mut self, server: #server) -> Self {
            self.request.server(server);
            self
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
    let client = ident(&fresh("client", parameters.clone()), &operation.id)?;
    let request = ident(&fresh("request", parameters), &operation.id)?;
    let inputs = parameters::required(context, operation)?;
    let arguments = inputs.iter().map(|Input { name, plain, .. }| quote!(#name: #plain));
    let statements: Vec<_> = inputs.iter().map(|input| input.statement(&quote!(#request))).collect();
    let (client_type, request_type) = (names::client(), names::request());
    let body = if statements.is_empty() {
        quote!(Self { request: #request_type::new(#client, &OPERATION) })
    } else {
        let value = if request == "request" { quote!(request) } else { quote!(request: #request) };
        quote! {
            let mut #request = #request_type::new(#client, &OPERATION);
            #(#statements)*
            Self { #value }
        }
    };
    Ok(quote! {
        pub(crate) fn #name(#client: &#client_type, #(#arguments),*) -> Self {
            #body
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
    let statement = input.statement(&quote!(self.request));
    quote! {
        #docs
        #deprecated
        pub fn #name(mut self, #name: #ty) -> Self {
            #statement
            self
        }
    }
}
