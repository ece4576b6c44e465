//! What is made of what came back: the documented statuses with their documented bodies.

use bytes::Bytes;
use http::HeaderMap;

use crate::support::arguments::Arguments;
use crate::support::call::{Body, Outcome};
use crate::support::client;
use crate::support::json::assert_same;
use crate::support::operations::operation;
use crate::support::pages;
use crate::support::server::{Reply, Server};

/// An empty zip archive, with a byte that is not UTF-8 behind it.
const ZIP: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xFF";

fn assert_header(headers: &HeaderMap, id: &str) {
    assert_eq!(headers.get("x-total-count").map(http::HeaderValue::as_bytes), Some(b"7".as_slice()), "{id}");
}

#[tokio::test]
async fn every_success() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    for page in pages::operations().values() {
        let id = &page.id;
        let (status, media) = page.success();
        let bodies: Vec<_> = if media.is_json() {
            media.all_samples().into_iter().map(Body::Json).collect()
        } else {
            vec![Body::Bytes(Bytes::from_static(ZIP))]
        };
        for body in bodies {
            let reply = match &body {
                Body::Json(body) => Reply::json(status, body),
                Body::Bytes(bytes) => Reply::new(status, &media.name, bytes.to_vec()),
            };
            server.answer(reply.header("X-Total-Count", "7"));
            let sent = operation(id)(&service, &Arguments::required(page)).send().await;
            let Outcome::Success { head: Some((received, headers)), body: sent, unlisted: 0 } = sent else {
                panic!("{id}: {sent:?}")
            };
            assert_eq!(received, status, "{id}");
            assert_header(&headers, id);
            match (&sent, &body) {
                (Body::Json(actual), Body::Json(expected)) => assert_same(actual, expected, id),
                (actual, expected) => assert_eq!(actual, expected, "{id}"),
            }
            let awaited = operation(id)(&service, &Arguments::required(page)).body().await;
            let Outcome::Success { head: None, body: awaited, .. } = awaited else { panic!("{id}: {awaited:?}") };
            assert_eq!(awaited, sent, "{id}");
        }
    }
}

#[tokio::test]
async fn every_documented_error() {
    let server = Server::start().await;
    let service = client(&server).iai_role_mining();
    let mut documented = 0;
    for page in pages::operations().values() {
        for (status, media) in page.failures() {
            documented += 1;
            assert!(media.is_json(), "{}", page.id);
            for sample in media.all_samples() {
                let context = format!("{} {status}", page.id);
                server.answer(Reply::json(status, &sample).header("x-total-count", "7").header("retry-after", "30"));
                for is_awaited in [false, true] {
                    let call = operation(&page.id)(&service, &Arguments::all(page));
                    let outcome = if is_awaited { call.body().await } else { call.send().await };
                    let Outcome::Documented { status: received, variant, headers, bytes, body, unlisted: 0, message } =
                        outcome
                    else {
                        panic!("{context}: {outcome:?}")
                    };
                    assert_eq!((received, variant), (status, status), "{context}");
                    assert_header(&headers, &context);
                    assert_eq!(headers["retry-after"], "30", "{context}");
                    assert_eq!(bytes, sample.to_string(), "{context}");
                    assert_same(&body, &sample, &context);
                    assert!(message.contains(&page.id) && message.contains(&status.to_string()), "{message}");
                }
            }
        }
    }
    let pages = pages::operations();
    assert_eq!(documented, pages.values().map(|page| page.responses.len() - 1).sum::<usize>());
}
