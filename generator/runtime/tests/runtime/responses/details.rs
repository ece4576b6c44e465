//! What an error says of itself: its text and its ids.

use std::convert::Infallible;

use serde_json::Value;

use crate::builder;
use crate::support::operations::GET;
use crate::support::server::answer;
use crate::support::unruly::{Act, Unruly};
use generator_runtime::codegen::{Request, decode};
use generator_runtime::{Credentials, Error, error_type};

error_type! {
    Documented;
    400 => Bad: json,
}

#[derive(Debug)]
enum Documented {
    Bad(Value),
}

const BODY: &str = r#"{"trackingId": "t1", "messages": [{"text": "No such thing: t0ken"}]}"#;

#[tokio::test]
async fn text_and_ids_take_one_call_whatever_the_variant() {
    let server = Unruly::start(|number, _| {
        let (status, headers) = match number {
            0 => ("400 Bad Request", "x-trace: trace-1\r\nx-request-id: request-1\r\n"),
            1 => ("418 I'm a teapot", "x-request-id: request-2\r\n"),
            2 => ("200 OK", "x-request-id: request-3\r\n"),
            _ => ("503 Service Unavailable", ""),
        };
        Act::Say(answer(status, headers, if number == 3 { "busy" } else { BODY }))
    })
    .await;
    let client = builder().base_url(&server.url).credentials(Credentials::bearer("t0ken")).build().unwrap();
    let send = || Request::new(&client, &GET).send::<Vec<u8>, Documented>(decode::json);
    let error = send().await.unwrap_err();
    assert!(matches!(&error, Error::Api(api) if matches!(api.body(), Documented::Bad(_))), "{error}");
    assert_eq!((error.message(), error.request_id()), (Some("No such thing: t0ken"), Some("trace-1")));
    assert!(
        error.to_string().starts_with("getThing: the server answered 400 Bad Request (request id trace-1): "),
        "{error}"
    );
    let error = send().await.unwrap_err();
    assert!(matches!(error, Error::UnexpectedResponse(_)));
    assert_eq!((error.message(), error.request_id()), (Some("No such thing: t0ken"), Some("request-2")));
    assert!(error.to_string().contains("(request id request-2)"), "{error}");
    let error = send().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)));
    assert_eq!((error.message(), error.request_id()), (None, Some("request-3")), "a success has no text of an error");
    assert!(error.to_string().ends_with(" (request id request-3)"), "{error}");
    let error = send().await.unwrap_err();
    assert_eq!((error.message(), error.request_id()), (None, None));
    let unreachable = builder().base_url("http://127.0.0.1:1").build().unwrap();
    let error = Request::new(&unreachable, &GET).send::<Value, Infallible>(decode::json).await.unwrap_err();
    assert_eq!((error.message(), error.request_id()), (None, None));
}
