//! Which redirects are followed, and how: RFC 9110, section 15.4.
//!
//! The runtime follows them itself, because credentials, headers and bodies have to stay with the server that the caller chose.

use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use super::super::body::payload::Payload;

/// How many redirects in a row are followed.
pub(crate) const MOST: usize = 10;

/// The request that a redirect asks for.
#[derive(Debug)]
pub(crate) struct Next {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// Whether it has the headers, the credentials and, unless the method changed, the body of the first request.
    pub(crate) is_same_origin: bool,
    /// Whether it has a body.
    pub(crate) has_body: bool,
}

/// Returns the request that a response redirects to; `None` if the redirect is not followed, and the caller gets the response.
///
/// Only requests that read go to another origin, and no request goes from `https` to `http`. `is_safe` says whether the original
/// request only reads.
pub(crate) fn next(
    method: &Method,
    url: &Url,
    status: StatusCode,
    headers: &HeaderMap,
    payload: &Payload,
    is_safe: bool,
) -> Option<Next> {
    if !matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let location = std::str::from_utf8(headers.get(LOCATION)?.as_bytes()).ok()?;
    let target = url.join(location).ok()?;
    let is_downgrade = url.scheme() == "https" && target.scheme() != "https";
    if !matches!(target.scheme(), "http" | "https") || is_downgrade {
        return None;
    }
    let becomes_get = match status {
        StatusCode::SEE_OTHER => *method != Method::HEAD,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => *method == Method::POST,
        _ => false,
    };
    let is_same_origin = url.origin() == target.origin();
    let has_body = !becomes_get && !payload.is_empty();
    if (!is_same_origin && (has_body || !is_safe)) || (has_body && !payload.is_replayable()) {
        return None;
    }
    Some(Next { method: if becomes_get { Method::GET } else { method.clone() }, url: target, is_same_origin, has_body })
}
