//! Where requests go: a server of the specification with its variables filled in, or the caller's own base URL.
//!
//! Values of variables often come from configuration or from a tenant's name in a database. None of them may send a request, with
//! its credentials, to a host that the template doesn't allow.

use std::fmt;

use url::{Host, Url};

use super::super::error::build_error::{BuildError, without_secrets};
use super::encode;
use super::template::{Piece, pieces};

/// The server of a client, for any API.
///
/// The `Server` of a generated crate has a constructor for each server that the specification lists. You can use it wherever this
/// type is expected.
///
/// # Examples
///
/// ```
/// use generator_runtime::Server;
///
/// let server = Server::url("https://api.example.com/v1");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Server {
    /// A whole URL, or a template with variables.
    template: String,
    /// The values of the template's variables; `None` for a whole URL.
    variables: Option<Vec<(String, String)>>,
}

impl Server {
    /// A server with this base URL. The paths of the operations are added to it.
    ///
    /// The URL is checked when the client is built: it must be `http` or `https`, without user info, query and fragment.
    pub fn url(url: impl Into<String>) -> Self {
        Self { template: url.into(), variables: None }
    }

    /// A server from a URL template, such as `https://{tenant}.example.com/v1`, and the values of its variables.
    ///
    /// Values are checked when the client is built. A host, or a part of it, may only have letters, digits, `-`, `.`,
    /// `_`, `~`, and a port after a colon. A value in the path may have several segments, but must not lead upwards. A
    /// variable at the very start of the template takes a URL.
    ///
    /// # Examples
    ///
    /// ```
    /// use generator_runtime::Server;
    ///
    /// let server = Server::from_template("https://{tenant}.example.com/v1", [("tenant", "acme".to_owned())]);
    /// ```
    pub fn from_template<const N: usize>(template: &str, variables: [(&str, String); N]) -> Self {
        let variables = variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { template: template.to_owned(), variables: Some(variables) }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let template = without_secrets(&self.template);
        let shown = |variables: &Vec<(String, String)>| -> Vec<(String, String)> {
            variables.iter().map(|(name, value)| (name.clone(), without_secrets(value))).collect()
        };
        let variables = self.variables.as_ref().map(shown);
        f.debug_struct("Server").field("template", &template).field("variables", &variables).finish()
    }
}

/// Whether `server` is a whole URL, and not a template of the specification.
pub(crate) fn is_custom(server: &Server) -> bool {
    server.variables.is_none()
}

/// The origin of `url`, if others can read what is sent there: it is `http`, and on another machine.
pub(crate) fn insecure_origin(url: &str) -> Option<String> {
    let url = Url::parse(url).ok().filter(|url| url.scheme() == "http")?;
    let is_loopback = match url.host()? {
        Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    (!is_loopback).then(|| url.origin().ascii_serialization())
}

/// The base URL of `server` without a slash at its end, or what is wrong with it.
// Not a method: its name could clash with a constructor for one of the specification's servers.
pub(crate) fn resolve(server: &Server) -> Result<String, BuildError> {
    let resolved = match &server.variables {
        Some(variables) => fill(&server.template, variables).and_then(|url| checked(&url)),
        None => checked(&server.template),
    };
    resolved.map_err(|reason| BuildError::server(&server.template, reason))
}

/// Another template with the values of the server's variables; `None` if the server lacks one of them.
pub(crate) fn filled(template: &str, server: &Server) -> Option<String> {
    fill(template, server.variables.as_deref().unwrap_or_default()).ok()
}

/// The place of a variable in the URL.
enum Place {
    WholeUrl,
    Scheme,
    Authority,
    /// Right after a complete host: `https://api.example.com{basePath}`.
    PathBehindHost,
    Path,
}

fn fill(template: &str, variables: &[(String, String)]) -> Result<String, String> {
    let pieces = pieces(template);
    let mut url = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        let name = match *piece {
            Piece::Literal(text) => {
                url.push_str(text);
                continue;
            }
            Piece::Variable(name) => name,
        };
        let (_, value) = variables
            .iter()
            .find(|(candidate, _)| candidate == name)
            .ok_or_else(|| format!("the variable `{name}` has no value"))?;
        let next = match pieces.get(index + 1) {
            Some(Piece::Literal(text)) => text,
            _ => "",
        };
        let value = match place(&url, next) {
            _ if value.is_empty() => Err("is empty"),
            Place::WholeUrl => whole_url(value, next),
            Place::Scheme => scheme(value),
            Place::Authority => authority(value),
            // A value that starts differently would become part of the host.
            Place::PathBehindHost => path(value, false).map(|path| format!("/{}", path.trim_start_matches('/'))),
            Place::Path => path(value, url.ends_with('/')),
        };
        url.push_str(&value.map_err(|reason| format!("the value of `{name}` {reason}"))?);
    }
    Ok(url)
}

/// The place of the next variable, after `url` and before the literal text `next`.
fn place(url: &str, next: &str) -> Place {
    match url.split_once("://") {
        None if url.is_empty() && next.starts_with("://") => Place::Scheme,
        None if url.is_empty() => Place::WholeUrl,
        Some((_, host)) if !host.contains('/') => {
            let is_complete = host.contains('.') && !host.ends_with(['.', '-', ':']);
            let ends_here = next.is_empty() || next.starts_with('/');
            if is_complete && ends_here { Place::PathBehindHost } else { Place::Authority }
        }
        _ => Place::Path,
    }
}

fn whole_url(value: &str, next: &str) -> Result<String, &'static str> {
    checked(value).map_err(
        |_| "has to be a whole URL, such as `https://api.example.com`, without user info, query and fragment",
    )?;
    // `https://host/` and `/v1` make `https://host/v1`.
    let value = if next.starts_with('/') { value.trim_end_matches('/') } else { value };
    Ok(value.to_owned())
}

fn scheme(value: &str) -> Result<String, &'static str> {
    let is_http = value.eq_ignore_ascii_case("http") || value.eq_ignore_ascii_case("https");
    if is_http { Ok(value.to_owned()) } else { Err("has to be `http` or `https`") }
}

fn authority(value: &str) -> Result<String, &'static str> {
    let (host, port) = value.split_once(':').map_or((value, None), |(host, port)| (host, Some(port)));
    let is_unreserved =
        |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_' | '~');
    if !host.chars().all(is_unreserved) {
        return Err("stands for a host, or a part of one, and can only have letters, digits, `-`, `.`, `_` and `~`");
    }
    if port.is_some_and(|port| port.is_empty() || !port.chars().all(|character| character.is_ascii_digit())) {
        return Err("has something other than a port number after the colon");
    }
    Ok(value.to_owned())
}

fn path(value: &str, after_slash: bool) -> Result<String, &'static str> {
    // The default of such a variable often starts with the slash that the template has already.
    let value = if after_slash { value.trim_start_matches('/') } else { value };
    if value.contains(['?', '#', '\\']) {
        return Err("is part of the path and can't have `?`, `#` or `\\`");
    }
    Ok(encode::segments(value))
}

/// The URL in its final form, without a slash at its end, or what is wrong with it.
fn checked(url: &str) -> Result<String, String> {
    if url.contains(['{', '}']) {
        return Err("it has a variable that is not filled in".to_owned());
    }
    if url.chars().any(|character| character.is_control() || character.is_whitespace() || character == '\\') {
        return Err("it has white space, control characters or backslashes".to_owned());
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return Err("it doesn't start with `http://` or `https://`".to_owned());
    };
    self::scheme(scheme).map_err(|_| "it doesn't start with `http://` or `https://`")?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("it has user info".to_owned());
    }
    // URL parsers would look for the host further on.
    if authority.is_empty() {
        return Err("it has no host".to_owned());
    }
    let path = rest.get(authority.len()..).unwrap_or_default();
    if path.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Err("its path has a segment `.` or `..`".to_owned());
    }
    let parsed = Url::parse(url).map_err(|error| error.to_string())?;
    if parsed.query().is_some() || parsed.fragment().is_some() {
        return Err("it has a query or a fragment".to_owned());
    }
    let host = parsed.host_str().unwrap_or_default();
    if host.strip_suffix('.').unwrap_or(host).split('.').any(str::is_empty) {
        return Err("its host has an empty part".to_owned());
    }
    Ok(parsed.as_str().trim_end_matches('/').to_owned())
}
