//! What carries requests over the network: the built-in HTTP client, or one of the caller's own.

use std::pin::Pin;
use std::sync::Arc;

use super::super::body::upload::BoxError;

/// Your own way to carry requests, in place of the built-in HTTP client: a [`reqwest::Client`] that you set up, a proxy, recorded
/// responses, a stack of `tower` services.
///
/// It is asked for each attempt and for each redirect that is followed, and for tokens. It follows no redirects itself, so that no
/// credentials leave the server's origin. Time limits and limits of sizes hold for it, except the time limit for connecting.
///
/// An error that is a [`reqwest::Error`] is understood: whether there was no connection, for example. After any other error the
/// server may have the request.
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
