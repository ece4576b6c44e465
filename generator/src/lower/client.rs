//! What rules say of the client as a whole.

use super::document::Document;
use super::report::Report;
use super::servers;
use crate::api::{Environment, ErrorType, ResponseBody, SecurityKind, SecurityScheme, Type, TypeDefinition, TypeKind};
use crate::diagnostic::Diagnostic;
use crate::rules::{Rule, Rules};

/// The security schemes of a document, with the configured token URL.
pub(crate) fn security_schemes(document: &Document, rules: &Rules, report: &mut Report<'_>) -> Vec<SecurityScheme> {
    let token_url = rules.token_url.as_ref();
    let schemes = servers::security_schemes(document, token_url.map(|rule| rule.value.as_str()), report);
    let has_token_url =
        |scheme: &SecurityScheme| matches!(scheme.credential, SecurityKind::Bearer { token_url: Some(_) });
    if let Some(rule) = token_url.filter(|_| !schemes.iter().any(has_token_url)) {
        unused(rule, "`token_url` matches nothing: the API has no scheme of OAuth 2.0", report);
    }
    schemes
}

/// The property of error bodies by which requests are found again, if any error body has it.
pub(crate) fn tracking_id(
    rules: &Rules,
    types: &[TypeDefinition],
    errors: &[ErrorType],
    report: &mut Report<'_>,
) -> Option<String> {
    let rule = rules.tracking_id.as_ref()?;
    let bodies = errors.iter().flat_map(|error| &error.variants).filter_map(|variant| match &variant.body {
        ResponseBody::Json(ty) => Some(ty),
        _ => None,
    });
    let mut structs = bodies.filter_map(|ty| match ty {
        Type::Named(id) => types.get(id.0),
        _ => None,
    });
    let has_property = |definition: &TypeDefinition| match &definition.kind {
        TypeKind::Struct(object) => object.fields.iter().any(|field| field.wire_name == rule.value),
        _ => false,
    };
    if !structs.any(has_property) {
        unused(rule, &format!("`tracking_id` matches nothing: no error body has a property `{}`", rule.value), report);
    }
    Some(rule.value.clone())
}

fn unused<T>(rule: &Rule<T>, message: &str, report: &mut Report<'_>) {
    let diagnostic = Diagnostic::error("unused-rule", rule.place.clone(), message);
    report.push(diagnostic.help("correct the rule, or remove it"));
}

/// What `Client::from_env` reads.
pub(crate) fn environment(rules: &Rules, document: &Document) -> Option<Environment> {
    let rule = rules.environment.as_ref()?;
    let first = document.servers.iter().find_map(servers::filled);
    let behind_host = first.as_deref().and_then(|url| url.split_once("://")?.1.split_once('/'));
    let path = behind_host.map(|(_, path)| format!("/{}", path.trim_matches('/'))).filter(|path| path != "/");
    Some(Environment {
        base_url: rule.base_url.clone(),
        client_id: rule.client_id.clone(),
        client_secret: rule.client_secret.clone(),
        bearer_token: rule.bearer_token.clone(),
        api_key: rule.api_key.clone(),
        base_path: path.unwrap_or_default(),
    })
}
