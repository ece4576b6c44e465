//! A response that was read as a whole, before its body is decoded.

mod charset;

use std::fmt;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use serde::de::{DeserializeOwned, DeserializeSeed};

use super::super::api::description::ApiDescription;
use super::super::api::operation::Operation;
use super::super::api::secrets::Secrets;
use super::super::error::excerpt::excerpt;
use super::super::json::best::within_budget;
use super::super::json::{bounds, json_path};

/// The status, the headers and the body of a response: what the decoders of operations and errors read.
#[derive(Clone)]
pub struct Content {
    api: &'static ApiDescription,
    operation: &'static Operation,
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
    /// The body in UTF-8 if it has another `charset`, or why it can't be converted.
    recoded: Option<Result<Bytes, DecodeFailure>>,
    surprise: Option<Surprise>,
    max_json_size: usize,
    /// How long the request may take in all, and when that is over.
    limit: Option<(Duration, Instant)>,
    /// What the request was signed in with; nothing where the status is one of success.
    secrets: Secrets,
}

/// The media type of web pages.
const HTML: &[u8] = b"text/html";

/// How much of a body is used for a message, in bytes.
const LOOKED_AT: usize = 8 * 1024;

/// What makes a success a false one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Surprise {
    /// A web page that the API doesn't document, such as a login page or a proxy's page.
    WebPage,
    /// A part of the body, although nobody asked for a part.
    Part,
}

impl Surprise {
    /// What is wrong with a response with this head. `has_range` says whether a part was requested.
    pub(crate) fn of(operation: &Operation, status: StatusCode, headers: &HeaderMap, has_range: bool) -> Option<Self> {
        if status == StatusCode::PARTIAL_CONTENT && !has_range {
            return Some(Self::Part);
        }
        let media_type = headers.get(CONTENT_TYPE)?.as_bytes();
        let is_page = media_type.get(..HTML.len()).is_some_and(|start| start.eq_ignore_ascii_case(HTML));
        let mut all = [operation.accept].into_iter().chain(operation.alternatives.iter().copied());
        let mut is_documented = || all.any(|accept| ["html", "text/*", "*/*"].iter().any(|it| accept.contains(it)));
        (status.is_success() && is_page && !is_documented()).then_some(Self::WebPage)
    }
}

impl Content {
    pub(crate) fn new(
        api: &'static ApiDescription,
        operation: &'static Operation,
        status: StatusCode,
        headers: HeaderMap,
        bytes: Bytes,
    ) -> Self {
        let recoded = charset::recoded(&headers, &bytes);
        let recoded = recoded.map(|text| text.map_err(|reason| DecodeFailure::of_body(String::new(), reason)));
        Self {
            api,
            operation,
            status,
            headers,
            bytes,
            recoded,
            surprise: None,
            max_json_size: bounds::MAX_SIZE,
            limit: None,
            secrets: Secrets::default(),
        }
    }

    /// The same response to a request with these credentials.
    pub(crate) fn hiding(mut self, secrets: Secrets) -> Self {
        self.secrets = secrets;
        self
    }

    pub(crate) fn secrets(&self) -> Secrets {
        self.secrets.clone()
    }

    /// The start of the body, without secrets and on one line; `None` if it is not text.
    pub(crate) fn excerpt(&self) -> Option<String> {
        // More is read than shown, and the cut may be inside of a character.
        let start = self.bytes.get(..LOOKED_AT).unwrap_or(&self.bytes);
        let text = match std::str::from_utf8(start) {
            Ok(text) => text,
            Err(error) if error.error_len().is_none() => std::str::from_utf8(start.get(..error.valid_up_to())?).ok()?,
            Err(_) => return None,
        };
        excerpt(&self.secrets.hide(text.to_owned()))
    }

    /// The same response, with a limit for decoding JSON, in bytes.
    pub(crate) fn decoding(mut self, max_json_size: usize) -> Self {
        self.max_json_size = max_json_size;
        self
    }

    /// Bounds how long it may be decoded.
    pub(crate) fn limit(&mut self, limit: Option<(Duration, Instant)>) {
        self.limit = limit;
    }

    /// The same response, of which that is known. What claims to be a web page may be JSON: the body decides.
    pub(crate) fn with(mut self, surprise: Option<Surprise>) -> Self {
        let is_page = self.json_text().is_ok_and(|text| text.first() == Some(&b'<'));
        self.surprise = surprise.filter(|surprise| *surprise != Surprise::WebPage || is_page);
        self
    }

    /// The same response, whose body is not read: its head decides.
    pub(crate) fn with_head(mut self, surprise: Option<Surprise>) -> Self {
        self.surprise = surprise;
        self
    }

    /// The same response with another body, in UTF-8.
    pub(crate) fn with_body(&self, bytes: Bytes) -> Self {
        Self { bytes, recoded: None, ..self.clone() }
    }

    /// Becomes the response with that body, in UTF-8.
    pub(crate) fn set_body(&mut self, bytes: Bytes) {
        self.bytes = bytes;
        self.recoded = None;
    }

    /// The number of the status, for `match`.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as JSON. An empty body is read as null if `T` can be null.
    ///
    /// # Errors
    ///
    /// If the body is not JSON, or not a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeFailure> {
        let json = self.bounded_json()?;
        let decode = || serde_json::from_slice(if json.is_empty() { b"null" } else { json });
        self.within_limits(json, decode)?.map_err(|error| self.no_json(&error))
    }

    /// The body as JSON, read with `seed`. An empty body counts as absent.
    pub(crate) fn json_by<'de, S: DeserializeSeed<'de>>(&'de self, seed: S) -> Result<S::Value, DecodeFailure> {
        let json = self.bounded_json()?;
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        let value = self.within_limits(json, || seed.deserialize(&mut deserializer))?;
        let value = value.and_then(|value| deserializer.end().map(|()| value));
        value.map_err(|error| self.no_json(&error))
    }

    /// The body as text. It is UTF-8 unless its `Content-Type` names another `charset`; invalid UTF-8 becomes U+FFFD.
    ///
    /// # Errors
    ///
    /// If the `charset` is not known, or the body doesn't have it.
    pub fn text(&self) -> Result<String, DecodeFailure> {
        self.utf8().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// The raw body.
    ///
    /// # Errors
    ///
    /// Never.
    pub fn bytes(&self) -> Result<Bytes, DecodeFailure> {
        Ok(self.bytes.clone())
    }

    /// Nothing, whatever the body is.
    ///
    /// # Errors
    ///
    /// Never.
    pub fn empty(&self) -> Result<(), DecodeFailure> {
        Ok(())
    }

    /// The result of `read` for a successful response whose status is not documented. `None` if `read` fails, if there is a body and none
    /// is documented, or the other way round.
    pub fn undocumented<T>(&self, has_body: bool, read: impl FnOnce(&Self) -> Result<T, DecodeFailure>) -> Option<T> {
        let is_candidate = self.is_success() && self.bytes.is_empty() != has_body;
        let read = Some(self).filter(|_| is_candidate).and_then(|content| read(content).ok());
        #[cfg(feature = "tracing")]
        if read.is_some() {
            tracing::warn!(
                operation = self.operation(),
                status = self.status(),
                "the API doesn't document this status"
            );
        }
        read
    }

    /// Says that the body has another documented media type than the request asked for.
    pub(crate) fn of_other_type(came: &str) -> DecodeFailure {
        let media_type = excerpt(came).unwrap_or_default();
        let reason = format!("it is `{media_type}`, another documented media type than the one that was asked for");
        DecodeFailure::of_body(String::new(), reason)
    }

    /// Says that the status is not documented.
    pub fn unexpected(&self) -> DecodeFailure {
        DecodeFailure { kind: Kind::Unexpected }
    }

    /// Says that the body is too large.
    pub(crate) fn too_large(&self) -> DecodeFailure {
        let reason = format!("it is larger than {} bytes, which is all that the client reads", self.bytes.len());
        DecodeFailure::of_body(String::new(), reason)
    }

    /// How much of JSON is decoded, in bytes.
    pub(crate) fn max_json_size(&self) -> usize {
        self.max_json_size
    }

    pub(crate) fn is_success(&self) -> bool {
        let is_success = self.status.is_success() || self.operation.redirects.are_answers(self.status());
        is_success && self.surprise.is_none()
    }

    /// Whether the status is a documented redirection without a body that the operation could return.
    pub(crate) fn is_redirection(&self) -> bool {
        self.operation.redirects.are_documented(self.status())
    }

    /// Why the success is a false one.
    pub(crate) fn surprise(&self) -> Option<DecodeFailure> {
        self.surprise.map(|surprise| DecodeFailure { kind: Kind::Surprise(surprise) })
    }

    /// Whether the request changed something, if the server did what its status says.
    pub(crate) fn was_carried_out(&self) -> bool {
        self.status.is_success() && !self.operation.is_safe()
    }

    pub(crate) fn status_code(&self) -> StatusCode {
        self.status
    }

    pub(crate) fn api(&self) -> &'static ApiDescription {
        self.api
    }

    /// Whether the caller may send the request again and hope for another response.
    pub(crate) fn is_retryable(&self) -> bool {
        match self.status() {
            429 => true,
            503 if self.headers.contains_key(RETRY_AFTER) => true,
            408 | 500 | 502..=504 => self.operation.is_idempotent(),
            _ => false,
        }
    }

    pub(crate) fn operation(&self) -> &'static str {
        self.operation.id
    }

    /// The raw body.
    pub(crate) fn body(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn described(&self) -> &'static Operation {
        self.operation
    }

    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Bytes) {
        (self.status, self.headers, self.bytes)
    }

    /// The body in UTF-8.
    fn utf8(&self) -> Result<&[u8], DecodeFailure> {
        match &self.recoded {
            Some(Ok(text)) => Ok(text),
            Some(Err(failure)) => Err(failure.clone()),
            None => Ok(&self.bytes),
        }
    }

    /// The body without a byte order mark, which some servers send, and without white space around it.
    fn json_text(&self) -> Result<&[u8], DecodeFailure> {
        let bytes = self.utf8()?;
        Ok(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii())
    }

    /// The same, if it is within the bounds of size and depth.
    fn bounded_json(&self) -> Result<&[u8], DecodeFailure> {
        let json = self.json_text()?;
        let failure = |reason| DecodeFailure::of_body(String::new(), reason);
        bounds::check(json, self.max_json_size).map(|()| json).map_err(failure)
    }

    /// What `decode` makes of `json`, if it does in time.
    fn within_limits<T>(&self, json: &[u8], decode: impl FnOnce() -> T) -> Result<T, DecodeFailure> {
        let decoded = within_budget(json.len(), self.limit.map(|(_, end)| end), decode);
        let late = || DecodeFailure { kind: Kind::Late(self.limit.map(|(limit, _)| limit).unwrap_or_default()) };
        decoded.ok_or_else(late)
    }

    fn no_json(&self, error: &serde_json::Error) -> DecodeFailure {
        match self.json_text() {
            Ok([]) => DecodeFailure::of_body(String::new(), "it is empty".to_owned()),
            Ok(json) => DecodeFailure::of_body(
                json_path::at(json, error.line(), error.column()),
                without_values(&error.to_string()),
            ),
            Err(failure) => failure,
        }
    }
}

impl fmt::Debug for Content {
    /// Headers and body may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, bytes, .. } = self;
        let mut debug = f.debug_struct("Content");
        debug
            .field("operation", &self.operation())
            .field("status", status)
            .field("len", &bytes.len())
            .finish_non_exhaustive()
    }
}

/// The decoder's message without the value, which may be secret, and not too long.
fn without_values(reason: &str) -> String {
    let parts = reason.split_once(": ").zip(reason.rsplit_once(", expected "));
    let hidden = parts.filter(|((what, _), _)| matches!(*what, "invalid type" | "invalid value"));
    let reason = match hidden {
        Some(((what, rest), (_, expected))) => {
            let kind = rest.split(['"', '`', ',']).next().unwrap_or_default().trim();
            format!("{what}: {kind}, expected {expected}")
        }
        None => reason.to_owned(),
    };
    excerpt(&reason).unwrap_or_default()
}

/// Why a response, or the payload of an event, could not be decoded.
#[derive(Debug, Clone)]
pub struct DecodeFailure {
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    /// The status is not documented.
    Unexpected,
    /// The status is a success, but the rest of the head says otherwise.
    Surprise(Surprise),
    /// The time that the request may take is over.
    Late(Duration),
    /// The body is not what is documented for the status.
    Body { path: String, reason: String },
}

impl DecodeFailure {
    fn of_body(path: String, reason: String) -> Self {
        Self { kind: Kind::Body { path, reason } }
    }

    /// A body that is not what it should be for that reason.
    pub(crate) fn because(reason: &str) -> Self {
        Self::of_body(String::new(), reason.to_owned())
    }

    /// Whether the body is not what it should be.
    pub(crate) fn is_of_body(&self) -> bool {
        matches!(self.kind, Kind::Body { .. })
    }

    pub(crate) fn is_unexpected(&self) -> bool {
        matches!(self.kind, Kind::Unexpected | Kind::Surprise(_))
    }

    /// The time within which the body could not be decoded.
    pub(crate) fn passed_limit(&self) -> Option<Duration> {
        if let Kind::Late(limit) = self.kind { Some(limit) } else { None }
    }

    pub(crate) fn is_surprise(&self) -> bool {
        matches!(self.kind, Kind::Surprise(_))
    }

    /// The same failure for the only item of a list, which is at `place` of another body.
    pub(crate) fn at(mut self, place: &str) -> Self {
        if let Kind::Body { path, .. } = &mut self.kind {
            *path = format!("{place}{}", path.strip_prefix("[0]").unwrap_or_default());
        }
        self
    }

    /// The place of the failure in the JSON, such as `items[3].name`; empty for the body as a whole.
    pub fn path(&self) -> &str {
        match &self.kind {
            Kind::Unexpected | Kind::Surprise(_) | Kind::Late(_) => "",
            Kind::Body { path, .. } => path,
        }
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Unexpected => f.write_str("the status is not documented"),
            Kind::Surprise(Surprise::WebPage) => f.write_str("it is a web page, which the API doesn't document"),
            Kind::Surprise(Surprise::Part) => {
                f.write_str("it is only a part of the body, although all of it was requested")
            }
            Kind::Late(limit) => write!(f, "it could not be decoded within {limit:?}"),
            Kind::Body { path, reason } if path.is_empty() => f.write_str(reason),
            Kind::Body { path, reason } => write!(f, "at `{path}`: {reason}"),
        }
    }
}

impl std::error::Error for DecodeFailure {}
