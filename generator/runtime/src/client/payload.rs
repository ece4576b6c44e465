//! The payload of an event that the API sends.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::super::api::operation::PLAIN;
use super::super::response::content::{Content, DecodeFailure};
use super::api_client::ApiClient;

/// What `decode` reads of a body that the API of `C` has sent.
///
/// # Errors
///
/// If the body is not what is documented.
pub fn payload<C: ApiClient, T>(
    body: &[u8],
    decode: impl FnOnce(&Content) -> Result<T, DecodeFailure>,
) -> Result<T, DecodeFailure> {
    let body = Bytes::copy_from_slice(body);
    decode(&Content::new(C::API, &PLAIN, StatusCode::OK, HeaderMap::new(), body))
}
