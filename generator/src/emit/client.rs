//! What the runtime's `Client` and `Server` have of this API.

use super::context::{Context, ident};
use super::documentation::{self, attributes, code, list_item, markdown};
use super::{EmitError, lints, names, services};
use crate::api::{Server, ServerVariable, Service};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes `client.rs`.
pub(super) fn tokens(context: &Context<'_>) -> Result<TokenStream, EmitError> {
    let (client, client_builder, server) = (names::client(), names::client_builder(), names::server());
    let methods = context.api.services.iter().map(service).collect::<Result<Vec<_>, _>>()?;
    let constructors = context.api.servers.iter().filter(|server| is_usable(server)).map(constructor);
    let constructors = constructors.collect::<Result<Vec<_>, _>>()?;
    let servers = (!constructors.is_empty()).then(|| quote!(impl #server { #(#constructors)* }));
    let constant = constant(context);
    let lints = lints::allowed();
    Ok(quote! {
        #lints
        #constant
        impl #client {
            #[doc = " Starts to build a client."]
            pub fn builder() -> #client_builder {
                #client_builder::new(&API)
            }
            #(#methods)*
        }
        #servers
    })
}

fn constant(context: &Context<'_>) -> TokenStream {
    let ty = names::api_description();
    let default = context.api.servers.first().filter(|server| server.variables.is_empty() && is_whole(&server.url));
    let default = default.map(|server| &server.url);
    let default = default.map_or_else(|| quote!(None), |url| quote!(Some(#url)));
    quote! {
        static API: #ty = #ty {
            user_agent: ::std::concat!(::std::env!("CARGO_PKG_NAME"), "/", ::std::env!("CARGO_PKG_VERSION")),
            default_server: #default,
        };
    }
}

fn is_whole(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// Returns whether requests can be sent to the server: a path alone is relative to a document that has no place.
pub(super) fn is_usable(server: &Server) -> bool {
    is_whole(&server.url) || server.url.starts_with('{') && !server.variables.is_empty()
}

fn service(service: &Service) -> Result<TokenStream, EmitError> {
    let item = format!("the service `{}`", service.name);
    let (method, name) = (ident(&service.method, &item)?, ident(&service.name, &item)?);
    let constructor = services::constructor_name(service)?;
    let fallback = format!("The operations of {}.", code(&service.tag));
    // The whole text stands with the service.
    let first = documentation::text(&service.documentation).into_iter().next().unwrap_or(fallback);
    let docs = attributes(&[first]);
    Ok(quote! {
        #docs
        pub fn #method(&self) -> crate::services::#name {
            crate::services::#name::#constructor(self)
        }
    })
}

fn constructor(server: &Server) -> Result<TokenStream, EmitError> {
    let item = format!("the server `{}`", server.url);
    let name = ident(&server.name, &item)?;
    let docs = attributes(&documentation(server));
    let url = &server.url;
    if server.variables.is_empty() {
        return Ok(quote! {
            #docs
            pub fn #name() -> Self {
                Self::from_template(#url, [])
            }
        });
    }
    let string = names::into(&names::string());
    let variables = server.variables.iter().map(|variable| ident(&variable.name, &item));
    let variables = variables.collect::<Result<Vec<_>, _>>()?;
    let wire_names = server.variables.iter().map(|variable| &variable.wire_name);
    Ok(quote! {
        #docs
        pub fn #name(#(#variables: #string),*) -> Self {
            Self::from_template(#url, [#((#wire_names, #variables.into())),*])
        }
    })
}

fn documentation(server: &Server) -> Vec<String> {
    let fallback = format!("{}.", code(&server.url));
    let mut lines = documentation::lines(&server.documentation, "", false);
    documentation::paragraph(&mut lines, vec![fallback]);
    let mut list = Vec::new();
    for variable in &server.variables {
        list_item(&mut list, &code(&variable.wire_name), &variable_documentation(variable));
    }
    documentation::paragraph(&mut lines, list);
    lines
}

fn variable_documentation(variable: &ServerVariable) -> Vec<String> {
    let mut lines = markdown(variable.documentation.description.as_deref().unwrap_or_default());
    if !variable.default.is_empty() {
        documentation::paragraph(&mut lines, vec![format!("Default: {}.", code(&variable.default))]);
    }
    if !variable.values.is_empty() {
        let values: Vec<_> = variable.values.iter().map(|value| code(value)).collect();
        documentation::paragraph(&mut lines, vec![format!("One of {}.", values.join(", "))]);
    }
    lines
}
