//! One error type for all operations, and callers' own.

use std::convert::Infallible;
use std::error::Error as StdError;
use std::fmt;

use crate::support::operations::GET;
use crate::support::server::{Server, answer};
use crate::{API, builder};
use generator_runtime::codegen::{Request, decode};
use generator_runtime::{AnyError, BuildError, Client, ClientBuilder, Error, error_type};

#[derive(Debug, Clone)]
enum Refusal {
    Default(String),
}

error_type! {
    Refusal;
    .. => Default: text,
}

async fn refusing() -> (Server, Client) {
    let text = r#"{"messages":[{"text":"no such thing"}]}"#;
    let server = Server::start(move |_| answer("404 Not Found", "x-request-id: r1\r\n", text)).await;
    let client = builder().base_url(&server.url).build().unwrap();
    (server, client)
}

async fn typed(client: &Client) -> Result<String, Error<Refusal>> {
    Request::new(client, &GET).send(decode::text).into_body().await
}

async fn untyped(client: &Client) -> Result<String, Error<Infallible>> {
    Request::new(client, &GET).send(decode::text).into_body().await
}

#[tokio::test]
async fn errors_of_all_operations_become_one_with_what_they_have() {
    async fn first(client: &Client) -> Result<String, AnyError> {
        Ok(typed(client).await? + &untyped(client).await?)
    }
    async fn second(client: &Client) -> Result<String, AnyError> {
        Ok(untyped(client).await? + &typed(client).await?)
    }
    let (server, client) = refusing().await;
    let own = typed(&client).await.unwrap_err();
    let any = first(&client).await.unwrap_err();
    assert_eq!((any.to_string(), any.status()), (own.to_string(), own.status()));
    assert_eq!((any.message(), any.request_id()), (Some("no such thing"), Some("r1")));
    assert_eq!(
        (any.body(), any.headers().map(http::HeaderMap::len)),
        (own.body(), own.headers().map(http::HeaderMap::len))
    );
    assert!(any.was_sent() && !any.is_retryable());
    assert!(any.downcast_ref::<Error<Refusal>>().unwrap().api().is_some());
    assert!(any.downcast_ref::<Error<Infallible>>().is_none());
    assert_eq!(format!("{any:?}"), format!("{:?}", any.downcast_ref::<Error<Refusal>>().unwrap()));
    assert!(second(&client).await.unwrap_err().downcast_ref::<Error<Infallible>>().is_some());
    drop(server);
    let client = builder().base_url("http://127.0.0.1:1").build().unwrap();
    let any = first(&client).await.unwrap_err();
    assert!(any.is_retryable() && !any.was_sent() && any.source().is_some() && any.status().is_none());
}

#[test]
fn a_client_that_can_not_be_built_is_one_of_them() {
    fn build() -> Result<Client, AnyError> {
        Ok(ClientBuilder::<Client>::new(&API).build()?)
    }
    let error = build().unwrap_err();
    assert!(matches!(error.downcast_ref(), Some(BuildError::NoServer)));
    assert!(!error.was_sent() && !error.is_retryable());
}

/// What a program has: its own error, made of the client's with `?`, whatever the operation.
#[derive(Debug)]
enum OwnError {
    Api(AnyError),
}

impl<E> From<Error<E>> for OwnError
where
    AnyError: From<Error<E>>,
{
    fn from(error: Error<E>) -> Self {
        Self::Api(error.into())
    }
}

impl fmt::Display for OwnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Api(error) = self;
        error.fmt(f)
    }
}

impl StdError for OwnError {}

#[tokio::test]
async fn functions_return_errors_of_their_own_and_boxes_with_a_question_mark() {
    async fn own(client: &Client) -> Result<String, OwnError> {
        Ok(typed(client).await? + &untyped(client).await?)
    }
    async fn boxed(client: &Client) -> Result<String, Box<dyn StdError + Send + Sync>> {
        Ok(typed(client).await? + &own(client).await?)
    }
    let (_server, client) = refusing().await;
    let OwnError::Api(error) = own(&client).await.unwrap_err();
    assert_eq!(error.message(), Some("no such thing"));
    assert!(boxed(&client).await.unwrap_err().downcast_ref::<Error<Refusal>>().is_some());
}
