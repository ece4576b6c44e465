//! Requests without an async runtime.

use std::convert::Infallible;
use std::net::TcpListener;
use std::thread;

use serde_json::Value;

use crate::support::server::{Server, answer};
use crate::{builder, http_client};
use generator_runtime::codegen::{Operation, PLAIN, PageSize, Paging, PagingStyle, Request, decode};
use generator_runtime::{Client, ClientBuilder, Error, Hook, HookError, Items, OutgoingRequest};

static GET: Operation = Operation {
    id: "getThing",
    method: "GET",
    path: "/thing",
    server: None,
    accept: "*/*",
    security: Some(&[]),
    ..PLAIN
};

/// A server on a thread and a runtime of its own, and a client of it.
fn serve(status: &'static str, body: &'static str) -> (String, ClientBuilder<Client>) {
    let (sender, receiver) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = Server::start(move |_| answer(status, "", body)).await;
            sender.send(server.url.clone()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    let url = receiver.recv().unwrap();
    (url.clone(), builder().base_url(url))
}

fn get(client: &Client) -> Result<Value, Error<Infallible>> {
    Request::new(client, &GET).send_blocking(decode::json).map(generator_runtime::Response::into_body)
}

#[test]
fn requests_are_waited_for_from_any_thread() {
    let client = serve("200 OK", "[1]").1.build().unwrap();
    let ask = || Request::new(&client, &GET).send_blocking::<Value, Infallible>(decode::json).unwrap();
    assert_eq!((ask().status().as_u16(), ask().into_body()), (200, Value::from(vec![1])));
    thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| get(&client).unwrap())).collect();
        assert!(threads.into_iter().all(|thread| thread.join().unwrap() == Value::from(vec![1])));
    });
}

static PAGING: Paging = Paging {
    style: PagingStyle::Offset {
        parameter: "offset",
        size: PageSize { parameter: "limit", default: Some(2), maximum: None },
    },
    items: &[],
};

fn items(client: &Client) -> Items<u64, Infallible> {
    Request::new(client, &GET).pages(&PAGING, decode::page).into_items()
}

#[test]
fn items_are_an_iterator() {
    let client = serve("200 OK", "[1, 2]").1.build().unwrap();
    let two: Vec<u64> = items(&client).max_items(2).into_blocking().map(Result::unwrap).collect();
    assert_eq!(two, [1, 2]);
    // The same full page again would have no end.
    let endless: Result<Vec<u64>, _> = items(&client).into_blocking().collect();
    assert!(matches!(endless, Err(Error::Local(_))));
    let last = serve("200 OK", "[7]").1.build().unwrap();
    assert_eq!(items(&last).into_blocking().map(Result::unwrap).collect::<Vec<_>>(), [7]);
    let failing = serve("500 Oops", "").1.build().unwrap();
    let failed: Result<Vec<u64>, _> = items(&failing).into_blocking().collect();
    assert_eq!(failed.unwrap_err().status().unwrap().as_u16(), 500);
}

#[tokio::test]
async fn items_inside_a_runtime_are_an_error() {
    let client = serve("200 OK", "[7]").1.build().unwrap();
    let mut items = items(&client).into_blocking();
    assert!(matches!(items.next(), Some(Err(Error::Local(_)))));
    assert!(items.next().is_none());
}

#[test]
fn errors_are_those_of_the_request() {
    let client = serve("418 I'm a teapot", "short").1.build().unwrap();
    let error = get(&client).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), &error.body().unwrap()[..]), (418, &b"short"[..]));
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = builder().base_url(format!("http://{closed}")).http_client_builder(http_client()).build().unwrap();
    assert!(matches!(get(&client), Err(Error::Transport(_))));
}

#[test]
fn a_download_becomes_a_file() {
    let client = serve("200 OK", "hello").1.build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a");
    let length = Request::new(&client, &GET).download::<Infallible>().to_file_blocking(&file).unwrap();
    assert_eq!((length, std::fs::read_to_string(file).unwrap()), (5, "hello".to_owned()));
    let client = serve("404 Not Found", "gone").1.build().unwrap();
    let error = Request::new(&client, &GET).download::<Infallible>().to_file_blocking(folder.path().join("b"));
    assert_eq!(error.unwrap_err().status().unwrap().as_u16(), 404);
}

#[tokio::test]
async fn inside_an_async_runtime_it_is_an_error() {
    let client = builder().base_url("http://127.0.0.1:1").build().unwrap();
    let error = get(&client).unwrap_err();
    assert!(matches!(&error, Error::Local(_)), "{error:?}");
    let expected = "getThing: a thread of an async runtime can't wait for a request: send it there with `.await`";
    assert_eq!(error.to_string(), expected);
}

/// Panics the first time.
#[derive(Debug, Default)]
struct Panics(std::sync::atomic::AtomicBool);

impl Hook for Panics {
    fn before(&self, _: &mut OutgoingRequest<'_>) -> Result<(), HookError> {
        assert!(self.0.swap(true, std::sync::atomic::Ordering::Relaxed), "the first one");
        Ok(())
    }
}

#[test]
fn a_panic_in_a_hook_is_an_error_and_the_next_request_succeeds() {
    let client = serve("200 OK", "[1]").1.hook(Panics::default()).build().unwrap();
    let error = get(&client).unwrap_err();
    assert_eq!(error.to_string(), "getThing: the thread for requests gave up the request");
    assert_eq!(get(&client).unwrap(), Value::from(vec![1]));
}
