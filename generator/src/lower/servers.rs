//! Servers and security schemes.

use indexmap::IndexMap;

use super::document::documentation;
use super::report::Report;
use crate::api::{Location, OAuthUrl, SecurityKind, SecurityScheme, Server, ServerVariable};
use crate::diagnostic::Code;
use crate::names::{Scope, Words, identifier};
use crate::parse::{self, Document};
use crate::pointer;

/// Constructors and methods that the client's `Server` has already.
const RESERVED: &[&str] = &["clone", "eq", "fmt", "from", "from_template", "into", "url"];

/// The servers of a document. One without a host can't be sent to and is left out.
pub(crate) fn servers(document: &Document, report: &mut Report<'_>) -> Vec<Server> {
    let mut scope = Scope::with_reserved(RESERVED);
    let mut servers: Vec<Server> = Vec::new();
    for (index, server) in document.servers.iter().enumerate() {
        let (pointer, url) = (format!("/servers/{index}"), server.url.as_str());
        let names = variables(url);
        if !url.contains("://") && !url.starts_with('{') {
            let lacks = if url.starts_with("//") { "scheme" } else { "host" };
            let message = format!("`{url}` names no {lacks}; the caller has to give the whole base URL");
            report.note(Code::ServerRelative, &pointer, message);
            continue;
        }
        if let Some(fault) = fault(server) {
            let is_fixed = names.is_empty();
            let end = if is_fixed { "the server is left out" } else { "other values of its variables may work" };
            report.warning(Code::ServerUnusable, &pointer, format!("nothing can be sent to `{url}`: {fault}; {end}"));
            if is_fixed {
                continue;
            }
        }
        if servers.iter().any(|server| server.url == url) {
            continue;
        }
        let documentation = documentation::of_description(&server.description);
        let described = documentation.description.as_deref().map(Words::of).filter(|words| words.list().len() <= 4);
        let by_name = server.name.as_deref().map(Words::of);
        let by_variables = Words::of(&names.join(" and "));
        let by_host = Words::of(url.split("://").nth(1).unwrap_or(url).split('/').next().unwrap_or_default());
        let whole = Words::of(url);
        let mut candidates: Vec<String> = [by_name, Some(by_variables), described, Some(by_host), Some(whole)]
            .into_iter()
            .flatten()
            .map(|words| words.snake())
            .filter(|name| !name.is_empty())
            .map(|name| if crate::names::is_keyword(&name) { format!("{name}_server") } else { name })
            .collect();
        candidates.push("server".to_owned());
        if let Some(first) = candidates.first().cloned() {
            candidates.push(format!("{first}_server"));
        }
        servers.push(Server {
            name: scope.claim(&candidates),
            url: url.to_owned(),
            variables: arguments(&names, &server.variables),
            documentation,
        });
    }
    servers
}

/// What the runtime will find wrong with a server's URL, its variables having their defaults.
///
/// A variable without a default is no fault: the caller gives the value, even if it is a whole URL.
fn fault(server: &parse::Server) -> Option<String> {
    let mut filled = server.url.clone();
    for name in variables(&server.url) {
        let default = default(server, name).unwrap_or("x");
        filled = filled.replace(&format!("{{{name}}}"), default);
    }
    if filled.contains("://") || !server.url.starts_with('{') { fault_of_url(&filled) } else { None }
}

/// The default of a server's variable; `None` where it is empty, as where there is none.
fn default<'s>(server: &'s parse::Server, name: &str) -> Option<&'s str> {
    server.variables.get(name).map(|variable| variable.default.as_str()).filter(|default| !default.is_empty())
}

/// What the runtime will find wrong with a whole URL.
pub(crate) fn fault_of_url(url: &str) -> Option<String> {
    let authority =
        url.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let path = url.split_once("://").and_then(|(_, rest)| rest.get(authority.len()..)).unwrap_or_default();
    let parsed = match url::Url::parse(url) {
        Ok(parsed) => parsed,
        Err(error) => return Some(error.to_string()),
    };
    let fault = if !matches!(parsed.scheme(), "http" | "https") {
        "it doesn't start with `http://` or `https://`"
    } else if url.contains(|character: char| character.is_whitespace() || character.is_control() || character == '\\') {
        "it has white space, control characters or backslashes"
    } else if authority.contains('@') {
        "it has user info"
    } else if authority.is_empty() {
        "it has no host"
    } else if path.split('/').any(|segment| matches!(segment, "." | "..")) {
        "its path has a segment `.` or `..`"
    } else if parsed.query().is_some() || parsed.fragment().is_some() {
        "it has a query or a fragment"
    } else if parsed.host_str().is_some_and(|host| host.strip_suffix('.').unwrap_or(host).split('.').any(str::is_empty))
    {
        "its host has an empty part"
    } else {
        return None;
    };
    Some(fault.to_owned())
}

/// A server's URL with the defaults of its variables.
pub(crate) fn filled(server: &parse::Server) -> Option<String> {
    let mut url = server.url.clone();
    for name in variables(&server.url) {
        url = url.replace(&format!("{{{name}}}"), &server.variables.get(name)?.default);
    }
    Some(url)
}

/// The names between braces, each once.
pub(crate) fn variables(url: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = url;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        if !names.contains(&name) {
            names.push(name);
        }
        rest = after;
    }
    names
}

fn arguments(names: &[&str], described: &IndexMap<String, parse::ServerVariable>) -> Vec<ServerVariable> {
    let mut scope = Scope::with_reserved(&["self"]);
    let argument = |name: &&str| {
        let described = described.get(*name);
        ServerVariable {
            name: identifier(&scope.claim(&[Words::of(name).snake(), Words::with_symbols(name).snake()])),
            wire_name: (*name).to_owned(),
            default: described.map(|variable| variable.default.clone()).unwrap_or_default(),
            values: described.map(|variable| variable.values.clone()).unwrap_or_default(),
            documentation: described.map(|it| documentation::of_description(&it.description)).unwrap_or_default(),
        }
    };
    names.iter().map(argument).collect()
}

/// The security schemes of a document, sorted by name.
///
/// `token_url` and `authorization_url` are what the configuration says in place of the document.
pub(crate) fn security_schemes(
    document: &Document,
    token_url: Option<&str>,
    authorization_url: Option<&str>,
    report: &mut Report<'_>,
) -> Vec<SecurityScheme> {
    let mut schemes: Vec<SecurityScheme> = Vec::new();
    for (name, definition) in &document.security_schemes {
        let credential = match definition.kind.as_str() {
            "oauth2" => {
                // A configured URL is that of all flows.
                let of_flow = |url: Option<&String>| documented(url).filter(|_| token_url.is_none());
                SecurityKind::Bearer {
                    token_url: token_url.map(configured).or_else(|| documented(definition.token_url.as_ref())),
                    authorization_url: own_authorization_url(definition, authorization_url),
                    user_token_url: of_flow(definition.user_token_url.as_ref()),
                    refresh_url: of_flow(definition.refresh_url.as_ref()),
                }
            }
            "openIdConnect" => bearer(token_url, authorization_url),
            "http" if definition.scheme.eq_ignore_ascii_case("bearer") => bearer(token_url, None),
            "http" if definition.scheme.eq_ignore_ascii_case("basic") => SecurityKind::Basic,
            "apiKey" => api_key(&definition.location, &definition.name),
            _ => SecurityKind::Other,
        };
        if credential == SecurityKind::Other {
            let pointer = format!("/components/securitySchemes/{}", pointer::escape(name));
            let message = format!("`{name}` asks for credentials that the client can't send");
            report.warning(Code::SecurityUnsupported, &pointer, message);
        }
        let (kind, mut documentation) =
            (definition.kind.clone(), documentation::of_description(&definition.description));
        if definition.deprecated {
            let text = documentation.description.take().map(|text| format!("Deprecated. {text}"));
            documentation.description = Some(text.unwrap_or_else(|| "Deprecated.".to_owned()));
        }
        schemes.push(SecurityScheme { name: name.clone(), kind, documentation, credential });
    }
    schemes.sort_by(|one, other| one.name.cmp(&other.name));
    schemes
}

/// A token that the document names no URL for.
fn bearer(token_url: Option<&str>, authorization_url: Option<&str>) -> SecurityKind {
    SecurityKind::Bearer {
        token_url: token_url.map(configured),
        authorization_url: authorization_url.map(configured),
        user_token_url: None,
        refresh_url: None,
    }
}

fn api_key(place: &str, name: &str) -> SecurityKind {
    let location = match place {
        "header" => Location::Header,
        "query" => Location::Query,
        "cookie" => Location::Cookie,
        _ => return SecurityKind::Other,
    };
    if name.is_empty() { SecurityKind::Other } else { SecurityKind::ApiKey { location, name: name.to_owned() } }
}

fn configured(template: &str) -> OAuthUrl {
    OAuthUrl { template: template.to_owned(), is_configured: true }
}

fn documented(url: Option<&String>) -> Option<OAuthUrl> {
    Some(OAuthUrl { template: url?.clone(), is_configured: false })
}

/// The authorization URL of the authorization code flow. A scheme that has only other flows takes none.
fn own_authorization_url(definition: &parse::SecurityScheme, given: Option<&str>) -> Option<OAuthUrl> {
    let given = given.filter(|_| definition.may_give_codes).map(configured);
    given.or_else(|| documented(definition.authorization_url.as_ref()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics has failed")]
mod tests {
    use serde_json::{Value, json};

    use super::{configured, own_authorization_url};
    use crate::api::OAuthUrl;
    use crate::notes::Notes;
    use crate::parse::parse;

    fn url(definition: &Value, given: Option<&str>) -> Option<OAuthUrl> {
        let document = parse(json!({"components": {"securitySchemes": {"users": definition}}}), &Notes::default());
        own_authorization_url(document.security_schemes.get("users").unwrap(), given)
    }

    #[test]
    fn a_browser_is_sent_where_the_authorization_code_flow_says() {
        let code = json!({"flows": {"authorizationCode": {"authorizationUrl": " https://example.com/authorize "}}});
        let found = url(&code, None).map(|url| (url.template, url.is_configured));
        assert_eq!(found, Some(("https://example.com/authorize".to_owned(), false)));
        let given = "{server.origin}/authorize";
        for (definition, takes_given) in [
            (code, true),
            (json!({"flows": {}}), true),
            (json!({}), true),
            (json!({"flows": {"authorizationCode": {"authorizationUrl": ""}}}), true),
            (json!({"flows": {"clientCredentials": {"tokenUrl": "/token"}}}), false),
            (json!({"flows": {"implicit": {"authorizationUrl": "/authorize"}}}), false),
        ] {
            assert_eq!(url(&definition, Some(given)), takes_given.then(|| configured(given)));
        }
        assert_eq!(url(&json!({"flows": {"implicit": {"authorizationUrl": "/a"}}}), None), None);
    }
}
