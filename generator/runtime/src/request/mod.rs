//! A call that is being put together: what every builder fills and none needs to know how to write.

#[cfg(feature = "blocking")]
pub(super) mod blocking;
pub(super) mod options;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use serde::Serialize;
use serde_json::Value;
use url::Url;

use self::options::RequestOptions;
use super::api::operation::Operation;
use super::body::multipart::{self, FilePart, Part};
use super::body::payload::Payload;
use super::body::upload::Upload;
use super::body::{Body, concrete};
use super::client::{Client, Shared};
use super::error::invalid_argument::InvalidArgument;
use super::paging::Paging;
use super::paging::pages::Pages;
use super::response::content::{Content, DecodeFailure};
use super::response::future::ResponseFuture;
use super::response::page_items::PageDecoder;
use super::transport::download::DownloadFuture;
use super::transport::exchange::{exchange, open};
use super::uri::encode::{self, Encode};
use super::uri::parameter::{self, Style};
use super::uri::path;
use super::uri::server::{self, Server};
use super::wait::{Wait, Waiter};

/// Pairs of name and value, encoded, by the parameter that they come from.
type Pairs = Vec<(&'static str, Vec<(String, String)>)>;

/// A request of one operation.
///
/// Nothing fails before it is sent: the first argument that can't be sent is kept and reported then. Setting a
/// parameter again replaces its value.
#[derive(Clone)]
#[must_use = "a request goes out by `send`"]
pub struct Request {
    client: Client,
    operation: &'static Operation,
    server: Option<Server>,
    path: Vec<(&'static str, String)>,
    query: Pairs,
    cookies: Pairs,
    headers: HeaderMap,
    body: Body,
    options: RequestOptions,
    /// Where the request goes in place of all this: a link that the API gave.
    link: Option<Url>,
    invalid: Option<InvalidArgument>,
}

/// A request that is put together: what an attempt sends, apart from credentials.
pub(crate) struct Prepared {
    pub(crate) operation: &'static Operation,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) payload: Payload,
    pub(crate) options: RequestOptions,
    /// Whether it is the client's own, for a token: hooks don't see it, and it is redirected nowhere.
    pub(crate) is_internal: bool,
}

impl Request {
    /// A request of `operation` without parameters or body.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            client: client.clone(),
            operation,
            server: None,
            path: Vec::new(),
            query: Vec::new(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            body: Body::Empty,
            options: RequestOptions::new(),
            link: None,
            invalid: None,
        }
    }

    /// Sends the request to another server than the operation's or the client's.
    pub fn server(mut self, server: impl Into<Server>) -> Self {
        self.server = Some(server.into());
        self
    }

    /// Fills the variable `name` of the path template, in OpenAPI's default style.
    pub fn path<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.path_styled(name, Style::Simple, false, value)
    }

    /// Fills the variable `name` of the path template.
    pub fn path_styled<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) -> Self {
        self.with(name, value, |request, value| request.set_path(name, style, explode, &value))
    }

    /// Sets a parameter of the query, in OpenAPI's default style.
    pub fn query<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.query_styled(name, Style::Form, true, value)
    }

    /// Sets a parameter of the query; all but RFC 3986's unreserved characters are encoded.
    pub fn query_styled<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) -> Self {
        self.with(name, value, |request, value| {
            set(&mut request.query, name, style, explode, &value, encode::unreserved);
        })
    }

    /// Sets a parameter of the query that has `allowReserved`: RFC 3986's reserved characters stay as they are, except
    /// for those that would end the value or may not stand in a query, and so do sequences that are encoded already.
    pub fn query_reserved<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) -> Self {
        self.with(name, value, |request, value| {
            set(&mut request.query, name, style, explode, &value, encode::reserved);
        })
    }

    /// Sets a header, in OpenAPI's default style.
    pub fn header<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Self {
        self.header_styled(name, Style::Simple, false, value)
    }

    /// Sets a header.
    pub fn header_styled<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) -> Self {
        self.with(name, value, |request, value| request.set_header(name, style, explode, &value))
    }

    /// Sets a cookie.
    pub fn cookie<T: Serialize + ?Sized>(self, name: &'static str, style: Style, explode: bool, value: &T) -> Self {
        self.with(name, value, |request, value| {
            set(&mut request.cookies, name, style, explode, &value, encode::cookie);
        })
    }

    /// Sets a body of JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, media_type: &str, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.whole(concrete(media_type, "application/json"), bytes),
            Err(error) => self.reject("body", format!("it can't be written as JSON: {error}")),
        }
        self
    }

    /// Sets a body of `application/x-www-form-urlencoded`.
    pub fn form<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.with("body", body, |request, value| match Body::form(&value) {
            Ok(body) => request.body = body,
            Err(invalid) => request.reject_with(invalid),
        })
    }

    /// Sets a body of text.
    pub fn text(mut self, media_type: &str, body: impl Into<String>) -> Self {
        self.whole(concrete(media_type, "text/plain"), body.into());
        self
    }

    /// Sets a body of bytes.
    pub fn bytes(mut self, media_type: &str, body: impl Into<Upload>) -> Self {
        self.whole(concrete(media_type, "application/octet-stream"), body);
        self
    }

    /// Sets a field of a multipart body; an array becomes a part for each element.
    pub fn part<T: Serialize + ?Sized>(self, name: &str, media_type: Option<&str>, value: &T) -> Self {
        self.with(name, value, |request, value| {
            request.add_parts(name, multipart::parts(name, media_type, &value), true);
        })
    }

    /// Adds a file to a multipart body, besides earlier ones of that name.
    pub fn file_part(mut self, name: &str, media_type: Option<&str>, file: FilePart) -> Self {
        self.add_parts(name, vec![file.into_part(name, media_type)], false);
        self
    }

    /// Adds files to a multipart body, besides earlier ones of that name.
    pub fn file_parts(self, name: &str, media_type: Option<&str>, files: Vec<FilePart>) -> Self {
        files.into_iter().fold(self, |request, file| request.file_part(name, media_type, file))
    }

    /// Sends the request once the future is polled; `decode` reads the body where the status is one of success.
    pub fn send<T, E>(self, decode: fn(&Content) -> Result<T, DecodeFailure>) -> ResponseFuture<T, E> {
        ResponseFuture::new(Box::pin(exchange(self)), decode)
    }

    /// The pages of the answer, by requests that are sent once they are polled for.
    pub fn pages<T, E>(self, paging: &'static Paging, decode: PageDecoder<T>) -> Pages<T, E> {
        Pages::new(self, paging, decode)
    }

    /// Sends the request and waits for the job that it starts; `decode` reads how that stands in the end.
    pub fn wait<S, E1, E2>(
        self,
        waiter: &'static Waiter,
        decode: fn(&Content) -> Result<S, DecodeFailure>,
    ) -> Wait<S, E1, E2> {
        Wait::new(self, waiter, decode)
    }

    /// A request of another operation with the values of this one's path, to the same server and with its options.
    pub(crate) fn sibling(&self, operation: &'static Operation) -> Self {
        let mut sibling = Self::new(&self.client, operation);
        sibling.server.clone_from(&self.server);
        sibling.path.clone_from(&self.path);
        sibling.options = self.options.clone();
        sibling
    }

    /// The value of a parameter of the query, encoded.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let (_, pairs) = self.query.iter().find(|(candidate, _)| *candidate == name)?;
        pairs.first().map(|(_, value)| value.as_str())
    }

    /// Bounds how long the request may take in all.
    pub(crate) fn within(&mut self, limit: Duration) {
        let own = self.options.total_time_limit.or(self.client.shared.time_limits.total);
        self.options.total_time_limit = Some(own.map_or(limit, |own| own.min(limit)));
    }

    /// Where the request goes; `None` where an argument can't be sent.
    pub(crate) fn url(&self) -> Option<Url> {
        self.clone().prepare().ok().map(|prepared| prepared.url)
    }

    /// Sends the request to a URL that the API gave: another page of its answer.
    pub(crate) fn follow(&mut self, link: Url) {
        self.link = Some(link);
    }

    /// Sends the request once the future is polled, to read the body as it comes where the status is one of success.
    pub fn download<E>(self) -> DownloadFuture<E> {
        DownloadFuture::new(self.operation.id, Box::pin(open(self)))
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn operation_id(&self) -> &'static str {
        self.operation.id
    }

    /// The names of the headers that the caller set, rather than the client.
    #[cfg(feature = "mock")]
    pub(crate) fn own_headers(&self) -> Vec<HeaderName> {
        let options = self.options.headers.iter().filter_map(|(name, _)| HeaderName::from_bytes(name.as_bytes()).ok());
        self.headers.keys().cloned().chain(options).collect()
    }

    #[cfg(feature = "mock")]
    pub(crate) fn has_cookies(&self) -> bool {
        !self.cookies.is_empty()
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Sets what this request does otherwise than its client, in place of what was set before.
    pub fn options(mut self, options: RequestOptions) -> Self {
        self.options = options;
        self
    }

    /// The request as it is sent, or the argument that can't be sent.
    pub(crate) fn prepare(self) -> Result<Prepared, InvalidArgument> {
        let operation = self.operation;
        self.prepared().map_err(|invalid| invalid.of(operation.id))
    }

    /// The request as the HTTP client sends it, without credentials, and without a body that is not in memory.
    pub fn into_http(self) -> Result<reqwest::Request, InvalidArgument> {
        let Prepared { operation, url, headers, payload, .. } = self.prepare()?;
        let mut request = reqwest::Request::new(operation.method.clone(), url);
        *request.headers_mut() = headers;
        *request.body_mut() = payload.in_memory().map(Into::into);
        Ok(request)
    }

    fn prepared(self) -> Result<Prepared, InvalidArgument> {
        if let Some(invalid) = self.invalid {
            return Err(invalid);
        }
        let client = &self.client.shared;
        let operation = self.operation;
        let server = self.options.server.as_ref().or(self.server.as_ref());
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
        let url = match self.link {
            Some(link) => link,
            None => url(&base_url, operation.path, &self.path, self.query)?,
        };
        let mut headers = HeaderMap::with_capacity(client.headers.len() + self.headers.len() + 4);
        let goes_along = |name: &HeaderName| is_chosen || name == USER_AGENT;
        headers.extend(client.headers.iter().filter(|(name, _)| goes_along(name)).map(|(n, v)| (n.clone(), v.clone())));
        if !operation.accept.is_empty() {
            headers.insert(ACCEPT, HeaderValue::from_static(operation.accept));
        }
        let (media_type, payload) = self.body.into_payload();
        if let Some(media_type) = media_type {
            headers.insert(CONTENT_TYPE, header_value("Content-Type", &media_type)?);
        }
        headers.extend(self.headers);
        if !self.cookies.is_empty() {
            let own = joined(self.cookies, "; ");
            let of_client = headers.get(COOKIE).and_then(|value| value.to_str().ok());
            let cookies = of_client.map_or_else(|| own.clone(), |of_client| format!("{of_client}; {own}"));
            headers.insert(COOKIE, header_value("Cookie", &cookies)?);
        }
        for (name, value) in &self.options.headers {
            let header = HeaderName::from_bytes(name.as_bytes());
            let header = header.map_err(|_| InvalidArgument::new(name, "it can't be the name of a header"))?;
            let mut value = header_value(name, value)?;
            value.set_sensitive(client.api.is_secret(&header));
            headers.insert(header, value);
        }
        Ok(Prepared { operation, url, headers, payload, options: self.options, is_internal: false })
    }

    fn set_path(&mut self, name: &'static str, style: Style, explode: bool, value: &Value) {
        match parameter::text(name, style, explode, value, encode::unreserved) {
            Some(text) => {
                self.path.retain(|(earlier, _)| *earlier != name);
                self.path.push((name, text));
            }
            None => self.reject(name, "null can't stand in a path"),
        }
    }

    fn set_header(&mut self, name: &'static str, style: Style, explode: bool, value: &Value) {
        let encode: Encode = if style == Style::Json { encode::ascii_json } else { encode::verbatim };
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.reject(name, "it can't be the name of a header");
        };
        match parameter::text(name, style, explode, value, encode).map(|text| header_value(name, &text)) {
            Some(Ok(value)) => _ = self.headers.insert(header, value),
            Some(Err(invalid)) => self.reject_with(invalid),
            None => _ = self.headers.remove(header),
        }
    }

    fn add_parts(&mut self, name: &str, parts: Vec<Part>, replace: bool) {
        let media_types = parts.iter().filter_map(|part| part.media_type.as_deref());
        if media_types.map(HeaderValue::from_str).any(|value| value.is_err()) {
            return self.reject(name, "its media type has characters that can't be sent");
        }
        self.body.add_parts(name, parts, replace);
    }

    fn whole(&mut self, media_type: &str, content: impl Into<Upload>) {
        self.body = Body::Whole { media_type: media_type.to_owned(), content: content.into() };
    }

    /// Sets a parameter of the query that says which page is asked for.
    pub(super) fn set_query(&mut self, name: &'static str, value: impl Into<Value>) {
        set(&mut self.query, name, Style::Form, true, &value.into(), encode::unreserved);
    }

    /// Puts a value into the request. One that has no form in JSON is reported when the request is sent.
    fn with<T: Serialize + ?Sized>(mut self, name: &str, value: &T, put: impl FnOnce(&mut Self, Value)) -> Self {
        match serde_json::to_value(value) {
            Ok(value) => put(&mut self, value),
            Err(error) => self.reject(name, format!("it can't be written as JSON: {error}")),
        }
        self
    }

    fn reject(&mut self, parameter: &str, reason: impl Into<String>) {
        self.reject_with(InvalidArgument::new(parameter, reason));
    }

    fn reject_with(&mut self, invalid: InvalidArgument) {
        self.invalid.get_or_insert(invalid);
    }
}

impl fmt::Debug for Request {
    /// Arguments may be secrets, so that only their names are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &Pairs| pairs.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        f.debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("query", &names(&self.query))
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("cookies", &names(&self.cookies))
            .finish_non_exhaustive()
    }
}

/// Sets the pairs of the parameter `name`, or removes them where its value has none.
fn set(all: &mut Pairs, name: &'static str, style: Style, explode: bool, value: &Value, encode: Encode) {
    let pairs = parameter::pairs(name, style, explode, value, encode);
    match all.iter_mut().find(|(earlier, _)| *earlier == name) {
        Some((_, earlier)) => *earlier = pairs,
        None => all.push((name, pairs)),
    }
    all.retain(|(_, pairs)| !pairs.is_empty());
}

/// Where a request goes: to its own server, else to the operation's, else to the client's.
///
/// A client whose base URL was given as a whole, to a test's server say, sends everything there.
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

/// Whether two URLs have one scheme, host and port. What belongs to one origin is no other's to see.
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
) -> Result<Url, InvalidArgument> {
    let mut text = format!("{base_url}{}", path::fill(template, values)?);
    if !query.is_empty() {
        text.push(if text.contains('?') { '&' } else { '?' });
        text.push_str(&joined(query, "&"));
    }
    let url = Url::parse(&text).map_err(|error| InvalidArgument::new("path", error.to_string()))?;
    // A parser that reads the URL differently from how it was written would address another resource.
    if url.as_str() == text { Ok(url) } else { Err(InvalidArgument::new("path", "it would be changed on the way")) }
}

/// The value of a header: visible ASCII, spaces and tabs.
fn header_value(name: &str, value: &str) -> Result<HeaderValue, InvalidArgument> {
    let is_ascii = value.is_ascii();
    let value = HeaderValue::from_str(value).ok().filter(|_| is_ascii);
    value.ok_or_else(|| InvalidArgument::new(name, "it has characters that can't be sent in a header"))
}
