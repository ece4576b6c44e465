//! The examples on the front page of a crate's documentation: signing in and a call, an error, a list in pages.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{OAuthUrl, Operation, SecurityKind, Server, Service};
use crate::emit::context::Context;
use crate::emit::documentation::inner_attributes;
use crate::emit::samples::examples::{self, Example};
use crate::emit::samples::layout::Expression;
use crate::emit::{EmitError, samples, servers};

/// Writes the examples, each of the simplest operation that shows what it is about.
pub(in crate::emit) fn examples(context: &Context<'_>) -> Result<TokenStream, EmitError> {
    let mut example = Example::new(context);
    setup(context, &mut example);
    let Some((service, operation)) = simplest(context, |_| true) else {
        return Ok(inner_attributes(&example.finish()));
    };
    let call = example.prepare(service, operation, false)?;
    example.send(&call);
    let mut docs = behind_feature(service, &example.finish());
    let failing = simplest(context, |operation| operation.error.is_some());
    let error = failing.and_then(|(_, operation)| context.api.error_type(operation.error?));
    if let Some(((service, operation), error)) = failing.zip(error) {
        docs.extend(introduced("A documented error is typed by its status, and keeps headers and body:"));
        let mut example = Example::with_client(context);
        let call = example.prepare(service, operation, false)?;
        example.failure(&call, error);
        docs.extend(behind_feature(service, &example.finish()));
    }
    if let Some((service, operation)) = simplest(context, |operation| operation.paging.is_some()) {
        docs.extend(introduced("A list that comes in pages is read item by item:"));
        let mut example = Example::with_client(context);
        let call = example.prepare(service, operation, false)?;
        example.stream(&call)?;
        docs.extend(behind_feature(service, &example.finish()));
    }
    Ok(docs)
}

/// The operation that asks least of a reader among those with a property.
fn simplest<'a>(
    context: &Context<'a>,
    has_property: impl Fn(&Operation) -> bool,
) -> Option<(&'a Service, &'a Operation)> {
    let services = context.api.services.iter();
    services
        .flat_map(|service| service.operations.iter().map(move |operation| (service, operation)))
        .filter(|(_, operation)| has_property(operation))
        .min_by_key(|(_, operation)| examples::effort(operation))
}

/// Writes an example, which is a test where the feature of its service is on.
fn behind_feature(service: &Service, lines: &[String]) -> TokenStream {
    let Some((fence, rest)) = lines.split_first() else { return TokenStream::new() };
    let (feature, fence, ignored) = (&service.feature, format!(" {fence}"), " ```ignore");
    let rest = inner_attributes(rest);
    quote! {
        #![cfg_attr(feature = #feature, doc = #fence)]
        #![cfg_attr(not(feature = #feature), doc = #ignored)]
        #rest
    }
}

fn introduced(text: &str) -> TokenStream {
    inner_attributes(&["", text, ""])
}

/// Builds the client.
fn setup(context: &Context<'_>, example: &mut Example<'_, '_>) {
    example.bring(["Client"]);
    let server = context.api.servers.iter().find(|server| servers::is_usable(server));
    let mut steps = vec![match server {
        Some(server) => format!(".server(Server::{})", constructor(server)),
        None => ".base_url(\"https://api.example.com\")".to_owned(),
    }];
    example.bring(server.map(|_| "Server"));
    let credentials = credentials(context);
    example.bring(credentials.iter().any(|step| step.contains("Credentials::")).then_some("Credentials"));
    steps.extend(credentials);
    steps.push(".build()?".to_owned());
    let calls = steps.into_iter().map(Expression::text).collect();
    example.statement(&Expression::text("Client::builder()").chain(calls).within("let client = ", ";"));
}

fn constructor(server: &Server) -> String {
    let arguments = server.variables.iter().map(|variable| {
        // A default that is a bare name is somebody's; a version, a port or a host is a part of the URL.
        let is_name = variable.values.is_empty() && variable.default.chars().all(|it| it.is_alphabetic() || it == '-');
        let value = [&variable.default].into_iter().chain(variable.values.first()).find(|value| !value.is_empty());
        samples::string(value.filter(|_| !is_name).map_or("acme", String::as_str))
    });
    format!("{}({})", server.name, arguments.collect::<Vec<_>>().join(", "))
}

/// Signs in with what the first alternative of an operation asks for that the client has a way to send.
fn credentials(context: &Context<'_>) -> Vec<String> {
    let kind = |name: &str| {
        let scheme = context.api.security_schemes.iter().find(|scheme| scheme.name == name)?;
        Some(&scheme.credential).filter(|kind| **kind != SecurityKind::Other)
    };
    let alternatives = context.api.operations().flat_map(|operation| &operation.security);
    let mut kinds = alternatives
        .filter(|schemes| !schemes.is_empty())
        .filter_map(|schemes| schemes.iter().map(|one| kind(&one.scheme)).collect::<Option<Vec<_>>>());
    let mut steps: Vec<String> = kinds.next().unwrap_or_default().into_iter().map(credential).collect();
    steps.dedup();
    steps
}

fn credential(kind: &SecurityKind) -> String {
    let credentials = match kind {
        SecurityKind::Bearer { token_url: Some(url), .. } if is_usable(url) => "client_credentials(\"id\", \"secret\")",
        SecurityKind::Bearer { .. } | SecurityKind::Other => return ".bearer_token(\"token\")".to_owned(),
        SecurityKind::Basic => "basic(\"user\", \"password\")",
        SecurityKind::ApiKey { .. } => "api_key(\"key\")",
    };
    format!(".credentials(Credentials::{credentials})")
}

/// Whether tokens are fetched from there without the caller saying so: it is configured, or on the server's own host.
fn is_usable(url: &OAuthUrl) -> bool {
    url.is_configured
        || url.template.contains('{')
        || (url.template.starts_with('/') && !url.template.starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Location;

    fn token_url(template: &str, is_configured: bool) -> SecurityKind {
        let url = OAuthUrl { template: template.to_owned(), is_configured };
        bearer(Some(url))
    }

    fn bearer(token_url: Option<OAuthUrl>) -> SecurityKind {
        SecurityKind::Bearer { token_url, authorization_url: None, user_token_url: None, refresh_url: None }
    }

    #[test]
    fn each_kind_of_scheme_has_its_credentials() {
        let token = ".bearer_token(\"token\")";
        let exchanged = ".credentials(Credentials::client_credentials(\"id\", \"secret\"))";
        let key = SecurityKind::ApiKey { location: Location::Header, name: "X-Key".to_owned() };
        for (kind, expected) in [
            (bearer(None), token),
            (token_url("https://login.example.com/token", false), token),
            (token_url("//login.example.com/token", false), token),
            (token_url("https://login.example.com/token", true), exchanged),
            (token_url("https://{tenant}.example.com/token", false), exchanged),
            (token_url("/oauth/token", false), exchanged),
            (SecurityKind::Basic, ".credentials(Credentials::basic(\"user\", \"password\"))"),
            (key, ".credentials(Credentials::api_key(\"key\"))"),
        ] {
            assert_eq!(credential(&kind), expected);
        }
    }
}
