//! Where tokens are fetched and users sign in: only at hosts that the caller chose.

use url::Url;

use super::super::api::description::ApiDescription;
use super::super::api::security::{OAuthUrl, SecurityKind, SecurityScheme};
use super::super::uri::server::{self, Server};
use super::super::uri::template::{Piece, pieces};

/// What stands for the origin of the client's server in a configured URL.
const ORIGIN: &str = "server.origin";

/// Which of the URLs of the server that signs in.
#[derive(Clone, Copy)]
pub(crate) struct Endpoint {
    /// What messages call it.
    name: &'static str,
    /// How the caller names it.
    setter: &'static str,
    of: fn(&SecurityScheme) -> Option<&OAuthUrl>,
    /// Whether users sign in by its scheme: one that has a URL for that is taken before others.
    is_of_users: bool,
}

/// Where client credentials are exchanged for tokens.
pub(crate) const OF_CLIENTS: Endpoint =
    Endpoint { name: "token URL", setter: "ClientCredentials::token_url", of: token_url, is_of_users: false };

/// Where codes are exchanged for tokens.
pub(crate) const OF_USERS: Endpoint =
    Endpoint { name: "token URL", setter: "UserCredentials::token_url", of: user_token_url, is_of_users: true };

/// What messages call the URL where refresh tokens are exchanged for tokens.
pub(crate) const REFRESH: &str = "refresh URL";

/// Where users sign in with a browser.
pub(crate) const AUTHORIZATION: Endpoint = Endpoint {
    name: "authorization URL",
    setter: "AuthorizationCode::authorization_url",
    of: authorization_url,
    is_of_users: true,
};

fn token_url(scheme: &SecurityScheme) -> Option<&OAuthUrl> {
    if let SecurityKind::Bearer { token_url, .. } = &scheme.kind { token_url.as_ref() } else { None }
}

fn user_token_url(scheme: &SecurityScheme) -> Option<&OAuthUrl> {
    let SecurityKind::Bearer { token_url, user_token_url, .. } = &scheme.kind else { return None };
    user_token_url.as_ref().or(token_url.as_ref())
}

fn authorization_url(scheme: &SecurityScheme) -> Option<&OAuthUrl> {
    if let SecurityKind::Bearer { authorization_url, .. } = &scheme.kind { authorization_url.as_ref() } else { None }
}

/// Returns that URL of the API for a client of `server`, and the scheme that has it unless it is `given`, the caller's; or why there
/// is none.
///
/// Secrets are sent there, or typed in. So a URL of the specification is used only if it leads to the chosen server: it is
/// relative, is made of the server's variables, or has the server's host.
pub(crate) fn resolve(
    endpoint: Endpoint,
    given: Option<&str>,
    api: &ApiDescription,
    scheme: Option<&str>,
    server: &Server,
    base_url: &str,
) -> Result<(Url, Option<&'static SecurityScheme>), String> {
    let Endpoint { name, setter, of, is_of_users } = endpoint;
    if let Some(given) = given {
        return self::given(name, given).map(|url| (url, None));
    }
    let fitting = api.security_schemes.iter().filter(|known| scheme.is_none_or(|scheme| known.name == scheme));
    let mut schemes: Vec<&'static SecurityScheme> = fitting.collect();
    schemes.sort_by_key(|scheme| is_of_users && authorization_url(scheme).is_none());
    let mut refused = None;
    for (scheme, url) in schemes.into_iter().filter_map(|scheme| Some((scheme, of(scheme)?))) {
        if let Some(url) = from_specification(name, url, server, base_url) {
            return Ok((url, Some(scheme)));
        }
        refused = Some(url.template);
    }
    Err(match refused {
        Some(url) => format!(
            "the specification's {name}, {url}, is not on the host of the client's server; name the one to use with \
             `{setter}`"
        ),
        None => format!("the specification has no {name}; name it with `{setter}`"),
    })
}

/// Returns where refresh tokens of the scheme are exchanged, if the specification says it and it leads to the chosen server. Else the
/// token URL is as good: RFC 6749, section 6, knows no other.
pub(crate) fn of_refresh(scheme: &SecurityScheme, server: &Server, base_url: &str) -> Option<Url> {
    let SecurityKind::Bearer { refresh_url, .. } = &scheme.kind else { return None };
    from_specification(REFRESH, refresh_url.as_ref()?, server, base_url)
}

/// A URL that the caller gave.
pub(crate) fn given(name: &str, text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("the {name} can't be used: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return Err(format!("the {name} can't be used: it has to be an `http` or `https` URL without user info"));
    }
    Ok(url)
}

fn from_specification(name: &str, token_url: &OAuthUrl, server: &Server, base_url: &str) -> Option<Url> {
    let base = Url::parse(base_url).ok()?;
    if token_url.is_configured {
        let origin = base.origin().ascii_serialization();
        let template = token_url.template.replace(&format!("{{{ORIGIN}}}"), &origin);
        return given(name, &server::filled(&template, server)?).ok();
    }
    let is_as_safe = |url: &Url| url.scheme() == base.scheme() || url.scheme() == "https";
    let has_its_host = |url: &Url| url.host_str().is_some() && url.host_str() == base.host_str();
    let has_variable = |text: &str| pieces(text).iter().any(|piece| matches!(piece, Piece::Variable(_)));
    if has_variable(token_url.template) {
        let url = given(name, &server::filled(token_url.template, server)?).ok()?;
        let behind_scheme = token_url.template.split_once("://").map_or(token_url.template, |(_, rest)| rest);
        let is_chosen = has_variable(behind_scheme.split('/').next().unwrap_or_default()) || has_its_host(&url);
        return Some(url).filter(|url| is_chosen && is_as_safe(url));
    }
    let url = match Url::parse(token_url.template) {
        Ok(url) => url,
        // RFC 3986, section 5: relative to the server's URL, whose last segment is a folder. `//host/` is not relative.
        Err(_) if !token_url.template.starts_with("//") => {
            Url::parse(&format!("{base_url}/")).ok()?.join(token_url.template).ok()?
        }
        Err(_) => return None,
    };
    Some(url).filter(|url| has_its_host(url) && is_as_safe(url))
}
