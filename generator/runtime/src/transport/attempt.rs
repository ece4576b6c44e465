//! One attempt at a request: sent, redirects followed, response read.

use std::pin::pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, RANGE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use tokio::time::Instant;
use url::Url;

use super::super::api::operation::Operation;
use super::super::body::outgoing::Progress;
use super::super::body::outgoing::UploadError;
use super::super::body::payload::Payload;
use super::super::error::local_error::LocalError;
use super::super::error::transport_error::TransportError;
use super::super::response::content::{Content, Surprise};
use super::super::response::error::Failure;
use super::Transport;
use super::authorization::Authorization;
use super::hook::{HookError, IncomingResponse, OutgoingRequest};
use super::http::SendError;
use super::prepared::Prepared;
use super::redirect;

/// How much of an error's body is read, in bytes.
const MAX_ERROR_SIZE: usize = 1 << 20;

/// How long the body of an error may take. The part that came by then is kept.
const ERROR_TIME_LIMIT: Duration = Duration::from_secs(5);

/// How much of a token endpoint's response is read, in bytes.
const MAX_TOKEN_SIZE: usize = 1 << 20;

/// How a successful response is read. Any other response is read as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    /// Its whole body.
    Whole,
    /// Its body piece by piece.
    Stream,
}

/// A response.
pub(crate) enum Received {
    Whole(Content),
    Stream(Opened),
}

/// A response whose body is still to be read.
pub(crate) struct Opened {
    pub(crate) operation: &'static Operation,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) surprise: Option<Surprise>,
    pub(crate) response: reqwest::Response,
}

impl Received {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Whole(content) => content.status_code(),
            Self::Stream(opened) => opened.status,
        }
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        match self {
            Self::Whole(content) => content.headers(),
            Self::Stream(opened) => &opened.headers,
        }
    }
}

/// Where an attempt went, even if it failed.
pub(crate) struct Trip {
    /// How many redirects were followed.
    pub(crate) hops: usize,
    /// Whether all of them stayed with the chosen server.
    pub(crate) is_at_home: bool,
    /// Whether one of them turned the request into a GET: the original request has been carried out by then.
    pub(crate) became_get: bool,
    /// Whether a part of the body was requested.
    has_range: bool,
    /// What was uploaded so far.
    progress: Progress,
}

impl Trip {
    pub(crate) fn new() -> Self {
        Self { hops: 0, is_at_home: true, became_get: false, has_range: false, progress: Progress::default() }
    }
}

/// Makes the attempt with this number, within its time limit.
pub(crate) async fn attempt(
    transport: &Transport,
    prepared: &Prepared,
    authorization: &Authorization,
    number: u32,
    want: Want,
    trip: &mut Trip,
) -> Result<Received, Failure> {
    let limit = transport.attempt_time_limit(prepared);
    let lowest = transport.time_limits.lowest_progress(limit);
    let progress = trip.progress.clone();
    let (response, end) = {
        let mut sending = pin!(send(transport, prepared, authorization, number, want, trip));
        loop {
            let before = progress.bytes();
            let end = limit.and_then(|limit| Instant::now().checked_add(limit));
            match until(end, &mut sending).await {
                Some(response) => break (response?, end),
                // A large file may take long, as long as it makes progress.
                None if progress.bytes().saturating_sub(before) >= lowest => {}
                None => return Err(prepared.attempt_limit_passed(limit)),
            }
        }
    };
    if !response.status().is_success() {
        let received = read(transport, prepared, number, want, trip, response, end).await?;
        return Ok(match received {
            Received::Whole(content) => Received::Whole(content.hiding(authorization.secrets())),
            stream @ Received::Stream(_) => stream,
        });
    }
    let reading = read(transport, prepared, number, want, trip, response, None);
    until(end, reading).await.unwrap_or_else(|| Err(prepared.attempt_limit_passed(limit)))
}

/// The output of `future` if it comes before `end`.
async fn until<F: Future>(end: Option<Instant>, future: F) -> Option<F::Output> {
    match end {
        Some(end) => tokio::time::timeout_at(end, future).await.ok(),
        None => Some(future.await),
    }
}

/// Sends the request and follows redirects.
async fn send(
    transport: &Transport,
    prepared: &Prepared,
    authorization: &Authorization,
    number: u32,
    want: Want,
    trip: &mut Trip,
) -> Result<reqwest::Response, Failure> {
    let operation = prepared.operation;
    let mut method = operation.method();
    let mut url = prepared.url.clone();
    let mut headers = prepared.headers.clone();
    let (mut payload, nothing) = (&prepared.payload, Payload::Empty);
    loop {
        if trip.is_at_home {
            authorization.apply(&mut url, &mut headers).map_err(|error| error.of(operation.id))?;
            before(transport, prepared, number, &method, payload, &mut url, &mut headers)?;
        } else {
            authorization.strip(&mut url);
        }
        trip.has_range = headers.contains_key(RANGE);
        if trip.has_range || want == Want::Stream {
            // Lengths and ranges count for the uncompressed file.
            headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("identity"));
        }
        // A response of the caller's own transport need not know where it is from.
        let own_url = transport.http.is_own().then(|| url.clone());
        let mut request = reqwest::Request::new(method.clone(), url);
        *request.headers_mut() = headers;
        *request.body_mut() = payload.body(operation.id, &trip.progress).await?;
        let response = transport.http.send(request).await.map_err(|error| failed(prepared, error, own_url.as_ref()))?;
        if prepared.is_internal || trip.hops >= redirect::MOST {
            return Ok(response);
        }
        let (status, location) = (response.status(), response.headers());
        if operation.redirects.are_documented(status.as_u16()) {
            return Ok(response);
        }
        let asked = own_url.as_ref().unwrap_or(response.url());
        // Of the methods that only read, those whose answers are files at an object store.
        let is_fetch = matches!(operation.method(), Method::GET | Method::HEAD);
        let next = redirect::next(&method, asked, status, location, payload, is_fetch);
        let Some(next) = next else { return Ok(response) };
        trip.hops += 1;
        trip.is_at_home &= next.is_same_origin;
        trip.became_get |= next.method != method;
        if !next.has_body {
            payload = &nothing;
        }
        headers = onward(prepared, trip.is_at_home, next.has_body);
        (method, url) = (next.method, next.url);
    }
}

/// Tells a failure of the network from a failure of the upload.
fn failed(prepared: &Prepared, error: SendError, url: Option<&Url>) -> Failure {
    let (operation, is_idempotent) = (prepared.operation.id, prepared.is_idempotent());
    let is_upload = match &error {
        SendError::Http(error) => UploadError::is_behind(error),
        SendError::Own(error) => UploadError::is_behind(&**error),
    };
    if is_upload {
        let what = "the body of the request can't be read to its end";
        let error = match error {
            SendError::Http(error) => error.without_url().into(),
            SendError::Own(error) => error,
        };
        return LocalError::new(operation, what, Some(error)).after_sending().into();
    }
    match error {
        SendError::Http(error) => TransportError::new(operation, is_idempotent, error),
        SendError::Own(error) => {
            let origin = url.map(|url| url.origin().ascii_serialization());
            TransportError::of_own(operation, is_idempotent, origin, error)
        }
    }
    .into()
}

/// The headers of a redirected request, without credentials. Another origin only gets `Accept` and `User-Agent`.
fn onward(prepared: &Prepared, is_at_home: bool, has_body: bool) -> HeaderMap {
    let mut headers = prepared.headers.clone();
    if !is_at_home {
        headers = HeaderMap::new();
        for name in [ACCEPT, USER_AGENT] {
            headers.extend(prepared.headers.get(&name).map(|value| (name, value.clone())));
        }
    }
    if !has_body {
        headers.remove(CONTENT_TYPE);
        headers.remove(CONTENT_LENGTH);
    }
    headers
}

fn before(
    transport: &Transport,
    prepared: &Prepared,
    attempt: u32,
    method: &Method,
    payload: &Payload,
    url: &mut Url,
    headers: &mut HeaderMap,
) -> Result<(), Failure> {
    let operation = prepared.operation.id;
    for hook in transport.hooks.iter().filter(|_| !prepared.is_internal) {
        let body = payload.bytes();
        let mut request = OutgoingRequest { operation, attempt, method, url, headers, body };
        hook.before(&mut request).map_err(|error| Failure::from(hooked(operation, error)))?;
    }
    Ok(())
}

fn hooked(operation: &'static str, error: HookError) -> LocalError {
    LocalError::new(operation, "a hook of the client refused", Some(error))
}

/// Reads the response as far as it is needed now; of an error, the part that comes until `end`.
async fn read(
    transport: &Transport,
    prepared: &Prepared,
    attempt: u32,
    want: Want,
    trip: &Trip,
    mut response: reqwest::Response,
    end: Option<Instant>,
) -> Result<Received, Failure> {
    let operation = prepared.operation.id;
    let mut status = response.status();
    let mut headers = std::mem::take(response.headers_mut());
    let is_streamed = want == Want::Stream && status.is_success();
    let max_size = if prepared.is_internal { MAX_TOKEN_SIZE } else { transport.max_body_size };
    let mut body = Body::default();
    if status.is_success() && !is_streamed {
        body = whole(&mut response, max_size, None).await;
    } else if !is_streamed {
        // An error's status, headers and the start of its body are enough.
        let most = Instant::now().checked_add(ERROR_TIME_LIMIT);
        let end = [end, most].into_iter().flatten().min();
        body = whole(&mut response, max_size.min(MAX_ERROR_SIZE), end).await;
        body.error = None;
    }
    if let Some(error) = body.error {
        return Err(TransportError::new(operation, prepared.is_idempotent(), error).into());
    }
    for hook in transport.hooks.iter().filter(|_| !prepared.is_internal) {
        let bytes = Some(&mut body.bytes).filter(|_| !is_streamed);
        let mut incoming =
            IncomingResponse { operation, attempt, status: &mut status, headers: &mut headers, body: bytes };
        hook.after(&mut incoming).map_err(|error| Failure::from(hooked(operation, error).after_sending()))?;
    }
    let surprise = Surprise::of(prepared.operation, status, &headers, trip.has_range);
    if is_streamed {
        return Ok(Received::Stream(Opened { operation: prepared.operation, status, headers, surprise, response }));
    }
    let content = Content::new(transport.api, prepared.operation, status, headers, body.bytes);
    let content = content.decoding(transport.max_json_size).with(surprise);
    // The start of an error's body is enough.
    if body.is_cut && status.is_success() {
        return Err(Failure::TooLarge(Box::new(content)));
    }
    Ok(Received::Whole(content))
}

/// A body that was read, or its start.
#[derive(Default)]
struct Body {
    bytes: Bytes,
    /// Whether there is more.
    is_cut: bool,
    /// Why the rest could not be read.
    error: Option<reqwest::Error>,
}

/// Reads at most `limit` bytes of a body, until `end`.
async fn whole(response: &mut reqwest::Response, limit: usize, end: Option<Instant>) -> Body {
    let first = match until(end, response.chunk()).await {
        Some(Ok(first)) => first.unwrap_or_default(),
        Some(Err(error)) => return Body { error: Some(error), ..Body::default() },
        None => return Body::default(),
    };
    let mut next = until(end, response.chunk()).await;
    if let None | Some(Ok(None)) = next {
        return cut(first, limit, None);
    }
    // No memory is reserved for an announced length: it may be a lie.
    let mut all = BytesMut::from(&*first);
    loop {
        match next {
            Some(Ok(Some(chunk))) => all.extend_from_slice(&chunk),
            None | Some(Ok(None)) => return cut(all.freeze(), limit, None),
            Some(Err(error)) => return cut(all.freeze(), limit, Some(error)),
        }
        if all.len() > limit {
            return cut(all.freeze(), limit, None);
        }
        next = until(end, response.chunk()).await;
    }
}

fn cut(mut bytes: Bytes, limit: usize, error: Option<reqwest::Error>) -> Body {
    let is_cut = bytes.len() > limit;
    bytes.truncate(limit);
    Body { bytes, is_cut, error }
}
