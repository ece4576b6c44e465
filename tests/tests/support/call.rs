//! A call of an operation with its types taken off, so that all 25 can be looked at in the same way.

use std::fmt::Debug;
use std::pin::Pin;

use bytes::Bytes;
use generated_client::errors::{GetRoleMiningSessionError, IaiRoleMiningError};
use generated_client::runtime::{BodyFuture, Error, ErrorBody, ResponseFuture};
use http::HeaderMap;
use serde::Serialize;
use serde_json::Value;

/// What a call gave; `unlisted` counts the values in it that an enum or a union doesn't list.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Status and headers are those of `send()`; awaiting the builder gives none.
    Success {
        head: Option<(u16, HeaderMap)>,
        body: Body,
        unlisted: usize,
    },
    Documented {
        status: u16,
        variant: u16,
        headers: HeaderMap,
        bytes: Bytes,
        body: Value,
        unlisted: usize,
        message: String,
    },
    Unexpected {
        status: u16,
        headers: HeaderMap,
        bytes: Bytes,
        message: String,
    },
    Undecodable {
        status: u16,
        headers: HeaderMap,
        bytes: Bytes,
        path: String,
        message: String,
    },
    Transport {
        is_connect: bool,
        message: String,
    },
    Invalid {
        parameter: String,
        message: String,
    },
}

/// A decoded body, written again.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    Json(Value),
    Bytes(Bytes),
}

/// A call that is sent where it is spawned, which takes futures that are `Send + 'static`.
pub(crate) struct Call {
    response: Pin<Box<dyn Future<Output = Outcome> + Send>>,
    body: Pin<Box<dyn Future<Output = Outcome> + Send>>,
}

impl Call {
    /// What `.send().await` gives.
    pub(crate) async fn send(self) -> Outcome {
        tokio::spawn(self.response).await.unwrap()
    }

    /// What `.await` gives.
    pub(crate) async fn body(self) -> Outcome {
        tokio::spawn(self.body).await.unwrap()
    }
}

/// A call of an operation that gives JSON, in both ways in which it can be awaited.
pub(crate) fn json<T: Serialize + Debug + Send + 'static, E: Documented>(
    response: ResponseFuture<T, E>,
    body: BodyFuture<T, E>,
) -> Call {
    call(response, body, |body| Body::Json(serde_json::to_value(body).unwrap()))
}

/// A call of an operation that gives bytes.
pub(crate) fn bytes<E: Documented>(response: ResponseFuture<Bytes, E>, body: BodyFuture<Bytes, E>) -> Call {
    call(response, body, |body| Body::Bytes(body.clone()))
}

fn call<T: Debug + Send + 'static, E: Documented>(
    response: ResponseFuture<T, E>,
    body: BodyFuture<T, E>,
    written: fn(&T) -> Body,
) -> Call {
    let response = async move {
        match response.await {
            Ok(response) => {
                let (status, headers, body) = response.into_parts();
                let head = Some((status.as_u16(), headers));
                Outcome::Success { head, unlisted: unlisted(&body), body: written(&body) }
            }
            Err(error) => failed(error),
        }
    };
    let body = async move {
        match body.await {
            Ok(body) => Outcome::Success { head: None, unlisted: unlisted(&body), body: written(&body) },
            Err(error) => failed(error),
        }
    };
    Call { response: Box::pin(response), body: Box::pin(body) }
}

/// A value that an enum doesn't list is written back as it was read: only its variant tells it from one that is listed.
fn unlisted(value: &impl Debug) -> usize {
    format!("{value:?}").matches("UnknownValue").count()
}

fn failed<E: Documented>(error: Error<E>) -> Outcome {
    let message = error.to_string();
    let head = error.status().zip(error.headers().cloned()).zip(error.body().cloned());
    let head = head.map(|((status, headers), bytes)| (status.as_u16(), headers, bytes));
    match (error, head) {
        (Error::Api(error), Some((status, headers, bytes))) => {
            let (variant, body) = error.body().parts();
            let unlisted = unlisted(error.body());
            Outcome::Documented { status, variant, headers, bytes, body, unlisted, message }
        }
        (Error::UnexpectedResponse(_), Some((status, headers, bytes))) => {
            Outcome::Unexpected { status, headers, bytes, message }
        }
        (Error::Decode(error), Some((status, headers, bytes))) => {
            Outcome::Undecodable { status, headers, bytes, path: error.path().to_owned(), message }
        }
        (Error::Transport(error), None) => Outcome::Transport { is_connect: error.is_connect(), message },
        (Error::InvalidArgument(error), None) => Outcome::Invalid { parameter: error.parameter().to_owned(), message },
        (error, head) => panic!("{error:?} with {head:?}"),
    }
}

/// An error type of the client: the status that its variant stands for, and what it holds.
pub(crate) trait Documented: ErrorBody + Debug + Send + 'static {
    fn parts(&self) -> (u16, Value);
}

macro_rules! documented {
    ($error:ident) => {
        impl Documented for $error {
            fn parts(&self) -> (u16, Value) {
                let (status, body) = match self {
                    Self::BadRequest(body) => (400, serde_json::to_value(body)),
                    Self::Unauthorized(body) => (401, serde_json::to_value(body)),
                    Self::Forbidden(body) => (403, serde_json::to_value(body)),
                    Self::NotFound(body) => (404, serde_json::to_value(body)),
                    Self::TooManyRequests(body) => (429, serde_json::to_value(body)),
                    Self::InternalServerError(body) => (500, serde_json::to_value(body)),
                    other => panic!("{other:?} is new"),
                };
                (status, body.unwrap())
            }
        }
    };
}

documented!(GetRoleMiningSessionError);
documented!(IaiRoleMiningError);
