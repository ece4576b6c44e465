//! Sends a request and reads the response: the one place where that happens, compiled once for all operations.

use super::content::Content;
use super::error::Failure;
use super::request::Request;
use super::transport_error::TransportError;

/// Sends `request` and reads the response as a whole.
pub(super) async fn exchange(request: Request) -> Result<Content, Failure> {
    let client = request.client().clone();
    let operation = request.operation();
    let request = request.into_http().map_err(|invalid| invalid.of(operation.id))?;
    let failed = |error| TransportError::new(operation.id, error);
    let mut response = client.shared.http.execute(request).await.map_err(failed)?;
    let status = response.status();
    let headers = std::mem::take(response.headers_mut());
    let bytes = response.bytes().await.map_err(failed)?;
    Ok(Content::new(operation.id, status, headers, bytes))
}
