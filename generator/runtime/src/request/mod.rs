//! A call that is being built: all builders fill it, and none needs to know how it is written.

mod header;
pub(super) mod options;
mod prepare;

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use http::header::{ACCEPT, HeaderMap, HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;
use url::Url;

use self::header::header_value;
use self::options::RequestOptions;
use super::api::operation::Operation;
use super::body::Body;
use super::body::media_type::concrete;
use super::body::multipart::{self, FilePart, Part};
use super::body::upload::Upload;
use super::client::Client;
use super::error::invalid_argument::InvalidArgument;
use super::json::purpose::{Purpose, written_for};
use super::uri::encode::{self, Encode};
use super::uri::parameter::{self, Style};
use super::uri::server::Server;

/// Pairs of name and value, encoded, by the parameter that they belong to.
type Pairs = Vec<(&'static str, Vec<(String, String)>)>;

/// A request of one operation: it says what is sent, not how.
///
/// Nothing fails before it is sent: the first argument that can't be sent is remembered and reported then. Setting a
/// parameter again replaces its value.
// Setters take it by value, because moving it is cheap.
#[derive(Clone)]
#[must_use = "a request is sent by `send`"]
pub struct Request {
    client: Client,
    parts: Box<Parts>,
}

/// The parts of a request.
#[derive(Clone)]
struct Parts {
    operation: &'static Operation,
    server: Option<Server>,
    path: Vec<(&'static str, String)>,
    query: Pairs,
    /// A query as a whole, encoded, which goes after the parameters of the query.
    query_string: Option<String>,
    cookies: Pairs,
    headers: HeaderMap,
    body: Body,
    options: RequestOptions,
    /// A link that the API gave, where the request goes instead.
    link: Option<Url>,
    invalid: Option<InvalidArgument>,
}

impl Request {
    /// A request of `operation` without parameters or body.
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        let parts = Parts {
            operation,
            server: None,
            path: Vec::new(),
            query: Vec::new(),
            query_string: None,
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            body: Body::Empty,
            options: RequestOptions::new(),
            link: None,
            invalid: None,
        };
        Self { client: client.clone(), parts: Box::new(parts) }
    }

    /// Sends the request to another server than the operation's or the client's.
    pub fn server(mut self, server: impl Into<Server>) -> Self {
        self.parts.server = Some(server.into());
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

    /// Sets a parameter of the query; everything except RFC 3986's unreserved characters is encoded.
    pub fn query_styled<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) -> Self {
        self.with(name, value, |request, value| {
            set(&mut request.parts.query, name, style, explode, &value, encode::unreserved);
        })
    }

    /// Sets a parameter of the query that has `allowReserved`. RFC 3986's reserved characters stay as they are, except those that
    /// would end the value or are not allowed in a query. Sequences that are encoded already stay, too.
    pub fn query_reserved<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) -> Self {
        self.with(name, value, |request, value| {
            set(&mut request.parts.query, name, style, explode, &value, encode::reserved);
        })
    }

    /// Sets the query as a whole: JSON, or text in [`Style::Simple`].
    pub fn query_string<T: Serialize + ?Sized>(self, name: &'static str, style: Style, value: &T) -> Self {
        self.with(name, value, |request, value| {
            request.parts.query_string = parameter::text(name, style, false, &value, encode::unreserved);
        })
    }

    /// Sets the query as a whole to the properties of an object, with other styles for some of them, by their names.
    pub fn query_form<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
        styles: &[(&str, Style, bool)],
    ) -> Self {
        self.with(name, value, |request, value| match parameter::form(&value, styles) {
            Some(form) => request.parts.query_string = Some(form),
            None => request.reject(name, "a form has to be an object"),
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
            set(&mut request.parts.cookies, name, style, explode, &value, encode::cookie);
        })
    }

    /// Sets a body of JSON.
    pub fn json<T: Serialize + ?Sized>(mut self, media_type: &str, body: &T) -> Self {
        match written_for(Purpose::Request, || serde_json::to_vec(body)) {
            Ok(bytes) => self.whole(concrete(media_type, "application/json"), bytes),
            Err(error) => self.reject("body", format!("it can't be written as JSON: {error}")),
        }
        self
    }

    /// Sets a body of `application/x-www-form-urlencoded`.
    pub fn form<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.form_styled(body, &[])
    }

    /// The same, with other styles for some properties, by their names.
    pub fn form_styled<T: Serialize + ?Sized>(self, body: &T, styles: &[(&str, Style, bool)]) -> Self {
        self.with("body", body, |request, value| match Body::form(&value, styles) {
            Ok(body) => request.parts.body = body,
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

    /// Sets the media type of a body of several parts, if it is not `multipart/form-data`.
    pub fn multipart(mut self, media_type: &'static str) -> Self {
        self.parts.body = Body::Multipart { media_type, parts: Vec::new() };
        self
    }

    /// Sets a field of a multipart body; an array becomes a part for each element.
    pub fn part<T: Serialize + ?Sized>(self, name: &str, media_type: Option<&str>, value: &T) -> Self {
        self.with(name, value, |request, value| {
            request.add_parts(name, multipart::parts(name, media_type, &value), true);
        })
    }

    /// Sets fields of a multipart body, each under the name that it has in the map.
    pub fn named_parts<T: Serialize>(self, media_type: Option<&str>, values: &BTreeMap<String, T>) -> Self {
        values.iter().fold(self, |request, (name, value)| request.part(name, media_type, value))
    }

    /// Adds a file to a multipart body, besides earlier ones of that name.
    pub fn file_part(mut self, name: &str, media_type: Option<&str>, file: FilePart) -> Self {
        self.add_parts(name, vec![file.into_part(name, media_type)], false);
        self
    }

    /// Adds files to a multipart body, after earlier files with that name.
    pub fn file_parts(self, name: &str, media_type: Option<&str>, files: Vec<FilePart>) -> Self {
        files.into_iter().fold(self, |request, file| request.file_part(name, media_type, file))
    }

    /// Adds files to a multipart body, each under the name of its part.
    pub fn named_file_parts(self, media_type: Option<&str>, files: BTreeMap<String, FilePart>) -> Self {
        files.into_iter().fold(self, |request, (name, file)| request.file_part(&name, media_type, file))
    }

    /// A request of another operation with this request's path values, server and options.
    pub(crate) fn sibling(&self, operation: &'static Operation) -> Self {
        let mut sibling = Self::new(&self.client, operation);
        sibling.parts.server.clone_from(&self.parts.server);
        sibling.parts.path.clone_from(&self.parts.path);
        sibling.parts.options = self.parts.options.clone();
        sibling
    }

    /// The value of a parameter of the query, encoded.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let (_, pairs) = self.parts.query.iter().find(|(candidate, _)| *candidate == name)?;
        pairs.first().map(|(_, value)| value.as_str())
    }

    /// Limits the total time of the request.
    pub(crate) fn within(&mut self, limit: Duration) {
        let own = self.parts.options.total_time_limit.or(self.client.shared.transport.time_limits.total);
        self.parts.options.total_time_limit = Some(own.map_or(limit, |own| own.min(limit)));
    }

    /// Sends the request to a URL that the API gave: the next page.
    pub(crate) fn follow(&mut self, link: Url) {
        self.parts.link = Some(link);
    }

    /// Asks for a response of that media type.
    pub(crate) fn accept(&mut self, accept: &'static str) {
        self.parts.headers.insert(ACCEPT, HeaderValue::from_static(accept));
    }

    /// Says where a stream is continued.
    pub(crate) fn after_event(&mut self, id: &str) {
        match HeaderValue::from_str(id) {
            Ok(id) => _ = self.parts.headers.insert("last-event-id", id),
            Err(_) => self.reject("Last-Event-ID", "it has characters that can't be sent"),
        }
    }

    /// Sets a property of the body, which is an object in JSON, to `true`.
    pub(crate) fn switch_on(&mut self, property: &str) {
        if let Err(reason) = self.parts.body.switch_on(property) {
            self.reject("body", reason);
        }
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.parts.operation
    }

    pub(crate) fn operation_id(&self) -> &'static str {
        self.parts.operation.id
    }

    /// The names of the headers that the caller set, and not the client.
    #[cfg(feature = "mock")]
    pub(crate) fn own_headers(&self) -> Vec<HeaderName> {
        let options =
            self.parts.options.headers.iter().filter_map(|(name, _)| HeaderName::from_bytes(name.as_bytes()).ok());
        self.parts.headers.keys().cloned().chain(options).collect()
    }

    #[cfg(feature = "mock")]
    pub(crate) fn has_cookies(&self) -> bool {
        !self.parts.cookies.is_empty()
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Sets the options for this request only, in place of those set before.
    pub fn options(mut self, options: RequestOptions) -> Self {
        self.parts.options = options;
        self
    }

    fn set_path(&mut self, name: &'static str, style: Style, explode: bool, value: &Value) {
        match parameter::text(name, style, explode, value, encode::unreserved) {
            Some(text) => {
                self.parts.path.retain(|(earlier, _)| *earlier != name);
                self.parts.path.push((name, text));
            }
            None => self.reject(name, "null can't be part of a path"),
        }
    }

    fn set_header(&mut self, name: &'static str, style: Style, explode: bool, value: &Value) {
        let encode: Encode = if style == Style::Json { encode::ascii_json } else { encode::verbatim };
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.reject(name, "it can't be the name of a header");
        };
        match parameter::text(name, style, explode, value, encode).map(|text| header_value(name, &text)) {
            Some(Ok(value)) => _ = self.parts.headers.insert(header, value),
            Some(Err(invalid)) => self.reject_with(invalid),
            None => _ = self.parts.headers.remove(header),
        }
    }

    fn add_parts(&mut self, name: &str, parts: Vec<Part>, replace: bool) {
        let media_types = parts.iter().filter_map(|part| part.media_type.as_deref());
        if media_types.map(HeaderValue::from_str).any(|value| value.is_err()) {
            return self.reject(name, "its media type has characters that can't be sent");
        }
        if let Err(reason) = self.parts.body.add_parts(name, parts, replace) {
            self.reject(name, reason);
        }
    }

    fn whole(&mut self, media_type: &str, content: impl Into<Upload>) {
        self.parts.body = Body::Whole { media_type: media_type.to_owned(), content: content.into() };
    }

    /// Sets the query parameter that chooses the page.
    pub(crate) fn set_query(&mut self, name: &'static str, value: impl Into<Value>) {
        set(&mut self.parts.query, name, Style::Form, true, &value.into(), encode::unreserved);
    }

    /// Puts a value into the request. A value without a form in JSON is reported when the request is sent.
    fn with<T: Serialize + ?Sized>(mut self, name: &str, value: &T, put: impl FnOnce(&mut Self, Value)) -> Self {
        match written_for(Purpose::Request, || serde_json::to_value(value)) {
            Ok(value) => put(&mut self, value),
            Err(error) => self.reject(name, format!("it can't be written as JSON: {error}")),
        }
        self
    }

    fn reject(&mut self, parameter: &str, reason: impl Into<String>) {
        self.reject_with(InvalidArgument::new(parameter, reason));
    }

    fn reject_with(&mut self, invalid: InvalidArgument) {
        self.parts.invalid.get_or_insert(invalid);
    }
}

impl fmt::Debug for Request {
    /// Arguments may be secrets, so only their names are shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &Pairs| pairs.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        f.debug_struct("Request")
            .field("operation", &self.parts.operation.id)
            .field("method", &self.parts.operation.method)
            .field("path", &self.parts.operation.path)
            .field("query", &names(&self.parts.query))
            .field("headers", &self.parts.headers.keys().collect::<Vec<_>>())
            .field("cookies", &names(&self.parts.cookies))
            .finish_non_exhaustive()
    }
}

/// Sets the pairs of the parameter `name`, or removes them if its value has none.
fn set(all: &mut Pairs, name: &'static str, style: Style, explode: bool, value: &Value, encode: Encode) {
    let pairs = parameter::pairs(name, style, explode, value, encode);
    match all.iter_mut().find(|(earlier, _)| *earlier == name) {
        Some((_, earlier)) => *earlier = pairs,
        None => all.push((name, pairs)),
    }
    all.retain(|(_, pairs)| !pairs.is_empty());
}
