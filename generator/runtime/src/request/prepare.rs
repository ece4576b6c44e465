//! Puts a request together: its URL, its headers and its body.

use std::borrow::Cow;

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use url::Url;

use super::super::api::description::ApiDescription;
use super::super::api::operation::Operation;
use super::super::client::Shared;
use super::super::error::build_error::BuildError;
use super::super::error::invalid_argument::InvalidArgument;
use super::super::transport::prepared::Prepared;
use super::super::uri::path;
use super::super::uri::server::{self, Server};
use super::header::header_value;
use super::options::RequestOptions;
use super::{Pairs, Parts, Request};

impl Request {
    /// Where the request goes; `None` if an argument can't be sent.
    pub(crate) fn url(&self) -> Option<Url> {
        self.clone().prepare().ok().map(|prepared| prepared.url)
    }

    /// The request as it is sent, or the argument that can't be sent.
    pub(crate) fn prepare(self) -> Result<Prepared, InvalidArgument> {
        let operation = self.parts.operation;
        prepared(&self.client.shared, *self.parts).map_err(|invalid| invalid.of(operation.id))
    }

    /// The request as the HTTP client sends it, without credentials, and without a body that is not in memory.
    pub fn into_http(self) -> Result<reqwest::Request, InvalidArgument> {
        let Prepared { operation, url, headers, payload, .. } = self.prepare()?;
        let mut request = reqwest::Request::new(operation.method(), url);
        *request.headers_mut() = headers;
        *request.body_mut() = payload.in_memory().map(Into::into);
        Ok(request)
    }
}

fn prepared(client: &Shared, request: Parts) -> Result<Prepared, InvalidArgument> {
    if let Some(invalid) = request.invalid {
        return Err(invalid);
    }
    let transport = &client.transport;
    let operation = request.operation;
    let server = request.options.server.as_ref().or(request.server.as_ref());
    let base_url = base_url(client, server, operation.server)?;
    let is_chosen = match &base_url {
        Cow::Borrowed(_) => true,
        Cow::Owned(base_url) => server.is_some() || has_same_origin(base_url, &client.base_url),
    };
    if !is_chosen && client.authorizer.signs(operation) {
        let reason = format!(
            "the operation has a server of its own, {base_url}, which gets no credentials unless it is chosen with \
             `.server(..)`"
        );
        return Err(InvalidArgument::new("server", reason));
    }
    // The client's own URL was checked when the client was built.
    let insecure = match &base_url {
        Cow::Owned(base_url) if !transport.allows_http => server::insecure_origin(base_url),
        _ => None,
    };
    if let Some(origin) = insecure.filter(|_| client.authorizer.signs(operation)) {
        let reason = BuildError::InsecureServer { origin }.to_string();
        return Err(InvalidArgument::new("server", reason));
    }
    let url = match request.link {
        Some(link) => link,
        None => url(&base_url, operation.path, &request.path, request.query, request.query_string)?,
    };
    let mut headers = HeaderMap::with_capacity(transport.headers.len() + request.headers.len() + 4);
    let goes_along = |name: &HeaderName| is_chosen || name == USER_AGENT;
    headers.extend(transport.headers.iter().filter(|(name, _)| goes_along(name)).map(|(n, v)| (n.clone(), v.clone())));
    if !operation.accept.is_empty() {
        headers.insert(ACCEPT, HeaderValue::from_static(operation.accept));
    }
    let (media_type, payload) = request.body.into_payload();
    if let Some(media_type) = media_type {
        headers.insert(CONTENT_TYPE, header_value("Content-Type", &media_type)?);
    }
    headers.extend(request.headers);
    if !request.cookies.is_empty() {
        let own = joined(request.cookies, "; ");
        let of_client = headers.get(COOKIE).and_then(|value| value.to_str().ok());
        let cookies = of_client.map_or_else(|| own.clone(), |of_client| format!("{of_client}; {own}"));
        headers.insert(COOKIE, header_value("Cookie", &cookies)?);
    }
    for (name, value) in &request.options.headers {
        let header = HeaderName::from_bytes(name.as_bytes());
        let header = header.map_err(|_| InvalidArgument::new(name, "it can't be the name of a header"))?;
        let mut value = header_value(name, value)?;
        value.set_sensitive(transport.api.is_secret(&header));
        headers.insert(header, value);
    }
    let has_idempotency_key = add_idempotency_key(transport.api, operation, &mut headers);
    let RequestOptions { retry, attempt_time_limit, total_time_limit, .. } = request.options;
    Ok(Prepared {
        operation,
        url,
        headers,
        payload,
        retry,
        attempt_time_limit,
        total_time_limit,
        has_idempotency_key,
        is_internal: false,
    })
}

/// Adds the key that marks all attempts as one call, if the API takes one and the caller gave none. Returns whether the request has
/// one.
fn add_idempotency_key(api: &ApiDescription, operation: &Operation, headers: &mut HeaderMap) -> bool {
    let of_api = api.idempotency_key.filter(|_| !operation.is_idempotent());
    if let Some(name) = operation.idempotency_key.or(of_api)
        && let Ok(name) = HeaderName::from_bytes(name.as_bytes())
    {
        headers.entry(name).or_insert_with(new_key);
        return true;
    }
    headers.contains_key("idempotency-key")
}

/// A random UUID of version 4 (RFC 9562).
fn new_key() -> HeaderValue {
    let random = fastrand::u128(..) & !(0xF << 76 | 0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let digits = format!("{random:032x}");
    let part = |from, to| digits.get(from..to).unwrap_or_default();
    let key = [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join("-");
    // Digits and hyphens are valid in any header.
    HeaderValue::try_from(key).unwrap_or(HeaderValue::from_static(""))
}

/// Where a request goes: to its own server, else to the operation's, else to the client's.
///
/// If the caller gave the client's base URL as a whole, for example a test server's, everything goes there.
fn base_url<'c>(
    client: &'c Shared,
    request: Option<&Server>,
    operation: Option<&'static str>,
) -> Result<Cow<'c, str>, InvalidArgument> {
    let server = match (request, operation) {
        (Some(server), _) => server.clone(),
        (None, Some(url)) if !client.is_custom => Server::url(url),
        _ => return Ok(Cow::Borrowed(&client.base_url)),
    };
    let base_url = server::resolve(&server).map_err(|error| InvalidArgument::new("server", error.to_string()))?;
    Ok(Cow::Owned(base_url))
}

/// Whether two URLs have the same scheme, host and port. Only the same origin may see credentials.
fn has_same_origin(one: &str, other: &str) -> bool {
    match (Url::parse(one), Url::parse(other)) {
        (Ok(one), Ok(other)) => one.origin() == other.origin(),
        _ => false,
    }
}

fn joined(pairs: Pairs, separator: &str) -> String {
    let pairs = pairs.into_iter().flat_map(|(_, pairs)| pairs).map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join(separator)
}

fn url(
    base_url: &str,
    template: &str,
    values: &[(&'static str, String)],
    query: Pairs,
    query_string: Option<String>,
) -> Result<Url, InvalidArgument> {
    let mut text = format!("{base_url}{}", path::fill(template, values)?);
    let parameters = (!query.is_empty()).then(|| joined(query, "&"));
    for part in parameters.into_iter().chain(query_string.filter(|whole| !whole.is_empty())) {
        text.push(if text.contains('?') { '&' } else { '?' });
        text.push_str(&part);
    }
    let url = Url::parse(&text).map_err(|error| InvalidArgument::new("path", error.to_string()))?;
    // A parser that reads the URL differently from how it was written would address another resource.
    if url.as_str() == text { Ok(url) } else { Err(InvalidArgument::new("path", "it would be changed on the way")) }
}
