//! What carries requests over the network: the built-in HTTP client, or one of the caller's own.

use std::pin::Pin;
use std::sync::Arc;

use super::super::body::upload::BoxError;

/// Your own way to send requests, in place of the built-in HTTP client: a [`reqwest::Client`] that you set up, a proxy, recorded
/// responses, a stack of `tower` services.
///
/// The client calls it for each attempt, for each redirect that the client follows, and for tokens. It must not follow redirects
/// itself, so that no credentials leave the server's origin. Time limits and size limits apply to it, except the time limit for
/// connecting.
///
/// If an error is a [`reqwest::Error`], the client knows more about it, for example whether there was a connection. After any
/// other error, the client assumes that the server may have the request.
///
/// # Examples
///
/// ```
/// use generator_runtime::reqwest::{Body, Request, Response};
/// use generator_runtime::{HttpFuture, HttpTransport};
///
/// /// Answers everything with the same text.
/// struct Recording(&'static str);
///
/// impl HttpTransport for Recording {
///     fn send(&self, _: Request) -> HttpFuture<'_> {
///         Box::pin(async { Ok(http::Response::builder().status(200).body(Body::from(self.0))?.into()) })
///     }
/// }
/// ```
pub trait HttpTransport: Send + Sync + 'static {
    /// Sends a request.
    ///
    /// # Errors
    ///
    /// If there is no response.
    fn send(&self, request: reqwest::Request) -> HttpFuture<'_>;
}

/// What [`HttpTransport::send`] returns.
pub type HttpFuture<'a> = Pin<Box<dyn Future<Output = Result<reqwest::Response, BoxError>> + Send + 'a>>;

impl HttpTransport for reqwest::Client {
    fn send(&self, request: reqwest::Request) -> HttpFuture<'_> {
        Box::pin(async { self.execute(request).await.map_err(BoxError::from) })
    }
}

impl<T: HttpTransport + ?Sized> HttpTransport for Arc<T> {
    fn send(&self, request: reqwest::Request) -> HttpFuture<'_> {
        (**self).send(request)
    }
}

/// What carries requests.
#[derive(Clone)]
pub(crate) enum Http {
    BuiltIn(reqwest::Client),
    Own(Arc<dyn HttpTransport>),
}

impl Http {
    pub(crate) fn is_own(&self) -> bool {
        matches!(self, Self::Own(_))
    }

    pub(crate) async fn send(&self, request: reqwest::Request) -> Result<reqwest::Response, SendError> {
        match self {
            Self::BuiltIn(client) => client.execute(request).await.map_err(SendError::Http),
            Self::Own(transport) => transport.send(request).await.map_err(|error| match error.downcast() {
                Ok(error) => SendError::Http(*error),
                Err(error) => SendError::Own(error),
            }),
        }
    }
}

/// Why there is no response.
pub(crate) enum SendError {
    Http(reqwest::Error),
    Own(BoxError),
}
