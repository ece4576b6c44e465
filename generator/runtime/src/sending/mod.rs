//! Sends requests with the client's transport, signed in by its authorizer.

pub(super) mod negotiated;

use bytes::Bytes;
use http::HeaderMap;
use tokio::time::Instant;

use super::request::Request;
use super::response::content::{Content, DecodeFailure};
use super::response::error::Failure;
use super::response::future::{Exchange, ResponseFuture};
use super::transfer::download::{Answer, Download, DownloadFuture, Limits};
use super::transport::Transport;
use super::transport::attempt::{Received, Want};
use super::transport::prepared::Prepared;

/// Sends `request` and reads the response as a whole.
pub(crate) async fn exchange(request: Request) -> Result<Content, Failure> {
    let client = request.client().clone();
    let prepared = request.prepare()?;
    client.shared.transport.exchange(&client.shared.authorizer, &prepared).await
}

/// Sends `request` and leaves the body of a successful response unread.
pub(crate) async fn open(request: Request) -> Result<Answer, Failure> {
    open_within(request, |transport, prepared| {
        let total = transport.total_time_limit(prepared);
        Limits {
            piece: transport.attempt_time_limit(prepared),
            min_rate: transport.time_limits.min_rate,
            total: total.and_then(|limit| Some((limit, Instant::now().checked_add(limit)?))),
        }
    })
    .await
}

/// The same for a body that takes as long as it takes: only its silence has a limit. The content is that of the response without
/// its body.
pub(crate) async fn open_endless(request: Request) -> Result<(Content, Answer), Failure> {
    let (client, operation) = (request.client().clone(), request.operation());
    let limits = |transport: &Transport, prepared: &Prepared| Limits {
        piece: transport.attempt_time_limit(prepared),
        min_rate: None,
        total: None,
    };
    let answer = open_within(request, limits).await?;
    let transport = &client.shared.transport;
    let (status, headers) = match &answer {
        Answer::Download(download) => (download.status(), download.headers().clone()),
        Answer::Refusal(content) => (content.status_code(), HeaderMap::new()),
    };
    let content = Content::new(transport.api, operation, status, headers, Bytes::new());
    Ok((content.decoding(transport.max_json_size), answer))
}

async fn open_within(request: Request, limits: impl Fn(&Transport, &Prepared) -> Limits) -> Result<Answer, Failure> {
    let client = request.client().clone();
    let (transport, authorizer) = (&client.shared.transport, &client.shared.authorizer);
    let prepared = request.prepare()?;
    let limits = limits(transport, &prepared);
    // A hook can turn a failure into a success, and the reverse.
    Ok(match transport.send(authorizer, &prepared, Want::Stream).await? {
        Received::Stream(opened) if opened.status.is_success() && opened.surprise.is_none() => {
            Answer::Download(Box::new(Download::new(opened, limits)))
        }
        Received::Stream(opened) => Answer::Refusal(Box::new(opened.without_body(transport))),
        Received::Whole(content) if content.is_success() => {
            Answer::Download(Box::new(Download::whole(content, limits)))
        }
        Received::Whole(content) => Answer::Refusal(Box::new(content)),
    })
}

/// [`exchange`] in a box. A crate with many operations is compiled in half the time if this is never inlined into them.
#[inline(never)]
fn boxed_exchange(request: Request) -> Exchange {
    Box::pin(exchange(request))
}

impl Request {
    /// Sends the request once the future is polled; `decode` reads the body if the status is a success.
    pub fn send<T, E>(self, decode: fn(&Content) -> Result<T, DecodeFailure>) -> ResponseFuture<T, E> {
        ResponseFuture::new(boxed_exchange(self), decode)
    }

    /// Sends the request once the future is polled, to read the body of a success piece by piece.
    pub fn download<E>(self) -> DownloadFuture<E> {
        DownloadFuture::new(self.operation_id(), Box::pin(open(self)))
    }
}
