//! `client.rs` and `mock.rs`: the client of this API, around the runtime's.

use super::context::Context;
use super::documentation::{self, attributes, code, list_item};
use super::source::{Source, Table};
use super::{library, names, operations, servers};
use crate::api::{ClientAuthentication, Environment, Location, OAuthUrl, SecurityKind, SecurityScheme};
use proc_macro2::TokenStream;
use quote::quote;

/// Writes `client.rs`.
pub(super) fn source(context: &Context<'_>) -> Source {
    let (client, runtime_client) = (quote!(Client), names::client());
    let runtime_builder = names::client_builder();
    let of = library::title(context.api);
    let docs = attributes(&[
        format!("Client for {of}: a server, credentials and a pool of connections."),
        String::new(),
        "Made by [`builder`](Self::builder). Clones are cheap and share everything.".to_owned(),
    ]);
    let items = quote! {
        #docs
        #[derive(Clone)]
        pub struct #client(pub(crate) #runtime_client);

        #[doc = " Builds a [`Client`]."]
        pub type ClientBuilder = #runtime_builder<#client>;
    };
    let from_env = context.api.environment.as_ref().map(from_env);
    let from_env = from_env.map(|from_env| quote!(impl #client { #from_env }));
    let table = Table::new("api_client", client, description(context));
    Source::default().items(items).tables([table]).items(quote!(#from_env))
}

/// Writes `mock.rs`.
pub(super) fn mock() -> TokenStream {
    let client = names::own_client();
    quote! {
        //! A server for tests. The client's own builders tell it which requests to expect and what to answer.
        pub use super::runtime::mock::*;
        #[doc = " A server for tests of code that uses a [`Client`]."]
        #[doc = ""]
        #[doc = " It takes the place of the runtime's own, which serves any client."]
        pub type MockServer = super::runtime::mock::MockServer<#client>;
    }
}

/// The rows of what the runtime has to know of the API.
fn description(context: &Context<'_>) -> Vec<Vec<TokenStream>> {
    let api = context.api;
    let default = api.servers.first().filter(|server| server.variables.is_empty() && servers::is_whole(&server.url));
    let authentication = match api.client_authentication {
        ClientAuthentication::Basic => quote!(Basic),
        ClientAuthentication::Body => quote!(Body),
    };
    let mut rows = Vec::new();
    rows.extend(default.map(|server| &server.url).map(|url| quote!(server => #url)));
    rows.extend(api.security_schemes.iter().map(security_scheme));
    if !context.security.is_empty() {
        let security = operations::security(&context.security);
        rows.push(quote!(security => #security));
    }
    rows.push(quote!(client_authentication => #authentication));
    rows.extend(api.tracking_id.iter().map(|property| quote!(tracking_id => #property)));
    rows.extend(api.message.iter().map(|path| quote!(message => #path)));
    rows.extend(api.request_id.iter().map(|header| quote!(request_id => #header)));
    rows.extend(api.idempotency_key.iter().map(|header| quote!(idempotency_key => #header)));
    rows.extend(api.environment.iter().flat_map(environment));
    rows.into_iter().map(|row| vec![row]).collect()
}

fn security_scheme(scheme: &SecurityScheme) -> TokenStream {
    let name = &scheme.name;
    let kind = match &scheme.credential {
        SecurityKind::Bearer { token_url, authorization_url, user_token_url, refresh_url } => {
            let token_url = token_url.iter().map(oauth_url);
            let others = [
                (quote!(authorization), authorization_url),
                (quote!(user), user_token_url),
                (quote!(refresh), refresh_url),
            ];
            let others = others.into_iter().filter_map(|(word, url)| Some((word, oauth_url(url.as_ref()?))));
            let urls: Vec<TokenStream> = token_url.chain(others.map(|(word, url)| quote!(#word #url))).collect();
            if urls.is_empty() { quote!(bearer) } else { quote!(bearer(#(#urls),*)) }
        }
        SecurityKind::Basic => quote!(basic),
        SecurityKind::ApiKey { location, name } => {
            let location = match location {
                Location::Query => quote!(Query),
                Location::Cookie => quote!(Cookie),
                Location::Header | Location::Path | Location::QueryString { .. } | Location::Part { .. } => {
                    quote!(Header)
                }
            };
            quote!(api_key(#location #name))
        }
        SecurityKind::Other => quote!(other),
    };
    quote!(scheme #name => #kind)
}

fn oauth_url(OAuthUrl { template, is_configured }: &OAuthUrl) -> TokenStream {
    if *is_configured { quote!(configured #template) } else { quote!(specified #template) }
}

fn environment(environment: &Environment) -> Vec<TokenStream> {
    let Environment { base_path, variables } = environment;
    let named = [
        (quote!(base_url), &variables.base_url),
        (quote!(client_id), &variables.client_id),
        (quote!(client_secret), &variables.client_secret),
        (quote!(bearer_token), &variables.bearer_token),
        (quote!(api_key), &variables.api_key),
    ];
    let named = named.into_iter().filter_map(|(variable, name)| Some((variable, name.as_ref()?)));
    let mut rows = vec![quote!(base_path => #base_path)];
    rows.extend(named.map(|(variable, name)| quote!(#variable => #name)));
    rows
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
    documentation::paragraph(&mut lines, vec!["If a variable is missing or can't be used.".to_owned()]);
    let docs = attributes(&lines);
    let result = names::result(&quote!(Self), &names::build_error());
    quote! {
        #docs
        pub fn from_env() -> #result {
            Self::builder().variables(|name| ::std::env::var(name).ok())?.build()
        }
    }
}
