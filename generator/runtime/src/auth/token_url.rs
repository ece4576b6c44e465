//! Where a token is fetched: only at hosts that the caller chose.

use url::Url;

use super::super::api::description::ApiDescription;
use super::super::api::security::{SecurityKind, TokenUrl};
use super::super::uri::server::{self, Server};
use super::super::uri::template::{Piece, pieces};

/// What stands for the origin of the client's server in a configured URL.
const ORIGIN: &str = "server.origin";

/// Returns the URL that the API's tokens are fetched from, for a client of `server`, or why there is none.
///
/// Id and secret are sent there. So a URL of the specification is used only if it leads to the chosen server: it is
/// relative, is made of the server's variables, or has the server's host.
pub(crate) fn resolve(
    api: &ApiDescription,
    scheme: Option<&str>,
    server: &Server,
    base_url: &str,
) -> Result<Url, String> {
    let mut refused = None;
    for scheme in api.security_schemes.iter().filter(|known| scheme.is_none_or(|scheme| known.name == scheme)) {
        let SecurityKind::Bearer { token_url: Some(token_url) } = &scheme.kind else { continue };
        if let Some(url) = from_specification(token_url, server, base_url) {
            return Ok(url);
        }
        refused = Some(token_url.template);
    }
    Err(match refused {
        Some(url) => format!(
            "the specification's token URL, {url}, is not on the host of the client's server; name the one to use with \
             `ClientCredentials::token_url`"
        ),
        None => "the specification has no token URL; name it with `ClientCredentials::token_url`".to_owned(),
    })
}

/// A token URL that the caller gave.
pub(crate) fn given(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|error| format!("the token URL can't be used: {error}"))?;
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return Err("the token URL can't be used: it is no `http` or `https` URL without user info".to_owned());
    }
    Ok(url)
}

fn from_specification(token_url: &TokenUrl, server: &Server, base_url: &str) -> Option<Url> {
    let base = Url::parse(base_url).ok()?;
    if token_url.is_configured {
        let origin = base.origin().ascii_serialization();
        let template = token_url.template.replace(&format!("{{{ORIGIN}}}"), &origin);
        return given(&server::filled(&template, server)?).ok();
    }
    let is_as_safe = |url: &Url| url.scheme() == base.scheme() || url.scheme() == "https";
    let has_its_host = |url: &Url| url.host_str().is_some() && url.host_str() == base.host_str();
    let has_variable = |text: &str| pieces(text).iter().any(|piece| matches!(piece, Piece::Variable(_)));
    if has_variable(token_url.template) {
        let url = given(&server::filled(token_url.template, server)?).ok()?;
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
