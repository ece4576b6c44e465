//! `server.rs`: the servers of this API.

use super::context::{Context, ident};
use super::documentation::{self, attributes, code, list_item, markdown};
use super::source::{Source, Table};
use super::{EmitError, names};
use crate::api::{Server, ServerVariable};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes `server.rs`.
pub(super) fn source(context: &Context<'_>) -> Result<Source, EmitError> {
    let (server, runtime_server) = (quote!(Server), names::server());
    let usable: Vec<&Server> = context.api.servers.iter().filter(|server| is_usable(server)).collect();
    let constructors = usable.iter().map(|server| constructor(server, &usable)).collect::<Result<Vec<_>, _>>()?;
    let mut lines = vec!["The server of a client.".to_owned()];
    let constructors = if constructors.is_empty() {
        None
    } else {
        let text = "In addition to [`url`](Self::url), there is a constructor for each server in the specification.";
        documentation::paragraph(&mut lines, vec![text.to_owned()]);
        Some(quote!(impl #server { #(#constructors)* }))
    };
    let docs = attributes(&lines);
    let items = quote! {
        #docs
        #[derive(Clone, PartialEq, Eq)]
        pub struct #server(#runtime_server);
    };
    let table = Table::new("api_server", server, Vec::new());
    Ok(Source::default().items(items).tables([table]).items(quote!(#constructors)))
}

/// Whether a URL says where it is by itself.
pub(super) fn is_whole(url: &str) -> bool {
    let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// Returns whether requests can be sent to the server: a path alone is relative to a document that has no place.
pub(super) fn is_usable(server: &Server) -> bool {
    is_whole(&server.url) || server.url.starts_with('{') && !server.variables.is_empty()
}

fn constructor(server: &Server, all: &[&Server]) -> Result<TokenStream, EmitError> {
    let item = format!("the server `{}`", server.url);
    let name = ident(&server.name, &item)?;
    let docs = attributes(&documentation(server, all));
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

fn documentation(server: &Server, all: &[&Server]) -> Vec<String> {
    let url = vec![format!("{}.", code(&server.url))];
    let text = |server: &Server| documentation::lines(&server.documentation, "", false);
    let own = text(server);
    // What several servers say of themselves doesn't tell them apart.
    let is_its_own = all.iter().filter(|other| text(other).first() == own.first()).count() < 2;
    let mut lines = Vec::new();
    for paragraph in if is_its_own { [own, url] } else { [url, own] } {
        documentation::paragraph(&mut lines, paragraph);
    }
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
        documentation::paragraph(&mut lines, vec![format!("For example {}.", code(&variable.default))]);
    }
    if !variable.values.is_empty() {
        let values: Vec<_> = variable.values.iter().map(|value| code(value)).collect();
        documentation::paragraph(&mut lines, vec![format!("One of {}.", values.join(", "))]);
    }
    lines
}
