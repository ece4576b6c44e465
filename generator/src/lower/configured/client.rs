//! What rules say of the client as a whole.

use std::collections::BTreeSet;

use crate::api::{
    Environment, ErrorType, ResponseBody, SecurityKind, SecurityScheme, Server, Type, TypeDefinition, TypeKind,
};
use crate::lower::report::Report;
use crate::lower::servers;
use crate::parse::Document;
use crate::rules::{Rule, Rules};

/// The security schemes of a document, with the configured URLs.
pub(crate) fn security_schemes(
    document: &Document,
    servers: &[Server],
    rules: &Rules,
    report: &mut Report<'_>,
) -> Vec<SecurityScheme> {
    let (token_url, authorization_url) = (rules.token_url.as_ref(), rules.authorization_url.as_ref());
    let text = |rule: Option<&Rule<String>>| rule.map(|rule| rule.value.clone());
    let (token, authorization) = (text(token_url), text(authorization_url));
    let schemes = servers::security_schemes(document, token.as_deref(), authorization.as_deref(), report);
    let takes = |is_used: fn(&SecurityKind) -> bool| schemes.iter().any(|scheme| is_used(&scheme.credential));
    if let Some(rule) = token_url {
        let is_used = takes(|kind| matches!(kind, SecurityKind::Bearer { .. }));
        oauth_url("token_url", "takes a token", rule, is_used, servers, report);
    }
    if let Some(rule) = authorization_url {
        let is_used = takes(|kind| matches!(kind, SecurityKind::Bearer { authorization_url: Some(_), .. }));
        oauth_url("authorization_url", "has the authorization code flow", rule, is_used, servers, report);
    }
    schemes
}

/// Says what is wrong with the URL that the rule of the key `key` gives.
fn oauth_url(
    key: &str,
    property: &str,
    rule: &Rule<String>,
    is_used: bool,
    servers: &[Server],
    report: &mut Report<'_>,
) {
    if !is_used {
        report.unused(&rule.place, &format!("`{key}` matches nothing: the API has no scheme that {property}"));
    }
    let names = servers::variables(&rule.value);
    let is_variable = |name: &str| servers.iter().flat_map(|it| &it.variables).any(|it| it.wire_name == name);
    if let Some(name) = names.iter().find(|name| **name != "server.origin" && !is_variable(name)) {
        let message = format!("`{key}` has `{{{name}}}`, which is not a variable of the API's servers");
        let variables = servers.iter().flat_map(|it| &it.variables).map(|it| it.wire_name.as_str());
        report.unused_among(rule, &message, name, variables.chain(["server.origin"]));
    } else if names.is_empty() && !rule.value.contains("://") {
        let message = format!("`{key}` has no host; `{{server.origin}}` stands for the origin of the client's server");
        report.unused(&rule.place, &message);
    }
}

/// The property of error bodies by which requests are found again, if any error body has it.
pub(crate) fn tracking_id(
    rules: &Rules,
    types: &[TypeDefinition],
    errors: &[ErrorType],
    report: &mut Report<'_>,
) -> Option<String> {
    let rule = rules.tracking_id.as_ref()?;
    property_of_errors(rule, "tracking_id", &rule.value, types, errors, report);
    Some(rule.value.clone())
}

/// What leads to the text of an error, if any error body has its first property.
pub(crate) fn message(
    rules: &Rules,
    types: &[TypeDefinition],
    errors: &[ErrorType],
    report: &mut Report<'_>,
) -> Option<String> {
    let rule = rules.message.as_ref()?;
    let first = rule.value.split('.').next().unwrap_or_default();
    property_of_errors(rule, "message", first, types, errors, report);
    Some(rule.value.clone())
}

/// Says so where no error body has the property that the rule of the key `key` begins with.
fn property_of_errors(
    rule: &Rule<String>,
    key: &str,
    name: &str,
    types: &[TypeDefinition],
    errors: &[ErrorType],
    report: &mut Report<'_>,
) {
    let bodies = errors.iter().flat_map(|error| &error.variants).filter_map(|variant| match &variant.body {
        ResponseBody::Json(ty) => Some(ty),
        _ => None,
    });
    let structs = bodies.filter_map(|ty| match ty {
        Type::Named(id) => types.get(id.0),
        _ => None,
    });
    let properties: BTreeSet<&str> = structs
        .flat_map(|definition| match &definition.kind {
            TypeKind::Struct(object) => object.fields.as_slice(),
            _ => &[],
        })
        .map(|field| field.wire_name.as_str())
        .collect();
    if !properties.contains(name) {
        let message = format!("`{key}` matches nothing: no error body has a property `{name}`");
        report.unused_among(rule, &message, name, properties);
    }
}

/// What `Client::from_env` reads.
pub(crate) fn environment(
    rules: &Rules,
    document: &Document,
    schemes: &[SecurityScheme],
    report: &mut Report<'_>,
) -> Option<Environment> {
    let Rule { value: rule, place } = rules.environment.as_ref()?;
    let takes_token = schemes.iter().any(|scheme| matches!(scheme.credential, SecurityKind::Bearer { .. }));
    let takes_key = schemes.iter().any(|scheme| matches!(scheme.credential, SecurityKind::ApiKey { .. }));
    for (key, is_set, is_taken) in [
        ("client_id", rule.client_id.is_some(), takes_token),
        ("bearer_token", rule.bearer_token.is_some(), takes_token),
        ("api_key", rule.api_key.is_some(), takes_key),
    ] {
        if is_set && !is_taken {
            let message = format!("`environment.{key}` matches nothing: no security scheme of the API takes it");
            report.unused(place, &message);
        }
    }
    let first = document.servers.iter().find_map(servers::filled);
    let base_path = first.map(|url| path(&url)).unwrap_or_default();
    Some(Environment { variables: rule.clone(), base_path })
}

/// The path of a server's URL, which may be all of it, without a slash at its end.
fn path(url: &str) -> String {
    let behind_host = match url.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => url,
    };
    match behind_host.trim_matches('/') {
        "" => String::new(),
        path => format!("/{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn the_path_of_a_server_is_what_stands_behind_its_host() {
        assert_eq!(path("https://api.example.com/v1/"), "/v1");
        assert_eq!(path("/api/v3"), "/api/v3");
        assert_eq!(path("https://api.example.com"), "");
        assert_eq!(path("/"), "");
    }
}
