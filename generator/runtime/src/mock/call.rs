//! The calls that a mock server knows.

use std::collections::BTreeSet;
use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, HeaderMap};
use http::{HeaderValue, Method};
use serde_json::Value;
use url::Url;

use super::super::error::excerpt::excerpt;
use super::super::error::invalid_argument::InvalidArgument;
use super::super::request::Request;
use super::answer::{Answer, AnswerByStatus};

/// A call of an operation: implemented by all builders.
pub trait Call {
    /// The body of success.
    type Body;

    /// The documented errors.
    type Error: AnswerByStatus;

    /// The requests that are this call.
    fn expectation(self) -> Expectation;

    /// The response that is read as `body`.
    fn answer(body: &Self::Body) -> Answer;
}

/// What the requests of a call have in common.
#[derive(Debug)]
pub struct Expectation {
    /// A call that can't be sent is never made.
    call: Result<Expected, InvalidArgument>,
}

#[derive(Debug)]
struct Expected {
    operation: &'static str,
    method: Method,
    path: String,
    query: Vec<(String, String)>,
    headers: HeaderMap,
    cookies: BTreeSet<String>,
    body: Option<Body>,
}

#[derive(Debug)]
enum Body {
    Json(Value),
    Other(Bytes),
}

impl From<Request> for Expectation {
    fn from(request: Request) -> Self {
        let (names, has_cookies, operation) = (request.own_headers(), request.has_cookies(), request.operation_id());
        let call = request.into_http().map(|request| {
            let all = request.headers();
            let own = all.iter().filter(|(name, _)| names.contains(*name) && *name != COOKIE);
            Expected {
                operation,
                method: request.method().clone(),
                path: request.url().path().to_owned(),
                query: pairs(request.url()),
                headers: own.map(|(name, value)| (name.clone(), value.clone())).collect(),
                cookies: if has_cookies { cookies(all) } else { BTreeSet::new() },
                body: body(&request),
            }
        });
        Self { call }
    }
}

impl Expectation {
    /// Whether a request is this call.
    pub(super) fn is_made_by(&self, request: &wiremock::Request) -> bool {
        let Ok(call) = &self.call else { return false };
        let (query, cookies) = (pairs(&request.url), cookies(&request.headers));
        let has_header = |(name, value): (_, &HeaderValue)| request.headers.get_all(name).iter().any(|it| it == value);
        call.method == request.method
            && call.path == request.url.path()
            && call.query.iter().all(|pair| query.contains(pair))
            && call.headers.iter().all(has_header)
            && call.cookies.is_subset(&cookies)
            && call.body.as_ref().is_none_or(|body| body.is(&request.body))
    }
}

impl fmt::Display for Expectation {
    /// The operation and the arguments, without the values of headers, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let call = match &self.call {
            Ok(call) => call,
            Err(invalid) => return write!(f, "a call that can't be sent: {invalid}"),
        };
        write!(f, "`{}`, {} {}", call.operation, call.method, call.path)?;
        for (index, (name, value)) in call.query.iter().enumerate() {
            write!(f, "{}{name}={value}", if index == 0 { '?' } else { '&' })?;
        }
        for name in call.headers.keys().filter(|name| *name != CONTENT_TYPE) {
            write!(f, ", with its `{name}`")?;
        }
        match &call.body {
            Some(Body::Json(value)) => write!(f, ", with {}", excerpt(&value.to_string()).unwrap_or_default()),
            Some(Body::Other(body)) => write!(f, ", with {} bytes", body.len()),
            None => Ok(()),
        }
    }
}

impl Body {
    fn is(&self, bytes: &[u8]) -> bool {
        match self {
            Self::Json(value) => serde_json::from_slice::<Value>(bytes).is_ok_and(|other| other == *value),
            Self::Other(body) => body == bytes,
        }
    }
}

/// The body. None for a multipart form, whose boundary differs each time, or a body that is not in memory.
fn body(request: &reqwest::Request) -> Option<Body> {
    let bytes = request.body()?.as_bytes()?;
    let media_type = request.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    if media_type.starts_with(b"multipart/") {
        return None;
    }
    let json = serde_json::from_slice(bytes).map(Body::Json);
    Some(json.unwrap_or_else(|_| Body::Other(Bytes::copy_from_slice(bytes))))
}

fn pairs(url: &Url) -> Vec<(String, String)> {
    url.query_pairs().into_owned().collect()
}

fn cookies(headers: &HeaderMap) -> BTreeSet<String> {
    let values = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split("; ")).map(str::to_owned).collect()
}
