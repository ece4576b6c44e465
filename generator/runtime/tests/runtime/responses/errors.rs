//! Errors: how big they are, what they can be used for, what they say.

use std::convert::Infallible;

use generator_runtime::{ApiError, BodyFuture, BuildError, Client, Error, ResponseFuture};

fn is_shareable<T: Send + Sync + 'static>() {}
fn is_spawnable<T: Send + Unpin + 'static>() {}

#[test]
fn types_can_cross_threads() {
    is_shareable::<Client>();
    is_shareable::<BuildError>();
    is_shareable::<Error<Infallible>>();
    is_shareable::<Error<String>>();
    is_shareable::<ApiError<String>>();
    // Whatever they give, as long as another thread may decode it.
    is_spawnable::<ResponseFuture<String, Infallible>>();
    is_spawnable::<BodyFuture<std::cell::Cell<u8>, std::rc::Rc<str>>>();
}

#[test]
fn results_are_small() {
    assert!(size_of::<Error<[u64; 100]>>() <= 2 * size_of::<usize>());
    assert!(size_of::<Result<(), Error<String>>>() <= 2 * size_of::<usize>());
}

#[tokio::test]
async fn an_invalid_argument_is_reported_when_the_request_is_sent() {
    let request = crate::request("/things/{id}").path("id", "..");
    let error: Error<Infallible> = request.send(generator_runtime::codegen::decode::text).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "testOperation: the argument `id` can't be sent: it would make a segment of the path `.` or `..`, which \
         addresses another resource"
    );
    assert!(error.status().is_none() && error.body().is_none() && error.headers().is_none() && error.api().is_none());
    assert!(matches!(error, Error::InvalidArgument(invalid) if invalid.parameter() == "id"));
}
