//! A response that was read as a whole, before anything is made of its body.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::{DeserializeOwned, DeserializeSeed};
use serde_json::Value;

use super::super::api::description::ApiDescription;
use super::super::json::json_path;
use super::charset;

/// The status, the headers and the body of a response: what the decoders of operations and errors read.
#[derive(Clone)]
pub struct Content {
    api: &'static ApiDescription,
    operation: &'static str,
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
    /// The body in UTF-8 where it is said to be in something else, or why there is none.
    recoded: Option<Result<Bytes, DecodeFailure>>,
}

impl Content {
    pub(crate) fn new(
        api: &'static ApiDescription,
        operation: &'static str,
        status: StatusCode,
        headers: HeaderMap,
        bytes: Bytes,
    ) -> Self {
        let recoded = charset::recoded(&headers, &bytes);
        let recoded = recoded.map(|text| text.map_err(|reason| DecodeFailure::of_body(String::new(), reason)));
        Self { api, operation, status, headers, bytes, recoded }
    }

    /// The number of the status, for `match`.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as JSON. An empty body is read as null where `T` can be that.
    ///
    /// # Errors
    ///
    /// Where the body is no JSON, or not that of a `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeFailure> {
        let json = self.json_text()?;
        serde_json::from_slice(if json.is_empty() { b"null" } else { json }).map_err(|error| self.no_json(&error))
    }

    /// The body as JSON, read by `seed`. An empty body is none.
    pub(crate) fn json_by<'de, S: DeserializeSeed<'de>>(&'de self, seed: S) -> Result<S::Value, DecodeFailure> {
        let mut deserializer = serde_json::Deserializer::from_slice(self.json_text()?);
        let value = seed.deserialize(&mut deserializer);
        let value = value.and_then(|value| deserializer.end().map(|()| value));
        value.map_err(|error| self.no_json(&error))
    }

    /// The body as text, which is UTF-8 unless its `Content-Type` names another `charset`; what is no UTF-8 becomes U+FFFD.
    ///
    /// # Errors
    ///
    /// Where the `charset` is not known, or the body isn't in it.
    pub fn text(&self) -> Result<String, DecodeFailure> {
        self.utf8().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// The body as it is.
    ///
    /// # Errors
    ///
    /// None: any body can be read so.
    pub fn bytes(&self) -> Result<Bytes, DecodeFailure> {
        Ok(self.bytes.clone())
    }

    /// Nothing, whatever the body is.
    ///
    /// # Errors
    ///
    /// None: any body can be passed over.
    pub fn empty(&self) -> Result<(), DecodeFailure> {
        Ok(())
    }

    /// Says that the status is not one that is documented.
    pub fn unexpected(&self) -> DecodeFailure {
        DecodeFailure { kind: Kind::Unexpected }
    }

    /// Says that the body is larger than it may be.
    pub(crate) fn too_large(&self) -> DecodeFailure {
        let reason = format!("it is larger than {} bytes, which is all that the client reads", self.bytes.len());
        DecodeFailure::of_body(String::new(), reason)
    }

    pub(crate) fn is_success(&self) -> bool {
        self.status.is_success()
    }

    pub(crate) fn status_code(&self) -> StatusCode {
        self.status
    }

    /// The property of the body by which the API's makers find the request again, where the API has one.
    pub(crate) fn tracking_id(&self) -> Option<String> {
        let name = self.api.tracking_id?;
        let body: Value = serde_json::from_slice(self.json_text().ok()?).ok()?;
        body.get(name)?.as_str().filter(|id| !id.is_empty()).map(str::to_owned)
    }

    pub(crate) fn operation(&self) -> &'static str {
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

    fn no_json(&self, error: &serde_json::Error) -> DecodeFailure {
        match self.json_text() {
            Ok([]) => DecodeFailure::of_body(String::new(), "it is empty".to_owned()),
            Ok(json) => DecodeFailure::of_body(json_path::at(json, error.line(), error.column()), error.to_string()),
            Err(failure) => failure,
        }
    }
}

impl fmt::Debug for Content {
    /// Headers and body may have secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, status, bytes, .. } = self;
        let mut debug = f.debug_struct("Content");
        debug.field("operation", operation).field("status", status).field("len", &bytes.len()).finish_non_exhaustive()
    }
}

/// Why a response could not be read as what it should be.
#[derive(Debug, Clone)]
pub struct DecodeFailure {
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    /// The status is not documented.
    Unexpected,
    /// The body is not what is documented for the status.
    Body { path: String, reason: String },
}

impl DecodeFailure {
    fn of_body(path: String, reason: String) -> Self {
        Self { kind: Kind::Body { path, reason } }
    }

    pub(crate) fn is_unexpected(&self) -> bool {
        matches!(self.kind, Kind::Unexpected)
    }

    /// Where in the JSON it went wrong; empty for the body as a whole.
    pub(crate) fn path(&self) -> &str {
        match &self.kind {
            Kind::Unexpected => "",
            Kind::Body { path, .. } => path,
        }
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Unexpected => f.write_str("the status is not documented"),
            Kind::Body { path, reason } if path.is_empty() => f.write_str(reason),
            Kind::Body { path, reason } => write!(f, "at `{path}`: {reason}"),
        }
    }
}

impl std::error::Error for DecodeFailure {}
