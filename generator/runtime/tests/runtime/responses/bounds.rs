//! What a server may make the client do.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::builder;
use crate::support::operations::GET;
use crate::support::server::answer;
use crate::support::unruly::{Act, Unruly};
use generator_runtime::codegen::{Request, decode};
use generator_runtime::{Client, ClientBuilder, Error, TimeLimits, UnknownValue, object, one_of};

/// A client of a server that answers with that body.
async fn of(body: String, change: impl FnOnce(ClientBuilder<Client>) -> ClientBuilder<Client>) -> Client {
    let server = Unruly::start(move |_, _| Act::Say(answer("200 OK", "", &body))).await;
    change(builder().base_url(&server.url)).build().unwrap()
}

async fn read(client: &Client) -> Result<Value, Error<Infallible>> {
    Request::new(client, &GET).send(decode::json).into_body().await
}

#[tokio::test]
async fn json_is_decoded_up_to_a_depth() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&of(nested(100), |it| it).await).await.is_ok());
    for body in [nested(129), "[".repeat(8 << 20), "{\"a\":".repeat(1 << 20)] {
        let error = read(&of(body.clone(), |it| it).await).await.unwrap_err();
        let text = "getThing: the server answered 200 OK, but its body is not the documented one: it is nested deeper than \
                    128 levels";
        assert_eq!(error.to_string(), text);
        // Neither where it would be passed over.
        let client = of(body, |it| it).await;
        let page = Request::new(&client, &GET)
            .send::<_, Infallible>(|content| decode::page::<Value>(content, &["b"]).map(drop));
        assert_eq!(page.await.unwrap_err().to_string(), text);
    }
    // Brackets in a text are none.
    let text = json!({ "a": "[\"\\{".repeat(1000) });
    assert_eq!(read(&of(text.to_string(), |it| it).await).await.unwrap(), text);
}

#[tokio::test]
async fn json_is_decoded_up_to_a_size() {
    let body = format!("\"{}\"", "x".repeat(998));
    assert!(read(&of(body.clone(), |it| it.max_json_size(1000)).await).await.is_ok());
    let error = read(&of(body, |it| it.max_json_size(999)).await).await.unwrap_err();
    assert!(error.to_string().ends_with("it is larger than 999 bytes, the limit for JSON"), "{error}");
    let error = read(&of(format!("\"{}\"", "x".repeat(32 << 20)), |it| it).await).await.unwrap_err();
    assert!(error.to_string().contains("larger than 33554432 bytes"), "{error}");
}

#[tokio::test]
async fn what_a_server_sends_makes_no_long_messages() {
    let long = "k".repeat(10_000);
    for body in [format!("{{\"{long}\":{{\"{long}\":[x"), format!("\"{long}\"")] {
        let client = of(body, |it| it).await;
        let read = Request::new(&client, &GET).send::<Vec<u8>, Infallible>(decode::json).await;
        let text = read.unwrap_err().to_string();
        assert!(text.len() < 1024, "{}", text.len());
        assert!(!text.contains(&long));
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub(super) struct Left {
    next: Box<Next>,
}

object! {
    Left: new(next(Box<Next>));
    "next" => next: required(new),
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub(super) struct Right {
    next: Box<Next>,
}

object! {
    Right: new(next(Box<Next>));
    "next" => next: required(new),
}

/// How many values were read as the union.
static READ: AtomicUsize = AtomicUsize::new(0);

/// The union, counted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Next(Either);

impl Serialize for Next {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Next {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        READ.fetch_add(1, Ordering::SeqCst);
        Either::deserialize(deserializer).map(Self)
    }
}

/// A union each of whose variants has the union again.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub(super) enum Either {
    Left(Left),
    Right(Right),
    Unknown(UnknownValue<Value>),
}

one_of! {
    Either, Unknown;
    Left(Left),
    Right(Right),
}

#[tokio::test]
async fn unions_in_unions_have_one_budget_per_response() {
    let nested = |depth: usize| format!("{}1{}", "{\"next\":".repeat(depth), "}".repeat(depth));
    let items = |count: usize| format!("[{}]", vec![nested(60); count].join(","));
    let mut attempts = Vec::new();
    for count in [1, 20] {
        let client = of(items(count), |it| it).await;
        READ.store(0, Ordering::SeqCst);
        let read: Vec<Either> =
            Request::new(&client, &GET).send::<_, Infallible>(decode::json).into_body().await.unwrap();
        assert_eq!(read.len(), count);
        attempts.push(READ.load(Ordering::SeqCst));
    }
    // With a budget for each of the twenty there would be twenty times as many.
    assert!(attempts[0] > 0 && attempts[1] < attempts[0] * 10, "{attempts:?}");
}

/// A server that keeps connections, and counts those that are open.
async fn keeping(open: Arc<AtomicUsize>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let open = Arc::clone(&open);
            open.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let mut buffer = [0; 1024];
                while stream.read(&mut buffer).await.is_ok_and(|length| length > 0) {
                    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ntrue").await.ok();
                }
                open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    url
}

#[tokio::test]
async fn few_connections_are_kept_that_nobody_uses() {
    let open = Arc::<AtomicUsize>::default();
    let client = builder().base_url(keeping(Arc::clone(&open)).await).max_idle_connections(3).build().unwrap();
    let calls = (0..50).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { read(&client).await.is_ok() })
    });
    for call in calls.collect::<Vec<_>>() {
        assert!(call.await.unwrap());
    }
    tokio::time::timeout(Duration::from_secs(20), async {
        while open.load(Ordering::SeqCst) > 3 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_download_that_trickles_ends() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        crate::support::server::read(&mut stream).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n").await.unwrap();
        while stream.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    let limits = TimeLimits::new().min_rate(1_000_000, Duration::from_millis(50));
    let client = builder().base_url(url).time_limits(limits).build().unwrap();
    let mut download = Request::new(&client, &GET).download::<Infallible>().await.unwrap();
    let error = loop {
        match download.chunk().await {
            Ok(piece) => assert!(piece.is_some()),
            Err(error) => break error,
        }
    };
    assert_eq!(error.to_string(), "getThing: less came in 50ms than the lowest rate");
    assert!(matches!(error, Error::TimeLimit(_)));
}
