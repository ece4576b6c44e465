//! What the runtime's `Client` and `Server` have of this API.

use super::context::{Context, ident};
use super::documentation::{self, attributes, code, list_item, markdown};
use super::{EmitError, features, names, services};
use crate::api::{
    ClientAuthentication, Environment, Location, SecurityKind, SecurityScheme, Server, ServerVariable, Service,
    TokenUrl,
};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// Writes `client.rs`.
pub(super) fn tokens(context: &Context<'_>) -> Result<TokenStream, EmitError> {
    let (client, client_builder, server) = (names::client(), names::client_builder(), names::server());
    let methods = context.api.services.iter().map(service).collect::<Result<Vec<_>, _>>()?;
    let constructors = context.api.servers.iter().filter(|server| is_usable(server)).map(constructor);
    let constructors = constructors.collect::<Result<Vec<_>, _>>()?;
    let servers = (!constructors.is_empty()).then(|| quote!(impl #server { #(#constructors)* }));
    let constant = constant(context);
    let from_env = context.api.environment.as_ref().map(from_env);
    let mock_server = names::mock_server();
    Ok(quote! {
        #constant
        impl #client {
            #[doc = " Starts to build a client."]
            pub fn builder() -> #client_builder {
                #client_builder::new(&API)
            }
            #from_env
            #(#methods)*
        }
        #servers
        #[cfg(feature = "mock")]
        impl #mock_server {
            #[doc = " Starts a server that is told nothing yet."]
            pub async fn start() -> Self {
                Self::of(&API).await
            }
        }
    })
}

fn constant(context: &Context<'_>) -> TokenStream {
    let ty = names::api_description();
    let api = context.api;
    let default = api.servers.first().filter(|server| server.variables.is_empty() && is_whole(&server.url));
    let default = optional(default.map(|server| &server.url));
    let schemes = api.security_schemes.iter().map(security_scheme);
    let authentication = names::client_authentication();
    let authentication = match api.client_authentication {
        ClientAuthentication::Basic => quote!(#authentication::Basic),
        ClientAuthentication::Body => quote!(#authentication::Body),
    };
    let tracking_id = optional(api.tracking_id.as_ref());
    let environment = optional(api.environment.as_ref().map(environment));
    quote! {
        static API: #ty = #ty {
            user_agent: ::std::concat!(::std::env!("CARGO_PKG_NAME"), "/", ::std::env!("CARGO_PKG_VERSION")),
            default_server: #default,
            security_schemes: &[#(#schemes),*],
            client_authentication: #authentication,
            tracking_id: #tracking_id,
            environment: #environment,
        };
    }
}

fn optional(value: Option<impl ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

fn security_scheme(scheme: &SecurityScheme) -> TokenStream {
    let (ty, kind, name) = (names::security_scheme(), names::security_kind(), &scheme.name);
    let kind = match &scheme.credential {
        SecurityKind::Bearer { token_url } => {
            let ty = names::token_url();
            let token_url = optional(token_url.as_ref().map(|TokenUrl { template, is_configured }| {
                quote!(#ty { template: #template, is_configured: #is_configured })
            }));
            quote!(#kind::Bearer { token_url: #token_url })
        }
        SecurityKind::Basic => quote!(#kind::Basic),
        SecurityKind::ApiKey { location, name } => {
            let place = names::security_location();
            let location = match location {
                Location::Query => quote!(#place::Query),
                Location::Cookie => quote!(#place::Cookie),
                Location::Header | Location::Path | Location::Part { .. } => quote!(#place::Header),
            };
            quote!(#kind::ApiKey { location: #location, name: #name })
        }
        SecurityKind::Other => quote!(#kind::Other),
    };
    quote!(#ty { name: #name, kind: #kind })
}

fn environment(environment: &Environment) -> TokenStream {
    let ty = names::environment();
    let base_path = &environment.base_path;
    let [base_url, client_id, client_secret, bearer_token, api_key] = [
        &environment.variables.base_url,
        &environment.variables.client_id,
        &environment.variables.client_secret,
        &environment.variables.bearer_token,
        &environment.variables.api_key,
    ]
    .map(|name| optional(name.as_ref()));
    quote! {
        #ty {
            base_url: #base_url,
            base_path: #base_path,
            client_id: #client_id,
            client_secret: #client_secret,
            bearer_token: #bearer_token,
            api_key: #api_key,
        }
    }
}

/// Writes the constructor that reads the environment.
fn from_env(environment: &Environment) -> TokenStream {
    let mut list = Vec::new();
    let mut item = |name: &Option<String>, what: &str| {
        if let Some(name) = name {
            list_item(&mut list, &code(name), &[what.to_owned()]);
        }
    };
    let base_path = match environment.base_path.as_str() {
        "" => "the base URL.".to_owned(),
        path => format!("the origin of the server, to which {} is added.", code(path)),
    };
    item(&environment.variables.base_url, &base_path);
    item(&environment.variables.client_id, "the id of client credentials.");
    item(&environment.variables.client_secret, "the secret of client credentials.");
    item(&environment.variables.bearer_token, "a bearer token.");
    item(&environment.variables.api_key, "an API key.");
    let mut lines = vec!["Builds a client from the environment.".to_owned()];
    documentation::paragraph(&mut lines, list);
    documentation::paragraph(&mut lines, vec!["# Errors".to_owned()]);
    documentation::paragraph(&mut lines, vec!["Where a variable is missing, or can't be used.".to_owned()]);
    let docs = attributes(&lines);
    let result = names::result(&quote!(Self), &names::build_error());
    quote! {
        #docs
        pub fn from_env() -> #result {
            Self::builder().variables(|name| ::std::env::var(name).ok())?.build()
        }
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
    let condition = features::one(&service.feature);
    Ok(quote! {
        #docs
        #condition
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
